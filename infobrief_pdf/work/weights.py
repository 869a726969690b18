"""How much work a task is, roughly: what takes longest is begun first, so that nobody waits for it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf.work.tasks import Task

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_PICTURE: Final = re.compile(rb"""\bfile:\s*["']?([^\s"',}]+)""")
_LIGHTER: Final = 1000.0
"""A byte of text takes as long to set as so many bytes of a picture take to be scaled."""


def weight(space: Workspace, task: Task) -> float:
    """The bytes of the issue's file, and those of its pictures as they count; 0 if it cannot be read."""
    path = space.folder / task.issue
    with suppress(OSError, ValueError):
        text = path.read_bytes()
        return len(text) + sum(_size(path.parent, name) for name in set(_PICTURE.findall(text))) / _LIGHTER
    return 0.0


def _size(folder: Path, name: bytes) -> int:
    with suppress(OSError, ValueError):
        return (folder / name.decode()).stat().st_size
    return 0
