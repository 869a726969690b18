"""The issues of a volume, each set with the folios that its predecessors leave to it.

How many pages an issue takes does not depend on its folios but for the width of a digit. So each is taken to
be as long as it was the last time. Those that were never set are laid out one after the other on all cores
and ask for their folios as soon as they know their lengths. Where they cannot ask (on a cluster) and for a
supplement they are laid out once before, to see how long they are. What is not kept is then set with the
folios that follow; if a length is another, what comes behind is set again. See decision 0015.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from infobrief_pdf import plan
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.setting import Estimate
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.keeping import Last
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.placed import Ours, Placed, Set, Taken
from infobrief_pdf.volumes.placing import (
    Waiting,
    as_filed,
    is_unchanged,
    ours,
    printed,
    stamped,
    waiting_issues,
)
from infobrief_pdf.volumes.row import Row
from infobrief_pdf.volumes.state import Filed, State
from infobrief_pdf.work import Executor, Length, Outcome, Part, Task


@dataclass(frozen=True)
class _Found:
    """An issue that was read or is kept with its pages, and what is known of them before it is set.

    `filed` is where it is filed already; `stays`: its sheets there are as they would be now.
    """

    placed: Placed
    guess: Estimate
    filed: Filed | None
    stays: bool

    @property
    def number(self) -> int:
        """Its number in the year."""
        return self.placed.number

    def is_filed_at(self, folio: Folio) -> bool:
        """Whether its sheets stay in the binder."""
        return self.stays and self.filed is not None and self.filed.first_folio == folio


def placed_issues(
    bindery: Bindery,
    executor: Executor,
    state: State | None = None,
    meanwhile: Callable[[Sequence[Placed]], None] = lambda placed: None,
) -> list[Placed]:
    """Every issue with the folio that its predecessors leave to it; all that is wrong is told at once.

    With the `state` of a volume that is filed already, what is unchanged stays where it is. `meanwhile` is
    called while a single issue of a new volume is set, with all issues where they are likely to be.
    Raises `Refused`.
    """
    found = _found(bindery, executor, state)
    pages = {each.number: each.guess.pages for each in found}
    done: dict[int, Placed] = {each.number: each.placed for each in found if isinstance(each.placed, Set)}
    for _ in range(len(found) + 1):  # each time, one more is in its place for good
        firsts = _firsts(bindery, found, pages)
        moved = [
            each
            for each in found
            if each.number not in done or done[each.number].first_folio != firsts[each.number]
        ]
        if not moved:
            return [done[each.number] for each in found]
        begun = _begun(bindery, executor, moved, firsts)
        if len(begun.futures) == 1 and state is None:
            meanwhile([_expected(each, {**done, **begun.done}, begun, firsts) for each in found])
        done |= begun.finished(bindery, firsts)
        pages = {number: placed.pages for number, placed in done.items()}
    raise refuse("pages-unstable")


def _found(bindery: Bindery, executor: Executor, state: State | None) -> list[_Found]:
    """Every issue with its likely length; they are set in the background while they are read here."""
    waiting = waiting_issues(bindery)
    last = _last(bindery, waiting)
    kept = {} if state else _kept(bindery, last)
    unknown = [each.path for each in waiting if each.path and each.path not in last]
    if executor.answers and not state:
        return _set_in_a_row(bindery, executor, waiting, last, kept)
    futures = {} if state else _lengths(bindery, executor, unknown)
    read, problems = _read(waiting, kept, executor)
    filed = {each.number: each for each in state.issues} if state else {}
    stays = {each.number for each in read if is_unchanged(each, filed.get(each.number))}
    numbers = {each.path: each.number for each in read if not isinstance(each, Taken)}
    if state:
        left = (path for path in unknown if path in numbers and numbers[path] not in stays)
        futures = _lengths(bindery, executor, left)
    lengths = {path: future.result() for path, future in futures.items() if path in numbers}
    _stop_at(problems, *(length.problems for length in lengths.values()))
    guesses = {numbers[path]: each.guess for path, each in last.items()}
    guesses |= {numbers[path]: Estimate(each.pages, each.numbers) for path, each in lengths.items()}
    guesses |= {number: Estimate(filed[number].pages, {}) for number in stays}
    return [
        _Found(
            each,
            guesses.get(each.number) or Estimate(each.pages, {}),
            filed.get(each.number),
            each.number in stays,
        )
        for each in read
    ]


def _set_in_a_row(
    bindery: Bindery,
    executor: Executor,
    waiting: Sequence[Waiting],
    last: Mapping[Path, Last],
    kept: Mapping[Path, Set],
) -> list[_Found]:
    """Every issue; those that were never set have their pages, at the folios that follow from the lengths."""
    row = Row([each.number for each in waiting], bindery.pads)
    futures: dict[int, Future[Outcome]] = {}
    for each in waiting:
        if each.path and each.path in last:
            row.take(each.number, last[each.path].guess.pages)
        elif each.path:
            task = _task(bindery, each.path, Part(bindery.form, None))
            futures[each.number] = executor.submit(task, row.following(each.number))
            futures[each.number].add_done_callback(partial(row.settle, each.number))
    executor.tend()
    read, problems = _read(waiting, kept, executor, row)
    outcomes = {number: future.result() for number, future in futures.items()}
    _stop_at(problems, *(outcome.problems for outcome in outcomes.values()))
    return [_in_row(bindery, placed, row, outcomes.get(placed.number), last) for placed in read]


def _in_row(
    bindery: Bindery, placed: Placed, row: Row, outcome: Outcome | None, last: Mapping[Path, Last]
) -> _Found:
    """An issue with its pages if it was set, else with its likely length."""
    folio = row.following(placed.number).folio
    if isinstance(placed, Ours) and outcome is not None and folio is not None:
        placed = _printed(bindery, placed, folio, outcome)
    known = None if isinstance(placed, Taken) else last.get(placed.path)
    return _Found(placed, known.guess if known else Estimate(placed.pages, {}), None, stays=False)


def _last(bindery: Bindery, waiting: Iterable[Waiting]) -> dict[Path, Last]:
    """How issues of ours were when they were last set, as far as that is known."""
    if (keeper := bindery.keeper) is None:
        return {}
    paths = (each.path for each in waiting if each.path)
    found = {path: keeper.last(path, bindery.form, bindery.layout) for path in paths}
    return {path: last for path, last in found.items() if last is not None}


def _kept(bindery: Bindery, last: Mapping[Path, Last]) -> dict[Path, Set]:
    """Issues that are now as they were when they were last set, with their pages."""
    found = {path: _kept_at(bindery, path, each.folio) for path, each in last.items()}
    return {path: each for path, each in found.items() if each is not None}


def _kept_at(bindery: Bindery, path: Path, folio: Folio) -> Set | None:
    return bindery.keeper.issue(path, bindery.form, bindery.layout, folio) if bindery.keeper else None


def _read(
    waiting: Sequence[Waiting], kept: Mapping[Path, Set], executor: Executor, row: Row | None = None
) -> tuple[list[Placed], list[Diagnostic]]:
    """The issues, and what is wrong with those that cannot be read; a `row` learns of lengths."""
    read: list[Placed] = []
    problems: list[Diagnostic] = []
    for each in waiting:
        try:
            read.append((each.path and kept.get(each.path)) or each.read())
        except Refused as refusal:
            problems += refusal.diagnostics
            if row:
                row.settle(each.number)
        else:
            if row and isinstance(read[-1], Taken):
                row.take(each.number, read[-1].pages)
        executor.tend()
    return read, problems


def _lengths(bindery: Bindery, executor: Executor, paths: Iterable[Path]) -> dict[Path, Future[Outcome]]:
    """Have issues of ours set once, to see how long they are."""
    what = Length(bindery.form)
    futures = {path: executor.submit(_task(bindery, path, what)) for path in paths}
    executor.tend()
    return futures


def _task(bindery: Bindery, path: Path, what: Length | Part) -> Task:
    return Task(plan.inside(path, bindery.workspace.folder), what, bindery.layout)


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


@dataclass(frozen=True)
class _Begun:
    """Issues on their way to their folios: some are there, others are being set."""

    done: Mapping[int, Placed]
    read: Mapping[int, Ours]
    futures: Mapping[int, Future[Outcome]]

    def finished(self, bindery: Bindery, firsts: Mapping[int, Folio]) -> dict[int, Placed]:
        """All of them with their pages. Raises `Refused`."""
        outcomes = {number: future.result() for number, future in self.futures.items()}
        _stop_at(*(outcome.problems for outcome in outcomes.values()))
        return {**self.done} | {
            number: _printed(bindery, self.read[number], firsts[number], outcome)
            for number, outcome in outcomes.items()
        }


def _begun(
    bindery: Bindery, executor: Executor, found: Sequence[_Found], firsts: Mapping[int, Folio]
) -> _Begun:
    """Have issues set that are not kept, so that they begin with these folios."""
    placed: dict[int, Ours | Set] = {}
    futures: dict[int, Future[Outcome]] = {}
    done: dict[int, Placed] = {}
    for each in found:
        folio = firsts[each.number]
        if each.filed and each.is_filed_at(folio):
            done[each.number] = as_filed(each.placed, each.filed)
        elif isinstance(each.placed, Taken):
            done[each.number] = stamped(bindery, each.placed, folio)
        elif kept := _kept_at(bindery, each.placed.path, folio):
            done[each.number] = kept
        else:
            part = Part(bindery.form, folio, each.guess.numbers)
            placed[each.number] = each.placed
            futures[each.number] = executor.submit(_task(bindery, each.placed.path, part))
    executor.tend()
    read = {number: _as_read(bindery, each) for number, each in placed.items()}
    return _Begun(done, read, futures)


def _expected(
    found: _Found, done: Mapping[int, Placed], begun: _Begun, firsts: Mapping[int, Folio]
) -> Placed:
    """An issue where it is, or where it will be if it is as long as the last time."""
    if (placed := done.get(found.number)) is not None and found.number not in begun.read:
        return placed
    read = begun.read[found.number]
    numbers = list(found.guess.numbers.values())[-1:]  # as it was set in the end
    targets = dict.fromkeys((*read.content.anchors, *read.content.targets.values()), 0)
    targets |= {anchor: page - 1 for each in numbers for anchor, page in each.items()}
    return replace(read, first_folio=firsts[found.number], pages=found.guess.pages, targets=targets)


def _printed(bindery: Bindery, placed: Ours, folio: Folio, outcome: Outcome) -> Set:
    """An issue with its pages, kept for the next time."""
    made = printed(bindery, placed, folio, outcome)
    if bindery.keeper:
        bindery.keeper.keep(bindery.form, bindery.layout, made, outcome.numbers)
    return made


def _as_read(bindery: Bindery, placed: Ours | Set) -> Ours:
    """An issue of ours that has to be set, also if it is kept with other folios."""
    return placed if isinstance(placed, Ours) else ours(bindery, placed.path)


def _stop_at(*problems: Sequence[Diagnostic]) -> None:
    """Raise `Refused` with all problems, if there are any."""
    if any(problems):
        raise Refused(problem for each in problems for problem in each)
