"""Doing a task, wherever that is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from infobrief_pdf import render
from infobrief_pdf.build import Workspace
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.matter import Matter, finished
from infobrief_pdf.work.following import ASK
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
        numbers=what.numbers,
    )
    return Outcome(
        hints=tuple(made.advise()),
        edition=made.edition,
        name=made.name,
        pdf=made.pdf,
        pages=made.pages,
        beside=made.beside,
        used=made.used,
        numbers=made.numbers,
    )


def _length(space: Workspace, task: Task, what: Length) -> Outcome:
    estimate = space.estimate(space.folder / task.issue, what.form, layout=task.layout)
    return Outcome(pages=estimate.pages, numbers=estimate.numbers)


def _part(space: Workspace, task: Task, what: Part) -> Outcome:
    made = space.typeset(
        space.folder / task.issue,
        what.form,
        layout=task.layout,
        first_folio=what.first_folio or ASK.get(),
        is_part=True,
        numbers=what.numbers,
    )
    used = made.sources.used(space.folder, made.pictures)
    return Outcome(pdf=made.pdf, pages=made.pages, spots=dict(made.spots), used=used, numbers=made.numbers)


def _matter(space: Workspace, task: Task, what: Matter) -> Outcome:
    with render.EXCLUSIVE:
        space.use_fonts()
        own = finished(what)
    return Outcome(pdf=own.pdf, pages=own.pages, spots=dict(own.spots))


_WAYS: Final[Mapping[type, Callable[[Workspace, Task, Any], Outcome]]] = MappingProxyType(
    {Whole: _whole, Length: _length, Part: _part, Matter: _matter}
)
