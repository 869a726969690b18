"""What a page paints: every piece of text and every picture, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A box that paints text or a picture.

    `column` is the block that holds it, `clips` the boxes that cut it off, `source` the `data-source` of
    the nearest element around it that has one, `is_marginal` whether it stands in a margin of the page,
    `is_translucent` whether it is painted in a group of its own, whose content no tag can reach.
    """

    box: Any
    column: Any
    clips: tuple[Any, ...] = ()
    source: str = ""
    is_marginal: bool = False
    is_translucent: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is text, not a picture."""
        return isinstance(self.box, boxes.TextBox)

    @property
    def edges(self) -> Edges:
        """Where it stands."""
        box = self.box
        return box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height

    @property
    def shown(self) -> str:
        """The beginning of its text, or of what stands for the picture."""
        return self.box.text.strip()[:60] if self.is_text else (self.box.element.get("alt") or "…")[:60]

    def core(self, share: float) -> Edges:
        """The middle of a line: `share` of the size of its type, around half the height of small letters."""
        left, top, right, _ = self.edges
        middle = top + self.box.baseline - 0.25 * self.box.style["font_size"]
        reach = share / 2 * self.box.style["font_size"]
        return left, middle - reach, right, middle + reach


def painted_on(page: Any) -> Iterator[Painted]:
    """Everything that a page box paints, in the order of its boxes."""
    return _painted(Painted(page, page))


def _painted(around: Painted) -> Iterator[Painted]:
    box = around.box
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
        around = replace(around, box=box)
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield around
        return
    if isinstance(box, boxes.ReplacedBox):
        yield around
        return
    is_page = isinstance(box, boxes.PageBox)
    source = box.element.get("data-source") if box.element is not None else None
    inside = replace(
        around,
        column=box if isinstance(box, boxes.BlockContainerBox) and not is_page else around.column,
        clips=around.clips if is_page or box.style["overflow"] == "visible" else (*around.clips, box),
        source=source or around.source,
        is_marginal=around.is_marginal or isinstance(box, boxes.MarginBox),
        is_translucent=around.is_translucent or box.style["opacity"] < 1,
    )
    for child in getattr(box, "children", ()):
        yield from _painted(replace(inside, box=child))
