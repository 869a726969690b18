"""Words and forms that readers see, by language: labels, names of months, dates and times.

A layout may override labels (`labels` in its `layout.yaml`); a language that is not here falls back to
English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages whose script runs from right to left (by their usual script)."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one language names and writes things."""

    labels: Mapping[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    date_form: str
    time_form: str
    time_span_form: str
    day_form: str


_GERMAN: Final = Language(
    labels=MappingProxyType(
        {
            "addresses": "Adressen",
            "archive": "Archiv aller Ausgaben",
            "background": "Hintergrund",
            "calendar": "Termine des Jahres",
            "contact": "Kontakt",
            "contacts": "Kontakt",
            "contents": "Inhalt",
            "date": "Termin",
            "demands": "Wir fordern",
            "details": "Veranstaltung",
            "editorial": "Editorial",
            "editors": "Redaktion",
            "email": "E-Mail:",
            "events": "Termine",
            "footnote": "Fußnote",
            "fromissue": "Aus dieser Ausgabe",
            "fullarticle": "Der ganze Beitrag",
            "imprint": "Impressum",
            "issuecount": "Ausgaben",
            "issuelist": "Inhalt nach Ausgaben",
            "issueone": "Ausgabe",
            "links": "Weiterlesen",
            "lowered": "Einige Ausgaben lagen nur als PDF vor und wurden unverändert übernommen. Diese Datei "
            "erfüllt deshalb PDF/UA-1 und PDF/A-3a nicht als Ganzes und erklärt sie nicht.",
            "occasion": "Anlass",
            "online": "Im Browser ansehen.",
            "organiser": "Veranstalter:",
            "other": "Weitere Beiträge",
            "page": "Seite",
            "people": "Personen und Organisationen",
            "phone": "Tel.:",
            "place": "Ort",
            "preface": "Vorwort",
            "promise": "Diese Datei ist nach PDF/UA-1 barrierefrei und nach PDF/A-3a archivierbar. "
            "Die Quelltexte aller Ausgaben liegen ihr bei.",
            "publisher": "Herausgegeben von",
            "registers": "Register",
            "responsible": "Verantwortlich",
            "sectionlist": "Inhalt nach Rubriken",
            "see": "siehe",
            "shortened": "Gekürzt; der ganze Beitrag steht hier:",
            "subjects": "Sachregister",
            "turnover": "Bitte wenden",
            "until": "bis",
            "volume": "Jahresband",
            "website": "Internet",
        }
    ),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    date_form="{day:02}.{month:02}.{year}",
    time_form="{start} Uhr",
    time_span_form="{start}–{end} Uhr",
    day_form="{day}.",
)  # fmt: skip

_ENGLISH: Final = Language(
    labels=MappingProxyType(
        {
            "addresses": "Addresses",
            "archive": "Archive of all issues",
            "background": "Background",
            "calendar": "Events of the year",
            "contact": "Contact",
            "contacts": "Contact",
            "contents": "Contents",
            "date": "Date",
            "demands": "We call for",
            "details": "Event",
            "editorial": "Editorial",
            "editors": "Editors",
            "email": "Email:",
            "events": "Events",
            "footnote": "Footnote",
            "fromissue": "From this issue",
            "fullarticle": "The whole article",
            "imprint": "Imprint",
            "issuecount": "issues",
            "issuelist": "Contents by issue",
            "issueone": "issue",
            "links": "Read on",
            "lowered": "Some issues existed only as PDF and were taken over as they are. This file as a "
            "whole therefore does not keep PDF/UA-1 and PDF/A-3a, and does not declare them.",
            "occasion": "Occasion",
            "online": "View in browser.",
            "organiser": "Organiser:",
            "other": "Other articles",
            "page": "Page",
            "people": "Persons and organisations",
            "phone": "Phone:",
            "place": "Place",
            "preface": "Preface",
            "promise": "This file is accessible by PDF/UA-1 and archivable by PDF/A-3a. "
            "The sources of all issues travel inside it.",
            "publisher": "Published by",
            "registers": "Registers",
            "responsible": "Responsible",
            "sectionlist": "Contents by section",
            "see": "see",
            "shortened": "Shortened; the whole article is in:",
            "subjects": "Subject index",
            "turnover": "Please turn over",
            "until": "until",
            "volume": "Yearly volume",
            "website": "Website",
        }
    ),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    date_form="{day}\u00a0{month_name} {year}",
    time_form="{start}",
    time_span_form="{start}–{end}",
    day_form="{day}",
)  # fmt: skip

_LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType({"de": _GERMAN, "en": _ENGLISH})


def language(tag: str) -> Language:
    """The catalogue of a BCP 47 language; English where there is none.

    >>> language("de-AT").labels["contents"]
    'Inhalt'
    """
    return _LANGUAGES.get(tag.split("-")[0], _ENGLISH)


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
