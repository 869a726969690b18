"""Names that the program has to know: editions that a series asks for, labels that a layout overrides."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from infobrief_pdf import catalogue
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Layout, Series
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.texts import Key


def unknown_editions(series: Series, locate: Callable[[Key, int], Place]) -> list[Diagnostic]:
    """Editions of a series that there are not."""
    return [
        Diagnostic(
            "edition-unknown", locate(("editions", index), 0), {"edition": name, "known": ", ".join(EDITIONS)}
        )
        for index, name in enumerate(series.editions)
        if name not in EDITIONS
    ]


def unknown_labels(layout: Layout, place: Place) -> list[Diagnostic]:
    """Labels that no template asks for because the catalogue has none of that name."""
    known = catalogue.language("en").labels
    return [
        Diagnostic(
            "label-unknown",
            place,
            {
                "label": name,
                "suggestion": next(iter(get_close_matches(name, known, 1)), ""),
                "known": ", ".join(known),
            },
        )
        for words in layout.labels.values()
        for name in words
        if name not in known
    ]
