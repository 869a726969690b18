"""Words and forms that readers see, by language: labels, names of months, dates and times.

A layout may override labels (`labels` in its `layout.yaml`); a language that is not here falls back to
English.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from infobrief_pdf.catalogue.english import ENGLISH
from infobrief_pdf.catalogue.german import GERMAN
from infobrief_pdf.catalogue.language import Language

RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages whose script runs from right to left (by their usual script)."""

_LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType({"de": GERMAN, "en": ENGLISH})


def language(tag: str) -> Language:
    """The catalogue of a BCP 47 language; English where there is none.

    >>> language("de-AT").labels["contents"]
    'Inhalt'
    """
    return _LANGUAGES.get(tag.split("-")[0], ENGLISH)


def knows(tag: str) -> bool:
    """Whether there are words of a language.

    >>> knows("de-AT"), knows("tr")
    (True, False)
    """
    return tag.split("-")[0] in _LANGUAGES


def direction(tag: str) -> str:
    """`rtl` or `ltr`, the usual direction of a language.

    >>> direction("ar"), direction("de")
    ('rtl', 'ltr')
    """
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def written_date(day: date, tag: str) -> str:
    """A day as the language writes it in full.

    >>> written_date(date(2018, 9, 6), "de"), written_date(date(2018, 9, 6), "en")
    ('06.09.2018', '6\xa0September 2018')
    """
    names = language(tag)
    return names.date_form.format(
        day=day.day, month=day.month, year=day.year, month_name=names.months[day.month - 1]
    )


def written_until(last: date | datetime, tag: str) -> str:
    """The last day of an event, with its time of day if it has one.

    >>> written_until(date(2018, 10, 6), "de"), written_until(datetime(2018, 10, 6, 16), "de")
    ('bis 06.10.2018', 'bis 06.10.2018, 16:00 Uhr')
    """
    names = language(tag)
    day = last.date() if isinstance(last, datetime) else last
    time = f", {written_time(last, None, tag)}" if isinstance(last, datetime) else ""
    return f"{names.labels['until']} {written_date(day, tag)}{time}"


def written_time(start: date | datetime, end: date | datetime | None, tag: str) -> str:
    """The time of day of an event, empty if it has none.

    >>> written_time(datetime(2018, 10, 4, 10), datetime(2018, 10, 4, 16), "de")
    '10:00–16:00 Uhr'
    """
    names = language(tag)
    if not isinstance(start, datetime):
        return ""
    if isinstance(end, datetime) and end.date() == start.date():
        return names.time_span_form.format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")
    return names.time_form.format(start=f"{start:%H:%M}")
