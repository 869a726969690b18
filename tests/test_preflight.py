"""Preflight: each check with a sample that fails and one that passes, ink against Ghostscript, any file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from infobrief_pdf import Built, Workspace, preflight
from infobrief_pdf.cli import main
from infobrief_pdf.cli.arguments import parser
from infobrief_pdf.cli.preflight import _TITLES
from infobrief_pdf.diagnostics import Refused, Severity
from infobrief_pdf.impose import Order
from infobrief_pdf.model.nature import NAMESPACE, PREFIX
from infobrief_pdf.preflight import BINDINGS, CHECKS, PURPOSES, Facts, Findings, Sheet, Wanted
from infobrief_pdf.preflight.scanner import operations
from tests.support import printing
from tests.support.bombs import BOMBS, PAGE, chain, forged, stream
from tests.support.printing import area, code, image, picture, text

LEGACY = Path(__file__).parent / "data" / "legacy"
FOGRA39 = Path(__file__).parent.parent / "infobrief_pdf" / "profiles" / "FOGRA39L_coated.icc"
REFUSED = {
    "damaged-content.pdf", "empty.pdf", "encrypted-user-rc4.pdf", "encrypted-user.pdf", "html-renamed.pdf",
    "only-header.pdf", "text-renamed.pdf", "truncated-half.pdf", "truncated-page.pdf", "zero-pages.pdf",
}  # fmt: skip
WEIGHED_BOMBS = {
    "shared content",
    "flate picture",
    "predictor",
    "parent circle",
    "wide pages",
    "huge count",
    "nested arrays",
    "nested dictionaries",
    "deep objects",
    "deep forms",
    "resources circle",
    "length circle",
    "object stream",
    "fields circle",
    "many stamps",
    "infinite boxes",
}
"""What this part weighs itself; test_legacy.py has all of them."""

ADDRESS = "https://www.example.org/fachberatung/mso"
CMYK_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
RGB_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
BLACK = "0 0 0 1 k"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("preflight")


class Sample(NamedTuple):
    """What a check must find in the first file and not in the second."""

    check: str
    code: str
    bad: Callable[[], bytes]
    good: Callable[[], bytes]
    purpose: preflight.Purpose = "press"
    binding: preflight.Binding | None = None


def with_font(font: Callable[[pikepdf.Pdf], Dictionary]) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda made: Dictionary(Font=Dictionary(F=font(made)))


def with_picture(pixels: int, space: Any = Name.DeviceCMYK, pixel: bytes = b"\x00\x80\x00\x00") -> Any:
    return lambda made: Dictionary(XObject=Dictionary(P=image(made, pixels, pixels, pixel, space)))


def with_spot(made: pikepdf.Pdf) -> Dictionary:
    tint = Stream(
        made, b"{0 exch dup 0.5 mul exch 0 exch pop 0}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4
    )
    space = Array([Name.Separation, Name("/PANTONE 300 C"), Name.DeviceCMYK, tint])
    return Dictionary(ColorSpace=Dictionary(S=space))


def see_through(_made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(ExtGState=Dictionary(A=Dictionary(ca=0.5)))


def grouped(**group: Any) -> Callable[[pikepdf.Pdf], Dictionary]:
    """Half opacity, and a group `G` whose content is opaque again before it paints."""

    def made(file: pikepdf.Pdf) -> Dictionary:
        opaque = Dictionary(ExtGState=Dictionary(B=Dictionary(ca=1)))
        form = Stream(
            file, b"/B gs " + PLAIN, Subtype=Name.Form, BBox=[0, 0, 99, 99], Resources=opaque,
            Group=Dictionary(S=Name.Transparency, **group),
        )  # fmt: skip
        return Dictionary(ExtGState=Dictionary(A=Dictionary(ca=0.5)), XObject=Dictionary(G=form))

    return made


def lettered(content: bytes, **options: Any) -> bytes:
    return printing.pdf(content, resources=with_font(printing.embedded), **options)


PLAIN = area("0.2 0 0 0 k")
SAMPLES = (
    Sample(
        "boxes",
        "preflight-box-outside",
        lambda: printing.pdf(PLAIN, boxes={"TrimBox": [-9, 0, 105, 148]}),
        lambda: printing.pdf(PLAIN),
    ),
    Sample(
        "bleed",
        "preflight-trim-missing",
        lambda: printing.pdf(PLAIN, bleed=None),
        lambda: printing.pdf(PLAIN),
    ),
    Sample(
        "bleed", "preflight-bleed-short", lambda: printing.pdf(PLAIN, bleed=2.0), lambda: printing.pdf(PLAIN)
    ),
    Sample(
        "bleed",
        "preflight-bleed-short",
        lambda: printing.pdf(PLAIN, boxes={"BleedBox": [-3, -3, 108, 149]}),
        lambda: printing.pdf(PLAIN, boxes={"BleedBox": [-4, -3, 109, 151]}),
    ),
    Sample(
        "fonts",
        "pdf-font-loose",
        lambda: printing.pdf(text("Text", 20, 20), resources=with_font(printing.loose)),
        lambda: lettered(text("Text", 20, 20)),
    ),
    Sample(
        "colours",
        "preflight-colour-area",
        lambda: printing.pdf(area("1 0 0 rg")),
        lambda: printing.pdf(area("0 1 1 0 k")),
    ),
    Sample(
        "colours",
        "preflight-colour-text",
        lambda: lettered(text("Text", 20, 20, "0 0 0 rg")),
        lambda: lettered(text("Text", 20, 20, "0 g")),
    ),
    Sample(
        "colours",
        "preflight-colour-line",
        lambda: printing.pdf(b"1 0 0 RG 9 9 m 99 99 l S"),
        lambda: printing.pdf(b"1 0 0 rg 0 1 0 0 K 9 9 m 99 99 l S"),
    ),
    Sample(
        "colours",
        "preflight-colour-picture",
        lambda: printing.pdf(picture("P", 9, 9, 9, 9), resources=with_picture(90, Name.DeviceRGB, b"abc")),
        lambda: printing.pdf(picture("P", 9, 9, 9, 9), resources=with_picture(90)),
    ),
    Sample(
        "colours",
        "preflight-colour-shading",
        lambda: printing.pdf(b"/S sh", resources=shaded(Name.DeviceRGB, 3)),
        lambda: printing.pdf(b"/S sh", resources=shaded(Name.DeviceCMYK, 4)),
    ),
    Sample(
        "spots",
        "preflight-spot",
        lambda: printing.pdf(area("/S cs 1 scn"), resources=with_spot),
        lambda: printing.pdf(PLAIN, resources=with_spot),
    ),
    Sample(
        "blending",
        "preflight-blending",
        lambda: printing.pdf(b"/A gs " + PLAIN, resources=see_through, group=RGB_GROUP),
        lambda: printing.pdf(b"/A gs " + PLAIN, resources=see_through, group=CMYK_GROUP),
    ),
    Sample(
        "blending",
        "preflight-blending",
        lambda: printing.pdf(b"/A gs /G Do", resources=grouped(CS=Name.DeviceRGB, I=True), group=CMYK_GROUP),
        lambda: printing.pdf(b"/A gs /G Do", resources=grouped(), group=CMYK_GROUP),
    ),
    Sample(
        "output-intent",
        "preflight-intent",
        lambda: printing.pdf(PLAIN, intent=False),
        lambda: printing.pdf(PLAIN),
    ),
    Sample(
        "ink",
        "preflight-ink",
        lambda: printing.pdf(area("1 1 0.6 0.6 k")),
        lambda: printing.pdf(area("1 1 0.5 0.5 k")),
    ),
    Sample(
        "coarse-pictures",
        "preflight-picture-coarse",
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(90)),
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(100)),
    ),
    Sample(
        "pictures",
        "preflight-picture",
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(190)),
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(200)),
    ),
    Sample(
        "pictures",
        "preflight-picture",
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(110)),
        lambda: printing.pdf(picture("P", 9, 9, 25.4, 25.4), resources=with_picture(120)),
        "office",
    ),
    Sample(
        "hairlines",
        "preflight-hairline",
        lambda: printing.pdf(b"0.2 w 9 9 m 99 99 l S"),
        lambda: printing.pdf(b"0.25 w 9 9 m 99 99 l S"),
    ),
    Sample(
        "hairlines",
        "preflight-hairline",
        lambda: printing.pdf(b"0.2 0 0 0.2 0 0 cm 1 w 9 9 m 99 99 l S"),
        lambda: printing.pdf(b"0.2 0 0 0.2 0 0 cm 1.25 w 9 9 m 99 99 l S"),
    ),
    Sample(
        "hairlines",
        "preflight-hairline",
        lambda: printing.pdf(b"9 9 200 0.1 re f"),
        lambda: printing.pdf(b"9 9 200 0.3 re f 9 9 0.1 0.1 re f 0.1 w -9 -9 m -9 99 l S"),
    ),
    Sample(
        "transparency",
        "preflight-transparent",
        lambda: printing.pdf(b"/A gs " + PLAIN, resources=see_through, group=CMYK_GROUP),
        lambda: printing.pdf(b"q /A gs Q " + PLAIN, resources=see_through),
    ),
    Sample(
        "transparency",
        "preflight-transparent",
        lambda: printing.pdf(b"/A gs /G Do", resources=grouped(), group=CMYK_GROUP),
        lambda: printing.pdf(b"/G Do", resources=grouped(), group=CMYK_GROUP),
    ),
    Sample(
        "black",
        "preflight-black-mixed",
        lambda: lettered(text("Text", 20, 20, "0.6 0.4 0.4 1 k")),
        lambda: lettered(text("Text", 20, 20) + text("Text", 20, 40, "0.8 0.4 0.2 0.1 k")),
    ),
    Sample(
        "edges",
        "preflight-text-near",
        lambda: lettered(text("Text", 2, 20)),
        lambda: lettered(text("Text", 5, 20)),
    ),
    Sample(
        "edges",
        "preflight-text-cut",
        lambda: lettered(text("Text", -2, 20)),
        lambda: lettered(text("Marke", 10, 149, size=6)),
    ),
    Sample(
        "edges",
        "preflight-text-near",
        lambda: lettered(text("Text", 2, 20)),
        lambda: lettered(b"3 Tr " + text("Text", 2, 20)),
        "office",
    ),
    Sample(
        "binding",
        "preflight-sheets",
        lambda: printing.pdf(PLAIN, pages=6),
        lambda: printing.pdf(PLAIN, pages=8),
        "office",
        "saddle-stitch",
    ),
    Sample(
        "binding",
        "preflight-leaves",
        lambda: printing.pdf(PLAIN, pages=3),
        lambda: printing.pdf(PLAIN, pages=6),
        "press",
        "perfect",
    ),
    Sample(
        "sizes", "preflight-size-differs", lambda: different_sizes(), lambda: printing.pdf(PLAIN, pages=2)
    ),
    Sample(
        "codes",
        "preflight-code-unreadable",
        lambda: printing.pdf(spoiled()),
        lambda: printing.pdf(code(ADDRESS, 0.5)),
        "screen",
    ),
    Sample(
        "code-size",
        "preflight-code-small",
        lambda: printing.pdf(code(ADDRESS, 0.35)),
        lambda: printing.pdf(code(ADDRESS, 0.4)),
        "office",
    ),
    Sample(
        "code-margin",
        "preflight-code-crowded",
        lambda: printing.pdf(code(ADDRESS, 0.5) + area(BLACK, 28, 60, 1, 60)),
        lambda: printing.pdf(code(ADDRESS, 0.5) + area(BLACK, 26, 60, 1, 60)),
    ),
)


def shaded(space: Name, components: int) -> Callable[[pikepdf.Pdf], Dictionary]:
    ends = {"C0": Array([0] * components), "C1": Array([1] * components)}
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, **ends)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=space,
        Coords=Array([0, 0, 100, 0]),
        Function=function,
        Extend=Array([True, True]),
    )
    return lambda _made: Dictionary(Shading=Dictionary(S=shading))


def spoiled() -> bytes:
    """A code whose middle is covered."""
    return code(ADDRESS, 0.5) + area("0 0 0 0 k", 34, 91, 6, 6)


def different_sizes() -> bytes:
    from io import BytesIO

    with pikepdf.open(BytesIO(printing.pdf(PLAIN, pages=2))) as made:
        made.pages[1].TrimBox = Array([0, 0, 200, 300])
        target = BytesIO()
        made.save(target)
        return target.getvalue()


@cache
def _facts(content: bytes, path: Path) -> Facts:
    path.write_bytes(content)
    return preflight.examined(path, path.name, with_ink=True)


def found(
    content: bytes,
    folder: Path,
    purpose: preflight.Purpose = "press",
    binding: preflight.Binding | None = None,
) -> Findings:
    return preflight.judged(_facts(content, folder / "probe.pdf"), Wanted(purpose, binding), "probe.pdf")


def sheet(folder: Path, content: bytes, **options: Any) -> Sheet:
    return _facts(printing.pdf(content, **options), folder / "probe.pdf").sheets[0]


class TestChecks:
    @pytest.mark.parametrize(
        "sample", SAMPLES, ids=lambda sample: f"{sample.check}-{sample.code}-{sample.purpose}"
    )
    def test_a_sample_that_fails_and_one_that_passes(self, folder: Path, sample: Sample) -> None:
        bad = found(sample.bad(), folder, sample.purpose, sample.binding)[sample.check]
        good = found(sample.good(), folder, sample.purpose, sample.binding)[sample.check]
        assert sample.code in {problem.code for problem in bad or ()}
        assert not good
        severity = CHECKS[sample.check].severity(sample.purpose)
        assert {problem.severity for problem in bad or ()} == {severity}

    def test_every_check_has_samples_and_a_title(self) -> None:
        assert {sample.check for sample in SAMPLES} == CHECKS.keys() == _TITLES.keys()

    def test_a_sound_page_has_no_problems_at_all(self, folder: Path) -> None:
        content = text("Sehr geehrte Damen und Herren", 20, 120) + area("1 0.5 0 0.2 k", -3, -3, 111, 50)
        content += picture("P", 20, 60, 25.4, 25.4) + code(ADDRESS, 0.45, left=70, top=110)
        sound = printing.pdf(content, pages=4, resources=full)
        findings = found(sound, folder, "press", "saddle-stitch")
        assert {
            name: [each.cause() for each in problems or ()] for name, problems in findings.items() if problems
        } == {}
        assert None not in findings.values()

    def test_levels_differ_by_purpose(self, folder: Path) -> None:
        rgb = printing.pdf(area("1 0 0 rg") + b"0.1 w 9 9 m 99 99 l S", bleed=None)
        press, office, screen = (found(rgb, folder, purpose) for purpose in PURPOSES)
        assert [bool(press[name]) for name in ("bleed", "colours", "hairlines")] == [True] * 3
        assert office["bleed"] is office["colours"] is None
        assert [problem.severity for problem in office["hairlines"] or ()] == [Severity.HINT]
        assert screen["hairlines"] is None

    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    @pytest.mark.parametrize("mirror", ["", f"1 0 0 -1 0 {148 * printing.PT} cm "])
    def test_an_area_is_where_its_upper_left_corner_is(
        self, folder: Path, rotation: int, mirror: str
    ) -> None:
        page = f"{mirror}1 0 0 rg 0 0 {105 * printing.PT} {148 * printing.PT} re f".encode()
        (problem,) = found(printing.pdf(page, rotate=rotation), folder, "press")["colours"] or ()
        assert (problem.values["left"], problem.values["top"]) == (0, 0)

    def test_bleed_is_never_less_than_none(self, folder: Path) -> None:
        inside = printing.pdf(PLAIN, boxes={"BleedBox": [20, 20, 80, 120]})
        (problem,) = found(inside, folder, "press")["bleed"] or ()
        assert problem.values["bleed"] == 0

    def test_a_coarse_picture_is_told_once(self, folder: Path) -> None:
        file = printing.pdf(picture("P", 10, 10, 25.4, 25.4), resources=with_picture(72))
        told = [each.code for problems in found(file, folder, "press").values() for each in problems or ()]
        assert told == ["preflight-picture-coarse"]

    def test_nothing_to_look_at_is_not_passed(self, folder: Path) -> None:
        findings = found(printing.pdf(PLAIN), folder)
        assert [name for name, problems in findings.items() if problems is None] == [
            "coarse-pictures", "pictures", "binding", "codes", "code-size", "code-margin",
        ]  # fmt: skip

    def test_too_many_sheets_for_staples(self, folder: Path) -> None:
        facts = _facts(printing.pdf(b""), folder / "probe.pdf")
        many = replace(facts, sheets=facts.sheets * 68)
        thick = preflight.judged(many, Wanted("office", "saddle-stitch"), "probe.pdf")["binding"]
        assert [problem.code for problem in thick or ()] == ["preflight-thick"]

    @pytest.mark.parametrize("fold", ["a5", "a6"])
    def test_sheets_of_this_program_are_counted_by_their_pages(self, folder: Path, fold: str) -> None:
        workspace = Workspace(Path(__file__).parent.parent)
        made = workspace.make(
            "migration/2018/02", edition="booklet", order=Order(fold=fold, has_instructions=True)
        )
        facts = _facts(made.pdf, folder / "probe.pdf")
        assert (len(facts.sheets), facts.imposed) == (4, 4)
        assert preflight.judged(facts, Wanted("office", "saddle-stitch"), "probe.pdf")["binding"] == ()

    @pytest.mark.parametrize("pages", [0, 9, 99_999])
    def test_sheets_that_cannot_carry_so_many_pages_are_counted_themselves(
        self, folder: Path, pages: int
    ) -> None:
        """Two sides take at most eight pages; a file of another program that says so is not believed."""
        packet = (
            f'<x xmlns:{PREFIX}="{NAMESPACE}"><{PREFIX}:kind>sheets</{PREFIX}:kind>\n'
            f"<{PREFIX}:pages>{pages}</{PREFIX}:pages></x>"
        )
        with pikepdf.open(BytesIO(printing.pdf(b""))) as made:
            made.pages.append(made.pages[0])
            made.Root.Metadata = Stream(made, packet.encode())
            made.save(folder / "claim.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
        facts = preflight.examined(folder / "claim.pdf", "claim.pdf", with_ink=False)
        assert facts.imposed is None
        assert facts.leafed == 2

    @pytest.mark.parametrize("purpose", ["press", "office"])
    def test_ink_that_is_estimated_is_no_problem(self, folder: Path, purpose: preflight.Purpose) -> None:
        """How RGB is mixed, whoever prints it decides; what the file says itself is known."""
        known, black = area("1 1 0.5 1 k", 40), area("0 0 0 rg")
        assert found(printing.pdf(black), folder, purpose)["ink"] is None
        assert found(printing.pdf(black + area("1 0 0 0 k", 40)), folder, purpose)["ink"] == ()
        (problem,) = found(printing.pdf(black + known), folder, purpose)["ink"] or ()
        assert (problem.values["most"], problem.values["left"]) == (350, 40)

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_sentences_are_complete(self, folder: Path, language: str) -> None:
        for sample in SAMPLES:
            for problem in found(sample.bad(), folder, sample.purpose, sample.binding)[sample.check] or ():
                assert "{" not in problem.cause(language) + problem.remedy(language)


def full(made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        Font=Dictionary(F=printing.embedded(made)),
        XObject=Dictionary(P=image(made, 300, 300, b"\x20\x80\x00\x00", Name.DeviceCMYK)),
    )


class TestColours:
    """Colours are found wherever something is painted with them, and only there."""

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"0 0 9 9 re f", {("gray", "area")}),
            (b"1 0 0 rg 1 0 0 RG", set()),
            (b"1 0 0 rg 0 g 0 0 9 9 re f", {("gray", "area")}),
            (b"q 1 0 0 rg Q 0 0 9 9 re f", {("gray", "area")}),
            (b"q 1 0 0 rg 0 0 9 9 re f Q", {("rgb", "area")}),
            (b"1 0 0 rg 0 1 0 0 K 0 0 9 9 re B", {("rgb", "area"), ("cmyk", "line")}),
            (b"/DeviceRGB cs 0 0 9 9 re f", {("rgb", "area")}),
            (b"/DeviceCMYK CS 0 0 0 1 SC 0 0 9 9 re S", {("cmyk", "line")}),
            (b"1 0 0 rg 0 0 9 9 re n", set()),
            (b"1 0 0 rg 0 0 9 9 re W n", set()),
            (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", {("rgb", "picture")}),
            (b"1 0 0 rg BI /W 8 /H 1 /IM true ID a EI", {("rgb", "picture")}),
            (b"(1 0 0 rg 0 0 9 9 re f) pop", set()),
            (b"% 1 0 0 rg\n0 0 9 9 re f", {("gray", "area")}),
        ],
    )
    def test_operators(self, folder: Path, content: bytes, expected: set[tuple[str, str]]) -> None:
        seen = sheet(folder, content).seen
        assert {(colour.family, colour.use) for colour in seen.colours} == expected

    def test_spaces_with_profiles_tables_and_inks(self, folder: Path) -> None:
        names = ("Icc", "Table", "Lab", "Cal", "Spot", "Four", "All")
        content = b"".join(b"/%b cs 0 0 9 9 re f " % name.encode() for name in names)
        colours = {
            (colour.family, colour.name, colour.is_managed)
            for colour in sheet(folder, content, resources=many_spaces).seen.colours
        }
        assert colours == {
            ("rgb", "", True), ("cmyk", "", False), ("lab", "", True), ("gray", "", True),
            ("spot", "Gold", False),
        }  # fmt: skip

    @pytest.mark.parametrize("inside", ["form", "pattern", "glyph", "nested"])
    def test_what_is_painted_inside_something(self, folder: Path, inside: str) -> None:
        content = {
            "form": b"/Fo Do", "nested": b"/Ne Do", "pattern": b"/Pattern cs /Pa scn 0 0 99 99 re f",
            "glyph": b"BT /Gl 9 Tf (a) Tj ET",
        }[inside]  # fmt: skip
        seen = sheet(folder, content, resources=containers).seen
        assert "rgb" in {colour.family for colour in seen.colours}

    def test_a_layout_of_places(self, folder: Path) -> None:
        """Millimetres from the upper left of the trimmed page, however it is turned."""
        content = area("1 0 0 rg", 20, 30, 10, 10)
        for turn, (left, top) in {0: (20, 108), 90: (30, 20), 180: (75, 30), 270: (108, 75)}.items():
            (spot,) = sheet(folder, content, rotate=turn).seen.colours.values()
            assert (spot.left, spot.top) == pytest.approx((left, top), abs=0.01), turn


def many_spaces(made: pikepdf.Pdf) -> Dictionary:
    tint = Stream(made, b"{dup dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    inks = Array([Name.Cyan, Name.Magenta])
    two = Stream(made, b"{0 0}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)
    return Dictionary(
        ColorSpace=Dictionary(
            Icc=Array([Name.ICCBased, Stream(made, b"", N=3)]),
            Table=Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(b"abcd")]),
            Lab=Array([Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
            Cal=Array([Name.CalGray, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
            Spot=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]),
            Four=Array([Name.DeviceN, inks, Name.DeviceCMYK, two]),
            All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]),
        )
    )


def containers(made: pikepdf.Pdf) -> Dictionary:
    red = b"1 0 0 rg 0 0 9 9 re f"
    box = Array([0, 0, 9, 9])
    form = Stream(made, red, Subtype=Name.Form, BBox=box)
    outer = Stream(made, b"/Fo Do", Subtype=Name.Form, BBox=box)
    outer.stream_dict.update({"/Resources": Dictionary(XObject=Dictionary(Fo=form))})
    cell = Stream(
        made,
        red,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=box,
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=box, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        FirstChar=97, LastChar=97, Widths=Array([9]), Encoding=Dictionary(Differences=Array([97, Name.a])),
        CharProcs=Dictionary(a=Stream(made, b"9 0 d0 " + red)), Resources=Dictionary(),
    )  # fmt: skip
    return Dictionary(
        XObject=Dictionary(Fo=form, Ne=outer), Pattern=Dictionary(Pa=cell), Font=Dictionary(Gl=font)
    )


class TestInk:
    """Half of the trimmed page is painted, so that shares are half of what the colour says."""

    HALF = (0, 0, 105, 74)

    @pytest.mark.parametrize(
        ("colour", "shares"),
        [
            ("0.8 0.6 0.4 0.2 k", {"Cyan": 0.8, "Magenta": 0.6, "Yellow": 0.4, "Black": 0.2}),
            ("0.25 g", {"Black": 0.75}),
            ("/DeviceCMYK cs", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 1}),
            ("/DeviceCMYK cs 0 0.5 0 0 sc", {"Cyan": 0, "Magenta": 0.5, "Yellow": 0, "Black": 0}),
            ("/Spot cs 0.6 scn", {"Black": 0, "Gold": 0.6}),
            ("/Four cs 0.5 0.25 scn", {"Cyan": 0.5, "Magenta": 0.25, "Yellow": 0, "Black": 0}),
            ("/All cs 0.5 scn", {"Cyan": 0.5, "Magenta": 0.5, "Yellow": 0.5, "Black": 0.5}),
            ("1 0.5 0 rg", {"Cyan": 0, "Magenta": 0.5, "Yellow": 1, "Black": 0}),
            ("0 0 0 rg", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 1}),
            ("0 0.5 0.5 rg", {"Cyan": 0.5, "Magenta": 0, "Yellow": 0, "Black": 0.5}),
            ("/Lab cs", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 1}),
            ("/Lab cs 100 0 0 scn", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 0}),
            ("/Lab cs 53.19 0 0 scn", {"Cyan": 0, "Magenta": 0, "Yellow": 0, "Black": 0.502}),
        ],
    )
    def test_shares_of_flat_colours(self, folder: Path, colour: str, shares: dict[str, float]) -> None:
        ink = sheet(folder, area(colour, *self.HALF), resources=many_spaces).ink
        assert ink is not None
        assert {name: share * 2 for name, share in ink.shares.items()} == pytest.approx(shares, abs=0.02)
        assert ink.most == pytest.approx(sum(shares.values()) * 100, abs=1.5)
        assert ink.is_estimated == (colour.endswith("rg") or "Lab" in colour)

    @pytest.mark.parametrize("estimated", ["0 0 0 rg", "/Lab cs 0 0 0 scn", "/Lab cs 30 40 20 scn"])
    def test_what_is_estimated_is_no_ink_that_the_file_names(self, folder: Path, estimated: str) -> None:
        content = area(estimated, *self.HALF) + area("0 0 0 0.5 k", 0, 80, 105, 60)
        ink = sheet(folder, content, resources=many_spaces).ink
        assert ink is not None
        assert ink.named == pytest.approx(50, abs=1)
        assert ink.most > 70

    @pytest.mark.parametrize("kind", ["plain", "decoded", "table"])
    def test_pictures_in_lab(self, folder: Path, kind: str) -> None:
        """A red of which L*, a* and b* come as bytes, through numbers of their own, or through a table."""
        ends = (0, 100, -128, 127, -128, 127)
        red = bytes(
            round((value - low) * 255 / (high - low))
            for value, low, high in zip((54.29, 80.8, 69.89), ends[::2], ends[1::2], strict=True)
        )
        white = Dictionary(WhitePoint=Array([0.9642, 1, 0.8249]), Range=Array(ends[2:]))
        space = Array([Name.Lab, white])
        keys = {"Decode": Array(ends)} if kind == "decoded" else {}
        if kind == "table":
            space, red = Array([Name.Indexed, space, 0, pikepdf.String(red)]), b"\0"

        def resources(made: pikepdf.Pdf) -> Dictionary:
            return Dictionary(XObject=Dictionary(P=image(made, 4, 4, red, space, **keys)))

        ink = sheet(folder, picture("P", *self.HALF), resources=resources).ink
        assert ink is not None
        found = {name: share * 2 for name, share in ink.shares.items()}
        assert found == pytest.approx({"Cyan": 0, "Magenta": 1, "Yellow": 1, "Black": 0}, abs=0.1)

    @pytest.mark.parametrize("ends", [[], [1], [0, 0, 5, 5], [1e300, -1e300, 0, 1], ["x"]])
    def test_a_range_of_lab_that_makes_no_sense(self, folder: Path, ends: list[Any]) -> None:
        white = Dictionary(
            WhitePoint=Array([1, 1, 1]), Range=Array([Name.x if each == "x" else each for each in ends])
        )
        resources = Dictionary(ColorSpace=Dictionary(L=Array([Name.Lab, white])))
        ink = sheet(folder, area("/L cs 0 0 0 sc", *self.HALF), resources=lambda _: resources).ink
        assert ink is not None
        assert ink.most == pytest.approx(100, abs=2)

    def test_what_covers_knocks_out(self, folder: Path) -> None:
        ink = sheet(folder, area("1 1 0 0 k", *self.HALF) + area(BLACK, *self.HALF)).ink
        assert ink is not None
        assert ink.most == pytest.approx(100, abs=1)

    def test_transparency_mixes_on_each_plate(self, folder: Path) -> None:
        content = area("0 1 0 0 k", *self.HALF) + b"/A gs " + area("1 0 0 0 k", *self.HALF)
        ink = sheet(folder, content, resources=see_through, group=CMYK_GROUP).ink
        assert ink is not None
        assert (ink.shares["Cyan"], ink.shares["Magenta"]) == pytest.approx((0.25, 0.25), abs=0.01)
        multiplied = sheet(
            folder, content, group=CMYK_GROUP,
            resources=lambda _: Dictionary(ExtGState=Dictionary(A=Dictionary(BM=Name.Multiply))),
        ).ink  # fmt: skip
        assert multiplied is not None
        assert multiplied.most == pytest.approx(200, abs=1)

    def test_the_place_of_the_maximum(self, folder: Path) -> None:
        content = area("0.2 0 0 0 k", *self.HALF) + area("1 1 1 0 k", 50, 100, 2, 2)
        ink = sheet(folder, content).ink
        assert ink is not None
        assert ink.most == pytest.approx(300, abs=1)
        assert (ink.spot.left, ink.spot.top) == pytest.approx((51, 47), abs=1.5)

    def test_marks_beside_the_page_are_no_ink_on_it(self, folder: Path) -> None:
        ink = sheet(folder, area("1 1 1 1 k", -5, -5, 5, 150)).ink
        assert ink is not None
        assert ink.most < 10

    @pytest.mark.parametrize(
        "inside", [b"/Fo Do", b"/Ne Do", b"/Pattern cs /Pa scn 0 0 9 9 re f", b"BT /Gl 10 Tf (a) Tj ET"]
    )
    def test_plates_of_what_is_painted_inside_something(self, folder: Path, inside: bytes) -> None:
        ink = sheet(folder, inside, resources=containers).ink
        assert ink is not None
        assert ink.shares["Magenta"] == pytest.approx(ink.shares["Yellow"], abs=1e-6)
        assert ink.most == pytest.approx(200, abs=2)
        assert ink.shares["Cyan"] == ink.shares["Black"] == 0

    def test_pictures_of_every_kind(self, folder: Path) -> None:
        pixel = b"\xcc\x99\x66\x33"
        table = Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(pixel)])
        kinds: tuple[tuple[Any, bytes], ...] = (
            (Name.DeviceCMYK, pixel),
            (table, b"\x00"),
            (Array([Name.Separation, Name.Magenta, Name.DeviceCMYK, Dictionary()]), b"\x99"),
            (Name.DeviceGray, b"\x99"),
        )
        expected = (
            (0.8, 0.6, 0.4, 0.2), (0.8, 0.6, 0.4, 0.2), (0, 0.6, 0, 0), (0, 0, 0, 0.4),
        )  # fmt: skip
        for (space, one), shares in zip(kinds, expected, strict=True):
            content = picture("P", *self.HALF) + area("0.01 0 0 0 k", 0, 147, 1, 1)
            ink = sheet(folder, content, resources=with_picture(50, space, one)).ink
            assert ink is not None
            assert [share * 2 for share in ink.shares.values()] == pytest.approx(shares, abs=0.02)

    def test_a_profile_tells_how_rgb_is_printed(self, folder: Path) -> None:
        path = folder / "rgb.pdf"
        path.write_bytes(printing.pdf(area("0 0 0 rg", *self.HALF)))
        damaged = preflight.examined(path, path.name, with_ink=True, profile=b"no profile").sheets[0].ink
        assert damaged is not None
        assert damaged.most == pytest.approx(100, abs=1)

    @pytest.mark.skipif(not FOGRA39.exists(), reason="the profile of the press is not in this tree")
    def test_the_profile_of_the_press(self, folder: Path) -> None:
        """A colour between the steps of the table comes out as LittleCMS converts it."""
        path = folder / "rgb.pdf"
        path.write_bytes(printing.pdf(area("0 0.4 0.8 rg", *self.HALF)))
        ink = preflight.examined(path, path.name, with_ink=True, profile=FOGRA39.read_bytes()).sheets[0].ink
        assert ink is not None
        assert ink.is_estimated
        assert [share * 2 for share in ink.shares.values()] == pytest.approx(
            printing.separated(FOGRA39.read_bytes(), (0, 102, 204)), abs=0.03
        )

    def test_without_ink_it_is_not_measured(self, folder: Path) -> None:
        path = folder / "dry.pdf"
        path.write_bytes(printing.pdf(PLAIN))
        assert preflight.examined(path, path.name, with_ink=False).sheets[0].ink is None


GHOSTSCRIPT = shutil.which("gs")


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed")
class TestAgainstGhostscript:
    """Ghostscript's device `ink_cov` gives each ink's mean share; both leave CMYK as it is."""

    @pytest.mark.parametrize("name", ["areas", "text", "picture", "gradient", "multiply", "scan-cmyk"])
    def test_shares(self, folder: Path, name: str) -> None:
        path = folder / f"gs-{name}.pdf"
        path.write_bytes(GS_SAMPLES[name]())
        ink = preflight.examined(path, path.name, with_ink=True).sheets[0].ink
        assert ink is not None
        ours = [ink.shares.get(name, 0.0) * 100 for name in ("Cyan", "Magenta", "Yellow", "Black")]
        assert ours == pytest.approx(self.shares(path), abs=0.65)

    @staticmethod
    def shares(path: Path) -> list[float]:
        command = [
            str(GHOSTSCRIPT),
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-dUseTrimBox",
            "-r600",
            "-sDEVICE=ink_cov",
            "-o",
            "-",
        ]
        finished = subprocess.run([*command, str(path)], capture_output=True, check=True, text=True)
        return [float(word) for word in finished.stdout.split()[:4]]


GS_SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "areas": lambda: printing.pdf(
        area("0.9 0.3 0 0.1 k", 5, 5, 60, 40)
        + area("0 0.2 0.9 0 k", 40, 30, 50, 80)
        + area("0.3 g", 2, 100, 90, 30)
    ),
    "text": lambda: lettered(
        b"".join(text("Fachberatung Migration", 8, 10 + 8 * row, size=22) for row in range(16))
    ),
    "picture": lambda: printing.pdf(
        picture("P", 10, 10, 70, 70), resources=with_picture(60, pixel=b"\x40\x80\x20\x10")
    ),
    "gradient": lambda: printing.pdf(b"/S sh", resources=shaded(Name.DeviceCMYK, 4)),
    "multiply": lambda: printing.pdf(
        area("0 0.8 0 0 k", 5, 5, 60, 60) + b"/A gs " + area("0.7 0.2 0 0 k", 30, 30, 60, 60),
        group=CMYK_GROUP,
        resources=lambda _: Dictionary(ExtGState=Dictionary(A=Dictionary(BM=Name.Multiply, ca=0.6))),
    ),
    "scan-cmyk": lambda: (LEGACY / "scan-cmyk.pdf").read_bytes(),
}


class TestCodes:
    @pytest.mark.parametrize("module", [0.3, 0.4, 0.55])
    def test_text_size_and_module(self, folder: Path, module: float) -> None:
        (read,) = sheet(folder, code(ADDRESS, module, left=30, top=100)).codes
        modules = round(read.size / read.module)
        assert read.text == ADDRESS
        assert read.module == pytest.approx(module, abs=0.006)
        assert modules in (25, 29, 33)
        assert (read.spot.left, read.spot.top) == pytest.approx((30, 48), abs=0.2)
        assert read.is_quiet

    def test_several_on_a_page(self, folder: Path) -> None:
        content = code("https://example.org/a", 0.5, 10, 140) + code("https://example.org/b", 0.5, 60, 60)
        assert {read.text for read in sheet(folder, content).codes} == {
            "https://example.org/a",
            "https://example.org/b",
        }

    def test_a_code_that_is_read_is_not_called_unreadable_too(self, folder: Path) -> None:
        assert [read.text is None for read in sheet(folder, code(ADDRESS, 0.2)).codes] == [False]

    def test_pages_of_text_have_none(self, folder: Path) -> None:
        content = b"".join(text("mm mm mm mm mm mm mm mm", 8, 8 + 5 * row) for row in range(26))
        assert _facts(lettered(content), folder / "probe.pdf").sheets[0].codes == ()


class TestScanner:
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"1 0 0 rg", [(b"rg", [b"1", b"0", b"0"])]),
            (b"(a(b)\\)c) Tj", [(b"Tj", [b"(a(b)\\)c)"])]),
            (b"(never closed 1 0 0 rg", []),
            (b"[(a) -1.5 <4142>] TJ", [(b"TJ", [b"[", b"(a)", b"-1.5", b"<4142>", b"]"])]),
            (b"/A<</B 1>>BDC", [(b"BDC", [b"/A", b"<<", b"/B", b"1", b">>"])]),
            (b"BI /W 1 ID \x00EI\xff Q EI q", [(b"BI", [b"/W", b"1"]), (b"q", [])]),
            (b"% q\nQ", [(b"Q", [])]),
            (b"1 0 ) 0 rg", [(b"rg", [b"1", b"0", b"0"])]),
            (b"", []),
            (b"\xff\xfe\x00 q", [(b"\xff\xfe", []), (b"q", [])]),
        ],
    )
    def test_operations(self, content: bytes, expected: list[tuple[bytes, list[bytes]]]) -> None:
        assert [(each.operator, each.operands) for each in operations(content)] == expected

    @settings(max_examples=100, deadline=None, derandomize=True)
    @given(st.binary(max_size=200))
    def test_any_bytes_end(self, content: bytes) -> None:
        spans = [(each.start, each.end) for each in operations(content)]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(content) for start, end in spans)


class TestAnyFile:
    @pytest.mark.parametrize("path", sorted(LEGACY.glob("*.pdf")), ids=lambda path: path.stem)
    def test_of_other_programs(self, path: Path) -> None:
        try:
            facts = preflight.examined(path, path.name, with_ink=path.stem in WITH_INK)
        except Refused as refusal:
            (problem,) = refusal.diagnostics
            assert path.name in REFUSED
            assert path.name in problem.cause("de")
            return
        assert path.name not in REFUSED
        for purpose in PURPOSES:
            assert (
                preflight.judged(facts, Wanted(purpose, "saddle-stitch"), path.name).keys() == CHECKS.keys()
            )

    @pytest.mark.parametrize("name", sorted(WEIGHED_BOMBS))
    def test_built_to_exhaust_the_machine(self, folder: Path, name: str) -> None:
        path = folder / "bombe.pdf"
        path.write_bytes(BOMBS[name]())
        codes = set()
        try:
            assert preflight.examined(path, path.name, with_ink=True).sheets
        except Refused as refusal:
            codes = {problem.code for problem in refusal.diagnostics}
        assert codes <= {"pdf-unreadable", "pdf-too-large", "pdf-too-long", "pdf-encrypted"}

    def test_forms_that_paint_forms(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("infobrief_pdf.preflight.walk._MOST_OPERATIONS", 2_000)
        form = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
        forms = [stream(b"/A Do /A Do /A Do", form % number) for number in range(6, 26)]
        page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>"
        path = folder / "formen.pdf"
        path.write_bytes(forged(page, stream(b"/A Do"), *forms, stream(b"", b"/Subtype/Form/BBox[0 0 9 9]")))
        with pytest.raises(Refused, match="too many or too deeply nested parts"):
            preflight.examined(path, path.name, with_ink=True)

    def test_forms_in_a_circle(self, folder: Path) -> None:
        form = stream(b"/A Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")
        path = folder / "kreis.pdf"
        path.write_bytes(
            forged(PAGE % b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>", stream(b"/A Do"), form)
        )
        assert len(preflight.examined(path, path.name, with_ink=True).sheets) == 1

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(
        name=st.sampled_from(
            ("pdf-lib-form.pdf", "pymupdf-notes.pdf", "inline-image.pdf", "matplotlib-type3.pdf")
        ),
        changes=st.lists(
            st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
        ),
    )
    def test_broken_somewhere(self, folder: Path, name: str, changes: list[tuple[float, int]]) -> None:
        content = bytearray((LEGACY / name).read_bytes())
        for place, value in changes:
            content[int(place * len(content))] = value
        path = folder / "kaputt.pdf"
        path.write_bytes(content)
        try:
            facts = preflight.examined(path, path.name, with_ink=True)
        except Refused as refusal:
            codes = {problem.code for problem in refusal.diagnostics}
        else:
            codes = set()
            assert preflight.judged(facts, Wanted("press", None), path.name)
        assert codes <= {"pdf-unreadable", "pdf-encrypted"}


WITH_INK = {
    "cairo",
    "chromium-tagged",
    "crop-box",
    "ghostscript",
    "hidden-layer",
    "inline-image",
    "libreoffice-ua",
    "media",
    "matplotlib-type3",
    "negative-origin",
    "owner-aes-256",
    "pdf-lib-form",
    "pdfkit-tagged",
    "pdftex",
    "pymupdf-notes",
    "reportlab-form",
    "rotated-90",
    "scan-cmyk",
    "scan-fax",
    "scan-jpeg2000",
    "typst-ua",
    "unbalanced",
    "user-unit",
    "weasyprint-ua",
    "wkhtmltopdf",
    "xhtml2pdf",
}
"""One file of each producer and each oddity that rewriting may stumble over."""


class TestOurOwnFiles:
    def test_screen_edition(self, built: Mapping[str, Built]) -> None:
        assert [problem for issue in built.values() for problem in self.problems(issue.path)] == []

    def test_archive_edition(self, tmp_path: Path) -> None:
        workspace = Workspace(Path(__file__).parent.parent)
        (issue,) = (path for path in workspace.issues() if path.as_posix().endswith("migration/2018/02.yaml"))
        assert self.problems(workspace.build(issue, edition="archive", output=tmp_path).path) == []

    @staticmethod
    def problems(path: Path) -> list[str]:
        """What an office printer or a screen has to remark."""
        facts = preflight.examined(path, path.name, with_ink=False)
        judged = (
            preflight.judged(facts, Wanted(purpose, None), path.name) for purpose in ("office", "screen")
        )
        return [each.cause() for findings in judged for found in findings.values() for each in found or ()]


class TestCommand:
    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LC_ALL", "C")
        Path("gut.pdf").write_bytes(printing.pdf(code(ADDRESS, 0.5) + PLAIN))
        Path("rgb.pdf").write_bytes(printing.pdf(area("1 0 0 rg"), intent=False))

    def test_a_file_that_is_fit(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "gut.pdf"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out.startswith("gut.pdf  1 page, 105 × 148 mm\n  Colours: CMYK\n  Most ink: 100 % on page 1,")
        assert f"squares of 0.50 mm: {ADDRESS}\n" in out
        assert "  amount of ink               passed\n" in out
        assert "  pages fit the binding       not checked\n" in out
        assert out.endswith("1 file examined: no problems found\n")

    def test_a_file_that_is_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "rgb.pdf", "gut.pdf", "nichts.pdf"]) == 1
        out, _ = capsys.readouterr()
        assert "  colours as inks             FAILED: 1 problem\n" in out
        assert (
            "rgb.pdf: error [preflight-colour-area]\n  On page 1, an area is painted in RGB, first 0 mm"
            in out
        )
        assert "(estimated, for RGB names no inks)" in out
        assert "nichts.pdf: error [file-missing]" in out
        assert out.endswith("3 files examined: 2 have problems\n")

    def test_what_is_no_problem_in_the_office(self) -> None:
        assert main(["preflight", "rgb.pdf"]) == 0

    def test_numbers_are_written_as_the_language_does(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("duenn.pdf").write_bytes(printing.pdf(b"0.1 w 9 9 m 99 99 l S"))
        main(["--lang", "de", "preflight", "--for", "press", "duenn.pdf"])
        assert "0,1" in capsys.readouterr().out

    def test_for_machines(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "--json", "gut.pdf", "rgb.pdf"]) == 1
        answer = json.loads(capsys.readouterr().out)
        good, bad = answer["files"]
        assert (answer["ok"], answer["purpose"], answer["binding"]) == (False, "press", None)
        assert (good["checks"]["colours"], bad["checks"]["colours"]) == ("passed", "failed")
        assert good["checks"]["binding"] == "not checked"
        (page,) = good["pages"]
        assert (page["width"], page["height"], page["bleed"]) == (105, 148, 3)
        assert page["ink"]["shares"]["Cyan"] == pytest.approx(
            0.0064 + 0.2 * 400 / (105 * 148) - 0.0064, abs=0.002
        )
        assert [each["text"] for each in page["codes"]] == [ADDRESS]
        assert page["colours"][0]["family"] == "cmyk"
        assert [problem["severity"] for problem in answer["diagnostics"]] == ["error", "error"]

    def test_the_same_twice(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["preflight", "--json", "gut.pdf"])
        first = capsys.readouterr().out
        main(["preflight", "--json", "gut.pdf"])
        assert capsys.readouterr().out == first

    def test_options_are_those_of_the_tables(self) -> None:
        for purpose in PURPOSES:
            for binding in BINDINGS:
                options = parser().parse_args(["preflight", "--for", purpose, "--binding", binding, "x.pdf"])
                assert (options.purpose, options.binding) == (purpose, binding)


def test_deep_resources_do_not_matter(folder: Path) -> None:
    path = folder / "tief.pdf"
    path.write_bytes(
        forged(PAGE % b"/Resources<</XObject<</A 4 0 R>>>>", *chain(b"<</A %d 0 R>>", 900), b"<<>>")
    )
    assert preflight.examined(path, path.name, with_ink=True).sheets
