"""Lengths: the few conversions between millimetres, PDF points and CSS pixels.

A PDF point is 1/72 inch (ISO 32000-1, 8.3.2.3), a CSS pixel 1/96 inch (CSS Values 4, 6.2).
"""

from typing import Final

MM_PER_INCH: Final = 25.4
PT_PER_INCH: Final = 72.0
PX_PER_INCH: Final = 96.0
PT_PER_PX: Final = PT_PER_INCH / PX_PER_INCH


def mm_to_pt(length: float) -> float:
    """Millimetres to PDF points.

    >>> round(mm_to_pt(210), 2)
    595.28
    """
    return length / MM_PER_INCH * PT_PER_INCH


def px_to_mm(length: float) -> float:
    """CSS pixels to millimetres.

    >>> px_to_mm(96)
    25.4
    """
    return length / PX_PER_INCH * MM_PER_INCH
