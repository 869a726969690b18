"""What is to be made, as tasks: done here, in processes on all cores, or on a cluster.

Executors are shaped like those of `concurrent.futures`: `submit` gives a future, `shutdown` ends them. Their
futures are waited for with the executor's own `finished`, as a `Pool` has no thread of its own.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from infobrief_pdf.work.executors import Executor, Here
from infobrief_pdf.work.following import Following
from infobrief_pdf.work.limits import Limits
from infobrief_pdf.work.performing import perform
from infobrief_pdf.work.tasks import Length, Outcome, Part, Task, Whole

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

__all__ = [
    "Executor",
    "Following",
    "Here",
    "Length",
    "Limits",
    "Outcome",
    "Part",
    "Task",
    "Whole",
    "carried_out",
    "opened",
    "perform",
]


def carried_out(
    space: Workspace, tasks: Sequence[Task], *, jobs: int | None = None, address: str | None = None
) -> Generator[tuple[int, Future[Outcome]]]:
    """The tasks by their place, each with its future, in the order in which they are done; see `opened`.

    Whoever stops before the end closes this, and everything that is still being done ends at once.
    """
    if not tasks:
        return
    executor = opened(space, jobs=jobs, address=address)
    try:
        futures = {executor.submit(task): number for number, task in enumerate(tasks)}
        for future in executor.finished(futures):
            yield futures[future], future
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def opened(space: Workspace, *, jobs: int | None = None, address: str | None = None) -> Executor:
    """An executor for tasks about a workspace.

    Up to `jobs` processes, one for each core if left out; with 1, tasks are done in this process, without
    limits. `address` is that of a cluster, `dask://HOST:PORT`. Raises `Refused` if it cannot be used.
    """
    if address is not None:
        from infobrief_pdf.work.cluster import Cluster

        return Cluster(space, address)
    if jobs == 1:
        return Here(space)
    from infobrief_pdf.work.pool import Pool

    return Pool(space, jobs or cores(), Limits.of_environment())
