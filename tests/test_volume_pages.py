"""The pages of a volume, whatever its issues are: heads, folios, contents, what it takes over and keeps."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobrief_pdf import Workspace, pdf
from infobrief_pdf.cli import main
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes import Wanted, bind_year
from infobrief_pdf.volumes.stamping import stamps_for
from tests.support.bound import MM, SAMPLES, sound, texts
from tests.support.workspace import HEAD, SERIES_TEXT, workspace
from tests.support.years import FOLDER, issue


def test_a_year_that_exists_only_as_pdf(tmp_path: Path) -> None:
    text = (
        "legacy:\n"
        "  - {file: eins.pdf, number: 1, date: 2026-04-01, articles: [{title: Alter Beitrag, page: 1}]}\n"
        "  - {file: zwei.pdf, number: 2, date: 2026-07-01}\n"
    )
    files: dict[str, str | bytes] = {
        f"{FOLDER}/volume.yaml": text,
        f"{FOLDER}/eins.pdf": (SAMPLES / "libreoffice-ua.pdf").read_bytes(),
        f"{FOLDER}/zwei.pdf": (SAMPLES / "pdftex.pdf").read_bytes(),
    }
    folder = workspace(tmp_path, files)
    (folder / FOLDER / "01.yaml").unlink()
    (built,) = bind_year(Workspace(folder), "brief", 2026)
    pages = texts(built.path)
    assert "2 Ausgaben" in pages["i"]
    assert "Alter Beitrag" in pages["iii"]
    assert pdf.anatomy(built.path).claims.pdfua_part is None


def test_own_layouts_travel_in_the_volume(tmp_path: Path) -> None:
    files = {
        "layouts/mine/layout.yaml": "extends: infobrief\ntokens: {wordmark: {lines: [Mein Verein]}}\n",
        "layouts/mine/brand.css": ".series { color: var(--color-on-brand) }\n",
    }
    folder = workspace(tmp_path / "first", files)
    (first,) = bind_year(Workspace(folder), "brief", 2026)
    assert main(["extract", str(first.path), "--output", str(tmp_path / "again")]) == 0
    (again,) = bind_year(Workspace(tmp_path / "again"), "brief", 2026)
    assert again.path.read_bytes() == first.path.read_bytes()


@pytest.mark.parametrize(
    ("covered", "place"),
    [
        ([], (15, 285)),
        ([(0, 270, 210, 27)], (15, 7)),
        ([(0, 270, 210, 27), (0, 0, 210, 20)], None),
        ([(80, 0, 130, 297)], (15, 285)),
    ],
)
def test_folio_stands_where_nothing_is_printed(
    tmp_path: Path, covered: list[tuple[float, float, float, float]], place: tuple[float, float] | None
) -> None:
    """Boxes of content, in mm from the upper left of a left-hand page; the folio keeps off them."""
    boxes = " ".join(
        f"{x * MM:.2f} {(297 - y - high) * MM:.2f} {wide * MM:.2f} {high * MM:.2f} re f"
        for x, y, wide, high in covered
    )
    with pikepdf.new() as made:
        for _ in range(2):
            page = made.add_blank_page(page_size=(210 * MM, 297 * MM))
            page.Contents = made.make_stream(boxes.encode())
        made.save(tmp_path / "alt.pdf")
    content = (tmp_path / "alt.pdf").read_bytes()
    found, crowded = stamps_for(
        content, "alt.pdf", ("Rundbrief 01/2026", "01/2026"), Folio(7), is_duplex=True
    )
    left_hand = found[1]
    assert (crowded == [1, 2]) == left_hand.is_boxed == (place is None)
    assert not left_hand.is_right
    assert left_hand.folio == Folio(8)
    if place:
        assert (left_hand.edge, left_hand.top) == place


YEARS = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from((0, 0, 30, 90)), st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each[0],
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(year=YEARS, is_duplex=st.booleans())
def test_any_list_of_issues_gives_a_consistent_volume(
    tmp_path_factory: pytest.TempPathFactory, year: list[tuple[int, int, bool]], is_duplex: bool
) -> None:
    """Numbers with gaps, long and short, ours and taken over; printed on both sides or read on a screen."""
    folder = workspace(tmp_path_factory.mktemp("any"))
    (folder / FOLDER / "01.yaml").unlink()
    legacy = "".join(
        f"  - {{file: alt.pdf, number: {number}, date: 2026-04-01}}\n" for number, _, taken in year if taken
    )
    if legacy:
        (folder / FOLDER / "volume.yaml").write_text(f"legacy:\n{legacy}", "utf-8")
        (folder / FOLDER / "alt.pdf").write_bytes((SAMPLES / "libreoffice-ua.pdf").read_bytes())
    for number, paragraphs, taken in year:
        if not taken:
            (folder / FOLDER / f"{number:02}.yaml").write_text(issue(number, paragraphs), "utf-8")
    (built,) = bind_year(Workspace(folder), "brief", 2026, Wanted(is_duplex=is_duplex))
    sound(built.path)
    pages = texts(built.path)
    assert len(pages) == built.pages
    numbers = [int(label) for label in pages if label.isdecimal()]
    assert numbers == list(range(1, len(numbers) + 1))
    starts = [
        next(
            int(label) for label, text in pages.items() if label.isdecimal() and f"Brief {number} hat" in text
        )
        for number, _, taken in sorted(year)
        if not taken
    ]
    assert starts == sorted(starts)
    assert not is_duplex or all(start % 2 for start in starts)


def test_running_heads_take_one_line(tmp_path: Path) -> None:
    """Also that of a series with a long name, which changes places with the number."""
    for name, left in (("Rundbrief", "Rundbrief"), ("Rundbrief für Migration und Teilhabe im Land", "2026")):
        series = SERIES_TEXT.replace("Rundbrief", name)
        folder = workspace(
            tmp_path / left, {f"{FOLDER}/01.yaml": issue(1, 60), "issues/brief/series.yaml": series}
        )
        (built,) = bind_year(Workspace(folder), "brief", 2026, output=tmp_path / f"{left}.pdf")
        document = pypdfium2.PdfDocument(built.path)
        seen = 0
        for number, page in enumerate(document):
            text = page.get_textpage()
            head = text.get_text_bounded(left=0, bottom=842 - 27 * MM, right=595, top=842 - 10 * MM)
            if document.get_page_label(number) in {"2", "3"}:
                assert len(head.split("\r\n")) <= 2, head  # one line, in two columns
                flat = " ".join(head.split())
                assert all(part in flat for part in (name, "02.03.2026", "01 / 2026")), flat
                boxes = [text.get_charbox(at) for at in range(text.count_chars())]
                tops = {round(box[1]) for box in boxes if 842 - 24 * MM < box[1] < 842 - 12 * MM}
                assert max(tops) - min(tops) <= 7, tops  # lines are 11.2 pt apart, tails of letters 3
                seen += 1
        assert seen == 2
        document.close()


def test_contents_by_section_begin_on_the_page_of_those_by_issue_or_fill_their_own(tmp_path: Path) -> None:
    """Set closer where the last page would be half empty; long lists are parted, never their first lines."""
    section = "  - title: Rubrik {0}\n    articles:\n      - {{title: Beitrag {0}, text: Ein Satz.}}\n"
    text = HEAD + "sections:\n" + "".join(section.format(number) for number in range(1, 17))
    folder = workspace(tmp_path, {f"{FOLDER}/01.yaml": text})
    (built,) = bind_year(Workspace(folder), "brief", 2026, output=tmp_path / "v.pdf")
    found = texts(built.path)
    front = [label for label in found if label[0] in "ivx" and found[label]]
    assert front[-1] == "iv"
    assert "Rubrik 16" in found["iv"]
