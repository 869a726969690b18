"""Work in processes: the same bytes, within limits, and nothing left behind."""

from __future__ import annotations

import faulthandler
import functools
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.content import issue as long_issue
from infobrief_pdf import Workspace, render
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes import bind_year
from infobrief_pdf.work import Here, Length, Limits, Outcome, Part, Task, Whole, carried_out, opened, perform
from infobrief_pdf.work.identity import identity
from infobrief_pdf.work.pool import Pool
from infobrief_pdf.work.weights import weight
from infobrief_pdf.work.wire import decoded, encoded
from infobrief_pdf.work.worker import Perform
from tests.support.workspace import ISSUE_TEXT, SERIES_TEXT, with_image, with_text, workspace
from tests.support.years import FOLDER, issue

ROOT = Path(__file__).parent.parent
CLI = "import sys; from infobrief_pdf.cli import main; sys.exit(main())"
NUMBERS = (1, 2, 3)
FAST = Limits(seconds=1.5, memory=300_000_000)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A year of three issues of several pages, in a layout and with a picture of their own."""
    files: dict[str, str | bytes] = {
        f"{FOLDER}/{number:02}.yaml": issue(number, paragraphs=number * 12) for number in NUMBERS
    }
    files["layouts/mine/own.css"] = ".article-title { letter-spacing: 0.01em }"
    return Workspace(workspace(tmp_path_factory.mktemp("space"), files))


@pytest.fixture(scope="module")
def alone(space: Workspace) -> Mapping[int, Outcome]:
    """Every issue, done in this process."""
    return {number: perform(space, whole(number)).sound() for number in NUMBERS}


def whole(number: int) -> Task:
    return Task(f"{FOLDER}/{number:02}.yaml", Whole("screen"))


def outcomes(space: Workspace, tasks: list[Task], **options: Any) -> dict[int, Outcome]:
    return {number: future.result() for number, future in carried_out(space, tasks, **options)}


@contextmanager
def pool(space: Workspace, jobs: int, do: Perform, limits: Limits = FAST) -> Iterator[Pool]:
    made = Pool(space, jobs, limits, perform=do)
    try:
        yield made
    finally:
        made.shutdown(wait=False)


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


class Trouble:
    """Tasks that go wrong in all ways, by the name of their issue."""

    def __call__(self, _space: Workspace, task: Task) -> Outcome:
        way: Callable[[], Any] | None = getattr(self, Path(task.issue).stem, None)
        if way is not None:
            way()
        return Outcome(pages=1)

    def hangs(self) -> None:
        render.STAGE.get()("layout")
        time.sleep(60)

    def eats(self) -> None:
        held = []
        while True:
            held.append(bytearray(20_000_000))

    def crashes(self) -> None:
        faulthandler.disable()  # pytest's would describe the test, too
        os.kill(os.getpid(), signal.SIGSEGV)

    def leaves(self) -> None:
        os._exit(7)

    def errs(self) -> None:
        raise ZeroDivisionError("secret reason")

    def babbles(self) -> None:
        class LocalError(Exception):
            pass

        raise LocalError("of a class that nobody else knows")


@pytest.fixture(scope="module")
def futures(space: Workspace) -> dict[str, Future[Outcome]]:
    """Tasks of all kinds, done by two processes."""
    names = ("fine", "hangs", "eats", "crashes", "also-fine", "leaves", "errs", "babbles", "fine-at-last")
    tasks = {name: Task(f"{FOLDER}/{name}.yaml", Whole("screen")) for name in names}
    with pool(space, 2, Trouble()) as executor:
        futures = {name: executor.submit(task) for name, task in tasks.items()}
        for _ in executor.finished(futures.values()):
            pass
        pids = [worker.process.pid for worker in executor._workers]
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):  # neither a process nor a zombie
            os.kill(pid or 0, 0)
    assert multiprocessing.active_children() == []
    return futures


class TestTrouble:
    @pytest.mark.parametrize("name", ["fine", "also-fine", "fine-at-last"])
    def test_does_not_hurt_others(self, futures: dict[str, Future[Outcome]], name: str) -> None:
        assert futures[name].result().sound().pages == 1

    @pytest.mark.parametrize(
        ("name", "code", "words"),
        [
            ("hangs", "slow-layout", "longer than 1.5 s"),
            ("eats", "memory-exhausted", "more than 300 MB"),
            ("crashes", "worker-crashed", "SIGSEGV"),
            ("leaves", "worker-crashed", "exit code 7"),
        ],
    )
    def test_is_told(self, futures: dict[str, Future[Outcome]], name: str, code: str, words: str) -> None:
        (problem,) = futures[name].result().problems
        assert problem.code == code
        assert problem.place is not None
        assert problem.place.file == f"{FOLDER}/{name}.yaml"
        assert words in problem.cause()

    def test_a_fault_of_the_program_keeps_its_details(self, futures: dict[str, Future[Outcome]]) -> None:
        error = futures["errs"].exception()
        assert isinstance(error, ZeroDivisionError)
        assert "in errs" in "".join(error.__notes__)

    def test_an_error_that_cannot_travel(self, futures: dict[str, Future[Outcome]]) -> None:
        with pytest.raises(RuntimeError, match=r"LocalError.*nobody else knows"):
            futures["babbles"].result()

    def test_names_the_table_that_is_to_blame(self, tmp_path: Path) -> None:
        columns = "|".join(f" {number} " for number in range(30))
        rows = "\n".join([f"|{columns}|", f"|{'---|' * 30}", *[f"|{columns}|"] * 20])
        text = with_text(f"Vor der Tabelle.\n\n{rows}\n")
        folder = workspace(tmp_path, {f"{FOLDER}/hangs.yaml": text})
        with pool(Workspace(folder), 1, Trouble(), Limits(0.3)) as executor:
            (problem,) = executor.submit(Task(f"{FOLDER}/hangs.yaml", Whole("screen"))).result().problems
        assert problem.code == "slow-layout-table"
        assert "the table in “Ein Beitrag” has 30 columns and 21 rows" in problem.cause()
        assert problem.place is not None
        assert problem.place.line == text[: text.index("| 0")].count("\n") + 1

    def test_each_stage_has_its_time(self, space: Workspace) -> None:
        def slow(_space: Workspace, _task: Task) -> Outcome:
            for stage in ("layout", "layout", "painting"):
                time.sleep(0.35)
                render.STAGE.get()(stage)
            return Outcome(pages=3)

        with pool(space, 1, slow) as executor:
            assert executor.submit(whole(1)).result().pages == 3


class TestOrder:
    def test_the_largest_is_begun_first(self, tmp_path: Path) -> None:
        texts = {
            f"{FOLDER}/{number:02}.yaml": ISSUE_TEXT + "#" * size for number, size in enumerate((9, 99, 50))
        }
        folder = workspace(tmp_path, texts)
        (folder / "log").touch()

        def note(space: Workspace, task: Task) -> Outcome:
            with (space.folder / "log").open("a") as log:
                log.write(Path(task.issue).stem)
            return Outcome()

        with pool(Workspace(folder), 1, note) as executor:
            tasks = [Task(name, Whole("screen")) for name in texts]
            list(executor.finished([executor.submit(task) for task in tasks]))
        assert (folder / "log").read_text() == "010200"

    def test_pictures_count(self, tmp_path: Path) -> None:
        text = with_image("bild.png")
        files: dict[str, str | bytes] = {f"{FOLDER}/02.yaml": text, f"{FOLDER}/bild.png": bytes(50_000)}
        space = Workspace(workspace(tmp_path, files))
        assert weight(space, whole(2)) == len(text.encode()) + 50
        assert weight(space, whole(9)) == 0

    def test_futures_are_those_of_the_library(self, space: Workspace) -> None:
        with pool(space, 1, Trouble()) as executor:
            hanging = executor.submit(Task("issues/x/2026/hangs.yaml", Whole("screen")))
            waiting = executor.submit(Task("issues/x/2026/fine.yaml", Whole("screen")))
            with pytest.raises(TimeoutError):
                hanging.result(timeout=0.1)
            assert waiting.cancel()
            executor.shutdown()
            assert hanging.result().problems
            assert waiting.cancelled()


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

    @pytest.mark.parametrize("value", ["x", "-1", "0", "nan", "inf"])
    def test_limits_of_the_environment(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("INFOBRIEF_TIME_LIMIT", "2.5")
        monkeypatch.setenv("INFOBRIEF_MEMORY_LIMIT", "500")
        assert Limits.of_environment() == Limits(2.5, 500_000_000)
        monkeypatch.setenv("INFOBRIEF_TIME_LIMIT", value)
        with pytest.raises(Refused) as refusal:
            Limits.of_environment()
        assert refusal.value.diagnostics[0].code == "limit-malformed"


class TestCommandLine:
    def test_what_hangs_is_told_and_others_are_built(
        self,
        space: Workspace,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        make = Workspace.make

        def hanging(self: Workspace, issue: Path, **options: Any) -> Any:
            if issue.stem == "02":
                time.sleep(60)
            return make(self, issue, **options)

        monkeypatch.setattr(Workspace, "make", hanging)
        monkeypatch.setenv("INFOBRIEF_TIME_LIMIT", "3")
        old = tmp_path / "brief-2026-02.pdf"
        old.write_bytes(b"old")
        arguments = ["--workspace", str(space.folder), "--output", str(tmp_path), "--json"]
        assert main(["build", *arguments]) == 1
        found = json.loads(capsys.readouterr().out)
        assert [Path(each["path"]).name for each in found["built"]] == [
            "brief-2026-01.pdf",
            "brief-2026-03.pdf",
        ]
        assert found["failed"] == ["brief/2026/02"]
        assert "slow-reading" in [each["code"] for each in found["diagnostics"]]
        assert old.read_bytes() == b"old"

    def test_a_fault_of_the_program(
        self,
        space: Workspace,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        make = Workspace.make

        def erring(self: Workspace, issue: Path, **options: Any) -> Any:
            return make(self, issue, **options) if issue.stem == "01" else Trouble().errs()

        monkeypatch.setattr(Workspace, "make", erring)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        assert main(["build", "--workspace", str(space.folder), "--output", str(tmp_path / "out")]) == 3
        details, *_ = (tmp_path / "cache" / "infobrief-pdf").glob("error-*.txt")  # two, if a second passes
        assert "in errs" in details.read_text("utf-8")
        assert "ZeroDivisionError: secret reason" in capsys.readouterr().err
        assert (tmp_path / "out" / "brief-2026-01.pdf").is_file()

    @pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are found in /proc")
    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
    def test_an_interrupt_ends_everything(self, number: signal.Signals, code: int, tmp_path: Path) -> None:
        long = {f"issues/beispiel/2025/{each:02}.yaml": long_issue(each, 60) for each in (1, 2, 3)}
        folder = workspace(tmp_path, {**long, "issues/beispiel/series.yaml": SERIES_TEXT})
        (folder / "output").mkdir()
        old = folder / "output" / "beispiel-2025-01.pdf"
        old.write_bytes(b"old")
        command = [sys.executable, "-c", CLI, "build", "beispiel", "--workspace", folder, "--jobs", "2"]
        hears = functools.partial(
            signal.signal, signal.SIGINT, signal.SIG_DFL
        )  # tests may run in the background
        with subprocess.Popen(
            command, env=environment(), start_new_session=True, preexec_fn=hears
        ) as process:
            until(lambda: len(children(process.pid)) == 2)
            time.sleep(0.5)
            started = time.monotonic()
            if number == signal.SIGINT:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
            assert process.wait(10) == code
            until(lambda: not group(process.pid))
            assert time.monotonic() - started < 3  # a second, on a machine that is busy with other things
        assert old.read_bytes() == b"old"
        assert list((folder / "output").iterdir()) == [old]


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
        self, cluster: Dask, space: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        executor = opened(space, address=cluster.address)
        try:
            future = executor.submit(self.PART)
            time.sleep(0.2)
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


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: object) -> None:
    command = [sys.executable, "-c", CLI, *map(str, arguments)]
    subprocess.run(command, check=True, env=environment(), capture_output=True)


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "this takes too long"
        time.sleep(0.02)


def children(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []


def group(leader: int) -> bool:
    """Whether any process of a group is left."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True
