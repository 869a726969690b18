"""The booklet: A5 pages set anew, and what their sheets look like as a PDF."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from statistics import mean
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from infobrief_pdf import Workspace, render
from infobrief_pdf.booklets import Imposed, imposed
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.impose import FOLDS, Order, Plan, Side, plan
from infobrief_pdf.impose.editions import folded
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.paper import A5
from infobrief_pdf.pdf.sheets import Described, DrawnSide, Placed, drawn
from infobrief_pdf.setting import Typeset
from infobrief_pdf.units import mm_to_pt
from tests.support.boxes import recorded
from tests.support.pages import FAILED, REFERENCES, keep, looks_alike, pictures, save_reference
from tests.support.workspace import ARTICLES, HEAD, ISSUE, LAYOUT_TEXT, NAME, workspace
from tests.test_pages import GRID, POINTS, text_of

ROOT = Path(__file__).parent.parent
BOOKLET = folded(EDITIONS["booklet"], None)
ISSUES = ("migration/2018/02", "musterbrief/2025/01")
NEAR = 0.1
"""Points."""


class Set:
    """An issue set as a booklet, with the boxes of its pages."""

    def __init__(self, made: Typeset, boxes: list[Any]) -> None:
        self.made, self.boxes = made, boxes

    def sheets(self, order: Order | None = None) -> Imposed:
        space = Workspace(ROOT)
        with render.EXCLUSIVE:
            space.use_fonts()
            return imposed(self.made, BOOKLET, order or Order(), space.typefaces.families)


@pytest.fixture(scope="module")
def booklets() -> Mapping[str, Set]:
    found = {}
    for issue in ISSUES:
        with recorded() as boxes:
            found[issue] = Set(Workspace(ROOT).typeset(issue, BOOKLET), boxes)
    return found


class TestPages:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_are_a5(self, booklets: Mapping[str, Set], issue: str) -> None:
        size = mm_to_pt(A5.width), mm_to_pt(A5.height)
        for page in PdfReader(BytesIO(booklets[issue].made.pdf)).pages:
            assert (float(page.trimbox.width), float(page.trimbox.height)) == pytest.approx(size, abs=NEAR)

    @pytest.mark.parametrize("issue", ISSUES)
    def test_lines_hold_60_to_75_characters(self, booklets: Mapping[str, Set], issue: str) -> None:
        lengths = [len(text_of(line)) for page in booklets[issue].boxes for line in body_lines(page)]
        assert lengths
        assert 60 <= mean(length for length in lengths if length > 50) <= 75
        assert max(lengths) <= 82

    @pytest.mark.parametrize("issue", ISSUES)
    def test_text_of_facing_pages_stands_level(self, booklets: Mapping[str, Set], issue: str) -> None:
        """From the second page on: the contents on the first are set closer."""
        top = mm_to_pt(19.5)
        offsets = [
            (line.position_y * POINTS - top) % GRID
            for page in booklets[issue].boxes[1:]
            for line in body_lines(page)
        ]
        assert sum(min(offset, GRID - offset) < 0.05 for offset in offsets) >= 0.9 * len(offsets)

    @pytest.mark.parametrize("issue", ISSUES)
    def test_margins_are_mirrored_and_folios_at_the_outer_edge(
        self, booklets: Mapping[str, Set], issue: str
    ) -> None:
        for number, page in enumerate(booklets[issue].boxes, start=1):
            folios = [
                box for box in page.descendants() if getattr(box, "text", None) == str(number) and box.height
            ]
            foot = [box for box in folios if box.position_y * POINTS > mm_to_pt(190)]
            if number == 1:
                assert not foot
            for box in foot:
                is_right = box.position_x * POINTS > mm_to_pt(A5.width) / 2
                assert is_right == (number % 2 == 1)


class TestBackCover:
    """Blanks, where there have to be any, stand before the imprint and never part a text."""

    @pytest.mark.parametrize(("paragraphs", "fills"), [(1, False), (26, False), (40, False), (46, True)])
    def test_the_imprint_is_the_last_page_unless_the_text_fills_the_sheets(
        self, paragraphs: int, fills: bool, tmp_path: Path
    ) -> None:
        text = "\n\n".join(f"          Absatz {number} sagt etwas." for number in range(paragraphs))
        space = Workspace(workspace(tmp_path, {ISSUE: f"{HEAD}{ARTICLES}        text: |\n{text}\n"}))
        made = space.typeset(NAME, BOOKLET)
        last = PdfReader(BytesIO(made.pdf)).pages[-1].extract_text()
        assert "Impressum" in last
        assert ("Absatz" in last) == fills
        assert not fills or plan(made.pages, "a5").blanks == 0


class TestSheets:
    def test_pages_land_where_the_plan_says(self, booklets: Mapping[str, Set]) -> None:
        """Every character of every page, measured on the sheet; paper of 300 g/m² creeps visibly."""
        made = booklets["musterbrief/2025/01"].made
        sheets = booklets["musterbrief/2025/01"].sheets(Order(grammage=300))
        planned = plan(made.pages, "a5", grammage=300)
        assert len(planned.sheets) == 3
        pages = characters(made.pdf)
        for side, seen in zip(sides(planned), characters(sheets.pdf), strict=True):
            expected = [
                (letter, x + cell.x + cell.shift, y + cell.y)
                for cell in side.cells
                if cell.page
                for letter, x, y in pages[cell.page - 1]
            ]
            assert len(seen) == len(expected)
            for one, other in zip(sorted(seen), sorted(expected), strict=True):
                assert one[0] == other[0]
            rest = {(letter, round(x), round(y)): (x, y) for letter, x, y in seen}
            for letter, x, y in expected:
                near = [
                    rest.get((letter, round(x) + dx, round(y) + dy)) for dx in (0, 1, -1) for dy in (0, 1, -1)
                ]
                assert any(each and abs(each[0] - x) < NEAR and abs(each[1] - y) < NEAR for each in near)

    def test_a_page_is_clipped_to_its_cell(self) -> None:
        """A page that is black all over, shifted as far as five sheets of thick paper shift it."""
        planned = plan(20, "a5", grammage=300)
        cell = next(cell for cell in planned.sheets[-1].back.cells if cell.shift > 0)
        left, _, right, _ = planned.trim_box(cell)
        side = DrawnSide(
            planned.width, planned.height, planned.box, (Placed(0, (left, 0, right, 595.2), cell.shift),)
        )
        picture = rendered(drawn([black_page()], [side], DESCRIBED), scale=4)[0].convert("L")
        row = [picture.getpixel((x, picture.height // 2)) for x in range(picture.width)]
        dark = [x / 4 for x, value in enumerate(row) if value < 128]
        assert cell.shift > 4
        assert (min(dark), max(dark)) == pytest.approx((left + cell.shift, right), abs=0.3)

    def test_the_page_on_its_head_covers_the_same_place(self) -> None:
        box = (100.0, 50.0, 100 + mm_to_pt(148), 50 + mm_to_pt(210))
        side = DrawnSide(842, 700, box, (Placed(0, box, rotation=180),))
        upright = DrawnSide(842, 700, box, (Placed(0, box),))
        turned, straight = rendered(drawn([corner_page()], [side, upright], DESCRIBED), scale=1)
        assert dark_box(straight) == pytest.approx((100, 600, 150, 650), abs=1)
        right, bottom = round(box[2]), round(700 - box[3])
        assert dark_box(turned) == pytest.approx((right - 50, bottom, right, bottom + 50), abs=2)

    def test_boxes_and_how_to_print(self, booklets: Mapping[str, Set]) -> None:
        reader = PdfReader(BytesIO(booklets["migration/2018/02"].sheets().pdf))
        for page in reader.pages:
            assert list(map(float, page.mediabox)) == pytest.approx(
                [0, 0, mm_to_pt(297), mm_to_pt(210)], abs=NEAR
            )
            trim = [mm_to_pt(0.5), 0, mm_to_pt(296.5), mm_to_pt(210)]
            assert list(map(float, page.trimbox)) == pytest.approx(trim, abs=NEAR)
        wishes = reader.root_object["/ViewerPreferences"]
        assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/DuplexFlipShortEdge", "/None")

    def test_metadata_language_and_no_claims(self, booklets: Mapping[str, Set]) -> None:
        reader = PdfReader(BytesIO(booklets["migration/2018/02"].sheets().pdf))
        assert reader.metadata is not None
        assert reader.metadata.title == "Infobrief Migration 02/2018"
        assert reader.metadata.producer.startswith("WeasyPrint ")
        assert reader.root_object["/Lang"] == "de"
        packet = reader.root_object["/Metadata"].get_data().decode()
        assert "Infobrief Migration 02/2018" in packet
        assert "pdfaid" not in packet
        assert "pdfuaid" not in packet
        assert "/StructTreeRoot" not in reader.root_object

    def test_the_source_travels_inside(self, booklets: Mapping[str, Set]) -> None:
        made, sheets = booklets["musterbrief/2025/01"].made, booklets["musterbrief/2025/01"].sheets()
        before, after = PdfReader(BytesIO(made.pdf)), PdfReader(BytesIO(sheets.pdf))
        assert dict(after.attachments) == dict(before.attachments)
        assert json.loads(after.attachments["manifest.json"][0])["edition"] == "booklet"
        assert len(after.root_object["/AF"]) == len(before.root_object["/AF"])

    def test_typefaces_and_pictures_are_stored_once(self, booklets: Mapping[str, Set]) -> None:
        made, sheets = booklets["musterbrief/2025/01"].made, booklets["musterbrief/2025/01"].sheets()
        for kind in ("/FontFile2", "/FontFile3", "/Image"):
            assert count(sheets.pdf, kind) == count(made.pdf, kind)
        assert len(sheets.pdf) < 1.1 * len(made.pdf)

    def test_the_same_bytes_each_time(self, booklets: Mapping[str, Set]) -> None:
        order = Order(has_marks=True, has_instructions=True)
        one, other = (booklets["migration/2018/02"].sheets(order).pdf for _ in range(2))
        assert one == other
        assert one != booklets["migration/2018/02"].sheets().pdf

    def test_marks_are_drawn_away_from_all_text(self, booklets: Mapping[str, Set]) -> None:
        plain, marked = (
            rendered(booklets["migration/2018/02"].sheets(Order(has_marks=has_marks)).pdf, scale=2)
            for has_marks in (False, True)
        )
        middle = round(mm_to_pt(148.5) * 2)
        strip = (middle - 8, 0, middle + 8, plain[0].height)
        assert dark_box(plain[0].crop(strip)) is None
        assert dark_box(marked[0].crop(strip)) is not None
        outside = [(0, 0, middle - 4, plain[0].height), (middle + 4, 0, *plain[0].size)]
        assert all(plain[0].crop(box).tobytes() == marked[0].crop(box).tobytes() for box in outside)
        assert plain[1].tobytes() == marked[1].tobytes()

    def test_a_thick_booklet_is_hinted_at(self, booklets: Mapping[str, Set]) -> None:
        assert booklets["musterbrief/2025/01"].sheets().hints == ()
        (hint,) = booklets["musterbrief/2025/01"].sheets(Order(grammage=600)).hints
        assert hint.code == "booklet-thick"
        assert hint.cause("en").startswith("3 sheets of 600 g/m²")

    def test_instructions_are_a_sheet_of_their_own(self, booklets: Mapping[str, Set]) -> None:
        order = Order(grammage=90, has_instructions=True)
        made = booklets["migration/2018/02"].sheets(order)
        words = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
        assert made.sides == len(words) == 4
        assert "Druckanleitung" in words[0]
        assert "90\u202fg/m²" in words[0].replace("\xa0", "\u202f") or "90 g/m²" in words[0]
        assert "kurzen Kante" in words[0]
        assert words[1].strip() == ""


def test_arabic_is_bound_at_the_right(tmp_path: Path) -> None:
    head = HEAD.replace("language: de", "language: ar")
    text = f"{head}{ARTICLES}        text: السلام عليكم\n"
    space = Workspace(workspace(tmp_path, {ISSUE: text}))
    built = space.build(NAME, edition="booklet", output=tmp_path)
    pages = characters(built.path.read_bytes())
    middle = mm_to_pt(148.5)
    first = [x for letter, x, _ in pages[0] if letter == "R"]  # of the nameplate's “Rundbrief”
    assert any(x < middle for x in first)


class TestReferences:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_sheets_look_as_they_did(self, booklets: Mapping[str, Set], issue: str, tmp_path: Path) -> None:
        file = tmp_path / "sheets.pdf"
        file.write_bytes(booklets[issue].sheets(Order(has_marks=True)).pdf)
        compared(file, REFERENCES / "booklet" / issue)

    def test_a6_with_instructions(self, tmp_path: Path) -> None:
        order = Order("a6", has_marks=True, has_instructions=True)
        issue = "migration/2018/02"
        built = Workspace(ROOT).build(issue, edition="booklet", output=tmp_path, order=order)
        assert built.path.name == "infobrief-migration-2018-02-booklet-a6.pdf"
        compared(built.path, REFERENCES / "booklet-a6" / issue)


class TestCommandLine:
    @pytest.fixture
    def run(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Callable[..., tuple[int, str, str]]:
        workspace(tmp_path)
        monkeypatch.chdir(tmp_path)

        def call(*arguments: str) -> tuple[int, str, str]:
            code = main(["--lang", "en", "build", *arguments])
            out, err = capsys.readouterr()
            return code, out, err

        return call

    def test_a_booklet(self, run: Callable[..., tuple[int, str, str]]) -> None:
        code, out, _ = run("--edition", "booklet", "--paper", "100", "--marks", "--json")
        assert code == 0
        (product,) = json.loads(out)["built"]
        assert (product["edition"], product["pages"]) == ("booklet", 2)
        assert product["path"].endswith("brief-2026-01-booklet.pdf")

    def test_side_by_side(self, run: Callable[..., tuple[int, str, str]]) -> None:
        code, out, _ = run(
            "--edition", "booklet", "--fold", "flat", "--flip", "long", "--instructions", "--json"
        )
        assert code == 0
        (product,) = json.loads(out)["built"]
        assert product["path"].endswith("brief-2026-01-booklet-flat.pdf")
        assert "long edge" in PdfReader(product["path"]).pages[0].extract_text() or "langen Kante" in (
            PdfReader(product["path"]).pages[0].extract_text()
        )

    @pytest.mark.parametrize("option", [["--fold", "a5"], ["--paper", "90"], ["--marks"], ["--instructions"]])
    def test_only_editions_on_sheets_have_sheets(
        self, option: list[str], run: Callable[..., tuple[int, str, str]]
    ) -> None:
        code, _, err = run(*option)
        assert code == 2
        assert "for these editions: booklet" in err

    @pytest.mark.parametrize(
        "option", [["--fold", "a3"], ["--paper", "0"], ["--paper", "dick"], ["--flip", "x"]]
    )
    def test_values_that_are_none(self, option: list[str], run: Callable[..., tuple[int, str, str]]) -> None:
        assert run("--edition", "booklet", *option)[0] == 2

    def test_every_fold_can_be_asked_for(self) -> None:
        from infobrief_pdf.cli.arguments import parser

        for fold in FOLDS:
            assert parser().parse_args(["build", "--fold", fold]).fold == fold

    def test_a_broken_issue_leaves_the_older_booklet(self, run: Callable[..., tuple[int, str, str]]) -> None:
        arguments = ("--edition", "booklet", "--fold", "a6")
        assert run(*arguments)[0] == 0
        Path(ISSUE).write_text("series: brief\n", "utf-8")
        code, _, err = run(*arguments)
        assert code == 1
        assert "brief-2026-01-booklet-a6.pdf was left as it was." in err

    def test_no_other_fold(self) -> None:
        with pytest.raises(Refused, match="There is no way “a3”"):
            folded(EDITIONS["booklet"], "a3")


class TestLayouts:
    def test_an_edition_changes_sizes_for_itself_only(self, tmp_path: Path) -> None:
        text = f"{LAYOUT_TEXT}per_edition: {{booklet: {{scale: {{body: {{size: 9, line: 14}}}}}}}}\n"
        space = Workspace(workspace(tmp_path, {"layouts/mine/layout.yaml": text}))
        assert {size(space, "booklet"), size(space, "screen")} == {9.0, 10.5}

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [(("booklet",), 9.0), (("press-a5",), 9.0), (("press-a5", "booklet"), 9.0), ((), 10.0)],
    )
    def test_the_more_special_name_wins(
        self, tmp_path: Path, changed: tuple[str, ...], expected: float
    ) -> None:
        """`press-a5` takes what `booklet` sets, unless it is changed itself."""
        sizes = dict(zip(changed, (9, 8), strict=False))
        entries = ", ".join(
            f"{name}: {{scale: {{body: {{size: {size}, line: 14}}}}}}" for name, size in sizes.items()
        )
        text = f"{LAYOUT_TEXT}per_edition: {{{entries}}}\n"
        space = Workspace(workspace(tmp_path, {"layouts/mine/layout.yaml": text}))
        assert size(space, "press-a5") == expected

    def test_style_sheets_apply_from_the_general_to_the_special(self) -> None:
        assert EDITIONS["press-a5"].names == ("duplex", "booklet", "press", "press-a5")
        assert EDITIONS["handout"].names == ("duplex", "archive", "handout")

    @pytest.mark.parametrize(
        ("editions", "code"),
        [
            ("{boklet: {scale: {}}}", "edition-unknown"),
            ("{booklet: {scale: {boddy: {size: 9, line: 14}}}}", "token-unused"),
            ("{booklet: {spacing: {page-middle: 3}}}", "token-unused"),
            ("{booklet: {colors: {}}}", "field-unknown"),
        ],
    )
    def test_misspelled_changes_are_refused_at_their_place(
        self, editions: str, code: str, tmp_path: Path
    ) -> None:
        text = f"{LAYOUT_TEXT}per_edition: {editions}\n"
        with pytest.raises(Refused) as caught:
            Workspace(workspace(tmp_path, {"layouts/mine/layout.yaml": text})).check(NAME)
        (problem,) = caught.value.diagnostics
        assert problem.code == code
        assert str(problem.place).startswith("layouts/mine/layout.yaml:2:")


DESCRIBED = Described({"/Title": "Blätter"}, b"<x/>", "de", "short")


def body_lines(page: Any) -> list[Any]:
    """Lines of running text, which is 10 pt."""
    return [line for line in lines_of(page) if round(line.style["font_size"] * POINTS, 2) == 10]


def lines_of(page: Any) -> list[Any]:
    from weasyprint.formatting_structure import boxes

    return [
        box
        for box in page.descendants()
        if isinstance(box, boxes.LineBox)
        and box.element_tag == "p"
        and box.style["font_family"][0] == "Source Serif 4"
    ]


def size(space: Workspace, edition: str) -> float:
    design = space.read(NAME).layout
    return design.set_on(EDITIONS[edition].paper, *EDITIONS[edition].names).tokens.scale["body"].size


def sides(planned: Plan) -> list[Side]:
    return [side for sheet in planned.sheets for side in (sheet.front, sheet.back)]


def characters(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """Every visible character of each page with the lower left corner of its box."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        letters = text.get_text_range()
        assert len(letters) == text.count_chars()
        found.append(
            [
                (letter, *text.get_charbox(index)[:2])
                for index, letter in enumerate(letters)
                if not letter.isspace() and letter.isprintable()
            ]
        )
    document.close()
    return found


def rendered(pdf: bytes, scale: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def dark_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is not white."""
    return picture.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()


def page_of(content: bytes) -> bytes:
    """A PDF with one page of A5."""
    writer = PdfWriter()
    page = writer.add_blank_page(mm_to_pt(A5.width), mm_to_pt(A5.height))
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def black_page() -> bytes:
    return page_of(b"0 g -900 -900 2000 2000 re f")


def corner_page() -> bytes:
    """Black in the lower left corner."""
    return page_of(b"0 g 0 0 50 50 re f")


def count(pdf: bytes, kind: str) -> int:
    """Fonts or pictures that are stored in a PDF."""
    reader = PdfReader(BytesIO(pdf))
    found = 0
    for number in range(1, reader.trailer["/Size"]):
        thing = (
            reader.get_object(number) if number in reader.xref[0] or number in reader.xref_objStm else None
        )
        if isinstance(thing, dict):
            found += kind in thing or thing.get("/Subtype") == kind
    return found


def compared(file: Path, folder: Path) -> None:
    """Every side against its reference."""
    shown = {f"{number:02}": page for number, page in enumerate(pictures(file), start=1)}
    if os.environ.get("UPDATE_REFERENCES") == "1":
        for old in folder.glob("*.png"):
            old.unlink()
        for name, page in shown.items():
            save_reference(page, folder / f"{name}.png")
    expected = {path.stem: Image.open(path).convert("RGB") for path in sorted(folder.glob("*.png"))}
    assert shown.keys() == expected.keys()
    changed = [name for name, page in shown.items() if not looks_alike(page, expected[name])]
    for name in changed:
        keep(shown[name], expected[name], FAILED, f"{'-'.join(folder.parts[-4:])}-{name}")
    assert not changed, f"sides {changed} differ; see {FAILED.name}/"


def test_a_closer_setting_saves_a_sheet() -> None:
    """One page too many would cost four: pictures a quarter smaller, closer gaps, and 20 pages suffice."""
    made = Workspace(Path(__file__).parent.parent).make("musterbrief/2025/03", edition="booklet")
    assert made.pages == 10
    with pypdfium2.PdfDocument(made.pdf) as document:
        back = document[0].get_textpage().get_text_bounded(right=421)
    assert "Verantwortlich" in back, "the imprint is on the back cover"
