"""Cover, imprint, preface, contents and registers of a yearly volume → HTML. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.contacts import imprint
from infobrief_pdf.compose.listings import SCHEME, ListedArticle, Listing, registers_of
from infobrief_pdf.compose.printed import Printer
from infobrief_pdf.compose.registers import Entry, Locator
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.words import Dictionary, Locate, Words
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model import Layout, Series
from infobrief_pdf.model.volume import Volume


@dataclass(frozen=True, slots=True)
class Year:
    """What a volume is made of; `registers` are the folios of those that there are."""

    series: Series
    year: int
    volume: Volume
    layout: Layout
    issues: tuple[Listing, ...]
    locate: Locate
    is_duplex: bool = True
    conforms: bool = True
    """Whether the volume as a whole keeps PDF/UA-1 and PDF/A-3a: no part of it was taken over as it is."""

    @property
    def title(self) -> str:
        """What the volume is called."""
        return f"{self.volume.title or self.series.name} {self.year}"

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions whose style sheets apply to the volume's own pages."""
        return ("archive", "volume", "volume-duplex") if self.is_duplex else ("volume",)

    def words(self) -> Words:
        """Typography and labels in the language of the series."""
        language = self.series.language
        own = {**self.layout.labels.get(language.split("-")[0], {}), **self.layout.labels.get(language, {})}
        return Words(language, own, self.locate)


def front(year: Year, register_folios: Mapping[str, int]) -> tuple[Composed, tuple[Diagnostic, ...]]:
    """Cover, imprint, preface and contents, and what is wrong with the preface."""
    words = year.words()
    context = _context(year, words)
    volume = context["volume"]
    volume["preface"] = _preface(year, words)
    volume["issues"] = [_issue_entry(each, words) for each in year.issues]
    volume["sections"] = _sections(year, words)
    volume["registers"] = [
        {"title": words.line(words.labels[name]), "folio": folio, "href": f"{SCHEME}:register#{name}"}
        for name, folio in register_folios.items()
    ]
    composed = Composed(
        filled(year.layout, "volume-front.html", context),
        styled(year.layout, words.language, year.editions, 1),
    )
    return composed, tuple(words.problems)


def back(year: Year, first_folio: int) -> tuple[Composed, tuple[str, ...]] | None:
    """The registers, and the names of those that there are; `None` if there is nothing to list."""
    words = year.words()
    found = registers_of(year.issues, {each.term: each.see for each in year.volume.see}, words.language)
    registers = [
        {
            "name": name,
            "title": words.line(words.labels[name]),
            "entries": [_line(each, words) for each in entries],
        }
        for name, entries in found.items()
        if entries
    ]
    if not registers:
        return None
    context = _context(year, words)
    context["volume"]["registers"] = registers
    html = filled(year.layout, "volume-registers.html", context)
    composed = Composed(html, styled(year.layout, words.language, year.editions, first_folio))
    return composed, tuple(str(register["name"]) for register in registers)


def _context(year: Year, words: Words) -> Dictionary:
    series = year.series
    wordmark = year.layout.tokens.wordmark
    return {
        "labels": {name: words.line(label) for name, label in words.labels.items()},
        "wordmark": [words.line(line) for line in (wordmark.lines if wordmark else (series.publisher,))],
        "imprint": imprint(words, series, Printer("live")),
        "issue": {"full_title": words.line(f"{words.labels['volume']} {year.title}"), "date": _span(year)},
        "volume": {
            "language": words.language,
            "direction": catalogue.direction(words.language),
            "title": words.line(year.volume.title or series.name),
            "full_title": words.line(f"{year.title}: {words.labels['volume']}"),
            "running_head": words.line(f"{year.title}"),
            "year": str(year.year),
            "count": len(year.issues),
            "promise": words.line(words.labels["promise" if year.conforms else "lowered"]),
            "department": words.line(series.department),
        },
    }


def _span(year: Year) -> str:
    """First and last day of publication."""
    days = [
        catalogue.written_date(day, year.series.language) for day in sorted(each.day for each in year.issues)
    ]
    return days[0] if len(days) == 1 else f"{days[0]} – {days[-1]}"


def _preface(year: Year, words: Words) -> Dictionary | None:
    preface = year.volume.preface
    if preface is None:
        return None
    return {
        "title": words.line(preface.title or words.labels["preface"]),
        "blocks": words.blocks(preface.text, ("preface", "text"), level=3, anchor="preface"),
        "notes": words.notes(),
        "signatures": [
            {"name": words.line(each.name), "role": words.line(each.role), "anchor": None}
            for each in preface.signed_by
        ],
    }


def _issue_entry(listing: Listing, words: Words) -> Dictionary:
    """An issue with its articles, as the contents list it."""
    entries = [{"title": _headline(each, words), **_at(each.locator)} for each in listing.articles]
    if listing.events:
        first = min(each.locator for each in listing.events)
        entries.append({"title": words.line(words.labels["events"]), **_at(first)})
    return {
        "number": f"{listing.number:02}",
        "date": catalogue.written_date(listing.day, words.language),
        "folio": listing.first_folio,
        "title": words.line(listing.title or words.labels["editorial"]),
        "href": f"{SCHEME}:{listing.name}#",
        "articles": entries,
    }


def _sections(year: Year, words: Words) -> list[Dictionary]:
    """The articles of the year by section, in the order in which the sections first appear."""
    found: dict[str | None, list[Dictionary]] = {}
    for listing in year.issues:
        for each in listing.articles:
            entry = {
                "title": _headline(each, words),
                "number": f"{listing.number:02}",
                **_at(each.locator),
            }
            found.setdefault(each.section, []).append(entry)
    without = found.pop(None, [])
    named = [{"title": words.line(title), "articles": articles} for title, articles in found.items()]
    return [*named, *([{"title": words.labels["other"], "articles": without}] if without else [])]


def _headline(article: ListedArticle, words: Words) -> Markup | None:
    """A headline, marked as of another language where it is."""
    title = words.line(article.title, article.language)
    if article.language == words.language or title is None:
        return title
    direction = catalogue.direction(article.language)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(article.language, direction, title)


def _at(locator: Locator) -> Dictionary:
    return {"folio": locator.folio, "href": locator.href}


def _line(entry: Entry, words: Words) -> Dictionary:
    return {
        "term": words.line(entry.term),
        "locators": [_at(locator) for locator in entry.locators],
        "see": [words.line(term) for term in entry.see],
        "below": [_line(each, words) for each in entry.below.values()],
    }


def stamps(year: Year, heads: Sequence[tuple[str, int]]) -> Composed:
    """A page for each page that is taken over: what is printed on it, series, number, date and folio."""
    words = year.words()
    context = _context(year, words)
    context["volume"]["stamps"] = [{"head": words.line(head), "folio": folio} for head, folio in heads]
    html = filled(year.layout, "volume-stamps.html", context)
    return Composed(html, styled(year.layout, words.language, year.editions, 1))
