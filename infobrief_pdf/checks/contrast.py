"""Contrast of text and ground (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations

from typing import Final

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model import Layout

TEXT: Final = 4.5
LARGE_TEXT: Final = 3.0
"""Least ratios: 4.5 : 1; 3 : 1 for type of at least 18 pt, or 14 pt bold, and for telling lines."""


def low_contrast(layout: Layout) -> list[Diagnostic]:
    """Every pair of colours that readers cannot tell apart well enough, and every pair that names none."""
    colors = {name: color.rgb for name, color in layout.tokens.colors.items()}
    problems = []
    for index, pair in enumerate(layout.tokens.pairs or ()):
        if unknown := [name for name in (pair.text, pair.ground) if name not in colors]:
            values: dict[str, object] = {"color": unknown[0], "known": ", ".join(sorted(colors))}
            problems.append(
                Diagnostic("color-token-unknown", layout.locate(("tokens", "pairs", index)), values)
            )
            continue
        ratio = contrast(colors[pair.text], colors[pair.ground])
        required = LARGE_TEXT if pair.large else TEXT
        if ratio < required:
            values = {
                "text": f"{pair.text} {colors[pair.text]}",
                "ground": f"{pair.ground} {colors[pair.ground]}",
                "contrast": int(ratio * 100) / 100,
                "required": required,
            }
            place = layout.locate(("tokens", "colors", pair.text, "rgb"))
            problems.append(Diagnostic("contrast-too-low", place, values))
    return problems


def contrast(first: str, second: str) -> float:
    """Ratio of the relative luminances of two sRGB colours, from 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
