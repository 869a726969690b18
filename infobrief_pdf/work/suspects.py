"""What is said about a task whose worker had to be ended: which issue it was, and what may be to blame."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render, source, storage
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused
from infobrief_pdf.source import Key, Tree
from infobrief_pdf.work.limits import Limits
from infobrief_pdf.work.tasks import Outcome, Task

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_ROW: Final = re.compile(r"^[ \t]*\|.*$", re.MULTILINE)
_TABLE: Final = re.compile(r"(?:^[ \t]*\|.*(?:\n|\Z))+", re.MULTILINE)
_LARGE: Final = 400
"""Cells of a table that is more to blame than the length of a text."""

_SLOW: Final[Mapping[render.Stage, str]] = MappingProxyType(
    {"reading": "slow-reading", "layout": "slow-layout", "painting": "slow-painting"}
)

_OF_A_TABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "slow-layout": "slow-layout-table",
        "slow-painting": "slow-painting-table",
        "memory-exhausted": "memory-exhausted-table",
    }
)
"""What is said instead where a table is to blame."""


@dataclass(frozen=True)
class _Text:
    """A text of an issue with the title that stands nearest to it; its largest table in rows and columns."""

    key: Key
    title: str
    text: str
    offset: int
    rows: int
    columns: int

    @property
    def cells(self) -> int:
        """How many cells its largest table has."""
        return self.rows * self.columns


def too_slow(space: Workspace, task: Task, stage: render.Stage, limits: Limits) -> Outcome:
    """A stage of the work took longer than it may; what was read may be to blame."""
    seconds = limits.seconds
    if stage == "reading":  # reading it once more would take as long
        return Outcome((Diagnostic(_SLOW[stage], _place(space, task), {"seconds": seconds}),))
    return Outcome((_blamed(space, task, Diagnostic(_SLOW[stage], None, {"seconds": seconds})),))


def exhausted(space: Workspace, task: Task, limits: Limits) -> Outcome:
    """The task needs more memory than it may have."""
    return Outcome(
        (_blamed(space, task, Diagnostic("memory-exhausted", None, {"limit": f"{limits.memory / 1e6:.0f}"})),)
    )


def crashed(space: Workspace, task: Task, code: int | None) -> Outcome:
    """The process is gone, with this exit code or by this signal, if it is negative; nobody may know how."""
    how = "no answer" if code is None else f"exit code {code}"
    if code is not None and code < 0:
        with suppress(ValueError):
            how = signal.Signals(-code).name
    return Outcome((Diagnostic("worker-crashed", _place(space, task), {"how": how}),))


def _place(space: Workspace, task: Task) -> Place:
    return Place(storage.shown(space.folder / task.issue, space.folder))


def _blamed(space: Workspace, task: Task, problem: Diagnostic) -> Diagnostic:
    """The problem where the largest table stands, if there is a large one, else where the longest text is."""
    path, name = space.folder / task.issue, storage.shown(space.folder / task.issue, space.folder)
    values = {**problem.values, "table": "", "title": "", "rows": 0, "columns": 0, "characters": 0}
    with suppress(Refused):
        document = source.read(Path(path), name)
        texts = list(_texts(document.tree))
        if not texts:
            return Diagnostic(problem.code, Place(name), values)
        largest = max(texts, key=lambda each: each.cells)
        if largest.cells >= _LARGE:
            values |= {"title": largest.title, "rows": largest.rows, "columns": largest.columns}
            place = document.place(largest.key, offset=largest.offset)
            return Diagnostic(_OF_A_TABLE[problem.code], place, values)
        longest = max(texts, key=lambda each: len(each.text))
        values |= {"title": longest.title, "characters": len(longest.text)}
        return Diagnostic(problem.code, document.place(longest.key), values)
    return Diagnostic(problem.code, Place(name), values)


def _texts(tree: Tree, key: Key = (), title: str = "") -> Iterator[_Text]:
    """Every text below a node."""
    if isinstance(tree, str):
        yield _measured(key, title, tree)
    elif isinstance(tree, list):
        for number, each in enumerate(tree):
            yield from _texts(each, (*key, number), title)
    elif isinstance(tree, dict):
        own = tree.get("title")
        for name, each in tree.items():
            yield from _texts(each, (*key, name), own if isinstance(own, str) else title)


def _measured(key: Key, title: str, text: str) -> _Text:
    rows = columns = offset = 0
    for table in _TABLE.finditer(text):
        lines = _ROW.findall(table[0])
        widest = max(line.strip().strip("|").count("|") + 1 for line in lines)
        if len(lines) * widest > rows * columns:
            rows, columns, offset = max(len(lines) - 1, 1), widest, table.start()
    return _Text(key, title, text, offset, rows, columns)
