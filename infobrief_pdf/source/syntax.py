"""What a YAML parser fails on, put so that an editor can mend it.

Both of PyYAML's parsers word their errors in terms of tokens, and differently; the table `_EXPLANATIONS`
knows the words of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeAlias

from infobrief_pdf.source.plain import first_cut, in_brackets, quoted, value_in_block, value_in_brackets
from infobrief_pdf.source.position import Spot

Explanation: TypeAlias = "tuple[str, Spot, Mapping[str, object]]"
"""Code, spot and values of a diagnostic."""


class Failure(NamedTuple):
    """What the parser said, and where it was."""

    lines: tuple[str, ...]
    words: str
    place: Spot
    context: Spot
    """Where the construct begins that the parser was reading."""
    brackets: tuple[Spot, ...]
    """The `[` and `{` that are open."""

    @property
    def line(self) -> str:
        """The line it failed on."""
        return self.lines[self.place.line] if self.place.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands before the place, without the indentation."""
        return self.line[: self.place.column].strip()

    @property
    def is_at_end(self) -> bool:
        """Whether nothing but blank lines and comments follow."""
        rest = (self.line[self.place.column :], *self.lines[self.place.line + 1 :])
        return all(not line.strip() or line.lstrip().startswith("#") for line in rest)


_TAB_IN_INDENTATION: Final = re.compile(r" *\t")
_COLON: Final = re.compile(r":(?=\s|$)")
_VALUE_BEGINS: Final = re.compile(r":[ \t]+(?=[^ \t])")


def explain(failure: Failure) -> Explanation:
    """Code, spot and values for the diagnostic of a failure."""
    if found := _TAB_IN_INDENTATION.match(failure.line):
        return "tab-for-space", Spot(failure.place.line, found.end() - 1), {}
    for words, explanation in _EXPLANATIONS:
        if words.search(failure.words):
            return explanation(failure)
    return "yaml-malformed", failure.place, {}


def _tab(failure: Failure) -> Explanation:
    return "tab-for-space", failure.place, {}


def _reserved(spot: Spot, failure: Failure) -> Explanation:
    line = failure.lines[spot.line]
    rest = line[spot.column :]
    if failure.brackets:
        rest = rest[:1] + re.split(r"[,\]}]", rest[1:])[0]
    return "character-reserved", spot, {"character": line[spot.column], "example": quoted(rest)}


def _reserved_at_place(failure: Failure) -> Explanation:
    if failure.line[failure.place.column : failure.place.column + 1] == "\t":
        return _tab(failure)
    return _reserved(failure.place, failure)


def _reserved_at_context(failure: Failure) -> Explanation:
    return _reserved(failure.context, failure)


def _no_content(failure: Failure) -> Explanation:
    if failure.brackets and (failure.is_at_end or failure.line[failure.place.column] in "]}:"):
        return _bracket(failure.brackets[-1], failure)
    return _reserved_at_place(failure)


def _colon(failure: Failure) -> Explanation:
    if found := _VALUE_BEGINS.search(failure.line, 0, failure.place.column):
        return "colon-in-text", failure.place, {"example": quoted(failure.line[found.end() :])}
    if failure.before.endswith((":", "-")):
        return _reserved_at_place(failure)
    above = _line_above(failure)
    if above is None:
        return "yaml-malformed", failure.place, {}
    begin_above, begin = _indentation(failure.lines[above]), _indentation(failure.line)
    if begin > begin_above:
        return "indentation-too-deep", Spot(failure.place.line, begin), {}
    return "line-stray", Spot(above, begin_above), {}


def _goes_on(failure: Failure, above: int) -> bool:
    """Whether a text without quotes goes on below a line that is a comment, as `# Heading` is."""
    is_text = not re.match(r"[\w-]+:(?:\s|$)|-\s", failure.before + failure.line[failure.place.column :])
    return is_text and _indentation(failure.lines[above]) == _indentation(failure.line)


def _line_above(failure: Failure) -> int | None:
    numbers = range(failure.place.line - 1, -1, -1)
    return next((number for number in numbers if failure.lines[number].strip()), None)


def _stray(failure: Failure) -> Explanation:
    number = failure.context.line
    if cut := first_cut(failure.lines, number, number):
        line = failure.lines[number]
        return "text-cut-off", cut, {"example": quoted(line[value_in_block(line) :])}
    return "line-stray", failure.context, {}


def _list_on_line(failure: Failure) -> Explanation:
    example = quoted(failure.line[failure.place.column :])
    return "list-on-field-line", failure.place, {"example": example}


def _quote(failure: Failure) -> Explanation:
    sign = failure.lines[failure.context.line][failure.context.column]
    return "quote-unclosed", failure.context, {"quote": sign}


def _bracket_at_context(failure: Failure) -> Explanation:
    return _bracket(failure.context, failure)


def _bracket(spot: Spot, failure: Failure) -> Explanation:
    if cut := first_cut(failure.lines, spot.line, failure.place.line):
        return "text-cut-off", cut, {"example": _example_in_brackets(failure.lines, cut)}
    is_colon = _COLON.match(failure.line, failure.place.column)
    if is_colon and (begin := value_in_brackets(failure.line, failure.place.column)):
        return "text-in-brackets", failure.place, {"example": in_brackets(failure.line, begin)}
    sign = failure.lines[spot.line][spot.column]
    return "bracket-unclosed", spot, {"bracket": sign, "closing": {"[": "]", "{": "}"}.get(sign, sign)}


def _example_in_brackets(lines: tuple[str, ...], spot: Spot) -> str:
    line = lines[spot.line]
    return in_brackets(line, value_in_brackets(line, spot.column) or spot.column)


def _out_of_step(failure: Failure) -> Explanation:
    if failure.before.endswith(('"', "'")):
        return "text-after-quote", failure.place, {"quote": failure.before[-1]}
    if failure.before.endswith(("]", "}")):
        return "text-after-bracket", failure.place, {"bracket": failure.before[-1]}
    if failure.line[failure.place.column :].startswith(":"):
        return "key-empty", failure.place, {}
    above = _line_above(failure)
    if above is not None and failure.lines[above].lstrip().startswith("#") and _goes_on(failure, above):
        return "lines-run-together", Spot(above, _indentation(failure.lines[above])), {"example": "text: |"}
    return "indentation-mismatch", failure.place, {}


def _block_header(failure: Failure) -> Explanation:
    sign = failure.lines[failure.context.line][failure.context.column]
    return "block-text-on-line", failure.place, {"sign": sign}


def _escape(failure: Failure) -> Explanation:
    # One parser points at the backslash, the other at what follows.
    column = failure.line.rfind("\\", 0, failure.place.column + 1)
    return "escape-unknown", Spot(failure.place.line, max(column, 0)), {}


def _directive(failure: Failure) -> Explanation:
    return "directive-used", Spot(failure.place.line, 0), {}


def _document(failure: Failure) -> Explanation:
    return "several-documents", failure.place, {}


_EXPLANATIONS: Final[tuple[tuple[re.Pattern[str], Callable[[Failure], Explanation]], ...]] = tuple(
    (re.compile(words), explanation)
    for words, explanation in (
        (r"found a tab character", _tab),
        (r"scanning a directive|incompatible YAML document", _directive),
        (r"scanning an (alias|anchor)|(scanning|parsing) a tag|undefined tag handle", _reserved_at_context),
        (r"cannot start any token", _reserved_at_place),
        (r"mapping values are not allowed", _colon),
        (r"mapping keys are not allowed", _reserved_at_place),
        (r"sequence entries are not allowed", _list_on_line),
        (r"escape|hexdecimal|hexadecimal", _escape),
        (r"quoted scalar", _quote),
        (r"could not find expected ':'", _stray),
        (r"scanning a block scalar", _block_header),
        (r"parsing a flow (sequence|mapping)", _bracket_at_context),
        (r"node content", _no_content),
        (r"parsing a block (mapping|collection)", _out_of_step),
        (r"document start", _document),
    )
)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
