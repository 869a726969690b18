"""Markup that is almost right and would be printed as it stands: `###Title`, `-Item`, `[words] (https://…)`.

Each function looks at text that Markdown has read as mere words, and says what was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from infobrief_pdf.markup.languages import code_of


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake: the code of its message, what stands at its place, and the line within the paragraph."""

    code: str
    needle: str
    line: int = 0
    values: Mapping[str, object] = field(default_factory=dict)


_LONGEST: Final = 60
_HEADING: Final = re.compile(r"(#{2,6})(?=[^#\s])")
_ITEM: Final = re.compile(r"-\u00a0*(?=[^\W\d_])|[•‣◦▪●∙][ \t]*(?=\S)")
_DASH: Final = re.compile(r"[–—][ \t]*(?=\w)")
_ROW: Final = re.compile(r"\|.*\|\s*\Z")

_STRONG: Final = r"(?<!\*)\*\*\*?(?!\*)|(?<!_)(?:(?<=\w)__|__(?=\w))(?!_)"
_SLIPS: Final = re.compile(
    rf"(?P<strong>{_STRONG})"
    r"|(?P<star>(?<![\w*])\*[^\W\d_]+)"
    r"|(?P<gap>\][ \t]+\((?=https?://|www\.|mailto:|tel:|#[a-z]|[^\s()]+@[^\s()]+\)))"
    r"|(?P<link>\]\()"
    r"|(?P<attribute>\]\{|\{lang\b)"
    r"|(?P<note>\[\^)"
    r"|(?P<struck>~~(?=\S)[^~\n]+~~)"
)
_CODES: Final = {
    "strong": "markup-unbalanced",
    "star": "markup-unbalanced",
    "gap": "link-apart",
    "link": "link-unfinished",
    "attribute": "attribute-unfinished",
    "note": "footnote-unfinished",
    "struck": "strikethrough",
}
_ATTRIBUTE: Final = re.compile(r"\]?(\{[^{}\n]{0,60}\}?)")
_LANGUAGE: Final = re.compile(r"\{\s*lang\s*=\s*[\"']?([^\"'{}]*)")
_EMPHASIS: Final = re.compile(r"(?<!\w)\*{1,3}(?=\S)[^*\n]+(?<=\S)\*{1,3}")
_STAR_BEHIND_WORD: Final = re.compile(r"(?<=\w)\*(?![\w*])")


def in_paragraph(content: str) -> Iterator[Slip]:
    """What is wrong with the beginnings of a paragraph's lines; of lists and tables the first line only."""
    lines = content.split("\n")
    for number, line in enumerate(lines):
        if found := _HEADING.match(line):
            yield Slip("heading-without-space", found[0], number, {"marks": found[1], "line": _short(line)})
    if item := _first_item(lines):
        yield item
    if all(_ROW.match(line) for line in lines):
        yield Slip("table-without-rule", "|", 0, {"rule": _rule(lines[0])})


def in_text(text: str, whole: str) -> Iterator[Slip]:
    """Signs of markup in a stretch of words; `whole` is the text of the field that it stands in."""
    for found in _SLIPS.finditer(text):
        kind = str(found.lastgroup)
        if kind == "star" and _uses_stars_for_notes(whole):
            continue
        yield Slip(_CODES[kind], found[0], 0, _VALUES.get(kind, _marks)(found))


def is_no_list(text: str, number: int | None) -> bool:
    """Whether a list of one item was rather meant as text: `3. bis 5. Juni`."""
    return number not in (None, 1) or text[:1].islower()


def _first_item(lines: list[str]) -> Slip | None:
    dashes = [number for number, line in enumerate(lines) if _DASH.match(line)]
    for number, line in enumerate(lines):
        is_item = len(dashes) > 1 or (number == 0 and line.startswith("–"))
        found = _ITEM.match(line) or (_DASH.match(line) if is_item else None)
        if found:
            values = {"marks": found[0].strip(), "example": f"- {_short(line[found.end() :])}"}
            return Slip("item-malformed", found[0], number, values)
    return None


def _rule(row: str) -> str:
    return "|" + "---|" * max(row.strip().count("|") - 1, 1)


def _marks(found: re.Match[str]) -> dict[str, object]:
    return {"marks": found[0]}


def _unfinished_attribute(found: re.Match[str]) -> dict[str, object]:
    written = _ATTRIBUTE.match(found.string, found.start())
    marks = written[1] if written else found[0]
    language = _LANGUAGE.match(marks)
    code = code_of(language[1]) if language else None
    return {"marks": marks, "suggestion": f"{{lang={code}}}" if code else None}


def _star(_found: re.Match[str]) -> dict[str, object]:
    return {"marks": "*"}


_VALUES: Final = {"attribute": _unfinished_attribute, "star": _star}


@lru_cache(maxsize=64)
def _uses_stars_for_notes(text: str) -> bool:
    """Whether a star behind a word calls a note of the author's own: `Preis*`, and below `*mit Steuer`."""
    return bool(_STAR_BEHIND_WORD.search(_EMPHASIS.sub("", text)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
