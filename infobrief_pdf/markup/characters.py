"""Characters with a part to play inside this package, and what must never reach the HTML.

While a paragraph is set, its text is one string in which elements are stood for by noncharacters
(Unicode 23.7: "intended for process-internal uses"). A character that the author escaped with a
backslash travels in a private-use plane, where no rule of typography or markup recognises it.
Input that contains such characters itself loses them first, so they cannot be forged.
"""

from __future__ import annotations

import re
from typing import Final

EDGE: Final = "\ufdd0"
"""The start or end of an element inside a word or sentence: `**`, a footnote call."""
OBJECT: Final = "\ufdd1"
"""Something that is read like a word: code, an address, words in another language."""
LINE: Final = "\ufdd2"
"""A line break that the author asked for."""
STANDINGS: Final = re.compile(f"[{EDGE}{OBJECT}{LINE}]")

NO_BREAK_SPACE: Final = "\u00a0"
NARROW_NO_BREAK_SPACE: Final = "\u202f"

BIDI_CONTROL: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates (Unicode Annex 9); they can make a text read differently than it is."""

_SHIELD: Final = 0xF0000
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U000f007f]"
)
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SHIELDED: Final = {_SHIELD + code: chr(code) for code in range(0x80)}


def clean(text: str) -> str:
    """`text`, as long as before, with U+FFFD for what XML (1.0, section 2.2) or this package cannot carry."""
    return _FORBIDDEN.sub("\ufffd", text)


def shield(text: str) -> str:
    """ASCII characters moved to where no rule touches them."""
    return "".join(chr(_SHIELD + ord(character)) if character.isascii() else character for character in text)


def unshield(text: str) -> str:
    """The reverse of `shield`."""
    return text.translate(_SHIELDED)


def escape(text: str) -> str:
    """`text` as HTML, fit for an element or for an attribute in double quotes."""
    return unshield(text).translate({ord(character): entity for character, entity in _HTML.items()})
