"""The yearly volume: one accessible, archivable book of all issues."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from infobrief_pdf import Built, Workspace, pdf, work
from infobrief_pdf.checks.promises import promised
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli.numbered import numbered
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.markup import short_address
from infobrief_pdf.volumes import Wanted, state
from infobrief_pdf.volumes import bind_year as bound
from tests.support.volumes import VOLUMES
from tests.support.workspace import SERIES_TEXT, workspace

ROOT = Path(__file__).parent.parent
LEGACY = ("libreoffice-ua.pdf", "pdftex.pdf")


def bind_year(*arguments: Any, **options: Any) -> Built:
    """The volume of a year that fits one file."""
    (built,) = bound(*arguments, **options)
    return built


class Page(NamedTuple):
    """A page of a PDF: its label and its text."""

    label: str
    text: str


def pages(path: Path) -> list[Page]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            Page(document.get_page_label(number), page.get_textpage().get_text_range())
            for number, page in enumerate(document)
        ]
    finally:
        document.close()


@pytest.mark.parametrize("name", VOLUMES)
def test_tree_walker(volumes: Mapping[str, Built], name: str) -> None:
    """Each piece of content in one tag, parents right, identifiers unique, every target there."""
    path = volumes[name].path
    anatomy = pdf.anatomy(path)
    found = examine(anatomy, path.name)
    assert {check: problems for check, problems in found.items() if problems} == {}
    assert all(found[check] is not None for check in ("marks", "parent-tree", "links", "outline"))
    assert len(anatomy.pages) == volumes[name].pages


@pytest.mark.parametrize("name", VOLUMES)
def test_qpdf_finds_nothing(volumes: Mapping[str, Built], name: str) -> None:
    with pikepdf.open(volumes[name].path) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize("name", VOLUMES)
def test_printed_folio_is_the_page_label(volumes: Mapping[str, Built], name: str) -> None:
    """Cover, first pages of issues and blank pages carry none; all others theirs, as the last line."""
    found = pages(volumes[name].path)
    printed = 0
    for page in found:
        lines = page.text.split()
        folio = next((word for word in reversed(lines) if word == page.label), None)
        printed += folio is not None
    with pikepdf.open(volumes[name].path) as opened:
        issues = len(opened.open_outline().root)
    assert printed >= len(found) - 2 * issues - 1
    assert len({page.label for page in found}) == len(found)


@pytest.mark.parametrize("name", VOLUMES)
def test_contents_and_registers_name_the_page_they_lead_to(volumes: Mapping[str, Built], name: str) -> None:
    labels = [page.label for page in pages(volumes[name].path)]
    checked = 0
    with pikepdf.open(volumes[name].path) as opened:
        targets = pikepdf.NameTree(opened.Root.Names.Dests)
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages)}
        for page in opened.pages:
            for annotation in page.obj.get("/Annots", ()):
                spoken = str(annotation.get("/Contents", ""))
                folio = re.search(r" (\d+)$", spoken)
                if "/Dest" in annotation and folio and not spoken.startswith(("Fußnote", "Footnote")):
                    target = targets[str(annotation.Dest)]
                    assert labels[numbers[target[0].objgen]] == folio[1], spoken
                    checked += 1
    assert checked >= 4


def test_addresses_lead_to_the_page_that_links_them(volumes: Mapping[str, Built]) -> None:
    """Not to the beginning of the article: the page of the register has a link to the address itself."""
    checked = 0
    with pikepdf.open(volumes["musterbrief/2025"].path) as opened:
        targets = pikepdf.NameTree(opened.Root.Names.Dests)
        pages_of = {page.obj.objgen: page for page in opened.pages}
        for page in opened.pages:
            for annotation in page.obj.get("/Annots", ()):
                anchor = str(annotation.get("/Dest", ""))
                if re.fullmatch(r"\d\d/address-\d+", anchor):
                    shown = str(annotation.Contents).rpartition(",")[0]
                    there = pages_of[targets[anchor][0].objgen]
                    urls = [str(each.A.URI) for each in there.obj.get("/Annots", ()) if "/A" in each]
                    assert any(short_address(url) in shown for url in urls), shown
                    checked += 1
    assert checked > 20


def test_text_of_each_issue_in_order(volumes: Mapping[str, Built], tmp_path: Path) -> None:
    space = Workspace(ROOT)
    bound = [" ".join(page.text.split()) for page in pages(volumes["musterbrief/2025"].path)]
    position = 0
    for path in space.issues():
        if path.parts[-3] != "musterbrief" or path.stem not in {"01", "04"}:
            continue
        alone = space.build(path, edition="archive", output=tmp_path)
        for page in pages(alone.path)[1:]:  # the first has its own page numbers in the contents
            words = " ".join(page.text.split()).removesuffix(page.label).strip()
            position = next(
                number for number in range(position, len(bound)) if bound[number].startswith(words[:2000])
            )


def test_links_lead_where_those_of_the_single_issue_lead(many: Path, volumes: Mapping[str, Built]) -> None:
    """Thirteen issues with the same targets: no link into the wrong one."""
    with pikepdf.open(volumes["brief/2026"].path) as opened:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages)}
        targets = pikepdf.NameTree(opened.Root.Names.Dests)
        starts = [int(start) for start in list(opened.Root.PageLabels.Nums)[::2]]
        part = lambda page: sum(start <= page for start in starts)  # noqa: E731
        inside = 0
        for index, page in enumerate(opened.pages):
            for annotation in page.obj.get("/Annots", ()):
                if "/Dest" in annotation and 1 < part(index) <= 14:
                    assert part(numbers[targets[str(annotation.Dest)][0].objgen]) == part(index)
                    inside += 1
    assert inside >= 13 * 4


def test_issues_start_on_right_hand_pages_only_when_printed(
    many: Path, volumes: Mapping[str, Built], tmp_path: Path
) -> None:
    printed = volumes["brief/2026"]
    on_screen = bind_year(
        Workspace(many), "brief", 2026, Wanted(is_duplex=False), output=tmp_path / "screen.pdf"
    )
    with pikepdf.open(printed.path) as opened:
        assert all(int(start) % 2 == 0 for start in list(opened.Root.PageLabels.Nums)[::2])
    assert on_screen.pages < printed.pages
    assert all(page.text.strip() for page in pages(on_screen.path))


def test_same_bytes_again_and_from_what_travels_inside(
    many: Path, volumes: Mapping[str, Built], tmp_path: Path
) -> None:
    from infobrief_pdf.cli import main

    first = volumes["musterbrief/2025"].path
    assert main(["extract", str(first), "--output", str(tmp_path / "year")]) == 0
    again = bind_year(Workspace(tmp_path / "year"), "musterbrief", 2025, output=tmp_path / "again.pdf")
    assert again.path.read_bytes() == first.read_bytes()


def test_shared_resources_are_stored_once(volumes: Mapping[str, Built]) -> None:
    with pikepdf.open(volumes["brief/2026"].path) as opened:
        files = [
            each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        ]
        names = [str(each.FontName) for each in files]
        profiles = [
            each for each in opened.objects if isinstance(each, pikepdf.Stream) and each.get("/N") == 3
        ]
    assert len(names) == len(set(names))
    assert len(profiles) == 1


def test_subject_index(volumes: Mapping[str, Built]) -> None:
    text = " ".join(page.text for page in pages(volumes["brief/2026"].path)[-3:])
    words = " ".join(text.split())
    assert re.search(r"Arbeit Ausbildung 0 \d+, \d+", words)
    assert "MSO siehe Beratung" in words
    assert re.search(r"Demir, Ayşe, Dr\. 1, 3, 5", words)


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_mistake_in_one_issue_leaves_the_old_volume(many: Path, tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(many, folder)
    output = tmp_path / "volume.pdf"
    output.write_bytes(b"old")
    for number in (3, 5):
        broken = folder / f"issues/brief/2026/{number:02}.yaml"
        broken.write_text(broken.read_text("utf-8").replace("date:", "datum:"), "utf-8")
    space = Workspace(folder)
    executor = work.opened(space, jobs=jobs) if jobs else None
    with pytest.raises(Refused) as caught:
        bind_year(space, "brief", 2026, output=output, executor=executor)
    if executor:
        executor.shutdown(wait=False)
    found = caught.value.diagnostics
    assert len(found) == len({str(each) for each in found}), "each is told once"
    assert {problem.place.file for problem in found if problem.place} == {
        "issues/brief/2026/03.yaml",
        "issues/brief/2026/05.yaml",
    }
    assert output.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("preface:\n  text: ''\n", "text-empty"),
        ("vorwort: Hallo\n", "field-unknown"),
        ("preface:\n  text: Siehe [dort](#nirgends).\n", "anchor-missing"),
    ],
)
def test_volume_yaml_is_read_strictly(tmp_path: Path, text: str, code: str) -> None:
    folder = workspace(tmp_path, {"issues/brief/2026/volume.yaml": text})
    with pytest.raises(Refused) as caught:
        bind_year(Workspace(folder), "brief", 2026)
    assert [problem.code for problem in caught.value.diagnostics] == [code]
    assert not (folder / "output").exists()


def test_options_for_paper_do_not_go_with_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from infobrief_pdf.cli import main

    folder = workspace(tmp_path)
    assert main(["--workspace", str(folder), "volume", "2026", "--screen", "--holes", "2"]) == 2
    assert main(["--workspace", str(folder), "volume", "2026", "--screen"]) == 0
    assert (folder / "output/brief-2026-screen.pdf").is_file()


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from infobrief_pdf.cli import main

    folder = workspace(tmp_path, {"issues/zwei/series.yaml": SERIES_TEXT})
    assert main(["--workspace", str(folder), "--lang", "en", "volume", "2025"]) == 1
    assert "There are issues of: brief 2026." in capsys.readouterr().err
    assert main(["--workspace", str(folder), "--lang", "en", "volume", "2026"]) == 0
    assert "brief-2026.pdf" in capsys.readouterr().out


SAMPLES = ROOT / "tests" / "data" / "legacy"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an issue of ours between PDFs of others, one with tags, one without."""
    folder = tmp_path_factory.mktemp("mixed")
    text = (
        "legacy:\n"
        "  - {file: eins.pdf, number: 2, date: 2026-04-01, articles: [{title: Alter Beitrag, page: 1,"
        " keywords: [Beratung]}]}\n"
        "  - {file: zwei.pdf, number: 3, date: 2026-07-01}\n"
    )
    files: dict[str, str | bytes] = {
        "issues/brief/2026/volume.yaml": text,
        "issues/brief/2026/eins.pdf": (SAMPLES / LEGACY[0]).read_bytes(),
        "issues/brief/2026/zwei.pdf": (SAMPLES / LEGACY[1]).read_bytes(),
    }
    return workspace(folder, files)


@pytest.fixture(scope="module")
def mixed_volume(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return bind_year(Workspace(mixed), "brief", 2026, output=tmp_path_factory.mktemp("mixed-volume"))


def test_what_is_taken_over_is_tagged_and_claims_less(mixed_volume: Built) -> None:
    anatomy = pdf.anatomy(mixed_volume.path)
    found = examine(anatomy, "volume.pdf")
    assert {check for check, problems in found.items() if problems} == set()
    assert promised(anatomy) == "volume"
    assert {check for check in ("claims", "fonts", "tags") if found[check] is None} == {"claims", "fonts"}
    assert (anatomy.claims.pdfa_part, anatomy.claims.pdfua_part) == (None, None)
    assert "nicht als Ganzes" in " ".join(pages(mixed_volume.path)[1].text.split())
    codes = {hint.code for hint in mixed_volume.hints}
    assert {"legacy-lowers-claim", "legacy-untagged"} <= codes


def test_pages_are_told_by_what_is_printed_on_them(mixed_volume: Built) -> None:
    labels = pdf.labels(mixed_volume.path)
    assert labels == tuple(page.label for page in pages(mixed_volume.path))
    taken = state.taken(pdf.attachments(mixed_volume.path))
    assert taken == {"3": "eins.pdf", "5": "zwei.pdf", "6": "zwei.pdf"}
    page = labels.index("5") + 1
    problem = Diagnostic("pdf-content-loose", None, {"page": page, "count": 1})
    (found,) = numbered({"content": (problem,)}, labels, taken)["content"] or ()
    assert found.cause("en").startswith(f"On page {page} (printed 5), ")
    assert found.remedy("en").startswith("The page was taken over from zwei.pdf: ")
    own = Diagnostic("pdf-content-loose", None, {"page": 1, "count": 1})
    (found,) = numbered({"content": (own,)}, labels, taken)["content"] or ()
    assert found.remedy("en").startswith("The program that made the file")


def test_folio_is_printed_on_what_is_taken_over(mixed_volume: Built) -> None:
    found = {page.label: page.text.split() for page in pages(mixed_volume.path)}
    assert "3" in found["3"]
    assert {"Rundbrief", "02/2026"} <= set(found["3"])


def test_volume_with_what_is_taken_over_can_be_made_again(mixed_volume: Built, tmp_path: Path) -> None:
    from infobrief_pdf.cli import main

    assert main(["extract", str(mixed_volume.path), "--output", str(tmp_path / "year")]) == 0
    again = bind_year(Workspace(tmp_path / "year"), "brief", 2026, output=tmp_path)
    assert again.path.read_bytes() == mixed_volume.path.read_bytes()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{file: fehlt.pdf, number: 2, date: 2026-04-01}", "file-missing"),
        ("{file: ../../x.pdf, number: 2, date: 2026-04-01}", "legacy-outside"),
        ("{file: ../2026/eins.pdf, number: 2, date: 2026-04-01}", "legacy-path"),
        ("{file: FOLDER/eins.pdf, number: 2, date: 2026-04-01}", "legacy-path"),
        ("{file: volume.yaml, number: 2, date: 2026-04-01}", "pdf-unreadable"),
        ("{file: eins.pdf, number: 1, date: 2026-04-01}", "legacy-number-twice"),
        (
            "{file: eins.pdf, number: 2, date: 2026-04-01, articles: [{title: x, page: 99}]}",
            "legacy-page-missing",
        ),
    ],
)
def test_legacy_is_refused_at_its_place(tmp_path: Path, entry: str, code: str) -> None:
    files: dict[str, str | bytes] = {
        "issues/brief/2026/volume.yaml": f"legacy:\n  - {entry}\n".replace(
            "FOLDER", (tmp_path / "issues/brief/2026").as_posix()
        ),
        "issues/brief/2026/eins.pdf": (SAMPLES / LEGACY[0]).read_bytes(),
    }
    with pytest.raises(Refused) as caught:
        bind_year(Workspace(workspace(tmp_path, files)), "brief", 2026)
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("issues/brief/2026/volume.yaml", 2)
    if code == "legacy-path":
        assert "“eins.pdf”" in problem.remedy()


@pytest.mark.parametrize("holes", [2, 4])
def test_holes_are_where_iso_838_puts_them(tmp_path: Path, holes: int) -> None:
    """Seen on the page: rings 6 mm wide, 12 mm from the edge that is bound."""
    built = bind_year(
        Workspace(workspace(tmp_path)), "brief", 2026, Wanted(holes=holes), output=tmp_path / "v.pdf"
    )
    heights = {2: (108.5, 188.5), 4: (28.5, 108.5, 188.5, 268.5)}[holes]
    pixels = 300 / 25.4
    document = pypdfium2.PdfDocument(built.path)
    for number in (2, 3):
        picture = document[number].render(scale=300 / 72).to_pil().convert("L")
        x = 12.0 if number % 2 == 0 else 198.0
        for y in heights:
            around = [(x - 3, y), (x + 3, y), (x, y - 3), (x, y + 3)]
            for left, top in around:
                spot = picture.crop(
                    (
                        int(left * pixels) - 3,
                        int(top * pixels) - 3,
                        int(left * pixels) + 4,
                        int(top * pixels) + 4,
                    )
                )
                assert spot.getextrema()[0] < 230
            inside = picture.crop(tuple(int(each * pixels) for each in (x - 1, y - 1, x + 1, y + 1)))
            assert inside.getextrema()[0] == 255
    document.close()
    anatomy = pdf.anatomy(built.path)
    assert not any(page.loose for page in anatomy.pages)
