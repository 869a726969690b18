"""The content of our own pages in fewer bytes; what they show stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pydyf

_STRING: Final = re.compile(rb"\((?:\\.|[^\\()])*\)|(?<!<)<([0-9a-fA-F\s]*)>(?!>)", re.DOTALL)
_SPECIAL: Final = re.compile(rb"[\\()\r]")
_PLACE: Final = re.compile(rb"^(?:BT|(1 0 0 -1 )?((?:-?[\d.]+ )+)Tm)$", re.MULTILINE)


def condense(pdf: pydyf.PDF) -> None:
    """Condense the content of all pages, in place."""
    for number in pdf.pages["Kids"][::3]:
        reference: bytes = pdf.objects[number]["Contents"]
        content = pdf.objects[int(reference.split()[0])]
        content.stream = [condensed(_joined(content.stream))]


def _joined(operators: Iterable[object]) -> bytes:
    """A content stream as pydyf writes it."""
    written: bytes = pydyf.Stream(list(operators)).data
    return written.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]


def condensed(content: bytes) -> bytes:
    r"""Glyphs as bytes and not as hexadecimal digits, lines of text by their distance (ISO 32000-1, 9.4.2).

    A line moves by a thousandth of a unit at most, which is 0.75 pt in what WeasyPrint writes: 0.26 µm.
    Nothing else is rounded, for a matrix may scale by any factor.

    >>> condensed(b"BT\n1 0 0 -1 275.905512 116.287316 Tm\n[<00280029>4] TJ\n1 0 0 -1 275.9055 134.954 Tm\n")
    b'BT\n1 0 0 -1 275.906 116.287 Tm\n[(\x00\\(\x00\\))4] TJ\n0 -18.667 Td\n'
    """
    lines, parts, end = _Lines(), [], 0
    for found in _STRING.finditer(content):
        between = content[end : found.start()]
        parts += [
            _PLACE.sub(lines.placed, between),
            found[0] if found[1] is None else literal(found[1]),
        ]
        end = found.end()
    return b"".join((*parts, _PLACE.sub(lines.placed, content[end:])))


@dataclass
class _Lines:
    """Where the line began that was set last within a text object, as it is written."""

    last: tuple[float, float] | None = None

    def placed(self, found: re.Match[bytes]) -> bytes:
        """The place of a line, after the first of a text object as the way from there.

        Each is rounded from where it should be, so that errors do not add up.
        """
        if found[2] is None or found[1] is None:
            self.last = None
            return found[0]
        x, y = map(float, found[2].split())
        if self.last is None:
            self.last = round(x, 3), round(y, 3)
            return b"1 0 0 -1 %b %b Tm" % (_written(self.last[0]), _written(self.last[1]))
        right, down = round(x - self.last[0], 3), round(y - self.last[1], 3)
        self.last = self.last[0] + right, self.last[1] + down
        return b"%b %b Td" % (_written(right), _written(-down))


def shortened(number: bytes) -> bytes:
    """A number to three places.

    >>> shortened(b"507.401575"), shortened(b"-0.7500")
    (b'507.402', b'-0.75')
    """
    return _written(float(number))


def _written(number: float) -> bytes:
    return (f"{number:.3f}".rstrip("0").rstrip(".") if round(number, 3) else "0").encode()


def literal(digits: bytes) -> bytes:
    """A hexadecimal string as a literal one, which takes half the room (ISO 32000-1, 7.3.4.2)."""
    data = bytes.fromhex(digits.decode())
    return b"(" + _SPECIAL.sub(lambda each: b"\\r" if each[0] == b"\r" else b"\\" + each[0], data) + b")"
