"""What people are told when something goes wrong: one sentence each, and never a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import Built, Workspace
from infobrief_pdf.cli import main
from infobrief_pdf.cli.report import Report, described
from infobrief_pdf.diagnostics import MESSAGES, Diagnostic, Place, reasons
from tests.support.terminal import BROKEN, Output, add_issue, answer

pytestmark = pytest.mark.usefixtures("english_pipe")


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
        monkeypatch.setattr(Workspace, "check", raising(ZeroDivisionError("secret reason")))
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
        monkeypatch.setattr(Workspace, "check", raising(ZeroDivisionError("secret reason")))
        monkeypatch.setenv("INFOBRIEF_DEBUG", "1")
        assert main(["check"]) == 3
        assert "Traceback (most recent call last)" in output()[1]

    def test_an_error_of_the_program_as_json(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Workspace, "check", raising(ZeroDivisionError("secret reason")))
        assert main(["check", "--json"]) == 3
        found = answer(output)
        assert found["ok"] is False
        assert [problem["code"] for problem in found["diagnostics"]] == ["internal"]

    def test_an_error_of_the_system(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        denied = PermissionError(13, "Permission denied", "/somewhere/private/02.yaml")
        monkeypatch.setattr(Workspace, "check", raising(denied))
        assert main(["check"]) == 1
        assert "The file “02.yaml” cannot be read: you are not allowed to." in output()[0]

    def test_an_interruption_is_quiet(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Workspace, "check", raising(KeyboardInterrupt()))
        assert main(["check"]) == 130
        assert output() == ("", "")

    def test_a_reader_that_goes_away(self, space: Path) -> None:
        code = "import sys; from infobrief_pdf.cli import main; sys.exit(main())"
        process = subprocess.Popen(
            [sys.executable, "-c", code, "schema"],
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


def raising(error: BaseException) -> Callable[..., object]:
    def raised(*_args: object, **_options: object) -> object:
        raise error

    return raised


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
