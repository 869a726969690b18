"""How a year's sheets are divided among ring binders. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

BINDERS: Final[Mapping[str, float]] = MappingProxyType({"80mm": 60.0, "50mm": 35.0})
"""Ring binders by the width of their spine, and the millimetres of paper that they hold: 600 and 350 sheets
of 80 g/m²."""

DIVIDER: Final = 0.2
"""Thickness of a divider of 160 g/m² in millimetres."""

_PER_GRAM: Final = 0.1 / 80
"""Millimetres of thickness for each g/m² of uncoated paper."""


def thickness(sheets: int, grams: int, dividers: int = 0) -> float:
    """Millimetres that sheets of a paper take, with dividers between them.

    >>> thickness(600, 80)
    60.0
    """
    return round(sheets * grams * _PER_GRAM + dividers * DIVIDER, 6)


def divided(issues: Sequence[float], front: float, registers: float, capacity: float) -> list[int]:
    """The number of the binder, from 1, of each issue; all values are thicknesses in millimetres.

    Each binder begins with the front matter, the last one ends with the registers; an issue is never parted.
    A binder holds at least one issue, even one that is too thick.

    >>> divided([10, 10, 10, 10], front=2, registers=5, capacity=35)
    [1, 1, 1, 2]
    >>> divided([10, 10, 10], front=2, registers=5, capacity=35)
    [1, 1, 2]
    """
    found: list[int] = []
    binder, filled = 1, front
    for number, issue in enumerate(issues):
        ending = registers if number == len(issues) - 1 else 0.0
        is_empty = binder not in found
        if filled + issue + ending > capacity and not is_empty:
            binder, filled = binder + 1, front
        filled += issue
        found.append(binder)
    return found
