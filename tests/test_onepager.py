"""One article on one sheet: always one page or one leaf, cut behind a paragraph, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from infobrief_pdf import Built, Workspace, onepager, pdf
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli import main
from infobrief_pdf.compose.onepager import spread
from infobrief_pdf.diagnostics import Refused
from tests.support.workspace import NAME, workspace

ROOT = Path(__file__).parent.parent
SHEETS = (
    ("migration/2018/02", "lobbygespraech-fachberatungsstelle"),
    ("musterbrief/2025/02", "teilhabegesetz"),
    ("musterbrief/2025/03", "mehrsprachigkeit"),
    ("musterbrief/2025/04", "jahr-in-zahlen"),
)
Made = Callable[..., Built]

HEAD = """\
series: brief
number: 1
year: 2026
date: 2026-03-02
language: de
online_url: https://www.example.org/brief/1
sections:
  - articles:
      - id: thema
        title: Ein Thema
"""
SENTENCE = "Dieser Satz steht hier, damit der Absatz eine bestimmte Länge hat. "


def article(paragraphs: list[str], *, summary: str = "", demands: tuple[str, ...] = ()) -> str:
    lines = [HEAD.rstrip()]
    if summary:
        lines.append(f"        summary: {summary}")
    if demands:
        lines += ["        demands:", *(f"          - {demand}" for demand in demands)]
    lines += ["        contacts: [{name: Jana Beispiel, phone: 030 23125-1, email: jana@example.org}]"]
    lines += ["        text: |", *(f"          {paragraph}\n" for paragraph in paragraphs)]
    return "\n".join(lines) + "\n"


def sheet(folder: Path, text: str, name: str = "thema") -> Built:
    space = Workspace(workspace(folder, {f"issues/{NAME}.yaml": text}))
    return space.build(NAME, edition="onepager", article=name, output=folder / "sheet.pdf")


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(re.sub(r"[\ufffe\x02]\s*", "", text).split())


def codes(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


class TestSamples:
    @pytest.mark.parametrize(("issue", "name"), SHEETS)
    def test_one_page_with_a_code_for_each_contact_and_the_issue(
        self, made: Made, issue: str, name: str
    ) -> None:
        product = made(issue, "onepager", article=name)
        assert product.pages == 1
        read = codes(product.path)
        cards = [text for text in read if text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")]
        assert len(cards) == {"jahr-in-zahlen": 3}.get(name, 1)
        assert all(re.search(r"\r\nTEL:\+49\d+\r\n", card) for card in cards)
        online = [] if issue.startswith("migration") else [f"https://www.example.org/infobrief/{issue[12:]}"]
        assert [text for text in read if text not in cards] == online

    def test_tags_are_sound(self, made: Made) -> None:
        for path in (made(issue, "onepager", article=name).path for issue, name in SHEETS):
            assert [found for found in examine(pdf.anatomy(path), path.name).values() if found] == []

    def test_says_where_the_whole_article_stands(self, made: Made) -> None:
        text = words(made("musterbrief/2025/02", "onepager", article="teilhabegesetz").path)
        pointer = "der ganze Beitrag steht hier: Infobrief Teilhabe 02 / 2025, 22.05.2025, Seite 2."
        assert f"Gekürzt; {pointer}" in text
        assert "www.example.org/infobrief/2025/02" in text

    def test_words_that_only_lead_to_the_contact_are_left_out(self, made: Made) -> None:
        text = words(made(*SHEETS[0][:1], "onepager", article=SHEETS[0][1]).path)
        assert "Für weitere Auskünfte" not in text
        assert "Basri Aşkın" in text
        assert "Gekürzt" not in text

    def test_same_input_same_bytes(self, made: Made, tmp_path: Path) -> None:
        issue, name = SHEETS[0]
        again = Workspace(ROOT).build(issue, edition="onepager", article=name, output=tmp_path)
        assert again.path.read_bytes() == made(issue, "onepager", article=name).path.read_bytes()
        assert again.path.name == f"infobrief-migration-2018-02-onepager-{name}.pdf"

    def test_every_article_of_an_issue_takes_one_page_or_one_leaf(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        space, issue = Workspace(ROOT), "musterbrief/2025/01"
        names = space.articles(issue)
        monkeypatch.setattr(onepager, "pages_of_articles", lambda *_: dict.fromkeys(names, 1))
        for name in names:
            built = space.build(issue, edition="onepager", article=name, output=tmp_path)
            assert built.pages in (1, 2), name


@pytest.fixture
def _on_page_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The issue is not laid out to find the page of its only article."""
    monkeypatch.setattr(onepager, "pages_of_articles", lambda *_: {"thema": 1})


@pytest.mark.usefixtures("_on_page_one")
class TestFitting:
    @pytest.mark.parametrize(("count", "length"), [(1, 1), (5, 6), (12, 1), (6, 24), (30, 4)])
    def test_one_page_cut_behind_a_paragraph(self, tmp_path: Path, count: int, length: int) -> None:
        paragraphs = [f"Absatz {number}. {SENTENCE * length}Ende {number}." for number in range(count)]
        built = sheet(tmp_path, article(paragraphs, summary="Kurz.", demands=("Eins.", "Zwei.")))
        text = words(built.path)
        begun = re.findall(r"Absatz (\d+)\.", text)
        assert built.pages == 1
        assert begun == [str(number) for number in range(len(begun))]
        assert re.findall(r"Ende (\d+)\.", text) == begun
        assert ("Gekürzt" in text) == (len(begun) < count)

    def test_a_leaf_where_the_least_does_not_fit_on_a_page(self, tmp_path: Path) -> None:
        built = sheet(tmp_path, article([SENTENCE * 110, "Zweiter Absatz.", SENTENCE * 110]))
        text = words(built.path)
        assert built.pages == 2
        assert "Zweiter Absatz." in text
        assert "Gekürzt" in text
        assert "Bitte wenden" in text

    def test_never_ends_with_a_heading_or_what_announces(self, tmp_path: Path) -> None:
        long = SENTENCE * 40
        texts = [long, "### Eine Überschrift", "Das sind die Gründe:", f"- {long}\n          - {long}"]
        built = sheet(tmp_path, article(texts))
        text = words(built.path)
        assert built.pages == 1
        assert "Gekürzt" in text
        assert "Überschrift" not in text
        assert "Gründe" not in text

    def test_notes_and_links_of_what_was_cut_are_left_out(self, tmp_path: Path) -> None:
        texts = ["Erster.[^a] Siehe [unten](#thema-fern).", *[SENTENCE * 30] * 6, "### Fern", "Letzter.[^b]"]
        notes = ["[^a]: Nahe Anmerkung.", "[^b]: Ferne Anmerkung."]
        text = words(sheet(tmp_path, article([*texts, *notes])).path)
        assert "Nahe Anmerkung" in text
        assert "Ferne Anmerkung" not in text
        assert "Siehe unten." in text

    def test_many_demands_go_on_at_the_back(self, tmp_path: Path) -> None:
        demands = [f"Forderung {number}; {SENTENCE * 3}" for number in range(20)]
        built = sheet(tmp_path, article(["Kurz."], demands=tuple(demands)))
        text = words(built.path)
        assert built.pages == 2
        assert re.findall(r"Forderung (\d+)", text) == [str(number) for number in range(20)]

    @pytest.mark.parametrize(
        ("text", "begins"),
        [
            (article([SENTENCE * 20], demands=("Erste; kurz", *[SENTENCE] * 150)), "Erste; kurz"),
            (article([SENTENCE * 260]), "Dieser Satz"),
            (article(["Kurz."], demands=(f"Viel; {SENTENCE * 4}", *[SENTENCE * 4] * 60)), "Viel; Dieser"),
            (article(["Kurz."], summary=f"Länge. {SENTENCE * 260}"), "Länge."),
        ],
    )
    def test_what_cannot_fit_is_refused_with_its_excess(self, tmp_path: Path, text: str, begins: str) -> None:
        with pytest.raises(Refused) as caught:
            sheet(tmp_path, text)
        (problem,) = caught.value.diagnostics
        assert problem.code == "onepager-too-long"
        assert int(str(problem.values["lines"])) > 10
        assert str(problem.values["text"]).startswith(begins)
        assert problem.place
        line = problem.place.line or 0
        assert begins in "".join(text.splitlines()[line - 1 : line + 1])
        assert not (tmp_path / "sheet.pdf").exists()

    def test_without_contacts_the_publisher_can_be_reached(self, tmp_path: Path) -> None:
        text = re.sub(r" +contacts:.*\n", "", article(["Kurz."]))
        built = sheet(tmp_path, text)
        assert "Verein Beispiel" in words(built.path)
        assert codes(built.path) == ["https://www.example.org/brief/1"]


class TestCommand:
    def test_unknown_article_is_refused_with_the_nearest(self, tmp_path: Path) -> None:
        with pytest.raises(Refused) as caught:
            sheet(tmp_path, article(["Kurz."]), "tema")
        (problem,) = caught.value.diagnostics
        assert problem.code == "article-unknown"
        assert problem.remedy() == "Did you mean “thema”? There are: thema."

    @pytest.mark.parametrize(
        ("arguments", "code", "says"),
        [
            (["--edition", "onepager"], 0, "onepager-thema.pdf"),
            (["--article", "thema"], 2, "--article"),
            (["--edition", "onepager", "--output", "x.pdf"], 2, "--output"),
            (
                ["--edition", "onepager", "--article", "thema", "--occasion", "Gespräch"],
                0,
                "onepager-thema-gespraech.pdf",
            ),
            (["--edition", "all", "--occasion", "Gespräch"], 0, "brief-2026-01.pdf"),
        ],
    )
    def test_answers(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
    ) -> None:
        series = "name: Rundbrief\npublisher: Verein Beispiel\neditions: [screen, onepager]\n"
        folder = workspace(
            tmp_path, {f"issues/{NAME}.yaml": article(["Kurz."]), "issues/brief/series.yaml": series}
        )
        try:
            result = main(["--lang", "en", "--workspace", str(folder), "build", NAME, *arguments])
        except SystemExit as end:
            result = int(str(end.code))
        said = "".join(capsys.readouterr())
        assert result == code, said
        assert says in said

    def test_all_makes_a_sheet_of_every_article_with_demands(self, tmp_path: Path) -> None:
        series = "name: Rundbrief\npublisher: Verein Beispiel\neditions: [onepager]\n"
        text = article(["Kurz."], demands=("Etwas.",)) + "      - {id: ohne, title: Ohne, text: Kurz.}\n"
        folder = workspace(tmp_path, {f"issues/{NAME}.yaml": text, "issues/brief/series.yaml": series})
        assert main(["--workspace", str(folder), "build", "--edition", "all"]) == 0
        made = [path.name for path in (folder / "output").glob("*.pdf")]
        assert made == ["brief-2026-01-onepager-thema.pdf"]


def table(*cells: str) -> str:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<table><tr>{row}</tr><tr>{row}</tr></table>"


@pytest.mark.parametrize(
    ("cells", "name"),
    [(("Ort", "2016", "2017"), "sheet-piece"), (("Musterstadt am Fluss",) * 4, "sheet-wide")],
)
def test_a_table_goes_with_its_heading(cells: tuple[str, ...], name: str) -> None:
    """In the column if it fits, else over both columns; never without what leads to it."""
    blocks = [
        {"kind": "paragraph", "html": "<p>Text.</p>"},
        {"kind": "heading", "html": "<h3>Zahlen</h3>"},
        {"kind": "table", "html": table(*cells)},
        {"kind": "paragraph", "html": "<p>Ende.</p>"},
    ]
    found = spread(blocks)
    assert [block["kind"] for block in found] == ["paragraph", "table", "paragraph"]
    assert found[1]["html"] == f'<div class="{name}"><h3>Zahlen</h3>{table(*cells)}</div>'


@pytest.mark.usefixtures("_on_page_one")
def test_a_table_in_a_column_is_not_parted(tmp_path: Path) -> None:
    """At any length of the text before it, all its rows stand in one column."""
    rows = "".join(f"          | Ort {row} | {row}1 | {row}2 |\n" for row in range(5))
    for count in (2, 3, 4):
        before = "\n\n".join("          " + "Ein Satz mit einigen Wörtern darin. " * 9 for _ in range(count))
        text = (
            f"{HEAD}        text: |\n{before}\n\n          ### Zahlen\n\n          | Ort | a | b |\n"
            f"          |---|--:|--:|\n{rows}\n{before}\n"
        )
        space = Workspace(workspace(tmp_path / str(count), {"issues/brief/2026/01.yaml": text}))
        pdf_of = space.make(NAME, edition="onepager", article="thema").pdf
        with pypdfium2.PdfDocument(pdf_of) as document:
            places = [word_left(document[0], f"Ort {row}") for row in range(5)]
        assert len({round(place) for place in places}) == 1


def word_left(page: pypdfium2.PdfPage, word: str) -> float:
    text = page.get_textpage()
    found = text.search(word).get_next()
    assert found is not None
    return float(text.get_charbox(found[0])[0])
