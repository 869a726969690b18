"""The registers of a year: subjects, persons and organisations, events, addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from infobrief_pdf.model.folio import Folio

SUB_ENTRY: Final = " > "
"""Stands in a keyword between a subject and its sub-entry: `Arbeit > Ausbildung`."""

_TITLES: Final = re.compile(
    r"(?:(?:(?:apl\. |em\. )?Prof\.|Professor(?:in)?|Dr\.(?:-Ing\.)?|PD|Priv\.-Doz\.|Dipl\.-\S+|Mag\.|"
    r"h\. ?c\.|\(FH\)|M\. ?A\.|Ph\. ?D\.|(?:habil|iur|jur|med|phil|rer|nat|pol|theol)\.)(?: |$))+"
)
_NO_PERSON: Final = re.compile(
    r"\d|\be\. ?V\.|^(?:Bund|Haus|Land)\b|"
    r"\b(?:AG|GmbH|gGmbH|Fachbereich|Jobcenter|Rathaus|Redaktion|Referat|Team)\b|"
    r"\w{6}(?:amt|bund|haus|rat|stelle)\b|"
    r"(?:büro|dienst|klinikum|ministerium|netzwerk|schaft|sekretariat|sprechstunde|verband|verein)\b|"
    r"(?:zentrale|zentrum)\b",
    re.IGNORECASE,
)
"""What only organisations are called; the short endings are those of many family names, too."""

_PARTICLES: Final = frozenset(
    {"al", "ben", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la"}
    | {"ten", "ter", "und", "van", "vom", "von", "zu", "zum", "zur"}
)


_MOST_WORDS: Final = 7
"""Words of a person's name without titles; what has more is something else."""


class Locator(NamedTuple):
    """Where an entry leads: a printed folio and the target behind it."""

    folio: Folio
    href: str


@dataclass
class Entry:
    """A line of a register."""

    term: str
    locators: list[Locator] = field(default_factory=list)
    below: dict[str, Entry] = field(default_factory=dict)
    see: tuple[str, ...] = ()


def sort_key(text: str) -> tuple[str, str]:
    """Order of words as in a German dictionary: ä as a, ß as ss, case and marks do not count (DIN 5007-1).

    >>> sorted(["Zuschuss", "Ärzte", "Arbeit", "öffnen", "Obst"], key=sort_key)
    ['Arbeit', 'Ärzte', 'Obst', 'öffnen', 'Zuschuss']
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in folded if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", bare)), text


def subjects(keywords: Iterable[tuple[str, Locator]], see: Mapping[str, tuple[str, ...]]) -> list[Entry]:
    """The subject index: keywords with the places of their articles, and references from other words."""
    entries: dict[str, Entry] = {}
    for keyword, locator in keywords:
        words = steps(keyword)
        if not words:
            continue
        entry = entries.setdefault(words[0], Entry(words[0]))
        for word in words[1:]:
            entry = entry.below.setdefault(word, Entry(word))
        add(entry, locator)
    for term, others in see.items():
        entries.setdefault(term, Entry(term)).see = others
    return _sorted(entries.values())


def steps(keyword: str) -> tuple[str, ...]:
    """A subject and its sub-entries.

    >>> steps("Arbeit > Ausbildung"), steps("A>B")
    (('Arbeit', 'Ausbildung'), ('A>B',))
    """
    parts = keyword.split(SUB_ENTRY.strip()) if SUB_ENTRY in keyword else [keyword]
    return tuple(word for word in map(str.strip, parts) if word)


def is_torn(keyword: str) -> bool:
    """Whether a keyword has a step that leads from nothing or to nothing, or no spaces around it."""
    return keyword.count(SUB_ENTRY.strip()) != len(steps(keyword)) - 1


def listed(found: Iterable[tuple[str, Locator]]) -> list[Entry]:
    """Entries in the order of their words, each once."""
    entries: dict[str, Entry] = {}
    for term, locator in found:
        add(entries.setdefault(term, Entry(term)), locator)
    return _sorted(entries.values())


def surname_first(name: str) -> str:
    """A person's name as registers have it; the name of anything else as it is.

    >>> surname_first("Dr. Katharina Vogelsang"), surname_first("Ruth Adler-Brandt")
    ('Vogelsang, Katharina, Dr.', 'Adler-Brandt, Ruth')
    >>> surname_first("Haus der Verbände"), surname_first("Ina von der Aue")
    ('Haus der Verbände', 'Aue, Ina von der')
    """
    titles = found[0].strip() if (found := _TITLES.match(name)) else ""
    words = name[found.end() if found else 0 :].split()
    if not 2 <= len(words) <= _MOST_WORDS or _NO_PERSON.search(name) or "," in name:
        return name
    if not all(word[0].isupper() or word in _PARTICLES for word in words):
        return name
    return ", ".join(filter(None, (words[-1], " ".join(words[:-1]), titles)))


def people(found: Iterable[tuple[str, Locator]]) -> list[Entry]:
    """Persons and organisations: who is written in another form stands with the others."""
    named = tuple(found)
    known = {untitled(term): term for term, _ in named}

    def filed(term: str) -> str:
        turned = surname_first(term)
        return term if turned == term else known.get(untitled(turned), term)

    return listed((filed(term), locator) for term, locator in named)


def untitled(heading: str) -> str:
    """A person's name as registers have it, without the titles behind it."""
    name, _, last = heading.rpartition(", ")
    return name if _TITLES.fullmatch(last) else heading


def add(entry: Entry, locator: Locator) -> None:
    """One locator for each page: an article that a page names twice is one place."""
    if all(known.folio != locator.folio for known in entry.locators):
        entry.locators.append(locator)
        entry.locators.sort()


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    found = sorted(entries, key=lambda entry: sort_key(entry.term))
    for entry in found:
        entry.below = {each.term: each for each in _sorted(entry.below.values())}
    return found
