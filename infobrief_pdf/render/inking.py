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

_RGB: Final = frozenset({"srgb", "hsl", "hwb"})
_LAB: Final = frozenset({"xyz-d50", "xyz-d65", "lab", "lch", "oklab", "oklch"})
"""Colour spaces that convert to sRGB, and to CIE L*a*b*."""

_BLACK: Final = (0, 0, 0, 1)

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
    _overprints: bool | None = None
    """Whether what is painted next leaves what lies below it; `None` if that is not known."""

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Replaces WeasyPrint's method of the same name."""
        inks = self._inks(color)
        if inks is None:  # a space that WeasyPrint does not know: it says so, and the page is not printed
            Stream.set_color(self, color, stroke)
            return
        Stream.set_alpha(self, color.alpha, stroke)
        current = "_current_color_stroke" if stroke else "_current_color"
        if getattr(self, current) != inks:
            setattr(self, current, inks)
            values = " ".join(f"{ink:.4g}" for ink in inks)
            self.stream.append(f"{values} {'K' if stroke else 'k'}".encode())
        if not stroke:
            self._set_overprint(inks == _BLACK)

    def pop_state(self) -> None:
        """Replaces WeasyPrint's method of the same name."""
        Stream.pop_state(self)
        self._overprints = None

    def _set_overprint(self, wanted: bool) -> None:
        """Black prints over other inks, so that no light edge shows around it where plates are off a little.

        `OPM` 1: inks of which there are none leave those below as they are (ISO 32000-1, 8.6.7).
        """
        if self._overprints != wanted:
            self._overprints = wanted
            name, is_on = ("Over", "true") if wanted else ("Out", "false")
            state = pydyf.Dictionary({"op": is_on, "OP": is_on, "OPM": 1})
            self._resources["ExtGState"].setdefault(name, state)
            pydyf.Stream.set_state(self, name)

    def _inks(self, color: Any) -> tuple[float, ...] | None:
        if color.space == "device-cmyk":
            return tuple(color.coordinates)
        if color.space in _RGB:
            return self.separator.inks(*color.to("srgb").coordinates)
        if color.space in _LAB:
            return self.separator.lab_inks(*color.to("lab").coordinates)
        return None

    def clone(self, **kwargs: Any) -> Stream:
        """Streams of groups and patterns are of the same kind."""
        names = ("fonts", "resources", "images", "tags", "color_profiles", "output_intent")
        own = {name: getattr(self, f"_{name}") for name in names}
        own |= {"page_rectangle": self.page_rectangle, "compress": self.compress}
        return type(self)(**{**own, **kwargs})
