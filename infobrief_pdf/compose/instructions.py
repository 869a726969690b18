"""How sheets are printed and handled, as a page of its own → HTML. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.diagnostics import Place
from infobrief_pdf.model import Layout

EDITION: Final = "instructions"
"""The name of its style sheet."""

Rows = tuple[tuple[int | str, ...], ...]
"""What stands on a side by rows from the top: the number of a page, or a label in its place."""


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done with the sheets; `facts` and `steps` are labels of the catalogue, whose placeholders
    `values` fill.

    `front` and `back` show the first sheet.
    """

    title: str
    language: str
    facts: str
    steps: tuple[str, ...]
    values: Mapping[str, str]
    front: Rows
    back: Rows


def instructions(handling: Handling, layout: Layout) -> Composed:
    """The page, on the paper of the layout."""
    language = handling.language
    own = layout.words(language)
    words = Words(language, own, lambda key, offset: Place("layout.yaml"))
    context: Dictionary = {
        "labels": {name: words.line(label) for name, label in words.labels.items()},
        "language": language,
        "direction": catalogue.direction(language),
        "title": words.line(handling.title),
        "facts": words.line(_filled(words, handling.facts, handling.values)),
        "steps": [words.line(_filled(words, step, handling.values)) for step in handling.steps],
        "sides": [
            {
                "label": words.line(words.labels[label]),
                "rows": [[_cell(words, each) for each in row] for row in rows],
            }
            for label, rows in (("sheetfront", handling.front), ("sheetback", handling.back))
        ],
    }
    return Composed(filled(layout, "instructions.html", context), styled(layout, language, (EDITION,)))


def _cell(words: Words, what: int | str) -> Dictionary:
    """A page as the picture of a side shows it."""
    if isinstance(what, int):
        return {"number": what, "word": None}
    return {"number": None, "word": words.line(words.labels[what])}


def _filled(words: Words, label: str, values: Mapping[str, str]) -> str:
    """A label with its placeholders filled; a value may be a label itself.

    A layout may have worded it anew, with other braces in it, which stay.
    """
    text = words.labels[label]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", words.labels.get(value, value))
    return text
