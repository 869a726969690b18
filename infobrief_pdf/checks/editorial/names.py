"""Names that are spelled in two ways: `Askın` and `Aşkın`.

Compared are the names of signatures and contacts and whatever looks like a first and a last name in
a text. In a text the marks of `ä`, `ö` and `ü` count, as `Junge Mutter` and `Junge Mütter` are no names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from infobrief_pdf.checks.editorial.passages import Finding, passages, prose
from infobrief_pdf.model import Issue
from infobrief_pdf.model.texts import Key

_LETTERS: Final = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD: Final = re.compile(rf"{_LETTERS}(?:[’'-]{_LETTERS})*")
_GAP: Final = re.compile(r"[ \u00a0\u202f]+|[ \t]*\n[ \t]*")
_UMLAUTS: Final = frozenset("äöü")
_SHORTEST_SURNAME: Final = 4

_ALIKE: Final = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "ʼ": "'",
        # Cyrillic and Greek letters that look Latin: found in names that were pasted.
        "а": "a", "е": "e", "і": "i", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x",
        "α": "a", "ν": "v", "ο": "o",
    }
)  # fmt: skip
"""Small letters that Unicode does not decompose, and what they are taken for."""


class _Name(NamedTuple):
    """A name as it is written at a place."""

    spelling: str
    key: Key
    offset: int
    is_certain: bool
    """Whether it stands in a signature or contact."""


def spelled_differently(issue: Issue) -> Iterator[Finding]:
    """Every further spelling of a name, at its first place."""
    groups: dict[str, list[_Name]] = {}
    for name in _names(issue):
        groups.setdefault(sound(name.spelling), []).append(name)
    seen: list[tuple[_Name, _Name]] = []
    for group in groups.values():
        for name, other in _variants(group):
            if not any(_is_part(name, other, *pair) for pair in seen):
                values = {"name": name.spelling, "other": other.spelling}
                yield Finding("name-spelling", name.key, name.offset, values, (other.key, other.offset))
            seen.append((name, other))


def _variants(group: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Each further spelling with the first that it is to be compared with."""
    certain = {name.spelling for name in group if name.is_certain}
    known: list[_Name] = []
    for name in group:
        if any(_same(name.spelling, other.spelling) for other in known):
            continue
        for other in known:
            is_person = " " in name.spelling and not certain.isdisjoint((name.spelling, other.spelling))
            if is_person or bare(name.spelling, _UMLAUTS) == bare(other.spelling, _UMLAUTS):
                yield name, other
                break
        known.append(name)


def _is_part(name: _Name, other: _Name, longer: _Name, longer_other: _Name) -> bool:
    """Whether a pair says nothing new: a surname after the whole name, the end of a name of three words."""
    overlaps = name.key == longer.key and 0 <= name.offset - longer.offset < len(longer.spelling)
    return overlaps or (_surname(name.spelling), _surname(other.spelling)) == (
        _surname(longer.spelling),
        _surname(longer_other.spelling),
    )


def _names(issue: Issue) -> Iterator[_Name]:
    """Names in the order of the issue: pairs of capitalised words, and surnames of known people alone."""
    given = [(passage, _is_person(passage.key)) for passage in passages(issue)]
    surnames = {
        sound(words[-1][0])
        for passage, is_person in given
        if is_person and len(words := _capitalised(passage.text)) > 1
    }
    for passage, is_person in given:
        text = prose(passage.text)
        words = _capitalised(text)
        for first, second in pairwise(words):
            if _GAP.fullmatch(text, first.end(), second.start()):
                spelling = f"{_composed(first[0])} {_composed(second[0])}"
                yield _Name(spelling, passage.key, first.start(), is_person)
        for word in words:
            if len(word[0]) >= _SHORTEST_SURNAME and sound(word[0]) in surnames:
                yield _Name(_composed(word[0]), passage.key, word.start(), is_person)


def _is_person(key: Key) -> bool:
    return key[-1] == "name" and ("contacts" in key or "signed_by" in key)


def _capitalised(text: str) -> list[re.Match[str]]:
    return [word for word in _WORD.finditer(text) if word[0][0].isupper()]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def sound(name: str) -> str:
    """What spellings of one name have in common; `ae` may stand for `ä`."""
    return re.sub("([aou])e", r"\1", bare(name))


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _same(name: str, other: str) -> bool:
    """Equal, or one of them is merely set in capitals (where `ı` and `i` are one)."""
    if name.isupper() or other.isupper():
        return name.upper() == other.upper()
    return name.casefold() == other.casefold()


def bare(name: str, keep: frozenset[str] = frozenset()) -> str:
    """A name in small letters without accents, except for the letters to `keep`.

    >>> bare("Aşkın"), bare("Wiśniewska"), bare("Jäger", frozenset("ä"))
    ('askin', 'wisniewska', 'jäger')
    """
    small = _composed(name.casefold())
    return "".join(letter if letter in keep else _without_marks(letter) for letter in small)


def _without_marks(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter.translate(_ALIKE))
    return "".join(part for part in decomposed if not unicodedata.combining(part))
