"""What the processes of one test run make once for all of them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from infobrief_pdf import Built


def folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that all processes of this run share."""
    base = factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    place.mkdir(exist_ok=True)
    return place


def in_turn(names: list[str]) -> list[str]:
    """The names in an order that is not that of the next process, so that none waits for the other."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return names[::-1] if number % 2 else names


def once(place: Path, key: str, make: Callable[[], tuple[Built, ...]]) -> tuple[Built, ...]:
    """Files that the first process that wants them makes in this folder; others wait for it."""
    kept = place / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_file():
            made = tuple(replace(each, advise=partial(list, each.hints)) for each in make())
            kept.write_bytes(pickle.dumps(made))
        found: tuple[Built, ...] = pickle.loads(kept.read_bytes())
    return found
