"""Cover, imprint, preface, contents and registers of a yearly volume → HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from infobrief_pdf import catalogue, markup
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.contacts import imprint
from infobrief_pdf.compose.content import Content
from infobrief_pdf.compose.registers import Entry, Locator, listed, subjects, surname_first
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.words import Dictionary, Locate, Words
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model import Article, Issue, Layout, Series
from infobrief_pdf.model.volume import Volume

SCHEME: Final = "infobrief"
"""Links from one part of a volume into another: `infobrief:02#anchor`; binding makes them real."""

REGISTERS: Final = ("subjects", "people", "calendar", "addresses")
"""The registers in their order, by label."""

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class BoundIssue:
    """An issue in its place: the part's name, and the folio of each of its targets."""

    name: str
    issue: Issue
    content: Content
    first_folio: int
    folios: Mapping[str, int]

    def locator(self, key: Key) -> Locator:
        """Where an article, a contact, a signature or an event of the issue stands."""
        anchor = self.content.targets[key]
        return Locator(self.folios[anchor], f"{SCHEME}:{self.name}#{anchor}")

    def title_of(self, article: Article, words: Words) -> Markup | None:
        """A headline, marked as of another language where it is."""
        language = article.language or self.content.language
        title = words.line(article.title, language)
        if language == words.language or title is None:
            return title
        direction = catalogue.direction(language)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, title)

    def articles(self) -> Iterator[tuple[Key, str | None, Article]]:
        """Every article with its key and the title of its section."""
        for number, section in enumerate(self.issue.sections):
            for index, article in enumerate(section.articles):
                yield ("sections", number, "articles", index), section.title, article


@dataclass(frozen=True, slots=True)
class Year:
    """What a volume is made of; `registers` are the folios of those that there are."""

    series: Series
    year: int
    volume: Volume
    layout: Layout
    issues: tuple[BoundIssue, ...]
    locate: Locate
    is_duplex: bool = True

    @property
    def title(self) -> str:
        """What the volume is called."""
        return f"{self.volume.title or self.series.name} {self.year}"

    def _editions(self) -> tuple[str, ...]:
        return ("archive", "volume") if self.is_duplex else ("volume",)

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
    volume["issues"] = [_issue_entry(bound, words) for bound in year.issues]
    volume["sections"] = _sections(year, words)
    volume["registers"] = [
        {"title": words.line(words.labels[name]), "folio": folio, "href": f"{SCHEME}:register#{name}"}
        for name, folio in register_folios.items()
    ]
    composed = Composed(
        filled(year.layout, "volume-front.html", context),
        styled(year.layout, words.language, year._editions(), 1),
    )
    return composed, tuple(words.problems)


def back(year: Year, first_folio: int) -> tuple[Composed, tuple[str, ...]] | None:
    """The registers, and the names of those that there are; `None` if there is nothing to list."""
    words = year.words()
    found = {name: _REGISTERS[name](year) for name in REGISTERS}
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
    composed = Composed(html, styled(year.layout, words.language, year._editions(), first_folio))
    return composed, tuple(str(register["name"]) for register in registers)


def _context(year: Year, words: Words) -> Dictionary:
    series = year.series
    wordmark = year.layout.tokens.wordmark
    return {
        "labels": {name: words.line(label) for name, label in words.labels.items()},
        "wordmark": [words.line(line) for line in (wordmark.lines if wordmark else (series.publisher,))],
        "imprint": imprint(words, series),
        "issue": {"full_title": words.line(f"{words.labels['volume']} {year.title}"), "date": _span(year)},
        "volume": {
            "language": words.language,
            "direction": catalogue.direction(words.language),
            "title": words.line(year.volume.title or series.name),
            "full_title": words.line(f"{year.title}: {words.labels['volume']}"),
            "running_head": words.line(f"{year.title}"),
            "year": str(year.year),
            "count": len(year.issues),
            "department": words.line(series.department),
        },
    }


def _span(year: Year) -> str:
    """First and last day of publication."""
    days = [catalogue.written_date(bound.issue.date, year.series.language) for bound in year.issues]
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
            {"name": words.line(each.name), "role": words.line(each.role)} for each in preface.signed_by
        ],
    }


def _issue_entry(bound: BoundIssue, words: Words) -> Dictionary:
    """An issue with its articles, as the contents list it."""
    issue = bound.issue
    entries = [
        {
            "title": words.line(article.title, article.language or bound.content.language),
            **_at(bound.locator(key)),
        }
        for key, _, article in bound.articles()
    ]
    if issue.events:
        label = catalogue.language(words.language).labels["events"]
        first = min(bound.locator(("events", index)) for index in range(len(issue.events)))
        entries.append({"title": words.line(label), **_at(first)})
    return {
        "number": f"{issue.number:02}",
        "date": catalogue.written_date(issue.date, words.language),
        "folio": bound.first_folio,
        "href": f"{SCHEME}:{bound.name}#",
        "articles": entries,
    }


def _sections(year: Year, words: Words) -> list[Dictionary]:
    """The articles of the year by section, in the order in which the sections first appear."""
    found: dict[str | None, list[Dictionary]] = {}
    for bound in year.issues:
        for key, section, article in bound.articles():
            title = bound.title_of(article, words)
            entry = {"title": title, "number": f"{bound.issue.number:02}", **_at(bound.locator(key))}
            found.setdefault(section, []).append(entry)
    without = found.pop(None, [])
    named = [{"title": words.line(title), "articles": articles} for title, articles in found.items()]
    return [*named, *([{"title": words.labels["other"], "articles": without}] if without else [])]


def _at(locator: Locator) -> Dictionary:
    return {"folio": locator.folio, "href": locator.href}


def _line(entry: Entry, words: Words) -> Dictionary:
    return {
        "term": words.line(entry.term),
        "locators": [_at(locator) for locator in entry.locators],
        "see": [words.line(term) for term in entry.see],
        "below": [_line(each, words) for each in entry.below.values()],
    }


def _subjects(year: Year) -> list[Entry]:
    keywords = (
        (word, bound.locator(key))
        for bound in year.issues
        for key, _, article in bound.articles()
        for word in article.keywords
    )
    return subjects(keywords, {each.term: each.see for each in year.volume.see})


def _people(year: Year) -> list[Entry]:
    return listed(found for bound in year.issues for found in _named(bound))


def _named(bound: BoundIssue) -> Iterator[tuple[str, Locator]]:
    """Signatures and contacts, persons by their last name, and those who invite to events."""
    if bound.issue.editorial:
        for index, signature in enumerate(bound.issue.editorial.signed_by):
            yield surname_first(signature.name), bound.locator(("editorial", "signed_by", index))
    for key, _, article in bound.articles():
        for index, contact in enumerate(article.contacts):
            yield surname_first(contact.name), bound.locator((*key, "contacts", index))
    for index, event in enumerate(bound.issue.events):
        if event.organiser:
            yield event.organiser, bound.locator(("events", index))


def _calendar(year: Year) -> list[Entry]:
    """The events in the order of their days; one that several issues announce stands once."""
    found: dict[tuple[date, str], Entry] = {}
    for bound in year.issues:
        for index, event in enumerate(bound.issue.events):
            day = event.start.date() if isinstance(event.start, datetime) else event.start
            term = f"{catalogue.written_date(day, year.series.language)}: {event.title}"
            entry = found.setdefault((day, event.title), Entry(term))
            entry.locators.append(bound.locator(("events", index)))
    return [entry for _, entry in sorted(found.items(), key=lambda item: item[0])]


def _addresses(year: Year) -> list[Entry]:
    return listed(
        (markup.short_address(url), bound.locator(key))
        for bound in year.issues
        for url, key in bound.content.links
    )


_REGISTERS: Final = {
    "subjects": _subjects,
    "people": _people,
    "calendar": _calendar,
    "addresses": _addresses,
}
