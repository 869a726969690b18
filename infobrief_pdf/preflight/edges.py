"""Text that a cut may hurt."""

from __future__ import annotations

from typing import Final

from infobrief_pdf.preflight.facts import Near
from infobrief_pdf.preflight.opening import Frame
from infobrief_pdf.raster import Pages

SAFE: Final = 4.0
"""Millimetres that text should keep from the trimmed edge: a stack of paper is not cut to a hair."""


def near(pages: Pages, frame: Frame) -> tuple[Near, ...]:
    """For each edge of a page the text that is nearest to it, where that is too near."""
    left, bottom, right, top = frame.trim
    nearest: dict[int, Near] = {}
    for box in pages.characters(frame.number - 1):
        # Text beside the page is for the print shop.
        if box.right <= left or box.left >= right or box.top <= bottom or box.bottom >= top:
            continue
        distances = (box.left - left, box.bottom - bottom, right - box.right, top - box.top)
        for edge, distance in enumerate(each * frame.mm for each in distances):
            if distance < SAFE and (edge not in nearest or distance < nearest[edge].distance):
                nearest[edge] = Near(frame.corner(box), distance)
    return tuple(nearest.values())
