"""Bytes to text and text to lines, before any YAML is looked at."""

from __future__ import annotations

import codecs
import re
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.source.position import Spot

LARGEST_FILE: Final = 2_000_000
"""Bytes that a file may have; a newsletter has about 20,000."""

_MOST_CHARACTERS: Final = 20
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

# Line separators are among them because YAML 1.1 ends a line there and editors do not: every place
# after one would be wrong.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def decoded(text: str | bytes, name: str) -> str:
    """The text without a byte order mark.

    Raises `Refused` if it has more than 2 MB or is not UTF-8.
    """
    if isinstance(text, str):
        if len(text) > LARGEST_FILE:
            raise _too_large(name)
        return text.removeprefix("\ufeff")
    if len(text) > LARGEST_FILE:
        raise _too_large(name)
    if _is_utf16(text):
        raise refuse("file-is-utf16", Place(name, 1, 1))
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(error, name) from None


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, without their ends."""
    return tuple(_LINE_BREAK.split(text))


def place_in(name: str, lines: tuple[str, ...], spot: Spot) -> Place:
    """The place of a spot, on the last line at most."""
    line = min(spot.line, len(lines) - 1)
    return Place(name, line + 1, spot.column + 1, lines[line])


def forbidden_characters(lines: tuple[str, ...], name: str) -> list[Diagnostic]:
    """The first forbidden character of each line, for the first lines that have one."""
    problems = []
    for number, line in enumerate(lines):
        if found := _FORBIDDEN.search(line):
            place = place_in(name, lines, Spot(number, found.start()))
            problems.append(Diagnostic("character-forbidden", place, {"codepoint": f"U+{ord(found[0]):04X}"}))
            if len(problems) == _MOST_CHARACTERS:
                break
    return problems


def _is_utf16(content: bytes) -> bool:
    # YAML begins with an ASCII character, which UTF-16 and UTF-32 write with bytes that are null.
    return content.startswith(_UTF16_MARKS) or b"\0" in content[:2]


def _too_large(name: str) -> Refused:
    return refuse("file-too-large", Place(name), file=name)


def _not_utf8(error: UnicodeDecodeError, name: str) -> Refused:
    before = error.object[: error.start].decode()
    # The rest is shown as Windows-1252, the usual culprit.
    after = error.object[error.start :].decode("cp1252", "replace")
    passed = split_lines(before)
    place = place_in(name, split_lines(before + after), Spot(len(passed) - 1, len(passed[-1])))
    return refuse("file-not-utf8", place, byte=f"0x{error.object[error.start]:02X}")
