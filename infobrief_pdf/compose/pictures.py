"""Pictures on the page: as wide as the reading column, as high as a number of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, inf
from typing import Final

from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.model import Image, Layout
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.units import PT_PER_INCH, mm_to_pt

_GRID: Final = 14.0
"""Distance of the baseline grid in points; the height of a picture is a multiple of it."""

_MOST_CROPPED: Final = 0.04
"""Share of a picture's height that may be cropped so that it takes whole lines."""

_MOST_HEIGHT: Final = 0.466
"""Share of a page's height that a picture takes at most: 28 lines of A4."""

_CLOSEST: Final = 0.75
"""Share of the column that a picture takes where pages are set so close that a sheet is saved."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture: the address that the page fetches it by, and its size in pixels."""

    source: str
    width: float
    height: float
    is_vector: bool = False


def reading_width(layout: Layout) -> float:
    """Width of the reading column in points."""
    spacing = layout.tokens.spacing
    taken = ("page-left", "margin-column", "gutter", "page-right")
    return mm_to_pt(layout.paper.width - sum(spacing.get(name, 0.0) for name in taken))


def picture_block(
    image: Image | None, pictures: Mapping[str, Picture], layout: Layout, words: Words, form: Edition
) -> Dictionary | None:
    """A picture of an article as templates need it."""
    if image is None or image.file not in pictures:
        return None
    picture = pictures[image.file]
    return {
        "source": picture.source,
        "alt": image.alt or "",
        **printed_size(picture, layout, form.least_ppi),
        "closest": printed_size(picture, layout, form.least_ppi, _CLOSEST),
        "caption": words.line(image.caption),
        "credit": words.line(image.credit),
    }


def printed_size(picture: Picture, layout: Layout, least_ppi: float, share: float = 1.0) -> dict[str, float]:
    """Width and height in points, and the remainder to a whole number of lines.

    As wide as that share of the column, unless that makes it too high or shows fewer pixels an inch.
    The height is a whole number of lines if that crops a twenty-fifth at most; `object-fit: cover` crops it.
    """
    sharp = inf if picture.is_vector else picture.width / least_ppi * PT_PER_INCH
    most_lines = mm_to_pt(layout.paper.height) * _MOST_HEIGHT // _GRID
    width = min(reading_width(layout) * share, sharp, most_lines * _GRID * picture.width / picture.height)
    height = width * picture.height / picture.width
    rounded = round(height / _GRID) * _GRID
    if abs(rounded - height) <= _MOST_CROPPED * height:
        return {"width": round(width, 2), "height": rounded, "remainder": 0.0}
    remainder = ceil(height / _GRID - 0.001) * _GRID - round(height, 2)
    return {"width": round(width, 2), "height": round(height, 2), "remainder": round(remainder, 2)}
