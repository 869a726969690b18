"""Subsets of a typeface become one font; nobody sees the difference, and what disagrees stays apart."""

from __future__ import annotations

import io
import re
import struct
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from infobrief_pdf import Built
from infobrief_pdf.bind.typefaces import unify
from tests.support.verapdf import Judge

pytestmark = pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")

ISSUES = ("migration/2018/02", "musterbrief/2025/01", "musterbrief/2025/03")
Forge = Callable[[Any, Pdf], None]


def fonts_of(pdf: Pdf) -> list[Any]:
    return [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]


def joined(paths: Sequence[Path]) -> Pdf:
    bound = Pdf.new()
    for path in paths:
        with Pdf.open(path) as part:
            for page in part.pages:
                bound.pages.append(page)
    return bound


def put_in_place(pdf: Pdf) -> dict[tuple[int, int], Any]:
    replaced = unify(fonts_of(pdf), pdf)
    for page in pdf.pages:
        for name, font in list(page.Resources.get("/Font", {}).items()):
            page.Resources.Font[name] = replaced.get(font.objgen, font)  # pages may share resources
    return replaced


def saved(pdf: Pdf, path: Path) -> Path:
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return path


def file_of(font: Any) -> Any:
    return font.DescendantFonts[0].FontDescriptor.FontFile2


def taken_apart(content: bytes, **options: Any) -> Any:
    return TTFont(io.BytesIO(content), **options)


def files(pdf: Pdf) -> dict[str, dict[tuple[int, int], bytes]]:
    """The font files that the pages reach, by the name of their font."""
    found: dict[str, dict[tuple[int, int], bytes]] = defaultdict(dict)
    for font in fonts_of(pdf):
        found[str(font.BaseFont)][file_of(font).objgen] = file_of(font).read_bytes()
    return found


def numbers(pdf: Pdf) -> list[tuple[int, int]]:
    return [font.objgen for font in fonts_of(pdf)]


def seen(path: Path) -> list[tuple[bytes, str]]:
    """Pixels and text of each page."""
    pages = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            pages.append((bytes(page.render(scale=1).buffer), text.get_text_range()))
            text.close()
            page.close()
    return pages


@pytest.fixture(scope="module")
def parts(built: Mapping[str, Built]) -> list[Path]:
    return [built[issue].path for issue in ISSUES]


@pytest.fixture(scope="module")
def bound(parts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    pdf = joined(parts)
    put_in_place(pdf)
    return saved(pdf, tmp_path_factory.mktemp("bound") / "bound.pdf")


def twins(path: Path, forge: Forge) -> Pdf:
    """The first page of a PDF twice, each with fonts of its own; `forge` gets the second's largest font."""
    pdf = Pdf.new()
    for _ in range(2):
        with Pdf.open(path) as part:
            pdf.pages.append(part.pages[0])
    fonts = list(pdf.pages[1].Resources.Font.values())
    forge(max(fonts, key=lambda font: (len(file_of(font).read_bytes()), str(font.BaseFont))), pdf)
    return pdf


def forged_fonts(pdf: Pdf) -> tuple[Any, Any]:
    """The two fonts that stand in the place of the forged one and of its genuine twin."""
    pages = [
        {str(font.BaseFont): font for font in page.Resources.Font.values()} for page in list(pdf.pages)[:2]
    ]
    name = max(pages[0], key=lambda name: (len(file_of(pages[0][name]).read_bytes()), name))
    return pages[0][name], pages[1][name]


def shown(font: Any) -> list[int]:
    """The glyph ids with a width."""
    runs = re.findall(rb"(\d+) \[ ([^]]+)\]", font.DescendantFonts[0].W.unparse())
    return [int(start) + index for start, run in runs for index in range(len(run.split()))]


def other_outline(font: Any, pdf: Pdf, choose: Callable[[int], bool] = bool) -> None:
    """Move a point, and nothing else: fontTools would also write other tables than before."""
    content = bytearray(file_of(font).read_bytes())
    opened = taken_apart(bytes(content))
    number = next(
        each
        for each in shown(font)
        if choose(each) and opened["glyf"][opened.getGlyphName(each)].numberOfContours > 0
    )
    # The last byte may fill up, the one before is of a coordinate.
    content[opened.reader.tables["glyf"].offset + opened["loca"].locations[number + 1] - 2] ^= 1
    font.DescendantFonts[0].FontDescriptor.FontFile2 = Stream(pdf, bytes(content))


def other_hinting(font: Any, pdf: Pdf) -> None:
    opened = taken_apart(file_of(font).read_bytes(), recalcBBoxes=False, recalcTimestamp=False)
    table: Any = newTable("prep")
    opened["prep"], table.program = table, Program()
    table.program.fromBytecode(b"\xb0\x00")
    buffer = io.BytesIO()
    opened.save(buffer)
    font.DescendantFonts[0].FontDescriptor.FontFile2 = Stream(pdf, buffer.getvalue())


def other_text(font: Any, pdf: Pdf) -> None:
    written = font.ToUnicode.read_bytes()
    assert b"> <0065>" in written
    font.ToUnicode = Stream(pdf, written.replace(b"> <0065>", b"> <0415>"))


def other_width(font: Any, pdf: Pdf) -> None:
    font.DescendantFonts[0].W[1][0] += 1


# What stays the same


def test_pages_look_and_read_as_before(parts: list[Path], bound: Path) -> None:
    before = [page for path in parts for page in seen(path)]
    after = seen(bound)
    assert [text for _, text in after] == [text for _, text in before]
    assert [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == []


def test_a_glyph_that_is_lost_would_be_seen(parts: list[Path], tmp_path: Path) -> None:
    """The comparison above is worth something."""
    pdf = joined(parts[:1])
    for font in fonts_of(pdf):
        opened = taken_apart(file_of(font).read_bytes())
        opened["glyf"][opened.getGlyphName(max(shown(font)))] = type(opened["glyf"][".notdef"])()
        buffer = io.BytesIO()
        opened.save(buffer)
        file_of(font).write(buffer.getvalue())
    assert seen(saved(pdf, tmp_path / "lost.pdf")) != seen(parts[0])


# What becomes one


def test_each_typeface_is_there_once_and_smaller(parts: list[Path], bound: Path) -> None:
    with joined(parts) as apart, Pdf.open(bound) as pdf:
        together = files(pdf)
        assert together.keys() == files(apart).keys()
        for name, subsets in files(apart).items():
            assert len(together[name]) == 1
            if len(subsets) > 1:
                assert sum(map(len, together[name].values())) < sum(map(len, subsets.values()))
        assert len(set(numbers(pdf))) == len(together)


def test_font_files_can_be_taken_apart(parts: list[Path], bound: Path) -> None:
    """Every glyph that is shown is in the united file, with the same outline and metrics."""
    with joined(parts) as apart, Pdf.open(bound) as pdf:
        united = {}
        for name, (content,) in ((name, list(each.values())) for name, each in files(pdf).items()):
            united[name] = taken_apart(content)
            united[name].ensureDecompiled()
            assert united[name]["maxp"].numGlyphs == len(united[name]["glyf"].glyphs)
            assert united[name].reader.tables.keys() >= {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
        for font in {font.objgen: font for font in fonts_of(apart)}.values():
            subset, whole = taken_apart(file_of(font).read_bytes()), united[str(font.BaseFont)]
            for number in shown(font):
                assert drawn(subset, number) == drawn(whole, number)


def drawn(font: TTFont, number: int) -> tuple[Any, ...]:
    name = font.getGlyphName(number)
    points, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return font["hmtx"][name], list(points), list(ends), list(flags)


def test_checksums(bound: Path) -> None:
    """OpenType 1.9, Calculating Checksums, and head: all words of the file add up to 0xB1B0AFBA."""
    with Pdf.open(bound) as pdf:
        contents = [content for each in files(pdf).values() for content in each.values()]
        rebuilt = [content for content in contents if b"name" not in content[: 12 + 16 * content[5]]]
        assert rebuilt
        for content in rebuilt:
            assert sum(struct.unpack(f">{len(content) // 4}L", content)) & 0xFFFFFFFF == 0xB1B0AFBA
            tables = taken_apart(content, checkChecksums=2)
            assert [tables.reader[tag] for tag in tables.reader.keys()]  # noqa: SIM118


def test_unicode_of_every_glyph_is_kept(parts: list[Path]) -> None:
    with joined(parts) as pdf:
        replaced = unify(fonts_of(pdf), pdf)
        for font in fonts_of(pdf):
            entries = re.findall(rb"<(\w{4})> <(\w*)>\n", font.ToUnicode.read_bytes())
            now = dict(re.findall(rb"<(\w{4})> <(\w*)>\n", replaced[font.objgen].ToUnicode.read_bytes()))
            assert [(code, now[code]) for code, _ in entries] == entries


# What stays apart


def test_contradicting_outlines_stay_apart(parts: list[Path]) -> None:
    with twins(parts[0], other_outline) as pdf:
        expected = [file_of(font).read_bytes() for font in forged_fonts(pdf)]
        put_in_place(pdf)
        assert [file_of(font).read_bytes() for font in forged_fonts(pdf)] == expected
        assert sorted(map(len, files(pdf).values()))[-2:] == [1, 2]


def test_contradicting_hinting_stays_apart(parts: list[Path]) -> None:
    with twins(parts[0], other_hinting) as pdf:
        put_in_place(pdf)
        assert sorted(map(len, files(pdf).values()))[-2:] == [1, 2]


def test_contradicting_unicode_shares_all_but_the_map(parts: list[Path]) -> None:
    """One glyph may stand for a hyphen here and for a hyphen-minus there."""
    with twins(parts[0], other_text) as pdf:
        put_in_place(pdf)
        genuine, forged = forged_fonts(pdf)
        assert genuine.objgen != forged.objgen
        assert genuine.DescendantFonts[0].objgen == forged.DescendantFonts[0].objgen
        assert b"> <0065>" in genuine.ToUnicode.read_bytes()
        assert b"> <0415>" in forged.ToUnicode.read_bytes()
        assert b"> <0065>" not in forged.ToUnicode.read_bytes()


def test_contradicting_widths_share_the_file(parts: list[Path]) -> None:
    with twins(parts[0], other_width) as pdf:
        widths = [font.DescendantFonts[0].W.unparse() for font in forged_fonts(pdf)]
        put_in_place(pdf)
        assert [font.DescendantFonts[0].W.unparse() for font in forged_fonts(pdf)] == widths
        assert {len(each) for each in files(pdf).values()} == {1}


def taller(font: Any, pdf: Pdf) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    descriptor.Ascent, descriptor.Descent, descriptor.CapHeight = 2000, -900, 1900
    descriptor.FontBBox = Array([-50, -900, 500, 2000])


def test_descriptor_holds_for_all(parts: list[Path]) -> None:
    with twins(parts[0], taller) as pdf:
        right = forged_fonts(pdf)[0].DescendantFonts[0].FontDescriptor.FontBBox[2]
        put_in_place(pdf)
        genuine, forged = forged_fonts(pdf)
        assert genuine.objgen == forged.objgen
        descriptor = genuine.DescendantFonts[0].FontDescriptor
        assert (descriptor.Ascent, descriptor.Descent, descriptor.CapHeight) == (2000, -900, 1900)
        assert list(descriptor.FontBBox) == [-50, -900, right, 2000]


def test_contradicting_descriptors_share_the_file(parts: list[Path]) -> None:
    def italic(font: Any, pdf: Pdf) -> None:
        font.DescendantFonts[0].FontDescriptor.Flags |= 64  # ISO 32000-1, table 123

    with twins(parts[0], italic) as pdf:
        put_in_place(pdf)
        flags = [font.DescendantFonts[0].FontDescriptor.Flags & 64 for font in forged_fonts(pdf)]
        assert flags == [0, 64]
        assert {len(each) for each in files(pdf).values()} == {1}


def foreign_key(font: Any, pdf: Pdf) -> None:
    font.DescendantFonts[0].DW = 500


def foreign_encoding(font: Any, pdf: Pdf) -> None:
    font.Encoding = Name("/Identity-V")


def foreign_glyph(font: Any, pdf: Pdf) -> None:
    """WeasyPrint writes a width for a glyph that the typeface lacks; its id is behind all of them."""
    font.DescendantFonts[0].W.extend([60000, Array([500])])


def broken_file(font: Any, pdf: Pdf) -> None:
    font.DescendantFonts[0].FontDescriptor.FontFile2 = Stream(pdf, file_of(font).read_bytes()[:200])


def no_descendant(font: Any, pdf: Pdf) -> None:
    font.DescendantFonts = Dictionary(Nothing=1)


@pytest.mark.parametrize(
    "forge",
    [foreign_key, foreign_encoding, foreign_glyph, broken_file, no_descendant],
    ids=lambda f: f.__name__,
)
def test_what_is_not_ours_is_left_alone(parts: list[Path], forge: Forge) -> None:
    forged: list[tuple[Any, bytes]] = []

    def remember(font: Any, pdf: Pdf) -> None:
        forge(font, pdf)
        forged.append((font, font.unparse(resolved=True)))

    with twins(parts[0], remember) as pdf:
        ((font, before),) = forged
        replaced = unify(fonts_of(pdf), pdf)
        assert replaced[font.objgen].objgen == font.objgen
        assert font.unparse(resolved=True) == before


def test_fonts_of_others_that_are_the_same_become_one() -> None:
    with Pdf.new() as pdf:

        def font(drawing: bytes) -> Any:
            glyphs = Dictionary(a=Stream(pdf, drawing))
            return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=glyphs))

        one, same, other = font(b"0 0 1 1 re f"), font(b"0 0 1 1 re f"), font(b"0 0 1 2 re f")
        replaced = unify([one, same, other, one], pdf)
        numbers = [replaced[each.objgen].objgen for each in (one, same, other)]
        assert numbers == [one.objgen, one.objgen, other.objgen]
        # In a circle two fonts are not compared any further.
        one.Resources = Dictionary(Font=Dictionary(F=one))
        same.Resources = Dictionary(Font=Dictionary(F=same))
        assert unify([one, same], pdf)[same.objgen].objgen == same.objgen


# The same again, in any order


def test_unifying_again_changes_nothing(bound: Path) -> None:
    with Pdf.open(bound) as pdf:
        before = numbers(pdf)
        count = len(pdf.objects)
        put_in_place(pdf)
        assert (numbers(pdf), len(pdf.objects)) == (before, count)


@pytest.mark.parametrize("forge", [other_outline, other_text, other_width], ids=lambda f: f.__name__)
def test_unifying_contradictions_again_changes_nothing(parts: list[Path], forge: Forge) -> None:
    with twins(parts[0], forge) as pdf:
        put_in_place(pdf)
        before = numbers(pdf)
        put_in_place(pdf)
        assert numbers(pdf) == before


def test_order_does_not_matter(parts: list[Path]) -> None:
    with joined(parts) as pdf, joined(parts[::-1]) as reverse, joined(parts[1:] + parts[:1]) as other:
        contents = []
        for each in (pdf, reverse, other):
            put_in_place(each)
            contents.append({name: list(found.values()) for name, found in files(each).items()})
        assert contents[0] == contents[1] == contents[2]


def test_order_does_not_matter_to_contradictions(parts: list[Path]) -> None:
    """A third subset that agrees with both of two contradicting ones joins the same one in any order."""
    with Pdf.open(parts[1]) as third:
        ids = {number for font in fonts_of(third) for number in shown(font)}

        def forge(font: Any, pdf: Pdf) -> None:
            other_outline(font, pdf, lambda number: number not in ids)

        contents = []
        for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)):
            with twins(parts[0], forge) as pdf:
                pdf.pages.append(third.pages[0])
                for index in order:
                    pdf.pages.append(pdf.pages[index])
                del pdf.pages[:3]
                renumbered = Pdf.new()
                for page in pdf.pages:
                    renumbered.pages.append(page)
                put_in_place(renumbered)
                contents.append({name: sorted(each.values()) for name, each in files(renumbered).items()})
        assert max(map(len, contents[0].values())) == 2
        assert all(each == contents[0] for each in contents[1:])


def test_step_by_step_is_the_same_as_at_once(parts: list[Path]) -> None:
    """A united font is united with a third subset as if all three had come together."""
    with joined(parts) as at_once, joined(parts[:2]) as steps, Pdf.open(parts[2]) as last:
        put_in_place(steps)
        for page in last.pages:
            steps.pages.append(page)
        put_in_place(steps)
        put_in_place(at_once)
        rebuilt = {name for name, subsets in files(at_once).items() if b"name" not in first(subsets)[:300]}
        assert len(rebuilt) > 3
        for name in rebuilt:
            assert first(files(steps)[name]) == first(files(at_once)[name])


def first(contents: Mapping[tuple[int, int], bytes]) -> bytes:
    return next(iter(contents.values()))


def test_verapdf_finds_nothing_wrong_with_the_fonts(verapdf: Judge, bound: Path) -> None:
    """ISO 19005-3, 6.2.11. The bound pages have no metadata and no tags, so other rules are broken."""
    report = verapdf.report(bound, "3b")
    assert report.unreadable is None
    assert report.passed_checks > 1000
    assert [str(rule) for rule in report.failed_rules if rule.clause.startswith("6.2.11")] == []
