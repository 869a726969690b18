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
            "behind": "hinter Seite",
            "bindcorner": "einzelne Blätter, oben links geheftet",
            "binding": "Verarbeitung",
            "bindleaf": "einzelnes Blatt, auf beiden Seiten bedruckt",
            "bindsaddle": "Rückstichheftung mit zwei Klammern",
            "bindside": "einzelnes Blatt, auf einer Seite bedruckt",
            "bleed": "Beschnitt",
            "bleedvalue": "an allen Seiten; Schnitt- und Passmarken und Farbbalken außerhalb",
            "calendar": "Termine des Jahres",
            "checksum": "Prüfsumme (SHA-256)",
            "client": "Auftrag von",
            "condition": "Druckbedingung",
            "contact": "Kontakt",
            "contacts": "Kontakt",
            "contents": "Inhalt",
            "cutout": "In Originalgröße (100 %) auf festes Papier drucken und an den Linien "
            "ausschneiden.",
            "copies": "Auflage",
            "date": "Termin",
            "delivery": "Liefertermin und Anschrift",
            "demands": "Wir fordern",
            "details": "Veranstaltung",
            "editorial": "Editorial",
            "editors": "Redaktion",
            "email": "E-Mail:",
            "events": "Termine",
            "filing": "Nehmen Sie die Blätter der Reihe nach heraus und legen Sie die neuen ein. Danach "
            "stimmt der Ordner mit Inhalt und Registern überein.",
            "extent": "Umfang",
            "file": "Datei",
            "footnote": "Fußnote",
            "frontmatter": "Umschlag und Inhalt",
            "imprint": "Impressum",
            "inklimit": "Farbauftrag höchstens",
            "inks": "Farben",
            "inksvalue": "Cyan, Magenta, Gelb und Schwarz, keine Sonderfarben",
            "issuecount": "Ausgaben",
            "issuelist": "Inhalt nach Ausgaben",
            "issueone": "Ausgabe",
            "links": "Weiterlesen",
            "lowered": "Einige Ausgaben lagen nur als PDF vor und wurden unverändert übernommen. Diese Datei "
            "erfüllt deshalb PDF/UA-1 und PDF/A-3a nicht als Ganzes und erklärt sie nicht.",
            "online": "Im Browser ansehen.",
            "organiser": "Veranstalter:",
            "other": "Weitere Beiträge",
            "page": "Seite",
            "part": "Teil",
            "partof": "von",
            "pagecount": "Seiten",
            "people": "Personen und Organisationen",
            "phone": "Tel.:",
            "place": "Ort",
            "preface": "Vorwort",
            "pressrequest": "Alle Farben sind bereits separiert; bitte wandeln Sie die Datei nicht um. "
            "Schwarzer Text ist reines Schwarz und überdruckt. Mit der Prüfsumme lässt sich feststellen, "
            "ob die Datei unverändert angekommen ist.",
            "promise": "Diese Datei ist nach PDF/UA-1 barrierefrei und nach PDF/A-3a archivierbar. "
            "Die Quelltexte aller Ausgaben liegen ihr bei.",
            "putin": "Einlegen",
            "publisher": "Herausgegeben von",
            "registers": "Register",
            "release": "Freigabe: Datum und Unterschrift",
            "remark": "Anmerkung",
            "responsible": "Verantwortlich",
            "sectionlist": "Inhalt nach Rubriken",
            "see": "siehe",
            "sheetback": "Blatt 1, Rückseite",
            "sheetblank": "leer",
            "sheetcheck": "Legen Sie diese Anleitung beiseite. Das erste Blatt muss aussehen wie hier "
            "abgebildet.",
            "sheetcut": "Schneiden Sie den Stapel auf halber Höhe quer durch und legen Sie die untere "
            "Hälfte unter die obere.",
            "sheetblanks": "Format {format}, {pages} Seiten, davon {blanks} leer.",
            "sheetflat": "Gefaltet wird nicht: Die Seiten stehen in Leserichtung nebeneinander.",
            "sheetfold": "Falten Sie den Stapel in der Mitte nach hinten, sodass Seite 1 vorn liegt.",
            "sheetfront": "Blatt 1, Vorderseite",
            "sheetfull": "Format {format}, {pages} Seiten.",
            "sheetlast": "letzte Seite",
            "sheetlong": "an der langen Kante",
            "sheetpaper": "Legen Sie A4-Papier mit {grammage} g/m² ein: {sheets} Blatt und eines für diese "
            "Anleitung.",
            "sheetprint": "Drucken Sie alle Seiten beidseitig in Originalgröße (100 Prozent, nicht an die "
            "Seite angepasst). Gewendet wird {edge}.",
            "sheetshort": "an der kurzen Kante",
            "sheetstaple": "Heften Sie von außen durch den Falz, je ein Viertel der Höhe von oben und von "
            "unten.",
            "sheettitle": "Druckanleitung",
            "spine": "Rückenschild",
            "subjects": "Sachregister",
            "supplement": "Nachlieferung",
            "takeout": "Herausnehmen",
            "standard": "Dateiformat",
            "stock": "Papier",
            "stockvalue": "gestrichen, matt oder glänzend, 135 g/m²",
            "ticket": "Druckauftrag",
            "trimsize": "Endformat",
            "until": "bis",
            "volume": "Jahresband",
            "what": "Was",
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
            "behind": "behind page",
            "bindcorner": "single leaves, stapled at the top left",
            "binding": "Finishing",
            "bindleaf": "a single leaf, printed on both sides",
            "bindsaddle": "saddle stitch with two staples",
            "bindside": "a single leaf, printed on one side",
            "bleed": "Bleed",
            "bleedvalue": "on all sides; crop marks, registration marks and colour bar outside of it",
            "calendar": "Events of the year",
            "checksum": "Checksum (SHA-256)",
            "client": "Ordered by",
            "condition": "Printing condition",
            "contact": "Contact",
            "contacts": "Contact",
            "contents": "Contents",
            "cutout": "Print in actual size (100%) on stiff paper and cut along the lines.",
            "copies": "Copies",
            "date": "Date",
            "delivery": "Date and address of delivery",
            "demands": "We call for",
            "details": "Event",
            "editorial": "Editorial",
            "editors": "Editors",
            "email": "Email:",
            "events": "Events",
            "filing": "Take the sheets out one after the other and put in the new ones. Then the binder "
            "agrees with contents and registers.",
            "extent": "Extent",
            "file": "File",
            "footnote": "Footnote",
            "frontmatter": "Cover and contents",
            "imprint": "Imprint",
            "inklimit": "Ink coverage at most",
            "inks": "Colours",
            "inksvalue": "cyan, magenta, yellow and black, no spot colours",
            "issuecount": "issues",
            "issuelist": "Contents by issue",
            "issueone": "issue",
            "links": "Read on",
            "lowered": "Some issues existed only as PDF and were taken over as they are. This file as a "
            "whole therefore does not keep PDF/UA-1 and PDF/A-3a, and does not declare them.",
            "online": "View in browser.",
            "organiser": "Organiser:",
            "other": "Other articles",
            "page": "Page",
            "part": "Part",
            "partof": "of",
            "pagecount": "pages",
            "people": "Persons and organisations",
            "phone": "Phone:",
            "place": "Place",
            "preface": "Preface",
            "pressrequest": "All colours are separated already; please do not convert the file. "
            "Black text is pure black and overprints. The checksum shows whether the file has "
            "arrived unaltered.",
            "promise": "This file is accessible by PDF/UA-1 and archivable by PDF/A-3a. "
            "The sources of all issues travel inside it.",
            "putin": "Put in",
            "publisher": "Published by",
            "registers": "Registers",
            "release": "Approval: date and signature",
            "remark": "Remark",
            "responsible": "Responsible",
            "sectionlist": "Contents by section",
            "see": "see",
            "sheetback": "Sheet 1, back",
            "sheetblank": "blank",
            "sheetcheck": "Put these instructions aside. The first sheet has to look as it is shown here.",
            "sheetcut": "Cut the stack across at half its height and put the lower half under the upper one.",
            "sheetblanks": "Format {format}, pages: {pages}, blank among them: {blanks}.",
            "sheetflat": "Nothing is folded: the pages stand side by side in reading order.",
            "sheetfold": "Fold the stack backwards in the middle, so that page 1 is in front.",
            "sheetfront": "Sheet 1, front",
            "sheetfull": "Format {format}, pages: {pages}.",
            "sheetlast": "last page",
            "sheetlong": "on the long edge",
            "sheetpaper": "Load A4 paper of {grammage} g/m²; sheets: {sheets}, and one for these "
            "instructions.",
            "sheetprint": "Print all pages on both sides in their original size (100 per cent, not fitted "
            "to the page). Flip {edge}.",
            "sheetshort": "on the short edge",
            "sheetstaple": "Staple from outside through the fold, a quarter of the height from the top and "
            "from the foot.",
            "sheettitle": "How to print",
            "spine": "Spine label",
            "subjects": "Subject index",
            "supplement": "Supplement",
            "takeout": "Take out",
            "standard": "File format",
            "stock": "Paper",
            "stockvalue": "coated, matt or glossy, 135 g/m²",
            "ticket": "Job ticket",
            "trimsize": "Trimmed size",
            "until": "until",
            "volume": "Yearly volume",
            "what": "What",
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
