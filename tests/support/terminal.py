"""The command line, called in-process in a folder of its own: a plugin of fixtures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
BROKEN = ISSUE.replace("editorial:", "autor: Askın\neditorial:")

Output = Callable[[], tuple[str, str]]


@pytest.fixture
def english_pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Output goes to a pipe, in English; caches and the current folder, `here`, are the test's own."""
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "INFOBRIEF_DEBUG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def space(english_pipe: None) -> Path:
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


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    """What was written to the output and to the errors since it was last asked."""

    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def answer(output: Output) -> Any:
    """What the command told a machine."""
    out, err = output()
    assert err == ""
    return json.loads(out)


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parent.parent.parent)
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
