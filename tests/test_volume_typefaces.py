"""Typefaces of the workspace travel inside a volume if they may, and the volume can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from infobrief_pdf import Workspace, pdf
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.storage import shipped
from infobrief_pdf.volumes import bind_year
from tests.support.workspace import workspace
from tests.support.years import issues

LAYOUT = """\
extends: infobrief
tokens:
  families:
    display: [Hausschrift, Source Sans 3, Noto Naskh Arabic]
"""
CUTS = ("Regular", "It", "Semibold", "Bold")
OFL = "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n"
RESTRICTED = 0x0002


@pytest.fixture(scope="module")
def house_fonts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A typeface under a name of its own, in the cuts that pages need; it may not be passed on."""
    folder = tmp_path_factory.mktemp("fonts")
    found = {}
    for cut in CUTS:
        (source,) = shipped("fonts").glob(f"source-sans-3/*-{cut}.ttf")
        font = TTFont(source)
        for record in list(font["name"].names):
            if record.nameID in {1, 16}:
                font["name"].setName("Hausschrift", record.nameID, *_of(record))
            elif record.nameID == 6:
                font["name"].setName(f"Hausschrift-{cut}", 6, *_of(record))
        font["OS/2"].fsType = RESTRICTED
        font.save(folder / f"Hausschrift-{cut}.ttf")
        found[f"fonts/haus/Hausschrift-{cut}.ttf"] = (folder / f"Hausschrift-{cut}.ttf").read_bytes()
    return found


def _of(record: object) -> Iterator[int]:
    return (getattr(record, name) for name in ("platformID", "platEncID", "langID"))


def year(folder: Path, files: dict[str, bytes]) -> Path:
    return workspace(folder, {**issues((1, 2)), "layouts/mine/layout.yaml": LAYOUT, **files})


def test_free_typefaces_travel_and_give_the_same_bytes(tmp_path: Path, house_fonts: dict[str, bytes]) -> None:
    folder = year(tmp_path / "here", {**house_fonts, "fonts/haus/OFL.txt": OFL.encode()})
    (built,) = bind_year(Workspace(folder), "brief", 2026, output=tmp_path / "here.pdf")
    assert [hint.code for hint in built.hints] == []
    with pikepdf.open(built.path) as opened:
        names = {str(each.FontName) for each in opened.objects if _has_file(each)}
    assert any("Hausschrift" in name for name in names)
    assert main(["extract", str(built.path), "--output", str(tmp_path / "there")]) == 0
    assert (tmp_path / "there/fonts/haus/OFL.txt").read_text() == OFL
    (again,) = bind_year(Workspace(tmp_path / "there"), "brief", 2026, output=tmp_path / "there.pdf")
    assert again.path.read_bytes() == built.path.read_bytes()


def _has_file(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each


def test_typefaces_that_stay_are_named(
    tmp_path: Path, house_fonts: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    sold = b"All rights reserved. This typeface is licensed to one customer.\n"
    folder = year(tmp_path / "here", {**house_fonts, "fonts/haus/LICENSE.txt": sold})
    (built,) = bind_year(Workspace(folder), "brief", 2026, output=tmp_path / "here.pdf")
    assert [(hint.code, hint.values) for hint in built.hints] == [
        ("typefaces-stay", {"families": "Hausschrift"})
    ]
    attached = pdf.attachments(built.path)
    assert not any(name.endswith((".ttf", "LICENSE.txt")) for name in attached)
    assert json.loads(attached["manifest.json"])["typefaces"] == ["Hausschrift"]
    there = tmp_path / "there"
    assert main(["--json", "extract", str(built.path), "--output", str(there)]) == 0
    assert json.loads(capsys.readouterr().out)["typefaces"] == ["Hausschrift"]
    with pytest.raises(Refused) as refusal:
        bind_year(Workspace(there), "brief", 2026, output=tmp_path / "there.pdf")
    assert "font-family-missing" in {each.code for each in refusal.value.diagnostics}
    for name, content in house_fonts.items():
        path = there / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (again,) = bind_year(Workspace(there), "brief", 2026, output=tmp_path / "there.pdf")
    left, right = (
        json.loads(attached["manifest.json"]),
        json.loads(pdf.attachments(again.path)["manifest.json"]),
    )
    assert left == right
    assert again.path.read_bytes() == built.path.read_bytes()


def test_a_font_that_may_be_installed_travels_without_a_licence(
    tmp_path: Path, house_fonts: dict[str, bytes]
) -> None:
    from infobrief_pdf.volumes.lending import lent

    free = {}
    for name, content in house_fonts.items():
        path = tmp_path / Path(name).name
        path.write_bytes(content)
        font = TTFont(path)
        font["OS/2"].fsType = 0
        font.save(path)
        free[name] = path.read_bytes()
    folder = year(tmp_path / "here", free)
    layout = Workspace(folder).series_sources("brief").layout
    assert list(lent(folder, layout).files) == sorted(free)
    one = next(iter(house_fonts))
    (folder / one).write_bytes(house_fonts[one])
    assert lent(folder, layout).staying == ("Hausschrift",)
    assert lent(folder, layout).files == {}
