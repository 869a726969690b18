"""Editorial hints: what a proofreader would ask about. Nothing here stops a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Issue
from infobrief_pdf.model.texts import Key

Locate = Callable[[Key, int], Place]


def hints(issue: Issue, locate: Locate) -> Iterator[Diagnostic]:
    """All hints for an issue."""
    yield from ()
