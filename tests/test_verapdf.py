"""The door to veraPDF: finding it, and what happens when it does not answer.

Its answers: tests/test_conformance.py.
"""

import re
import sys
from pathlib import Path

import pytest

from infobrief_pdf.verapdf import VeraPdf, VeraPdfError, find


def test_no_files_need_no_java() -> None:
    assert VeraPdf(("no such program",)).validate([]) == {}


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (("no such program",), "no such program cannot be started"),
        (
            (sys.executable, "-c", "raise SystemExit('out of memory')"),
            "exit code 1), its last words: out of memory",
        ),
        ((sys.executable, "-c", "print('{}')"), "broke off (exit code 0)"),
    ],
)
def test_a_program_that_does_not_answer_is_an_error(
    command: tuple[str, ...], complaint: str, tmp_path: Path
) -> None:
    pdf = tmp_path / "some.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    with pytest.raises(VeraPdfError, match=re.escape(complaint)):
        VeraPdf(command).validate([pdf])


class TestFinding:
    @pytest.fixture
    def jars(self, tmp_path: Path) -> Path:
        (tmp_path / "lib").mkdir()
        (tmp_path / "lib" / "cli.jar").touch()
        return tmp_path / "lib"

    @pytest.fixture
    def programs(self, tmp_path: Path) -> Path:
        (tmp_path / "bin").mkdir()
        for name in ("java", "verapdf"):
            (tmp_path / "bin" / name).touch(mode=0o755)
        return tmp_path / "bin"

    def test_the_variable_comes_first(self, jars: Path, programs: Path) -> None:
        launcher = str(programs / "verapdf")
        assert find({"VERAPDF": launcher, "PATH": str(programs)}, jars).command == (launcher,)

    def test_the_variable_may_name_a_folder_of_jars(self, jars: Path, programs: Path) -> None:
        command = find({"VERAPDF": str(jars), "PATH": str(programs)}, jars / "none").command
        assert command[0] == str(programs / "java")
        assert str(jars / "*") in command

    def test_jars_of_the_checkout_come_before_a_launcher(self, jars: Path, programs: Path) -> None:
        assert find({"PATH": str(programs)}, jars).command[0] == str(programs / "java")
        assert find({"PATH": "", "JAVA_HOME": str(programs.parent)}, jars).command[0] == str(
            programs / "java"
        )

    def test_a_launcher_on_the_path_will_do(self, jars: Path, programs: Path) -> None:
        assert find({"PATH": str(programs)}, jars / "none").command == (str(programs / "verapdf"),)

    @pytest.mark.parametrize(
        ("environment", "reason"),
        [
            ({"VERAPDF": "no/such/program"}, "neither a program nor a folder"),
            ({"VERAPDF": "."}, "holds no jars"),
            ({}, "not installed"),
        ],
    )
    def test_none_is_an_error_with_a_reason(
        self,
        environment: dict[str, str],
        reason: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(VeraPdfError, match=reason):
            find({"PATH": str(tmp_path), **environment}, tmp_path)

    def test_jars_without_java_are_an_error(self, jars: Path) -> None:
        with pytest.raises(VeraPdfError, match="needs Java"):
            find({"PATH": str(jars)}, jars)
