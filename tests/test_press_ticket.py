"""What is told about a file for the press: its job ticket, its names, and sheets that pages do not fill."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from infobrief_pdf import Built, storage
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.pdf import anatomy
from tests.support.pages import ISSUES
from tests.support.pressing import printed
from tests.support.workspace import NAME, SERIES, SERIES_TEXT, workspace

REAL = "migration/2018/02"


def ticket_of(built: Built) -> dict[str, Any]:
    (data,) = (path for path in built.beside if path.suffix == ".json")
    found: dict[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    return found


class TestTicket:
    @pytest.mark.parametrize("issue", ISSUES)
    def test_it_describes_the_file_beside_it(self, made: Callable[..., Built], issue: str) -> None:
        built = made(issue, "press")
        page, data = built.beside
        assert (page.name, data.name) == (f"{built.path.stem}-ticket.pdf", f"{built.path.stem}-ticket.json")
        ticket = ticket_of(built)
        assert ticket["file"] == built.path.name
        assert ticket["sha256"] == hashlib.sha256(built.path.read_bytes()).hexdigest()
        assert ticket["bytes"] == built.path.stat().st_size
        with pikepdf.open(built.path) as pdf:
            assert ticket["pages"] == len(pdf.pages) == built.pages
        assert (ticket["trim_size_mm"], ticket["bleed_mm"]) == ([210, 297], 3)
        assert (ticket["standard"], ticket["output_condition"]) == ("PDF/X-4", "FOGRA39")
        assert (ticket["colours"], ticket["spot_colours"]) == ("4/4", [])

    def test_the_page_says_the_same(self, made: Callable[..., Built]) -> None:
        built = made(REAL, "press")
        ticket = ticket_of(built)
        document = pypdfium2.PdfDocument(built.beside[0])
        try:
            assert len(document) == 1
            text = document[0].get_textpage().get_text_bounded()
        finally:
            document.close()
        assert ticket["sha256"] in "".join(text.split())
        parts = ("Druckauftrag", ticket["file"], "210 × 297 mm", "FOGRA39", ticket["binding"], "2 Seiten")
        for part in parts:
            assert part in text.replace("\u00a0", " ").replace("\u202f", " "), part

    @pytest.mark.parametrize("issue", ISSUES)
    def test_the_page_is_accessible(self, made: Callable[..., Built], issue: str) -> None:
        """What veraPDF says of it: tests/test_conformance.py."""
        page = made(issue, "press").beside[0]
        assert not [each for found in examine(anatomy(page), page.name).values() for each in found or ()]

    def test_the_series_says_how_it_is_printed(self, tmp_path: Path) -> None:
        press = "press:\n  paper: Recyclingpapier, 120 g/m²\n  copies: 500\n  remark: Bitte bündeln.\n"
        with printed(tmp_path, {SERIES: f"{SERIES_TEXT}{press}"}) as pressed:
            ticket = ticket_of(pressed.built)
        assert (ticket["paper"], ticket["copies"]) == ("Recyclingpapier, 120 g/m²", 500)
        assert ticket["remark"] == "Bitte bündeln."
        assert ticket["colours"] == "4/0"
        assert ticket["binding"] == "einzelnes Blatt, auf einer Seite bedruckt"

    def test_it_is_written_in_the_language_of_the_series(self, tmp_path: Path) -> None:
        with printed(tmp_path, {SERIES: f"{SERIES_TEXT}language: en\n"}) as pressed:
            ticket = ticket_of(pressed.built)
        assert ticket["binding"] == "a single leaf, printed on one side"

    def test_nothing_is_written_if_one_file_cannot_be(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {tmp_path / name: b"new" for name in ("a.pdf", "b.pdf", "c.json")}
        (tmp_path / "a.pdf").write_bytes(b"old")
        written, calls = storage._written, []

        def failing(folder: Path, content: bytes) -> Path:
            calls.append(content)
            if len(calls) == 3:
                raise OSError(28, "No space left on device")
            return written(folder, content)

        monkeypatch.setattr(storage, "_written", failing)
        with pytest.raises(Refused) as caught:
            storage.write_together(files)
        assert caught.value.diagnostics[0].values["file"] == "c.json"
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}


def test_the_command_line_names_all_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--workspace", str(workspace(tmp_path)), "--output", str(tmp_path / "out")]
    assert main(["build", NAME, "--edition", "press", *folders, "--json"]) == 0
    (product,) = json.loads(capsys.readouterr().out)["built"]
    assert product["edition"] == "press"
    names = [Path(path).name for path in (product["path"], *product["beside"])]
    assert names == [
        "brief-2026-01-press.pdf",
        "brief-2026-01-press-ticket.pdf",
        "brief-2026-01-press-ticket.json",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)


class TestBinding:
    """Who wants sheets folded and stapled has to know when their pages do not fill them."""

    @pytest.mark.parametrize(
        ("binding", "is_said"),
        [("Rückstichheftung", True), ("saddle stitch", True), ("Klebebindung", False), ("", False)],
    )
    def test_pages_that_do_not_fill_the_sheets(self, tmp_path: Path, binding: str, is_said: bool) -> None:
        series = f"press: {{binding: {binding}}}\n" if binding else ""
        with printed(tmp_path, {SERIES: SERIES_TEXT + series}) as pressed:
            hints = [hint for hint in pressed.built.hints if hint.code == "press-pages"]
            assert pressed.built.pages % 4
        assert bool(hints) == is_said
        if hints:
            assert hints[0].place is not None
            assert hints[0].values["missing"] == -pressed.built.pages % 4
