"""What touches the edge of a sheet runs over it, so that no white shows if the knife is off by a little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.units import px_to_mm

_TOLERANCE: Final = 1.0
"""Pixels; what ends within so little of the edge was meant to reach it."""


def short_of_bleed(document: Any) -> list[Diagnostic]:
    """Coloured boxes and pictures that reach an edge of the page and end before the bleed does."""
    problems: dict[tuple[str, str], Diagnostic] = {}
    for number, page in enumerate(document.pages, start=1):
        if not any(page.bleed.values()):
            continue
        for box in _coloured(page._page_box):
            for edge, lack in _lacking(box, page):
                name = _name(box)
                values = {"page": number, "element": name, "edge": edge, "lack": round(px_to_mm(lack), 1)}
                problems.setdefault((name, edge), Diagnostic("bleed-missing", None, values))
    return list(problems.values())


def _coloured(box: Any) -> Iterator[Any]:
    """Boxes that print something on their whole area, the page itself aside, whose ground always bleeds."""
    for child in getattr(box, "children", ()):
        inner = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(inner, boxes.ReplacedBox) or _has_ground(inner):
            yield inner
        yield from _coloured(inner)


def _has_ground(box: Any) -> bool:
    ground = getattr(box, "background", None)
    return ground is not None and (ground.color.alpha > 0 or any(layer.image for layer in ground.layers))


def _lacking(box: Any, page: Any) -> Iterator[tuple[str, float]]:
    """Each edge that the box reaches without bleeding, and how much is lacking, in pixels."""
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    beyond = {"left": -left, "top": -top, "right": right - page.width, "bottom": bottom - page.height}
    for edge, excess in beyond.items():
        lack = page.bleed[edge] - excess
        if excess > -_TOLERANCE and lack > _TOLERANCE:
            yield edge, lack


def _name(box: Any) -> str:
    """The element as a style sheet would name it."""
    element = box.element
    names = (element.get("class") or "").split() if element is not None else []
    return f".{names[0]}" if names else str(box.element_tag)
