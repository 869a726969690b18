"""Footnotes of a text: which are defined, which are called, how calls and notes lead to each other."""

from __future__ import annotations

from collections.abc import Mapping

from infobrief_pdf import catalogue
from infobrief_pdf.markup.fragment import Note
from infobrief_pdf.markup.parser import Node


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
            f'<a class="note-call" id="{note.call}" href="#{note.anchor}" data-role="Reference/Link" '
            f'aria-label="{self._word} {number}">{number}</a>'
        )
