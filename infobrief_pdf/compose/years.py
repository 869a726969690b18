"""A year of issues, as the pages of a volume that are its own need it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.contacts import imprint
from infobrief_pdf.compose.heads import running_heads
from infobrief_pdf.compose.listings import Listing
from infobrief_pdf.compose.printed import Printer
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.words import Dictionary, Locate, Words
from infobrief_pdf.model import Layout, Series
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.model.volume import Volume


@dataclass(frozen=True, slots=True)
class Year:
    """What a volume is made of, seen from one of the binders that it fills."""

    series: Series
    year: int
    volume: Volume
    layout: Layout
    issues: tuple[Listing, ...]
    locate: Locate
    is_duplex: bool = True
    taken: frozenset[str] = frozenset()
    """The parts that are printed and were taken over as they are, by name."""
    is_one_file: bool = False
    """Whether all binders are in one file, as in a supplement."""
    binders: Mapping[str, int] = field(default_factory=dict)
    """The number of the binder of each issue, by the name of its part."""
    binder: int = 1
    """The binder that is looked at, from 1."""

    @property
    def count(self) -> int:
        """How many binders the year fills."""
        return max(self.binders.values(), default=1)

    @property
    def name(self) -> str:
        """What the volume is called without its year."""
        return self.volume.title or self.series.name

    @property
    def title(self) -> str:
        """What the year is called."""
        return f"{self.name} {self.year}"

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions whose style sheets apply to the volume's own pages."""
        return ("archive", "volume", "volume-duplex") if self.is_duplex else ("volume",)

    @property
    def conforms(self) -> bool:
        """Whether the file of this binder keeps PDF/UA-1 and PDF/A-3a: nothing in it was taken over."""
        return not (self.taken if self.is_one_file else self.taken & {each.name for each in self.here()})

    def seen_from(self, binder: int) -> Year:
        """The same year, seen from another binder."""
        return replace(self, binder=binder)

    def here(self) -> tuple[Listing, ...]:
        """The issues in this binder."""
        return tuple(each for each in self.issues if self.binder_of(each) == self.binder)

    def binder_of(self, listing: Listing) -> int:
        """The binder of an issue."""
        return self.binders.get(listing.name, 1)

    def words(self) -> Words:
        """Typography and labels in the language of the series."""
        language = self.series.language
        return Words(language, self.layout.words(language), self.locate)

    def wordmark(self) -> tuple[str, ...]:
        """The lines that name the publisher."""
        mark = self.layout.tokens.wordmark
        return tuple(mark.lines) if mark else (self.series.publisher,)

    def part(self, binder: int | None = None) -> str | None:
        """“Teil 1 von 2”, or nothing if one binder holds all; of another `binder`, “Teil 2”."""
        if self.count == 1:
            return None
        labels = self.words().labels
        if binder is not None:
            return f"{labels['part']} {binder}"
        return f"{labels['part']} {self.binder} {labels['partof']} {self.count}"

    def full_title(self) -> str:
        """The volume with its part."""
        parts = (f"{self.title}: {self.words().labels['volume']}", self.part())
        return ", ".join(filter(None, parts))


def context(year: Year, words: Words) -> Dictionary:
    """What all templates of a volume get."""
    series = year.series
    here = year.here()
    head, note = running_heads(year.name, str(year.year))
    return {
        "labels": {name: words.line(label) for name, label in words.labels.items()},
        "wordmark": [words.line(line) for line in year.wordmark()],
        "imprint": imprint(words, series, Printer("live")),
        "issue": {"full_title": words.line(f"{words.labels['volume']} {year.title}"), "date": _days(year)},
        "volume": {
            "language": words.language,
            "direction": catalogue.direction(words.language),
            "title": words.line(year.name),
            "title_source": "volume-title" if year.volume.title else "series-name",
            "full_title": words.line(year.full_title()),
            "running_head": words.line(head),
            "running_note": words.line(note),
            "year": str(year.year),
            "count": len(here),
            "part": words.line(year.part()),
            "numbers": words.line(_numbers(here)),
            "promise": words.line(words.labels["promise" if year.conforms else "lowered"]),
            "department": words.line(series.department),
        },
    }


def set_from(
    year: Year,
    template: str,
    values: Dictionary,
    editions: tuple[str, ...] | None = None,
    first_folio: Folio = FIRST,
) -> Composed:
    """A document of the volume's own."""
    sheets = styled(year.layout, year.series.language, editions or year.editions, first_folio)
    return Composed(filled(year.layout, template, values), sheets)


def size_of(title: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """How large a title is set: the first size with room for its longest word and all of it, else “tiny”.

    `sizes` have the characters of both for each, the largest first.

    >>> size_of("Infobrief Migration", {"large": (10, 30), "small": (20, 90)})
    'large'
    """
    longest = max(map(len, title.split()))
    fitting = (name for name, (word, whole) in sizes.items() if longest <= word and len(title) <= whole)
    return next(fitting, "tiny")


def _days(year: Year) -> str:
    """First and last day of publication."""
    days = [
        catalogue.written_date(day, year.series.language)
        for day in sorted({each.day for each in year.issues})
    ]
    return days[0] if len(days) == 1 else f"{days[0]} – {days[-1]}"


def _numbers(issues: tuple[Listing, ...]) -> str:
    """The numbers, as runs without gaps: `01–03, 05`."""
    runs: list[list[int]] = []
    for number in (each.number for each in issues):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]:02}" if len(run) == 1 else f"{run[0]:02}–{run[-1]:02}" for run in runs)
