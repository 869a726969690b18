"""The same bytes wherever the work is done: in this process, in others, on the machines of a cluster."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.content import issue as long_issue
from infobrief_pdf import Workspace, render
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes import bind_year
from infobrief_pdf.work import Here, Length, Limits, Outcome, Part, Task, Whole, carried_out, opened, perform
from infobrief_pdf.work.identity import identity
from infobrief_pdf.work.pool import Pool
from infobrief_pdf.work.wire import decoded, encoded
from tests.support.working import CLI, NUMBERS, environment, pool, three_issues, until, whole
from tests.support.workspace import ISSUE_TEXT, SERIES_TEXT, with_image, with_text, workspace
from tests.support.years import FOLDER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return three_issues(tmp_path_factory.mktemp("space"))


@pytest.fixture(scope="module")
def alone(space: Workspace) -> Mapping[int, Outcome]:
    """Every issue, done in this process."""
    return {number: perform(space, whole(number)).sound() for number in NUMBERS}


def outcomes(space: Workspace, tasks: list[Task], **options: Any) -> dict[int, Outcome]:
    return {number: future.result() for number, future in carried_out(space, tasks, **options)}


class TestSameBytes:
    def test_of_one_process_and_of_two(self, space: Workspace, alone: Mapping[int, Outcome]) -> None:
        """A worker that does all three has set others before."""
        tasks = [whole(number) for number in NUMBERS]
        limits = Limits()
        with pool(space, 1, perform, limits) as one, pool(space, 2, perform, limits) as two:
            for executor in (one, two):
                futures = [executor.submit(task) for task in tasks]
                for number, future in zip(NUMBERS, futures, strict=True):
                    assert future.result().pdf == alone[number].pdf

    def test_of_a_process_that_was_not_forked(
        self, space: Workspace, alone: Mapping[int, Outcome], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As on Windows and macOS."""
        monkeypatch.setattr("infobrief_pdf.work.pool._METHOD", "spawn")
        with pool(space, 1, perform, Limits()) as executor:
            assert executor.submit(whole(1)).result().pdf == alone[1].pdf

    @pytest.mark.parametrize("jobs", [0, 1])
    def test_after_a_rest(self, space: Workspace, alone: Mapping[int, Outcome], jobs: int) -> None:
        executor = Pool(space, jobs, Limits()) if jobs else Here(space)
        try:
            first = executor.submit(whole(1))
            executor.rest()
            assert multiprocessing.active_children() == []
            assert executor.submit(whole(2)).result().pdf == alone[2].pdf
            assert first.result().pdf == alone[1].pdf
        finally:
            executor.shutdown(wait=False)

    def test_of_a_fresh_process(self, space: Workspace, alone: Mapping[int, Outcome], tmp_path: Path) -> None:
        run("build", "brief/2026/02", "--jobs", "1", "--output", tmp_path, "--workspace", space.folder)
        assert (tmp_path / alone[2].name).read_bytes() == alone[2].pdf

    def test_of_a_volume(self, space: Workspace, tmp_path: Path) -> None:
        executor = opened(space, jobs=2)
        try:
            (many,) = bind_year(space, "brief", 2026, output=tmp_path / "many.pdf", executor=executor)
        finally:
            executor.shutdown(wait=False)
        (one,) = bind_year(space, "brief", 2026, output=tmp_path / "one.pdf")
        assert one.pages == many.pages > 4
        assert one.path.read_bytes() == many.path.read_bytes()


def run(*arguments: object) -> None:
    command = [sys.executable, "-c", CLI, *map(str, arguments)]
    subprocess.run(command, check=True, env=environment(), capture_output=True)


class TestParts:
    def test_numbers_to_begin_with_save_a_layout_and_change_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {"issues/beispiel/2025/01.yaml": long_issue(1, 4), "issues/beispiel/series.yaml": SERIES_TEXT}
        space, name, form = Workspace(workspace(tmp_path, files)), next(iter(files)), EDITIONS["archive"]
        length = perform(space, Task(name, Length(form))).sound()
        layouts: list[str] = []
        lay_out = render.lay_out
        monkeypatch.setattr(render, "lay_out", lambda *args, **kw: layouts.append("") or lay_out(*args, **kw))
        monkeypatch.setattr("infobrief_pdf.render.engine.Pages.renumber", lambda *_: False)
        given = perform(space, Task(name, Part(form, numbers=length.numbers))).sound()
        with_it = len(layouts)
        found = perform(space, Task(name, Part(form))).sound()
        assert given.pages == found.pages == length.pages > 1
        assert given.pdf == found.pdf
        assert given.spots == found.spots != {}
        assert with_it < len(layouts) - with_it


class TestValues:
    OUTCOME = Outcome(
        problems=(
            Diagnostic("page-empty", Place("a.yaml", 1, 2, "x"), {"page": 3}),
            Diagnostic("title-missing"),
        ),
        hints=(Diagnostic("image-resolution", None, {"file": "ä", "width": 1.5, "needed": 2}),),
        edition="press",
        name="x.pdf",
        pdf=bytes(range(256)),
        pages=2,
        spots={"a": render.Spot(1, 2.5, 3.0)},
        beside={"x.json": b"{}"},
        used={"file:a.yaml": None, "file:b.png": "00"},
        numbers={"density0": {"a": 1}},
        seconds=1.25,
    )

    def test_travel_as_pickle_and_json(self) -> None:
        assert pickle.loads(pickle.dumps(self.OUTCOME)) == self.OUTCOME
        assert decoded(encoded(self.OUTCOME)) == self.OUTCOME
        task = Task("a.yaml", Part(EDITIONS["archive"], numbers=self.OUTCOME.numbers))
        assert pickle.loads(pickle.dumps(task)) == task

    def test_hold_what_is_wrong(self, space: Workspace) -> None:
        outcome = Here(space).submit(Task("issues/brief/2026/77.yaml", Whole("screen"))).result()
        assert decoded(encoded(outcome)) == outcome
        with pytest.raises(Refused, match="issue"):
            outcome.made()


class Dask(NamedTuple):
    """A scheduler and two workers, each a process in a folder of its own."""

    address: str
    folders: tuple[Path, Path]
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    file, folders = folder / "scheduler.json", (folder / "a", folder / "b")
    scheduler = dask("scheduler", folder / "s", "--scheduler-file", file, "--port", 0)
    options = ("--scheduler-file", file, "--nthreads", 1, "--no-nanny")
    workers = tuple(dask("worker", each, *options) for each in folders)
    try:
        until(lambda: all("Registered to" in (each / "log").read_text() for each in folders))
        yield Dask(json.loads(file.read_text())["address"].replace("tcp://", "dask://"), folders, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


class TestCluster:
    """In this order: the last one ends the workers."""

    PART = Task(f"{FOLDER}/01.yaml", Part(EDITIONS["archive"], Folio(9)))

    def test_gives_the_same_bytes(
        self, cluster: Dask, space: Workspace, alone: Mapping[int, Outcome]
    ) -> None:
        done = outcomes(space, [*map(whole, NUMBERS), self.PART], address=cluster.address)
        for number, outcome in enumerate((*(alone[each] for each in NUMBERS), perform(space, self.PART))):
            assert replace(done[number], seconds=outcome.seconds) == outcome
            assert all(list(folder.glob("infobrief-*/issues")) for folder in cluster.folders)

    def test_an_issue_that_is_wrong(self, cluster: Dask, tmp_path: Path) -> None:
        """Whether that is found before it travels or while it is done, it is told as it is here."""
        space = Workspace(
            workspace(
                tmp_path,
                {
                    f"{FOLDER}/01.yaml": ISSUE_TEXT.replace("number", "nummer"),
                    f"{FOLDER}/02.yaml": with_image("fehlt.png").replace("number: 1", "number: 2"),
                    f"{FOLDER}/03.yaml": with_text("[x](#nirgends)").replace("number: 1", "number: 3"),
                },
            )
        )
        done = outcomes(space, [*map(whole, NUMBERS)], address=cluster.address)
        for number, outcome in done.items():
            assert outcome.problems == perform(space, whole(NUMBERS[number])).problems != ()

    def test_refuses_other_versions(
        self, cluster: Dask, space: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = identity() | {"weasyprint": "0"}
        monkeypatch.setattr("infobrief_pdf.work.cluster.identity", lambda: other)
        (problem,) = outcomes(space, [self.PART], address=cluster.address)[0].problems
        assert "weasyprint is another version than here" in problem.cause()

    def test_workers_that_are_lost(
        self, cluster: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {
            "issues/beispiel/2025/01.yaml": long_issue(1, 60),
            "issues/beispiel/series.yaml": SERIES_TEXT,
        }
        space = Workspace(workspace(tmp_path, files))
        executor = opened(space, address=cluster.address)
        try:
            future = executor.submit(Task(next(iter(files)), Whole("screen")))
            time.sleep(0.2)  # it takes seconds
            for worker in cluster.workers:
                worker.kill()
            (problem,) = future.result(timeout=20).problems
        finally:
            executor.shutdown(wait=False)
        assert problem.code == "worker-crashed"
        monkeypatch.setattr("infobrief_pdf.work.cluster._PATIENCE", 0.5)
        until(lambda: self.refused(space, cluster.address) == "cluster-idle")

    @staticmethod
    def refused(space: Workspace, address: str) -> str:
        """Why nothing can be done there; the scheduler notices lost workers one after the other."""
        try:
            opened(space, address=address).shutdown(wait=False)
        except Refused as refusal:
            return refusal.diagnostics[0].code
        return ""


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("example.org:8786", "cluster-address"),
        ("dask://example.org", "cluster-address"),
        ("dask://127.0.0.1:x", "cluster-address"),
        ("dask://127.0.0.1:1", "cluster-unreachable"),
    ],
)
def test_a_cluster_that_is_none(
    address: str, code: str, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("infobrief_pdf.work.cluster._PATIENCE", 0.3)
    with pytest.raises(Refused) as refusal:
        opened(space, address=address)
    assert refusal.value.diagnostics[0].code == code


def test_a_cluster_needs_its_extra(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused) as refusal:
        opened(space, address="dask://127.0.0.1:8786")
    assert refusal.value.diagnostics[0].code == "cluster-missing"


def dask(kind: str, folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """A process of a cluster on this machine, in a folder of its own."""
    folder.mkdir()
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", "--host", "127.0.0.1"]
    with (folder / "log").open("wb") as output:
        return subprocess.Popen(
            [*command, *map(str, arguments)],
            cwd=folder,
            env=environment(TMPDIR=str(folder), DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0"),
            stdout=output,
            stderr=output,
        )
