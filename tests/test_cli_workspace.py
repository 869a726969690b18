"""A workspace on the command line: it is made, grows by issues, and is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from infobrief_pdf.cli import main
from tests.support.terminal import BROKEN, ISSUE, Output, add_issue, answer

pytestmark = pytest.mark.usefixtures("english_pipe")


class TestNewAndInit:
    def test_a_workspace_builds_at_once(self, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1536192000")
        assert main(["init", "."]) == 0
        out, _ = output()
        assert "written: issues/newsletter/2018/01.yaml\n" in out
        assert "written: README.md\n" in out
        assert main(["build"]) == 0

    def test_an_own_layout(self, output: Output) -> None:
        assert main(["init", "w", "--series", "Infobrief Kiez", "--layout"]) == 0
        assert Path("w/layouts/infobrief-kiez/layout.yaml").is_file()
        assert Path("w/layouts/layout.schema.json").is_file()
        output()
        assert main(["check", "--workspace", "w", "--json"]) == 0
        assert [found["code"] for found in answer(output)["diagnostics"]] == ["sample-texts"] * 2

    def test_init_overwrites_nothing(self, output: Output) -> None:
        Path("README.md").write_text("mine", encoding="utf-8")
        assert main(["init"]) == 0
        assert "left as it was: README.md" in output()[0]
        before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
        for folder in (".", "issues", "issues/neu", "layouts/mine"):
            assert main(["init", folder]) == 1
            assert "“here” belongs to a workspace already" in output()[1]
        assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
        assert main(["init", "other"]) == 0

    def test_the_next_number(self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        add_issue(7)
        assert main(["new", "test", "--date", "2018-10-01"]) == 0
        assert "written: issues/test/2018/08.yaml\n" in output()[0]
        assert "date: 2018-10-01\n" in Path("issues/test/2018/08.yaml").read_text(encoding="utf-8")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1578000000")
        assert main(["new", "test"]) == 0
        assert "written: issues/test/2020/01.yaml\n" in output()[0]
        assert main(["build", "--quiet"]) == 0

    def test_the_language_is_that_of_the_series(self, space: Path, output: Output) -> None:
        assert main(["new", "test", "--lang", "en", "--year", "2018"]) == 0
        assert "# Eine neue Ausgabe." in Path("issues/test/2018/02.yaml").read_text(encoding="utf-8")

    def test_a_number_that_is_taken(self, space: Path, output: Output) -> None:
        assert main(["new", "test", "--number", "1", "--year", "2018"]) == 1
        assert "The number 1 of 2018 exists already: issues/test/2018/01.yaml." in output()[1]

    def test_a_new_series(self, space: Path, output: Output) -> None:
        assert main(["new", "Infobrief Jugend", "--json"]) == 0
        found = answer(output)
        assert found["issue"].startswith("issues/infobrief-jugend/")
        assert Path("issues/infobrief-jugend/series.yaml").is_file()
        assert Path("issues/issue.schema.json").is_file()

    def test_a_series_that_may_be_a_slip(self, space: Path, output: Output) -> None:
        assert main(["new", "tesst"]) == 1
        assert "There is no series “tesst”, but one that is called “test”." in output()[1]
        assert not Path("issues/tesst").exists()

    @pytest.mark.parametrize("arguments", [("tesst", "--new-series"), ("test-nord",), ("jugend",)])
    def test_a_series_that_is_meant(self, arguments: tuple[str, ...], space: Path, output: Output) -> None:
        assert main(["new", *arguments]) == 0
        assert Path("issues", arguments[0], "series.yaml").is_file()

    @pytest.mark.parametrize("name", ["../x", "!!!", "", "a\x00b", "a\udcffb"])
    def test_what_names_no_series(self, name: str, space: Path, output: Output) -> None:
        assert main(["new", name]) == 1
        assert "error [name-unusable]" in output()[1]


class TestCheck:
    def test_all_is_well(self, space: Path, output: Output) -> None:
        assert main(["check"]) == 0
        assert output() == ("1 issue checked: nothing to remark\n", "")

    def test_goes_on_after_an_error(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        add_issue(3)
        assert main(["check"]) == 1
        assert output() == (
            "issues/test/2018/02.yaml:5:1: error [field-unknown]\n"
            "    5 | autor: Askın\n"
            "      | ^\n"
            "  Unknown field “autor”.\n"
            "  Remove it, or use one of: series, number, year, date, language, keywords, online_url, "
            "online_text, department, editorial, sections, events.\n\n"
            "3 issues checked: 1 error\n",
            "",
        )

    def test_hints_do_not_fail(self, space: Path, output: Output) -> None:
        add_issue(1, ISSUE.replace("Guten Tag.", "Guten  Tag."))
        assert main(["check"]) == 0
        out, _ = output()
        assert "hint [space-doubled]" in out
        assert out.endswith("1 issue checked: 1 hint\n")

    def test_json(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        assert main(["check", "--json"]) == 1
        found = answer(output)
        assert found["ok"] is False
        assert found["checked"] == [
            {"issue": "test/2018/01", "ok": True},
            {"issue": "test/2018/02", "ok": False},
        ]
        (problem,) = found["diagnostics"]
        assert (problem["file"], problem["line"], problem["column"]) == ("issues/test/2018/02.yaml", 5, 1)
        assert set(problem) == {"code", "severity", "file", "line", "column", "cause", "remedy"}

    def test_a_workspace_without_issues(self, output: Output) -> None:
        Path("issues").mkdir()
        assert main(["check"]) == 1
        assert "error [workspace-empty]" in "".join(output())


class TestSeveralIssues:
    """A series, a year or a folder means all issues in it."""

    @pytest.mark.parametrize(
        ("name", "checked"),
        [
            ("test", ["test/2018/01", "test/2018/02"]),
            ("test/2018", ["test/2018/01", "test/2018/02"]),
            ("issues/test/2018/", ["test/2018/01", "test/2018/02"]),
            ("issues", ["jugend/2018/01", "test/2018/01", "test/2018/02"]),
            (".", ["jugend/2018/01", "test/2018/01", "test/2018/02"]),
            ("test/2018/02", ["test/2018/02"]),
        ],
    )
    def test_are_named(self, name: str, checked: list[str], space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["new", "jugend", "--date", "2018-10-01"]) == 0
        output()
        assert main(["check", name, name, "--json"]) == 0
        assert [issue["issue"] for issue in answer(output)["checked"]] == checked

    def test_a_misspelled_series(self, space: Path, output: Output) -> None:
        assert main(["check", "tests"]) == 1
        assert "Did you mean “test”?" in output()[0]


class TestStrays:
    """Files that look like issues and are not read are mentioned when all issues are meant."""

    def test_are_mentioned(self, space: Path, output: Output) -> None:
        Path("issues/test/2018/Ausgabe 2.yaml").write_text(ISSUE, encoding="utf-8")
        Path("issues/test/Entwurf").mkdir()
        Path("issues/test/Entwurf/03.yaml").write_text(ISSUE, encoding="utf-8")
        assert main(["check"]) == 0
        out, _ = output()
        assert "issues/test/2018/Ausgabe 2.yaml: hint [issue-name-ignored]" in out
        assert (
            "Call it issues/test/2018/02.yaml, or move it out of the folder `issues` if it is no issue."
            in out
        )
        assert "issues/test/Entwurf/03.yaml: hint [issue-folder-ignored]" in out
        assert "Move it to issues/test/2018/03.yaml, or" in out
        assert main(["build"]) == 0
        assert "issue-name-ignored" in output()[1]
        assert main(["check", "test/2018/01"]) == 0
        assert "ignored" not in output()[0]

    def test_a_number_with_too_few_digits(self, space: Path, output: Output) -> None:
        Path("issues/test/2018/1.yaml").write_text(ISSUE, encoding="utf-8")
        assert main(["check"]) == 1
        out, _ = output()
        assert "issues/test/2018/1.yaml:2:9: error [issue-elsewhere]" in out
        assert "Move the file to issues/test/2018/01.yaml, or correct the field." in out

    def test_are_mentioned_where_there_is_nothing_else(self, space: Path, output: Output) -> None:
        Path("issues/test/2018/01.yaml").rename("issues/test/2018/01.yml")
        assert main(["check"]) == 1
        assert "Call it issues/test/2018/01.yaml" in output()[0]
