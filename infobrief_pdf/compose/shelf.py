"""What stands beside the pages in the ring binder: spine labels, instructions for filing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.words import Dictionary
from infobrief_pdf.compose.years import Year, context, set_from, size_of

SPINES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"wide": (61, 192), "narrow": (39, 192), "wide-long": (61, 285), "narrow-long": (39, 285)}
)
"""Width and height in millimetres of the labels that lever-arch binders take."""

_SHEET: Final = 180.0
"""Millimetres of an A4 sheet on its side for labels; above them stands how to print them."""

_GAP: Final = 4.0

_SPINE_SIZES: Final = {"large": (11, 22), "medium": (17, 50), "small": (25, 120)}
"""Sizes of type on a label with the longest word and the longest title for each, in characters."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do in a binder: sheets to take out, sheets to put in, each as first and last folio."""

    binder: int
    what: str
    out: tuple[str, str] | None = None
    put: tuple[str, str] | None = None
    behind: str | None = None
    """The page behind which new sheets are put; `None` at the very front."""


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
        "size": size_of(year.name, _SPINE_SIZES),
        "form": form.partition("-")[0],
        "a_sheet": int(_SHEET // (width + _GAP)),
    }
    return set_from(year, "volume-spine.html", values, ("spine",))


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
