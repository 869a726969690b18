"""Fonts of a PDF as pikepdf sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Dictionary, Stream

from infobrief_pdf.bind import values

_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_GLYPHS: Final = 512


def font_name(font: Any) -> str:
    """What a font is called, without the mark of a subset (ISO 32000-1, 9.6.4)."""
    called = values.name(font, "/BaseFont") or values.name(font, "/Name") or "?"
    tag, plus, rest = called.partition("+")
    return rest if plus and len(tag) == 6 and rest else called


def is_embedded(font: Any) -> bool:
    """Whether a font's glyphs are in the file; those of a Type 3 font always are (ISO 32000-1, 9.6.5)."""
    if values.name(font, "/Subtype") == "Type3":
        return True
    described = next(iter(values.items(font, "/DescendantFonts")), font)
    descriptor = values.dictionary(described, "/FontDescriptor")
    return any(values.get(descriptor, key, Stream) is not None for key in _FILES)


def procedures(font: Any) -> Iterator[tuple[bytes, Dictionary]]:
    """The content that draws the glyphs of a Type 3 font, with its resources."""
    if values.name(font, "/Subtype") != "Type3":
        return
    drawn = values.dictionary(font, "/CharProcs")
    for key in list(drawn.keys())[:_MOST_GLYPHS]:
        glyph = values.get(drawn, key, Stream)
        if glyph is not None:
            yield glyph.read_bytes(), values.dictionary(font, "/Resources")
