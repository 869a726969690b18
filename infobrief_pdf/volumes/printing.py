"""The issues of a volume, each set with the folios that its predecessors leave to it.

How many pages an issue takes hardly ever depends on its folios. So the folios follow from guesses: what it
took the last time, else what setting it once shows, which has to be done anyway to find the numbers of its
contents. All issues are then set at the same time, on all cores, and those once more whose guess was wrong;
see decision 0015.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.setting import Numbers
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.placed import Ours, Placed, Taken
from infobrief_pdf.volumes.placing import Waiting, as_filed, is_unchanged, printed, stamped, waiting_issues
from infobrief_pdf.volumes.state import Filed, State
from infobrief_pdf.work import Executor, Length, Outcome, Part, Task
from infobrief_pdf.work.tasks import named


@dataclass(eq=False)
class _Issue:
    """An issue on its way to its place.

    `filed` is where it is filed already; `stays`: its sheets there are as they would be now. `pages` is how
    many it takes, as far as that is known, `problems` what keeps it from being set.
    """

    waiting: Waiting
    filed: Filed | None
    stays: bool = False
    pages: int = 1
    numbers: Numbers = field(default_factory=dict)
    done: Placed | None = None
    problems: tuple[Diagnostic, ...] = ()

    @cached_property
    def read(self) -> Ours | Taken:
        """The issue as it was read. Raises `Refused`."""
        return self.waiting.read()

    def is_readable(self) -> bool:
        """Whether it could be read; it is noted why not."""
        try:
            return self.read is not None
        except Refused as refusal:
            self.problems = refusal.diagnostics
            return False

    def is_at(self, folio: Folio) -> bool:
        """Whether it is done, and there."""
        return self.done is not None and self.done.first_folio == folio

    def task(self, bindery: Bindery, what: Length | Part) -> Task:
        """What is to be done about it."""
        path = self.waiting.path or Path()
        return Task(named(path, bindery.workspace.folder), what, bindery.layout)


_Futures = dict[_Issue, Future[Outcome]]


def placed_issues(bindery: Bindery, executor: Executor, state: State | None = None) -> list[Placed]:
    """Every issue with the folio that its predecessors leave to it; all that is wrong is told at once.

    With the `state` of a volume that is filed already, what is unchanged stays where it is. Raises `Refused`.
    """
    filed = {each.number: each for each in state.issues} if state else {}
    issues = [_Issue(each, filed.get(each.number)) for each in waiting_issues(bindery)]
    for each in issues:
        each.stays = each.filed is not None and each.is_readable() and is_unchanged(each.read, each.filed)
    _measure(bindery, executor, issues)
    for _ in range(len(issues) + 1):  # each time, one more is in its place for good
        firsts = _firsts(bindery, issues)
        moved = [each for each, first in zip(issues, firsts, strict=True) if not each.is_at(first)]
        if not moved:
            return [each.done for each in issues if each.done]
        places = dict(zip(issues, firsts, strict=True))
        _set(bindery, executor, {each: places[each] for each in moved if not each.problems})
        if problems := [problem for each in issues for problem in each.problems]:
            raise Refused(problems)
    raise refuse("pages-unstable")


def _firsts(bindery: Bindery, issues: Sequence[_Issue]) -> list[Folio]:
    """The first folio of each issue, if they take as many pages as they seem to."""
    return numbered(
        [
            Span(
                each.pages + bindery.pads(each.pages),
                each.filed.first_folio if each.filed else None,
                each.stays,
            )
            for each in issues
        ]
    )


def _measure(bindery: Bindery, executor: Executor, issues: Sequence[_Issue]) -> None:
    """Find out how many pages issues take, as far as that is possible before they have their folios."""
    keeper, futures = bindery.keeper, _Futures()
    for each in issues:
        path = each.waiting.path
        if each.stays and each.filed:
            each.pages = each.filed.pages
        elif path is None:
            each.pages = each.read.pages if each.is_readable() else 1
        elif keeper and (pages := keeper.pages(path, bindery.form, bindery.layout)):
            each.pages = pages
            each.numbers = keeper.numbers(path, bindery.form, bindery.layout)
        else:
            futures[each] = executor.submit(each.task(bindery, Length(bindery.form)))
    for each, outcome in _finished(executor, futures).items():
        each.pages, each.numbers = outcome.pages, outcome.numbers


def _set(bindery: Bindery, executor: Executor, places: dict[_Issue, Folio]) -> None:
    """Set issues at their folios, or take them from what is kept."""
    futures = _Futures()
    for each, folio in places.items():
        path = each.waiting.path
        if each.stays and each.filed and each.filed.first_folio == folio:
            each.done = as_filed(each.read, each.filed)
        elif path is None:
            assert isinstance(each.read, Taken), "what has no file of ours is taken over"
            each.done = stamped(bindery, each.read, folio)
        elif bindery.keeper and (kept := bindery.keeper.issue(path, bindery.form, bindery.layout, folio)):
            each.done, each.pages = kept, kept.pages
        else:
            part = Part(bindery.form, folio, each.numbers)
            futures[each] = executor.submit(each.task(bindery, part))
    for each, outcome in _finished(executor, futures).items():
        assert isinstance(each.read, Ours), "only issues of ours are set"
        each.done = printed(bindery, each.read, places[each], outcome)
        each.pages, each.numbers = outcome.pages, outcome.numbers


def _finished(executor: Executor, futures: _Futures) -> dict[_Issue, Outcome]:
    """What has come of issues; they are read here while others work on them. Problems are noted."""
    executor.tend()
    readable = []
    for each in futures:
        if each.is_readable():
            readable.append(each)
        executor.tend()
    found = {each: futures[each].result() for each in readable}
    for each, outcome in found.items():
        each.problems = outcome.problems
    return {each: outcome for each, outcome in found.items() if not outcome.problems}
