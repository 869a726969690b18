"""The issues of a volume, each set with the folios that its predecessors leave to it.

How many pages an issue takes does not depend on its folios but for the width of a digit. So each is taken to
be as long as it was the last time. Those that were never set are laid out one after the other on all cores
and ask for their folios as soon as they know their lengths. Where they cannot ask (on a cluster) and for a
supplement they are laid out once before, to see how long they are. What is not kept is then set with the
folios that follow; if a length is another, what comes behind is set again. See decision 0015.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.finding import Found, found_issues, kept_at, printed_at, stop_at, task_of
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.placed import Ours, Placed, Set, Taken
from infobrief_pdf.volumes.placing import as_filed, ours, stamped
from infobrief_pdf.volumes.state import State
from infobrief_pdf.work import Executor, Outcome, Part


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
    found = found_issues(bindery, executor, state)
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


def _firsts(bindery: Bindery, found: Sequence[Found], pages: Mapping[int, int]) -> dict[int, Folio]:
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
        stop_at(*(outcome.problems for outcome in outcomes.values()))
        return {**self.done} | {
            number: printed_at(bindery, self.read[number], firsts[number], outcome)
            for number, outcome in outcomes.items()
        }


def _begun(
    bindery: Bindery, executor: Executor, found: Sequence[Found], firsts: Mapping[int, Folio]
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
        elif kept := kept_at(bindery, each.placed.path, folio):
            done[each.number] = kept
        else:
            part = Part(bindery.form, folio, each.guess.numbers)
            placed[each.number] = each.placed
            futures[each.number] = executor.submit(task_of(bindery, each.placed.path, part))
    executor.tend()
    read = {number: _as_read(bindery, each) for number, each in placed.items()}
    return _Begun(done, read, futures)


def _expected(found: Found, done: Mapping[int, Placed], begun: _Begun, firsts: Mapping[int, Folio]) -> Placed:
    """An issue where it is, or where it will be if it is as long as the last time."""
    if (placed := done.get(found.number)) is not None and found.number not in begun.read:
        return placed
    read = begun.read[found.number]
    numbers = list(found.guess.numbers.values())[-1:]  # as it was set in the end
    targets = dict.fromkeys((*read.content.anchors, *read.content.targets.values()), 0)
    targets |= {anchor: page - 1 for each in numbers for anchor, page in each.items()}
    return replace(read, first_folio=firsts[found.number], pages=found.guess.pages, targets=targets)


def _as_read(bindery: Bindery, placed: Ours | Set) -> Ours:
    """An issue of ours that has to be set, also if it is kept with other folios."""
    return placed if isinstance(placed, Ours) else ours(bindery, placed.path)
