"""Each check of preflight, with a sample that fails and one that passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from infobrief_pdf import preflight
from infobrief_pdf.cli.preflight import _TITLES
from infobrief_pdf.diagnostics import Severity
from infobrief_pdf.preflight import CHECKS, PURPOSES, Wanted
from tests.support import printing
from tests.support.printing import ADDRESS, BLACK, PLAIN, area, code, image, picture, text
from tests.support.probes import facts_of, found
from tests.support.resources import CMYK_GROUP, lettered, see_through, shaded, with_font, with_picture

RGB_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def with_spot(made: pikepdf.Pdf) -> Dictionary:
    tint = Stream(
        made, b"{0 exch dup 0.5 mul exch 0 exch pop 0}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4
    )
    space = Array([Name.Separation, Name("/PANTONE 300 C"), Name.DeviceCMYK, tint])
    return Dictionary(ColorSpace=Dictionary(S=space))


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


def different_sizes() -> bytes:
    with pikepdf.open(BytesIO(printing.pdf(PLAIN, pages=2))) as made:
        made.pages[1].TrimBox = Array([0, 0, 200, 300])
        target = BytesIO()
        made.save(target)
        return target.getvalue()


def full(made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        Font=Dictionary(F=printing.embedded(made)),
        XObject=Dictionary(P=image(made, 300, 300, b"\x20\x80\x00\x00", Name.DeviceCMYK)),
    )


def plain() -> bytes:
    return printing.pdf(PLAIN)


class Sample(NamedTuple):
    """What a check must find in the first file and not in the second."""

    check: str
    code: str
    bad: Callable[[], bytes]
    good: Callable[[], bytes] = plain
    purpose: preflight.Purpose = "press"
    binding: preflight.Binding | None = None


def drawn(check: str, code: str, bad: bytes, good: bytes, **options: Any) -> Sample:
    """Two pages that differ in what is drawn."""
    purpose = options.pop("purpose", "press")
    return Sample(
        check, code, partial(printing.pdf, bad, **options), partial(printing.pdf, good, **options), purpose
    )


def written(check: str, code: str, bad: bytes, good: bytes, **options: Any) -> Sample:
    """Two pages that differ in what is written."""
    return drawn(check, code, bad, good, resources=with_font(printing.embedded), **options)


def pictured(check: str, code: str, bad: int, good: int, purpose: preflight.Purpose = "press") -> Sample:
    """Two pictures, an inch wide, of so many pixels."""
    square = picture("P", 9, 9, 25.4, 25.4)
    return Sample(
        check,
        code,
        lambda: printing.pdf(square, resources=with_picture(bad)),
        lambda: printing.pdf(square, resources=with_picture(good)),
        purpose,
    )


SAMPLES = (
    Sample(
        "boxes", "preflight-box-outside", lambda: printing.pdf(PLAIN, boxes={"TrimBox": [-9, 0, 105, 148]})
    ),
    Sample("bleed", "preflight-trim-missing", lambda: printing.pdf(PLAIN, bleed=None)),
    Sample("bleed", "preflight-bleed-short", lambda: printing.pdf(PLAIN, bleed=2.0)),
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
    drawn("colours", "preflight-colour-area", area("1 0 0 rg"), area("0 1 1 0 k")),
    written(
        "colours", "preflight-colour-text", text("Text", 20, 20, "0 0 0 rg"), text("Text", 20, 20, "0 g")
    ),
    drawn(
        "colours",
        "preflight-colour-line",
        b"1 0 0 RG 9 9 m 99 99 l S",
        b"1 0 0 rg 0 1 0 0 K 9 9 m 99 99 l S",
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
    drawn("spots", "preflight-spot", area("/S cs 1 scn"), PLAIN, resources=with_spot),
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
    Sample("output-intent", "preflight-intent", lambda: printing.pdf(PLAIN, intent=False)),
    drawn("ink", "preflight-ink", area("1 1 0.6 0.6 k"), area("1 1 0.5 0.5 k")),
    pictured("coarse-pictures", "preflight-picture-coarse", 90, 100),
    pictured("pictures", "preflight-picture", 190, 200),
    pictured("pictures", "preflight-picture", 110, 120, "office"),
    drawn("hairlines", "preflight-hairline", b"0.2 w 9 9 m 99 99 l S", b"0.25 w 9 9 m 99 99 l S"),
    drawn(
        "hairlines",
        "preflight-hairline",
        b"0.2 0 0 0.2 0 0 cm 1 w 9 9 m 99 99 l S",
        b"0.2 0 0 0.2 0 0 cm 1.25 w 9 9 m 99 99 l S",
    ),
    drawn(
        "hairlines",
        "preflight-hairline",
        b"9 9 200 0.1 re f",
        b"9 9 200 0.3 re f 9 9 0.1 0.1 re f 0.1 w -9 -9 m -9 99 l S",
    ),
    Sample(
        "transparency",
        "preflight-transparent",
        lambda: printing.pdf(b"/A gs " + PLAIN, resources=see_through, group=CMYK_GROUP),
        lambda: printing.pdf(b"q /A gs Q " + PLAIN, resources=see_through),
    ),
    drawn(
        "transparency",
        "preflight-transparent",
        b"/A gs /G Do",
        b"/G Do",
        resources=grouped(),
        group=CMYK_GROUP,
    ),
    written(
        "black",
        "preflight-black-mixed",
        text("Text", 20, 20, "0.6 0.4 0.4 1 k"),
        text("Text", 20, 20) + text("Text", 20, 40, "0.8 0.4 0.2 0.1 k"),
    ),
    written("edges", "preflight-text-near", text("Text", 2, 20), text("Text", 5, 20)),
    written("edges", "preflight-text-cut", text("Text", -2, 20), text("Marke", 10, 149, size=6)),
    written(
        "edges", "preflight-text-near", text("Text", 2, 20), b"3 Tr " + text("Text", 2, 20), purpose="office"
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
    Sample("sizes", "preflight-size-differs", different_sizes, lambda: printing.pdf(PLAIN, pages=2)),
    drawn(
        "codes",
        "preflight-code-unreadable",
        code(ADDRESS, 0.5) + area("0 0 0 0 k", 34, 91, 6, 6),
        code(ADDRESS, 0.5),
        purpose="screen",
    ),
    drawn("code-size", "preflight-code-small", code(ADDRESS, 0.35), code(ADDRESS, 0.4), purpose="office"),
    drawn(
        "code-margin",
        "preflight-code-crowded",
        code(ADDRESS, 0.5) + area(BLACK, 28, 60, 1, 60),
        code(ADDRESS, 0.5) + area(BLACK, 26, 60, 1, 60),
    ),
)


class TestChecks:
    @pytest.mark.parametrize(
        "sample", SAMPLES, ids=lambda sample: f"{sample.check}-{sample.code}-{sample.purpose}"
    )
    def test_a_sample_that_fails_and_one_that_passes(self, probes: Path, sample: Sample) -> None:
        bad = found(sample.bad(), probes, sample.purpose, sample.binding)[sample.check]
        good = found(sample.good(), probes, sample.purpose, sample.binding)[sample.check]
        assert sample.code in {problem.code for problem in bad or ()}
        assert not good
        severity = CHECKS[sample.check].severity(sample.purpose)
        assert {problem.severity for problem in bad or ()} == {severity}

    def test_every_check_has_samples_and_a_title(self) -> None:
        assert {sample.check for sample in SAMPLES} == CHECKS.keys() == _TITLES.keys()

    def test_a_sound_page_has_no_problems_at_all(self, probes: Path) -> None:
        content = text("Sehr geehrte Damen und Herren", 20, 120) + area("1 0.5 0 0.2 k", -3, -3, 111, 50)
        content += picture("P", 20, 60, 25.4, 25.4) + code(ADDRESS, 0.45, left=70, top=110)
        sound = printing.pdf(content, pages=4, resources=full)
        findings = found(sound, probes, "press", "saddle-stitch")
        assert {
            name: [each.cause() for each in problems or ()] for name, problems in findings.items() if problems
        } == {}
        assert None not in findings.values()

    def test_levels_differ_by_purpose(self, probes: Path) -> None:
        rgb = printing.pdf(area("1 0 0 rg") + b"0.1 w 9 9 m 99 99 l S", bleed=None)
        press, office, screen = (found(rgb, probes, purpose) for purpose in PURPOSES)
        assert [bool(press[name]) for name in ("bleed", "colours", "hairlines")] == [True] * 3
        assert office["bleed"] is office["colours"] is None
        assert [problem.severity for problem in office["hairlines"] or ()] == [Severity.HINT]
        assert screen["hairlines"] is None

    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    @pytest.mark.parametrize("mirror", ["", f"1 0 0 -1 0 {148 * printing.PT} cm "])
    def test_an_area_is_where_its_upper_left_corner_is(
        self, probes: Path, rotation: int, mirror: str
    ) -> None:
        page = f"{mirror}1 0 0 rg 0 0 {105 * printing.PT} {148 * printing.PT} re f".encode()
        (problem,) = found(printing.pdf(page, rotate=rotation), probes, "press")["colours"] or ()
        assert (problem.values["left"], problem.values["top"]) == (0, 0)

    def test_bleed_is_never_less_than_none(self, probes: Path) -> None:
        inside = printing.pdf(PLAIN, boxes={"BleedBox": [20, 20, 80, 120]})
        (problem,) = found(inside, probes, "press")["bleed"] or ()
        assert problem.values["bleed"] == 0

    def test_a_coarse_picture_is_told_once(self, probes: Path) -> None:
        file = printing.pdf(picture("P", 10, 10, 25.4, 25.4), resources=with_picture(72))
        told = [each.code for problems in found(file, probes, "press").values() for each in problems or ()]
        assert told == ["preflight-picture-coarse"]

    def test_nothing_to_look_at_is_not_passed(self, probes: Path) -> None:
        findings = found(printing.pdf(PLAIN), probes)
        assert [name for name, problems in findings.items() if problems is None] == [
            "coarse-pictures", "pictures", "binding", "codes", "code-size", "code-margin",
        ]  # fmt: skip

    def test_too_many_sheets_for_staples(self, probes: Path) -> None:
        facts = facts_of(printing.pdf(b""), probes / "probe.pdf")
        many = replace(facts, sheets=facts.sheets * 68)
        thick = preflight.judged(many, Wanted("office", "saddle-stitch"), "probe.pdf")["binding"]
        assert [problem.code for problem in thick or ()] == ["preflight-thick"]

    @pytest.mark.parametrize("purpose", ["press", "office"])
    def test_ink_that_is_estimated_is_no_problem(self, probes: Path, purpose: preflight.Purpose) -> None:
        """How RGB is mixed, whoever prints it decides; what the file says itself is known."""
        known, black = area("1 1 0.5 1 k", 40), area("0 0 0 rg")
        assert found(printing.pdf(black), probes, purpose)["ink"] is None
        assert found(printing.pdf(black + area("1 0 0 0 k", 40)), probes, purpose)["ink"] == ()
        (problem,) = found(printing.pdf(black + known), probes, purpose)["ink"] or ()
        assert (problem.values["most"], problem.values["left"]) == (350, 40)

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_sentences_are_complete(self, probes: Path, language: str) -> None:
        for sample in SAMPLES:
            for problem in found(sample.bad(), probes, sample.purpose, sample.binding)[sample.check] or ():
                assert "{" not in problem.cause(language) + problem.remedy(language)
