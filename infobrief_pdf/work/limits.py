"""How long a worker may take and how much memory it may use; the system sees to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infobrief_pdf.diagnostics import refuse

TIME: Final = "INFOBRIEF_TIME_LIMIT"
MEMORY: Final = "INFOBRIEF_MEMORY_LIMIT"
"""Variables of the environment: seconds, megabytes."""

_MOST_STAGES: Final = 5
"""Processor time of a task, in multiples of what one stage of it may take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may use: seconds of wall clock for each stage (reading, one layout, painting), and bytes of
    memory beyond those that the process had before."""

    seconds: float = 60.0
    memory: int = 2_000_000_000

    @classmethod
    def of_environment(cls) -> Limits:
        """The limits that the environment sets, else the usual ones. Raises `Refused` for nonsense."""
        usual = cls()
        return cls(_number(TIME, usual.seconds), int(_number(MEMORY, usual.memory / 1e6) * 1e6))

    @contextmanager
    def held(self) -> Iterator[None]:
        """While this holds, the system ends the process or refuses memory to it where a limit is exceeded.

        Beyond the memory, `MemoryError` is raised, or a library ends the process; the processor time is the
        last resort if whoever watches the clock cannot. Only where the system has such limits.
        """
        try:
            import resource
        except ImportError:  # Windows
            yield
            return
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        _set(resource.RLIMIT_CPU, int(used + self.seconds * _MOST_STAGES) + 1)
        if (size := _address_space()) is not None:
            _set(resource.RLIMIT_AS, size + self.memory)
        try:
            yield
        finally:
            _set(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def _number(name: str, usual: float) -> float:
    text = os.environ.get(name, "").strip()
    if not text:
        return usual
    with suppress(ValueError):
        if 0 < (number := float(text)) < 1e9:
            return number
    raise refuse("limit-malformed", None, name=name, value=text[:40])


def _set(kind: int, limit: int) -> None:
    """A limit as far as the process may set it."""
    import resource

    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        limit = highest if limit == resource.RLIM_INFINITY else min(limit, highest)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (limit, highest))


def _address_space() -> int | None:
    """Bytes that the process has mapped (proc(5)); `None` where that cannot be known."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
