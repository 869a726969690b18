"""What the volume advises: all of it about one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from infobrief_pdf import Workspace
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.volumes import bind_year
from tests.support.workspace import ISSUE_TEXT, workspace

SAMPLES = Path(__file__).parent / "data" / "legacy"
FOLDER = "issues/brief/2026"
VOLUME = """\
see:
  - {term: Freiwillige, see: [Freiwillige, Ehrenamt]}
  - {term: MSO, see: [Freiwillige]}
legacy:
  - {file: formular.pdf, number: 3, date: 2025-12-30}
  - file: alt/anfang.pdf
    number: 4
    date: 2026-09-01
    articles: [{title: Alter Beitrag, page: 1, keywords: [Strasse]}]
"""


def issue(number: int, keywords: str, name: str) -> str:
    return (
        ISSUE_TEXT.replace("number: 1", f"number: {number}")
        + f"        keywords: [{keywords}]\n"
        + f"        contacts: [{{name: {name}, role: Referentin, phone: 030 1}}]\n"
    )


@pytest.fixture(scope="module")
def hints(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Diagnostic]:
    files: Mapping[str, str | bytes] = {
        f"{FOLDER}/01.yaml": issue(1, "Ehrenamt, Straße, Mutter, Arbeit > ", "Ayşe Aşkın"),
        f"{FOLDER}/02.yaml": issue(2, "ehrenamt, Mütter", "Dr. Ayşe Askın"),
        f"{FOLDER}/volume.yaml": VOLUME,
        f"{FOLDER}/formular.pdf": (SAMPLES / "javascript.pdf").read_bytes(),
        f"{FOLDER}/alt/anfang.pdf": (SAMPLES / "broken-xref.pdf").read_bytes(),
    }
    folder = workspace(tmp_path_factory.mktemp("hints"), files)
    (built,) = bind_year(Workspace(folder), "brief", 2026)
    return built.hints


def said(hints: Sequence[Diagnostic], code: str) -> list[tuple[str, int | None, str]]:
    return [
        (each.place.file.rpartition("/")[2], each.place.line, each.cause("en"))
        for each in hints
        if each.code == code and each.place
    ]


def test_spellings_that_split_the_registers(hints: Sequence[Diagnostic]) -> None:
    found = {
        (file, line, cause.split("“")[1].partition("”")[0])
        for file, line, cause in said(hints, "register-spelling")
    }
    assert found == {
        ("02.yaml", 12, "ehrenamt"),
        ("02.yaml", 13, "Askın, Ayşe, Dr."),
        ("volume.yaml", 9, "Strasse"),
    }


def test_keywords_and_references_that_lead_nowhere(hints: Sequence[Diagnostic]) -> None:
    assert [found[:2] for found in said(hints, "keyword-step")] == [("01.yaml", 12)]
    assert [found[:2] for found in said(hints, "see-itself")] == [("volume.yaml", 2)]
    assert [found[:2] for found in said(hints, "see-chain")] == [("volume.yaml", 3)]
    assert said(hints, "see-unlisted") == []


def test_what_became_of_other_pdfs(hints: Sequence[Diagnostic]) -> None:
    ((_, _, claim),) = said(hints, "legacy-lowers-claim")
    assert claim.endswith("formular.pdf, alt/anfang.pdf.")
    assert [found[:2] for found in said(hints, "legacy-other-year")] == [("volume.yaml", 5)]
    assert [found[:2] for found in said(hints, "legacy-mended")] == [("volume.yaml", 6)]
    ((_, _, removed),) = said(hints, "legacy-removed")
    assert removed.endswith("was left out: scripts, other actions.")
