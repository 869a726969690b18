"""Printer's marks: where to cut, whether the plates lie on each other, how much ink there is.

They stand outside of the bleed, at least 5 mm from the edge of the trimmed sheet, so that none of them shows
when the knife is off by a little. Lengths are points from the trimmed sheet's lower left corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from infobrief_pdf.units import mm_to_pt

REGISTRATION: Final = "Registration"
"""Name of the colour space that prints on every plate."""

SLUG: Final = mm_to_pt(12)
"""Room around the trimmed sheet for what is cut off."""

OFFSET: Final = mm_to_pt(5)
"""Distance of all marks from the trimmed sheet."""

_LENGTH: Final = mm_to_pt(5)
_HAIRLINE: Final = 0.25
_TARGET: Final = mm_to_pt(8)
"""Distance of a registration mark's centre from the trimmed sheet."""
_ARM: Final = mm_to_pt(2.75)
_RADIUS: Final = mm_to_pt(1.5)
_PATCH: Final = mm_to_pt(4.5)
_BAR_START: Final = mm_to_pt(8)

_PATCHES: Final = (
    *((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)),
    *((0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5)),
    *((0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 0, 0)),
    (0.5, 0.4, 0.4, 0),
)
"""The colour bar: each ink full and half, two inks on each other, and the grey of three inks, which shows a
cast of colour beside the half black (ISO 12647-2, grey balance)."""


def marks(width: float, height: float) -> str:
    """The content that draws all marks around a trimmed sheet."""
    parts = [f"q /{REGISTRATION} CS 1 SCN {_HAIRLINE} w"]
    parts += _crop_marks(width, height)
    for x, y in (
        (width / 2, -_TARGET),
        (width / 2, height + _TARGET),
        (-_TARGET, height / 2),
        (width + _TARGET, height / 2),
    ):
        parts += _target(x, y)
    parts += _bar(height)
    return " ".join([*parts, "Q"])


def _crop_marks(width: float, height: float) -> Iterator[str]:
    """Two lines at each corner, in line with the edges."""
    for x, outwards in ((0.0, -1), (width, 1)):
        for y, upwards in ((0.0, -1), (height, 1)):
            yield _line(x + outwards * OFFSET, y, x + outwards * (OFFSET + _LENGTH), y)
            yield _line(x, y + upwards * OFFSET, x, y + upwards * (OFFSET + _LENGTH))


def _target(x: float, y: float) -> Iterator[str]:
    """A registration mark: a cross in a circle."""
    yield _line(x - _ARM, y, x + _ARM, y)
    yield _line(x, y - _ARM, x, y + _ARM)
    yield _circle(x, y, _RADIUS)


def _bar(height: float) -> Iterator[str]:
    """The colour bar, above the sheet, from the left."""
    for index, inks in enumerate(_PATCHES):
        values = " ".join(f"{ink:g}" for ink in inks)
        x = _BAR_START + index * _PATCH
        yield f"{values} k {x:.3f} {height + OFFSET:.3f} {_PATCH:.3f} {_PATCH:.3f} re f"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    """Four Bézier curves; 0.5523 is the usual distance of their control points."""
    reach = 0.5523 * radius
    curves = (
        (x + radius, y + reach, x + reach, y + radius, x, y + radius),
        (x - reach, y + radius, x - radius, y + reach, x - radius, y),
        (x - radius, y - reach, x - reach, y - radius, x, y - radius),
        (x + reach, y - radius, x + radius, y - reach, x + radius, y),
    )
    drawn = " ".join(" ".join(f"{value:.3f}" for value in curve) + " c" for curve in curves)
    return f"{x + radius:.3f} {y:.3f} m {drawn} S"
