"""Large print: nothing below 18 pt, one column, no hyphenation, nothing left out."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from weasyprint.formatting_structure import boxes

from infobrief_pdf import Built, Workspace, pdf
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.compose.stacked import stacked
from infobrief_pdf.units import PT_PER_PX, mm_to_pt
from tests.support.boxes import page_boxes

ROOT = Path(__file__).parent.parent
ISSUES = ("migration/2018/02", "musterbrief/2025/03")
Made = Callable[..., Built]


@pytest.fixture(scope="module", params=ISSUES)
def pages(request: pytest.FixtureRequest) -> list[Any]:
    """The page boxes of an issue in large print."""
    return page_boxes(Workspace(ROOT), request.param, "large-print")


def texts(pages: list[Any]) -> Iterator[Any]:
    for page in pages:
        yield from (box for box in page.descendants() if isinstance(box, boxes.TextBox) and box.text.strip())


def test_nothing_is_smaller_than_18_points(pages: list[Any]) -> None:
    small = {
        box.text
        for box in texts(pages)
        if box.style["font_size"] * PT_PER_PX < 17.99 and not box.text.strip("\u2060 ").isdigit()
    }
    assert small == set()


def test_lines_stand_one_and_a_half_times_their_size_apart(pages: list[Any]) -> None:
    lines = [
        box
        for page in pages
        for box in page.descendants()
        if isinstance(box, boxes.LineBox) and box.element_tag in ("p", "li", "td", "th")
    ]
    assert lines
    ratios = [
        line.height / line.style["font_size"] for line in lines if line.style["font_size"] * PT_PER_PX < 19
    ]
    assert min(ratios) >= 1.49


def test_no_word_is_divided_and_lines_begin_at_one_edge(pages: list[Any]) -> None:
    for box in texts(pages):
        assert not getattr(box.pango_layout, "is_hyphenated", False), box.text
        assert box.style["text_align_all"] in ("start", "left", "right"), box.text


def test_running_text_stands_in_one_column(pages: list[Any]) -> None:
    width = mm_to_pt(170)
    for page in pages:
        for box in page.descendants():
            if (
                isinstance(box, boxes.BlockBox)
                and box.element_tag in ("article", "p")
                and box.element is not None
            ):
                assert box.style["column_count"] in ("auto", 1)
            if box.element_tag == "article":
                assert round(box.width * PT_PER_PX) == round(width)


@pytest.mark.parametrize("issue", ISSUES)
def test_links_are_those_of_the_screen(made: Made, built: Mapping[str, Built], issue: str) -> None:
    def addresses(path: Path) -> set[str]:
        return {
            str(annotation["/A"]["/URI"])
            for page in pypdf.PdfReader(path).pages
            for annotation in page.get("/Annots", ())
            if "/URI" in annotation.get("/A", {})
        }

    assert addresses(made(issue, "large-print").path) == addresses(built[issue].path)


@pytest.mark.parametrize("issue", ISSUES)
def test_entries_of_the_outline_are_those_of_the_screen(
    made: Made, built: Mapping[str, Built], issue: str
) -> None:
    large, screen = (
        [name for name, _ in pdf.anatomy(product.path).outline]
        for product in (made(issue, "large-print"), built[issue])
    )
    assert large == screen


def test_tags_are_sound(made: Made) -> None:
    for path in (made(issue, "large-print").path for issue in ISSUES):
        assert [found for found in examine(pdf.anatomy(path), path.name).values() if found] == []


class TestTables:
    NARROW = "<table><thead><tr><th>Ort</th><th>Zahl</th></tr></thead><tbody><tr><td>Oberau</td><td>3</td></tr></tbody></table>"
    WIDE = (
        '<table class="even" lang="de"><thead><tr><th scope="col">Frist</th><th scope="col">Förderprogramm</th>'
        '<th scope="col" class="right">Höchstbetrag</th><td></td></tr></thead>'
        '<tbody><tr><th scope="row">30. September</th><td>Gesundheitslotsinnenprogramm</td><td class="right"></td>'
        "<td>ja &amp; nein</td></tr></tbody></table>"
    )

    def test_what_fits_stays_a_table(self) -> None:
        block = {"kind": "table", "html": self.NARROW}
        assert stacked(block) == block

    def test_what_does_not_fit_is_told_row_by_row(self) -> None:
        assert stacked({"kind": "table", "html": self.WIDE}) == {
            "kind": "list",
            "html": '<div class="stacked" lang="de"><div class="stacked-row"><p>Frist: <strong>30. September</strong></p>'
            "<ul><li>Förderprogramm: Gesundheitslotsinnenprogramm</li><li>Höchstbetrag: –</li><li>ja &amp; nein</li></ul>"
            "</div></div>",
        }

    def test_cells_of_numbers_count_as_one_word(self) -> None:
        cells = "".join(f'<td class="right">{100 + each} Monate</td>' for each in range(4))
        html = f"<table><thead><tr>{'<th>Dauer</th>' * 4}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
        assert stacked({"kind": "table", "html": html.replace("Monate", "M")})["kind"] == "table"
        assert stacked({"kind": "table", "html": html.replace("Monate", "Monaten")})["kind"] == "list"

    def test_a_wide_head_without_rows_stays(self) -> None:
        head = self.WIDE.partition("<tbody>")[0] + "</table>"
        assert stacked({"kind": "table", "html": head})["html"] == head
