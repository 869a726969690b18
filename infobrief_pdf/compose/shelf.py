"""What stands beside the pages in the ring binder: dividers, spine labels, instructions for filing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from types import MappingProxyType
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import ListedArticle, Listing
from infobrief_pdf.compose.volume import headline
from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.compose.years import Year, context, set_from

SPINES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"wide": (61, 192), "narrow": (39, 192), "wide-long": (61, 285), "narrow-long": (39, 285)}
)
"""Width and height in millimetres of the labels that lever-arch binders take."""

_SHEET: Final = 180.0
"""Millimetres of an A4 sheet on its side for labels; above them stands how to print them."""

_GAP: Final = 4.0

_SIZES: Final = {"large": (11, 22), "medium": (17, 50), "small": (25, 120)}
"""Sizes of type on a label with the longest word and the longest title for each, in characters."""

_TAB: Final = 30.0
_TABS: Final = 240.0
"""Largest height of a divider's tab and the height for all of them, in millimetres."""

_LISTS: Final = {"large": (50, 21.0, 35.0), "medium": (58, 14.0, 28.0), "small": (64, 14.0, 21.0)}
"""Sizes of the lists on dividers: characters that fit a line, points that an entry's line and the name of a
section take."""

_ROOM: Final = 375.0
"""Points for the list of a divider."""

_FIRST_TAB: Final = 28.0
_SMALLEST_TAB: Final = 12.0


@dataclass(frozen=True, slots=True)
class Step:
    """What to do in a binder: sheets to take out, sheets to put in, each as first and last folio."""

    binder: int
    what: str
    out: tuple[str, str] | None = None
    put: tuple[str, str] | None = None
    behind: str | None = None
    """The page behind which new sheets are put; `None` at the very front."""


def dividers(year: Year, wanted: frozenset[str]) -> Composed:
    """A sheet for each wanted issue, by name, with a tab at the outer edge, each below the one before it."""
    words = year.words()
    values = context(year, words)
    height = min(_TAB, max(_TABS / len(year.issues), _SMALLEST_TAB))
    rows = int(_TABS // height)
    values["volume"]["list_size"] = _list_size(year.issues)
    values["volume"]["dividers"] = [
        {
            "number": f"{each.number:02}",
            "date": catalogue.written_date(each.day, words.language),
            "title": words.line(each.title) if each.title else None,
            "top": f"{_FIRST_TAB + number % rows * height:g}mm",
            "height": f"{height:g}mm",
            "groups": _groups(each, words),
        }
        for number, each in enumerate(year.issues)
        if each.name in wanted
    ]
    return set_from(year, "volume-dividers.html", values, ("dividers",))


def _groups(listing: Listing, words: Words) -> list[Dictionary]:
    """The articles of an issue under their sections, in the order of the pages, then its events."""
    found: list[Dictionary] = []
    for section, articles in groupby(listing.articles, key=_section):
        entries = [{"title": headline(each, words), "folio": each.locator.folio} for each in articles]
        found.append({"title": words.line(section), "articles": entries})
    if listing.events:
        first = min(each.locator.folio for each in listing.events)
        entry = {"title": words.line(words.labels["events"]), "folio": first}
        found.append({"title": None, "articles": [entry]})
    return found


def _list_size(issues: Sequence[Listing]) -> str:
    """How large the lists of all dividers are set: the largest size in which the longest of them fits."""

    def height(listing: Listing, width: int, line: float, section: float) -> float:
        lines = sum(ceil(len(each.title) / width) for each in listing.articles)
        groups = len(tuple(groupby(listing.articles, key=_section)))
        return (lines + bool(listing.events)) * line + (groups + bool(listing.events)) * section

    fitting = (name for name, size in _LISTS.items() if all(height(each, *size) <= _ROOM for each in issues))
    return next(fitting, "tiny")


def _section(article: ListedArticle) -> str | None:
    return article.section


def spine(year: Year, form: str) -> Composed:
    """A label for each binder, in its real size on A4 with lines to cut along; `form` is one of `SPINES`."""
    width, height = SPINES[form]
    words = year.words()
    values = context(year, words)
    binders = range(1, year.count + 1)
    values["volume"]["labels"] = [context(year.seen_from(binder), words)["volume"] for binder in binders]
    values["volume"]["spine"] = {
        "breadth": f"{width}mm",
        "length": f"{height}mm",
        "written": f"{width} × {height} mm",
        "size": _size(year.volume.title or year.series.name),
        "form": form.partition("-")[0],
        "a_sheet": int(_SHEET // (width + _GAP)),
    }
    return set_from(year, "volume-spine.html", values, ("spine",))


def _size(title: str) -> str:
    """How large a title is set so that it fits a label: the first size with room for it and its words."""
    longest = max(map(len, title.split()))
    fitting = (
        name for name, (word, all_of_it) in _SIZES.items() if longest <= word and len(title) <= all_of_it
    )
    return next(fitting, "tiny")


def filing(year: Year, steps: Sequence[Step], number: int, binders: int) -> Composed:
    """The sheet of a supplement, numbered: what to take out of the binders, so many, then what to put in."""
    words = year.words()
    values = context(year, words)
    labels = words.labels

    def listed(title: str, wanted: Sequence[Step], *, has_places: bool) -> Dictionary:
        rows = [
            {
                "part": words.line(f"{labels['part']} {step.binder}") if binders > 1 else None,
                "what": words.line(step.what),
                "pages": words.line(_span(step.put if has_places else step.out)),
                "place": words.line(
                    f"{labels['behind']} {step.behind}" if step.behind else labels["atfront"]
                ),
            }
            for step in wanted
        ]
        return {"title": title, "steps": rows, "has_places": has_places}

    lists = (
        listed(labels["takeout"], [step for step in steps if step.out], has_places=False),
        listed(labels["putin"], [step for step in steps if step.put], has_places=True),
    )
    values["volume"]["filing"] = {
        "number": f"{number}. " if number > 1 else "",
        "day": catalogue.written_date(max(each.day for each in year.issues), words.language),
        "lists": [each for each in lists if each["steps"]],
    }
    return set_from(year, "volume-filing.html", values)


def _span(folios: tuple[str, str] | None) -> str | None:
    if folios is None:
        return None
    return folios[0] if folios[0] == folios[1] else f"{folios[0]}–{folios[1]}"


def roman(number: int) -> str:
    """A number as folios of front matter have it.

    >>> [roman(each) for each in (1, 4, 9, 14, 48)]
    ['i', 'iv', 'ix', 'xiv', 'xlviii']
    """
    steps = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x"}
    written = ""
    for value, letters in {**steps, 9: "ix", 5: "v", 4: "iv", 1: "i"}.items():
        count, number = divmod(number, value)
        written += letters * count
    return written
