"""QR codes are read again by a decoder that shares no code with what made them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from infobrief_pdf import Workspace, codes, render
from infobrief_pdf.codes import Code, code, vcard

ADDRESSES = (
    "https://www.example.org/fachtag",
    "https://www.example.org/schreibstube/schulung/anmeldung?kurs=2026-02&ort=neumuster",
    "https://www.example.org/größe/straße#überblick",
    "HTTPS://WWW.EXAMPLE.ORG/AB",
    "https://www.example.org/сайт/网站",
    f"https://www.example.org/{388 * 'x'}",
)


def drawn(symbol: Code, pixels: int = 3) -> Image.Image:
    """The path of a code as a picture, drawn without any SVG program."""
    picture = Image.new("L", (symbol.modules * pixels, symbol.modules * pixels), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", symbol.svg.decode()):
        left, top, right = int(x) * pixels, int(y) * pixels, (int(x) + int(width)) * pixels
        pen.rectangle((left, top, right - 1, top + pixels - 1), fill=0)
    return picture


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_says_exactly_the_address(address: str) -> None:
    symbol = code(address)
    assert symbol is not None
    (found,) = zxingcpp.read_barcodes(drawn(symbol))
    assert found.text == address
    assert found.ec_level == "M"


@pytest.mark.parametrize("length", [26, 42, 62, 84, 106, 180, 251, 412])
def test_modules_are_large_enough_and_the_size_is_the_smallest_one(length: int) -> None:
    symbol = code("x" * length)
    assert symbol is not None
    assert symbol.side / symbol.modules >= codes.LEAST_MODULE - 1e-9
    assert codes.LEAST_SIDE <= symbol.side <= codes.MOST_SIDE
    assert symbol.side == codes.LEAST_SIDE or symbol.side == pytest.approx(symbol.modules * 0.4)


def test_addresses_of_usual_length_take_18_to_25_millimetres() -> None:
    sizes = [symbol.side for length in range(20, 181) if (symbol := code("x" * length))]
    assert len(sizes) == 161
    assert min(sizes) == 18
    assert max(sizes) <= 25


def test_what_is_too_long_for_paper_has_no_code() -> None:
    assert code("x" * 412) is not None
    assert code("x" * 413) is None
    assert code("ü" * 207) is None


def test_quiet_zone_is_white() -> None:
    symbol = code(ADDRESSES[0])
    assert symbol is not None
    zone, inner = codes.QUIET_ZONE, symbol.modules - codes.QUIET_ZONE
    picture = drawn(symbol, pixels=1)
    dark = picture.point([255 - value for value in range(256)]).getbbox()
    assert dark == (zone, zone, inner, inner)


def test_same_text_same_bytes() -> None:
    first, second = (code(ADDRESSES[1]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"name": "Basri Aşkın", "phone": "+497112155123"}, "N:Aşkın;Basri;;;"),
        ({"name": "Geschäftsstelle"}, "N:Geschäftsstelle;;;;"),
        ({"name": "Jana B.", "organisation": "A, B; C\\D"}, r"ORG:A\, B\; C\\D"),
        ({"name": "Jana B.", "role": "Referentin", "email": "jana@example.org"}, "TITLE:Referentin"),
    ],
)
def test_a_contact_is_read_as_it_was_written(given: dict[str, str], line: str) -> None:
    text = vcard(**given)  # type: ignore[arg-type]
    assert line in text.split("\r\n")
    symbol = code(text)
    assert symbol is not None
    assert read(drawn(symbol)) == [text]


def test_a_page_shows_it() -> None:
    """WeasyPrint draws it black on white, to be read at its printed size from 300 dots an inch."""
    symbol = code(ADDRESSES[1])
    assert symbol is not None
    html = (
        '<html lang="de"><head><title>Code</title></head><body>'
        f'<img src="picture:code" alt="" style="width: {symbol.side}mm"><p>www.example.org</p></body></html>'
    )
    workspace = Workspace(Path(__file__).parent.parent)
    served = render.Assets({"code": render.Asset("image/svg+xml", symbol.svg)}, {})
    with render.EXCLUSIVE:
        workspace.use_fonts()
        pages = render.lay_out(
            html, (("page", "html { font-family: 'Source Sans 3' }"),), served, workspace.typefaces.families
        )
        painted = pages.paint(lambda pdf: None)
    assert [problem.code for problem in pages.problems] == []
    document = PdfDocument(painted)
    picture = document[0].render(scale=300 / 72).to_pil()
    document.close()
    assert read(picture) == [ADDRESSES[1]]
