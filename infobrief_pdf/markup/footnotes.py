"""Footnotes of a text: which are defined, which are called, how calls and notes lead to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.markup.fragment import Note
from infobrief_pdf.markup.parser import Node

_JOINER: Final = "\u2060"
"""Keeps the number on the line of the word that it belongs to (UAX 14, WJ)."""


class Footnotes:
    """Definitions of a text, which of them have been called, and the notes in the order of their calls."""

    def __init__(self, definitions: Mapping[str, Node], anchor: str, language: str, first: int) -> None:
        self.definitions = definitions
        self.called: set[str] = set()
        self.notes: list[Note] = []
        self._anchor = anchor
        self._first = first
        self._word = catalogue.language(language).labels["footnote"]

    def call(self, content: str) -> str:
        """Number a note; the link that leads from the text to it."""
        number = self._first + len(self.notes)
        note = Note(number, f"{self._anchor}-note-{number}", f"{self._anchor}-call-{number}", content)
        self.notes.append(note)
        return (
            f'{_JOINER}<a class="note-call" id="{note.call}" href="#{note.anchor}" '
            f'data-role="Reference/Link" aria-label="{self._word} {number}">{number}</a>'
        )
