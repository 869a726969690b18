"""What the volume advises: all of it about one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from infobrief_pdf import Workspace, source
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.model.volume import Volume
from infobrief_pdf.volumes import Wanted, bind_year
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


@pytest.mark.parametrize(
    ("series", "year", "remedy"),
    [
        ("brief", 2031, "There are issues of: brief 2026."),
        ("breif", 2026, "Did you mean “brief”?"),
        ("breif", 2031, "There are issues of: brief 2026, post 2025."),
    ],
)
def test_a_year_without_issues_is_answered_with_those_there_are(
    tmp_path: Path, series: str, year: int, remedy: str
) -> None:
    files = {"issues/post/2025/volume.yaml": "legacy: [{file: x.pdf, number: 1, date: 2025-01-01}]\n"}
    with pytest.raises(Refused) as caught:
        bind_year(Workspace(workspace(tmp_path, files)), series, year)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.remedy("en")) == ("volume-empty", remedy)


def test_no_supplement_to_a_volume_for_the_screen(tmp_path: Path) -> None:
    folder = Workspace(workspace(tmp_path))
    (built,) = bind_year(folder, "brief", 2026, Wanted(is_duplex=False))
    with pytest.raises(Refused) as caught:
        bind_year(folder, "brief", 2026, supplement_to=built.path)
    assert [each.code for each in caught.value.diagnostics] == ["supplement-on-screen"]


def test_an_empty_file_is_told_a_field_that_it_has() -> None:
    with pytest.raises(Refused) as caught:
        source.parse("", "issues/brief/2026/volume.yaml")
    (problem,) = caught.value.diagnostics
    assert str(problem.values["example"]).partition(":")[0] in Volume.model_fields
