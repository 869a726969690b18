"""Work that goes wrong: it keeps its limits, hurts no other work, is told, and leaves nothing behind."""

from __future__ import annotations

import faulthandler
import functools
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from benchmarks.content import issue as long_issue
from infobrief_pdf import Workspace, render
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.work import Limits, Outcome, Task, Whole
from infobrief_pdf.work.weights import weight
from tests.support.working import CLI, environment, pool, three_issues, until, whole
from tests.support.workspace import ISSUE_TEXT, SERIES_TEXT, with_image, with_text, workspace
from tests.support.years import FOLDER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return three_issues(tmp_path_factory.mktemp("space"))


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


@pytest.mark.parametrize("value", ["x", "-1", "0", "nan", "inf"])
def test_limits_of_the_environment(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFOBRIEF_TIME_LIMIT", "2.5")
    monkeypatch.setenv("INFOBRIEF_MEMORY_LIMIT", "500")
    assert Limits.of_environment() == Limits(2.5, 500_000_000)
    monkeypatch.setenv("INFOBRIEF_TIME_LIMIT", value)
    with pytest.raises(Refused) as refusal:
        Limits.of_environment()
    assert refusal.value.diagnostics[0].code == "limit-malformed"


def instead(do: Callable[[], Any], issues: set[str], patch: pytest.MonkeyPatch) -> None:
    """Have something else done where one of these issues, named by their files, is made."""
    make = Workspace.make

    def making(self: Workspace, path: Path, **options: Any) -> Any:
        return do() if path.stem in issues else make(self, path, **options)

    patch.setattr(Workspace, "make", making)


class TestCommandLine:
    def test_what_hangs_is_told_and_others_are_built(
        self,
        space: Workspace,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        instead(functools.partial(time.sleep, 60), {"02"}, monkeypatch)
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
        instead(Trouble().errs, {"02", "03"}, monkeypatch)
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
