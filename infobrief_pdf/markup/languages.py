"""Languages of words inside a text: their tags and the direction they are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")

_RIGHT_TO_LEFT_LANGUAGES: Final = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))

_NAMES: Final = {
    "albanisch": "sq",
    "arabisch": "ar",
    "bulgarisch": "bg",
    "chinesisch": "zh",
    "dari": "prs",
    "deutsch": "de",
    "englisch": "en",
    "farsi": "fa",
    "franzoesisch": "fr",
    "griechisch": "el",
    "italienisch": "it",
    "kroatisch": "hr",
    "kurdisch": "ku",
    "kurmandschi": "kmr",
    "paschtu": "ps",
    "persisch": "fa",
    "polnisch": "pl",
    "portugiesisch": "pt",
    "rumaenisch": "ro",
    "russisch": "ru",
    "serbisch": "sr",
    "somali": "so",
    "sorani": "ckb",
    "spanisch": "es",
    "tigrinya": "ti",
    "tuerkisch": "tr",
    "ukrainisch": "uk",
    "vietnamesisch": "vi",
    "arabic": "ar",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "kurdish": "ku",
    "persian": "fa",
    "polish": "pl",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "tuerkce": "tr",
    "ukrainian": "uk",
}
"""What languages are called, umlauts written out, and their codes."""
_TRANSCRIPTION: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ç": "c"})

DIRECTIONS: Final = ("ltr", "rtl")


@dataclass(frozen=True, slots=True)
class Scope:
    """The language and direction that hold for a stretch of text."""

    language: str
    direction: str

    @classmethod
    def of(cls, language: str) -> Scope:
        """The scope of a text in `language`, in the direction usual for it."""
        return cls(language, direction(language))


def well_formed(tag: str) -> str | None:
    """`tag` in its usual spelling (BCP 47, RFC 5646 section 2.1.1: `uk`, `zh-Hant`, `pt-BR`), or None.

    Language, script and region; the variants and extensions of the RFC are of no use in a newsletter.
    """
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    language, script, region = found.groups()
    return "-".join(
        part for part in (language.lower(), script and script.title(), region and region.upper()) if part
    )


def code_of(name: str) -> str | None:
    """The code of a language that was called by its name.

    >>> code_of("Türkisch"), code_of("Klingonisch")
    ('tr', None)
    """
    return _NAMES.get(name.strip().lower().translate(_TRANSCRIPTION))


def direction(language: str) -> str:
    """`rtl` for languages written from right to left (the script decides, if the tag names one)."""
    primary, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4), None)
    right_to_left = (
        script in _RIGHT_TO_LEFT_SCRIPTS if script else primary.lower() in _RIGHT_TO_LEFT_LANGUAGES
    )
    return "rtl" if right_to_left else "ltr"
