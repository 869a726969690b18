"""Floats that are laid out again on the next page are set once.

When a box is given up because it does not fit on a page, WeasyPrint 70 keeps the rest of a float in it that
was already broken: that rest is set on the next page, above the whole float. A section title in the margin
at the foot of a page would be printed twice. What is relied on here is private to WeasyPrint;
`RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.layout import LayoutContext, block

RELIED_ON: Final = (
    block.remove_placeholders,
    block._out_of_flow_layout,
    block.block_container_layout,
    LayoutContext.add_broken_out_of_flow,
)


@contextmanager
def set_once() -> Iterator[None]:
    """While this holds, a box that is given up takes the rests of its floats along."""
    remove_placeholders: Callable[..., None] = block.remove_placeholders

    def removing(context: Any, box_list: Any, absolute_boxes: Any, fixed_boxes: Any) -> None:
        remove_placeholders(context, box_list, absolute_boxes, fixed_boxes)
        given_up = {id(box) for box in box_list}
        for laid_out, (box, *_) in list(context.broken_out_of_flow.items()):
            if id(box) in given_up:
                del context.broken_out_of_flow[laid_out]

    block.remove_placeholders = removing
    try:
        yield
    finally:
        block.remove_placeholders = remove_placeholders
