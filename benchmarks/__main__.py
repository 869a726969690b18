"""Builds the real issue and prints a table of ratios against a plain WeasyPrint script.

The plain script renders the same composed HTML with the fonts of the system: `import weasyprint;
HTML(...).write_pdf(...)`. Both run in turn, as processes of their own; medians are compared, so the
machine's own speed cancels out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ISSUE = "migration/2018/02"

_PLAIN = """
import sys
import weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])
"""

_TWICE = """
import sys, time
from infobrief_pdf import Workspace
workspace = Workspace(sys.argv[1])
workspace.build(sys.argv[2], output=sys.argv[3])
started = time.perf_counter()
workspace.build(sys.argv[2], output=sys.argv[3])
print(time.perf_counter() - started)
"""


class Case(NamedTuple):
    """A row of the table."""

    name: str
    seconds: float
    ratio: float
    target: float


def composed_html() -> str:
    """The real issue as one HTML file with its style sheets inside."""
    from infobrief_pdf import render
    from infobrief_pdf.build import Workspace

    caught: list[str] = []
    lay_out = render.lay_out

    def catching(html: str, stylesheets: tuple[tuple[str, str], ...], *rest: object) -> object:
        css = "\n".join(text for _, text in stylesheets)
        caught.append(html.replace("</head>", f"<style>{css}</style></head>"))
        return lay_out(html, stylesheets, *rest)  # type: ignore[arg-type]

    render.lay_out = catching  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as folder:
            Workspace(ROOT).build(ISSUE, output=folder)
    finally:
        render.lay_out = lay_out
    return caught[-1]


def run(command: Sequence[object]) -> float:
    """Wall time of a process in seconds."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("FONTCONFIG")}
    started = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, env=environment, capture_output=True)
    return time.perf_counter() - started


def second_build(output: Path) -> float:
    """Wall time of the second of two builds in one process, in seconds."""
    command = [sys.executable, "-c", _TWICE, str(ROOT), ISSUE, str(output)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measured(rounds: int) -> list[Case]:
    """Every case, each run in turn with the others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(composed_html(), "utf-8")
        program = Path(sys.executable).parent / "infobrief"
        runs: dict[str, Callable[[], float]] = {
            "plain": lambda: run([sys.executable, "-c", _PLAIN, page, folder / "plain.pdf"]),
            "cold": lambda: run(
                [program, "build", "--quiet", "--workspace", ROOT, "--output", folder, ISSUE]
            ),
            "second": lambda: second_build(folder),
        }
        times: dict[str, list[float]] = {case: [] for case in runs}
        for number in range(rounds + 1):
            for case, measure in runs.items():
                seconds = measure()
                if number:  # the first round warms the caches of files and fonts
                    times[case].append(seconds)
    return [
        Case("plain script", statistics.median(times["plain"]), 1.0, 1.0),
        _case("command line, cold", times["cold"], times["plain"], 0.75),
        _case("second build in a process", times["second"], times["plain"], 0.25),
    ]


def _case(name: str, seconds: list[float], plain: list[float], target: float) -> Case:
    """The ratio is the median of the ratios of runs side by side: the machine's pace drifts meanwhile."""
    ratios = [one / other for one, other in zip(seconds, plain, strict=True)]
    return Case(name, statistics.median(seconds), statistics.median(ratios), target)


def main() -> int:
    """Print the table; exit code 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="counted runs of each case (9)")
    cases = measured(parser.parse_args().rounds)
    print(f"{'case':<28}{'seconds':>9}{'ratio':>8}{'target':>8}")
    for case in cases:
        print(f"{case.name:<28}{case.seconds:>9.3f}{case.ratio:>8.2f}{case.target:>8.2f}")
    return int(any(case.ratio > case.target for case in cases))


if __name__ == "__main__":
    sys.exit(main())
