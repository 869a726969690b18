"""Measures the program beside its peers, in the same run, and prints a table of ratios.

Every run is a process of its own; each round measures all of them in turn, so that the machine's own speed
cancels out. Exit code 1 if a target is missed or cannot be measured.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import table
from benchmarks.cases import CASES, Case, answer, needed
from benchmarks.peers import PEERS, chromium
from benchmarks.process import ROOT, Measured, Once, ProcessError
from benchmarks.runs import RUNS, Run


def main() -> int:
    """Print the table; exit code 1 if a target is missed."""
    options = _options()
    chosen = [CASES[name] for name in options.case or CASES]
    if options.quick:
        chosen = [case for case in chosen if case.is_quick or options.case]
    print(_machine())
    compileall.compile_dir(ROOT / "infobrief_pdf", quiet=2)  # as pip does with what it installs
    wanted = needed(chosen)
    missing = {name: reason for name, run in RUNS.items() if name in wanted and (reason := run.missing())}
    runs = {name: run for name, run in RUNS.items() if name in wanted - missing.keys()}
    rounds = 1 if options.quick else options.rounds
    with tempfile.TemporaryDirectory() as folder:
        results = _measured(runs, Path(folder), rounds, missing, is_quick=options.quick)
    print(*table.lines(chosen, results, missing), sep="\n")
    if options.lacks:
        print(*(f"{peer.title} has not: {peer.lacks}" for peer in PEERS.values()), sep="\n")
    return int(_falls_short(chosen, results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--case", choices=CASES, action="append", help="only this case; may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the median counts (3)")
    parser.add_argument("--quick", action="store_true", help="one round, each run once, without 60 issues")
    parser.add_argument("--lacks", action="store_true", help="also say what the PDFs of the peers have not")
    return parser.parse_args()


def _measured(
    runs: Mapping[str, Run], folder: Path, rounds: int, missing: dict[str, str], *, is_quick: bool
) -> dict[str, list[Measured]]:
    """What each run took, by rounds. One that fails goes to `missing`."""
    results: dict[str, list[Measured]] = {name: [] for name in runs}
    ready: dict[str, Once] = {}
    for number in range(rounds):
        for name, run in runs.items():
            if name in missing or (run.is_long and number):
                continue
            print(f"round {number + 1} of {rounds}: {run.title}", file=sys.stderr, flush=True)
            try:
                if name not in ready:
                    place = folder / name
                    place.mkdir()
                    ready[name] = run.prepare(place)
                repeats = 1 if is_quick else run.repeats
                results[name].append(_middle([ready[name]() for _ in range(repeats)]))
            except ProcessError as failure:
                missing[name] = str(failure)
    return results


def _middle(several: Sequence[Measured]) -> Measured:
    """Runs one after the other, as one: the median of their times."""
    return replace(
        several[-1],
        seconds=median(each.seconds for each in several),
        processor=median(each.processor for each in several),
    )


def _falls_short(cases: Sequence[Case], results: Mapping[str, Sequence[Measured]]) -> bool:
    """Whether a target is missed or was not measured."""
    targets = [ratio for case in cases for ratio in case.ratios if ratio.target is not None]
    found = [answer(ratio, results) for ratio in targets]
    return any(each is None or each.is_missed for each in found)


def _machine() -> str:
    """What the figures were measured on: processors, load, versions."""
    named = ("weasyprint", "pypdf", "pikepdf", "typst")
    versions = [f"{name} {_version(name)}" for name in named]
    if program := chromium.program():
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        versions.append(" ".join(said.split()[:2]))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}"
    return f"{cores} cores{load}; {platform.system()}, {python}, {', '.join(versions)}"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    sys.exit(main())
