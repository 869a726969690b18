"""A line of a file with a caret below one of its characters, as a terminal shows it."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final, NamedTuple

_TAB: Final = 4
_ELLIPSIS: Final = "…"
_SUBSTITUTE: Final = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE: Final = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
_COMBINING: Final = ("Mn", "Me")
_WIDE: Final = ("W", "F")


class Cell(NamedTuple):
    """A character as it is shown, and how many columns of the terminal it takes."""

    shown: str
    width: int


def with_caret(line: str, column: int, width: int) -> tuple[str, str]:
    """The line, cut to at most `width` columns around the character, and the line with the caret.

    `column` counts characters from 1; one behind the last character is the end of the line.

    >>> print(*with_caret("Straße 12", 8, 40), sep=chr(10))
    Straße 12
           ^
    """
    line_cells = cells(line)
    target = min(max(column - 1, 0), len(line_cells))
    # The end of the line may carry the caret, too.
    first, last = _window([*line_cells, Cell("", 1)], target, max(width, 8))
    visible = line_cells[first:last]
    before = _ELLIPSIS if first > 0 else ""
    after = _ELLIPSIS if last < len(line_cells) else ""
    indentation = len(before) + sum(cell.width for cell in line_cells[first:target])
    text = before + "".join(cell.shown for cell in visible) + after
    return text.rstrip(), " " * indentation + "^"


def harmless(text: str) -> str:
    """Text without characters that would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(_cell(character, 0).shown for character in text)


def cells(line: str) -> list[Cell]:
    """Each character of a line as it is shown; what a terminal would not show as one place is replaced."""
    shown: list[Cell] = []
    position = 0
    for character in line:
        cell = _cell(character, position)
        shown.append(cell)
        position += cell.width
    return shown


def _cell(character: str, position: int) -> Cell:
    if character == "\t":
        width = _TAB - position % _TAB
        return Cell(" " * width, width)
    return _standing(character)


@cache
def _standing(character: str) -> Cell:
    """A character that takes the same room wherever it stands."""
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return Cell(_SUBSTITUTE, 1)
    if category in _COMBINING:
        return Cell(character, 0)
    return Cell(character, 2 if unicodedata.east_asian_width(character) in _WIDE else 1)


def _window(line: list[Cell], target: int, width: int) -> tuple[int, int]:
    """The part of a line that fits and shows the target, with room before and behind it."""
    if sum(cell.width for cell in line) <= width + 1:
        return 0, len(line)
    room = width - 2 * len(_ELLIPSIS)
    first = last = target
    used = 0
    reach = room * 2 // 3
    while first > 0 and used + line[first - 1].width <= reach:
        first -= 1
        used += line[first].width
    while last < len(line) and used + line[last].width <= room:
        used += line[last].width
        last += 1
    while first > 0 and used + line[first - 1].width <= room:
        first -= 1
        used += line[first].width
    return first, last
