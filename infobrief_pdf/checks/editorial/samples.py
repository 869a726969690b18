"""Texts of the samples that `infobrief init` and `infobrief new` write, and that nobody has replaced yet.

A test holds the list to the samples themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Issue, Series
from infobrief_pdf.model.texts import Key, texts

SAMPLES: Final = frozenset(
    {
        # series
        "Name Ihres Verbands e. V.", "Straße Hausnummer", "12345 Ort", "0711 123-456",
        "Name of your association", "Street and number", "Town and postcode",
        # people
        "Vorname Nachname", "Referentin Beispiel", "First name Surname", "Example officer",
        # issue
        "Überschrift des ersten Beitrags", "Name der Veranstaltung", "Ort und Saal",
        "Headline of the first article", "Name of the event", "Place and room",
    }
)  # fmt: skip
"""Fields as they stand in the samples."""

SENTENCES: Final = frozenset(
    {
        "hier beginnt Ihr Grußwort.", "Schreiben Sie einfach über diesen Text.",
        "Schreiben Sie hier den ersten Beitrag.", "here begins your greeting.",
        "Simply write over this text.", "Write the first article here.",
    }
)  # fmt: skip
"""Sentences within the longer texts of the samples."""

_SENTENCE: Final = re.compile("|".join(map(re.escape, sorted(SENTENCES))))


def untouched(of: Issue | Series, locate: Callable[[Key, int], Place]) -> Iterator[Diagnostic]:
    """One hint for all the sample texts of a file, at the first of them."""
    places = [locate(key, offset) for key, text in texts(of) if (offset := _offset(text)) is not None]
    if not places:
        return
    first, *others = sorted(places, key=lambda place: place.line or 0)
    lines = list(dict.fromkeys(place.line for place in others if place.line != first.line))
    if lines:
        yield Diagnostic("sample-texts", first, {"lines": ", ".join(map(str, lines))})
    else:
        yield Diagnostic("sample-text", first)


def _offset(text: str) -> int | None:
    """Where a sample stands in a text."""
    if text.strip() in SAMPLES:
        return 0
    found = _SENTENCE.search(text)
    return found.start() if found else None
