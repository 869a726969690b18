"""What a year becomes on the shelf: parts by binder, dividers, spine labels."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from infobrief_pdf import Built, Workspace, pdf
from infobrief_pdf.cli import main
from infobrief_pdf.compose.shelf import SPINES
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.volumes import Wanted, bind_year, shelving
from tests.support.bound import MM, SAMPLES, sound, texts
from tests.support.workspace import SERIES_TEXT, workspace
from tests.support.years import FOLDER, issue, issues


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


def jumps(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Actions of links that lead into other files."""
    found = (each.get("/A", {}) for page in opened.pages for each in page.obj.get("/Annots", ()))
    return [action for action in found if action.get("/S") == "/GoToR"]


def test_links_into_the_other_part_name_its_file(parted: Mapping[str, Built]) -> None:
    for name, other in (
        ("brief-2026-teil-1.pdf", "brief-2026-teil-2.pdf"),
        ("brief-2026-teil-2.pdf", "brief-2026-teil-1.pdf"),
    ):
        with pikepdf.open(parted[name].path) as opened, pikepdf.open(parted[other].path) as beside:
            targets = pikepdf.NameTree(beside.Root.Names.Dests)
            found = jumps(opened)
            assert found
            assert {str(jump.F) for jump in found} == {other}
            assert all(str(jump.D) in targets for jump in found)


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
        assert {str(jump.F) for jump in jumps(opened)} == {second.name}


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


def test_overfull_binder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace(tmp_path, issues((1,)))
    monkeypatch.setattr(shelving, "BINDERS", {"50mm": 0.1})
    (built,) = bind_year(Workspace(folder), "brief", 2026, Wanted(binder="50mm"), output=tmp_path)
    assert [hint.code for hint in built.hints] == ["binder-overfull"]


def test_everything_for_the_shelf_is_sound(parted: Mapping[str, Built], late: dict[str, Path]) -> None:
    for path in (*(each.path for each in parted.values()), late["first"], late["second"]):
        sound(path)


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


def test_dividers_list_sections_and_have_holes(tmp_path: Path) -> None:
    space, wanted = Workspace(workspace(tmp_path, issues((1, 2)))), Wanted(dividers=True, holes=2)
    path = bind_year(space, "brief", 2026, wanted, output=tmp_path / "out")[1].path
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
    products = bind_year(space, "brief", 2026, wanted, output=tmp_path / "again")
    (again,) = [each for each in products if each.edition == "dividers"]
    assert again.path.read_bytes() == path.read_bytes()


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


def test_nothing_is_written_if_one_file_cannot_be(tmp_path: Path) -> None:
    folder = workspace(tmp_path, issues((1,)))
    (folder / "output/brief-2026-spine.pdf/in-the-way").mkdir(parents=True)
    with pytest.raises(Refused):
        bind_year(Workspace(folder), "brief", 2026, Wanted(spine="wide", dividers=True))
    assert [path.name for path in (folder / "output").iterdir()] == ["brief-2026-spine.pdf"]


def test_command_with_everything_for_the_binder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
