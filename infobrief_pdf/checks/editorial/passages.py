"""The texts of an issue that somebody reads, and what a check says about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from infobrief_pdf.model import Article, Issue
from infobrief_pdf.model.texts import Key, texts


@dataclass(frozen=True, slots=True)
class Finding:
    """A hint before its place is known: `offset` counts characters into the text under `key`.

    A finding about two places has `other`, and the values `name` and `other`; whichever stands first in the
    file is then mentioned with its `{line}`, and the hint points at the second.
    """

    code: str
    key: Key
    offset: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    other: tuple[Key, int] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is printed or read aloud. `language` is `None` where the series decides."""

    key: Key
    text: str
    language: str | None


_NOT_READ: Final = frozenset(
    {"series", "id", "language", "url", "online_url", "email", "phone", "file", "keywords"}
)
"""Fields whose text is an address, a name for machines or an entry of a register."""

FILLER: Final = "\0"
"""Stands for every character that is no prose; no text of an issue can hold it."""


def passages(issue: Issue) -> Iterator[Passage]:
    """Every text that somebody reads, in the order in which an issue is printed."""
    for key, text in texts(issue):
        if _NOT_READ.isdisjoint(key):
            yield Passage(key, text, _language(issue, key))


def articles(issue: Issue) -> Iterator[tuple[Key, Article]]:
    """Every article with its key."""
    for number, section in enumerate(issue.sections):
        for index, article in enumerate(section.articles):
            yield ("sections", number, "articles", index), article


def titles(issue: Issue) -> Iterator[tuple[Key, str]]:
    """The titles of sections, articles and events with their keys."""
    for number, section in enumerate(issue.sections):
        if section.title:
            yield ("sections", number, "title"), section.title
    for key, article in articles(issue):
        yield (*key, "title"), article.title
    for number, event in enumerate(issue.events):
        yield ("events", number, "title"), event.title


def _language(issue: Issue, key: Key) -> str | None:
    match key:
        case ("sections", int(number), "articles", int(index), *_):
            return issue.sections[number].articles[index].language or issue.language
    return issue.language


# Markdown to prose of the same length, so that offsets stay what they are.

_CODE: Final = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_ADDRESS: Final = re.compile(
    r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|(?:https?://|www\.)[^\s<>\"]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,190}"
)
_FOREIGN: Final = re.compile(
    r"\[[^\[\]]*\]\{[^{}\n]*\}|^[ \t>]*\{[^{}\n]*\}[ \t]*\n(?:[^\n]*\S[^\n]*(?:\n|\Z))*", re.MULTILINE
)


@lru_cache(maxsize=1024)
def prose(text: str) -> str:
    """A text with `FILLER` for code and addresses.

    >>> prose("siehe [hier](#mso)").replace(FILLER, "·")
    'siehe [hier]······'
    """
    return _ADDRESS.sub(_filled, without_code(text))


@lru_cache(maxsize=1024)
def own_prose(text: str) -> str:
    """Like `prose`, and with `FILLER` for words and blocks in another language."""
    return _FOREIGN.sub(_filled, prose(text))


@lru_cache(maxsize=1024)
def without_code(text: str) -> str:
    """A text with `FILLER` for code."""
    return _CODE.sub(_filled, text)


def _filled(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILLER, found[0])
