"""Doing a task, wherever that is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from infobrief_pdf.build import Workspace
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.work.tasks import Length, Outcome, Part, Task, Whole


def perform(space: Workspace, task: Task) -> Outcome:
    """Do a task; nothing is written. What is wrong with the input is part of the outcome."""
    started = time.perf_counter()
    try:
        outcome = _WAYS[type(task.what)](space, task, task.what)
    except Refused as refusal:
        outcome = Outcome(problems=refusal.diagnostics)
    return outcome.after(time.perf_counter() - started)


def _whole(space: Workspace, task: Task, what: Whole) -> Outcome:
    made = space.make(
        space.folder / task.issue,
        edition=what.edition,
        layout=task.layout,
        file=what.file,
        order=what.order,
        occasion=what.occasion,
        article=what.article,
    )
    return Outcome(
        hints=tuple(made.advise()) if what.advises else (),
        edition=made.edition,
        name=made.name,
        pdf=made.pdf,
        pages=made.pages,
        beside=made.beside,
    )


def _length(space: Workspace, task: Task, what: Length) -> Outcome:
    estimate = space.estimate(space.folder / task.issue, what.form, layout=task.layout)
    return Outcome(pages=estimate.pages, estimate=estimate)


def _part(space: Workspace, task: Task, what: Part) -> Outcome:
    issue = space.folder / task.issue
    made = space.typeset(
        issue,
        what.form,
        layout=task.layout,
        first_folio=what.first_folio,
        estimate=what.estimate or space.estimate(issue, what.form, layout=task.layout),
        carries_source=False,
    )
    return Outcome(pdf=made.pdf, pages=made.pages, spots=dict(made.spots))


_WAYS: Final[Mapping[type, Callable[[Workspace, Task, Any], Outcome]]] = MappingProxyType(
    {Whole: _whole, Length: _length, Part: _part}
)
