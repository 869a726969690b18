"""Work on a Dask cluster: inputs travel with the task, outcomes come back.

The workers need the same program and libraries, nothing else: no folder that all of them see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.diagnostics.reasons import TOO_SLOW, UNREACHED
from infobrief_pdf.work.bundle import Bundle, bundled, unpacked
from infobrief_pdf.work.following import Following
from infobrief_pdf.work.identity import identity
from infobrief_pdf.work.performing import perform
from infobrief_pdf.work.suspects import crashed
from infobrief_pdf.work.tasks import Outcome, Task
from infobrief_pdf.work.wire import decoded, encoded

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_SCHEME: Final = "dask"
_PATIENCE: Final = 10
"""Seconds until the scheduler must have answered, and a worker be there."""


class Cluster:
    """Does tasks on the workers of the scheduler at an address, `dask://HOST:PORT`.

    Raises `Refused` if nobody answers there.
    """

    answers = False

    def __init__(self, space: Workspace, address: str) -> None:
        self._space = space
        self._shared: dict[bytes, Any] = {}
        self._is_ending = False
        self._distributed: Any = _distributed()
        where = _address(address)
        try:
            self._client = self._distributed.Client(where, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError) as error:
            cause = TOO_SLOW if isinstance(error, TimeoutError) else UNREACHED
            why = {"cause": cause, "details": str(error).partition("\n")[0]}
            raise refuse("cluster-unreachable", None, address=address, **why) from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            self._client.close()
            raise refuse("cluster-idle", None, address=address) from None
        self._executor = self._client.get_executor(pure=False, retries=0)

    def submit(self, task: Task, following: Following | None = None) -> Future[Outcome]:
        """Send a task; one that needs what cannot travel is done here."""
        try:
            bundle = bundled(self._space, task)
        except Refused as refusal:
            return _known(Outcome(problems=refusal.diagnostics))
        if bundle is None:
            return _known(perform(self._space, task))
        shared = [self._shared_file(content) for content in bundle.shared.values()]
        own = [self._sent(content) for content in bundle.own.values()]
        names = list(bundle.own), list(bundle.shared)
        inner = self._executor.submit(remotely, task, identity(), bundle.environment, names, own, shared)
        return self._understood(inner, task)

    def tend(self) -> None:
        """The cluster begins by itself."""

    def finished(self, futures: Iterable[Future[Outcome]]) -> Iterator[Future[Outcome]]:
        """The futures in the order in which they are done."""
        return as_completed(futures)

    def rest(self) -> None:
        """Its memory is that of other machines."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the connection; unless it is waited for, what is not done is cancelled."""
        self._is_ending = cancel_futures or not wait
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def _shared_file(self, content: bytes) -> Any:
        """A file that many tasks need, sent once."""
        if content not in self._shared:
            self._shared[content] = self._sent(content)
        return self._shared[content]

    def _sent(self, content: bytes) -> Any:
        """A file on the cluster, as long as somebody refers to it."""
        return self._client.scatter(content, hash=False)

    def _understood(self, inner: Future[str], task: Task) -> Future[Outcome]:
        """The same future, in which a worker that was lost is an outcome."""
        outer: Future[Outcome] = Future()

        def pass_on(done: Future[str]) -> None:
            if done.cancelled() and not self._is_ending:  # what it needs was lost with its worker
                outer.set_result(crashed(self._space, task, None))
            elif done.cancelled():
                outer.cancel()
                outer.set_running_or_notify_cancel()
            elif isinstance(error := done.exception(), self._distributed.KilledWorker):
                outer.set_result(crashed(self._space, task, None))
            elif error is not None:
                outer.set_exception(error)
            else:
                outer.set_result(decoded(done.result()))

        inner.add_done_callback(pass_on)
        return outer


def remotely(
    task: Task,
    wanted: dict[str, str],
    environment: dict[str, str],
    names: tuple[list[str], list[str]],
    own: list[bytes],
    shared: list[bytes],
) -> str:
    """Do a task where only its inputs are; the outcome as JSON.

    `names` are those of its files, `wanted` is the identity of what has to do the task: a worker that is
    another version does nothing.
    """
    here = identity()
    if differing := [part for part, version in wanted.items() if here.get(part) != version]:
        return encoded(Outcome((Diagnostic("cluster-differs", None, {"part": differing[0]}),)))
    bundle = Bundle(
        dict(zip(names[0], own, strict=True)), dict(zip(names[1], shared, strict=True)), environment
    )
    with unpacked(bundle) as space:
        return encoded(perform(space, task))


def _known(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future


def _address(text: str) -> str:
    """The address as Dask writes it."""
    with suppress(ValueError):
        parts = urlsplit(text)
        if parts.scheme == _SCHEME and parts.hostname and parts.port and parts.path in ("", "/"):
            return f"tcp://{parts.netloc}"
    raise refuse("cluster-address", None, address=text[:200])


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise refuse("cluster-missing") from None
