"""What the contents and the registers of a volume list of each issue, ours or taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from infobrief_pdf import catalogue, markup
from infobrief_pdf.compose.content import Content
from infobrief_pdf.compose.registers import Entry, Locator, add, listed, people, subjects, surname_first
from infobrief_pdf.compose.words import day_of
from infobrief_pdf.model import Article, Issue
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.model.volume import LegacyIssue

SCHEME: Final = "infobrief"
"""Links from one part of a volume into another: `infobrief:02#anchor`; binding makes them real."""

Key = tuple[str | int, ...]


class ListedArticle(NamedTuple):
    """An article and where it stands."""

    title: str
    language: str
    section: str | None
    keywords: tuple[str, ...]
    locator: Locator


class ListedAddress(NamedTuple):
    """An address of the web and where it stands."""

    url: str
    locator: Locator


class ListedEvent(NamedTuple):
    """An event and where it is announced."""

    day: date
    title: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class Listing:
    """An issue in its place; `name` is the name of its part."""

    name: str
    number: int
    day: date
    first_folio: Folio
    articles: tuple[ListedArticle, ...] = ()
    people: tuple[tuple[str, Locator], ...] = ()
    events: tuple[ListedEvent, ...] = ()
    addresses: tuple[ListedAddress, ...] = ()
    title: str | None = None
    is_taken: bool = False
    """Whether it was taken over as PDF."""


def address_anchor(index: int) -> str:
    """The target of a web address of an issue, by its place among `Content.links`."""
    return f"address-{index}"


def listing(
    name: str, issue: Issue, content: Content, first_folio: Folio, folios: Mapping[str, Folio]
) -> Listing:
    """What is listed of an issue of ours; `folios` has the page of each of its targets."""

    def at(key: Key) -> Locator:
        anchor = content.targets[key]
        return Locator(folios[anchor], f"{SCHEME}:{name}#{anchor}")

    def link(index: int, key: Key) -> Locator:
        anchor = address_anchor(index)
        return Locator(folios[anchor], f"{SCHEME}:{name}#{anchor}") if anchor in folios else at(key)

    articles = tuple(
        ListedArticle(article.title, article.language or content.language, section, article.keywords, at(key))
        for key, section, article in _articles(issue)
    )
    events = tuple(
        ListedEvent(day_of(event.start), event.title, at(("events", index)))
        for index, event in enumerate(issue.events)
    )
    named = tuple((who, at(key)) for who, key in _people(issue))
    addresses = tuple(ListedAddress(url, link(index, key)) for index, (url, key) in enumerate(content.links))
    return Listing(name, issue.number, issue.date, first_folio, articles, named, events, addresses)


def legacy_listing(name: str, issue: LegacyIssue, language: str, first_folio: Folio) -> Listing:
    """What is listed of an issue that was taken over."""
    articles = tuple(
        ListedArticle(
            each.title,
            issue.language or language,
            each.section,
            each.keywords,
            Locator(first_folio + (each.page - 1), f"{SCHEME}:{name}#page-{each.page}"),
        )
        for each in issue.articles
    )
    return Listing(name, issue.number, issue.date, first_folio, articles, title=issue.title, is_taken=True)


def registers_of(
    issues: Sequence[Listing], see: Mapping[str, tuple[str, ...]], language: str
) -> dict[str, list[Entry]]:
    """The registers of a year in their order, by label."""
    keywords = ((word, each.locator) for issue in issues for each in issue.articles for word in each.keywords)
    return {
        "subjects": subjects(keywords, see),
        "people": people(each for issue in issues for each in issue.people),
        "calendar": _calendar(issues, language),
        "addresses": listed(
            (markup.short_address(each.url), each.locator) for issue in issues for each in issue.addresses
        ),
    }


def _articles(issue: Issue) -> Iterator[tuple[Key, str | None, Article]]:
    """Every article with its key and the title of its section."""
    for number, section in enumerate(issue.sections):
        for index, article in enumerate(section.articles):
            yield ("sections", number, "articles", index), section.title, article


def _people(issue: Issue) -> Iterator[tuple[str, Key]]:
    """Signatures and contacts, persons by their last name, and those who invite to events."""
    if issue.editorial:
        for index, signature in enumerate(issue.editorial.signed_by):
            yield surname_first(signature.name), ("editorial", "signed_by", index)
    for key, _, article in _articles(issue):
        for index, contact in enumerate(article.contacts):
            yield surname_first(contact.name), (*key, "contacts", index)
    for index, event in enumerate(issue.events):
        if event.organiser:
            yield event.organiser, ("events", index)


def _calendar(issues: Sequence[Listing], language: str) -> list[Entry]:
    """The events in the order of their days; one that several issues announce stands once."""
    found: dict[tuple[date, str], Entry] = {}
    for event in (event for issue in issues for event in issue.events):
        term = f"{catalogue.written_date(event.day, language)}: {event.title}"
        add(found.setdefault((event.day, event.title), Entry(term)), event.locator)
    return [entry for _, entry in sorted(found.items(), key=lambda item: item[0])]
