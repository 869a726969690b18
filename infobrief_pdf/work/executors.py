"""What all executors have in common, and the one that works in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from infobrief_pdf.work.following import ASK, Following
from infobrief_pdf.work.performing import perform
from infobrief_pdf.work.tasks import Outcome, Task

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace


class Executor(Protocol):
    """Does tasks. A task that cannot be done has an outcome with `problems`; a future raises only what is
    neither a fault of the input nor one of the process that worked on it."""

    answers: bool
    """Whether tasks may ask for their folios."""

    def submit(self, task: Task, following: Following | None = None) -> Future[Outcome]:
        """Take a task; one that asks for its folio asks `following`."""

    def tend(self) -> None:
        """Begin what can be begun; whoever has other things to do calls this now and then. Never waits."""

    def finished(self, futures: Iterable[Future[Outcome]]) -> Iterator[Future[Outcome]]:
        """The futures in the order in which they are done."""

    def rest(self) -> None:
        """Give back the memory of what is done. Tasks may follow, and what was taken is done as ever."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the work: at once, or with `wait`, when everything is done that is not cancelled."""


class Here:
    """Does tasks in this process, one after the other, as they are waited for; without limits."""

    answers = True

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def submit(self, task: Task, following: Following | None = None) -> Future[Outcome]:
        """Take a task."""
        return _Later(self._space, task, following)

    def tend(self) -> None:
        """Nothing is begun before somebody waits for it."""

    def finished(self, futures: Iterable[Future[Outcome]]) -> Iterator[Future[Outcome]]:
        """The futures in their order."""
        for future in futures:
            future.exception()
            yield future

    def rest(self) -> None:
        """No memory is set apart for what it does."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing is left to end."""


class _Later(Future[Outcome]):
    """Does its task when somebody asks for the outcome."""

    def __init__(self, space: Workspace, task: Task, following: Following | None) -> None:
        super().__init__()
        self._space, self._task, self._following = space, task, following

    def result(self, timeout: float | None = None) -> Outcome:
        """The outcome."""
        self._do()
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What went wrong, if anything did."""
        self._do()
        return super().exception(timeout)

    def _do(self) -> None:
        if self.done() or not self.set_running_or_notify_cancel():
            return
        asked = ASK.set(self._following.ask) if self._following else None
        try:
            self.set_result(perform(self._space, self._task))
        except Exception as error:
            self.set_exception(error)
        finally:
            if asked:
                ASK.reset(asked)
