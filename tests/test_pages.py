"""What a designer measures: line length, baseline grid, hyphens, headings and contacts in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from infobrief_pdf import Workspace
from infobrief_pdf.units import mm_to_pt
from tests.support.boxes import page_boxes
from tests.support.pages import ISSUES

ROOT = Path(__file__).parent.parent
GRID = 14.0
POINTS = 0.75
TOP = mm_to_pt(27)


@pytest.fixture(scope="module")
def laid_out() -> Mapping[str, list[Any]]:
    """The page boxes of every sample issue."""
    return {issue: page_boxes(Workspace(ROOT), issue, "screen") for issue in ISSUES}


def text_lines(page: Any) -> Iterator[Any]:
    """Lines of running text in the reading column."""
    for box in page.descendants():
        is_line = isinstance(box, boxes.LineBox) and box.element_tag == "p"
        if (
            is_line
            and box.style["font_family"][0] == "Source Serif 4"
            and round(box.style["font_size"], 1) == 14
        ):
            yield box


def text_of(box: Any) -> str:
    return "".join(each.text for each in box.descendants() if isinstance(each, boxes.TextBox))


def is_hyphenated(line: Any) -> bool:
    return any(
        getattr(each.pango_layout, "is_hyphenated", False)
        for each in line.descendants()
        if isinstance(each, boxes.TextBox)
    )


@pytest.mark.parametrize("issue", ISSUES)
def test_lines_hold_60_to_75_characters(laid_out: Mapping[str, list[Any]], issue: str) -> None:
    lengths = [len(text_of(line)) for page in laid_out[issue] for line in text_lines(page)]
    full = [length for length in lengths if length > 50]
    assert 60 <= mean(full) <= 75
    assert max(lengths) <= 82


@pytest.mark.parametrize("issue", ISSUES)
def test_text_stands_on_the_baseline_grid(laid_out: Mapping[str, list[Any]], issue: str) -> None:
    """On the same lines of the sheet on every page; nine of ten at least: other scripts may be off."""
    offsets = [
        (line.position_y * POINTS - TOP) % GRID for page in laid_out[issue] for line in text_lines(page)
    ]
    on_grid = [offset for offset in offsets if min(offset, GRID - offset) < 0.05]
    assert len(on_grid) >= 0.9 * len(offsets)


@pytest.mark.parametrize("issue", ISSUES)
def test_at_most_two_hyphens_in_a_row(laid_out: Mapping[str, list[Any]], issue: str) -> None:
    in_a_row = most = 0
    for page in laid_out[issue]:
        for line in text_lines(page):
            in_a_row = in_a_row + 1 if is_hyphenated(line) else 0
            most = max(most, in_a_row)
    assert most <= 2


@pytest.mark.parametrize("issue", ISSUES)
def test_no_heading_at_the_foot_of_a_page(laid_out: Mapping[str, list[Any]], issue: str) -> None:
    for page in laid_out[issue]:
        in_flow = [
            box
            for box in page.children[0].descendants()
            if isinstance(box, boxes.LineBox) and box.element_tag in ("h2", "h3", "h4", "h5", "p", "li", "td")
        ]
        lowest = max(in_flow, key=lambda line: line.position_y + line.height)
        assert lowest.element_tag not in ("h2", "h3", "h4", "h5"), text_of(lowest)


@pytest.mark.parametrize("issue", ISSUES)
def test_contact_stands_on_the_page_of_its_articles_last_line(
    laid_out: Mapping[str, list[Any]], issue: str
) -> None:
    pages_of: dict[Any, set[int]] = {}
    for number, page in enumerate(laid_out[issue]):
        for box in page.descendants():
            if box.element is not None and box.element.get("class", "").startswith("closing"):
                pages_of.setdefault(box.element, set()).add(number)
    assert pages_of
    for closing, pages in pages_of.items():
        assert len(pages) == 1 or "kept" not in closing.get("class")


@pytest.mark.parametrize("issue", ISSUES)
def test_last_page_is_not_nearly_empty(laid_out: Mapping[str, list[Any]], issue: str) -> None:
    page = laid_out[issue][-1]
    bottoms = [
        box.position_y + box.margin_height()
        for box in page.children[0].descendants()
        if box.is_in_normal_flow()
    ]
    assert max(bottoms) - page.content_box_y() >= 0.25 * page.height
