"""Runs a program as a process of its own: wall time, processor time, peak memory, size of what it wrote."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

ROOT: Final = Path(__file__).parent.parent

_BETWEEN_LOOKS: Final = 0.1
"""Seconds between two looks at the memory: each costs milliseconds a process, which waits meanwhile."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: seconds by the clock and of all processors, peak memory in MB, bytes of its PDFs.

    Memory and bytes are 0 where they were not asked for.
    """

    seconds: float
    processor: float
    memory: float = 0.0
    size: int = 0


class ProcessError(Exception):
    """A program that ended with an error; the text is the end of what it said."""


def environment() -> dict[str, str]:
    """The environment of every program: the system's fonts unless it brings its own, modules compiled."""
    unwanted = ("FONTCONFIG", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}


def python(script: str, *arguments: object) -> list[str]:
    """The command that runs a script, the package of this tree in reach (`-c` puts the folder first)."""
    return [sys.executable, "-c", script, *map(str, arguments)]


def run(command: Sequence[str], *, watches_memory: bool = False) -> Measured:
    """Wall time of a process from its start to its end, and the peak memory of all its processes together.

    Raises `ProcessError`.
    """
    with tempfile.TemporaryFile() as said:
        worked, started = _processor_time(), time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=said, stderr=said)
        with _Memory(process.pid if watches_memory else None) as memory:
            code = process.wait()
        seconds, worked = time.perf_counter() - started, _processor_time() - worked
        if code != 0:
            raise ProcessError(f"{Path(command[0]).name}: {_end_of(said)}")
    return Measured(seconds, worked, memory.peak)


def in_turn(commands: Iterable[Sequence[str]]) -> Measured:
    """Wall time of several processes, one after the other."""
    several = [run(command) for command in commands]
    return Measured(sum(each.seconds for each in several), sum(each.processor for each in several))


def _processor_time() -> float:
    """What all ended children of this process, and theirs, have worked so far, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def _end_of(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()[-1500:]


class Warm:
    """A process that stays: it does its work once for every line it reads, and says how long that took.

    It answers with two numbers: seconds by the clock, seconds of the processors.
    """

    def __init__(self, script: str, *arguments: object) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            python(script, *arguments), cwd=ROOT, env=environment(), stdin=pipe, stdout=pipe, text=True
        )
        atexit.register(self.close)

    def once(self) -> Measured:
        """Have the work done. Raises `ProcessError` if the process has ended."""
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None
        assert answers is not None
        with suppress(BrokenPipeError):
            print(file=sent, flush=True)
        answer = answers.readline()
        if not answer:
            raise ProcessError(f"a process that should stay has ended with {self._process.wait()}")
        seconds, processor = map(float, answer.split())
        return Measured(seconds, processor)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class _Memory:
    """Looks again and again at the proportional set sizes of a process and all that it started (Linux).

    What forked processes share is counted once. Elsewhere than on Linux the peak is 0.
    """

    def __init__(self, process: int | None) -> None:
        self.peak = 0.0
        self._process = process
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        if self._process is not None and Path("/proc/self/smaps_rollup").exists():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        assert self._process is not None
        while not self._is_over.wait(_BETWEEN_LOOKS):
            self.peak = max(self.peak, sum(map(_megabytes, _family(self._process))))


def _family(process: int) -> list[int]:
    """A process and its descendants."""
    found = [process]
    for member in found:  # grows meanwhile
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            found += map(int, _text(children).split())
    return found


def _megabytes(process: int) -> float:
    """Proportional set size; 0 of a process that has just ended."""
    lines = _text(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def _text(path: Path) -> str:
    with suppress(OSError):
        return path.read_text("ascii")
    return ""


def bytes_of(folder: Path) -> int:
    """The size of all PDFs in a folder."""
    return sum(path.stat().st_size for path in folder.glob("*.pdf"))


Once = Callable[[], Measured]
"""One run."""
