"""Where to fold, cut and staple, as short lines between the pages of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from infobrief_pdf.impose.folds import Fold
from infobrief_pdf.units import mm_to_pt

_UNPRINTED: Final = 5.0
"""Millimetres at the edge of a sheet that an office printer leaves white."""

_LENGTH: Final = 5.0
_STAPLE: Final = 12.0
"""Millimetres that the back of a staple is long (type 24/6)."""

_STAPLES: Final = (0.25, 0.75)
"""Heights of the staples as shares of the page's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line from (`x0`, `y0`) to (`x1`, `y1`) in points."""

    kind: Literal["fold", "cut", "staple"]
    x0: float
    y0: float
    x1: float
    y1: float


def marks(fold: Fold, rows: Sequence[int], *, is_outermost: bool) -> tuple[Mark, ...]:
    """The marks on the front of a sheet: they come to lie outside, on the fold, away from all text.

    Staples go through the outermost leaf, which is the topmost of the first sheet.
    """
    if not fold.is_nested:
        return ()
    middle = fold.sheet.width / 2
    found: list[Mark] = []
    for row in rows:
        foot, head = fold.bottom(row), fold.bottom(row) + fold.page.height
        found += (
            _mark("fold", middle, foot + _UNPRINTED, middle, foot + _UNPRINTED + _LENGTH),
            _mark("fold", middle, head - _UNPRINTED - _LENGTH, middle, head - _UNPRINTED),
        )
        if is_outermost and row == 0:
            for share in _STAPLES:
                height = foot + share * fold.page.height
                found.append(_mark("staple", middle, height - _STAPLE / 2, middle, height + _STAPLE / 2))
    for row in range(1, fold.rows):
        cut, right = fold.sheet.height / fold.rows * row, fold.sheet.width - _UNPRINTED
        found += (
            _mark("cut", _UNPRINTED, cut, _UNPRINTED + _LENGTH, cut),
            _mark("cut", right - _LENGTH, cut, right, cut),
        )
    return tuple(found)


def _mark(kind: Literal["fold", "cut", "staple"], x0: float, y0: float, x1: float, y1: float) -> Mark:
    return Mark(kind, mm_to_pt(x0), mm_to_pt(y0), mm_to_pt(x1), mm_to_pt(y1))
