"""Tables for large type: one that is too wide for its column becomes a list, row by row, nothing left out."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from markupsafe import Markup

from infobrief_pdf.compose.words import Dictionary

_COLUMN: Final = 482.0
"""Points: A4 with margins of 20 mm."""

_LETTER: Final = 9.6
"""Points that a letter takes at 18 pt, about."""

_GAP: Final = 20.0
"""Points between columns."""

_ROW: Final = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_ATTRIBUTES: Final = re.compile(r"<table([^>]*)>")
_CLASS: Final = re.compile(r' class="[^"]*"')
_NUMBERS: Final = re.compile(r'<td class="right">(.*?)</td>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


def stacked(block: Dictionary) -> Dictionary:
    """A block; a table whose longest words do not fit side by side as lists, one under each row's head."""
    if block["kind"] != "table":
        return block
    head, *rows = [_CELL.findall(row) for row in _ROW.findall(block["html"])]
    unbroken = _ROW.findall(_NUMBERS.sub(lambda cell: cell[0].replace(" ", "\u00a0"), block["html"]))
    if not rows or _width([_CELL.findall(row) for row in unbroken]) <= _COLUMN:
        return block
    found = _ATTRIBUTES.match(block["html"])
    attributes = _CLASS.sub("", found[1]) if found else ""
    html = "".join(_row(head, row) for row in rows)
    return {"kind": "list", "html": Markup(f'<div class="stacked"{attributes}>{html}</div>')}  # noqa: S704


def _width(rows: list[list[str]]) -> float:
    """Points that a table takes at least, the cells of numbers set in one line."""
    longest = (max(_longest_word(cell) for cell in column) for column in zip(*rows, strict=True))
    return sum(letters * _LETTER + _GAP for letters in longest) - _GAP


def _longest_word(cell: str) -> int:
    return max(map(len, re.split("[ \n]+", unescape(_TAG.sub("", cell)))))


def _row(head: list[str], cells: list[str]) -> str:
    """A row: what it is about, and a line for each of the other columns."""
    title = _named(head[0], f"<strong>{cells[0]}</strong>")
    items = "".join(
        f"<li>{_named(name, cell or '–')}</li>" for name, cell in zip(head[1:], cells[1:], strict=True)
    )
    return f'<div class="stacked-row"><p>{title}</p><ul>{items}</ul></div>'


def _named(name: str, value: str) -> str:
    return f"{name}: {value}" if name else value
