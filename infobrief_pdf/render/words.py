"""Words are broken anywhere only where a line begins with them.

A word that is longer than a line may be broken between any two of its letters (`overflow-wrap`), but where
the line can end before it, it goes to the next one first (CSS Text 3, 5.5). WeasyPrint 70 forgets that in a
line that begins inside an inline box, such as the second line of an address. What is relied on here is
private to WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

RELIED_ON: Final = (inline.split_inline_level, inline.split_inline_box, inline.split_text_box)

_ROUNDING: Final = 0.01
"""Pixels from the beginning of a line that are none."""


@contextmanager
def whole_in_lines() -> Iterator[None]:
    """While this holds, a word in the middle of a line is never broken between its letters."""
    split_inline_box: Callable[..., Any] = inline.split_inline_box
    split_text_box: Any = inline.split_text_box
    begins: list[float] = []

    def splitting_box(context: Any, box: Any, position_x: float, *args: Any) -> Any:
        if not isinstance(box, boxes.LineBox):
            return split_inline_box(context, box, position_x, *args)
        begins.append(position_x)
        try:
            return split_inline_box(context, box, position_x, *args)
        finally:
            begins.pop()

    def splitting_text(context: Any, box: Any, width: float, skip: int, *, is_line_start: bool = True) -> Any:
        # a text whose width is only asked for has no place yet
        place = getattr(box, "position_x", None)
        is_first = not begins or place is None or place <= begins[-1] + _ROUNDING
        return split_text_box(context, box, width, skip, is_line_start=is_line_start and is_first)

    replaced: Any = inline
    replaced.split_inline_box, replaced.split_text_box = splitting_box, splitting_text
    try:
        yield
    finally:
        inline.split_inline_box, inline.split_text_box = split_inline_box, split_text_box
