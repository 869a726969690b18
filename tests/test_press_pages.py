"""Pages for the press as they are printed: bleed, marks, plates, folios, and pages in A5."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from infobrief_pdf import Built
from infobrief_pdf.images.inks import TOTAL_INK, total_ink
from tests.support.pages import FAILED, REFERENCES, keep, looks_alike, save_reference
from tests.support.pressing import printed, separated
from tests.support.workspace import ARTICLES, HEAD, ISSUE

REAL = "migration/2018/02"
PICTURES = "musterbrief/2025/01"


@pytest.fixture(scope="module")
def page(made: Callable[..., Built]) -> Image.Image:
    """Page 1 of the real issue, 4 pixels a millimetre, from the media box's corner."""
    document = pypdfium2.PdfDocument(made(REAL, "press").path)
    try:
        return document[0].render(scale=4 * 25.4 / 72).to_pil().convert("RGB")
    finally:
        document.close()


class TestSheet:
    @staticmethod
    def at(page: Image.Image, x: float, y: float) -> tuple[int, ...]:
        """The colour so many millimetres from the trimmed sheet's upper left corner."""
        color = page.getpixel((round((x + 12) * 4), round((y + 12) * 4)))
        assert isinstance(color, tuple)
        return color

    def test_the_band_bleeds_on_both_sides(self, page: Image.Image) -> None:
        inside = self.at(page, 20, 25)
        assert inside != (255, 255, 255)
        for x in (-2.7, -0.5, 210.5, 212.7):
            assert self.at(page, x, 25) == inside, x
        for x in (-3.4, 213.4):
            assert self.at(page, x, 25) == (255, 255, 255), x

    def test_the_signal_bleeds_where_it_touches(self, page: Image.Image) -> None:
        y = next(y / 4 for y in range(4 * 40, 4 * 100) if self.at(page, 20, y / 4)[0] > 200)
        assert self.at(page, -2.7, y + 1) == self.at(page, 20, y + 1)
        assert self.at(page, 20, y + 1) not in {(255, 255, 255), self.at(page, 20, 25)}

    def test_marks_keep_their_distance(self, page: Image.Image) -> None:
        """Nothing is printed between the bleed and the marks, 3 to 5 mm from the trimmed sheet."""
        frame = page.copy()
        inner = [round((12 - 3.2) * 4)] * 2 + [round((12 + 210 + 3.2) * 4), round((12 + 297 + 3.2) * 4)]
        frame.paste("white", tuple(inner))
        outer = [round((12 - 4.8) * 4)] * 2 + [round((12 + 210 + 4.8) * 4), round((12 + 297 + 4.8) * 4)]
        ring = frame.crop(tuple(outer))
        assert ImageChops.invert(ring).getbbox() is None
        assert ImageChops.invert(frame).getbbox() is not None

    @pytest.mark.parametrize(
        ("x", "y"),
        [(-7.5, 0), (217.5, 0), (-7.5, 297), (217.5, 297), (0, -7.5), (210, 304.5), (105, -8), (105, 305)],
    )
    def test_there_are_marks(self, page: Image.Image, x: float, y: float) -> None:
        middle = (round((x + 12) * 4), round((y + 12) * 4))
        around = page.crop((middle[0] - 2, middle[1] - 2, middle[0] + 3, middle[1] + 3)).convert("L")
        assert min(around.tobytes()) < 200

    def test_page_1_looks_as_it_did(self, page: Image.Image) -> None:
        small = page.resize((page.width // 2, page.height // 2), Image.Resampling.LANCZOS)
        path = REFERENCES / "press" / f"{REAL.replace('/', '-')}-01.png"
        if os.environ.get("UPDATE_REFERENCES") == "1":
            save_reference(small, path)
        expected = Image.open(path).convert("RGB")
        if not looks_alike(small, expected):
            keep(small, expected, FAILED, path.stem)
            pytest.fail(f"page 1 differs; see {FAILED.name}/")


@pytest.fixture(scope="module")
def plates(
    made: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[Image.Image]]:
    """The plates of each page of two issues."""
    return {
        issue: separated(made(issue, "press").path, tmp_path_factory.mktemp("plates"))
        for issue in (REAL, PICTURES)
    }


def test_ghostscript_finds_no_more_ink_than_paper_takes(plates: Mapping[str, list[Image.Image]]) -> None:
    for issue, pages in plates.items():
        most = [total_ink(page) for page in pages]
        assert max(most) <= TOTAL_INK, issue
        assert max(most) >= 2, f"{issue}: the band and the pictures are printed in colour"


def test_running_text_stands_on_the_black_plate_alone(plates: Mapping[str, list[Image.Image]]) -> None:
    """The editorial of the real issue: below the contents, above the headline of the article."""
    area = plates[REAL][0].crop((200, 290, 540, 480))
    *colors, black = area.split()
    assert all(plate.getextrema() == (0, 0) for plate in colors)
    assert black.getextrema() == (0, 255)


def test_black_text_prints_over_the_ground_behind_it(tmp_path: Path) -> None:
    """The list of demands stands on a tint: its cyan has no holes where the letters are."""
    demands = "        demands: [MMMMMMMMMMMMMMMMMMMMMMMM]\n        text: Ein Absatz.\n"
    tokens = 'extends: infobrief\ntokens: {colors: {tint: {rgb: "#eef4f3", cmyk: [50, 0, 0, 0]}}}\n'
    files = {ISSUE: f"{HEAD}{ARTICLES}{demands}", "layouts/mine/layout.yaml": tokens}
    with printed(tmp_path, files) as pressed:
        cyan, *_, black = separated(pressed.built.path, tmp_path)[0].split()
    ground = cyan.point(lambda value: 255 if 120 <= value <= 135 else 0).getbbox()
    assert ground is not None
    letters = black.crop(ground).point(lambda value: 255 if value == 255 else 0)
    assert letters.histogram()[255] > 100
    below = Image.composite(cyan.crop(ground), Image.new("L", letters.size, 127), letters)
    assert below.getextrema()[0] >= 120


def test_folios_of_press_stand_at_the_outer_edge(made: Callable[..., Built]) -> None:
    """Left on a left-hand page, right on a right-hand page; lines begin at mirrored margins."""
    document = pypdfium2.PdfDocument(made(PICTURES, "press").path)
    for index in range(1, len(document)):
        page, text = document[index], document[index].get_textpage()
        width = page.get_mediabox()[2] - page.get_mediabox()[0]
        boxes = [(text.get_charbox(at), text.get_text_range(at, 1)) for at in range(text.count_chars())]
        (left, bottom, _, _), sign = min(boxes, key=lambda each: each[0][1] if each[1].strip() else 9999)
        assert sign == str(index + 1)
        assert (left - page.get_mediabox()[0] > width / 2) == (index % 2 == 0), f"page {index + 1}"
        assert bottom > 0


@pytest.mark.parametrize("dpi", [91, 110, 144, 200])
def test_no_other_colour_shines_through_below_the_signal_colour(made: Callable[..., Built], dpi: int) -> None:
    """From the middle of the bar down to the paper it only gets lighter."""
    for issue in (REAL, PICTURES):
        document = pypdfium2.PdfDocument(made(issue, "press").path)
        picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
        column = [picture.getpixel((round(100 / 72 * dpi), y)) for y in range(picture.height // 2)]
        values = [int(each) for each in column if isinstance(each, int)]
        bar = next(y for y in range(len(values)) if values[y] > 140 and min(values[:y], default=255) < 80)
        middle = bar + round(3 / 72 * dpi)
        below = values[middle : middle + round(10 / 72 * dpi)]
        assert below == sorted(below), issue
        assert below[-1] == 255


@pytest.fixture(scope="module")
def folded(made: Callable[..., Built]) -> Built:
    return made(PICTURES, "press-a5")


class TestA5:
    """The pages of the booklet for a print shop: folded sheets have four pages each."""

    def test_blanks_fill_the_sheets_before_the_back_cover(self, folded: Built) -> None:
        with pikepdf.open(folded.path) as opened:
            boxes = [[round(float(each), 1) for each in page.obj.TrimBox] for page in opened.pages]
        assert folded.pages == len(boxes) == 12
        assert {(box[2] - box[0], round(box[3] - box[1], 1)) for box in boxes} == {(419.5, 595.3)}
        document = pypdfium2.PdfDocument(folded.path)
        is_blank = [not page.get_textpage().get_text_range().strip() for page in document]
        document.close()
        assert [number for number, blank in enumerate(is_blank) if blank] == [9, 10]

    def test_its_ticket_says_how_it_is_bound(self, folded: Built) -> None:
        (data,) = [path for path in folded.beside if path.suffix == ".json"]
        ticket = json.loads(data.read_text("utf-8"))
        assert ticket["trim_size_mm"] == [148.0, 210.0]
        assert ticket["pages"] == 12
        assert ticket["binding"].startswith("Rückstichheftung")
