"""The command line, called in-process: arguments, help, languages, lists, and exit codes."""

from __future__ import annotations

import gettext
import json
import sys
from pathlib import Path

import pytest

from infobrief_pdf.cli import language, main
from infobrief_pdf.cli.arguments import _COMMANDS, parser
from tests.support.terminal import Output, answer, run_python

pytestmark = pytest.mark.usefixtures("english_pipe")


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

    @pytest.mark.parametrize(
        "arguments", [["here/issues/test/2018/01.yaml"], ["--workspace", "here", "test/2018/01"]]
    )
    def test_the_workspace_is_found_from_an_issue_or_named(
        self, arguments: list[str], space: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(space.parent)
        assert main(["check", *arguments]) == 0


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
