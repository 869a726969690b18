"""Cover, imprint, preface, contents and registers of a yearly volume → HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from markupsafe import Markup

from infobrief_pdf import catalogue, codes, markup
from infobrief_pdf.codes import Code
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import SCHEME, ListedArticle, Listing, registers_of
from infobrief_pdf.compose.registers import Entry, Locator
from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.compose.years import Year, context, set_from, size_of
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.units import mm_to_pt

_MOST_TOGETHER: Final = 6
"""Entries of an issue or a section that no page break parts."""


_COVER_SIZES: Final = {"large": (16, 45), "medium": (26, 100), "small": (40, 200), "smaller": (60, 400)}
"""Sizes of type on the cover with the longest word and the longest title for each, in characters."""


_LONG_REGISTER: Final = 30
"""Entries of a register that no page break parts."""


def front(
    year: Year, register_folios: Mapping[str, Folio], *, is_close: bool = False
) -> tuple[Composed, tuple[Diagnostic, ...]]:
    """Cover, imprint, preface and contents of a binder, and what is wrong with the preface.

    The contents name all issues of the year; the preface stands in the first binder. `is_close` sets the
    contents closer.
    """
    words = year.words()
    values = context(year, words)
    volume = values["volume"]
    volume |= {"is_close": is_close, "most_together": _MOST_TOGETHER}
    volume["cover_size"] = size_of(year.name, _COVER_SIZES)
    volume["preface"] = _preface(year, words) if year.binder == 1 else None
    volume["issues"] = [_issue_entry(year, each, words) for each in year.issues]
    volume["sections"] = _sections(year, words)
    volume["registers"] = [
        {"title": words.line(words.labels[name]), "folio": folio, "href": f"{SCHEME}:register#{name}"}
        for name, folio in register_folios.items()
    ]
    volume["registers_part"] = None if year.binder == year.count else words.line(year.part(year.count))
    return set_from(year, "volume-front.html", values), tuple(words.problems)


_GRID: Final = 14
"""Points from line to line."""


@dataclass(frozen=True, slots=True)
class Back:
    """The registers: their document, the names of those that there are, their QR codes by name."""

    composed: Composed
    names: tuple[str, ...]
    codes: Mapping[str, Code]


def back(year: Year, first_folio: Folio) -> Back | None:
    """The registers; `None` if there is nothing to list."""
    words = year.words()
    found = registers_of(year.issues, _see(year), words.language)
    printed = _codes(year)
    registers = [
        {
            "name": name,
            "title": words.line(words.labels[name]),
            "is_long": _length(entries) > _LONG_REGISTER,
            "is_coded": name == "addresses" and bool(printed),
            "entries": [
                {**_line(each, words), **_code(printed.get(each.term) if name == "addresses" else None)}
                for each in entries
            ],
        }
        for name, entries in found.items()
        if entries
    ]
    if not registers:
        return None
    values = context(year, words)
    values["volume"]["registers"] = registers
    composed = set_from(year, "volume-registers.html", values, first_folio=first_folio)
    names = tuple(str(register["name"]) for register in registers)
    return Back(composed, names, dict(printed.values()))


def _length(entries: Iterable[Entry]) -> int:
    """Entries of a register with those below them."""
    return sum(1 + _length(each.below.values()) for each in entries)


def names_of_registers(year: Year) -> tuple[str, ...]:
    """The registers that there are."""
    found = registers_of(year.issues, _see(year), year.series.language)
    return tuple(name for name, entries in found.items() if entries)


def _see(year: Year) -> dict[str, tuple[str, ...]]:
    """The words that each word leads to, never to itself."""
    found: dict[str, tuple[str, ...]] = {}
    for each in year.volume.see:
        others = (word for word in each.see if word != each.term)
        found[each.term] = tuple(dict.fromkeys((*found.get(each.term, ()), *others)))
    return {term: others for term, others in found.items() if others}


def _codes(year: Year) -> dict[str, tuple[str, Code]]:
    """The name and the QR code of each address as it is printed, if the volume wants them."""
    if not year.volume.qr_codes:
        return {}
    urls = {
        markup.short_address(each.url): each.url
        for issue in reversed(year.issues)
        for each in issue.addresses
    }
    found = ((term, codes.code(url)) for term, url in sorted(urls.items()))
    return {term: (f"code-{number}", each) for number, (term, each) in enumerate(found) if each}


def _code(named: tuple[str, Code] | None) -> Dictionary:
    """A QR code as templates need it."""
    if named is None:
        return {"code": None}
    name, code = named
    lines = ceil(mm_to_pt(code.side) / _GRID)
    return {"code": {"src": f"picture:{name}", "side": f"{code.side:g}mm", "height": f"{lines * _GRID}pt"}}


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


def _issue_entry(year: Year, listing: Listing, words: Words) -> Dictionary:
    """An issue with its articles, as the contents list it."""
    entries = [{"title": headline(each, words), **_at(each.locator)} for each in listing.articles]
    if listing.events:
        first = min(each.locator for each in listing.events)
        entries.append({"title": words.line(words.labels["events"]), **_at(first)})
    return {
        "number": f"{listing.number:02}",
        "date": catalogue.written_date(listing.day, words.language),
        "folio": listing.first_folio,
        "title": words.line(listing.title or named(listing, words)),
        "name": words.line(listing.title) if entries else None,
        "part": _part(year, listing, words),
        "href": f"{SCHEME}:{listing.name}#",
        "articles": entries,
    }


def _part(year: Year, listing: Listing, words: Words) -> Markup | None:
    """The part that an issue stands in, if that is another one."""
    return None if listing in year.here() else words.line(year.part(year.binder_of(listing)))


def _sections(year: Year, words: Words) -> list[Dictionary]:
    """The articles of the year by section, in the order in which the sections first appear."""
    found: dict[str | None, list[Dictionary]] = {}
    for listing in year.issues:
        for each in listing.articles:
            entry = {
                "title": headline(each, words),
                "number": f"{listing.number:02}",
                "part": _part(year, listing, words),
                **_at(each.locator),
            }
            found.setdefault(each.section, []).append(entry)
    without = found.pop(None, [])
    named = [{"title": words.line(title), "articles": articles} for title, articles in found.items()]
    return [*named, *([{"title": words.labels["other"], "articles": without}] if without else [])]


def named(listing: Listing, words: Words) -> str:
    """What an issue is listed as that has nothing else to list."""
    return words.labels["wholeissue" if listing.is_taken else "editorial"]


def headline(article: ListedArticle, words: Words) -> Markup | None:
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
        "spoken": entry.term,
        "code": None,
        "locators": [_at(locator) for locator in entry.locators],
        "see": [words.line(term) for term in entry.see],
        "below": [_line(each, words) for each in entry.below.values()],
    }


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed on a page that is taken over: its folio, before it or behind it the running head.

    `top` and `edge` are millimetres from the upper edge and from the left or right one; a stamp with a box
    covers what is below it.
    """

    head: str | None
    folio: Folio
    top: float
    edge: float
    is_right: bool = False
    is_boxed: bool = False


def stamps(year: Year, wanted: Sequence[Stamp]) -> Composed:
    """A page for each page that is taken over, with what is printed on it."""
    words = year.words()
    values = context(year, words)
    values["volume"]["stamps"] = [
        {
            "head": words.line(each.head),
            "folio": each.folio,
            "top": f"{each.top:g}mm",
            "edge": f"{each.edge:g}mm",
            "is_right": each.is_right,
            "is_boxed": each.is_boxed,
        }
        for each in wanted
    ]
    return set_from(year, "volume-stamps.html", values)
