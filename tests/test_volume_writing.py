"""How a bound file is written: in fewer bytes, and with the same pages, objects and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from infobrief_pdf import Built, Workspace
from infobrief_pdf.bind.writing import written
from infobrief_pdf.finish.condensing import condensed
from infobrief_pdf.volumes import Wanted, bind_year
from tests.support.workspace import workspace
from tests.support.years import issues

THOUSANDTH = 0.002
"""Points by which a letter may stand elsewhere."""


def letters(page: pypdfium2.PdfPage) -> list[tuple[str, tuple[float, ...]]]:
    text = page.get_textpage()
    everything = text.get_text_range()
    return [(everything[index], text.get_charbox(index)) for index in range(text.count_chars())]


def test_pages_look_as_those_of_the_issue(shelf: Mapping[str, Built], made: Callable[..., Built]) -> None:
    """The first issue of the year: its pages have the same numbers as they have alone."""
    alone = pypdfium2.PdfDocument(made("migration/2018/02", "archive").path)
    bound = pypdfium2.PdfDocument(shelf["volume"].path)
    start = next(index for index in range(len(bound)) if bound.get_page_label(index) == "1")
    for number in range(len(alone)):
        one, other = alone[number], bound[start + number]
        for (before, box), (after, there) in zip(letters(one), letters(other), strict=True):
            assert before == after
            assert all(abs(old - new) < THOUSANDTH for old, new in zip(box, there, strict=True))
        pictures = [each.render(scale=100 / 72).to_pil().convert("L") for each in (one, other)]
        assert ImageChops.difference(*pictures).getextrema()[1] < 128  # edges of letters
    alone.close()
    bound.close()


@given(st.lists(st.decimals(0, 1200, places=6), min_size=2, max_size=60))
def test_lines_do_not_drift(heights: list[object]) -> None:
    """However many lines a paragraph has, each is where it was, to a thousandth."""
    content = b"BT\n" + b"".join(b"1 0 0 -1 10.123456 %s Tm\n" % str(each).encode() for each in heights)
    place, found = 0.0, []
    for line in condensed(content).splitlines()[1:]:
        numbers = [float(each) for each in line.split()[:-1]]
        place = numbers[5] if line.endswith(b"Tm") else place - numbers[1]
        found.append(place)
    assert all(abs(new - float(str(old))) <= 0.00051 for new, old in zip(found, heights, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        b"q\n0.000123456 0 0 0.000123456 10.123456 20.123456 cm\n/x1 Do\nQ\n",
        b"BT\n0.9876543 0.1 -0.1 0.9876543 10.123456 20.123456 Tm\n",
        b"/Span\n<</ActualText (a \\(b\\) <0041> c)>>>\nBDC\n",
        b"1.123456 2.123456 m\n3.123456 4.123456 l\nS\n",
    ],
)
def test_what_is_no_upright_text_stays(content: bytes) -> None:
    assert condensed(content) == content


@given(st.binary(max_size=40), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_strings_are_what_they_were(data: bytes, words: str) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Kept = pdf.make_indirect(
        pikepdf.Dictionary(
            Data=pikepdf.String(data), Title=pikepdf.String(words), Other=pikepdf.Name("/a b(c)")
        )
    )
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(words)))
    with pikepdf.open(BytesIO(written(pdf))) as opened:
        assert bytes(opened.Root.Kept.Data) == data
        assert str(opened.Root.Kept.Title) == words
        assert opened.Root.Kept.Other == "/a b(c)"
        assert str(opened.trailer.Info.Title) == words


def test_thousands_of_objects_in_several_streams() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Many = pikepdf.Array(
        [pdf.make_indirect(pikepdf.Dictionary(Number=each)) for each in range(2500)]
    )
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary())
    content = written(pdf)
    assert content == written(pdf)
    assert content.count(b"/Type/ObjStm") == 3
    with pikepdf.open(BytesIO(content)) as opened:
        assert [int(each.Number) for each in opened.Root.Many] == list(range(2500))


def test_a_volume_is_smaller_than_its_objects_as_qpdf_writes_them(
    shelf: Mapping[str, Built], tmp_path: Path
) -> None:
    path = shelf["volume"].path
    with pikepdf.open(path) as opened:
        opened.save(tmp_path / "qpdf.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert path.stat().st_size < 0.97 * (tmp_path / "qpdf.pdf").stat().st_size


def test_guides_for_punching_are_stored_once_a_side(tmp_path: Path) -> None:
    folder = workspace(tmp_path, issues((1, 2)))
    (built,) = bind_year(Workspace(folder), "brief", 2026, Wanted(holes=4), output=tmp_path / "v.pdf")
    with pikepdf.open(built.path) as opened:
        last = [page.Contents[-1].objgen for page in opened.pages if isinstance(page.Contents, pikepdf.Array)]
        assert len(set(last)) == 2
        assert len(last) >= len(opened.pages) - 2  # what was blank has no other stream
