"""Lines are shaped once: a line that was laid out is painted as it is.

WeasyPrint 70 throws the glyphs of every line away once it knows their width, and has Pango shape them again
when it paints. Kept, they cost some kilobytes a page and save an eighth of the time of an issue. They are
shaped again where something is different when they are painted: another style or spacing, justified text,
text that is cut (`text-overflow`, `line-clamp`), for that changes glyphs which other lines may share.
What is relied on here is private to WeasyPrint; `RELIED_ON` lists it, and a test fails when its source
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.draw import text as drawing
from weasyprint.text import line_break
from weasyprint.text.ffi import pango

RELIED_ON: Final = (
    line_break.Layout,
    line_break.first_line_metrics,
    drawing.draw_text,
    drawing.draw_first_line,
)

_PARAGRAPH_ENDS: Final = frozenset("\n\r\u2029")


@contextmanager
def shaped_once() -> Iterator[None]:
    """While this holds, layouts of lines keep their glyphs, and those that did are painted with them."""
    layout: Any = line_break.Layout
    methods = layout.set_text, layout.deactivate, layout.reactivate
    set_text, _, reactivate = methods
    draw_first_line: Callable[..., Any] = drawing.draw_first_line

    def setting(self: Any, text: str, justify: bool = False) -> None:
        # painting asks for a single paragraph, and to change that means to shape anew
        is_single = _PARAGRAPH_ENDS.isdisjoint(text)
        pango.pango_layout_set_single_paragraph_mode(self.layout, is_single)
        set_text(self, text, justify)
        self.spacing = _spacing(self.style)

    def keeping(self: Any) -> None:
        pass

    def reusing(self: Any, style: Any) -> None:
        is_same = style is getattr(self, "style", None) and self.spacing == _spacing(style)
        if not is_same or self.justification_spacing:
            reactivate(self, style)

    def cutting(stream: Any, textbox: Any, overflow: str, ellipsis: Any, *args: Any) -> Any:
        if overflow == "ellipsis" or ellipsis != "none":
            reactivate(textbox.pango_layout, textbox.style)
        return draw_first_line(stream, textbox, overflow, ellipsis, *args)

    layout.set_text, layout.deactivate, layout.reactivate = setting, keeping, reusing
    module: Any = drawing
    module.draw_first_line = cutting
    try:
        yield
    finally:
        module.draw_first_line = draw_first_line
        layout.set_text, layout.deactivate, layout.reactivate = methods


def _spacing(style: Any) -> tuple[object, object]:
    return style["word_spacing"], style["letter_spacing"]
