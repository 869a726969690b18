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

_Opened = list[tuple[Sequence[str], Pages]]
"""The file with so many inks at once as its colours."""


def measured(
    pdf: Pdf, frames: Sequence[Frame], painted: Sequence[Seen], name: str, profile: bytes | None
) -> tuple[Ink, ...]:
    """The ink of every page; its PDF, whose pages were cut to their size, is of no other use afterwards.

    `profile` tells how RGB and Lab are printed.
    """
    inks = _inks(painted)
    table = lattice.inks(profile) if profile and any(page.needs_estimate for page in painted) else None
    plates = Plates(pdf, frames, Budget(), table)
    groups = [inks[first : first + INKS_AT_ONCE] for first in range(0, len(inks), INKS_AT_ONCE)]
    with ExitStack() as stack:

        def opened(*, with_estimates: bool) -> _Opened:
            made = ((some, plates.pdf(some, with_estimates=with_estimates)) for some in groups)
            return [(some, stack.enter_context(raster.opened(file, name))) for some, file in made]

        pages = opened(with_estimates=True)
        is_mixed = any(page.names_inks and page.needs_estimate for page in painted)
        without = opened(with_estimates=False) if is_mixed else None
        return tuple(_ink(frame, page, pages, without) for frame, page in zip(frames, painted, strict=True))


def _inks(painted: Sequence[Seen]) -> tuple[str, ...]:
    """The inks that the pages need: black alone if there is nothing but grey."""
    used = {colour: None for page in painted for colour in page.colours}
    spots = tuple(dict.fromkeys(colour.name for colour in used if colour.name))[:_MOST_SPOTS]
    is_grey = all(colour.family == "gray" or colour.name for colour in used)
    return (*(PROCESS[3:] if is_grey else PROCESS), *spots)


def _drawn(pages: Pages, frame: Frame) -> Raster:
    """A page in as many pixels as can be counted in a second or two."""
    width, height = pages.size(frame.number - 1)
    points = max(1.0, width * height) * frame.unit**2
    dpi = _DPI * min(1.0, (_MOST_PIXELS / points) ** 0.5)
    return pages.render(frame.number - 1, dpi * frame.unit, colours=True)


def _ink(frame: Frame, page: Seen, opened: _Opened, without: _Opened | None) -> Ink:
    """The ink of a page; `without` is the file with what is estimated left bare, if a page has more."""
    shares, most, spot = _weighed(frame, opened)
    if not page.needs_estimate:
        return Ink(shares, most, spot, is_estimated=False, named=most, named_spot=spot)
    _, named, named_spot = _weighed(frame, without) if without and page.names_inks else ({}, 0.0, spot)
    return Ink(shares, most, spot, is_estimated=True, named=named, named_spot=named_spot)


def _weighed(frame: Frame, opened: _Opened) -> tuple[dict[str, float], float, Spot]:
    """The share of each ink on a page, the most at one place in percent, and that place."""
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
    return shares, (len(planes) - least / 255) * 100, spot
