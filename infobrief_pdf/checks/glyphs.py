"""Typefaces that nobody has and characters that none of them covers."""

from __future__ import annotations

from collections.abc import Callable

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.fonts import Fonts
from infobrief_pdf.model import Layout
from infobrief_pdf.model.texts import NOT_PRINTED, Key, texts


def missing_families(layout: Layout, fonts: Fonts) -> list[Diagnostic]:
    """Families that the layout names and nobody has."""
    known = ", ".join(sorted(fonts.families))
    return [
        Diagnostic(
            "font-family-missing",
            layout.locate(("tokens", "families", purpose, index)),
            {"family": family, "known": known},
        )
        for purpose, families in layout.tokens.families.items()
        for index, family in enumerate(families)
        if family not in fonts.families
    ]


def missing_glyphs(
    value: object, layout: Layout, fonts: Fonts, locate: Callable[[Key, int], Place]
) -> list[Diagnostic]:
    """Each character of an issue or series that some family list of the layout cannot show, once."""
    seen: set[str] = set()
    problems = []
    for key, text in texts(value):
        if text.isascii() or key[-1] in NOT_PRINTED:
            continue
        for families in layout.tokens.families.values():
            for offset, character in fonts.missing(text, families):
                if character not in seen:
                    seen.add(character)
                    values = {"character": character, "codepoint": f"U+{ord(character):04X}"}
                    problems.append(Diagnostic("glyph-missing", locate(key, offset), values))
    return problems
