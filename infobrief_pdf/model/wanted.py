"""How a volume is wanted: for which paper, with what beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a volume is wanted."""

    is_duplex: bool = True
    """Printed on both sides: issues begin on the right, with a binding margin. Else read on screens."""
    holes: int = 0
    """Guides for punching: none, two or four."""
    dividers: bool = False
    spine: str | None = None
    """A row of `compose.shelf.SPINES`."""
    binder: str | None = None
    """A row of `splitting.BINDERS`; what does not fit in one binder is parted."""
    paper: int = 80
    """Grams per square metre."""
