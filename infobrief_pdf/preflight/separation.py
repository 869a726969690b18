"""How much of an ink a colour takes, written as a function of PDF (ISO 32000-1, 7.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pikepdf import Array, Stream

from infobrief_pdf.images import lattice
from infobrief_pdf.preflight import lab
from infobrief_pdf.preflight.colours import PROCESS, Space

INKS_AT_ONCE: Final = 3
_BLACK: Final = 3
_WHITE: Final = b"1 "


@dataclass(frozen=True, slots=True)
class Given:
    """The colours that a function is given: their space, the least and the most of each component.

    `is_scaled`: they come as shares from 0 to 1 of what lies between these, as in pictures and tables.
    """

    space: Space
    limits: tuple[float, ...]
    is_scaled: bool = False

    @property
    def domain(self) -> tuple[float, ...]:
        """The least and the most of each component as it comes."""
        return (0, 1) * self.space.components if self.is_scaled else self.limits


def write(stream: Stream, given: Given, inks: Sequence[str], table: bytes | None) -> None:
    """Write the function from a colour to what paper shows of each ink.

    0 where it is covered, 1 where it is bare. RGB and Lab say nothing about inks; `table` holds what a
    profile makes of RGB (`images.lattice`). Without one they are estimated: black replaces all that cyan,
    magenta and yellow have in common.
    """
    wanted = [*inks, *[""] * (INKS_AT_ONCE - len(inks))]
    samples = lab.inks(given.limits, table) if given.space.family == "lab" else table
    is_sampled = given.space.family in ("rgb", "lab") and samples is not None
    stream.stream_dict.update(
        {
            "/FunctionType": 0 if is_sampled else 4,
            "/Domain": Array(list(given.domain)),
            "/Range": Array([0, 1] * INKS_AT_ONCE),
            "/Size": Array([lattice.STEPS] * 3),
            "/BitsPerSample": 8,
        }
    )
    stream.write(_sampled(samples, wanted) if is_sampled and samples else _calculated(given.space, wanted))


def _sampled(table: bytes, wanted: Sequence[str]) -> bytes:
    """A table of samples (type 0), one byte an ink."""
    count = len(table) // len(PROCESS)
    bare = bytes(255 - share for share in table)
    planes = [
        bare[PROCESS.index(ink) :: len(PROCESS)] if ink in PROCESS else b"\xff" * count for ink in wanted
    ]
    return bytes(share for shares in zip(*planes, strict=True) for share in shares)


def _calculated(space: Space, wanted: Sequence[str]) -> bytes:
    """A calculation (type 4)."""
    if space.family == "rgb":
        # red green blue and the lightest of them, which is what black leaves of the paper
        start = b"2 index 2 index 2 index " + b"2 copy gt { pop } { exch pop } ifelse " * 2
        return _written(start, [_of_rgb(ink, slot) for slot, ink in enumerate(wanted)], 4)
    parts = [_of_inks(space, ink, slot) for slot, ink in enumerate(wanted)]
    return _written(b"", parts, space.components)


def _of_inks(space: Space, ink: str, slot: int) -> bytes:
    """The part of a function that leaves the share of one ink above `slot` others that are there already."""
    if space.family == "gray":
        return b"%d index " % slot if ink == PROCESS[_BLACK] else _WHITE
    names = space.inks or PROCESS
    places = [number for number, name in enumerate(names) if ink and name in (ink, "All")]
    if not places:
        return _WHITE
    return b"%d index 1 exch sub " % (space.components - 1 - places[0] + slot)


def _of_rgb(ink: str, slot: int) -> bytes:
    if ink not in PROCESS:
        return _WHITE
    number = PROCESS.index(ink)
    if number == _BLACK:
        return b"%d index " % slot
    return b"%d index %d index sub 1 add " % (_BLACK - number + slot, slot + 1)


def _written(start: bytes, parts: Sequence[bytes], given: int) -> bytes:
    """A function that drops what it was given and leaves its results."""
    end = b"%d %d roll " % (given + len(parts), len(parts)) + b"pop " * given
    return b"{ " + start + b"".join(parts) + end + b"}"
