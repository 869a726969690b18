"""Colours of a layout on a press: no more ink than paper takes, and every colour with one mixture only."""

from __future__ import annotations

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.images.inks import TOTAL_INK
from infobrief_pdf.model import Layout
from infobrief_pdf.model.layout import Color

_LIMIT = round(TOTAL_INK * 100)


def unprintable_colors(layout: Layout) -> list[Diagnostic]:
    """Colours with too much ink, and pairs of the same sRGB colour with different inks.

    Pages are set in sRGB, and the colour is what its inks are found by.
    """
    problems = []
    first: dict[str, tuple[str, Color]] = {}
    for name, color in layout.tokens.colors.items():
        place = layout.locate(("tokens", "colors", name, "cmyk"))
        if (total := sum(color.cmyk)) > _LIMIT:
            values: dict[str, object] = {"color": name, "total": total, "limit": _LIMIT}
            problems.append(Diagnostic("ink-too-much", place, values))
        other, before = first.setdefault(color.rgb, (name, color))
        if before.cmyk != color.cmyk:
            values = {"color": name, "other": other, "rgb": color.rgb}
            problems.append(Diagnostic("ink-ambiguous", place, values))
    return problems
