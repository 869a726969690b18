"""Pages → sheets of paper, as numbers only: what stands where, how far it is shifted, where to fold.

Lengths are PDF points from the lower left corner of a sheet. A sheet is turned over about its upright
middle axis, so what is at the left of its back lies behind what is at the right of its front.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from infobrief_pdf.impose.folds import FOLDS, Edge, Fold
from infobrief_pdf.impose.marks import Mark, marks
from infobrief_pdf.units import mm_to_pt

__all__ = [
    "FOLDS",
    "USUAL_GRAMMAGE",
    "Cell",
    "Edge",
    "Fold",
    "Mark",
    "Order",
    "Plan",
    "Sheet",
    "Side",
    "in_order",
    "plan",
    "thickness",
]

_MM_PER_GRAM: Final = 0.1 / 80
"""Thickness of uncoated paper: a tenth of a millimetre for 80 g/m²."""

_MOST_NESTED: Final = 16
"""Sheets in each other above which a fold stands open, of 80 g/m²."""

USUAL_GRAMMAGE: Final = 80.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of the sheets: `fold`, one of `FOLDS`, else that of the edition; the paper in g/m²; marks
    for folding, cutting and stapling; instructions as a first sheet; the edge that the printer turns on."""

    fold: str | None = None
    grammage: float = USUAL_GRAMMAGE
    has_marks: bool = False
    has_instructions: bool = False
    flips_on: Edge | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a page stands on a side: the lower left corner of its trim box.

    `page` counts from 1; 0 is a blank. `rotation` is in degrees. `shift` moves what the page shows to the
    right of the sheet (to the left if negative), towards the fold: the creep. The cell stays and clips it.
    """

    page: int
    x: float
    y: float
    rotation: int = 0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet, with what may be drawn on it for folding, cutting and stapling."""

    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper."""

    front: Side
    back: Side


@dataclass(frozen=True, slots=True)
class Plan:
    """Every sheet, the outermost first. `width` and `height` are those of a sheet; `nested` counts the
    folded leaves that lie in each other."""

    fold: Fold
    sheets: tuple[Sheet, ...]
    pages: int
    blanks: int
    nested: int
    grammage: float
    flips_on: Edge

    @property
    def width(self) -> float:
        """Width of a sheet in points."""
        return mm_to_pt(self.fold.sheet.width)

    @property
    def height(self) -> float:
        """Height of a sheet in points."""
        return mm_to_pt(self.fold.sheet.height)

    @property
    def is_thick(self) -> bool:
        """Whether the fold will stand open: over 16 sheets of 80 g/m², or as much of another paper."""
        most = _MOST_NESTED * min(1.0, USUAL_GRAMMAGE / self.grammage)
        return self.fold.is_nested and self.nested > most

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of all pages together: what remains when they are cut to size."""
        width, margin = mm_to_pt(self.fold.page.width), mm_to_pt(self.fold.bottom(self.fold.rows - 1))
        return self.width / 2 - width, margin, self.width / 2 + width, self.height - margin

    def trim_box(self, cell: Cell) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a page on its sheet."""
        page = self.fold.page
        return cell.x, cell.y, cell.x + mm_to_pt(page.width), cell.y + mm_to_pt(page.height)


def thickness(grammage: float) -> float:
    """Thickness in millimetres of uncoated paper of so many grams a square metre.

    >>> thickness(80)
    0.1
    """
    return grammage * _MM_PER_GRAM


def in_order(pages: int, fold: Fold) -> tuple[int, ...]:
    """The pages as they are met when leafing through, blanks as 0, so many that they fill the paper.

    Where sheets are folded, blanks stand before the last page, which stays outside as the back cover; a
    single page stays the front.
    """
    missing = -pages % (4 if fold.is_nested else 2 * fold.columns)
    last = 1 if fold.is_nested and pages > 1 else 0
    return (*range(1, pages - last + 1), *[0] * missing, *range(pages - last + 1, pages + 1))


def plan(
    pages: int,
    fold: str,
    *,
    grammage: float = USUAL_GRAMMAGE,
    from_right: bool = False,
    flips_on: Edge | None = None,
) -> Plan:
    """The sheets for a document of so many pages; `fold` is one of `FOLDS`.

    `grammage` is that of the paper in g/m². `from_right`: the document is read and bound from the right.
    `flips_on` is for a printer that cannot turn sheets on the edge that suits the fold: backs stand on their
    heads on the other one.
    """
    if pages < 1 or grammage <= 0:
        raise ValueError("no page to impose, or no paper")
    how = FOLDS[fold]
    order = in_order(pages, how)
    leaves = _nested(order) if how.is_nested else _flat(order)
    if from_right:
        leaves = [(front[::-1], back[::-1]) for front, back in leaves]
    creep = mm_to_pt(thickness(grammage)) if how.is_nested else 0.0
    count = ceil(len(leaves) / how.rows)
    sheets = [_sheet(how, leaves, index, count, creep) for index in range(count)]
    edge = flips_on or how.flips_on
    if edge != how.flips_on:
        sheets = [Sheet(sheet.front, _turned(how, sheet.back)) for sheet in sheets]
    nested = len(leaves) if how.is_nested else 1
    return Plan(how, tuple(sheets), pages, order.count(0), nested, grammage, edge)


_Leaf = tuple[tuple[int, ...], tuple[int, ...]]
"""A row of a sheet: its pages from left to right, on the front and on the back."""


def _nested(order: tuple[int, ...]) -> list[_Leaf]:
    """Leaves that are folded in the middle and put into each other, the outermost first."""
    last = len(order) - 1
    return [
        ((order[last - first], order[first]), (order[first + 1], order[last - first - 1]))
        for first in range(0, len(order) // 2, 2)
    ]


def _flat(order: tuple[int, ...]) -> list[_Leaf]:
    """Leaves that lie one on the other."""
    return [(order[first : first + 2], order[first + 2 : first + 4]) for first in range(0, len(order), 4)]


def _sheet(fold: Fold, leaves: list[_Leaf], index: int, count: int, creep: float) -> Sheet:
    """Sheet `index` of `count`. Leaves fill the topmost row of all sheets, then the next: cut as a stack,
    what lay below goes inside what lay at the top."""
    rows = [(row, index + row * count) for row in range(fold.rows) if index + row * count < len(leaves)]
    front, back = (
        tuple(cell for row, leaf in rows for cell in _row(fold, leaves[leaf][side], row, leaf * creep))
        for side in (0, 1)
    )
    return Sheet(Side(front, marks(fold, [row for row, _ in rows], is_outermost=index == 0)), Side(back))


def _row(fold: Fold, pages: tuple[int, ...], row: int, shift: float) -> list[Cell]:
    """The cells of a row; content of the left page moves to the right, that of the right page to the left."""
    middle = fold.sheet.width / 2
    y = mm_to_pt(fold.bottom(row))
    return [
        Cell(
            page, mm_to_pt(middle + (column - 1) * fold.page.width), y, shift=shift if column == 0 else -shift
        )
        for column, page in enumerate(pages)
    ]


def _turned(fold: Fold, side: Side) -> Side:
    """A side on its head: turned by 180 degrees about the middle of the sheet."""
    width, height = (
        mm_to_pt(fold.sheet.width - fold.page.width),
        mm_to_pt(fold.sheet.height - fold.page.height),
    )
    return Side(
        tuple(
            Cell(cell.page, width - cell.x, height - cell.y, rotation=180, shift=-cell.shift)
            for cell in side.cells
        )
    )
