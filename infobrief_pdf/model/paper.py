"""Sizes of paper (ISO 216), upright, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper in millimetres."""

    name: str
    width: float
    height: float

    def across(self) -> Paper:
        """The same paper lying on its long side."""
        return Paper(self.name, self.height, self.width)


A4: Final = Paper("A4", 210.0, 297.0)
A5: Final = Paper("A5", 148.0, 210.0)
A6: Final = Paper("A6", 105.0, 148.0)
