"""What WeasyPrint never reports: text off the page or out of its column, skipped headings, empty pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.units import px_to_mm

_TOLERANCE: Final = 1.0
"""Pixels by which a line may exceed its column; glyphs overhang a little."""


def inspect(document: Any) -> list[Diagnostic]:
    """The silent failures of laid out pages."""
    problems: list[Diagnostic] = []
    for number, page in enumerate(document.pages, start=1):
        texts = list(_painted(page._page_box, page._page_box))
        problems += _strays(texts, page, number)
        if not texts:
            problems.append(Diagnostic("page-empty", None, {"page": number}))
    problems += _skipped_headings(document)
    return problems


def _painted(box: Any, column: Any) -> Iterator[tuple[Any, Any]]:
    """Every box that paints text or a picture, with the block that holds it."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield box, column
        return
    if isinstance(box, boxes.ReplacedBox):
        yield box, column
        return
    is_column = isinstance(box, boxes.BlockContainerBox) and not isinstance(box, boxes.PageBox)
    for child in getattr(box, "children", ()):
        yield from _painted(child, box if is_column else column)


def _strays(texts: list[tuple[Any, Any]], page: Any, number: int) -> Iterator[Diagnostic]:
    """Boxes beyond the page's edge, wider than their column, or clipped."""
    for box, column in texts:
        left, top = box.position_x, box.position_y
        right, bottom = left + box.width, top + box.height
        beyond = max(-left, -top, right - page.width, bottom - page.height)
        column_right = column.content_box_x() + column.width
        if beyond > _TOLERANCE:
            yield Diagnostic("content-off-page", None, _values(box, number, beyond))
        elif right - column_right > _TOLERANCE and not isinstance(column, boxes.MarginBox):
            yield Diagnostic("content-too-wide", None, _values(box, number, right - column_right))


def _values(box: Any, page: int, excess: float) -> dict[str, object]:
    shown = box.text.strip()[:60] if isinstance(box, boxes.TextBox) else box.element.get("alt") or "image"
    return {"page": page, "text": shown, "excess": f"{px_to_mm(excess):.1f}"}


def _skipped_headings(document: Any) -> Iterator[Diagnostic]:
    """Headings descend one level at a time (ISO 14289-1, 7.4.2)."""
    previous = 0
    for element in document._html.etree_element.iter():
        name = element.tag if isinstance(element.tag, str) else ""
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            level = int(name[1])
            if level > previous + 1:
                text = " ".join("".join(element.itertext()).split())
                yield Diagnostic("heading-skipped", None, {"text": text, "level": level, "previous": previous})
            previous = level
