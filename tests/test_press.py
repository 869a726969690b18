"""The press edition: PDF/X-4 in inks, inspected object by object."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from infobrief_pdf import Built, Workspace
from infobrief_pdf.images.inks import TOTAL_INK, total_ink
from infobrief_pdf.profiles import FOGRA39
from infobrief_pdf.units import mm_to_pt
from tests.support.inks import inspected, names_of_other_spaces
from tests.support.pages import ISSUES
from tests.support.pressing import BLEED, SLUG, Pressed

ROOT = Path(__file__).parent.parent
REAL = "migration/2018/02"
PICTURES = "musterbrief/2025/01"
TRIM = (mm_to_pt(210), mm_to_pt(297))


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
