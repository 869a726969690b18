"""What rendering gives back: blocks of HTML and problems, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_LINE_END: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the text that cannot be set as it stands; `code` is a row of the table of messages."""

    code: str
    offset: int
    """Characters from the beginning of the text, counted from 0."""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block."""

    kind: str
    """`paragraph`, `heading`, `list`, `table`, `quote`, `rule` or `code`."""
    html: str
    """One element, well-formed as XML too."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, the targets of the note and of its call, and its HTML."""

    number: int
    anchor: str
    call: str
    html: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """The HTML of one text field, its footnotes, and what is wrong with it.

    With problems the HTML may be incomplete.
    """

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    targets: tuple[tuple[str, int], ...] = ()
    """Where links lead within the issue, and where in the text they stand: name and offset."""


class Report:
    """Collects problems and finds their places in the text.

    Markdown-it tells the lines of a block, not the place of what stands inside it. What stands inside
    is therefore looked for in those lines, in reading order; when it cannot be found (because the
    author escaped a part of it) the beginning of the block is named.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
        self._cursors: dict[tuple[int, int], int] = {}
        self._problems: list[Problem] = []
        self.targets: list[tuple[str, int]] = []

    def line(self, number: int) -> str:
        """The source line with this number, counted from 0."""
        return self.text[self._start(number) : self._start(number + 1)]

    def add(self, code: str, lines: list[int] | None, needle: str = "", **values: object) -> None:
        """Report `code` at the next `needle` in `lines` (first line, line after the last)."""
        self.add_at(code, self.place(lines, needle), **values)

    def add_at(self, code: str, offset: int, **values: object) -> None:
        """Report `code` at a known place."""
        self._problems.append(Problem(code, offset, values))

    def place(self, lines: list[int] | None, needle: str) -> int:
        """The next place where `needle` stands in `lines`, behind what has been found there before."""
        first, end = lines or (0, 1)
        start, stop = self._start(first), self._start(end)
        cursor = self._cursors.get((first, end), start)
        found = self.text.find(needle, cursor, stop) if needle else -1
        if found >= 0:
            self._cursors[first, end] = found + len(needle)
            return found
        block = self.text[start:stop]
        return start + len(block) - len(block.lstrip())

    def sorted(self) -> tuple[Problem, ...]:
        """All problems in the order of the text."""
        return tuple(sorted(self._problems, key=lambda problem: problem.offset))

    def _start(self, line: int) -> int:
        return self._starts[min(line, len(self._starts) - 1)]
