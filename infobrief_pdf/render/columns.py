"""Columns are balanced line by line.

WeasyPrint 70 looks for the least height that holds the text by setting it again and again, a pixel higher
each time. On a baseline grid only whole lines make a difference, so every height that is tried is rounded up
to whole lines: a register took twenty attempts, and takes two. What is relied on here is private to
WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil, isinf
from typing import Any, Final

from weasyprint.layout import block, column
from weasyprint.text.line_break import strut

RELIED_ON: Final = (column.columns_layout, block.block_box_layout, block.block_level_layout_switch)

_ROUNDING: Final = 0.01
"""Pixels by which a height may miss whole lines and still be those."""


@contextmanager
def balanced_by_lines() -> Iterator[None]:
    """While this holds, the heights of balanced columns are whole lines, or all the room there is."""
    columns_layout: Callable[..., Any] = block.columns_layout
    block_box_layout: Callable[..., Any] = block.block_box_layout
    spaces: list[float] = []

    def laying_columns(context: Any, box: Any, bottom_space: float, *args: Any, **kwargs: Any) -> Any:
        spaces.append(bottom_space)
        try:
            return columns_layout(context, box, bottom_space, *args, **kwargs)
        finally:
            spaces.pop()

    def laying_block(context: Any, box: Any, bottom_space: float, *args: Any, **kwargs: Any) -> Any:
        if box.is_column and not isinf(bottom_space):
            bottom_space = _whole_lines(context, box, bottom_space, spaces[-1])
        return block_box_layout(context, box, bottom_space, *args, **kwargs)

    block.columns_layout, block.block_box_layout = laying_columns, laying_block
    try:
        yield
    finally:
        block.columns_layout, block.block_box_layout = columns_layout, block_box_layout


def _whole_lines(context: Any, box: Any, bottom_space: float, least: float) -> float:
    """Less room below a column, so that it holds whole lines; `least` is kept free in any case."""
    line, _ = strut(box.style)
    foot = context.page_bottom - box.position_y
    height = foot - bottom_space
    if line <= 0 or height <= 0:
        return bottom_space
    whole: float = foot - ceil((height - _ROUNDING) / line) * line
    return max(min(whole, bottom_space), least)
