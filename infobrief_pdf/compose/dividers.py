"""Dividers for the ring binder, a sheet for each issue. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final, NamedTuple

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import ListedArticle, Listing
from infobrief_pdf.compose.volume import headline, named
from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.compose.years import Year, context, set_from
from infobrief_pdf.model.folio import Folio

_TAB: Final = 30.0
_TABS: Final = 240.0
"""Largest height of a divider's tab and the height for all of them, in millimetres."""

_FIRST_TAB: Final = 28.0
_SMALLEST_TAB: Final = 12.0


class _Size(NamedTuple):
    """A size of the lists: characters that certainly fit a line, points that a line and the name of a section
    take, the columns of the list."""

    name: str
    width: int
    line: float
    section: float
    columns: int = 1


_SIZES: Final = (
    _Size("large", 50, 21.0, 35.0),
    _Size("medium", 58, 14.0, 28.0),
    _Size("small", 64, 14.0, 21.0),
    _Size("tiny", 76, 11.2, 14.0),
)
_PACKED: Final = _Size("packed", 42, 11.2, 14.0, columns=2)
"""The list in two columns, below a smaller number."""

_GAINED: Final = 84.0
"""Points that the smaller number leaves to the list."""

_ROOM: Final = 409.0
"""Points for the list of a divider, the series and title above it and the publisher at the foot."""

_SERIES: Final = (58, 14.0)
_NAME: Final = (30, 28.0)
_FOOT: Final = (74, 14.0)
"""Characters that certainly fit a line of these, and the height of the line."""

_CAPITAL: Final = 0.5
"""How much wider than other characters capitals are at most, as a rule."""

_UNEVEN: Final = 3
"""Lines by which columns may differ because nothing is parted that belongs together."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry of a list: an article under its section, or something else that is no article."""

    title: str
    folio: Folio
    section: str | None = None
    article: ListedArticle | None = None


def dividers(year: Year, wanted: frozenset[str]) -> Composed:
    """A sheet for each wanted issue, by name, with a tab at the outer edge, each below the one before it.

    All lists have the same size: the largest in which the longest fits. One that fits none is set in two
    columns, and says how much it leaves out.
    """
    words = year.words()
    values = context(year, words)
    height = min(_TAB, max(_TABS / len(year.issues), _SMALLEST_TAB))
    rows = int(_TABS // height)
    lists = {each.name: _lines(each, words) for each in year.issues}
    rooms = {each.name: _room(year, each) for each in year.issues}
    fitting = [
        [size for size in _SIZES if _height(lists[name], size) <= room] for name, room in rooms.items()
    ]
    least = min((len(sizes) for sizes in fitting if sizes), default=1)
    values["volume"]["dividers"] = [
        {
            "number": f"{each.number:02}",
            "date": catalogue.written_date(each.day, words.language),
            "title": words.line(each.title) if each.title else None,
            "top": f"{_FIRST_TAB + number % rows * height:g}mm",
            "height": f"{height:g}mm",
            "size": _SIZES[-least].name if sizes else _PACKED.name,
            **_listed(lists[each.name], rooms[each.name], words, is_packed=not sizes),
        }
        for number, (each, sizes) in enumerate(zip(year.issues, fitting, strict=True))
        if each.name in wanted
    ]
    return set_from(year, "volume-dividers.html", values, ("dividers",))


def _lines(listing: Listing, words: Words) -> list[_Line]:
    """The articles of an issue in the order of the pages, then its events; else the issue itself."""
    found = [_Line(each.title, each.locator.folio, each.section, each) for each in listing.articles]
    if listing.events:
        first = min(each.locator.folio for each in listing.events)
        found.append(_Line(words.labels["events"], first))
    return found or [_Line(named(listing, words), listing.first_folio)]


def _room(year: Year, listing: Listing) -> float:
    """Points for the list of an issue."""
    foot = " ".join((*year.wordmark(), year.series.department or ""))
    texts = ((f"{year.name} {year.year}", _SERIES), (listing.title or "", _NAME), (foot, _FOOT))
    return _ROOM - sum(_rows(text, width) * line for text, (width, line) in texts)


def _height(lines: Sequence[_Line], size: _Size) -> float:
    """Points that a list takes in one column."""
    rows = sum(_rows(each.title, size.width) for each in lines)
    return rows * size.line + len(_grouped(lines)) * size.section


def _rows(text: str, width: int) -> int:
    """Lines that a text takes of so many characters each; capitals are wider."""
    return ceil((len(text) + _CAPITAL * sum(each.isupper() for each in text)) / width)


def _grouped(lines: Iterable[_Line]) -> list[tuple[str | None, list[_Line]]]:
    groups = groupby(lines, key=lambda each: (each.article is None, each.section))
    return [(section, list(found)) for (_, section), found in groups]


def _fitting(lines: Sequence[_Line], room: float) -> Sequence[_Line]:
    """As many lines as fit in two columns above one that counts the rest: one at least, never all but one."""
    space = (room + _GAINED - (_UNEVEN + 1) * _PACKED.line) * _PACKED.columns
    counts = (len(lines), *range(len(lines) - 2, 0, -1))
    return lines[: next((count for count in counts if _height(lines[:count], _PACKED) <= space), counts[-1])]


def _listed(lines: Sequence[_Line], room: float, words: Words, *, is_packed: bool) -> Dictionary:
    """The groups of a list as templates need them, and a line that says how many entries they leave out."""
    shown = _fitting(lines, room) if is_packed else lines
    groups = [
        {
            "title": words.line(section),
            "articles": [
                {
                    "title": headline(each.article, words) if each.article else words.line(each.title),
                    "folio": each.folio,
                }
                for each in found
            ],
        }
        for section, found in _grouped(shown)
    ]
    more = words.labels["morearticles"].replace("{count}", str(len(lines) - len(shown)))
    return {"groups": groups, "more": words.line(more) if len(shown) < len(lines) else None}
