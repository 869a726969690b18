"""Guides for punching: where the holes of a ring binder come (ISO 838)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import ObjectStreamMode, Pdf

from infobrief_pdf.units import mm_to_pt

HOLES: Final[Mapping[int, tuple[float, ...]]] = {2: (108.5, 188.5), 4: (28.5, 108.5, 188.5, 268.5)}
"""Centres of the holes by their number, in millimetres from the top of an A4 sheet."""

_EDGE: Final = 12.0
"""Millimetres from the edge that is bound to the centres."""

_RADIUS: Final = 3.0
_MIDDLE: Final = 148.5
_MARK: Final = 4.0
_ROUND: Final = 0.5522848
"""A quarter of a circle as a Bézier curve."""


def guide(pdf: Pdf, holes: int, *, is_duplex: bool) -> None:
    """Draw the holes and the middle of the sheet on every page, as artifacts on the content.

    The pages of a side share one stream.
    """
    marks = {is_recto: pdf.make_stream(_marks(holes, is_recto=is_recto)) for is_recto in (True, False)}
    for number, page in enumerate(pdf.pages):
        page.contents_add(marks[not is_duplex or number % 2 == 0], prepend=False)


def punched(content: bytes, holes: int) -> bytes:
    """A PDF of sheets printed on one side with the guides on each of them."""
    result = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        guide(pdf, holes, is_duplex=False)
        pdf.save(
            result,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            force_version="1.7",
        )
    return result.getvalue()


def _marks(holes: int, *, is_recto: bool) -> bytes:
    """Hairlines of a quarter point in grey, in a state of their own (ISO 32000-1, 8.5)."""
    centre = _EDGE if is_recto else 210 - _EDGE
    edge, inwards = (0.0, _MARK) if is_recto else (210.0, 210 - _MARK)
    middle = _line(edge, inwards, _MIDDLE)
    circles = "\n".join(_circle(centre, height) for height in HOLES[holes])
    return f"/Artifact <</Type /Layout>> BDC q 0.25 w 0.6 G\n{circles}\n{middle}\nQ EMC".encode()


def _circle(x: float, y: float) -> str:
    r, k = _RADIUS, _RADIUS * _ROUND
    curves = (
        ((r, k), (k, r), (0, r)),
        ((-k, r), (-r, k), (-r, 0)),
        ((-r, -k), (-k, -r), (0, -r)),
        ((k, -r), (r, -k), (r, 0)),
    )
    lines = " ".join(" ".join(_point(x + dx, y + dy) for dx, dy in curve) + " c" for curve in curves)
    return f"{_point(x + r, y)} m {lines} s"


def _line(start: float, end: float, y: float) -> str:
    return f"{_point(start, y)} m {_point(end, y)} l S"


def _point(x: float, y: float) -> str:
    """Millimetres from the upper left corner as points from the lower left."""
    return f"{mm_to_pt(x):.3f} {mm_to_pt(297 - y):.3f}"
