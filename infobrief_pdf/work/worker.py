"""A process that works: the side of the child."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from infobrief_pdf import render
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.work.following import ASK
from infobrief_pdf.work.limits import Limits
from infobrief_pdf.work.tasks import Outcome, Task

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from infobrief_pdf.build import Workspace

Perform = Callable[["Workspace", Task], Outcome]


class Begun(NamedTuple):
    """The worker tells that a stage of its task begins."""

    stage: render.Stage


class Measured(NamedTuple):
    """The task takes so many pages and asks where they begin."""

    pages: int


class Exhausted(NamedTuple):
    """The task needs more memory than it may have."""


class Raised(NamedTuple):
    """What the task raised; the details are its notes."""

    error: Exception


Message = Begun | Measured | Exhausted | Raised | Outcome


def serve(
    connection: Connection,
    strangers: Sequence[Connection],
    space: Workspace,
    perform: Perform,
    limits: Limits,
) -> None:
    """Do tasks until there are no more; never returns.

    `strangers` are ends of connections to other workers, inherited and closed here: else nobody would
    notice that one of them is gone.
    """
    for stranger in strangers:
        stranger.close()
    _behave()
    render.STAGE.set(lambda stage: connection.send(Begun(stage)))
    ASK.set(partial(_asked, connection))
    with suppress(EOFError, OSError):  # whoever gave the tasks is gone
        while (task := connection.recv()) is not None:
            message = _done(space, task, perform, limits)
            connection.send(message)
            if isinstance(message, Exhausted):
                break
    os._exit(0)  # nothing that was inherited is flushed or cleaned up twice


def _asked(connection: Connection, pages: int) -> Folio:
    """The parent's answer."""
    connection.send(Measured(pages))
    folio: Folio = connection.recv()
    return folio


def _done(space: Workspace, task: Task, perform: Perform, limits: Limits) -> Message:
    try:
        with limits.held():
            return perform(space, task)
    except MemoryError:
        return Exhausted()
    except Exception as error:
        return Raised(_portable(error))


def _portable(error: Exception) -> Exception:
    """The error with its details as a note; another one in its place if it cannot travel."""
    details = "".join(traceback.format_exception(error))
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was written right here
        found = error if type(copy) is type(error) else RuntimeError(repr(error))
    except Exception:
        found = RuntimeError(repr(error))
    found.add_note(details)
    return found


def _behave() -> None:
    """An interrupt is for the parent, who ends its workers; nor does one live on without its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if os.environ.get("INFOBRIEF_DEBUG") != "1":  # a library that ends the process has last words of its own
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        os.close(silence)
    threading.Thread(target=_follow_parent, daemon=True).start()
    gc.freeze()  # what was inherited stays shared with the parent
    gc.enable()


def _follow_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
