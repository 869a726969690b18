"""Printing conditions: what a press does with ink and paper, as ICC profiles that are free to pass on.

Where the profiles come from: `README.md` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["FOGRA39", "Profile"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A printing condition; `condition` is its name in the registry of the ICC (www.color.org)."""

    condition: str
    description: str
    file: str

    def content(self) -> bytes:
        """The ICC profile (ISO 15076-1)."""
        return _read(self.file)


@cache
def _read(file: str) -> bytes:
    return (Path(__file__).parent / file).read_bytes()


FOGRA39: Final = Profile(
    condition="FOGRA39",
    description="Coated FOGRA39 (ISO 12647-2:2004)",
    file="FOGRA39L_coated.icc",
)
"""Sheet-fed offset on coated paper, types 1 and 2, 60 lines a centimetre."""
