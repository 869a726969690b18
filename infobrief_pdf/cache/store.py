"""Entries on the disk: written whole or not at all, read only if they are whole, bounded in size."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from infobrief_pdf import storage

FOLDER: Final = ".infobrief"
_ENTRIES: Final = "cache"
_CLOCK: Final = f"clock-{storage.HOST}"
_MAGIC: Final = b"infobrief-pdf cache 1\n"
_DIGEST: Final = 64
_LARGEST: Final = 512_000_000
"""Bytes of all entries; above, those go first that were not asked for longest."""

_KEPT_SHARE: Final = 0.8
"""What is left of them, so that not every build has to clear away."""

_DAY: Final = 86_400.0
"""Seconds that an entry may be used without being noted as used."""

_BESIDE: Final = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": (
        b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder may be deleted (https://bford.info/cachedir/).\n"
    ),
}
"""So that neither version control nor backups take the folder along."""


@dataclass(frozen=True)
class Entry:
    """Values as JSON has them, and files by name."""

    values: Mapping[str, Any]
    blobs: Mapping[str, bytes] = field(default_factory=dict)


def key(wish: Mapping[str, object]) -> str:
    """The name of the entry for a wish: values as JSON has them."""
    return sha256(json.dumps(wish, sort_keys=True).encode()).hexdigest()[:40]


class Store:
    """The entries of a workspace. Nothing here raises: without a cache everything is built, that is all."""

    def __init__(self, workspace: Path, *, largest: int = _LARGEST) -> None:
        self._home = workspace / FOLDER
        self.folder = self._home / _ENTRIES
        self._largest = largest
        self._is_swept = False
        self._has_grown = False
        self.is_new = False
        """Whether the folder has been made here and holds nothing yet."""

    def get(self, name: str) -> Entry | None:
        """The entry of a name; `None` if there is none or it is not as it was written."""
        path = self.folder / name
        try:
            with path.open("rb") as file:
                content = file.read()
                used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        if (entry := _read(content)) is not None and time.time() - used > _DAY:
            with suppress(OSError):
                os.utime(path)
        return entry

    def put(self, name: str, entry: Entry) -> None:
        """Keep an entry, in place of that of the same name."""
        with suppress(OSError):
            self._prepare()
            storage.put(self.folder / name, _written(entry))
            self._has_grown, self.is_new = True, False

    def clock(self) -> int:
        """Now, in nanoseconds, by the clock of this file system or of the machine, whichever is behind."""
        try:
            self._prepare()
            path = self.folder / _CLOCK
            storage.put(path, _MAGIC)
            return min(time.time_ns(), path.stat().st_mtime_ns)
        except OSError:
            return 0

    def close(self) -> None:
        """Clear away what is too much, and a folder in which nothing came to be."""
        if self.is_new:
            self._vanish()
        if not self._has_grown:
            return
        self._has_grown = False
        with suppress(OSError):
            self._trim()

    def _prepare(self) -> None:
        if self._is_swept:
            return
        self.is_new = not self._home.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self._home, self.folder):
            storage.sweep(folder)
        for name, content in _BESIDE.items():
            if not (self._home / name).exists():
                storage.put(self._home / name, content)
        self._is_swept = True

    def _vanish(self) -> None:
        """Remove the folder, unless another build has begun to use it."""
        with suppress(OSError):
            (self.folder / _CLOCK).unlink()
            self.folder.rmdir()
            for name in _BESIDE:
                (self._home / name).unlink()
            self._home.rmdir()
        self.is_new = self._is_swept = False

    def _trim(self) -> None:
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):  # another build has cleared it away
                    state = entry.stat()
                    found.append((state.st_mtime_ns, state.st_size, entry.path))
        total = sum(size for _, size, _ in found)
        if total <= self._largest:
            return
        for _, size, path in sorted(found):
            if total <= self._largest * _KEPT_SHARE:
                break
            with suppress(OSError):
                Path(path).unlink()
            total -= size


def _written(entry: Entry) -> bytes:
    """A digest of what follows; a line of JSON with the lengths of the files; the files."""
    lengths = [[name, len(content)] for name, content in entry.blobs.items()]
    head = json.dumps({"values": entry.values, "blobs": lengths}, ensure_ascii=False, separators=(",", ":"))
    payload = b"\n".join((head.encode("utf-8", "surrogatepass"), b"".join(entry.blobs.values())))
    return b"".join((_MAGIC, sha256(payload).hexdigest().encode(), b"\n", payload))


def _read(content: bytes) -> Entry | None:
    start = len(_MAGIC) + _DIGEST + 1
    payload = content[start:]
    expected = _MAGIC + sha256(payload).hexdigest().encode() + b"\n"
    if content[:start] != expected:
        return None
    head, _, rest = payload.partition(b"\n")
    found = json.loads(head.decode("utf-8", "surrogatepass"))
    blobs, offset = {}, 0
    for name, length in found["blobs"]:
        blobs[name] = rest[offset : offset + length]
        offset += length
    return Entry(found["values"], blobs)
