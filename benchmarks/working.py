"""A year from nothing, with one process and with several: time, processor time, memory.

`python -m benchmarks.working` builds 12 generated issues, then binds their volume. Memory is the sum of the
proportional set sizes (proc(5), smaps_rollup) of the command and its workers, looked at ten times a second:
what is shared counts once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.content import workspace

ROOT = Path(__file__).parent.parent
_CLI = "import sys; from infobrief_pdf.cli import main; sys.exit(main())"


class Run(NamedTuple):
    """What a command took: seconds of wall and processor time, megabytes."""

    seconds: float
    processor: float
    memory: float


def run(*arguments: object) -> Run:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-c", _CLI, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before, started, most = os.times(), time.perf_counter(), 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_memory, _family(process.pid))))
            time.sleep(0.1)
        if process.returncode:
            raise SystemExit(f"{arguments[0]} failed")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - started, used, most)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def main() -> None:
    """Print a row for each number of processes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.working", description=__doc__)
    parser.add_argument("--issues", type=int, default=12)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{'command':<9}{'jobs':>5}{'seconds':>9}{'processor':>11}{'memory MB':>11}")
    with tempfile.TemporaryDirectory() as name:
        space = workspace(Path(name), options.issues)
        for command in (("build", "--quiet"), ("volume", 2025)):
            for jobs in options.jobs:
                common = (
                    "--workspace",
                    space,
                    "--jobs",
                    jobs,
                    "--json",
                    "--force",
                    "--output",
                    space / f"output-{jobs}",
                )
                runs = [run(*command, *common) for _ in range(options.rounds)]
                best = Run(*(min(values) for values in zip(*runs, strict=True)))
                print(
                    f"{command[0]:<9}{jobs:>5}{best.seconds:>9.1f}{best.processor:>11.1f}{best.memory:>11.0f}"
                )


if __name__ == "__main__":
    main()
