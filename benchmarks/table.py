"""The table that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from benchmarks.cases import Answer, Case, Quantity, Ratio, Results, answer
from benchmarks.runs import RUNS

_UNITS: Final[Mapping[Quantity, tuple[float, str]]] = {
    "seconds": (1, "s"),
    "processor": (1, "s"),
    "memory": (1, "MB"),
    "size": (1000, "kB"),
}
_LINE: Final = "  {:<24}{:>7} {:<3}{:<24}{:>7} {:<3}{:>7}{:>8}  {:<9}{:>9}"


def lines(cases: Sequence[Case], results: Results, missing: Mapping[str, str]) -> Iterator[str]:
    """A heading a case, a line a ratio, and why what is missing is missing.

    The last column is the ratio of processor time: it says more where others keep the machine busy.
    """
    yield _LINE.format("run", "", "", "beside", "", "", "ratio", "target", "", "processor")
    for case in cases:
        yield case.title
        for ratio in case.ratios:
            found = answer(ratio, results)
            yield (_line(found, results) if found else _unanswered(ratio, missing)).rstrip()


def _line(found: Answer, results: Results) -> str:
    asked = found.asked
    divisor, unit = _UNITS[asked.quantity]
    values = [_figure(value / divisor) for value in (found.value, found.other)]
    sides = (RUNS[asked.run].title, values[0], unit, RUNS[asked.beside].title, values[1], unit)
    target = "" if asked.target is None else f"{asked.target:.2f}"
    verdict = "" if asked.target is None else ("MISSED" if found.is_missed else "reached")
    work = answer(replace(asked, quantity="processor"), results) if asked.quantity == "seconds" else None
    return _LINE.format(*sides, f"{found.ratio:.3f}", target, verdict, f"{work.ratio:.3f}" if work else "")


def _unanswered(ratio: Ratio, missing: Mapping[str, str]) -> str:
    reasons = [
        f"{RUNS[name].title}: {missing[name]}" for name in (ratio.run, ratio.beside) if name in missing
    ]
    names = f"{RUNS[ratio.run].title} beside {RUNS[ratio.beside].title}"
    return f"  {names}: not measured. {'; '.join(reasons)}"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"
