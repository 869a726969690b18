"""Days that do not exist, weekdays that are not theirs, and events at an odd time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from infobrief_pdf import catalogue
from infobrief_pdf.checks.editorial.passages import Finding, Passage, passages, prose
from infobrief_pdf.model import Issue

LONGEST_EVENT: Final = timedelta(days=60)

_MONTHS: Final = {
    name: number
    for language in ("de", "en")
    for number, name in enumerate(catalogue.language(language).months, start=1)
} | {"Jänner": 1, "Feber": 2}
_WEEKDAYS: Final = {
    name: number
    for language in ("de", "en")
    for number, name in enumerate(catalogue.language(language).weekdays)
} | {"Sonnabend": 5}
_GERMAN_ABBREVIATIONS: Final = {"Mo": 0, "Di": 1, "Mi": 2, "Do": 3, "Fr": 4, "Sa": 5, "So": 6}

_BLANK: Final = r"(?:[ \u00a0\u202f]|[ ]*\n[ ]*)"
_NAME: Final = rf"(?P<name>{'|'.join(_MONTHS)})\b"
_YEAR: Final = r"(?P<year>(?:19|20|21)\d\d)(?!\d)"
_START: Final = r"(?<![\w.,/:-])"
_GERMAN: Final = rf"(?P<day>[0-3]?\d)\.{_BLANK}?(?:(?P<number>\d{{1,2}})\.|{_NAME})(?:{_BLANK}?{_YEAR})?"
_BRITISH: Final = rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?{_BLANK}{_NAME}(?:,?{_BLANK}{_YEAR})?"
_AMERICAN: Final = rf"{_NAME}{_BLANK}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?{_BLANK}{_YEAR}"
_NUMERIC: Final = rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?![\w-])"

_DATES: Final = tuple(re.compile(_START + pattern) for pattern in (_GERMAN, _BRITISH, _AMERICAN, _NUMERIC))

_DAY: Final = "|".join(_WEEKDAYS)
_DATED_WEEKDAYS: Final = tuple(
    re.compile(rf"\b(?P<weekday>{weekday}),?{_BLANK}\(?{date_form}")
    for weekday, date_form in (
        (rf"(?:{_DAY})(?:abend|morgen|vormittag|mittag|nachmittag)?", rf"(?:de[mnr]{_BLANK})?{_GERMAN}"),
        (rf"(?:{'|'.join(_GERMAN_ABBREVIATIONS)})(?:\.|(?=,))", _GERMAN),
        (_DAY, _BRITISH),
        (_DAY, _AMERICAN),
    )
)
_SEVERAL_DAYS: Final = re.compile(
    rf"\b(?:{_DAY}|{'|'.join(_GERMAN_ABBREVIATIONS)})\w*\.?\s*(?:bis|und|oder|to|and|or|[,/–-])\s*(?:zum\s+)?\Z"
)
"""What stands before `Freitag, 5. Oktober` in `Donnerstag und Freitag, 5. Oktober und 6. Oktober`."""


class _Date(NamedTuple):
    """A day as it is written; without a year it has none."""

    text: str
    offset: int
    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """The day itself, if it exists."""
        if 1 <= self.month <= 12 and 1 <= self.day <= monthrange(year, self.month)[1]:
            return date(year, self.month, self.day)
        return None


def impossible_dates(issue: Issue) -> Iterator[Finding]:
    """Days such as `31.02.2025` and `30. Februar`."""
    for passage in passages(issue):
        for found in _found(_DATES, passage):
            # Numbers without a year may be anything: clock times, sections, versions.
            is_date = found["year"] or found.groupdict().get("name")
            written = _written(found)
            if is_date and written.in_year(written.year or 2000) is None:
                values = {"date": " ".join(written.text.split())}
                yield Finding("date-impossible", passage.key, written.offset, values)


def wrong_weekdays(issue: Issue) -> Iterator[Finding]:
    """Weekdays that a day does not fall on, as in `Montag, 4. Oktober 2018`."""
    for passage in passages(issue):
        for found in _found(_DATED_WEEKDAYS, passage):
            if _SEVERAL_DAYS.search(found.string, 0, found.start()):
                continue
            written = _written(found)
            days = _days_meant(written, issue.date)
            if days and all(day.weekday() != _weekday(found["weekday"]) for day in days):
                values = {
                    "text": " ".join(found[0].replace("(", "").split()),
                    "weekday": catalogue.language(_language(found["weekday"])).weekdays[days[0].weekday()],
                    "year": days[0].year,
                }
                yield Finding("weekday-wrong", passage.key, found.start(), values)


def past_events(issue: Issue) -> Iterator[Finding]:
    """Events that are over when the issue appears."""
    for number, event in enumerate(issue.events):
        if _day(event.end or event.start) < issue.date:
            values = {"title": event.title}
            yield Finding("event-past", ("events", number, "start"), 0, values)


def long_events(issue: Issue) -> Iterator[Finding]:
    """Events that last so long that a year or month is probably wrong."""
    for number, event in enumerate(issue.events):
        if event.end is not None and (length := _day(event.end) - _day(event.start)) > LONGEST_EVENT:
            values = {"title": event.title, "days": length.days}
            yield Finding("event-long", ("events", number, "end"), 0, values)


def _found(patterns: tuple[re.Pattern[str], ...], passage: Passage) -> Iterator[re.Match[str]]:
    text = prose(passage.text)
    for pattern in patterns:
        yield from pattern.finditer(text)


def _written(found: re.Match[str]) -> _Date:
    groups = found.groupdict()
    month = _MONTHS[groups["name"]] if groups.get("name") else int(groups["number"])
    year = int(groups["year"]) if groups["year"] else None
    return _Date(found[0], found.start(), year, month, int(groups["day"]))


def _days_meant(written: _Date, issued: date) -> list[date]:
    """The day that is meant; without a year the one nearest to the issue, or else a year later."""
    if written.year is not None:
        return [day for day in [written.in_year(written.year)] if day]
    nearby = (written.in_year(year) for year in (issued.year - 1, issued.year, issued.year + 1))
    nearest = min((day for day in nearby if day), key=lambda day: abs(day - issued), default=None)
    if nearest is None:
        return []
    return [day for day in (nearest, written.in_year(nearest.year + 1)) if day]


def _weekday(name: str) -> int:
    bare = name.rstrip(".")
    return _GERMAN_ABBREVIATIONS[bare] if bare in _GERMAN_ABBREVIATIONS else _WEEKDAYS[_longest_name(bare)]


def _longest_name(word: str) -> str:
    """The weekday that a word such as `Montagabend` begins with."""
    return next(name for name in _WEEKDAYS if word.startswith(name))


def _language(weekday: str) -> str:
    return "en" if weekday in catalogue.language("en").weekdays else "de"


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)
