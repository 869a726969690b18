"""Supplements to a year in its binder: what is printed anew, where it is filed, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from infobrief_pdf import Workspace
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.volumes import Wanted, bind_year, shelving
from tests.support.bound import texts
from tests.support.workspace import workspace
from tests.support.years import FOLDER, issue, issues


def refused(*arguments: Any, **options: Any) -> list[str]:
    """Codes of the problems for which a volume is not bound."""
    with pytest.raises(Refused) as caught:
        bind_year(*arguments, **options)
    return [problem.code for problem in caught.value.diagnostics]


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


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A volume of one issue and the supplement with the second; `year` is the workspace."""
    folder = workspace(tmp_path_factory.mktemp("short"), issues((1,)))
    space, output = Workspace(folder), folder / "output"
    (volume,) = bind_year(space, "brief", 2026, output=output)
    (folder / FOLDER / "02.yaml").write_text(issue(2), "utf-8")
    (first,) = bind_year(space, "brief", 2026, output=output, supplement_to=volume.path)
    return {"year": folder, "volume": volume.path, "first": first.path}


def test_a_supplement_never_replaces_its_volume(short: dict[str, Path], tmp_path: Path) -> None:
    volume = tmp_path / "brief-2026.pdf"
    volume.write_bytes(short["volume"].read_bytes())
    told = refused(Workspace(short["year"]), "brief", 2026, output=volume, supplement_to=volume)
    assert told == ["supplement-over-volume"]
    assert volume.read_bytes() == short["volume"].read_bytes()


def test_a_supplement_that_may_be_filed_is_not_replaced(short: dict[str, Path]) -> None:
    """The volume is named again in place of its last supplement."""
    before = short["first"].read_bytes()
    space, folder = Workspace(short["year"]), short["first"].parent
    told = refused(space, "brief", 2026, output=folder, supplement_to=short["volume"])
    assert told == ["supplement-exists"]
    assert short["first"].read_bytes() == before


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
    told = refused(Workspace(late["year"]), "brief", 2026, output=tmp_path / "out", supplement_to=forged)
    assert told == ["supplement-without-state"]


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
    assert refused(space, "brief", year, output=tmp_path / "out", supplement_to=previous) == [code]
    assert not (tmp_path / "out").exists()


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
    assert main(["extract", str(late["second"]), "--output", str(tmp_path / "year")]) == 0
    for number in (1, 2, 3, 4, 5, 7, 8):
        name = f"{FOLDER}/{number:02}.yaml"
        assert (tmp_path / "year" / name).read_bytes() == (late["year"] / name).read_bytes()
    assert not (tmp_path / "year" / FOLDER / "06.yaml").exists()
