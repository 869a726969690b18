"""The cases: which run is compared with which, and how far the ratio may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from benchmarks.process import Measured

Quantity = Literal["seconds", "processor", "memory", "size"]
Results = Mapping[str, Sequence[Measured]]
"""What each run took, by rounds."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of one run to another, of time unless a quantity is named; without a target it is for reading only."""

    run: str
    beside: str
    target: float | None = None
    quantity: Quantity = "seconds"


@dataclass(frozen=True, slots=True)
class Case:
    """One question, answered by some ratios."""

    title: str
    ratios: tuple[Ratio, ...]
    is_quick: bool = True
    """Whether `--quick` measures it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A ratio as measured; `value` and `other` are medians in the unit of the quantity."""

    asked: Ratio
    value: float
    other: float
    ratio: float

    @property
    def is_missed(self) -> bool:
        """Whether the target is not reached."""
        return self.asked.target is not None and self.ratio > self.asked.target


CASES: Final = {
    "volume": Case("the volume of a year, from nothing", (Ratio("volume", "plain", 0.22),)),
    "changed": Case(
        "one of 12 issues changed: its PDF and the volume, in a new process",
        (Ratio("changed", "plain", 0.06), Ratio("changed", "typst", 2.8)),
    ),
    "changed-warm": Case(
        "the same in a warm process", (Ratio("changed-warm", "typst", 1.5), Ratio("typst-again", "typst"))
    ),
    "issue-warm": Case(
        "one issue of 4 pages changed: its PDF, in a warm process", (Ratio("issue-warm", "typst", 0.4),)
    ),
    "unchanged": Case(
        "nothing changed, in a new process",
        (
            Ratio("unchanged-build", "typst", 0.1),
            Ratio("unchanged-volume", "typst", 0.1),
            Ratio("digests", "typst"),
        ),
    ),
    "sixty": Case(
        "60 issues against 12, from nothing",
        (Ratio("volume-60", "volume", 5.2), Ratio("memory-60", "memory", 1.5, "memory")),
        is_quick=False,
    ),
    "size": Case(
        "size of the volume",
        (
            Ratio("volume", "parts", 0.6, "size"),
            Ratio("volume", "typst", 0.6, "size"),
            Ratio("volume", "typst-untagged", quantity="size"),
            Ratio("volume", "plain", quantity="size"),
        ),
    ),
    "issue": Case(
        "one real issue of 2 pages, in a new process and again in a warm one",
        (Ratio("real", "real-plain", 0.75), Ratio("real-again", "real-plain", 0.25)),
    ),
    "peers": Case(
        "the peers among themselves, each making the year",
        (
            Ratio("one-process", "plain"),
            Ratio("chromium", "plain"),
            Ratio("typst", "plain"),
            Ratio("typst-untagged", "typst"),
        ),
    ),
}
"""Every case by name."""


def needed(cases: Sequence[Case]) -> set[str]:
    """The names of the runs that cases are answered from."""
    return {name for case in cases for ratio in case.ratios for name in (ratio.run, ratio.beside)}


def answer(asked: Ratio, results: Results) -> Answer | None:
    """The median of the ratios within rounds, as a machine's pace drifts; `None` if a run is missing."""
    values, others = (
        [float(getattr(each, asked.quantity)) for each in results.get(name, ())]
        for name in (asked.run, asked.beside)
    )
    ratios = [value / other for value, other in zip(values, others, strict=False) if value and other]
    return Answer(asked, median(values), median(others), median(ratios)) if ratios else None
