"""Names that the program has to know: editions that a series asks for, labels that a layout overrides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.impose import FOLDS
from infobrief_pdf.model import Layout, Series
from infobrief_pdf.model.edition import EDITIONS, misnamed
from infobrief_pdf.model.texts import Key

_USED: Final = re.compile(r"var\(\s*--([a-z0-9-]+)")
_PREFIXES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "colors": ("color",),
        "families": ("family",),
        "scale": ("size", "line", "weight"),
        "spacing": ("space",),
    }
)
"""Field of the tokens → how their names begin in style sheets."""


def unknown_editions(series: Series, locate: Callable[[Key, int], Place]) -> list[Diagnostic]:
    """Editions of a series that there are not."""
    return [
        Diagnostic("edition-unknown", locate(("editions", index), 0), misnamed(name))
        for index, name in enumerate(series.editions)
        if name not in EDITIONS
    ]


def unknown_changes(layout: Layout) -> list[Diagnostic]:
    """Editions that a layout changes and that there are not; sizes and lengths that it does not have."""
    known = [
        *EDITIONS,
        *(f"{each.name}-{fold}" for each in EDITIONS.values() if each.imposition for fold in FOLDS),
    ]
    problems: list[Diagnostic] = []
    for edition, change in layout.edition_tokens.items():
        if edition not in known:
            place = layout.locate(("per_edition", edition))
            problems.append(Diagnostic("edition-unknown", place, misnamed(edition, known)))
        for field in ("scale", "spacing"):
            names = getattr(layout.tokens, field)
            problems += (
                Diagnostic(
                    "token-unused",
                    layout.locate(("per_edition", edition, field, name)),
                    {
                        "token": name,
                        "suggestion": next(iter(get_close_matches(name, names, 1)), ""),
                        "known": ", ".join(names),
                    },
                )
                for name in getattr(change, field)
                if name not in names
            )
    return problems


def unknown_labels(layout: Layout) -> list[Diagnostic]:
    """Labels that no template asks for because the catalogue has none of that name."""
    known = catalogue.language("en").labels
    return [
        Diagnostic(
            "label-unknown",
            layout.locate(("labels", language, name)),
            {
                "label": name,
                "suggestion": next(iter(get_close_matches(name, known, 1)), ""),
                "known": ", ".join(known),
            },
        )
        for language, words in layout.labels.items()
        for name in words
        if name not in known
    ]


def unused_tokens(layout: Layout, below: Layout | None) -> list[Diagnostic]:
    """Tokens that a brand adds to the layout it extends, and that nothing uses: misspelled, most likely."""
    if below is None:
        return []
    used = {name for sheet in layout.stylesheets for name in _USED.findall(sheet.text)}
    used |= {f"color-{name}" for pair in layout.tokens.pairs or () for name in (pair.text, pair.ground)}
    problems = []
    for field, prefixes in _PREFIXES.items():
        known = getattr(below.tokens, field)
        for name in getattr(layout.tokens, field):
            if name not in known and not any(f"{prefix}-{name}" in used for prefix in prefixes):
                values = {
                    "token": name,
                    "suggestion": next(iter(get_close_matches(name, known, 1)), ""),
                    "known": ", ".join(known),
                }
                problems.append(Diagnostic("token-unused", layout.locate(("tokens", field, name)), values))
    return problems
