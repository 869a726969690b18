"""The issues of a volume, each set with the folios that its predecessors leave to it.

How many pages an issue takes does not depend on its folios but for the width of a digit. So all issues are
set once without them, on all cores, and once more with those that follow from the numbers of pages. The first
setting is the one that finds the numbers of the contents, which has to be done anyway; see decision 0015.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.setting import Estimate
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.placing import (
    Ours,
    Placed,
    as_filed,
    is_unchanged,
    printed,
    stamped,
    waiting_issues,
)
from infobrief_pdf.volumes.state import Filed, State
from infobrief_pdf.work import Executor, Length, Outcome, Part, Task
from infobrief_pdf.work.tasks import named


@dataclass(frozen=True)
class _Found:
    """An issue that was read, and what is known of its length before it is set.

    `filed` is where it is filed already; `stays`: its sheets there are as they would be now.
    """

    placed: Placed
    pages: int
    estimate: Estimate | None
    filed: Filed | None
    stays: bool

    @property
    def number(self) -> int:
        """Its number in the year."""
        return self.placed.number

    def is_filed_at(self, folio: Folio) -> bool:
        """Whether its sheets stay in the binder."""
        return self.stays and self.filed is not None and self.filed.first_folio == folio


def placed_issues(bindery: Bindery, executor: Executor, state: State | None = None) -> list[Placed]:
    """Every issue with the folio that its predecessors leave to it; all that is wrong is told at once.

    With the `state` of a volume that is filed already, what is unchanged stays where it is. Raises `Refused`.
    """
    found = _found(bindery, executor, state)
    pages = {each.number: each.pages for each in found}
    done: dict[int, Placed] = {}
    for _ in range(len(found) + 1):  # each time, one more is in its place for good
        firsts = _firsts(bindery, found, pages)
        moved = [
            each
            for each in found
            if each.number not in done or done[each.number].first_folio != firsts[each.number]
        ]
        if not moved:
            return [done[each.number] for each in found]
        done |= _set(bindery, executor, moved, firsts)
        pages = {number: placed.pages for number, placed in done.items()}
    raise refuse("pages-unstable")


def _found(bindery: Bindery, executor: Executor, state: State | None) -> list[_Found]:
    """Every issue with its likely length; they are set in the background while they are read here."""
    waiting = waiting_issues(bindery)
    filed = {each.number: each for each in state.issues} if state else {}
    futures = {} if state else _lengths(bindery, executor, (each.path for each in waiting))
    read: list[Placed] = []
    problems: list[Diagnostic] = []
    for each in waiting:
        try:
            read.append(each.read())
        except Refused as refusal:
            problems += refusal.diagnostics
        executor.tend()
    stays = {each.number for each in read if is_unchanged(each, filed.get(each.number))}
    ours = {each.path: each for each in read if isinstance(each, Ours)}
    if state:
        futures = _lengths(bindery, executor, (path for path in ours if ours[path].number not in stays))
    lengths = {path: future.result() for path, future in futures.items() if path in ours}
    _stop_at(problems, *(length.problems for length in lengths.values()))
    known = {ours[path].number: length for path, length in lengths.items()}
    return [
        _Found(
            each,
            filed[each.number].pages if each.number in stays else known.get(each.number, each).pages,
            known[each.number].estimate if each.number in known else None,
            filed.get(each.number),
            each.number in stays,
        )
        for each in read
    ]


def _lengths(
    bindery: Bindery, executor: Executor, paths: Iterable[Path | None]
) -> dict[Path, Future[Outcome]]:
    """Have issues of ours set once, to see how long they are."""
    what = Length(bindery.form)
    futures = {path: executor.submit(_task(bindery, path, what)) for path in paths if path is not None}
    executor.tend()
    return futures


def _task(bindery: Bindery, path: Path, what: Length | Part) -> Task:
    return Task(named(path, bindery.workspace.folder), what, bindery.layout)


def _firsts(bindery: Bindery, found: Sequence[_Found], pages: Mapping[int, int]) -> dict[int, Folio]:
    """The first folio of each issue, if they take so many pages."""
    spans = [
        Span(
            pages[each.number] + bindery.pads(pages[each.number]),
            each.filed.first_folio if each.filed else None,
            each.stays,
        )
        for each in found
    ]
    return {each.number: folio for each, folio in zip(found, numbered(spans), strict=True)}


def _set(
    bindery: Bindery, executor: Executor, found: Sequence[_Found], firsts: Mapping[int, Folio]
) -> dict[int, Placed]:
    """Issues with their pages, which begin with these folios."""
    futures: dict[int, Future[Outcome]] = {}
    done: dict[int, Placed] = {}
    for each in found:
        folio = firsts[each.number]
        if each.filed and each.is_filed_at(folio):
            done[each.number] = as_filed(each.placed, each.filed)
        elif isinstance(each.placed, Ours):
            part = Part(bindery.form, folio, each.estimate)
            futures[each.number] = executor.submit(_task(bindery, each.placed.path, part))
        else:
            done[each.number] = stamped(bindery, each.placed, folio)
    outcomes = {number: future.result() for number, future in futures.items()}
    _stop_at(*(outcome.problems for outcome in outcomes.values()))
    ours = {each.number: each.placed for each in found if isinstance(each.placed, Ours)}
    done |= {number: printed(ours[number], firsts[number], made) for number, made in outcomes.items()}
    return done


def _stop_at(*problems: Sequence[Diagnostic]) -> None:
    """Raise `Refused` with all problems, if there are any."""
    if any(problems):
        raise Refused(problem for each in problems for problem in each)
