"""Issues in a row: each is told where it begins as soon as it is known how long those before it are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Final

from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.work import Following, Outcome

_SHEET: Final = 2
"""Pages that an issue counts for if it cannot be set: the volume is refused, but others shall go on."""


class Row:
    """The issues of a volume that begins anew, by their numbers in order.

    `pads` tells the blank pages behind so many pages.
    """

    def __init__(self, numbers: Sequence[int], pads: Callable[[int], int]) -> None:
        self._numbers, self._pads = tuple(numbers), pads
        self._pages: dict[int, int] = {}
        self._following: dict[int, Following] = {}

    def following(self, number: int) -> Following:
        """What the task that sets an issue asks."""
        return self._following.setdefault(number, Following(partial(self.take, number)))

    def take(self, number: int, pages: int) -> None:
        """An issue takes so many pages; those behind it that wait for this are told."""
        self._pages[number] = pages
        folio: Folio = FIRST
        for each in self._numbers:
            following = self._following.get(each)
            if following is not None and following.folio is None and following.pages is not None:
                following.folio = folio
            if (length := self._pages.get(each)) is None:
                return
            folio += length + self._pads(length)

    def settle(self, number: int, future: Future[Outcome] | None = None) -> None:
        """Nobody waits for an issue that is done or cannot be set."""
        if future is None or number not in self._pages:
            self.take(number, self._pages.get(number, _SHEET))
