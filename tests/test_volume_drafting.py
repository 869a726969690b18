"""Front matter that is laid out before its folios are known: the same bytes, and no layout too many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import Workspace, render
from infobrief_pdf.upkeep import Upkeep
from infobrief_pdf.upkeep.volumes import volume
from infobrief_pdf.upkeep.wishes import VolumeWish
from infobrief_pdf.volumes import bind_year
from infobrief_pdf.volumes.drafting import Draft
from infobrief_pdf.work import Here, Outcome
from tests.support.workspace import workspace
from tests.support.years import FOLDER, issue, issues


@pytest.fixture(autouse=True)
def _long_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few articles are a long year."""
    monkeypatch.setattr("infobrief_pdf.volumes.matter._LONG_YEAR", 1)


@pytest.fixture
def fronts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of every front matter that is laid out here."""
    made: list[str] = []
    lay_out = render.lay_out

    def counting(html: str, *args: Any, **kwargs: Any) -> Any:
        if "contents-by-issue" in html:
            made.append(html)
        return lay_out(html, *args, **kwargs)

    monkeypatch.setattr(render, "lay_out", counting)
    return made


def bound(folder: Path) -> bytes:
    (built,) = bind_year(Workspace(folder), "brief", 2026, output=folder / "output")
    return built.path.read_bytes()


def test_a_draft_is_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fronts: list[str]) -> None:
    """The registers begin on several pages, so that one guess for all is wrong."""
    files = issues([1, 2, 3])
    words = ", ".join(f"Stichwort {number}" for number in range(150))
    files[f"{FOLDER}/02.yaml"] = issue(2, 40).replace("keywords: [Beratung", f"keywords: [{words}")
    folder = workspace(tmp_path, files)
    drafted = bound(folder)
    assert len(fronts) == 1
    monkeypatch.setattr(Draft, "begin", lambda *_: None)
    assert bound(folder) == drafted
    assert len(fronts) == 2
    assert fronts[0] != fronts[1], "the draft said something else"


def test_a_changed_issue_is_set_beside_the_front_matter(tmp_path: Path, fronts: list[str]) -> None:
    """Its title stands in the contents; all others are kept, and the draft is laid out once."""
    folder = workspace(tmp_path, issues([1, 2, 3]))

    def made() -> bytes:
        upkeep = Upkeep(folder)
        (product,) = volume(upkeep, VolumeWish("brief", 2026), jobs=2)
        upkeep.close()
        return product.path.read_bytes()

    made()
    path = folder / FOLDER / "02.yaml"
    path.write_text(path.read_text("utf-8").replace("Ein Beitrag", "Ein Beitrag!"), "utf-8")
    fronts.clear()
    changed = made()
    assert len(fronts) == 1
    assert changed == bound(folder)


def test_what_a_worker_cannot_do_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers are as many as the year is long: no limit of time or memory is for them."""
    folder = workspace(tmp_path, issues([1, 2]))
    usual = bound(folder)
    submit = Here.submit

    def failing(self: Here, task: Any, following: Any = None) -> Any:
        future = submit(self, task, following)
        if type(task.what).__name__ == "Matter":
            monkeypatch.setattr(
                type(future),
                "result",
                lambda self, timeout=None: Outcome(problems=(object(),)),  # type: ignore[arg-type]
            )
        return future

    monkeypatch.setattr(Here, "submit", failing)
    assert bound(folder) == usual


def test_a_vast_year_has_its_contents_set_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fronts: list[str]
) -> None:
    """By a process that takes its memory with it: nothing is laid out here, and the bytes are the same."""
    folder = workspace(tmp_path, issues([1, 2]))
    usual = bound(folder)
    monkeypatch.setattr("infobrief_pdf.volumes.matter._VAST_YEAR", 1)
    fronts.clear()
    upkeep = Upkeep(folder, is_forced=True)
    (product,) = volume(upkeep, VolumeWish("brief", 2026), jobs=2)
    upkeep.close()
    assert product.path.read_bytes() == usual
    assert not fronts
