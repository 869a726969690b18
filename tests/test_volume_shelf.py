"""What a year becomes on the shelf: parts by binder, dividers, spine labels, supplements."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobrief_pdf import Built, Workspace, pdf
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.compose.shelf import SPINES
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes import Wanted, bind_year, shelving
from infobrief_pdf.volumes.stamping import stamps_for
from tests.support.verapdf import Judge
from tests.support.workspace import HEAD, SERIES_TEXT, workspace
from tests.support.years import FOLDER, issue, issues

SAMPLES = Path(__file__).parent / "data" / "legacy"
MM = 72 / 25.4


def texts(path: Path) -> dict[str, str]:
    """The text of each page by its label."""
    document = pypdfium2.PdfDocument(path)
    try:
        return {
            document.get_page_label(number): " ".join(page.get_textpage().get_text_range().split())
            for number, page in enumerate(document)
        }
    finally:
        document.close()


def sound(path: Path) -> None:
    found = examine(pdf.anatomy(path), path.name)
    assert {check: problems for check, problems in found.items() if problems} == {}


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """Five issues in binders that hold eight sheets, with all that goes with them, by name of the file."""
    folder = workspace(tmp_path_factory.mktemp("parted"), issues(range(1, 6)))
    (folder / FOLDER / "volume.yaml").write_text("qr_codes: true\n", "utf-8")
    wanted = Wanted(dividers=True, spine="wide", binder="50mm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelving, "BINDERS", {"50mm": 1.2})
        products = bind_year(Workspace(folder), "brief", 2026, wanted, output=folder / "output")
    return {each.path.name: each for each in products}


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A volume, and its supplements after issues came late, changed and went; `year` is the workspace."""
    folder = workspace(tmp_path_factory.mktemp("late"), issues((1, 2, 3, 5, 6)))
    space, output = Workspace(folder), folder / "output"
    (volume,) = bind_year(space, "brief", 2026, output=output)
    for number, paragraphs in ((2, 100), (3, 2), (4, 60), (7, 2)):
        (folder / FOLDER / f"{number:02}.yaml").write_text(issue(number, paragraphs), "utf-8")
    (folder / FOLDER / "06.yaml").unlink()
    (first,) = bind_year(space, "brief", 2026, output=output, supplement_to=volume.path)
    (folder / FOLDER / "08.yaml").write_text(issue(8), "utf-8")
    (second,) = bind_year(space, "brief", 2026, output=output, supplement_to=first.path)
    return {"year": folder, "volume": volume.path, "first": first.path, "second": second.path}


def test_a_year_too_thick_is_parted_between_issues(parted: Mapping[str, Built]) -> None:
    names = ["brief-2026-teil-1.pdf", "brief-2026-teil-2.pdf"]
    assert [name for name, each in parted.items() if each.edition == "volume"] == names
    found = [texts(parted[name].path) for name in names]
    numbers = [[int(label) for label in pages if label.isdecimal()] for pages in found]
    assert numbers[0] == list(range(1, numbers[0][-1] + 1))
    assert numbers[1] == list(range(numbers[0][-1] + 1, numbers[1][-1] + 1))
    for part, pages in enumerate(found, start=1):
        assert f"Teil {part} von 2" in pages["i"]
    assert "Sachregister" in list(found[1].values())[-2]


def test_links_into_the_other_part_name_its_file(parted: Mapping[str, Built]) -> None:
    for name, other in (
        ("brief-2026-teil-1.pdf", "brief-2026-teil-2.pdf"),
        ("brief-2026-teil-2.pdf", "brief-2026-teil-1.pdf"),
    ):
        with pikepdf.open(parted[name].path) as opened, pikepdf.open(parted[other].path) as beside:
            targets = pikepdf.NameTree(beside.Root.Names.Dests)
            jumps = [
                annotation.A
                for page in opened.pages
                for annotation in page.obj.get("/Annots", ())
                if annotation.get("/A", {}).get("/S") == "/GoToR"
            ]
            assert jumps
            assert {str(jump.F) for jump in jumps} == {other}
            assert all(str(jump.D) in targets for jump in jumps)


def test_everything_for_the_shelf_is_sound(parted: Mapping[str, Built], late: dict[str, Path]) -> None:
    for path in (*(each.path for each in parted.values()), late["first"], late["second"]):
        sound(path)


def test_everything_for_the_shelf_conforms(
    verapdf: Judge, parted: Mapping[str, Built], late: dict[str, Path]
) -> None:
    paths = [*(each.path for each in parted.values()), late["first"], late["second"]]
    verapdf.enrol(*paths)
    assert {path.name: verapdf.complaints(path) for path in paths} == {path.name: [] for path in paths}


def test_overfull_binder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace(tmp_path, issues((1,)))
    monkeypatch.setattr(shelving, "BINDERS", {"50mm": 0.1})
    (built,) = bind_year(Workspace(folder), "brief", 2026, Wanted(binder="50mm"), output=tmp_path)
    assert [hint.code for hint in built.hints] == ["binder-overfull"]


def test_dividers_have_their_tabs_below_each_other(parted: Mapping[str, Built]) -> None:
    path = parted["brief-2026-dividers.pdf"].path
    document = pypdfium2.PdfDocument(path)
    tops = []
    for number, page in enumerate(document, start=1):
        assert f"{number:02}" in page.get_textpage().get_text_range()
        picture = page.render(scale=1).to_pil().convert("L")
        edge = [picture.getpixel((picture.width - 4, y)) < 128 for y in range(picture.height)]
        tops.append(edge.index(True))
        assert 20 * MM < edge.count(True) < 32 * MM
    document.close()
    assert all(later - sooner > 20 * MM for sooner, later in pairwise(tops))


@pytest.mark.parametrize("form", SPINES)
def test_spine_labels_have_their_real_size(tmp_path: Path, form: str) -> None:
    """Measured on the page: the frame that is cut along."""
    files = {**issues((1,)), "issues/brief/series.yaml": SERIES_TEXT}
    products = bind_year(Workspace(workspace(tmp_path, files)), "brief", 2026, Wanted(spine=form))
    document = pypdfium2.PdfDocument(products[1].path)
    page = document[0].render(scale=300 / 72).to_pil().convert("L")
    document.close()
    dark = page.point(lambda value: 255 if value < 200 else 0)
    frame = dark.crop((0, int(14 * 300 / 25.4), *page.size)).getbbox()
    assert frame is not None
    width, height = SPINES[form]
    assert frame[2] - frame[0] == pytest.approx(height / 25.4 * 300, abs=6)
    assert frame[3] - frame[1] == pytest.approx(width / 25.4 * 300, abs=6)


@pytest.mark.parametrize(
    "name",
    [
        "Informationsbrief der Landesarbeitsgemeinschaft der Flüchtlingssozialarbeit",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenbrief",
    ],
)
@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_long_titles_fit_the_spine(tmp_path: Path, name: str, form: str) -> None:
    files = {**issues((1,)), "issues/brief/series.yaml": f"name: {name}\npublisher: Verein Beispiel\n"}
    products = bind_year(Workspace(workspace(tmp_path, files)), "brief", 2026, Wanted(spine=form))
    assert products[1].pages == 1


def test_qr_codes_of_the_addresses_are_read_from_the_page(parted: Mapping[str, Built]) -> None:
    document = pypdfium2.PdfDocument(parted["brief-2026-teil-2.pdf"].path)
    found = {
        symbol.text for page in document for symbol in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    }
    document.close()
    assert found == {f"https://www.example.org/thema/{number}" for number in range(1, 6)}


def test_supplement_holds_only_what_is_new(late: dict[str, Path]) -> None:
    before, after = texts(late["volume"]), texts(late["first"])
    words = " ".join(after.values())
    assert all(f"Brief {number} hat" in words for number in (2, 3, 4, 7))
    assert not any(f"Brief {number} hat" in words for number in (1, 5))
    assert "Brief 5 hat" in before["7"]
    assert "Brief 3 hat" in after["5"]
    assert "Brief 2 hat" in after["2.1"]
    assert "Brief 4 hat" in after["6.1"]
    assert "Brief 7 hat" in after["9"]
    assert next(iter(after)) == "A"


def test_supplement_says_what_to_take_out_and_then_what_to_put_in(late: dict[str, Path]) -> None:
    (sheet,) = [text for label, text in texts(late["first"]).items() if label == "A"]
    out, _, put = sheet.partition("Einlegen")
    for step in (
        "Umschlag und Inhalt i–iv",
        "Ausgabe 02/2026 3–4",
        "Ausgabe 03/2026 5–6",
        "Ausgabe 06/2026 9–10",
        "Register 11–12",
    ):
        assert step in out
    for step in (
        "Umschlag und Inhalt i–iv ganz vorn",
        "Ausgabe 02/2026 2.1–2.6 hinter Seite 1",
        "Ausgabe 03/2026 5–6 hinter Seite 2.5",
        "Ausgabe 04/2026 6.1–6.4 hinter Seite 5",
        "Ausgabe 07/2026 9–10 hinter Seite 7",
        "Register 11–12 hinter Seite 9",
    ):
        assert step in put
    (second,) = [text for label, text in texts(late["second"]).items() if label == "A"]
    assert second.startswith("2. Nachlieferung")


def test_registers_of_a_supplement_name_the_pages_in_the_binder(late: dict[str, Path]) -> None:
    """Every entry of the second supplement leads to a page that carries that folio, in one of the files."""
    labels: dict[str, dict[str, str]] = {}
    for path in (late["volume"], late["first"], late["second"]):
        with pikepdf.open(path) as opened:
            document = pypdfium2.PdfDocument(path)
            numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
            labels[path.name] = {
                str(name): document.get_page_label(numbers[target[0].objgen])
                for name, target in pikepdf.NameTree(opened.Root.Names.Dests).items()
            }
            document.close()
    checked = set()
    with pikepdf.open(late["second"]) as opened:
        for annotation in (each for page in opened.pages for each in page.obj.get("/Annots", ())):
            spoken = re.search(r"(?<!Fußnote) ([\d.]+)$", str(annotation.get("/Contents", "")))
            action = annotation.get("/A", {})
            if action.get("/S") == "/GoToR":
                file, target = str(action.F), str(action.D)
            else:
                file, target = late["second"].name, str(annotation.get("/Dest", ""))
            if spoken and target in labels[file]:
                assert labels[file][target] == spoken[1]
                checked.add(file)
    assert checked == set(labels)


def test_each_supplement_is_a_file_of_its_own(late: dict[str, Path]) -> None:
    names = [late[each].name for each in ("volume", "first", "second")]
    assert names == ["brief-2026.pdf", "brief-2026-supplement.pdf", "brief-2026-supplement-2.pdf"]


def test_a_supplement_never_replaces_its_volume(late: dict[str, Path], tmp_path: Path) -> None:
    volume = tmp_path / "brief-2026.pdf"
    volume.write_bytes(late["volume"].read_bytes())
    with pytest.raises(Refused) as caught:
        bind_year(Workspace(late["year"]), "brief", 2026, output=volume, supplement_to=volume)
    assert [problem.code for problem in caught.value.diagnostics] == ["supplement-over-volume"]
    assert volume.read_bytes() == late["volume"].read_bytes()


def test_nothing_is_written_if_one_file_cannot_be(tmp_path: Path) -> None:
    folder = workspace(tmp_path, issues((1,)))
    (folder / "output/brief-2026-spine.pdf/in-the-way").mkdir(parents=True)
    with pytest.raises(Refused):
        bind_year(Workspace(folder), "brief", 2026, Wanted(spine="wide", dividers=True))
    assert [path.name for path in (folder / "output").iterdir()] == ["brief-2026-spine.pdf"]


@pytest.mark.parametrize(
    "damage",
    [
        {"issues": []},
        {"fronts": [10**9]},
        {"fronts": []},
        {"registers": -2},
        {"issues[0].file": "//evil.example/x.pdf"},
        {"issues[0].first": [-5, 0]},
        {"issues[0].pages": 0},
        {"issues[0].number": 2},
        {"issues[0].binder": 7},
    ],
    ids=str,
)
def test_a_forged_state_is_refused(late: dict[str, Path], tmp_path: Path, damage: dict[str, Any]) -> None:
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(late["volume"]) as opened:
        manifest = json.loads(opened.attachments["manifest.json"].get_file().read_bytes())
        for key, value in damage.items():
            of, _, field = key.rpartition(".")
            (manifest["volume"]["issues"][0] if of else manifest["volume"])[field] = value
        opened.attachments["manifest.json"] = pikepdf.AttachedFileSpec(opened, json.dumps(manifest).encode())
        opened.save(forged)
    with pytest.raises(Refused) as caught:
        bind_year(Workspace(late["year"]), "brief", 2026, output=tmp_path / "out", supplement_to=forged)
    assert [problem.code for problem in caught.value.diagnostics] == ["supplement-without-state"]


def test_a_binder_that_has_lost_its_issues_is_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path, issues(range(1, 5)))
    monkeypatch.setattr(shelving, "BINDERS", {"50mm": 0.6})
    volumes = bind_year(Workspace(folder), "brief", 2026, Wanted(binder="50mm"))
    assert len(volumes) > 1
    with pikepdf.open(volumes[0].path) as opened:
        held = [str(item.title)[-7:-5] for item in opened.open_outline().root if "/" in str(item.title)]
    for number in held:
        (folder / FOLDER / f"{number}.yaml").unlink()
    (built,) = bind_year(Workspace(folder), "brief", 2026, supplement_to=volumes[0].path)
    out, _, put = texts(built.path)["A"].partition("Einlegen")
    assert "Umschlag und Inhalt Teil 1 i–iv" in out
    assert "Umschlag und Inhalt Teil 2 i–iv" in out
    assert "Umschlag und Inhalt Teil 1" not in put
    assert "Umschlag und Inhalt Teil 2 i–iv" in put


def test_supplements_restore_the_year(late: dict[str, Path], tmp_path: Path) -> None:
    from infobrief_pdf.cli import main

    assert main(["extract", str(late["second"]), "--output", str(tmp_path / "year")]) == 0
    for number in (1, 2, 3, 4, 5, 7, 8):
        name = f"{FOLDER}/{number:02}.yaml"
        assert (tmp_path / "year" / name).read_bytes() == (late["year"] / name).read_bytes()
    assert not (tmp_path / "year" / FOLDER / "06.yaml").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("nothing", "supplement-empty"),
        ("year", "supplement-of-another"),
        ("issue", "supplement-without-state"),
    ],
)
def test_supplement_is_refused(late: dict[str, Path], tmp_path: Path, change: str, code: str) -> None:
    space, year, previous = Workspace(late["year"]), 2026, late["second"]
    if change == "year":
        folder = workspace(tmp_path, {"issues/brief/2025/01.yaml": issue(1).replace("2026", "2025")})
        space, year = Workspace(folder), 2025
    if change == "issue":
        previous = space.build("brief/2026/01", output=tmp_path).path
    with pytest.raises(Refused) as caught:
        bind_year(space, "brief", year, output=tmp_path / "out", supplement_to=previous)
    assert [problem.code for problem in caught.value.diagnostics] == [code]
    assert not (tmp_path / "out").exists()


def test_command_with_everything_for_the_binder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from infobrief_pdf.cli import main

    folder = workspace(tmp_path, issues((1, 2)))
    command = ["--workspace", str(folder), "--lang", "de", "volume", "2026"]
    options = ["--dividers", "--spine", "narrow", "--binder", "80mm", "--paper", "100", "--holes", "2"]
    assert main([*command, *options]) == 0
    said = capsys.readouterr().out
    names = ("brief-2026.pdf", "brief-2026-dividers.pdf", "brief-2026-spine.pdf")
    assert all(name in said for name in names)
    (folder / FOLDER / "03.yaml").write_text(issue(3), "utf-8")
    assert main([*command, "--supplement", str(folder / "output" / names[0])]) == 0
    assert "brief-2026-supplement.pdf" in capsys.readouterr().out


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
    from infobrief_pdf.cli import main

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


def test_a_supplement_that_may_be_filed_is_not_replaced(late: dict[str, Path]) -> None:
    """The volume is named again in place of its last supplement."""
    before = late["first"].read_bytes()
    with pytest.raises(Refused) as caught:
        bind_year(
            Workspace(late["year"]), "brief", 2026, output=late["first"].parent, supplement_to=late["volume"]
        )
    assert [problem.code for problem in caught.value.diagnostics] == ["supplement-exists"]
    assert late["first"].read_bytes() == before


def test_a_part_without_foreign_pages_declares_what_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {
        **issues((1, 2)),
        f"{FOLDER}/volume.yaml": "legacy: [{file: alt.pdf, number: 3, date: 2026-07-01}]\n",
        f"{FOLDER}/alt.pdf": (SAMPLES / "libreoffice-ua.pdf").read_bytes(),
    }
    monkeypatch.setattr(shelving, "BINDERS", {"50mm": 0.35})
    space = Workspace(workspace(tmp_path, files))
    parts = bind_year(space, "brief", 2026, Wanted(binder="50mm"))
    claims = [pdf.anatomy(each.path).claims.pdfua_part is not None for each in parts]
    assert claims == [*(True for _ in parts[1:]), False]
    assert all(
        ("nicht als Ganzes" in texts(each.path)["ii"]) is not claim
        for each, claim in zip(parts, claims, strict=True)
    )


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
    found = examine(pdf.anatomy(built.path), built.path.name)
    wrong = {check for check, problems in found.items() if problems}
    assert not wrong
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


def test_dividers_list_sections_and_have_holes(tmp_path: Path) -> None:
    folder = workspace(tmp_path, issues((1, 2)))
    products = bind_year(
        Workspace(folder), "brief", 2026, Wanted(dividers=True, holes=2), output=tmp_path / "out"
    )
    path = products[1].path
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage().get_text_range()
        assert "Aus der Arbeit" in text
        assert "Ein Beitrag" in text
        picture = page.render(scale=300 / 72).to_pil().convert("L")
        for height in (108.5, 188.5):
            x, y = (int(each / 25.4 * 300) for each in (9.0, height))
            assert picture.crop((x - 3, y - 3, x + 4, y + 4)).getextrema()[0] < 230
    document.close()
    sound(path)
    (again,) = [
        each
        for each in bind_year(
            Workspace(folder), "brief", 2026, Wanted(dividers=True, holes=2), output=tmp_path / "again"
        )
        if each.edition == "dividers"
    ]
    assert again.path.read_bytes() == path.read_bytes()


def test_parts_are_named_in_the_language_of_the_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = SERIES_TEXT + "language: en\n"
    folder = workspace(tmp_path, {**issues((1, 2)), "issues/brief/series.yaml": series})
    monkeypatch.setattr(shelving, "BINDERS", {"50mm": 0.35})
    products = bind_year(Workspace(folder), "brief", 2026, Wanted(binder="50mm"), output=tmp_path)
    assert [each.path.name for each in products] == ["brief-2026-part-1.pdf", "brief-2026-part-2.pdf"]
    (first, second) = (each.path for each in products)
    with pikepdf.open(first) as opened:
        files = {
            str(each.A.F)
            for page in opened.pages
            for each in page.obj.get("/Annots", ())
            if each.get("/A", {}).get("/S") == "/GoToR"
        }
    assert files == {second.name}
