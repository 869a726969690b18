"""Imposition as properties: what comes out when the sheets of a plan are cut, folded and nested on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.impose import FOLDS, Cell, Edge, Plan, Side, in_order, plan, thickness
from infobrief_pdf.units import mm_to_pt

PAGES = range(1, 201)
NESTED = [name for name, fold in FOLDS.items() if fold.is_nested]
EXACT = 1e-6

Leaf = tuple[tuple[int, ...], tuple[int, ...]]
"""A piece of paper after cutting: its pages on front and back, from left to right as each is seen."""


def shown(pages: int) -> list[int]:
    """Reading order with blanks as 0, told independently of the plan: the last page stays outside."""
    if pages == 1:
        return [1, 0, 0, 0]
    return [*range(1, pages), *[0] * (-pages % 4), pages]


def rows(side: Side) -> Iterator[tuple[float, tuple[Cell, ...]]]:
    """The cells of a side by their height on the sheet, the topmost first, each row from left to right."""
    for height in sorted({cell.y for cell in side.cells}, reverse=True):
        cells = sorted((cell for cell in side.cells if cell.y == height), key=lambda cell: cell.x)
        yield height, tuple(cells)


def cut(made: Plan) -> list[Leaf]:
    """The leaves after cutting the stack: what lies at the top of the sheets, then what lies below."""
    piles: dict[float, list[Leaf]] = {}
    for sheet in made.sheets:
        back = dict(rows(sheet.back))
        for height, front in rows(sheet.front):
            leaf = tuple(cell.page for cell in front), tuple(cell.page for cell in back[height])
            piles.setdefault(height, []).append(leaf)
    return [leaf for height in sorted(piles, reverse=True) for leaf in piles[height]]


def folded(leaves: list[Leaf], *, from_right: bool = False) -> list[int]:
    """The pages as a reader meets them who leafs through the leaves, folded in the middle and nested.

    Behind what stands at the left of a front stands what is at the right of its back. A reader of a script
    that runs from the right leafs the other way round.
    """
    first, second = (0, 1) if from_right else (1, 0)
    read: list[int] = []
    for front, back in leaves:
        read += [front[first], back[second]]
    for front, back in reversed(leaves):
        read += [back[first], front[second]]
    return read


@pytest.mark.parametrize("from_right", [False, True])
@pytest.mark.parametrize("fold", NESTED)
def test_folding_and_nesting_restores_reading_order(fold: str, from_right: bool) -> None:
    for pages in PAGES:
        leaves = cut(plan(pages, fold, from_right=from_right))
        assert folded(leaves, from_right=from_right) == shown(pages)


def test_a_sheet_carries_what_the_trade_puts_on_it() -> None:
    """Sheet k of n padded pages: (n-2k+2, 2k-1) on the front, (2k, n-2k+1) on the back."""
    for pages in range(4, 201, 4):
        for k, (front, back) in enumerate(cut(plan(pages, "a5")), start=1):
            assert front == (pages - 2 * k + 2, 2 * k - 1)
            assert back == (2 * k, pages - 2 * k + 1)


def test_pages_side_by_side_stay_in_reading_order() -> None:
    for pages in PAGES:
        made = plan(pages, "flat")
        sides = [side for sheet in made.sheets for side in (sheet.front, sheet.back)]
        read = [cell.page for side in sides for _, row in rows(side) for cell in row]
        assert [page for page in read if page] == list(range(1, pages + 1))
        assert not any(read[pages:])


def test_pages_side_by_side_run_from_the_right_where_lines_do() -> None:
    (sheet,) = plan(3, "flat", from_right=True).sheets
    assert [cell.page for _, row in rows(sheet.front) for cell in row] == [2, 1]
    assert [cell.page for _, row in rows(sheet.back) for cell in row] == [0, 3]


@pytest.mark.parametrize("fold", FOLDS)
def test_each_page_is_used_once(fold: str) -> None:
    for pages in PAGES:
        made = plan(pages, fold)
        used = [
            cell.page for sheet in made.sheets for side in (sheet.front, sheet.back) for cell in side.cells
        ]
        assert sorted(page for page in used if page) == list(range(1, pages + 1))
        assert made.blanks == used.count(0)


@pytest.mark.parametrize("fold", FOLDS)
def test_pages_lie_on_the_sheet_and_apart(fold: str) -> None:
    made = plan(9, fold)
    for sheet in made.sheets:
        for side in (sheet.front, sheet.back):
            boxes = [made.trim_box(cell) for cell in side.cells]
            for left, bottom, right, top in boxes:
                assert left >= -EXACT
                assert bottom >= -EXACT
                assert right <= made.width + EXACT
                assert top <= made.height + EXACT
            for one, other in pairwise(sorted(boxes)):
                assert one[2] <= other[0] + EXACT or one[3] <= other[1] + EXACT or other[3] <= one[1] + EXACT


@pytest.mark.parametrize("fold", NESTED)
def test_pages_meet_at_the_fold(fold: str) -> None:
    made = plan(8, fold)
    for sheet in made.sheets:
        for side in (sheet.front, sheet.back):
            for _, (left, right) in rows(side):
                assert made.trim_box(left)[2] == pytest.approx(made.width / 2)
                assert made.trim_box(right)[0] == pytest.approx(made.width / 2)


@pytest.mark.parametrize("fold", FOLDS)
def test_a_page_and_the_one_behind_it_cover_each_other(fold: str) -> None:
    """Turned over, the back lies mirrored behind the front."""
    made = plan(16, fold)
    for sheet in made.sheets:
        mirrored = sorted((made.width - made.trim_box(cell)[2], cell.y) for cell in sheet.back.cells)
        ahead = sorted((cell.x, cell.y) for cell in sheet.front.cells)
        assert mirrored == [pytest.approx(each) for each in ahead]


@pytest.mark.parametrize("fold", NESTED)
@given(pages=st.integers(1, 200), grammage=st.integers(40, 300))
def test_creep_grows_inwards_by_the_thickness_of_the_paper(fold: str, pages: int, grammage: int) -> None:
    made = plan(pages, fold, grammage=grammage)
    shifts: dict[int, float] = {}
    for sheet in made.sheets:
        for side in (sheet.front, sheet.back):
            for _, (left, right) in rows(side):
                # Towards the fold, by the same way on both pages.
                assert left.shift == -right.shift >= 0
                for cell in (left, right):
                    shifts[cell.page] = left.shift
    order = in_order(pages, FOLDS[fold])
    for nested, (first, last) in enumerate(zip(order[::2], order[::-2], strict=True)):
        if nested < len(order) // 4:
            for page in filter(None, (first, last)):
                assert shifts[page] == pytest.approx(nested * mm_to_pt(thickness(grammage)))


def test_paper_of_80_grams_is_a_tenth_of_a_millimetre_thick() -> None:
    assert thickness(80) == pytest.approx(0.1)
    assert thickness(120) == pytest.approx(0.15)


def test_without_folding_nothing_creeps() -> None:
    cells = [cell for sheet in plan(40, "flat").sheets for cell in sheet.front.cells]
    assert {cell.shift for cell in cells} == {0.0}


def test_sheets_nested_tell_when_a_booklet_gets_thick() -> None:
    assert [plan(pages, "a5").nested for pages in (1, 4, 5, 64, 65)] == [1, 1, 2, 16, 17]
    assert [len(plan(pages, "a6").sheets) for pages in (4, 8, 12)] == [1, 1, 2]
    assert plan(12, "a6").nested == 3
    assert plan(64, "a5").is_thick is False
    assert plan(65, "a5").is_thick is True
    assert plan(40, "a5", grammage=160).is_thick is True
    assert plan(400, "flat").is_thick is False


def test_marks_tell_where_to_fold_cut_and_staple() -> None:
    made = plan(12, "a6")
    kinds = [{mark.kind for mark in sheet.front.marks} for sheet in made.sheets]
    assert kinds == [{"fold", "cut", "staple"}, {"fold", "cut"}]
    assert all(not sheet.back.marks for sheet in made.sheets)
    assert plan(4, "flat").sheets[0].front.marks == ()
    for mark in made.sheets[0].front.marks:
        middle = mark.x0 == mark.x1 == pytest.approx(made.width / 2)
        across = mark.y0 == mark.y1 == pytest.approx(made.height / 2)
        assert across if mark.kind == "cut" else middle


@pytest.mark.parametrize(("fold", "other"), [("a5", "long"), ("a6", "short"), ("flat", "long")])
def test_a_printer_that_flips_on_the_other_edge_gets_backs_on_their_heads(fold: str, other: Edge) -> None:
    usual, turned = plan(10, fold), plan(10, fold, flips_on=other)
    for one, sheet in zip(usual.sheets, turned.sheets, strict=True):
        assert sheet.front == one.front
        for before, after in zip(one.back.cells, sheet.back.cells, strict=True):
            left, bottom, right, top = usual.trim_box(before)
            box = (usual.width - right, usual.height - top, usual.width - left, usual.height - bottom)
            assert turned.trim_box(after) == pytest.approx(box)
            assert (after.page, after.rotation, after.shift) == (before.page, 180, -before.shift)


def test_no_pages_no_plan() -> None:
    with pytest.raises(ValueError, match="no page"):
        plan(0, "a5")
