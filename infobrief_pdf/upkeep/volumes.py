"""Volumes kept up to date: bound again if any part changed, set again only where a part did."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf.model.destination import destination
from infobrief_pdf.pausing import uncollected
from infobrief_pdf.plan import Record, file, inside, listing
from infobrief_pdf.upkeep import Product, Upkeep, Verdict
from infobrief_pdf.upkeep.wishes import VolumeWish

if TYPE_CHECKING:
    from infobrief_pdf.work import Executor, Following, Outcome, Task


def look(upkeep: Upkeep, wish: VolumeWish) -> Verdict:
    """Whether a volume is up to date."""
    return upkeep.judged(wish.as_json(upkeep.workspace), destination(upkeep.workspace, wish.output).folder)


def volume(
    upkeep: Upkeep,
    wish: VolumeWish,
    *,
    jobs: int | None = None,
    address: str | None = None,
    told: Callable[[str], None] | None = None,
) -> tuple[Product, ...]:
    """The files of a volume, made if they are stale, on the cores or the cluster that `work.opened` tells.

    `told` is called with the issue of each part that is done. Raises `Refused`, and then writes nothing.
    """
    started = time.perf_counter()
    verdict = look(upkeep, wish)
    if verdict.record is not None and not verdict.reasons:
        return _known(upkeep, wish, verdict.record, time.perf_counter() - started)
    from infobrief_pdf.work import opened

    executor = opened(upkeep.space(), jobs=jobs, address=address)
    if told:
        executor = _Telling(executor, told)
    try:
        with uncollected():
            return _made(upkeep, wish, executor)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


class _Telling:
    """An executor that tells which part is done."""

    def __init__(self, inner: Executor, told: Callable[[str], None]) -> None:
        self._inner, self._told = inner, told
        self.answers = inner.answers
        self.finished, self.tend = inner.finished, inner.tend
        self.rest, self.shutdown = inner.rest, inner.shutdown

    def submit(self, task: Task, following: Following | None = None) -> Future[Outcome]:
        """Begin a task; whoever waits is told when it is done."""
        from infobrief_pdf.work import Part

        future = self._inner.submit(task, following)
        if isinstance(task.what, Part):
            future.add_done_callback(lambda _: self._told(task.issue))
        return future


def _known(upkeep: Upkeep, wish: VolumeWish, record: Record, seconds: float) -> tuple[Product, ...]:
    home = destination(upkeep.workspace, wish.output).folder
    said = [record.hints, *((),) * len(record.outputs)]
    return tuple(
        Product(home / each.name, kind, pages, each.size, seconds, hints, is_new=False)
        for each, (kind, pages), hints in zip(record.outputs, record.facts["products"], said, strict=False)
    )


def _made(upkeep: Upkeep, wish: VolumeWish, executor: Executor) -> tuple[Product, ...]:
    from infobrief_pdf.volumes import Keeper, bind_year

    workspace, workshop = upkeep.workspace, upkeep.workshop
    year = workspace / "issues" / wish.series / str(wish.year)
    filed = [file(inside(wish.supplement_to, workspace))] if wish.supplement_to else []
    names = [listing(inside(year, workspace)), file(inside(year / "volume.yaml", workspace))]
    upkeep.survey.of((*names, *filed))
    upkeep.ahead(*_issues(year))
    keeper = Keeper(workspace, upkeep.store, upkeep.survey, workshop.libraries, is_forced=upkeep.is_forced)
    built = bind_year(
        upkeep.space(),
        wish.series,
        wish.year,
        wish.wanted,
        layout=wish.layout,
        output=wish.output,
        supplement_to=wish.supplement_to,
        keeper=keeper,
        executor=executor,
    )
    inputs = upkeep.taken({**built[0].used, **dict.fromkeys(filed), **workshop.libraries()})
    outputs = tuple(output for each in built for output in each.outputs)
    facts = {"products": [[each.edition, each.pages] for each in built]}
    hints = tuple(hint for each in built for hint in each.hints)
    upkeep.record(wish.as_json(workspace), Record(inputs, outputs, facts, hints))
    return tuple(
        Product(each.path, each.edition, each.pages, each.size, each.seconds, each.hints) for each in built
    )


def _issues(year: Path) -> list[Path]:
    """The YAML files of a year; one for the series if there are none."""
    return sorted(year.glob("*.yaml")) or [year / "volume.yaml"]
