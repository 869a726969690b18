"""QR codes (ISO/IEC 18004) that paper leads back to the web and the telephone with. No file is touched.

A code is printed beside the readable form of what it says, so on the page it is a decoration. Error
correction is level M, the quiet zone 4 modules wide (ISO/IEC 18004, 9.1), a module at least 0.4 mm wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

QUIET_ZONE: Final = 4
"""Modules of white on each side."""

LEAST_MODULE: Final = 0.4
"""Millimetres."""

LEAST_SIDE: Final = 18.0
"""Millimetres, quiet zone included."""

MOST_SIDE: Final = 34.0
"""Millimetres, quiet zone included: what a marginal column takes. It holds 412 bytes (version 15)."""

_LONGEST: Final = 412
"""Bytes; what is longer need not be tried."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: what it says, modules along a side, least length of a side in millimetres, its SVG.

    Modules and side include the quiet zone. The SVG is one black path on white; its unit is the module.
    """

    text: str
    modules: int
    side: float
    svg: bytes


def code(text: str) -> Code | None:
    """The code of a text at the smallest size that is sure to be read; `None` for a text too long for paper.

    >>> found = code("https://www.example.org/fachtag")
    >>> found.modules, found.side
    (37, 18.0)
    >>> code("https://www.example.org/" + 400 * "a") is None
    True
    """
    if len(text.encode()) > _LONGEST:
        return None
    symbol = segno.make_qr(text, error="m", encoding=_encoding(text), boost_error=False)
    modules = len(symbol.matrix) + 2 * QUIET_ZONE
    side = max(LEAST_SIDE, round(modules * LEAST_MODULE, 1))
    if side > MOST_SIDE:
        return None
    return Code(text, modules, side, _svg(symbol.matrix, modules))


def vcard(
    name: str,
    *,
    role: str | None = None,
    organisation: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> str:
    """A contact as telephones take it over (vCard 3.0, RFC 2426); `phone` as `+497112155123`.

    >>> print(vcard("Jana Beispiel", phone="+493023125100").replace("\\r", ""))
    BEGIN:VCARD
    VERSION:3.0
    N:Beispiel;Jana;;;
    FN:Jana Beispiel
    TEL:+493023125100
    END:VCARD
    <BLANKLINE>
    """
    given, _, family = name.strip().rpartition(" ")
    fields = {"ORG": organisation, "TITLE": role, "TEL": phone, "EMAIL": email}
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(family)};{_escaped(given)};;;",
        f"FN:{_escaped(name.strip())}",
        *(f"{field}:{_escaped(value)}" for field, value in fields.items() if value),
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines)


def _encoding(text: str) -> str | None:
    """UTF-8 for what is not ASCII: readers guess it most surely; else what takes the least room."""
    return None if text.isascii() else "utf-8"


def _escaped(text: str) -> str:
    """Text of a field (RFC 2426, 5)."""
    for character in ("\\", ",", ";"):
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _svg(matrix: tuple[bytearray, ...], modules: int) -> bytes:
    """The dark modules as one path over a white square."""
    path = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules} {modules}" '
        f'width="{modules}" height="{modules}">'
        f'<rect width="{modules}" height="{modules}" fill="#ffffff"/>'
        f'<path fill="#000000" d="{path}"/></svg>'
    ).encode()


def _runs(matrix: tuple[bytearray, ...]) -> Iterator[tuple[int, int, int]]:
    """Column, row and length of each run of dark modules in a row."""
    for y, row in enumerate(matrix, start=QUIET_ZONE):
        x = QUIET_ZONE
        for is_dark, run in groupby(row, key=bool):
            width = len(list(run))
            if is_dark:
                yield x, y, width
            x += width
