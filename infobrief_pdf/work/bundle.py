"""The inputs of a task in memory, and the folder that is made of them where the task is done."""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render, storage
from infobrief_pdf.work.tasks import Task

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_ENVIRONMENT: Final = ("SOURCE_DATE_EPOCH",)
"""Variables that change what is made."""


@dataclass(frozen=True)
class Bundle:
    """Files by their path in the workspace: those of one issue, and those that others `shared` with it."""

    own: Mapping[str, bytes] = field(repr=False)
    shared: Mapping[str, bytes] = field(repr=False)
    environment: Mapping[str, str]


def bundled(space: Workspace, task: Task) -> Bundle | None:
    """What a task needs; `None` if some of it cannot travel: it lies outside the workspace or is missing.

    Raises `Refused` if the issue cannot be read.
    """
    if Path(task.issue).is_absolute():
        return None
    sources = space.read(space.folder / task.issue, task.layout)
    folder = sources.path.parent
    pictures = [folder / image.file for _, image in sources.issue.images()]
    packs = [pack.folder for pack in sources.packs]
    own = [sources.path, *pictures]
    shared = [folder.parent / "series.yaml"]
    shared += [path for each in packs if _is_inside(each, space.folder) for path in storage.tree(each)]
    shared += storage.tree(space.folder / "fonts")
    if not all(path.is_file() and _is_inside(path, space.folder) for path in (*own, *shared)):
        return None
    variables = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return Bundle(_contents(own, space.folder), _contents(shared, space.folder), variables)


@contextmanager
def unpacked(bundle: Bundle) -> Iterator[Workspace]:
    """A workspace with the files of a bundle, for as long as this holds; others wait meanwhile."""
    with render.EXCLUSIVE, _having(bundle.environment):
        space = _home(tuple(bundle.shared.items()))
        own = {space.folder / path: content for path, content in bundle.own.items()}
        try:
            _write(own)
            yield space
        finally:
            for path in own:
                path.unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _home(shared: tuple[tuple[str, bytes], ...]) -> Workspace:
    """A workspace that tasks have in common: one folder, so that fonts are looked through once."""
    from infobrief_pdf.build import Workspace

    folder = Path(tempfile.mkdtemp(prefix="infobrief-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    (folder / "issues").mkdir()
    _write({folder / path: content for path, content in shared})
    return Workspace(folder)


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def _having(environment: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    try:
        for name in _ENVIRONMENT:
            _put(name, environment.get(name))
        yield
    finally:
        for name, value in before.items():
            _put(name, value)


def _put(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _contents(paths: list[Path], folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
