"""What preflight sees on a page: operators, colours wherever something is painted, codes that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infobrief_pdf.preflight.scanner import operations
from tests.support.printing import ADDRESS, area, code, text
from tests.support.probes import facts_of, sheet
from tests.support.resources import containers, lettered, many_spaces


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
    def test_operators(self, probes: Path, content: bytes, expected: set[tuple[str, str]]) -> None:
        seen = sheet(probes, content).seen
        assert {(colour.family, colour.use) for colour in seen.colours} == expected

    def test_spaces_with_profiles_tables_and_inks(self, probes: Path) -> None:
        names = ("Icc", "Table", "Lab", "Cal", "Spot", "Four", "All")
        content = b"".join(b"/%b cs 0 0 9 9 re f " % name.encode() for name in names)
        colours = {
            (colour.family, colour.name, colour.is_managed)
            for colour in sheet(probes, content, resources=many_spaces).seen.colours
        }
        assert colours == {
            ("rgb", "", True), ("cmyk", "", False), ("lab", "", True), ("gray", "", True),
            ("spot", "Gold", False),
        }  # fmt: skip

    @pytest.mark.parametrize("inside", ["form", "pattern", "glyph", "nested"])
    def test_what_is_painted_inside_something(self, probes: Path, inside: str) -> None:
        content = {
            "form": b"/Fo Do", "nested": b"/Ne Do", "pattern": b"/Pattern cs /Pa scn 0 0 99 99 re f",
            "glyph": b"BT /Gl 9 Tf (a) Tj ET",
        }[inside]  # fmt: skip
        seen = sheet(probes, content, resources=containers).seen
        assert "rgb" in {colour.family for colour in seen.colours}

    def test_a_layout_of_places(self, probes: Path) -> None:
        """Millimetres from the upper left of the trimmed page, however it is turned."""
        content = area("1 0 0 rg", 20, 30, 10, 10)
        for turn, (left, top) in {0: (20, 108), 90: (30, 20), 180: (75, 30), 270: (108, 75)}.items():
            (spot,) = sheet(probes, content, rotate=turn).seen.colours.values()
            assert (spot.left, spot.top) == pytest.approx((left, top), abs=0.01), turn


class TestCodes:
    @pytest.mark.parametrize("module", [0.3, 0.4, 0.55])
    def test_text_size_and_module(self, probes: Path, module: float) -> None:
        (read,) = sheet(probes, code(ADDRESS, module, left=30, top=100)).codes
        modules = round(read.size / read.module)
        assert read.text == ADDRESS
        assert read.module == pytest.approx(module, abs=0.006)
        assert modules in (25, 29, 33)
        assert (read.spot.left, read.spot.top) == pytest.approx((30, 48), abs=0.2)
        assert read.is_quiet

    def test_several_on_a_page(self, probes: Path) -> None:
        content = code("https://example.org/a", 0.5, 10, 140) + code("https://example.org/b", 0.5, 60, 60)
        assert {read.text for read in sheet(probes, content).codes} == {
            "https://example.org/a",
            "https://example.org/b",
        }

    def test_a_code_that_is_read_is_not_called_unreadable_too(self, probes: Path) -> None:
        assert [read.text is None for read in sheet(probes, code(ADDRESS, 0.2)).codes] == [False]

    def test_pages_of_text_have_none(self, probes: Path) -> None:
        content = b"".join(text("mm mm mm mm mm mm mm mm", 8, 8 + 5 * row) for row in range(26))
        assert facts_of(lettered(content), probes / "probe.pdf").sheets[0].codes == ()
