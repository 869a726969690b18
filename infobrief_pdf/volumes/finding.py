"""The issues of a volume before they have their folios: read here while they are set elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from infobrief_pdf import plan
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.setting import Estimate
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.keeping import Last
from infobrief_pdf.volumes.placed import Ours, Placed, Set, Taken
from infobrief_pdf.volumes.placing import Waiting, is_unchanged, printed, waiting_issues
from infobrief_pdf.volumes.row import Row
from infobrief_pdf.volumes.state import Filed, State
from infobrief_pdf.work import Executor, Length, Outcome, Part, Task


@dataclass(frozen=True)
class Found:
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


def found_issues(bindery: Bindery, executor: Executor, state: State | None) -> list[Found]:
    """Every issue with its likely length; they are set in the background while they are read here.

    Raises `Refused`.
    """
    waiting = waiting_issues(bindery)
    last = _last(bindery, waiting)
    if state:
        return _found_beside(state, bindery, executor, waiting, last)
    if executor.answers:
        return _in_a_row(bindery, executor, waiting, last, _kept(bindery, last))
    return _found_by_length(bindery, executor, waiting, last)


def _found_beside(
    state: State,
    bindery: Bindery,
    executor: Executor,
    waiting: Sequence[Waiting],
    last: Mapping[Path, Last],
) -> list[Found]:
    """Every issue; what is filed as it is now stays, and only the others are measured."""
    read, problems = _read(waiting, {}, executor)
    filed = {each.number: each for each in state.issues}
    stays = {each.number for each in read if is_unchanged(each, filed.get(each.number))}
    new = [each.path for each in read if not isinstance(each, Taken) and each.number not in stays]
    futures = _lengths(bindery, executor, [path for path in new if path not in last])
    guesses = _guesses(read, problems, futures, last)
    guesses |= {number: Estimate(filed[number].pages, {}) for number in stays}
    return [_found(each, guesses, filed.get(each.number), stays=each.number in stays) for each in read]


def _found_by_length(
    bindery: Bindery, executor: Executor, waiting: Sequence[Waiting], last: Mapping[Path, Last]
) -> list[Found]:
    """Every issue; those that were never set are measured first."""
    unknown = [each.path for each in waiting if each.path and each.path not in last]
    futures = _lengths(bindery, executor, unknown)
    read, problems = _read(waiting, _kept(bindery, last), executor)
    guesses = _guesses(read, problems, futures, last)
    return [_found(each, guesses) for each in read]


def _guesses(
    read: Sequence[Placed],
    problems: Sequence[Diagnostic],
    futures: Mapping[Path, Future[Outcome]],
    last: Mapping[Path, Last],
) -> dict[int, Estimate]:
    """The likely length of each issue: as measured, or as the last time. Raises `Refused`.

    Nobody waits for the length of what cannot be read: its problems are told once.
    """
    numbers = {each.path: each.number for each in read if not isinstance(each, Taken)}
    lengths = {path: future.result() for path, future in futures.items() if path in numbers}
    stop_at(problems, *(length.problems for length in lengths.values()))
    guesses = {numbers[path]: each.guess for path, each in last.items()}
    return guesses | {numbers[path]: Estimate(each.pages, each.numbers) for path, each in lengths.items()}


def _found(
    placed: Placed, guesses: Mapping[int, Estimate], filed: Filed | None = None, *, stays: bool = False
) -> Found:
    return Found(placed, guesses.get(placed.number) or Estimate(placed.pages, {}), filed, stays)


def _in_a_row(
    bindery: Bindery,
    executor: Executor,
    waiting: Sequence[Waiting],
    last: Mapping[Path, Last],
    kept: Mapping[Path, Set],
) -> list[Found]:
    """Every issue; those that were never set have their pages, at the folios that follow from the lengths."""
    row = Row([each.number for each in waiting], bindery.pads)
    futures: dict[int, Future[Outcome]] = {}
    for each in waiting:
        if each.path and each.path in last:
            row.take(each.number, last[each.path].guess.pages)
        elif each.path:
            task = task_of(bindery, each.path, Part(bindery.form, None))
            futures[each.number] = executor.submit(task, row.following(each.number))
            futures[each.number].add_done_callback(partial(row.settle, each.number))
    executor.tend()
    read, problems = _read(waiting, kept, executor, row)
    outcomes = {number: future.result() for number, future in futures.items()}
    numbers = [each.number for each in read if each.number in outcomes]  # what cannot be read is told above
    stop_at(problems, *(outcomes[number].problems for number in numbers))
    return [_in_row(bindery, placed, row, outcomes.get(placed.number), last) for placed in read]


def _in_row(
    bindery: Bindery, placed: Placed, row: Row, outcome: Outcome | None, last: Mapping[Path, Last]
) -> Found:
    """An issue with its pages if it was set, else with its likely length."""
    folio = row.following(placed.number).folio
    if isinstance(placed, Ours) and outcome is not None and folio is not None:
        placed = printed_at(bindery, placed, folio, outcome)
    known = None if isinstance(placed, Taken) else last.get(placed.path)
    return Found(placed, known.guess if known else Estimate(placed.pages, {}), None, stays=False)


def _last(bindery: Bindery, waiting: Iterable[Waiting]) -> dict[Path, Last]:
    """How issues of ours were when they were last set, as far as that is known."""
    if (keeper := bindery.keeper) is None:
        return {}
    paths = (each.path for each in waiting if each.path)
    found = {path: keeper.last(path, bindery.form, bindery.layout) for path in paths}
    return {path: last for path, last in found.items() if last is not None}


def _kept(bindery: Bindery, last: Mapping[Path, Last]) -> dict[Path, Set]:
    """Issues that are now as they were when they were last set, with their pages."""
    found = {path: kept_at(bindery, path, each.folio) for path, each in last.items()}
    return {path: each for path, each in found.items() if each is not None}


def kept_at(bindery: Bindery, path: Path, folio: Folio) -> Set | None:
    """An issue that is kept at this folio, if nothing that it was made from has changed."""
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
    futures = {path: executor.submit(task_of(bindery, path, what)) for path in paths}
    executor.tend()
    return futures


def task_of(bindery: Bindery, path: Path, what: Length | Part) -> Task:
    """What is to be made of an issue of the year."""
    return Task(plan.inside(path, bindery.workspace.folder), what, bindery.layout)


def printed_at(bindery: Bindery, placed: Ours, folio: Folio, outcome: Outcome) -> Set:
    """An issue with its pages, kept for the next time."""
    made = printed(bindery, placed, folio, outcome)
    if bindery.keeper:
        bindery.keeper.keep(bindery.form, bindery.layout, made, outcome.numbers)
    return made


def stop_at(*problems: Sequence[Diagnostic]) -> None:
    """Raise `Refused` with all problems, if there are any."""
    if any(problems):
        raise Refused(problem for each in problems for problem in each)
