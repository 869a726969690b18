"""What YAML silently does to text without quotes: cuts it at ` #`, folds its lines, ends it at a comma.

All of it is correct YAML, and none of it is what an editor meant; the strict reader asks instead.
"""

from __future__ import annotations

import re
from typing import Final

from infobrief_pdf.source.position import Spot

_LONGEST_EXAMPLE: Final = 60
_CUT: Final = re.compile(r"[ \t]+(?=#+[^#\s])")
_QUOTED_OR_CUT: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|(?P<cut>(?<=\S)[ \t]+(?=#+[^#\s]))")
_COMMENT: Final = re.compile(r"(?:^|[ \t])#")
_LONGEST_LINE: Final = 2000
"""Characters of a line that is looked at after a syntax error."""
_MONTH: Final = r"Jan|Feb|Mär|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc]"
_LINE_OF_ITS_OWN: Final = re.compile(rf"[-*•][ \t]|[>|]|-(?=[^\W\d_])|1[.)][ \t]+(?!{_MONTH})")
"""How a line begins that Markdown would set apart: item of a list, quotation, row of a table."""
_HEADING: Final = re.compile(r"#{2,}[ \t]|#+[^#\s]")
_NEXT_FIELD: Final = re.compile(r"[}\]]|,[ \t]*[\w-]+:(?=[\s}\]]|$)")
_VALUE_IN_BRACKETS: Final = re.compile(r"[{\[,][^{}\[\],:]*:[ \t]+(?=\S)")
_VALUE_IN_BLOCK: Final = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[\w-]+:[ \t]+)?")


def cut_off(lines: tuple[str, ...], end: Spot) -> Spot | None:
    """The `#` that ends a text without quotes at `end`, if a word follows it directly.

    `title: Neue Mitarbeiterin #1` is read as `Neue Mitarbeiterin`; `# comment` with a blank is a comment.
    """
    line = lines[end.line] if end.line < len(lines) else ""
    found = _CUT.match(line, end.column)
    return Spot(end.line, found.end()) if found else None


def first_cut(lines: tuple[str, ...], first: int, last: int) -> Spot | None:
    """The first such `#` in whole lines, `last` included: behind some text, outside of quotes."""
    for number in range(first, min(last + 1, len(lines))):
        line = lines[number][:_LONGEST_LINE]
        cut = next((found for found in _QUOTED_OR_CUT.finditer(line) if found["cut"]), None)
        if cut and not _COMMENT.search(line, 0, cut.start()):
            return Spot(number, cut.end())
    return None


def run_together(lines: tuple[str, ...], start: Spot, end: Spot, indentation: int) -> Spot | None:
    """The first line of a text without `|` that was meant to stand for itself.

    Lines of such a text become one paragraph; a heading even becomes a comment. `indentation` is that of the
    field or entry: whatever stands further to the right below it was meant as its text.
    """
    for number in range(start.line + 1, end.line + 1):
        if lines[start.line].startswith("-", start.column):  # a list without its blanks: said by others
            break
        if not lines[number - 1].strip() or _LINE_OF_ITS_OWN.match(lines[number].lstrip()):
            return _begin(lines, number)
    number = end.line + 1
    while number < len(lines) and not lines[number].strip():
        number += 1
    if number < len(lines) and _HEADING.match(lines[number].lstrip()):
        spot = _begin(lines, number)
        return spot if spot.column > indentation else None
    return None


def is_without_colon(lines: tuple[str, ...], end: Spot) -> bool:
    """Whether no colon follows a name that ends at `end`."""
    line = lines[end.line] if end.line < len(lines) else ""
    return not line[end.column :].lstrip().startswith(":")


def in_brackets(line: str, start: int) -> str:
    """A text inside brackets in quotes, up to the next field, as an example of how to write it."""
    rest = line[start:]
    stop = _NEXT_FIELD.search(rest)
    return quoted(rest[: stop.start()] if stop else rest)


def value_in_brackets(line: str, column: int) -> int | None:
    """The column in which the value begins that a colon at `column` belongs to."""
    begins = [found.end() for found in _VALUE_IN_BRACKETS.finditer(line, 0, column + 1)]
    return begins[-1] if begins else None


def value_in_block(line: str) -> int:
    """The column in which the value of a field or entry begins."""
    found = _VALUE_IN_BLOCK.match(line)
    return found.end() if found else 0


def quoted(text: str) -> str:
    """The text in quotes, without a comment behind it, as an example of how to write it."""
    bare = text.split(" # ")[0].strip()
    shown = bare if len(bare) <= _LONGEST_EXAMPLE else bare[: _LONGEST_EXAMPLE - 1] + "…"
    return f'"{shown}"' if '"' not in shown and "\\" not in shown else "'" + shown.replace("'", "''") + "'"


def _begin(lines: tuple[str, ...], number: int) -> Spot:
    line = lines[number]
    return Spot(number, len(line) - len(line.lstrip()))
