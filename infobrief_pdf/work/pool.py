"""Processes that work, forked from one that has everything ready: the side of the parent.

There is no thread: whoever waits for a future gives out tasks, takes outcomes and watches the clock
meanwhile. So nothing else runs while processes are forked.
"""

from __future__ import annotations

import heapq
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Final

from infobrief_pdf import render
from infobrief_pdf.work.following import Following
from infobrief_pdf.work.limits import Limits
from infobrief_pdf.work.performing import perform as usual
from infobrief_pdf.work.suspects import crashed, exhausted, too_slow
from infobrief_pdf.work.tasks import Outcome, Task
from infobrief_pdf.work.warming import warm
from infobrief_pdf.work.weights import weight
from infobrief_pdf.work.worker import Begun, Exhausted, Measured, Message, Perform, Raised, serve

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_METHOD: Final = "fork" if sys.platform not in ("darwin", "win32") else "spawn"
"""macOS has fork, but its system libraries do not bear it (Python's documentation of multiprocessing)."""

_TOO_MUCH_TIME: Final = -getattr(signal, "SIGXCPU", 0) or None
"""How a process ends that has used up its processor time."""


class _Worker:
    """A process and what it is doing."""

    def __init__(self, process: Any, channel: connection.Connection) -> None:
        self.process = process
        self.channel = channel
        self.future: _Awaited | None = None
        self.stage: render.Stage = "reading"
        self.deadline = float("inf")
        self.is_asking = False


class Pool:
    """Does tasks in up to `jobs` processes, the largest first; each may use what the `limits` allow.

    None is there before there is something to do. What all of them need is imported before they are forked.
    Tasks that ask for their folios are begun in the order in which they came: so one that waits for others
    never keeps them from their work.
    """

    answers = True

    def __init__(
        self,
        space: Workspace,
        jobs: int,
        limits: Limits,
        *,
        perform: Perform = usual,
    ) -> None:
        self._space, self._jobs, self._limits, self._perform = space, jobs, limits, perform
        self._is_warm = _METHOD != "fork"
        self._waiting: list[tuple[float, int, _Awaited]] = []
        self._workers: list[_Worker] = []
        self._count = 0

    def submit(self, task: Task, following: Following | None = None) -> Future[Outcome]:
        """Take a task; nothing is begun before somebody waits."""
        future = _Awaited(self, task, following)
        heapq.heappush(self._waiting, (0.0 if following else -weight(self._space, task), self._count, future))
        self._count += 1
        return future

    def finished(self, futures: Iterable[Future[Outcome]]) -> Iterator[Future[Outcome]]:
        """The futures in the order in which they are done."""
        left = list(futures)
        while left:
            done = [future for future in left if future.done()]
            left = [future for future in left if not future.done()]
            self.tend()  # nobody idles while what is done is looked at
            yield from done
            if left and not done:
                self.step()

    def rest(self) -> None:
        """End the processes when everything is done; others begin with the next task."""
        self.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: at once, or with `wait`, when everything is done that is not cancelled."""
        if cancel_futures or not wait:
            for _, _, future in self._waiting:
                future.cancel()
            self._waiting.clear()
        while wait and (self._waiting or any(worker.future for worker in self._workers)):
            self.step()
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            self._bury(worker)
        self._workers.clear()

    def tend(self) -> None:
        """Take what is done and begin what waits. Never waits."""
        while self.step(0.0):
            pass

    def _give_out(self) -> None:
        """Give the waiting tasks to workers that have nothing to do."""
        while self._waiting:
            idle = next((worker for worker in self._workers if worker.future is None), None)
            if idle is None and len(self._workers) < self._jobs:
                idle = self._hired()
            if idle is None:
                return
            if not idle.process.is_alive():  # ended by someone else, between two tasks
                self._bury(idle)
                self._workers.remove(idle)
                continue
            _, _, future = heapq.heappop(self._waiting)
            if future.set_running_or_notify_cancel():
                self._begin(idle, future)

    def step(self, timeout: float | None = None) -> bool:
        """Give out tasks, then wait until a worker has something to say or has taken too long.

        Whether anything has happened in so many seconds.
        """
        self._give_out()
        self._answer()
        busy = [worker for worker in self._workers if worker.future is not None]
        if not busy:
            return False
        left = min(worker.deadline for worker in busy) - time.monotonic()
        ready = connection.wait(
            [each for worker in busy for each in (worker.channel, worker.process.sentinel)],
            max(min(left, left if timeout is None else timeout), 0.0),
        )
        is_late = False
        for worker in busy:
            if worker.channel in ready or worker.process.sentinel in ready:
                self._listen(worker)
            elif time.monotonic() >= worker.deadline:
                self._end(worker, too_slow(self._space, worker_task(worker), worker.stage, self._limits))
                is_late = True
        return bool(ready) or is_late

    def _answer(self) -> None:
        """Tell those that wait for it where their pages begin, if that is known by now."""
        for worker in self._workers:
            following = worker.future.following if worker.future else None
            if worker.is_asking and following and following.folio is not None:
                worker.is_asking = False
                worker.deadline = time.monotonic() + self._limits.seconds
                with suppress(OSError):
                    worker.channel.send(following.folio)

    def _begin(self, worker: _Worker, future: _Awaited) -> None:
        worker.future, worker.stage = future, "reading"
        worker.deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # one that has died meanwhile is found by its sentinel
            worker.channel.send(future.task)

    def _listen(self, worker: _Worker) -> None:
        task = worker_task(worker)
        try:
            message: Message | None = worker.channel.recv() if worker.channel.poll() else None
        except (EOFError, OSError):
            message = None
        if isinstance(message, Begun):
            worker.stage = message.stage
            worker.deadline = time.monotonic() + self._limits.seconds
        elif isinstance(message, Measured):
            worker.is_asking, worker.deadline = True, float("inf")
            if worker.future and worker.future.following:
                worker.future.following.measure(message.pages)
        elif isinstance(message, Outcome):
            self._free(worker).set_result(message)
        elif isinstance(message, Raised):
            self._free(worker).set_exception(message.error)
        elif isinstance(message, Exhausted):
            self._end(worker, exhausted(self._space, task, self._limits))
        else:
            worker.process.join()
            code = worker.process.exitcode
            if code == _TOO_MUCH_TIME:
                self._end(worker, too_slow(self._space, task, worker.stage, self._limits))
            else:
                self._end(worker, crashed(self._space, task, code))

    def _free(self, worker: _Worker) -> _Awaited:
        assert worker.future is not None, "only a worker with a task is waited for"
        future, worker.future = worker.future, None
        return future

    def _end(self, worker: _Worker, outcome: Outcome) -> None:
        """A worker that is of no more use is replaced when there is work left."""
        worker.process.kill()
        self._bury(worker)
        self._workers.remove(worker)
        self._free(worker).set_result(outcome)

    def _bury(self, worker: _Worker) -> None:
        worker.process.join()
        worker.process.close()
        worker.channel.close()

    def _hired(self) -> _Worker:
        if not self._is_warm:
            warm(self._space)
            self._is_warm = True
        context: Any = multiprocessing.get_context(_METHOD)
        ours, theirs = context.Pipe()
        strangers = [ours, *(worker.channel for worker in self._workers)] if _METHOD == "fork" else []
        process = context.Process(
            target=serve, args=(theirs, strangers, self._space, self._perform, self._limits), daemon=True
        )
        with _uninterrupted():
            process.start()
            worker = _Worker(process, ours)
            self._workers.append(worker)
        theirs.close()
        return worker


class _Awaited(Future[Outcome]):
    """Has its pool work while somebody waits for it."""

    def __init__(self, pool: Pool, task: Task, following: Following | None) -> None:
        super().__init__()
        self.task = task
        self.following = following
        self._pool = pool

    def result(self, timeout: float | None = None) -> Outcome:
        """The outcome. Raises `TimeoutError` if it is not there in so many seconds."""
        self._wait(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What went wrong, if anything did. Raises `TimeoutError` as `result` does."""
        self._wait(timeout)
        return super().exception(0)

    def _wait(self, timeout: float | None) -> None:
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while not self.done() and (left := end - time.monotonic()) > 0:
            self._pool.step(None if timeout is None else left)


def worker_task(worker: _Worker) -> Task:
    """What a worker is doing."""
    assert worker.future is not None, "only a worker with a task is waited for"
    return worker.future.task


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C comes after a process has begun, never while it does and does not know yet what to do then."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
