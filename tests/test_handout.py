"""The handout: codes are read from the printed page, addresses stand beside them, holes hit no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import yaml
import zxingcpp
from PIL import Image, ImageChops

from infobrief_pdf import Built, Workspace, pdf
from infobrief_pdf.checks.contrast import contrast
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.codes import code
from infobrief_pdf.compose.printed import Printer, drawn, printed_address
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.units import mm_to_pt
from tests.support.pages import ISSUES
from tests.support.workspace import NAME, workspace

ROOT = Path(__file__).parent.parent
DPI = 150
OCCASION = "Gespräch mit der Fraktion Beispielpartei, 12.10.2018"

Made = Callable[..., Built]


@dataclass(frozen=True)
class Sheet:
    """A page as it comes out of a black-and-white printer, its text, and what its codes say."""

    picture: Image.Image
    text: str
    codes: tuple[str, ...]


def sheets(path: Path) -> list[Sheet]:
    document = pypdfium2.PdfDocument(path)
    try:
        found = []
        for page in document:
            picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
            read = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=False)
            text = page.get_textpage().get_text_range()
            found.append(Sheet(picture, text, tuple(each.text for each in read)))
        return found
    finally:
        document.close()


@pytest.fixture(scope="module")
def handouts(made: Made) -> Mapping[str, list[Sheet]]:
    return {issue: sheets(made(issue, "handout", occasion=OCCASION).path) for issue in ISSUES}


def source(issue: str) -> str:
    return (ROOT / "issues" / f"{issue}.yaml").read_text(encoding="utf-8")


def expected(issue: str) -> set[str]:
    """Every web address that its files name, found without this program's help, but bare host names."""
    series = (ROOT / "issues" / issue.split("/")[0] / "series.yaml").read_text(encoding="utf-8")
    addresses = re.findall(r"https?://[^\s)\"]+", source(issue))
    addresses.append(str(yaml.safe_load(series).get("archive_url", "")))
    return {each for each in addresses if each.rstrip("/").count("/") > 2}


class TestCodes:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_every_address_has_one_code_that_says_exactly_it(
        self, handouts: Mapping[str, list[Sheet]], issue: str
    ) -> None:
        read = [each for sheet in handouts[issue] for each in sheet.codes]
        assert sorted(read) == sorted(expected(issue))

    @pytest.mark.parametrize("issue", ISSUES)
    def test_address_can_be_read_on_the_page_of_its_code(
        self, handouts: Mapping[str, list[Sheet]], issue: str
    ) -> None:
        for sheet in handouts[issue]:
            words = re.sub(r"[\s\ufffe\x02-]", "", sheet.text)  # PDFium drops a hyphen at the end of a line
            heads = {each: printed_address(each).removesuffix("…").replace("-", "") for each in sheet.codes}
            assert [each for each, head in heads.items() if head not in words] == []

    def test_words_of_a_link_in_running_text_stay(self, handouts: Mapping[str, list[Sheet]]) -> None:
        (sheet,) = [each for each in handouts["musterbrief/2025/03"] if "sechs Sprachen singt" in each.text]
        assert "https://www.example.org/chor" in sheet.codes
        assert "www.example.org/chor" in sheet.text

    def test_letters_stand_in_brackets_behind_their_words(self, handouts: Mapping[str, list[Sheet]]) -> None:
        last = " ".join(handouts["musterbrief/2025/01"][-1].text.split())
        assert "E-Mail an die Redaktion (infobrief@example.org)" in last

    @pytest.mark.parametrize("length", [20, 60, 100, 180, 250, 330, 410])
    def test_modules_on_paper_take_at_least_04_millimetres(self, length: int) -> None:
        made = code("https://example.org/".ljust(length, "x"))
        assert made is not None
        height = drawn("code-1", made)["height"]
        assert height % 14 == 0
        assert height / made.modules >= mm_to_pt(0.4)


def test_an_issue_from_right_to_left_has_its_codes_in_the_right_margin(tmp_path: Path) -> None:
    text = (
        "series: brief\nnumber: 1\nyear: 2026\ndate: 2026-03-02\nlanguage: ar\n"
        "events: [{title: Treffen, start: 2026-03-04, url: https://www.example.org/treffen}]\n"
        "sections: [{articles: [{id: a, title: A, text: '[hier](https://www.example.org/hier)',"
        " links: [{text: dort, url: https://www.example.org/dort}]}]}]\n"
    )
    space = Workspace(workspace(tmp_path, {f"issues/{NAME}.yaml": text}))
    found = sheets(space.build(NAME, edition="handout", output=tmp_path / "x.pdf").path)
    codes = sorted(each.rpartition("/")[2] for sheet in found for each in sheet.codes)
    assert codes == ["dort", "hier", "treffen"]
    for sheet in found:
        left = sheet.picture.crop((0, 0, sheet.picture.width * 2 // 3, sheet.picture.height))
        assert list(zxingcpp.read_barcodes(left)) == []


class TestPrinter:
    def test_bare_host_names_are_typed(self) -> None:
        printer = Printer("printed")
        assert printer.link("https://www.example.org/")["code"] is None
        assert printer.link("mailto:info@example.org")["code"] is None
        assert printer.link("https://www.example.org/a")["code"] is not None

    def test_an_address_has_one_code(self) -> None:
        printer = Printer("printed")
        first, second = (printer.link("https://www.example.org/a") for _ in range(2))
        assert first["code"]
        assert second["code"] is None
        assert second["address"] == first["address"]
        assert list(printer.codes) == ["code-1"]

    def test_an_address_too_long_for_a_code_is_printed_whole(self) -> None:
        url = "https://www.example.org/" + "weg/" * 120 + "ziel"
        link = Printer("printed").link(url)
        assert link["code"] is None
        assert link["address"].replace("<wbr/>", "") == url.removeprefix("https://")

    def test_on_a_screen_links_stay_links(self) -> None:
        printer = Printer("live")
        block = {"kind": "paragraph", "html": '<p><a href="mailto:a@b.de">Brief</a></p>'}
        assert printer.block(block) == block
        assert printer.beside([block]) == [block]
        assert printer.link("https://www.example.org/a")["address"] is None

    def test_a_row_takes_what_stands_beside_its_code(self) -> None:
        link = '<p><a href="https://www.example.org/a">Wort</a></p>'
        texts = (link, "<p>Kurz.</p>", f"<p>{'Lang. ' * 99}</p>")
        blocks = [{"kind": "paragraph", "html": html} for html in texts]
        row, *rest = Printer("printed").beside([*blocks, *blocks[1:]])
        assert row["kind"] == "beside"
        assert row["blocks"] == blocks
        assert rest == blocks[1:]

    @pytest.mark.parametrize(
        ("html", "printed"),
        [
            ('<a href="mailto:a@b.de">Brief</a>', "Brief</a> <span"),
            ('<a class="address" href="mailto:a@b.de">a@<wbr/>b.de</a>', "b.de</a>|"),
            ('<a href="tel:+493012345">Anruf</a>', "Anruf</a> <span"),
            ('<a class="phone" href="tel:+493012345">030 12345</a>', "12345</a>|"),
            ('<a href="https://www.example.org/a">Wort</a>', "Wort</a>|"),
        ],
    )
    def test_what_stands_behind_the_words_of_a_link(self, html: str, printed: str) -> None:
        block = Printer("printed").block({"kind": "paragraph", "html": f"{html}|"})
        assert printed in block["html"]

    def test_without_a_margin_web_addresses_do_too(self) -> None:
        block = {"kind": "paragraph", "html": '<a href="https://www.example.org/a">Wort</a>'}
        for links in ("inline", "typed"):
            assert "(www" in Printer(links).block(block)["html"]

    @pytest.mark.parametrize(("length", "is_whole"), [(150, True), (200, True), (201, False)])
    def test_without_a_code_an_address_is_printed_whole_as_far_as_anyone_types(
        self, length: int, is_whole: bool
    ) -> None:
        address = "www.example.org/berichte/".ljust(length, "x")
        html = f'<a href="https://{address}">Wort</a>'
        shown = Printer("typed").block({"kind": "paragraph", "html": html})["html"].replace("<wbr/>", "")
        assert (f"({address})" in shown) is is_whole

    def test_beside_its_code_an_address_is_cut_where_it_exceeds_two_lines(self) -> None:
        def shown(length: int) -> str:
            url = "https://www.example.org/berichte/".ljust(length + len("https://"), "x")
            return str(Printer("printed").link(url)["address"]).replace("<wbr/>", "")

        assert shown(140).endswith("x")
        assert shown(141) == "www.example.org/berichte/…"

    def test_of_several_links_each_says_its_words(self) -> None:
        html = "".join(f'<a href="https://www.example.org/{each}">Wort {each}</a>' for each in "ab")
        (row,) = Printer("printed").beside([{"kind": "paragraph", "html": f"<p>{html}</p>"}])
        assert [link["text"] for link in row["links"]] == ["Wort a", "Wort b"]

    def test_more_links_than_stand_beside_their_text_stand_below(self) -> None:
        html = "".join(f'<a href="https://www.example.org/{each}">Wort {each}</a>' for each in "abc")
        block = {"kind": "paragraph", "html": f"<p>{html}</p>"}
        printer = Printer("printed")
        assert printer.beside([block]) == [block]
        below = printer.below((), ())
        assert [(link["text"], bool(link["code"])) for link in below] == [
            (f"Wort {each}", True) for each in "abc"
        ]
        assert printer.below((), ()) == []


def ink(picture: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom edge of what is printed, in millimetres."""
    box = ImageChops.invert(picture).point([0] * 40 + [255] * 216).getbbox()
    assert box
    left, top, right, bottom = (edge / DPI * 25.4 for edge in box)
    return left, top, right, bottom


class TestPaper:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_text_keeps_away_from_the_holes_and_from_the_edge(
        self, handouts: Mapping[str, list[Sheet]], issue: str
    ) -> None:
        for number, sheet in enumerate(handouts[issue], start=1):
            left, top, right, bottom = ink(sheet.picture)
            bound, outer = (left, 210 - right) if number % 2 else (210 - right, left)
            assert bound >= 24.5, f"page {number}"
            assert min(outer, top, 297 - bottom) >= 5, f"page {number}"

    @pytest.mark.parametrize("issue", ["migration/2018/02", "musterbrief/2025/02"])
    def test_colours_can_be_read_in_grey(self, issue: str) -> None:
        tokens = Workspace(ROOT).read(issue).layout.tokens
        grey = {name: _grey(color.rgb) for name, color in tokens.colors.items()}
        for pair in tokens.pairs or ():
            assert contrast(grey[pair.text], grey[pair.ground]) >= (3 if pair.large else 4.5), pair

    @pytest.mark.parametrize("edition", ["handout", "large-print", "onepager"])
    def test_style_sheets_of_these_editions_add_no_colour(self, edition: str) -> None:
        text = (ROOT / f"layouts/base/editions/{edition}.css").read_text(encoding="utf-8")
        assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|opacity", text) == []

    def test_no_large_ground_takes_toner(self, handouts: Mapping[str, list[Sheet]]) -> None:
        first = handouts["migration/2018/02"][0].picture
        assert sum(first.histogram()[:128]) < 0.08 * first.width * first.height


def _grey(color: str) -> str:
    """A colour as a printer without colours mixes it (ITU-R BT.601)."""
    picture = Image.new("RGB", (1, 1), color).convert("L")
    value = picture.tobytes()[0]
    return f"#{value:02x}{value:02x}{value:02x}"


class TestOccasion:
    def test_stands_in_the_nameplate(self, handouts: Mapping[str, list[Sheet]]) -> None:
        assert OCCASION in " ".join(handouts["migration/2018/02"][0].text.split())

    @pytest.mark.parametrize(
        ("edition", "occasion", "code"),
        [
            ("screen", "Gespräch", "occasion-unwanted"),
            ("handout", " \n", "occasion-unusable"),
            ("handout", "x" * 161, "occasion-unusable"),
            ("handout", "a\u202eb", "occasion-unusable"),
        ],
    )
    def test_what_is_no_line_is_refused(self, tmp_path: Path, edition: str, occasion: str, code: str) -> None:
        with pytest.raises(Refused) as caught:
            Workspace(ROOT).build("migration/2018/02", edition=edition, occasion=occasion, output=tmp_path)
        assert [problem.code for problem in caught.value.diagnostics] == [code]
        assert list(tmp_path.iterdir()) == []


class TestConformance:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_tags_are_sound(self, made: Made, issue: str) -> None:
        path = made(issue, "handout", occasion=OCCASION).path
        assert [found for found in examine(pdf.anatomy(path), path.name).values() if found] == []

    def test_same_input_same_bytes(self, made: Made, tmp_path: Path) -> None:
        again = Workspace(ROOT).build(
            "migration/2018/02", edition="handout", occasion=OCCASION, output=tmp_path
        )
        first = made("migration/2018/02", "handout", occasion=OCCASION).path
        assert again.path.read_bytes() == first.read_bytes()
        assert again.path.name.startswith("infobrief-migration-2018-02-handout-gespraech-mit-der-fraktion-")
