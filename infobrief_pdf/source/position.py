"""Where a character of a scalar's text stands in the file."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Spot(NamedTuple):
    """A line and a column, both counted from 0."""

    line: int
    column: int


class Node(NamedTuple):
    """Where a value stands: its first character, the end, the name of its field, how it is written.

    `style` is the character that introduces a scalar: `"`, `'`, `|`, `>`, or nothing.
    """

    start: Spot
    end: Spot
    key: Spot | None = None
    style: str = ""


_BLANK: Final = " \t\r\n"
_BLANK_RUN: Final = re.compile(r"[ \t\r\n]+")
_WORDING: Final = {
    '"': re.compile(r"\\(?:\r?\n[ \t]*|x..|u.{4}|U.{8}|.)|[ \t\r\n]+|.", re.DOTALL),
    "'": re.compile(r"''|[ \t\r\n]+|.", re.DOTALL),
}
_PLAIN_WORDING: Final = re.compile(r"[ \t\r\n]+|.", re.DOTALL)


def position(lines: tuple[str, ...], node: Node, value: str, offset: int) -> Spot:
    """The spot of the character at `offset` in `value`, the text of the scalar `node`."""
    offset = min(max(offset, 0), len(value))
    if node.style == "|":
        return _in_literal(lines, node, value, offset)
    if offset == 0 and node.style != ">":
        return Spot(node.start.line, node.start.column + len(node.style))
    return _in_folded(lines, node, value, offset)


def _in_literal(lines: tuple[str, ...], node: Node, value: str, offset: int) -> Spot:
    number = value.count("\n", 0, offset)
    begin = value.rfind("\n", 0, offset) + 1
    end = value.find("\n", begin)
    length = (end if end >= 0 else len(value)) - begin
    line = min(node.start.line + 1 + number, len(lines) - 1)
    indentation = max(len(lines[line]) - length, 0)
    return Spot(line, indentation + offset - begin)


def _in_folded(lines: tuple[str, ...], node: Node, value: str, offset: int) -> Spot:
    """Walk along the text as it is written and as it is read, up to `offset`."""
    written, begin = _written(lines, node)
    wording = _WORDING.get(node.style, _PLAIN_WORDING)
    passed = 0
    for unit in wording.finditer(written):
        length = _length_as_read(unit[0], value, passed)
        if passed + length > offset:
            into = offset - passed if unit[0][0] in _BLANK and "\n" not in unit[0] else 0
            return _spot(written, unit.start() + into, begin)
        passed += length
    return _spot(written, len(written), begin)


def _written(lines: tuple[str, ...], node: Node) -> tuple[str, Spot]:
    """The scalar as it stands in the file, without its opening sign, and where that begins."""
    if node.style == ">":
        begin = Spot(node.start.line + 1, 0)
    else:
        begin = Spot(node.start.line, node.start.column + len(node.style))
    part = list(lines[begin.line : node.end.line + 1])
    if not part:
        return "", begin
    if len(part) == node.end.line - begin.line + 1:
        part[-1] = part[-1][: node.end.column]
    part[0] = part[0][begin.column :]
    return "\n".join(part), begin


def _length_as_read(unit: str, value: str, passed: int) -> int:
    if unit[0] == "\\" and len(unit) > 1 and unit[1] in "\r\n":
        return 0
    if unit[0] not in _BLANK:
        return 1
    found = _BLANK_RUN.match(value, passed)
    run = len(found[0]) if found else 0
    return run if "\n" in unit else min(len(unit), run)


def _spot(written: str, index: int, begin: Spot) -> Spot:
    number = written.count("\n", 0, index)
    column = index - (written.rfind("\n", 0, index) + 1)
    return Spot(begin.line + number, column + (begin.column if number == 0 else 0))
