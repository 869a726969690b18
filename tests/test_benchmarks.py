"""The arithmetic of the benchmarks; what they measure is run by `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import content, table
from benchmarks.cases import CASES, Ratio, answer, needed
from benchmarks.peers import typst_document
from benchmarks.process import Measured, ProcessError, Warm, python, run
from benchmarks.runs import RUNS

SPEEDS = {"a": [Measured(2, 1), Measured(9, 1), Measured(4, 1)], "b": [Measured(4, 1), Measured(3, 1)]}


def test_every_case_asks_for_runs_that_there_are() -> None:
    assert needed(list(CASES.values())) <= set(RUNS)


def test_rounds_are_compared_one_by_one() -> None:
    found = answer(Ratio("a", "b", 1.0), {**SPEEDS, "b": [Measured(4, 1), Measured(3, 1), Measured(8, 1)]})
    assert found is not None
    assert (found.value, found.other, found.ratio) == (4, 4, 0.5)
    assert not found.is_missed


def test_what_was_measured_once_is_compared_within_that_round() -> None:
    found = answer(Ratio("b", "a", 0.4), {"a": SPEEDS["a"], "b": SPEEDS["b"][:1]})
    assert found is not None
    assert found.ratio == 2
    assert found.is_missed


def test_what_is_missing_is_said() -> None:
    lines = list(table.lines([CASES["peers"]], {}, {"chromium": "not installed"}))
    assert any("Chromium: not installed" in line for line in lines)


def test_an_edit_changes_the_first_title_and_nothing_else(tmp_path: Path) -> None:
    issue = tmp_path / "06.yaml"
    issue.write_text(content.issue(6), "utf-8")
    content.edit(issue, 1)
    content.edit(issue, 22)
    changed = [
        (old, new)
        for old, new in zip(content.issue(6).splitlines(), issue.read_text("utf-8").splitlines(), strict=True)
        if old != new
    ]
    assert [(new.removeprefix(old)) for old, new in changed] == [" (022)"]


def test_a_typst_document_has_the_words_of_every_issue(tmp_path: Path) -> None:
    workspace = content.workspace(tmp_path / "space", 2, articles=1)
    main = typst_document.write(workspace, tmp_path / "typst")
    data = (main.parent / "data.typ").read_text("utf-8")
    assert data.count('"paragraphs": (') == 2
    assert '"name": "2025"' in data


def test_a_program_that_fails_is_named_with_what_it_said() -> None:
    with pytest.raises(ProcessError, match="no such page"):
        run(python("raise SystemExit('no such page')"))


def test_a_warm_process_answers_line_by_line() -> None:
    process = Warm("import sys\nfor line in sys.stdin: print('0.5 0.25', flush=True)")
    assert [process.once(), process.once()] == [Measured(0.5, 0.25)] * 2
    process.close()
