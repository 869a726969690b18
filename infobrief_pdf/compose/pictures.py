"""Pictures on the page: as wide as the reading column, as high as a number of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from infobrief_pdf.model import Layout
from infobrief_pdf.units import mm_to_pt

_GRID: Final = 14.0
"""Distance of the baseline grid in points; the height of a picture is a multiple of it."""

_PAGE_WIDTH: Final = 210.0
"""Millimetres."""

_MOST_LINES: Final = 28
"""Height in lines that a picture takes at most, a little more than half a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture: the address that the page fetches it by, and its size in pixels."""

    source: str
    width: float
    height: float


def reading_width(layout: Layout) -> float:
    """Width of the reading column in points."""
    spacing = layout.tokens.spacing
    taken = ("page-left", "margin-column", "gutter", "page-right")
    return mm_to_pt(_PAGE_WIDTH - sum(spacing.get(name, 0.0) for name in taken))


def printed_size(picture: Picture, layout: Layout) -> tuple[float, float]:
    """Width and height in points; the picture keeps its proportions to within half a line."""
    column = reading_width(layout)
    lines = max(1, min(round(column * picture.height / picture.width / _GRID), _MOST_LINES))
    height = lines * _GRID
    return round(min(column, height * picture.width / picture.height), 2), height
