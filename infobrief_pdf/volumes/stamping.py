"""Where the folio of a page that was taken over is printed: outside of its content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from infobrief_pdf import raster
from infobrief_pdf.compose.volume import Stamp
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.raster import Raster, Rectangle

_LONGEST_HEAD: Final = 34
"""Characters that certainly fit beside the folio."""

_DPI: Final = 50.0
_WIDTH: Final = 210.0
_HEIGHT: Final = 5.0
_FOOT: Final = 285.0
_HEAD: Final = 7.0
_OUTER: Final = 15.0
_INNER: Final = 25.0
"""Millimetres from the edges; the inner one is bound."""

_LINE: Final = 75.0
_FOLIO: Final = 16.0
"""Widths of folio and running head, and of the folio alone."""


def stamps_for(
    pdf: bytes, name: str, heads: tuple[str, str], first: Folio, *, is_duplex: bool
) -> tuple[list[Stamp], list[int]]:
    """What is printed on each page of a PDF on A4, and the pages, from 1, with no room for it.

    `heads` are the running head and a short one, for where the first would be too long.
    """
    found: list[Stamp] = []
    crowded: list[int] = []
    with raster.opened(pdf, name) as pages:
        for page in range(len(pages)):
            picture = pages.render(page, _DPI)
            is_recto = is_duplex and page % 2 == 0
            stamp = next(_free(picture, heads, first + page, is_recto=is_recto), None)
            if stamp is None:
                crowded.append(page + 1)
                stamp = Stamp(None, first + page, _FOOT, _OUTER, is_right=is_recto, is_boxed=True)
            found.append(stamp)
    return found, crowded


def _free(picture: Raster, heads: tuple[str, str], folio: Folio, *, is_recto: bool) -> Iterator[Stamp]:
    """Places with nothing on them, the best first: at the foot and outside, with the running head."""
    head = next((each for each in heads if len(each) <= _LONGEST_HEAD), None)
    for width, text in ((_LINE, head), (_FOLIO, None)):
        for top in (_FOOT, _HEAD):
            for is_outer in (True, False):
                edge = _OUTER if is_outer else _INNER
                is_right = is_recto == is_outer
                left = _WIDTH - edge - width if is_right else edge
                if raster.is_blank(picture, Rectangle(left, top, width, _HEIGHT)):
                    yield Stamp(text, folio, top, edge, is_right=is_right)
