"""Tasks that are told where their pages begin only when they know how many there are."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from infobrief_pdf.model.folio import FIRST, Folio


class Following:
    """What is known of such a task by whoever has given it.

    `measured` is called with the number of its pages. It, or whoever else knows it first, sets `folio`.
    """

    def __init__(self, measured: Callable[[int], None]) -> None:
        self.folio: Folio | None = None
        self.pages: int | None = None
        self._measured = measured

    def measure(self, pages: int) -> None:
        """The task takes so many pages."""
        self.pages = pages
        self._measured(pages)

    def ask(self, pages: int) -> Folio:
        """The folio at once; the first of all if nobody knows it by now."""
        self.measure(pages)
        self.folio = self.folio or FIRST
        return self.folio


ASK: Final[ContextVar[Callable[[int], Folio]]] = ContextVar("ASK", default=lambda pages: FIRST)
"""Asked by the task while it is done: the folio that follows from its number of pages."""
