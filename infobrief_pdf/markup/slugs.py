"""Short ASCII names for link targets, made from titles in any language."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 60
_FALLBACK: Final = "beitrag"

_UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_LATIN: Final = {"æ": "ae", "œ": "oe", "ø": "o", "å": "aa", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ы": "y", "э": "e", "ё": "e", "ю": "iu", "я": "ia", "ў": "u",
}  # fmt: skip
_SILENT: Final = dict.fromkeys("ьъ’'ʼ\u00ad", "")
_LETTERS: Final = str.maketrans(_UMLAUTS | _LATIN | _CYRILLIC | _SILENT)
"""Umlauts as in German lists of names (DIN 5007-2); Cyrillic as on Ukrainian passports (ICAO 9303)."""


def slug(text: str) -> str:
    """A link target for a title: lower-case ASCII letters, digits and hyphens, 1 to 60 characters.

    >>> slug("Straßenfest in Çanakkale: Größe zählt")
    'strassenfest-in-canakkale-groesse-zaehlt'

    A title without a letter that has a Latin form (Arabic, Chinese) becomes `beitrag`; making the
    names of a document distinct is up to the caller.
    """
    latin = unicodedata.normalize("NFC", text).replace("İ", "i").lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    whole = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(whole) <= _LONGEST:
        return whole or _FALLBACK
    cut = whole[: _LONGEST + 1].rpartition("-")[0]
    return cut or whole[:_LONGEST]
