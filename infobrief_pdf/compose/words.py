"""Text on its way to a template: typography, Markdown, footnotes, targets of links, problems found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final

from markupsafe import Markup

from infobrief_pdf import catalogue, markup
from infobrief_pdf.diagnostics import Diagnostic, Place

Key = tuple[str | int, ...]
Locate = Callable[[Key, int], Place]
"""Where a value of the issue stands: its key and the characters into its text → place in the file."""

Dictionary = dict[str, Any]


_IDENTIFIER: Final = re.compile(r' id="([^"]+)"')


class Words:
    """What all parts of an issue share while they are written.

    `problems` collects what is wrong with any Markdown; nothing is raised here.
    """

    def __init__(self, language: str, overrides: Mapping[str, str], locate: Locate) -> None:
        self.language = language
        self.labels = {**catalogue.language(language).labels, **overrides}
        self.problems: list[Diagnostic] = []
        self._locate = locate
        self._notes: list[Dictionary] = []
        self._anchors: set[str] = {"contents", "imprint"}
        self._targets: list[tuple[str, Key, int]] = []

    def line(self, text: str | None, language: str | None = None) -> Markup | None:
        """A title or name: escaped, typography applied."""
        if text is None:
            return None
        return Markup(markup.inline(text, language=language or self.language))  # noqa: S704 - escaped there

    def blocks(
        self, text: str | None, key: Key, *, level: int, anchor: str, language: str | None = None
    ) -> list[Dictionary]:
        """Markdown as a list of finished blocks; its footnotes wait for `notes`."""
        if text is None:
            return []
        fragment = markup.render(
            text,
            language=language or self.language,
            heading_level=level,
            anchor=anchor,
            first_note=len(self._notes) + 1,
        )
        self.problems += (
            Diagnostic(problem.code, self._locate(key, problem.offset), problem.values)
            for problem in fragment.problems
        )
        self._targets += ((target, key, offset) for target, offset in fragment.targets)
        self._anchors.update(note.anchor for note in fragment.notes)
        self._anchors.update(found for block in fragment.blocks for found in _IDENTIFIER.findall(block.html))
        self._notes += (
            {"number": note.number, "anchor": note.anchor, "call": note.call, "html": Markup(note.html)}  # noqa: S704
            for note in fragment.notes
        )
        return [
            {"kind": block.kind, "html": Markup(_kept_with_next(block.kind, block.html))}  # noqa: S704
            for block in fragment.blocks
        ]

    def notes(self) -> list[Dictionary]:
        """The footnotes since the last call."""
        notes, self._notes = self._notes, []
        return notes

    def lost_links(self) -> list[Diagnostic]:
        """Links of the texts so far that lead to nothing within the issue."""
        known = sorted(self._anchors)
        return [
            Diagnostic(
                "anchor-missing",
                self._locate(key, offset),
                {"target": target, "suggestion": next(iter(get_close_matches(target, known, 1)), "")},
            )
            for target, key, offset in self._targets
            if target not in self._anchors
        ]

    def anchor(self, wanted: str | None, title: str) -> str:
        """A target of its own for each title."""
        base = wanted or markup.slug(title)
        anchor, count = base, 1
        while anchor in self._anchors:
            count += 1
            anchor = f"{base}-{count}"
        self._anchors.add(anchor)
        return anchor


def announces(kind: str, html: str) -> bool:
    """Whether a block is a paragraph that ends with a colon: a list or table has to follow at once."""
    return kind == "paragraph" and html.endswith(":</p>")


def _kept_with_next(kind: str, html: str) -> str:
    """A paragraph that announces something stays on one page with it."""
    return html.replace("<p", '<p class="announcing"', 1) if announces(kind, html) else html


def day_of(moment: date | datetime) -> date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
