"""Floats are set once, and in a line also on sides that are named by the direction of writing.

When a box is given up because it does not fit on a page, WeasyPrint 70 keeps the rest of a float in it that
was already broken: that rest is set on the next page, above the whole float. A section title in the margin
at the foot of a page would be printed twice. In a line it knows floats to the left and to the right only, and
gives up at those to the beginning or the end (`inline-start`, `inline-end`). What is relied on here is
private to WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.layout import LayoutContext, block, inline

RELIED_ON: Final = (
    block.remove_placeholders,
    block._out_of_flow_layout,
    block.block_container_layout,
    LayoutContext.add_broken_out_of_flow,
    inline._out_of_flow_layout,
)

_SIDES: Final = {
    ("inline-start", "ltr"): "left",
    ("inline-end", "ltr"): "right",
    ("inline-start", "rtl"): "right",
    ("inline-end", "rtl"): "left",
}
"""The sides of a line by the direction of its text (CSS Logical Properties 1, 2)."""


@contextmanager
def set_once() -> Iterator[None]:
    """While this holds, a box that is given up takes the rests of its floats along; lines have all sides."""
    remove_placeholders: Callable[..., None] = block.remove_placeholders
    lay_out: Any = inline._out_of_flow_layout

    def removing(context: Any, box_list: Any, absolute_boxes: Any, fixed_boxes: Any) -> None:
        remove_placeholders(context, box_list, absolute_boxes, fixed_boxes)
        given_up = {id(box) for box in box_list}
        for laid_out, (box, *_) in list(context.broken_out_of_flow.items()):
            if id(box) in given_up:
                del context.broken_out_of_flow[laid_out]

    def laying_out(context: Any, box: Any, container: Any, index: int, child: Any, *args: Any) -> None:
        side = child.style["float"]
        child.style["float"] = _SIDES.get((side, box.style["direction"]), side)
        lay_out(context, box, container, index, child, *args)

    block.remove_placeholders, inline._out_of_flow_layout = removing, laying_out
    try:
        yield
    finally:
        block.remove_placeholders, inline._out_of_flow_layout = remove_placeholders, lay_out
