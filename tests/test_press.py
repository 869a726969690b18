"""The press edition: PDF/X-4 in inks, inspected object by object, and its job ticket."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms

from infobrief_pdf import Built, Workspace, storage
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.images.inks import TOTAL_INK, Separation, total_ink
from infobrief_pdf.pdf import anatomy
from infobrief_pdf.profiles import FOGRA39
from infobrief_pdf.units import mm_to_pt
from tests.support.inks import Found, inspected, names_of_other_spaces
from tests.support.pages import keep, looks_alike, save_reference
from tests.support.workspace import (
    ARTICLES,
    HEAD,
    ISSUE,
    NAME,
    SERIES,
    SERIES_TEXT,
    with_image,
    with_text,
    workspace,
)
from tests.test_references import FAILED, ISSUES, REFERENCES

ROOT = Path(__file__).parent.parent
REAL = "migration/2018/02"
PICTURES = "musterbrief/2025/01"
SLUG, BLEED, TRIM = mm_to_pt(12), mm_to_pt(3), (mm_to_pt(210), mm_to_pt(297))


@dataclass
class Pressed:
    built: Built
    pdf: pikepdf.Pdf
    found: Found


@pytest.fixture(scope="module")
def pressed(made: Callable[..., Built]) -> Iterator[Mapping[str, Pressed]]:
    """Every sample issue, built and inspected once."""
    found = {}
    for issue in ISSUES:
        built = made(issue, "press")
        pdf = pikepdf.open(built.path)
        found[issue] = Pressed(built, pdf, inspected(pdf))
    yield found
    for each in found.values():
        each.pdf.close()


@pytest.fixture
def small(tmp_path: Path) -> Any:
    """Builds a small workspace for the press and inspects it."""

    @contextmanager
    def build(files: Mapping[str, str | bytes]) -> Iterator[Pressed]:
        built = Workspace(workspace(tmp_path, files)).build(NAME, edition="press", output=tmp_path / "out")
        with pikepdf.open(built.path) as pdf:
            yield Pressed(built, pdf, inspected(pdf))

    return build


def refused(files: Mapping[str, str | bytes], folder: Path) -> list[Diagnostic]:
    with pytest.raises(Refused) as caught:
        Workspace(workspace(folder, files)).build(NAME, edition="press", output=folder / "out")
    assert not (folder / "out").exists()
    return list(caught.value.diagnostics)


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(value) for value in page.obj[name]]  # type: ignore[union-attr]


@pytest.mark.parametrize("issue", ISSUES)
class TestFile:
    """What ISO 15930-7:2010 asks for; what each test stands for: docs/decisions/0011."""

    def test_boxes_lie_in_each_other(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        for page in pressed[issue].pdf.pages:
            assert box(page, "/TrimBox") == pytest.approx([0, 0, *TRIM], abs=0.01)
            for name, margin in (("/BleedBox", BLEED), ("/MediaBox", SLUG), ("/CropBox", SLUG)):
                expected = [-margin, -margin, TRIM[0] + margin, TRIM[1] + margin]
                assert box(page, name) == pytest.approx(expected, abs=0.01)
            assert not {"/ArtBox", "/Rotate", "/UserUnit"} & page.obj.keys()

    def test_no_object_has_another_colour_than_inks(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        each = pressed[issue]
        assert each.found.foreign == []
        assert names_of_other_spaces(each.pdf) == []
        assert each.found.text
        assert each.found.areas
        assert all(page.obj.Group.CS == "/DeviceCMYK" for page in each.pdf.pages)

    def test_text_has_the_inks_of_the_tokens(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        each = pressed[issue]
        layout = Workspace(ROOT).read(issue).layout
        inks = {tuple(ink / 100 for ink in color.cmyk) for color in layout.tokens.colors.values()}
        assert set(each.found.text) <= inks
        assert each.found.text.count((0, 0, 0, 1)) > len(each.found.text) / 2
        assert each.found.knocked_out == []

    def test_no_area_takes_too_much_ink(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        each = pressed[issue]
        assert max(map(sum, each.found.areas + each.found.text)) <= TOTAL_INK
        assert all(total_ink(picture) <= TOTAL_INK for picture in pictures_of(each.pdf))

    def test_the_output_intent_is_fogra39(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        (intent,) = pressed[issue].pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.RegistryName == "http://www.color.org"
        assert int(intent.DestOutputProfile.N) == 4
        profile = intent.DestOutputProfile.read_bytes()
        assert profile == FOGRA39.content()
        assert (profile[12:16], profile[16:20]) == (b"prtr", b"CMYK")

    def test_it_says_what_it_is(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        pdf = pressed[issue].pdf
        with pdf.open_metadata() as xmp:
            assert xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert xmp["pdf:Trapped"] == "False"
            assert xmp["xmpMM:DocumentID"].startswith("xmp.did:")
            assert xmp["xmpMM:VersionID"] == "1"
            assert xmp["xmpMM:RenditionClass"] == "default"
            assert xmp["dc:title"] == str(pdf.docinfo.Title)
            assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == xmp["xmp:MetadataDate"]
        assert pdf.docinfo.Trapped == "/False"
        assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate
        assert len(pdf.trailer.ID) == 2
        assert pdf.pdf_version == "1.6"
        assert not pdf.is_encrypted

    def test_nothing_acts_and_nothing_is_hidden(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        pdf = pressed[issue].pdf
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}
        for page in pdf.pages:
            assert not {"/Annots", "/AA", "/Tabs", "/StructParents"} & page.obj.keys()
        filters = {str(each.get("/Filter")) for each in pdf.objects if isinstance(each, pikepdf.Stream)}
        assert filters <= {"/FlateDecode", "/DCTDecode", "None"}

    def test_typefaces_are_inside(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        fonts = [each for each in pressed[issue].pdf.objects if is_a(each, "/FontDescriptor")]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & font.keys() for font in fonts)


def is_a(each: Any, kind: str) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind


def pictures_of(pdf: pikepdf.Pdf) -> list[Image.Image]:
    return [
        Image.open(io.BytesIO(each.read_raw_bytes()))
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
    ]


def test_the_inspection_finds_other_colours(built: Mapping[str, Built]) -> None:
    """The edition for screens: its text, areas, pictures and the profile of its output intent."""
    with pikepdf.open(built[PICTURES].path) as pdf:
        foreign, other = inspected(pdf).foreign, names_of_other_spaces(pdf)
    assert any(": rg " in each for each in foreign)
    assert any("picture in /DeviceRGB" in each for each in foreign)
    assert any("/DeviceRGB" in each for each in other)


def test_there_are_pictures_among_the_samples(pressed: Mapping[str, Pressed]) -> None:
    assert sum(each.found.images for each in pressed.values()) >= 5


def test_sources_stay_at_home(pressed: Mapping[str, Pressed]) -> None:
    assert all(not each.pdf.attachments for each in pressed.values())


@pytest.mark.parametrize("issue", [REAL, PICTURES])
def test_same_input_same_bytes(
    pressed: Mapping[str, Pressed], issue: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the clock says and wherever it stands."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = Workspace(ROOT).build(issue, edition="press", output=tmp_path)
    first = pressed[issue].built
    for one, other in zip((first.path, *first.beside), (again.path, *again.beside), strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


@pytest.fixture(scope="module")
def page(pressed: Mapping[str, Pressed]) -> Image.Image:
    """Page 1 of the real issue, 4 pixels a millimetre, from the media box's corner."""
    document = pypdfium2.PdfDocument(pressed[REAL].built.path)
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
    pressed: Mapping[str, Pressed], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[Image.Image]]:
    """Each page of two issues as CMYK, as Ghostscript separates it, cut to the bleed."""
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript (gs) is not installed")
    separated = {}
    for issue in (REAL, PICTURES):
        folder = tmp_path_factory.mktemp("plates")
        command = [program, "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r72", "-o"]
        subprocess.run([*command, str(folder / "%02d.tif"), str(pressed[issue].built.path)], check=True)
        separated[issue] = [_page(folder, page.stem) for page in sorted(folder.glob("[0-9][0-9].tif"))]
    return separated


def _page(folder: Path, name: str) -> Image.Image:
    """The four plates of a page on each other; a fifth would be a spot colour."""
    inks = ("Cyan", "Magenta", "Yellow", "Black")
    assert sorted(folder.glob(f"{name}(*).tif")) == sorted(folder / f"{name}({ink}).tif" for ink in inks)
    opened = [ImageChops.invert(Image.open(folder / f"{name}({ink}).tif").convert("L")) for ink in inks]
    margin = round(SLUG - BLEED) + 1
    page = Image.merge("CMYK", opened)
    return page.crop((margin, margin, page.width - margin, page.height - margin))


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


def test_black_text_prints_over_the_ground_behind_it(small: Any, tmp_path: Path) -> None:
    """The list of demands stands on a tint: its cyan has no holes where the letters are."""
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript (gs) is not installed")
    demands = "        demands: [MMMMMMMMMMMMMMMMMMMMMMMM]\n        text: Ein Absatz.\n"
    tokens = 'extends: infobrief\ntokens: {colors: {tint: {rgb: "#eef4f3", cmyk: [50, 0, 0, 0]}}}\n'
    with small({ISSUE: f"{HEAD}{ARTICLES}{demands}", "layouts/mine/layout.yaml": tokens}) as made:
        command = [program, "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r72", "-o"]
        subprocess.run([*command, str(tmp_path / "%02d.tif"), str(made.built.path)], check=True)
    cyan, *_, black = _page(tmp_path, "01").split()
    ground = cyan.point(lambda value: 255 if 120 <= value <= 135 else 0).getbbox()
    assert ground is not None
    letters = black.crop(ground).point(lambda value: 255 if value == 255 else 0)
    assert letters.histogram()[255] > 100
    below = Image.composite(cyan.crop(ground), Image.new("L", letters.size, 127), letters)
    assert below.getextrema()[0] >= 120


class TestInks:
    SEPARATION = Separation(FOGRA39.content(), {"#123f6d": (100, 70, 20, 25), "#101010": (0, 0, 0, 100)})

    def test_colours_of_the_brand_have_their_own_inks(self) -> None:
        assert self.SEPARATION.inks(0x12 / 255, 0x3F / 255, 0x6D / 255) == (1, 0.7, 0.2, 0.25)
        assert self.SEPARATION.inks(0x10 / 255, 0x10 / 255, 0x10 / 255) == (0, 0, 0, 1)

    @pytest.mark.parametrize(("grey", "black"), [(0.0, 1.0), (1.0, 0.0), (0.2, 0.8)])
    def test_neutral_colours_are_black_ink_alone(self, grey: float, black: float) -> None:
        assert self.SEPARATION.inks(grey, grey, grey) == (0, 0, 0, black)

    def test_other_colours_are_those_of_the_profile(self) -> None:
        cyan, magenta, yellow, black = self.SEPARATION.inks(0.9, 0.1, 0.1)
        assert cyan < 0.1 < black + 0.2
        assert min(magenta, yellow) > 0.85

    def test_no_colour_takes_too_much_ink(self) -> None:
        steps = [step / 5 for step in range(6)]
        most = max(sum(self.SEPARATION.inks(r, g, b)) for r in steps for g in steps for b in steps)
        assert most <= TOTAL_INK

    def test_no_picture_takes_too_much_ink(self) -> None:
        """The worst that there is: coloured noise in the dark, which compression makes darker still."""
        noise = [Image.effect_noise((300, 300), 80).point(lambda value: max(0, value - 110)) for _ in "rgb"]
        with Image.open(io.BytesIO(self.SEPARATION.jpeg(Image.merge("RGB", noise)))) as picture:
            assert picture.mode == "CMYK"
            assert 2.5 < total_ink(picture) <= TOTAL_INK

    def test_a_grey_picture_is_black_ink_alone(self) -> None:
        with Image.open(io.BytesIO(self.SEPARATION.jpeg(Image.linear_gradient("L")))) as picture:
            *colors, black = picture.split()
        assert all(plate.getextrema()[1] <= 1 for plate in colors)
        assert black.getextrema() == (0, 255)

    def test_the_table_follows_the_profile(self) -> None:
        """What lies between the colours of the table differs little from what the profile says."""
        colors = Image.linear_gradient("L").resize((60, 60))
        picture = Image.merge("RGB", (colors, colors.rotate(90), colors.rotate(180)))
        exact = ImageCms.applyTransform(picture, self.SEPARATION._transform("RGB"))
        assert exact is not None
        near = picture.filter(self.SEPARATION._table(4.0))
        for one, other in zip(exact.split(), near.split(), strict=True):
            assert ImageChops.difference(one, other).getextrema()[1] <= 10

    def test_translucent_pictures_have_no_inks(self) -> None:
        def saved(alpha: int) -> bytes:
            buffer = io.BytesIO()
            Image.new("RGBA", (4, 4), (200, 30, 30, alpha)).save(buffer, "PNG")
            return buffer.getvalue()

        assert self.SEPARATION.separated(saved(128)) is None
        assert self.SEPARATION.separated(saved(255)) is not None

    def test_the_profile_comes_with_its_licence(self) -> None:
        folder = ROOT / "infobrief_pdf" / "profiles"
        digest = hashlib.sha256(FOGRA39.content()).hexdigest()
        assert digest in (folder / "README.md").read_text(encoding="utf-8")
        assert "zlib" in (folder / "LICENCE-FOGRA39L_coated.txt").read_text(encoding="utf-8")


SHAPES = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><defs>
<linearGradient id="a"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#123f6d" stop-opacity="0.2"/></linearGradient>
<radialGradient id="b"><stop offset="0" stop-color="white"/>
<stop offset="1" stop-color="#333"/></radialGradient>
<pattern id="c" width="4" height="4" patternUnits="userSpaceOnUse">
<rect width="2" height="2" fill="hsl(120 50% 50%)"/></pattern></defs>
<rect width="30" height="40" fill="url(#a)"/><circle cx="50" cy="20" r="15" fill="url(#b)" stroke="#0a0"/>
<rect x="70" width="30" height="40" fill="url(#c)" opacity="0.5"/><path d="M0 0L9 9"/></svg>"""


class TestWhateverALayoutPaints:
    def test_a_drawing_with_gradients_patterns_and_masks(self, small: Any) -> None:
        files = {ISSUE: with_image("bild.svg"), "issues/brief/2026/bild.svg": SHAPES}
        with small(files) as made:
            assert made.found.foreign == []
            assert names_of_other_spaces(made.pdf) == []
            assert made.found.patterns == 3

    def test_gradients_shadows_and_borders_of_a_style_sheet(self, small: Any) -> None:
        css = """.article { background: linear-gradient(90deg, var(--color-tint), rgba(200, 20, 20, 0.5));
          box-shadow: 0 0 8pt 2pt teal; border: 2pt ridge var(--color-brand);
          outline: 1pt solid oklch(0.6 0.2 30) }
          .contents { background: radial-gradient(var(--color-signal), white) }
          .article-title { border-bottom: 1pt solid device-cmyk(0% 100% 0% 0%) }
          .editorial { opacity: 0.999 }"""
        with small({ISSUE: with_text("Ein Absatz."), "layouts/mine/brand.css": css}) as made:
            assert made.found.foreign == []
            assert names_of_other_spaces(made.pdf) == []
            assert (0, 1, 0, 0) in made.found.areas

    def test_a_picture_of_the_layout(self, small: Any) -> None:
        buffer = io.BytesIO()
        Image.new("RGB", (60, 30), (180, 20, 20)).save(buffer, "PNG")
        css = ".article { background: url(zeichen.png) no-repeat }"
        with small({"layouts/mine/brand.css": css, "layouts/mine/zeichen.png": buffer.getvalue()}) as made:
            assert made.found.foreign == []
            assert made.found.images == 1

    def test_a_translucent_picture_of_the_layout_is_refused(self, tmp_path: Path) -> None:
        buffer = io.BytesIO()
        Image.new("RGBA", (60, 30), (180, 20, 20, 90)).save(buffer, "PNG")
        css = ".article { background: url(zeichen.png) }\n"
        files = {"layouts/mine/brand.css": css, "layouts/mine/zeichen.png": buffer.getvalue()}
        problems = refused(files, tmp_path)
        assert {problem.code for problem in problems} == {"image-translucent"}

    @pytest.mark.parametrize(
        ("css", "element", "edge", "lack"),
        [
            (".band { width: 210mm; margin-left: 3mm; margin-right: 3mm }", ".band", "left", 3.0),
            (
                ".imprint::before { content: ''; position: absolute; left: -18mm; right: -22mm; height: 3mm;"
                " background: teal }",
                ".imprint",
                "right",
                3.0,
            ),
        ],
    )
    def test_what_stops_at_the_edge_is_refused(
        self, css: str, element: str, edge: str, lack: str, tmp_path: Path
    ) -> None:
        problems = refused({"layouts/mine/brand.css": css}, tmp_path)
        assert {problem.code for problem in problems} == {"bleed-missing"}
        values = [(each.values["element"], each.values["edge"], each.values["lack"]) for each in problems]
        assert (element, edge, lack) in values

    def test_too_much_ink_and_two_mixtures_of_one_colour_are_refused(self, tmp_path: Path) -> None:
        tokens = """extends: infobrief
tokens:
  colors:
    brand: {rgb: "#0d4a52", cmyk: [90, 80, 70, 90]}
    accent: {rgb: "#0d4a52", cmyk: [10, 80, 70, 0]}
"""
        problems = refused({"layouts/mine/layout.yaml": tokens}, tmp_path)
        assert [problem.code for problem in problems] == ["ink-too-much", "ink-ambiguous"]
        assert problems[0].values == {"color": "brand", "total": 330.0, "limit": 300}
        assert str(problems[0].place).startswith("layouts/mine/layout.yaml:4:")
        assert str(problems[1].place).startswith("layouts/mine/layout.yaml:5:")


class TestTicket:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_it_describes_the_file_beside_it(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        built = pressed[issue].built
        page, data = built.beside
        assert (page.name, data.name) == (f"{built.path.stem}-ticket.pdf", f"{built.path.stem}-ticket.json")
        ticket = json.loads(data.read_text(encoding="utf-8"))
        assert ticket["file"] == built.path.name
        assert ticket["sha256"] == hashlib.sha256(built.path.read_bytes()).hexdigest()
        assert ticket["bytes"] == built.path.stat().st_size
        assert ticket["pages"] == len(pressed[issue].pdf.pages) == built.pages
        assert (ticket["trim_size_mm"], ticket["bleed_mm"]) == ([210, 297], 3)
        assert (ticket["standard"], ticket["output_condition"]) == ("PDF/X-4", "FOGRA39")
        assert (ticket["colours"], ticket["spot_colours"]) == ("4/4", [])

    def test_the_page_says_the_same(self, pressed: Mapping[str, Pressed]) -> None:
        page, data = pressed[REAL].built.beside
        ticket = json.loads(data.read_text(encoding="utf-8"))
        document = pypdfium2.PdfDocument(page)
        try:
            assert len(document) == 1
            text = document[0].get_textpage().get_text_bounded()
        finally:
            document.close()
        assert ticket["sha256"] in "".join(text.split())
        for part in (
            "Druckauftrag",
            ticket["file"],
            "210 × 297 mm",
            "FOGRA39",
            ticket["binding"],
            "2 Seiten",
        ):
            assert part in text.replace("\u00a0", " ").replace("\u202f", " "), part

    @pytest.mark.parametrize("issue", ISSUES)
    def test_the_page_is_accessible(self, pressed: Mapping[str, Pressed], issue: str) -> None:
        """What veraPDF says of it: tests/test_conformance.py."""
        page = pressed[issue].built.beside[0]
        assert not [each for found in examine(anatomy(page), page.name).values() for each in found or ()]

    def test_the_series_says_how_it_is_printed(self, small: Any) -> None:
        press = "press:\n  paper: Recyclingpapier, 120 g/m²\n  copies: 500\n  remark: Bitte bündeln.\n"
        with small({SERIES: f"{SERIES_TEXT}{press}"}) as made:
            ticket = json.loads(made.built.beside[1].read_text(encoding="utf-8"))
        assert (ticket["paper"], ticket["copies"]) == ("Recyclingpapier, 120 g/m²", 500)
        assert ticket["remark"] == "Bitte bündeln."
        assert ticket["colours"] == "4/0"
        assert ticket["binding"] == "einzelnes Blatt, auf einer Seite bedruckt"

    def test_it_is_written_in_the_language_of_the_series(self, small: Any) -> None:
        with small({SERIES: f"{SERIES_TEXT}language: en\n"}) as made:
            ticket = json.loads(made.built.beside[1].read_text(encoding="utf-8"))
        assert ticket["binding"] == "a single leaf, printed on one side"

    def test_nothing_is_written_if_one_file_cannot_be(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {tmp_path / name: b"new" for name in ("a.pdf", "b.pdf", "c.json")}
        (tmp_path / "a.pdf").write_bytes(b"old")
        written, calls = storage._written, []

        def failing(folder: Path, content: bytes) -> Path:
            calls.append(content)
            if len(calls) == 3:
                raise OSError(28, "No space left on device")
            return written(folder, content)

        monkeypatch.setattr(storage, "_written", failing)
        with pytest.raises(Refused) as caught:
            storage.write_together(files)
        assert caught.value.diagnostics[0].values["file"] == "c.json"
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}


def test_the_command_line_names_all_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path)
    call = [
        "build",
        NAME,
        "--edition",
        "press",
        "--workspace",
        str(folder),
        "--output",
        str(tmp_path / "out"),
    ]
    assert main([*call, "--json"]) == 0
    (product,) = json.loads(capsys.readouterr().out)["built"]
    assert product["edition"] == "press"
    names = [Path(path).name for path in (product["path"], *product["beside"])]
    assert names == [
        "brief-2026-01-press.pdf",
        "brief-2026-01-press-ticket.pdf",
        "brief-2026-01-press-ticket.json",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    output = tmp_path_factory.mktemp("folded")
    return Workspace(ROOT).build("musterbrief/2025/01", edition="press-a5", output=output)


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


def test_folios_of_press_stand_at_the_outer_edge(pressed: Mapping[str, Pressed]) -> None:
    """Left on a left-hand page, right on a right-hand page; lines begin at mirrored margins."""
    document = pypdfium2.PdfDocument(pressed[PICTURES].built.path)
    for index in range(1, len(document)):
        page, text = document[index], document[index].get_textpage()
        width = page.get_mediabox()[2] - page.get_mediabox()[0]
        boxes = [(text.get_charbox(at), text.get_text_range(at, 1)) for at in range(text.count_chars())]
        (left, bottom, _, _), sign = min(boxes, key=lambda each: each[0][1] if each[1].strip() else 9999)
        assert sign == str(index + 1)
        assert (left - page.get_mediabox()[0] > width / 2) == (index % 2 == 0), f"page {index + 1}"
        assert bottom > 0


@pytest.mark.parametrize("dpi", [91, 110, 144, 200])
def test_no_other_colour_shines_through_below_the_signal_colour(
    pressed: Mapping[str, Pressed], dpi: int
) -> None:
    """From the middle of the bar down to the paper it only gets lighter."""
    for issue in (REAL, PICTURES):
        document = pypdfium2.PdfDocument(pressed[issue].built.path)
        picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
        column = [picture.getpixel((round(100 / 72 * dpi), y)) for y in range(picture.height // 2)]
        values = [int(each) for each in column if isinstance(each, int)]
        bar = next(y for y in range(len(values)) if values[y] > 140 and min(values[:y], default=255) < 80)
        middle = bar + round(3 / 72 * dpi)
        below = values[middle : middle + round(10 / 72 * dpi)]
        assert below == sorted(below), issue
        assert below[-1] == 255


class TestBinding:
    """Who wants sheets folded and stapled has to know when their pages do not fill them."""

    @pytest.mark.parametrize(
        ("binding", "is_said"),
        [("Rückstichheftung", True), ("saddle stitch", True), ("Klebebindung", False), ("", False)],
    )
    def test_pages_that_do_not_fill_the_sheets(self, small: Any, binding: str, is_said: bool) -> None:
        series = f"press: {{binding: {binding}}}\n" if binding else ""
        with small({SERIES: SERIES_TEXT + series}) as made:
            hints = [hint for hint in made.built.hints if hint.code == "press-pages"]
            assert made.built.pages % 4
        assert bool(hints) == is_said
        if hints:
            assert hints[0].place is not None
            assert hints[0].values["missing"] == -made.built.pages % 4
