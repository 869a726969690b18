"""Content streams, operation by operation, in the order of the file and never in memory as a whole.

ISO 32000-1, 7.8.2 and 8.9.7. Everything is taken as it comes: content that is damaged ends early or has odd
operands, but is never refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

INLINE_IMAGE: Final = b"BI"
"""The operator of an inline image; its operands are those before `ID`."""

_TOKEN: Final = re.compile(
    rb"""
    (?P<gap>[\x00\t\n\f\r ]+|%[^\r\n]*)
    |(?P<operand>[+\-.\d][+\-.\deE]*|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|<<|>>|<[^<>]*>|[\[\]{}])
    |(?P<word>(?:true|false|null)(?![^\x00\t\n\f\r ()<>\[\]{}/%]))
    |(?P<string>\()
    |(?P<operator>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
    """,
    re.VERBOSE,
)
_IN_STRING: Final = re.compile(rb"[()]|\\.", re.DOTALL)
_END_OF_IMAGE: Final = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ][\t\n\r -~]{0,12}|\Z)")
_SHORT: Final = {"/Width": "/W", "/Height": "/H", "/ColorSpace": "/CS", "/ImageMask": "/IM"}
_MOST_OPERANDS: Final = 4000
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


class Operation(NamedTuple):
    """An operator with its operands as they are written, and where both begin and end in the content."""

    operator: bytes
    operands: list[bytes]
    start: int
    end: int

    def numbers(self, count: int) -> list[float] | None:
        """The last operands as numbers, or none if they are not."""
        try:
            found = [float(operand) for operand in self.operands[-count:]] if count else []
        except ValueError:
            return None
        return found if len(found) == count and all(abs(number) < 1e7 for number in found) else None

    def name(self) -> str:
        """The last operand as a name with its slash; nothing if it is none."""
        return name(self.operands[-1]) if self.operands else ""

    def pairs(self) -> dict[str, bytes]:
        """The operands of an inline image, keys as short as they can be (ISO 32000-1, 8.9.7)."""
        found = zip(self.operands[::2], self.operands[1::2], strict=False)
        return {_SHORT.get(name(key), name(key)): value for key, value in found}


def name(token: bytes) -> str:
    """A name as written, without its escapes (ISO 32000-1, 7.3.5)."""
    if not token.startswith(b"/"):
        return ""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), token).decode("utf-8", "surrogateescape")


def operations(content: bytes) -> Iterator[Operation]:
    """Every operation of a content stream."""
    position, start = 0, -1
    operands: list[bytes] = []
    match_at = _TOKEN.match
    while found := match_at(content, position) or _next(content, position):
        begin, position = found.span()
        kind = found.lastgroup
        if kind == "gap":
            continue
        if start < 0:
            start = begin
        if kind == "operator":
            if found[0] == b"ID":
                position = _behind_image(content, position)
                yield Operation(INLINE_IMAGE, operands, start, position)
            elif found[0] == b"BI":
                operands = []
                continue
            else:
                yield Operation(found[0], operands, start, position)
            operands, start = [], -1
            continue
        if kind == "string":
            position = _behind_string(content, position)
        if len(operands) < _MOST_OPERANDS:
            operands.append(content[begin : min(position, begin + 200)])


def _next(content: bytes, position: int) -> re.Match[bytes] | None:
    """The next token behind a character that begins none, such as a bracket without its partner."""
    return _TOKEN.search(content, position + 1) if position < len(content) else None


def _behind_string(content: bytes, position: int) -> int:
    depth = 1
    for found in _IN_STRING.finditer(content, position):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(content)


def _behind_image(content: bytes, position: int) -> int:
    found = _END_OF_IMAGE.search(content, position)
    return found.end() if found else len(content)
