"""Pages in inks: every colour is written to the PDF in DeviceCMYK, none is converted afterwards.

Takes the place of `weasyprint.pdf.Stream` for the time of one painting: whatever colour style sheets, SVG
pictures and gradients have, it passes through the stream's methods here. There are neither tags nor links on
such pages: ISO 15930-7 allows annotations only outside of the bleed box. What is relied on is private to
WeasyPrint; `RELIED_ON` lists it, and a test fails when its source is no longer the one this was written for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pydyf
import weasyprint.pdf
from weasyprint.images import Gradient
from weasyprint.pdf.stream import Stream
from weasyprint.svg.defs import draw_gradient

if TYPE_CHECKING:
    from infobrief_pdf.images.inks import Separation

VARIANT: Final = "pdf/x-4"

RELIED_ON: Final = (Stream, Gradient.draw, draw_gradient)

_CHANNELS: Final = 3
"""Values of an sRGB colour; a function with one value is that of an alpha mask."""


@contextmanager
def inked(separation: Separation) -> Iterator[None]:
    """While this holds, WeasyPrint paints with the inks of this separation."""

    class InkedStream(_InkedStream):
        separator = separation

        @staticmethod
        def create_interpolation_function(domain: Any, c0: Any, c1: Any, n: Any) -> pydyf.Dictionary:
            if len(tuple(c0)) == _CHANNELS:
                c0, c1 = separation.inks(*c0), separation.inks(*c1)
            function: pydyf.Dictionary = Stream.create_interpolation_function(domain, c0, c1, n)
            return function

    module: Any = weasyprint.pdf
    stream_class, module.Stream = module.Stream, InkedStream
    try:
        yield
    finally:
        module.Stream = stream_class


class _InkedStream(Stream):
    """A page's content with every colour in inks."""

    separator: Separation

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Replaces WeasyPrint's method of the same name; colours are inks already, or convert to sRGB."""
        is_separated = color.space == "device-cmyk"
        inks = (
            tuple(color.coordinates) if is_separated else self.separator.inks(*color.to("srgb").coordinates)
        )
        Stream.set_alpha(self, color.alpha, stroke)
        current = "_current_color_stroke" if stroke else "_current_color"
        if getattr(self, current) != inks:
            setattr(self, current, inks)
            values = " ".join(f"{ink:.4g}" for ink in inks)
            self.stream.append(f"{values} {'K' if stroke else 'k'}".encode())

    def clone(self, **kwargs: Any) -> Stream:
        """Streams of groups and patterns are of the same kind."""
        names = ("fonts", "resources", "images", "tags", "color_profiles", "output_intent")
        own = {name: getattr(self, f"_{name}") for name in names}
        own |= {"page_rectangle": self.page_rectangle, "compress": self.compress}
        return type(self)(**{**own, **kwargs})
