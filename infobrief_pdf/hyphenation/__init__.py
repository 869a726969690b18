"""German hyphenation (reformed spelling) for Pyphen, and so for WeasyPrint.

Pyphen brings German patterns of its own, but they break words such as “Übergang” in wrong places. Where
the patterns here come from: `README.md` beside this file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pyphen

__all__ = ["GERMAN", "use"]

GERMAN: Final = Path(__file__).parent / "hyph_de.dic"
"""The patterns in Pyphen's format, to be read with `pyphen.Pyphen(filename=GERMAN)`."""

_NO_PATTERN: Final = re.compile(rb"^(?:UTF-8|%.*|[A-Z]+HYPHENMIN.*)$", re.MULTILINE)
"""Encoding, comments, limits."""


def use() -> None:
    """Let Pyphen hyphenate every German with these patterns."""
    for language in ("de", "de_AT", "de_CH", "de_DE"):
        pyphen.LANGUAGES[language] = GERMAN
        pyphen.LANGUAGES_LOWERCASE[language.lower()] = language
    pyphen.hdcache.setdefault(GERMAN, _dictionary(GERMAN.read_bytes()))


class _Patterns(dict[str, Any]):
    """Letters → (first position, digits), read from a pattern's digits when a word first asks for them.

    A document meets a few hundred of 36,000 patterns; reading all of them takes longer than its layout.
    """

    def get(self, letters: str, default: Any = None) -> Any:
        """The pattern of these letters as Pyphen keeps it."""
        pattern = super().get(letters, default)
        if isinstance(pattern, str):
            pattern = self[letters] = _positions(pattern)
        return pattern


def _dictionary(content: bytes) -> pyphen.HyphDict:
    """A file of patterns as Pyphen's own reader would give it."""
    patterns = _NO_PATTERN.sub(b"", content)
    letters = patterns.translate(None, b"0123456789").decode().split()
    dictionary = pyphen.HyphDict.__new__(pyphen.HyphDict)
    dictionary.patterns = _Patterns(zip(letters, patterns.decode().split(), strict=True))
    dictionary.cache = {}
    dictionary.maxlen = max(map(len, letters))
    return dictionary


def _positions(pattern: str) -> tuple[int, tuple[int, ...]] | None:
    """`.ab3a` → (3, (3,)): where the digits between letters begin, and what they are; `None` without any."""
    digits: list[int] = [0]
    for character in pattern:
        if character.isdigit():
            digits[-1] = int(character)
        else:
            digits.append(0)
    breaks = [index for index, digit in enumerate(digits) if digit]
    return (breaks[0], tuple(digits[breaks[0] : breaks[-1] + 1])) if breaks else None
