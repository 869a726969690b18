"""How much ink pages take, measured on rasters of their printing plates."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from pikepdf import Pdf

from infobrief_pdf import raster
from infobrief_pdf.images import lattice
from infobrief_pdf.preflight.colours import PROCESS
from infobrief_pdf.preflight.facts import Ink, Seen, Spot
from infobrief_pdf.preflight.opening import Frame
from infobrief_pdf.preflight.plates import Plates
from infobrief_pdf.preflight.separation import INKS_AT_ONCE
from infobrief_pdf.preflight.walk import Budget
from infobrief_pdf.raster import Pages, Raster
from infobrief_pdf.units import MM_PER_INCH

_DPI: Final = 72.0
"""A pixel is a third of a millimetre: ink that soaks paper covers more than that."""

_MOST_PIXELS: Final = 4_000_000
_MOST_SPOTS: Final = 8


def measured(
    pdf: Pdf, frames: Sequence[Frame], painted: Sequence[Seen], name: str, profile: bytes | None
) -> tuple[Ink, ...]:
    """The ink of every page; its PDF, whose pages were cut to their size, is of no other use afterwards.

    `profile` tells how RGB is printed.
    """
    inks = _inks(painted)
    table = lattice.inks(profile) if profile and any(map(_is_estimated, painted)) else None
    plates = Plates(pdf, frames, Budget(), table)
    groups = [inks[first : first + INKS_AT_ONCE] for first in range(0, len(inks), INKS_AT_ONCE)]
    with ExitStack() as stack:
        opened = [(some, stack.enter_context(raster.opened(plates.pdf(some), name))) for some in groups]
        return tuple(
            _ink(frame, opened, is_estimated=_is_estimated(page))
            for frame, page in zip(frames, painted, strict=True)
        )


def _inks(painted: Sequence[Seen]) -> tuple[str, ...]:
    """The inks that the pages need: black alone if there is nothing but grey."""
    used = {colour: None for page in painted for colour in page.colours}
    spots = tuple(dict.fromkeys(colour.name for colour in used if colour.name))[:_MOST_SPOTS]
    is_grey = all(colour.family == "gray" or colour.name for colour in used)
    return (*(PROCESS[3:] if is_grey else PROCESS), *spots)


def _is_estimated(page: Seen) -> bool:
    return any(colour.family in ("rgb", "lab") for colour in page.colours)


def _drawn(pages: Pages, frame: Frame) -> Raster:
    """A page in as many pixels as can be counted in a second or two."""
    width, height = pages.size(frame.number - 1)
    points = max(1.0, width * height) * frame.unit**2
    dpi = _DPI * min(1.0, (_MOST_PIXELS / points) ** 0.5)
    return pages.render(frame.number - 1, dpi * frame.unit, colours=True)


def _ink(frame: Frame, opened: Sequence[tuple[Sequence[str], Pages]], *, is_estimated: bool) -> Ink:
    drawn = [(some, _drawn(pages, frame)) for some, pages in opened]
    planes = {ink: page.channel(number) for some, page in drawn for number, ink in enumerate(some)}
    size = drawn[0][1]
    shares = {ink: 1 - sum(plane) / 255 / len(plane) for ink, plane in planes.items()}
    # What is left of the paper by all inks together: the least of it is where most ink lies.
    left = list(map(sum, zip(*planes.values(), strict=True)))
    least = min(left)
    row, column = divmod(left.index(least), size.width)
    scale = MM_PER_INCH / size.dpi * frame.unit
    spot = Spot(frame.number, (column + 0.5) * scale, (row + 0.5) * scale)
    return Ink(shares, (len(planes) - least / 255) * 100, spot, is_estimated)
