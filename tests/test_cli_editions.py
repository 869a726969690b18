"""Several editions in one build: one that fails neither takes the others with it nor hides which it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf.cli import main
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.tally import Of, Tally, conclude
from infobrief_pdf.diagnostics import Diagnostic, Place
from tests.support.workspace import ISSUE, LAYOUT_TEXT, workspace

HEAD = """\
series: brief
number: 1
year: 2026
date: 2026-03-02
sections:
  - articles:
      - {id: eins, title: Erstens, text: Guten Tag., contacts: [{name: Jana Beispiel, phone: 030 1234}]}
"""
WIDE = " | ".join(["Zuständigkeitsbereich"] * 9)
TABLE = f"""\
      - id: zwei
        title: Zweitens
        contacts: [{{name: Jana Beispiel, phone: 030 1234}}]
        text: |
          | {WIDE} |
          | {" | ".join(["---"] * 9)} |
          | {WIDE} |
"""
NAME = "brief/2026/01"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose issue has an article with a table too wide for every page; the current folder."""
    monkeypatch.setenv("LANG", "C")
    monkeypatch.chdir(workspace(tmp_path, {f"issues/{NAME}.yaml": HEAD + TABLE}))
    return tmp_path


def editions(*names: str) -> list[str]:
    return [argument for name in names for argument in ("--edition", name)]


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


class TestOneFails:
    def test_no_article_has_demands(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        other = "      - {title: Zweitens, text: Guten Abend.}\n"
        (folder / f"issues/{NAME}.yaml").write_text(HEAD + other, encoding="utf-8")
        assert main(["build", *editions("onepager", "handout")]) == 1
        out, err = capsys.readouterr()
        assert out.startswith("output/brief-2026-01-handout.pdf")
        assert "issues/brief/2026/01.yaml: error [onepager-without-article] in onepager\n" in err
        assert err.endswith("1 file was not built: brief/2026/01 (onepager)\n")

    def test_what_is_wrong_with_some_editions_only(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["build", *editions("handout", "large-print"), "--json"]) == 1
        found = answer(capsys)
        assert [each["edition"] for each in found["built"]] == ["large-print"]
        assert {tuple(each["editions"]) for each in found["diagnostics"]} == {("handout",)}
        assert found["failed"] == [NAME]

    def test_a_sheet_does_not_mind_other_articles(self, folder: Path) -> None:
        assert main(["build", *editions("onepager"), "--article", "eins"]) == 0
        assert main(["build", *editions("screen")]) == 1


def test_numbers_of_a_message_are_written_as_the_language_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--lang", "de"]) == 1
    err = capsys.readouterr().err
    assert re.search(r"\d,\d mm", err)
    assert not re.search(r"\d\.\d mm", err)


def test_what_is_wrong_with_all_editions_is_said_once_and_names_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally([])
    common, own = Diagnostic("yaml-malformed", Place("a.yaml")), Diagnostic("space-doubled", Place("a.yaml"))
    tally.fail(0, Of("a/2026/01", "handout"), [common, own], [])
    tally.fail(1, Of("a/2026/01", "press"), [common], [])
    tally.fail(2, Of("a/2026/02", "screen"), [common], [])
    conclude(tally, Report(), is_quiet=False)
    err = capsys.readouterr().err
    assert err.count("a.yaml: error [yaml-malformed]\n") == 1
    assert "hint [space-doubled] in handout\n" in err
    assert err.endswith("3 files were not built: a/2026/01 (handout, press), a/2026/02\n")


def test_a_problem_without_a_place_names_its_issue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "layouts/mine/layout.yaml": LAYOUT_TEXT,
        "layouts/mine/style.css": "h1 { position: relative; left: 190mm; white-space: nowrap }\n",
    }
    assert main(["build", "--workspace", str(workspace(tmp_path, files))]) == 1
    assert f"{ISSUE}: error [content-off-page]\n" in capsys.readouterr().err
