"""Amounts of ink: of flat colours, pictures and what is see-through; the same as Ghostscript finds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from infobrief_pdf import preflight
from tests.support import printing
from tests.support.printing import BLACK, PLAIN, area, image, picture, text
from tests.support.probes import sheet
from tests.support.resources import (
    CMYK_GROUP,
    containers,
    lettered,
    many_spaces,
    see_through,
    shaded,
    with_picture,
)

LEGACY = Path(__file__).parent / "data" / "legacy"
FOGRA39 = Path(__file__).parent.parent / "infobrief_pdf" / "profiles" / "FOGRA39L_coated.icc"


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
    def test_shares_of_flat_colours(self, probes: Path, colour: str, shares: dict[str, float]) -> None:
        ink = sheet(probes, area(colour, *self.HALF), resources=many_spaces).ink
        assert ink is not None
        assert {name: share * 2 for name, share in ink.shares.items()} == pytest.approx(shares, abs=0.02)
        assert ink.most == pytest.approx(sum(shares.values()) * 100, abs=1.5)
        assert ink.is_estimated == (colour.endswith("rg") or "Lab" in colour)

    @pytest.mark.parametrize("estimated", ["0 0 0 rg", "/Lab cs 0 0 0 scn", "/Lab cs 30 40 20 scn"])
    def test_what_is_estimated_is_no_ink_that_the_file_names(self, probes: Path, estimated: str) -> None:
        content = area(estimated, *self.HALF) + area("0 0 0 0.5 k", 0, 80, 105, 60)
        ink = sheet(probes, content, resources=many_spaces).ink
        assert ink is not None
        assert ink.named == pytest.approx(50, abs=1)
        assert ink.most > 70

    @pytest.mark.parametrize("kind", ["plain", "decoded", "table"])
    def test_pictures_in_lab(self, probes: Path, kind: str) -> None:
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

        ink = sheet(probes, picture("P", *self.HALF), resources=resources).ink
        assert ink is not None
        found = {name: share * 2 for name, share in ink.shares.items()}
        assert found == pytest.approx({"Cyan": 0, "Magenta": 1, "Yellow": 1, "Black": 0}, abs=0.1)

    @pytest.mark.parametrize("ends", [[], [1], [0, 0, 5, 5], [1e300, -1e300, 0, 1], ["x"]])
    def test_a_range_of_lab_that_makes_no_sense(self, probes: Path, ends: list[Any]) -> None:
        white = Dictionary(
            WhitePoint=Array([1, 1, 1]), Range=Array([Name.x if each == "x" else each for each in ends])
        )
        resources = Dictionary(ColorSpace=Dictionary(L=Array([Name.Lab, white])))
        ink = sheet(probes, area("/L cs 0 0 0 sc", *self.HALF), resources=lambda _: resources).ink
        assert ink is not None
        assert ink.most == pytest.approx(100, abs=2)

    def test_what_covers_knocks_out(self, probes: Path) -> None:
        ink = sheet(probes, area("1 1 0 0 k", *self.HALF) + area(BLACK, *self.HALF)).ink
        assert ink is not None
        assert ink.most == pytest.approx(100, abs=1)

    def test_transparency_mixes_on_each_plate(self, probes: Path) -> None:
        content = area("0 1 0 0 k", *self.HALF) + b"/A gs " + area("1 0 0 0 k", *self.HALF)
        ink = sheet(probes, content, resources=see_through, group=CMYK_GROUP).ink
        assert ink is not None
        assert (ink.shares["Cyan"], ink.shares["Magenta"]) == pytest.approx((0.25, 0.25), abs=0.01)
        multiplied = sheet(
            probes, content, group=CMYK_GROUP,
            resources=lambda _: Dictionary(ExtGState=Dictionary(A=Dictionary(BM=Name.Multiply))),
        ).ink  # fmt: skip
        assert multiplied is not None
        assert multiplied.most == pytest.approx(200, abs=1)

    def test_the_place_of_the_maximum(self, probes: Path) -> None:
        content = area("0.2 0 0 0 k", *self.HALF) + area("1 1 1 0 k", 50, 100, 2, 2)
        ink = sheet(probes, content).ink
        assert ink is not None
        assert ink.most == pytest.approx(300, abs=1)
        assert (ink.spot.left, ink.spot.top) == pytest.approx((51, 47), abs=1.5)

    def test_marks_beside_the_page_are_no_ink_on_it(self, probes: Path) -> None:
        ink = sheet(probes, area("1 1 1 1 k", -5, -5, 5, 150)).ink
        assert ink is not None
        assert ink.most < 10

    @pytest.mark.parametrize(
        "inside", [b"/Fo Do", b"/Ne Do", b"/Pattern cs /Pa scn 0 0 9 9 re f", b"BT /Gl 10 Tf (a) Tj ET"]
    )
    def test_plates_of_what_is_painted_inside_something(self, probes: Path, inside: bytes) -> None:
        ink = sheet(probes, inside, resources=containers).ink
        assert ink is not None
        assert ink.shares["Magenta"] == pytest.approx(ink.shares["Yellow"], abs=1e-6)
        assert ink.most == pytest.approx(200, abs=2)
        assert ink.shares["Cyan"] == ink.shares["Black"] == 0

    def test_pictures_of_every_kind(self, probes: Path) -> None:
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
            ink = sheet(probes, content, resources=with_picture(50, space, one)).ink
            assert ink is not None
            assert [share * 2 for share in ink.shares.values()] == pytest.approx(shares, abs=0.02)

    def test_a_profile_tells_how_rgb_is_printed(self, probes: Path) -> None:
        path = probes / "rgb.pdf"
        path.write_bytes(printing.pdf(area("0 0 0 rg", *self.HALF)))
        damaged = preflight.examined(path, path.name, with_ink=True, profile=b"no profile").sheets[0].ink
        assert damaged is not None
        assert damaged.most == pytest.approx(100, abs=1)

    @pytest.mark.skipif(not FOGRA39.exists(), reason="the profile of the press is not in this tree")
    def test_the_profile_of_the_press(self, probes: Path) -> None:
        """A colour between the steps of the table comes out as LittleCMS converts it."""
        path = probes / "rgb.pdf"
        path.write_bytes(printing.pdf(area("0 0.4 0.8 rg", *self.HALF)))
        ink = preflight.examined(path, path.name, with_ink=True, profile=FOGRA39.read_bytes()).sheets[0].ink
        assert ink is not None
        assert ink.is_estimated
        assert [share * 2 for share in ink.shares.values()] == pytest.approx(
            printing.separated(FOGRA39.read_bytes(), (0, 102, 204)), abs=0.03
        )

    def test_without_ink_it_is_not_measured(self, probes: Path) -> None:
        path = probes / "dry.pdf"
        path.write_bytes(printing.pdf(PLAIN))
        assert preflight.examined(path, path.name, with_ink=False).sheets[0].ink is None


GHOSTSCRIPT = shutil.which("gs")


@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed")
class TestAgainstGhostscript:
    """Ghostscript's device `ink_cov` gives each ink's mean share; both leave CMYK as it is."""

    @pytest.mark.parametrize("name", ["areas", "text", "picture", "gradient", "multiply", "scan-cmyk"])
    def test_shares(self, probes: Path, name: str) -> None:
        path = probes / f"gs-{name}.pdf"
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
