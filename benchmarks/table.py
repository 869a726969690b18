"""The table that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks.cases import Answer, Case, Quantity, Ratio, Results, answer
from benchmarks.runs import RUNS

_UNITS: Final[Mapping[Quantity, tuple[float, str]]] = {
    "seconds": (1, "s"),
    "memory": (1, "MB"),
    "size": (1000, "kB"),
}
_LINE: Final = "  {:<24}{:>9} {:<3}{:<24}{:>9} {:<3}{:>7}{:>8}  {}"


def lines(cases: Sequence[Case], results: Results, missing: Mapping[str, str]) -> Iterator[str]:
    """A heading a case, a line a ratio, and why what is missing is missing."""
    yield _LINE.format("run", "", "", "beside", "", "", "ratio", "target", "").rstrip()
    for case in cases:
        yield case.title
        for ratio in case.ratios:
            found = answer(ratio, results)
            yield (_line(found) if found else _unanswered(ratio, missing)).rstrip()


def _line(found: Answer) -> str:
    asked = found.asked
    divisor, unit = _UNITS[asked.quantity]
    target = "" if asked.target is None else f"{asked.target:.2f}"
    verdict = "" if asked.target is None else ("MISSED" if found.is_missed else "reached")
    values = [_figure(value / divisor) for value in (found.value, found.other)]
    names = RUNS[asked.run].title, RUNS[asked.beside].title
    return _LINE.format(
        names[0], values[0], unit, names[1], values[1], unit, f"{found.ratio:.3f}", target, verdict
    )


def _unanswered(ratio: Ratio, missing: Mapping[str, str]) -> str:
    reasons = [
        f"{RUNS[name].title}: {missing[name]}" for name in (ratio.run, ratio.beside) if name in missing
    ]
    names = f"{RUNS[ratio.run].title} beside {RUNS[ratio.beside].title}"
    return f"  {names}: not measured. {'; '.join(reasons)}"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3f}" if value < 10 else f"{value:.1f}"
