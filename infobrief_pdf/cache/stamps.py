"""Digests of files, and of which of them a look at the file's state spares reading it again.

A state (size, times, place on the disk) tells that a file is unchanged only if both of its times lie clearly
before the moment when it was read: else it may have been changed once more within the same tick of the file
system's clock (as in git, “racy git”). Where a state does not have the time of the last change of the file
itself, which no program can set (on Windows), every file is read.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from infobrief_pdf import storage
from infobrief_pdf.cache.store import Entry, Store
from infobrief_pdf.plan import MISSING

_TICK: Final = 2_000_000_000
"""Nanoseconds: times on FAT are even seconds; no file system is coarser."""

_TELLS: Final = os.name == "posix"

_State = list[int]


class Stamps:
    """Digests (SHA-256) of files by their paths."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._name = f"stamps-{storage.HOST}"
        entry = store.get(self._name) if _TELLS else None
        self._known: dict[str, Any] = dict(entry.values) if entry else {}
        self._clock: int | None = None
        self._is_new = False

    def digest(self, path: str) -> str:
        """The digest of a regular file; `plan.MISSING` if there is none that can be read."""
        try:
            state = os.stat(path)  # noqa: PTH116 - hundreds of files, with nothing else to do
        except (OSError, ValueError):
            return MISSING
        if not stat.S_ISREG(state.st_mode):
            return MISSING
        if (known := self._known.get(path)) and known[:-1] == _state(state):
            return str(known[-1])
        return self._read(path)

    def close(self) -> None:
        """Keep what is sure."""
        if self._is_new and _TELLS:
            self._store.put(self._name, Entry(self._known))
            self._is_new = False

    def _read(self, path: str) -> str:
        if self._clock is None:
            self._clock = self._store.clock()
        try:
            with Path(path).open("rb") as file:
                before = os.fstat(file.fileno())
                digest = sha256(file.read()).hexdigest()
                after = os.fstat(file.fileno())
        except OSError:
            return MISSING
        is_old = max(after.st_mtime_ns, after.st_ctime_ns) < self._clock - _TICK
        if is_old and _state(before) == _state(after):
            self._known[path] = [*_state(after), digest]
            self._is_new = True
        elif self._known.pop(path, None):
            self._is_new = True
        return digest


def _state(found: os.stat_result) -> _State:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]
