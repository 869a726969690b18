"""Pages as pixels: sizes, colours, places, and refusals whatever the file is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from infobrief_pdf import raster
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.raster import Rectangle, is_blank

SAMPLES = Path(__file__).parent / "data" / "legacy"
PT = 72 / 25.4


def page(content: bytes, *, size: tuple[float, float] = (100, 50), **keys: object) -> bytes:
    """A PDF of one page, its size in millimetres."""
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        sheet = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, size[0] * PT, size[1] * PT]),
            Resources=Dictionary(Font=Dictionary(F=font)),
            Contents=pdf.make_stream(content),
            **keys,
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))
        target = BytesIO()
        pdf.save(target)
        return target.getvalue()


def test_sizes_and_channels() -> None:
    with raster.opened(page(b"1 0 0 rg 0 0 999 999 re f")) as pages:
        assert len(pages) == 1
        assert pages.size(0) == pytest.approx((100 * PT, 50 * PT), abs=0.01)
        colours = pages.render(0, 25.4, colours=True)
        grey = pages.render(0, 25.4)
    assert (colours.width, colours.height, colours.channels, len(colours.data)) == (100, 50, 3, 15000)
    assert (grey.width, grey.height, grey.channels, len(grey.data)) == (100, 50, 1, 5000)
    assert [set(colours.channel(number)) for number in range(3)] == [{255}, {0}, {0}]
    assert 40 < grey.data[0] < 100, "red is darker than white and lighter than black"


def test_a_page_is_seen_as_it_is_turned() -> None:
    with raster.opened(page(b"0 0 20 20 re f", Rotate=90)) as pages:
        turned = pages.render(0, 25.4)
    assert (turned.width, turned.height) == (50, 100)
    assert turned.data[0] == 0, "the lower left corner is turned to the upper left"


@pytest.mark.parametrize(
    ("place", "blank"),
    [
        (Rectangle(0, 0, 10, 10), True),
        (Rectangle(0, 0, 30, 20), True),
        (Rectangle(0, 0, 31, 21), False),
        (Rectangle(35, 25, 1, 1), False),
        (Rectangle(40, 30, 60, 20), True),
        (Rectangle(95, 45, 60, 20), True),
        (Rectangle(200, 200, 1, 1), True),
        (Rectangle(-20, -20, 200, 200), False),
    ],
)
def test_blank_places(place: Rectangle, blank: bool) -> None:
    left, bottom, width, height = 30 * PT, 20 * PT, 10 * PT, 10 * PT
    content = f"{left} {bottom} {width} {height} re f".encode()
    with raster.opened(page(content)) as pages:
        assert is_blank(pages.render(0, 254), place) is blank
        assert is_blank(pages.render(0, 254, colours=True), place) is blank


def test_pale_tints_are_not_blank_but_noise_is() -> None:
    with raster.opened(page(b".95 g 0 0 999 999 re f")) as pages:
        pale = pages.render(0, 25.4)
    with raster.opened(page(b".98 g 0 0 999 999 re f")) as pages:
        noise = pages.render(0, 25.4)
    assert not is_blank(pale, Rectangle(1, 1, 5, 5))
    assert is_blank(noise, Rectangle(1, 1, 5, 5))


def test_places_of_characters() -> None:
    with raster.opened(page(b"BT /F 10 Tf 20 30 Td (Ha p) Tj ET")) as pages:
        boxes = pages.characters(0)
    assert len(boxes) == 3, "the space has no ink"
    assert boxes[0].bottom == pytest.approx(30, abs=0.2)
    assert boxes[0].top - boxes[0].bottom == pytest.approx(7.2, abs=0.2)
    assert boxes[2].bottom < 29, "p has a descender"
    assert 20 < boxes[0].left < boxes[1].left < boxes[2].left < 45


def test_text_that_is_not_seen_has_no_place() -> None:
    with raster.opened(page(b"BT /F 10 Tf 3 Tr 20 30 Td (scan) Tj 0 Tr 40 0 Td (x) Tj ET")) as pages:
        (box,) = pages.characters(0)
    assert box.left > 59


def test_not_more_pixels_than_bounded() -> None:
    with (
        raster.opened(page(b"", size=(4000, 4000)), "plakat.pdf") as pages,
        pytest.raises(Refused, match=r"Page 1 of plakat\.pdf is too large"),
    ):
        pages.render(0, 300)


def test_drawing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_MOST_SECONDS", -1.0)
    many = b"0 0 9 9 re f\n" * 5000
    with raster.opened(page(many), "ewig.pdf") as pages, pytest.raises(Refused, match=r"Page 1 of ewig\.pdf"):
        pages.render(0, 72)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_any_file_is_drawn_or_refused(path: Path) -> None:
    try:
        with raster.opened(path) as pages:
            drawn = pages.render(0, 30)
            assert len(drawn.data) == drawn.width * drawn.height
    except Refused as refusal:
        (problem,) = refusal.diagnostics
        assert problem.code in {"pdf-unreadable", "pdf-encrypted"}
        assert path.name in problem.cause("de")


@pytest.mark.parametrize(
    ("name", "code"), [("none.pdf", "file-missing"), (".", "file-is-folder"), ("text.pdf", "pdf-unreadable")]
)
def test_what_is_no_pdf(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "text.pdf").write_text("nothing", encoding="utf-8")
    with pytest.raises(Refused) as caught, raster.opened(tmp_path / name):
        pass
    assert [problem.code for problem in caught.value.diagnostics] == [code]
