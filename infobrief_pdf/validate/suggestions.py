"""What was probably meant: names of fields in German, dates as offices write them, bare web addresses."""

from __future__ import annotations

import calendar
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from infobrief_pdf.markup.languages import code_of

_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "abbildung": ("image",),
    "abteilung": ("department",),
    "adresse": ("address", "url", "email"),
    "alternativtext": ("alt",),
    "alttext": ("alt",),
    "anrede": ("salutation",),
    "ansprechpartner": ("contacts",),
    "ansprechpartnerin": ("contacts",),
    "ansprechperson": ("contacts",),
    "ansprechpersonen": ("contacts",),
    "artikel": ("articles",),
    "ausgabe": ("number",),
    "author": ("contacts", "editors", "signed_by", "credit"),
    "authors": ("contacts", "editors", "signed_by"),
    "autor": ("contacts", "editors", "signed_by", "credit"),
    "autorin": ("contacts", "editors", "signed_by", "credit"),
    "begin": ("start",),
    "beginn": ("start",),
    "beitraege": ("articles",),
    "beitrag": ("articles",),
    "beschreibung": ("description", "alt", "text"),
    "bild": ("image",),
    "bildnachweis": ("credit",),
    "bilder": ("image",),
    "bildunterschrift": ("caption",),
    "body": ("text",),
    "content": ("text",),
    "copyright": ("credit",),
    "date": ("start", "date"),
    "datei": ("file",),
    "dateiname": ("file_name", "file"),
    "datum": ("date", "start"),
    "dekorativ": ("decorative",),
    "editors": ("editors",),
    "email": ("email",),
    "emailadresse": ("email",),
    "ende": ("end",),
    "erweitert": ("extends",),
    "farben": ("colors",),
    "colours": ("colors",),
    "forderungen": ("demands",),
    "foto": ("image",),
    "fotograf": ("credit",),
    "funktion": ("role",),
    "gruss": ("closing",),
    "grussformel": ("closing",),
    "grusswort": ("editorial",),
    "headline": ("title",),
    "herausgeber": ("publisher",),
    "href": ("url",),
    "impressum": ("imprint",),
    "inhalt": ("text",),
    "jahr": ("year",),
    "kontakt": ("contacts",),
    "kontakte": ("contacts",),
    "contact": ("contacts",),
    "lang": ("language",),
    "lead": ("summary",),
    "link": ("links", "url"),
    "location": ("place",),
    "mail": ("email",),
    "nr": ("number",),
    "nummer": ("number",),
    "onlineversion": ("online_url",),
    "ort": ("place",),
    "organizer": ("organiser",),
    "photo": ("image",),
    "quelle": ("credit",),
    "redaktion": ("editors",),
    "referat": ("department",),
    "reihe": ("series",),
    "rolle": ("role",),
    "rubrik": ("sections",),
    "rubriken": ("sections",),
    "schlagworte": ("keywords",),
    "schlagwoerter": ("keywords",),
    "schlussformel": ("closing",),
    "src": ("file",),
    "sprache": ("language",),
    "stichworte": ("keywords",),
    "tags": ("keywords",),
    "teaser": ("summary",),
    "tel": ("phone",),
    "telefon": ("phone",),
    "telefonnummer": ("phone",),
    "telephone": ("phone",),
    "termin": ("events",),
    "termine": ("events",),
    "titel": ("title", "name"),
    "ueberschrift": ("title",),
    "untertitel": ("subtitle",),
    "unterschrift": ("signed_by",),
    "unterzeichner": ("signed_by",),
    "unterzeichnet": ("signed_by",),
    "veranstalter": ("organiser",),
    "veranstaltungen": ("events",),
    "verantwortlich": ("responsible",),
    "vorwort": ("editorial",),
    "webseite": ("website", "url"),
    "website": ("url",),
    "zusammenfassung": ("summary",),
}
"""What editors call a field, in the spelling of `_normal`, and what it may be called here."""

_TRANSCRIPTION: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MONTHS: Final = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("maerz", "march", "mrz"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt"),
    ("november", "nov"),
    ("dezember", "december", "dez"),
)
_DAY_FIRST: Final = re.compile(
    r"(?P<d>\d{1,2})[. /-]+(?P<m>\d{1,2}|[A-Za-zä]{3,9})[. /-]+(?P<y>\d{4}|\d{2})\b"
)
_YEAR_FIRST: Final = re.compile(r"(?P<y>\d{4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})\b")
_CLOCK: Final = re.compile(r"\b(?P<h>\d{1,2})(?:[:.](?P<min>\d{2})|(?= ?(?:Uhr|h)\b))")
_BARE_ADDRESS: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL_ADDRESS: Final = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[a-z]{2,}", re.IGNORECASE)


def field_suggestion(field: str, fields: Sequence[str]) -> str | None:
    """The one of `fields` that `field` was probably meant to be."""
    written = _normal(field)
    by_name = {_normal(name): name for name in fields}
    if written in by_name:
        return by_name[written]
    for name in _ALIASES.get(written, ()):
        if name in fields:
            return name
    close = difflib.get_close_matches(written[:40], by_name, n=1, cutoff=0.7)
    return by_name[close[0]] if close else None


def _day(text: str) -> str | None:
    found = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    month = _month(found["m"]) if found else None
    if not found or month is None:
        return None
    year, day = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0), int(found["d"])
    if month > 12 >= day:  # the other way round, as in 2018-13-09
        month, day = day, month
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def days_of_month(text: str) -> tuple[str, int] | None:
    """The month of a day that its calendar does not have, and how many days it has.

    >>> days_of_month("31.11.2026"), days_of_month("30.11.2026")
    (('11/2026', 30), None)
    """
    found = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    month = _month(found["m"]) if found else None
    if not found or month is None or not 1 <= month <= 12 or len(found["y"]) != 4 or found["y"] == "0000":
        return None
    days = calendar.monthrange(int(found["y"]), month)[1]
    return (f"{month:02}/{found['y']}", days) if int(found["d"]) > days else None


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    name = _normal(text)
    return next((number for number, names in enumerate(_MONTHS, 1) if name in names), None)


def _moment(text: str) -> str | None:
    day = _day(text)
    found = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    clock = _CLOCK.search(text, found.end()) if found else None
    if day is None or clock is None:
        return day
    hour, minute = int(clock["h"]), int(clock["min"] or 0)
    return f"{day} {hour:02}:{minute:02}" if hour < 24 and minute < 60 else day


def _address(text: str) -> str | None:
    if _MAIL_ADDRESS.fullmatch(text):
        return f"mailto:{text}"
    return f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else None


def _identifier(text: str) -> str | None:
    letters = unicodedata.normalize("NFKD", text.lower().translate(_TRANSCRIPTION))
    return (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", letters)).strip("-")[:80].strip("-") or None
    )


def _language(text: str) -> str | None:
    if code := code_of(text):
        return code
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?", text.strip())
    return "-".join((found[1].lower(), *([found[2].upper()] if found[2] else []))) if found else None


def _color(text: str) -> str | None:
    digits = text.strip().lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if re.fullmatch(r"[0-9a-f]{6}", digits) else None


def _decimal(text: str) -> str | None:
    found = re.match(r"(\d{1,4})(?:[.,](\d{1,4}))?", text.strip())
    return ".".join(part for part in found.groups() if part) if found else None


def _number(text: str) -> str | None:
    found = re.search(r"\d{1,4}", text)
    return str(int(found[0])) if found and not re.search(r"\d", text[found.end() :]) else None


def _email(text: str) -> str | None:
    bare = text.strip().removeprefix("mailto:").strip("<>")
    bare = re.sub(r"\s*[(\[](?:at|ät)[)\]]\s*", "@", bare)
    return bare if bare != text and _MAIL_ADDRESS.fullmatch(bare) else None


SUGGESTIONS: Final[Mapping[str, Callable[[str], str | None]]] = {
    "address-malformed": _address,
    "color-malformed": _color,
    "date-malformed": _day,
    "decimal-malformed": _decimal,
    "email-malformed": _email,
    "identifier-malformed": _identifier,
    "language-malformed": _language,
    "moment-malformed": _moment,
    "number-malformed": _number,
}
"""For a code, what turns the text that was refused into the one that was probably meant."""


def _normal(text: str) -> str:
    """Letters and digits only, in lower case, umlauts written out."""
    return re.sub(r"[^a-z0-9]", "", text.strip().lower().translate(_TRANSCRIPTION))
