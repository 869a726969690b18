"""CIELAB (ISO 32000-1, 8.6.5.4) as a table of inks: it says as little about them as RGB does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from infobrief_pdf.images import lattice
from infobrief_pdf.preflight.colours import PROCESS

_WHITE: Final = (0.9642, 1.0, 0.8249)
_TO_RGB: Final = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
"""From XYZ in D50 to linear sRGB (IEC 61966-2-1), adapted after Bradford."""

_LINEAR: Final = 6 / 29


@lru_cache(maxsize=8)
def inks(limits: tuple[float, ...], table: bytes | None) -> bytes:
    """The four inks, a byte each, of every step between the least and the most L*, a* and b*.

    There are as many steps as in `images.lattice`, and L* changes fastest. `table` holds what a profile makes
    of RGB; without one, inks are estimated as for RGB. Between steps a reader interpolates: at the edge of
    sRGB that misses a tenth of an ink.
    """
    lightness, a, b = (_steps(*limits[number : number + 2]) for number in (0, 2, 4))
    colours = (_rgb(*reversed(colour)) for colour in product(b, a, lightness))
    return bytes(share for colour in colours for share in _inks(colour, table))


def _steps(least: float, most: float) -> list[float]:
    return [least + (most - least) * step / (lattice.STEPS - 1) for step in range(lattice.STEPS)]


def _rgb(lightness: float, a: float, b: float) -> tuple[float, ...]:
    """sRGB from 0 to 1, what lies outside of it at its edge (CIE 15, 8.2.1)."""
    middle = (lightness + 16) / 116
    found = [_cubed(each) for each in (middle + a / 500, middle, middle - b / 200)]
    xyz = [white * each for white, each in zip(_WHITE, found, strict=True)]
    linear = (sum(factor * each for factor, each in zip(row, xyz, strict=True)) for row in _TO_RGB)
    return tuple(_encoded(min(max(each, 0.0), 1.0)) for each in linear)


def _cubed(value: float) -> float:
    return value**3 if value > _LINEAR else 3 * _LINEAR**2 * (value - 4 / 29)


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _inks(colour: Sequence[float], table: bytes | None) -> Iterator[int]:
    if table is not None:
        red, green, blue = (round(each * (lattice.STEPS - 1)) for each in colour)
        start = ((blue * lattice.STEPS + green) * lattice.STEPS + red) * len(PROCESS)
        yield from table[start : start + len(PROCESS)]
        return
    lightest = max(colour)
    yield from (round((lightest - each) * 255) for each in colour)
    yield round((1 - lightest) * 255)
