"""The command line, called in-process: what people read, what machines read, and exit codes."""

from __future__ import annotations

import gettext
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from infobrief_pdf import Built, Workspace, pdf, verapdf
from infobrief_pdf.checks.promises import promised
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli import language, main
from infobrief_pdf.cli.arguments import _COMMANDS, parser
from infobrief_pdf.cli.report import Report, described
from infobrief_pdf.diagnostics import MESSAGES, Diagnostic, Place, reasons
from infobrief_pdf.model.nature import Nature
from infobrief_pdf.pdf.anatomy import Claims

SERIES = """\
name: Infobrief Test
publisher: Verband
"""
ISSUE = """\
series: test
number: 1
year: 2018
date: 2018-09-06
editorial:
  text: Guten Tag.
"""


@pytest.fixture(autouse=True)
def _english_pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "INFOBRIEF_DEBUG",
        "COLUMNS",
        "SOURCE_DATE_EPOCH",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def space() -> Path:
    """A workspace with one small issue; the current folder."""
    folder = Path("issues/test/2018")
    folder.mkdir(parents=True)
    (folder.parent / "series.yaml").write_text(SERIES, encoding="utf-8")
    (folder / "01.yaml").write_text(ISSUE, encoding="utf-8")
    return Path.cwd()


def add_issue(number: int, text: str = ISSUE) -> Path:
    path = Path(f"issues/test/2018/{number:02}.yaml")
    path.write_text(text.replace("number: 1", f"number: {number}"), encoding="utf-8")
    return path


BROKEN = ISSUE.replace("editorial:", "autor: Askın\neditorial:")

Output = Callable[[], tuple[str, str]]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def answer(output: Output) -> Any:
    out, err = output()
    assert err == ""
    return json.loads(out)


class TestCommandLine:
    @pytest.mark.parametrize(
        "arguments", [["--version"], ["--help"], ["build", "--help"], ["--lang", "de", "-h"]]
    )
    def test_help_and_version_need_only_the_standard_library(self, arguments: list[str]) -> None:
        code = (
            "import sys; from infobrief_pdf.cli import main; code = main(sys.argv[1:]);"
            "heavy = {'weasyprint', 'pydantic', 'rich', 'yaml', 'jinja2', 'PIL', 'pypdf', 'platformdirs'};"
            "print(sorted(heavy & set(sys.modules)), code)"
        )
        finished = run_python("-c", code, *arguments)
        assert finished.stdout.splitlines()[-1] == "[] 0"

    def test_checking_needs_no_weasyprint(self, space: Path) -> None:
        code = (
            "import sys; from infobrief_pdf.cli import main; main(['check']); "
            "print(sorted({'weasyprint', 'rich', 'pypdf'} & set(sys.modules)))"
        )
        assert run_python("-c", code).stdout.splitlines()[-1] == "[]"

    def test_version(self, output: Output) -> None:
        assert main(["--version"]) == 0
        assert output()[0].startswith("infobrief-pdf ")

    def test_the_package_is_the_command(self) -> None:
        assert run_python("-m", "infobrief_pdf", "--version").stdout.startswith("infobrief-pdf ")

    def test_help_names_commands_and_exit_codes(self, output: Output) -> None:
        assert main(["--help"]) == 0
        out, _ = output()
        assert [name for name in _COMMANDS if f"    {name} " not in out] == []
        assert [code for code in range(4) if f"\n  {code}  " not in out] == []

    @pytest.mark.parametrize("command", _COMMANDS)
    def test_every_command_has_help(self, command: str, output: Output) -> None:
        assert main([command, "--help"]) == 0
        assert "exit codes:" in output()[0]

    def test_without_a_command(self, output: Output) -> None:
        assert main([]) == 2
        assert output()[1].startswith("usage: infobrief")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["bogus"], "“bogus” is not one of these: init, new, check, "),
            (["build", "--bogus"], "unrecognized arguments: --bogus"),
            (["build", "--lang", "fr"], "argument --lang: “fr” is not one of these: de, en"),
            (["new"], "the following arguments are required: SERIES"),
            (["new", "x", "--number", "0"], "“0” is not a whole number from 1 to 999"),
            (["new", "x", "--year", "²"], "“²” is not a whole number from 1900 to 2199"),
            (["new", "x", "--date", "6.9.2018"], "“6.9.2018” is not a date such as 2018-09-06"),
            (["verify"], "the following arguments are required: FILE"),
            (["build", "--edition", "handuot"], "There is no edition “handuot”. Did you mean “handout”?"),
            (["build", "--edition", "hologram"], "Choose one of: screen, archive, "),
            (["build", "--edition", "handout", "--occasion", ""], "The meeting line is empty, "),
            (["build", "--edition", "all", "--occasion", " "], "The meeting line is empty, "),
            (["build", "--occasion", "Fest"], "The edition “screen” has no meeting line."),
        ],
    )
    def test_wrong_use(self, arguments: list[str], words: str, output: Output) -> None:
        assert main(arguments) == 2
        assert words in output()[1]

    @pytest.mark.parametrize(
        "arguments",
        [["--json", "check"], ["check", "--json"], ["--json", "--lang", "en", "check", "--lang", "en"]],
    )
    def test_common_options_stand_anywhere(self, arguments: list[str], space: Path, output: Output) -> None:
        assert main(arguments) == 0
        assert answer(output)["ok"] is True

    @pytest.mark.parametrize(
        "command", [["check"], ["build"], ["new", "test"], ["layouts"], ["schema", "--write"]]
    )
    def test_without_a_workspace(self, command: list[str], output: Output) -> None:
        assert main(command) == 1
        assert "".join(output()) == (
            "error [workspace-missing]\n"
            "  “here” is not a workspace: it has no folder `issues`.\n"
            "  Change to the folder of your workspace, or make a new one with `infobrief init`.\n\n"
        )

    def test_the_workspace_is_found_from_below(
        self, space: Path, monkeypatch: pytest.MonkeyPatch, output: Output
    ) -> None:
        monkeypatch.chdir(space / "issues/test/2018")
        assert main(["check"]) == 0
        assert main(["check", "01.yaml"]) == 0

    def test_the_workspace_is_found_from_an_issue(
        self, space: Path, monkeypatch: pytest.MonkeyPatch, output: Output
    ) -> None:
        monkeypatch.chdir(space.parent)
        assert main(["check", "here/issues/test/2018/01.yaml"]) == 0

    def test_the_workspace_can_be_named(
        self, space: Path, monkeypatch: pytest.MonkeyPatch, output: Output
    ) -> None:
        monkeypatch.chdir(space.parent)
        assert main(["check", "--workspace", "here", "test/2018/01"]) == 0


class TestFailures:
    """Whatever happens, people get one sentence and never a traceback."""

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("nothing", "issue-missing"),
            ("", "issue-missing"),
            ("a\x00b", "issue-missing"),
            ("a\udcff", "issue-missing"),
            ("x" * 5000, "issue-missing"),
            ("output", "folder-without-issues"),
            ("issues/test/series.yaml", "field-unknown"),
        ],
    )
    @pytest.mark.parametrize("command", ["check", "build"])
    def test_what_is_no_issue(self, command: str, name: str, code: str, space: Path, output: Output) -> None:
        Path("output").mkdir()
        assert main([command, name]) == 1
        text = "".join(output())
        assert f"error [{code}]" in text
        assert "Traceback" not in text
        assert "\x00" not in text

    def test_a_similar_name_is_suggested(self, space: Path, output: Output) -> None:
        assert main(["build", "tset/2018/01"]) == 1
        assert "Did you mean “test/2018/01”?" in output()[1]

    def test_an_error_of_the_program(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Workspace, "check", broken)
        assert main(["check"]) == 3
        text = output()[0]
        assert "error [internal]" in text
        assert "ZeroDivisionError: secret reason" in text
        assert "Traceback" not in text
        (details,) = Path(os.environ["XDG_CACHE_HOME"]).glob("infobrief-pdf/error-*.txt")
        assert details.name in text
        assert "Traceback (most recent call last)" in details.read_text(encoding="utf-8")

    def test_details_for_developers(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Workspace, "check", broken)
        monkeypatch.setenv("INFOBRIEF_DEBUG", "1")
        assert main(["check"]) == 3
        assert "Traceback (most recent call last)" in output()[1]

    def test_an_error_of_the_program_as_json(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Workspace, "check", broken)
        assert main(["check", "--json"]) == 3
        found = answer(output)
        assert found["ok"] is False
        assert [problem["code"] for problem in found["diagnostics"]] == ["internal"]

    def test_an_error_of_the_system(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def forbidden(*_args: object, **_options: object) -> object:
            raise PermissionError(13, "Permission denied", "/somewhere/private/02.yaml")

        monkeypatch.setattr(Workspace, "check", forbidden)
        assert main(["check"]) == 1
        assert "The file “02.yaml” cannot be read: you are not allowed to." in output()[0]

    def test_an_interruption_is_quiet(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_args: object, **_options: object) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr(Workspace, "check", interrupted)
        assert main(["check"]) == 130
        assert output() == ("", "")

    def test_a_reader_that_goes_away(self, space: Path) -> None:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys; from infobrief_pdf.cli import main; sys.exit(main())",
                "schema",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate()
        assert (process.returncode, errors) == (141, b"")

    def test_an_output_that_is_full(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Full(io.StringIO):
            def write(self, _text: str) -> int:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(sys, "stdout", Full())
        assert main(["check"]) == 1
        assert "The output cannot be written: the disk is full." in output()[1]

    def test_no_output_at_all(self, space: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        assert main(["check"]) == 0

    def test_a_terminal_that_knows_few_characters(self, space: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.TextIOWrapper(io.BytesIO(), "ascii")
        monkeypatch.setattr(sys, "stdout", stream)
        Path("issues/test/2018/01.yaml").write_text(BROKEN, encoding="utf-8")
        assert main(["check"]) == 1
        stream.flush()
        assert b"Unknown field ?autor?." in stream.buffer.getvalue()  # type: ignore[attr-defined]


def broken(*_args: object, **_options: object) -> object:
    raise ZeroDivisionError("secret reason")


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )


class TestDiagnostics:
    def test_for_people(self) -> None:
        place = Place("issues/a/2018/02.yaml", 3, 8, "autor: Askın")
        problem = Diagnostic("field-unknown", place, {"field": "autor", "suggestion": "author"})
        assert described(problem) == [
            "issues/a/2018/02.yaml:3:8: error [field-unknown]",
            "    3 | autor: Askın",
            "      |        ^",
            "  Unknown field “autor”.",
            "  Did you mean “author”?",
        ]

    def test_without_a_line(self) -> None:
        assert described(Diagnostic("yaml-malformed", Place("a.yaml")))[0] == "a.yaml: error [yaml-malformed]"

    def test_lines_are_cut_to_the_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "40")
        place = Place("a.yaml", 3, 150, "x" * 149 + "!" + "y" * 100)
        _, line, caret, *_ = described(Diagnostic("yaml-malformed", place))
        assert max(len(line), len(caret)) <= 40
        assert line[len(caret) - 1] == "!"

    @pytest.mark.parametrize(
        ("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_colour_only_on_a_terminal(
        self, environment: dict[str, str], is_coloured: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        problem = Diagnostic("yaml-malformed", Place("a.yaml", 1, 1, "x"))
        coloured = "\n".join(described(problem, Terminal()))
        assert ("\x1b[" in coloured) is is_coloured
        assert "\x1b[" not in "\n".join(described(problem, io.StringIO()))

    def test_each_problem_is_said_once(self, output: Output) -> None:
        report = Report()
        report.problems([Diagnostic("yaml-malformed", Place("a.yaml"))] * 3)
        assert output()[1].count("yaml-malformed") == 1

    def test_hints_are_no_failure(self, output: Output) -> None:
        report = Report()
        assert MESSAGES["space-doubled"].hint
        report.problems([Diagnostic("space-doubled")])
        assert report.close() == 0


class TestLanguage:
    @pytest.mark.parametrize(
        ("arguments", "environment", "expected"),
        [
            ([], {}, "en"),
            ([], {"LANG": "de_DE.UTF-8"}, "de"),
            ([], {"LANG": "de"}, "de"),
            ([], {"LANG": "C"}, "en"),
            ([], {"LANG": "dev_XX"}, "en"),
            ([], {"LC_ALL": "fr_FR", "LANG": "de_DE"}, "en"),
            ([], {"LC_ALL": "", "LC_MESSAGES": "de_CH", "LANG": "en_US"}, "de"),
            (["check", "--lang", "de"], {"LANG": "en_US"}, "de"),
            (["--lang=en", "check"], {"LANG": "de_DE"}, "en"),
            (["check", "--lang"], {"LANG": "de_DE"}, "de"),
            (["check", "--", "--lang", "de"], {}, "en"),
        ],
    )
    def test_is_that_of_the_arguments_or_the_locale(
        self, arguments: list[str], environment: dict[str, str], expected: str
    ) -> None:
        assert language.wanted(arguments, environment) == expected

    def test_argparse_speaks_it_too(self, monkeypatch: pytest.MonkeyPatch, output: Output) -> None:
        class Shouting(gettext.NullTranslations):
            def gettext(self, message: str) -> str:
                return message.replace("usage", "USAGE").replace("required", "REQUIRED")

        monkeypatch.setattr(language, "_catalogue", lambda _language: Shouting())
        assert main(["new", "--lang", "de"]) == 2
        errors = output()[1]
        assert errors.startswith("infobrief new: error:")
        assert "REQUIRED: SERIES" in errors
        assert parser().format_usage().startswith("usage:")

    def test_every_sentence_of_argparse_that_occurs_is_known(
        self, monkeypatch: pytest.MonkeyPatch, output: Output
    ) -> None:
        asked: set[str] = set()

        class Listening(gettext.NullTranslations):
            def gettext(self, message: str) -> str:
                if sys._getframe(2).f_globals["__name__"] == "argparse":
                    asked.add(message)
                return message

        monkeypatch.setattr(language, "_catalogue", lambda _language: Listening())
        for arguments in (
            ["-h"],
            ["x"],
            ["new"],
            ["new", "--number"],
            ["new", "--bogus", "x"],
            ["new", "-h"],
            ["new", "a", "--number", "x"],
            ["build", "--json=1"],
        ):
            main(arguments)
        output()
        assert asked - set(language.SENTENCES_OF_ARGPARSE) == set()

    def test_numbers(self) -> None:
        with language.speaking("de"):
            assert language.decimal(0.62) == "0,6"
        assert language.decimal(0.62) == "0.6"


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


class TestBuild:
    def test_an_older_pdf_is_mentioned(self, space: Path, output: Output) -> None:
        assert main(["build"]) == 0
        (pdf,) = Path("output").glob("*.pdf")
        before = pdf.read_bytes()
        add_issue(1, ISSUE.replace("number", "nummer"))
        output()
        for arguments in ([], ["--edition", "all"], ["--output", str(pdf)]):
            assert main(["build", *arguments]) == 1
            assert output()[1].count(f"{pdf.as_posix()} was left as it was.\n") == 1
        assert main(["build", "--output", "elsewhere"]) == 1
        assert "left as it was" not in output()[1]
        assert pdf.read_bytes() == before

    def test_a_line_for_each_product(self, space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["build"]) == 0
        out, err = output()
        *products, summary = out.splitlines()
        first, second = sorted(products)
        assert summary == "2 files built"
        assert first.startswith("output/test-2018-01.pdf  1 page, ")
        assert first.endswith(" s")
        assert second.startswith("output/test-2018-02.pdf  1 page, ")
        assert err == ""
        assert Path("output/test-2018-01.pdf").read_bytes().startswith(b"%PDF")

    def test_others_are_built_all_the_same(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        add_issue(3)
        assert main(["build"]) == 1
        out, err = output()
        assert sorted(line.split()[0] for line in out.splitlines() if line) == [
            "2",
            "output/test-2018-01.pdf",
            "output/test-2018-03.pdf",
        ]
        assert out.endswith("\n2 files built, 1 failed\n")
        assert "error [field-unknown]" in err
        assert err.endswith("1 file was not built: test/2018/02\n")

    def test_one_file(self, space: Path, output: Output) -> None:
        assert main(["build", "test/2018/01", "--output", "x.pdf", "--quiet"]) == 0
        assert output() == ("", "")
        assert Path("x.pdf").is_file()

    def test_several_issues_do_not_fit_into_one_file(self, space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["build", "--output", "x.pdf"]) == 2
        assert "several PDFs cannot be written to one file" in output()[1]
        assert not Path("x.pdf").exists()

    def test_an_issue_named_twice_is_built_once(self, space: Path, output: Output) -> None:
        assert main(["build", "test/2018/01", "issues/test/2018/01.yaml", "--json"]) == 0
        assert len(answer(output)["built"]) == 1

    def test_two_issues_with_one_file_name(self, space: Path, output: Output) -> None:
        series = Path("issues/test/series.yaml")
        series.write_text(SERIES + 'file_name: "{series}-{number:02}"\n', encoding="utf-8")
        other = Path("issues/test/2019/01.yaml")
        other.parent.mkdir()
        other.write_text(ISSUE.replace("2018", "2019"), encoding="utf-8")
        assert main(["build"]) == 1
        assert "output/test-01.pdf would be the file of test/2018/01 and of test/2019/01." in output()[1]

    def test_json(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        assert main(["build", "--json", "--output", "out"]) == 1
        found = answer(output)
        assert found["failed"] == ["test/2018/02"]
        (product,) = found["built"]
        assert product["pages"] == 1
        assert product["bytes"] == Path(product["path"]).stat().st_size
        assert set(product) == {
            "issue", "edition", "state", "path", "pages", "bytes", "seconds", "beside"
        }  # fmt: skip

    def test_an_unknown_layout(self, space: Path, output: Output) -> None:
        assert main(["build", "--layout", "x"]) == 1
        assert "error [layout-unknown]" in output()[1]

    def test_the_editions_of_the_series(self, space: Path, output: Output) -> None:
        assert main(["build", "--edition", "all", "--json"]) == 0
        assert [product["edition"] for product in answer(output)["built"]] == ["screen"]


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


class TestExtract:
    def test_gives_back_what_was_put_in(self, built: Mapping[str, Built], output: Output) -> None:
        pdf = Path("a b.pdf")
        pdf.write_bytes(built["migration/2018/02"].path.read_bytes())
        assert main(["extract", "a b.pdf"]) == 0
        assert output()[0] == (
            "written: a b/issues/migration/2018/02.yaml\nwritten: a b/issues/migration/series.yaml\n"
        )
        source = Path(__file__).parent.parent / "issues/migration/2018/02.yaml"
        assert Path("a b/issues/migration/2018/02.yaml").read_bytes() == source.read_bytes()
        assert main(["check", "--workspace", "a b"]) == 0

    def test_overwrites_nothing(self, built: Mapping[str, Built], output: Output) -> None:
        arguments = ["extract", str(built["migration/2018/02"].path), "--output", "out"]
        assert main(arguments) == 0
        assert main(arguments) == 1
        assert "out/issues/migration/2018/02.yaml exists already." in output()[1]

    @pytest.mark.parametrize(
        "path",
        [
            "../x.yaml", "/etc/x", "a/../../x", "C:/x", "C:x", "a\\b", "", ".", "a//b", "a/./b", "a\x00b",
            "a/b.", "x" * 500, "~/x\udcff",
        ],
    )  # fmt: skip
    def test_paths_that_lead_away(self, path: str, output: Output) -> None:
        carrier({"x.yaml": b"a: b", "manifest.json": json.dumps({"files": {"x.yaml": path}}).encode()})
        before = sorted(Path().parent.rglob("*"))
        assert main(["extract", "carrier.pdf"]) == 1
        assert "error [pdf-path-unsafe]" in output()[1]
        assert sorted(Path().parent.rglob("*")) == before

    @pytest.mark.parametrize(
        "manifest",
        [
            b"",
            b"[]",
            b"{}",
            b'{"files": []}',
            b'{"files": {}}',
            b'{"files": {"y": "y"}}',
            b"\xff",
            b"[" * 100_000,
        ],
    )
    def test_manifests_that_say_nothing(self, manifest: bytes, output: Output) -> None:
        carrier({"x.yaml": b"a: b", "manifest.json": manifest})
        assert main(["extract", "carrier.pdf"]) == 1
        assert "carrier.pdf does not carry the source of an issue." in output()[1]

    def test_a_foreign_pdf(self, output: Output) -> None:
        carrier({})
        assert main(["extract", "carrier.pdf"]) == 1
        assert "error [pdf-without-source]" in output()[1]


def carrier(files: Mapping[str, bytes]) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name, content)
    writer.write("carrier.pdf")


class TestVerify:
    @pytest.fixture(autouse=True)
    def _without_verapdf(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VERAPDF", "/nowhere/verapdf")

    def test_a_sound_file(self, built: Mapping[str, Built], output: Output) -> None:
        assert main(["verify", str(built["migration/2018/02"].path)]) == 0
        out, err = output()
        assert err == ""
        assert "  tags                              passed\n" in out
        assert "  veraPDF: PDF/UA-1                 not checked\n" in out
        assert "veraPDF was not run (VERAPDF names /nowhere/verapdf" in out
        assert out.endswith("1 file examined: no problems found\n")
        assert "FAILED" not in out

    def test_without_verapdf_no_standard_passes(self, built: Mapping[str, Built], output: Output) -> None:
        assert main(["verify", "--json", str(built["migration/2018/02"].path)]) == 0
        found = answer(output)
        assert found["files"][0]["verapdf"] is None
        assert found["files"][0]["checks"]["tags"] == "passed"

    @pytest.mark.parametrize(
        ("edition", "promise"), [("press", "press"), ("press-a5", "press"), ("booklet", "sheets")]
    )
    def test_what_is_only_for_paper(
        self, made: Callable[..., Built], output: Output, edition: str, promise: str
    ) -> None:
        """It is judged by what it claims, and says why the rest does not apply."""
        path = str(made("migration/2018/02", edition).path)
        assert main(["verify", path]) == 0
        out, _ = output()
        assert "  tags                              not applicable\n" in out
        assert "  veraPDF: PDF/UA-1                 not applicable\n" in out
        assert "  embedded fonts                    passed\n" in out
        assert {"press": "it claims PDF/X-4", "sheets": "Sheets for a printer"}[promise] in out
        assert "report it" not in out
        assert "veraPDF was not run" not in out
        assert main(["verify", path, "--json"]) == 0
        (entry,) = answer(output)["files"]
        assert (entry["promise"], entry["checks"]["tags"]) == (promise, "not applicable")
        assert entry["verapdf"] == {"PDF/UA-1": "not applicable", "PDF/A-3a": "not applicable"}

    def test_whoever_claims_a_standard_is_held_to_it(self, built: Mapping[str, Built]) -> None:
        anatomy = pdf.anatomy(built["migration/2018/02"].path)
        pretending = replace(anatomy, nature=Nature("sheets", 4), has_tree=False)
        assert promised(pretending) == "accessible"
        assert examine(pretending, "x.pdf")["tags"]
        unclaimed = replace(pretending, claims=Claims(None, None, None))
        assert examine(unclaimed, "x.pdf")["tags"] is None

    def test_a_foreign_file(self, output: Output) -> None:
        carrier({})
        assert main(["verify", "carrier.pdf"]) == 1
        out, _ = output()
        assert "  tags                              FAILED: 1 problem\n" in out
        assert "  nesting of tags                   not checked\n" in out
        assert "carrier.pdf: error [pdf-untagged]" in out
        assert out.endswith("1 file examined: 1 has problems\n")

    def test_files_that_cannot_be_read(self, built: Mapping[str, Built], output: Output) -> None:
        Path("rubbish.pdf").write_bytes(b"\x00\xff" * 99)
        sound = str(built["migration/2018/02"].path)
        assert main(["verify", "rubbish.pdf", "none.pdf", ".", sound, "--json"]) == 1
        found = answer(output)
        assert [problem["code"] for problem in found["diagnostics"]] == [
            "pdf-unreadable",
            "file-missing",
            "file-is-folder",
        ]
        assert len(found["files"]) == 1

    def test_many_problems_are_summed_up(self, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("infobrief_pdf.cli.verify.examine", many)
        carrier({})
        assert main(["verify", "carrier.pdf"]) == 1
        out, _ = output()
        assert out.count("error [pdf-font-loose]") == 5
        assert "… and 4 more of this kind" in out

    def test_what_verapdf_says(
        self, built: Mapping[str, Built], output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verapdf, "find", Judge)
        assert main(["verify", str(built["migration/2018/02"].path), "--json"]) == 1
        found = answer(output)
        assert found["files"][0]["verapdf"] == {"PDF/UA-1": "failed", "PDF/A-3a": "passed"}
        assert found["diagnostics"][0]["cause"] == "PDF/UA-1, 7.1 (3), is broken 2 times: All is tagged."


def many(_anatomy: object, file: str) -> dict[str, tuple[Diagnostic, ...]]:
    return {"fonts": tuple(Diagnostic("pdf-font-loose", Place(file), {"font": str(n)}) for n in range(9))}


class Judge:
    """A veraPDF that finds one broken rule."""

    def validate(self, paths: list[Path], _flavours: object) -> dict[Path, dict[str, verapdf.Report]]:
        rule = verapdf.FailedRule("ISO 14289-1:2014", "7.1", 3, "All is tagged.", 2, ())
        reports = {
            "ua1": verapdf.Report("ua1", compliant=False, failed_checks=2, failed_rules=(rule,)),
            "3a": verapdf.Report("3a", compliant=True),
        }
        return dict.fromkeys(paths, reports)


def test_verify_with_verapdf(built: Mapping[str, Built], verapdf: object, output: Output) -> None:
    assert main(["verify", str(built["migration/2018/02"].path), "--json"]) == 0
    assert answer(output)["files"][0]["verapdf"] == {"PDF/UA-1": "passed", "PDF/A-3a": "passed"}


class TestLists:
    def test_layouts(self, space: Path, output: Output) -> None:
        broken_layout = Path("layouts/kaputt/layout.yaml")
        broken_layout.parent.mkdir(parents=True)
        broken_layout.write_text("extendz: base\n", encoding="utf-8")
        assert main(["layouts"]) == 1
        out, err = output()
        assert "infobrief → base\n  The neutral brand for any association.\n" in out
        assert "layouts/kaputt/layout.yaml:1:1: error [field-unknown]" in err

    def test_layouts_as_json(self, space: Path, output: Output) -> None:
        assert main(["layouts", "--json"]) == 0
        layouts = {layout["name"]: layout["chain"] for layout in answer(output)["layouts"]}
        assert layouts["infobrief"] == ["infobrief", "base"]

    def test_editions(self, output: Output) -> None:
        assert main(["editions"]) == 0
        assert output()[0].startswith("screen\n  A4")

    def test_schema(self, output: Output) -> None:
        assert main(["schema"]) == 0
        assert json.loads(output()[0])["title"] == "Issue of an Infobrief"
        assert main(["schema", "layout"]) == 0
        assert json.loads(output()[0])["title"] == "Layout of an Infobrief"

    def test_schemas_are_written_beside_the_issues(self, space: Path, output: Output) -> None:
        assert main(["schema", "--write"]) == 0
        names = ("issue", "series", "volume")
        assert output()[0] == "".join(f"written: issues/{name}.schema.json\n" for name in names)
        assert main(["schema", "layout", "--write"]) == 0
        assert output()[0] == "written: layouts/layout.schema.json\n"


class TestAnswers:
    """What is said where people often go wrong."""

    def test_wrong_options_do_not_bury_the_sentence(self, output: Output) -> None:
        assert main(["build", "--jobs", "0"]) == 2
        _, err = output()
        assert err.splitlines() == [
            "infobrief build: error: argument --jobs: “0” is not a whole number from 1 to 256",
            "See `infobrief build --help`.",
        ]

    @pytest.mark.parametrize("command", ["build", "check"])
    def test_a_finished_pdf_is_no_issue(
        self, space: Path, built: Mapping[str, Built], output: Output, command: str
    ) -> None:
        Path("fertig.pdf").write_bytes(built["migration/2018/02"].path.read_bytes())
        assert main([command, "fertig.pdf"]) == 1
        said = "".join(output())
        assert "[issue-is-pdf]" in said
        assert "infobrief extract fertig.pdf" in said

    def test_the_nearest_issues_are_named(self, space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["check", "test/2018/12"]) == 1
        said = "".join(output())
        assert "test/2018/02" in said
        assert "test/2018/01" in said

    def test_a_name_without_letters(self, output: Output) -> None:
        assert main(["init", "neu", "--series", "!!!"]) == 1
        assert "at least one letter from a to z or one digit" in output()[1]

    def test_several_editions_at_once(self, space: Path, output: Output) -> None:
        arguments = ["--edition", "screen", "--edition", "handout", "--edition", "screen"]
        assert main(["build", *arguments, "--occasion", "Gespräch", "--json"]) == 0
        paths = [Path(each["path"]).name for each in answer(output)["built"]]
        assert paths == ["test-2018-01.pdf", "test-2018-01-handout-gespraech.pdf"]
        assert main(["build", *arguments, "--output", "x.pdf"]) == 2

    def test_handouts_of_two_meetings_lie_beside_each_other(self, space: Path) -> None:
        long = "Gespräch mit dem Ausschuss für Soziales, Gesundheit und Integration am {}. Oktober"
        for occasion in ("اجتماع", "لقاء", long.format(1), long.format(2), "../../x"):
            assert main(["build", "--edition", "handout", "--occasion", occasion, "--quiet"]) == 0
        names = [path.name for path in Path("output").iterdir()]
        assert len(names) == 5
        assert all(re.fullmatch(r"test-2018-01-handout-[a-z0-9-]{1,40}\.pdf", name) for name in names)

    def test_a_volume_tells_what_it_has_set(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A line for each part, but only to people who watch a terminal."""
        add_issue(2)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert main(["volume", "2018", "--jobs", "1"]) == 0
        assert output()[1].splitlines()[:2] == ["set: test/2018/01", "set: test/2018/02"]
        assert main(["volume", "2018", "--jobs", "1", "--force", "--json"]) == 0
        assert output()[1] == ""

    def test_reasons_are_in_the_language_in_use(self, space: Path, output: Output, monkeypatch: Any) -> None:
        Path("leer.pdf").write_bytes(b"")
        assert main(["verify", "leer.pdf"]) == 1
        assert "leer.pdf is not a PDF that can be read: it is empty." in output()[0]
        monkeypatch.setenv("INFOBRIEF_DEBUG", "1")
        assert main(["verify", "leer.pdf"]) == 1
        assert "EmptyFileError" in output()[0]


@pytest.mark.parametrize("command", ["preflight", "verify"])
@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "it is empty"),
        (b"Guten Tag.", "it is another kind of file"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type", "it ends in the middle"),
    ],
)
def test_what_cannot_be_opened_as_a_pdf(command: str, content: bytes, cause: str, output: Output) -> None:
    Path("x.pdf").write_bytes(content)
    assert main([command, "x.pdf"]) == 1
    assert f"x.pdf is not a PDF that can be read: {cause}." in output()[0]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("Stream has ended unexpectedly", reasons.CUT),
        ("image file is truncated (12 bytes not processed)", reasons.CUT),
        ("EOF marker not found", reasons.CUT),
        ("invalid pdf header: b'<html'", reasons.NO_PDF),
        ("Cannot read an empty file", reasons.EMPTY),
        ("'NoneType' object is not subscriptable", reasons.DAMAGED),
    ],
)
def test_words_of_libraries_stay_among_the_details(said: str, cause: str) -> None:
    found = reasons.because(ValueError(said))
    assert found == {"cause": cause, "details": f"ValueError: {said}"}
    sentence = Diagnostic("pdf-unreadable", None, {"file": "x.pdf", **found}).cause("de")
    assert said not in sentence
