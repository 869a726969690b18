"""The yearly volume: every issue of a year, set in its place and bound with contents and registers."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import plan, render, storage
from infobrief_pdf.build import Workspace
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.dividers import dividers
from infobrief_pdf.compose.shelf import spine
from infobrief_pdf.diagnostics import Diagnostic, refuse
from infobrief_pdf.markup import slug
from infobrief_pdf.model.destination import destination
from infobrief_pdf.model.wanted import Wanted
from infobrief_pdf.products import Built
from infobrief_pdf.volumes import state
from infobrief_pdf.volumes.bindery import Bindery, opened
from infobrief_pdf.volumes.carrying import carried
from infobrief_pdf.volumes.drafting import Draft
from infobrief_pdf.volumes.hinting import hints
from infobrief_pdf.volumes.keeping import Keeper
from infobrief_pdf.volumes.matter import issue_part, matter_of, set_own
from infobrief_pdf.volumes.printing import placed_issues
from infobrief_pdf.volumes.shelving import Shelf, shelved
from infobrief_pdf.volumes.supplement import supplement_of
from infobrief_pdf.work import Here

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part
    from infobrief_pdf.work import Executor

__all__ = ["Keeper", "Wanted", "bind_year"]


_MANY: Final = 30
"""Pages whose boxes are not left to chance."""


@dataclass(frozen=True)
class _Product:
    """A file of the volume before it is written."""

    kind: str
    path: Path
    pages: int
    content: bytes


def bind_year(
    workspace: Workspace,
    series: str,
    year: int,
    wanted: Wanted | None = None,
    *,
    layout: str | None = None,
    output: Path | str | None = None,
    supplement_to: Path | None = None,
    keeper: Keeper | None = None,
    executor: Executor | None = None,
) -> tuple[Built, ...]:
    """Bind the issues of a year: a file for each binder, then dividers and spine labels if they are wanted.

    `supplement_to` is a volume of the year that is filed already: then only what is new is made, with folios
    that fit. A `keeper` has parts that need not be set again. The `executor` sets the others and is shut down
    when it has; without one they are set here. Raises `Refused`, and then writes nothing.
    """
    started = time.perf_counter()
    filed = state.read(supplement_to, series, year) if supplement_to else None
    wanted = wanted or Wanted()
    if filed:
        wanted = replace(wanted, is_duplex=filed.is_duplex)
    bindery = opened(workspace, series, year, wanted, layout, keeper)
    executor = executor or Here(workspace)
    draft = Draft(bindery)
    placed = placed_issues(bindery, executor, filed, draft.begin)
    executor.rest()
    if not executor.answers:  # a cluster only gets what issues need
        executor.shutdown()
        executor = Here(workspace)
    with render.EXCLUSIVE:
        workspace.use_fonts()
        shelf = shelved(bindery, placed, executor, draft, filed)
        executor.shutdown()
        if sum(each.pages for each in (*shelf.fronts, shelf.registers) if each) > _MANY:
            gc.collect()  # boxes refer to each other: of many pages they would take more than a whole year
        target = _target(bindery, output, filed)
        is_named = destination(workspace.folder, output).file is not None
        if filed and not is_named and target.exists():
            raise refuse("supplement-exists", None, file=target.name)
        if filed and supplement_to:
            products = [_supplement(shelf, filed, supplement_to.name, target)]
        else:
            products = list(_volumes(shelf, target))
        products += _beside(shelf, target)
    if supplement_to and any(each.path.resolve() == supplement_to.resolve() for each in products):
        raise refuse("supplement-over-volume", None, file=supplement_to.name)
    storage.write_together({each.path: each.content for each in products})
    seconds = time.perf_counter() - started
    used = bindery.used()
    for each in shelf.placed:
        used |= each.used
    said: list[list[Diagnostic]] = [[] for _ in products]
    said[0] = [*hints(bindery, shelf.placed), *shelf.overfull()]
    return tuple(
        Built(
            each.path,
            each.kind,
            each.pages,
            len(each.content),
            seconds,
            partial(list, about),
            outputs=plan.outputs({each.path: each.content}),
            used=used,
        )
        for each, about in zip(products, said, strict=True)
    )


def _volumes(shelf: Shelf, target: Path) -> Iterator[_Product]:
    """The volume, in as many files as it fills binders."""
    count = shelf.year.count
    part = slug(str(shelf.year.words().labels["part"]))
    files = {
        number: f"{target.stem}-{part}-{number}.pdf" if count > 1 else target.name
        for number in range(1, count + 1)
    }
    for number in range(1, count + 1):
        parts = [shelf.fronts[number - 1]]
        held = [each for each in shelf.placed if shelf.binder_of(each) == number]
        parts += [issue_part(shelf.bindery, shelf.year, each) for each in held]
        if shelf.registers and number == count:
            parts.append(shelf.registers)
        elsewhere = {each.name: files[shelf.binder_of(each)] for each in shelf.placed if each not in held}
        if shelf.registers and number != count:
            elsewhere[shelf.registers.name] = files[count]
        kept = shelf.state(files if count > 1 else None, number)
        yield _bound("volume", shelf, number, target.with_name(files[number]), parts, kept, elsewhere)


def _supplement(shelf: Shelf, filed: state.State, previous: str, target: Path) -> _Product:
    """What is new since a volume was filed, with a sheet that says where it belongs."""
    parts, kept, elsewhere = supplement_of(shelf, filed, previous)
    return _bound("supplement", shelf, 1, target, parts, kept, elsewhere)


def _bound(
    kind: str,
    shelf: Shelf,
    binder: int,
    path: Path,
    parts: Sequence[Part],
    kept: state.State,
    elsewhere: dict[str, str],
) -> _Product:
    from infobrief_pdf import bind  # pikepdf is not needed for anything else

    content = bind.bound(parts, carried(shelf, binder, kind, kept, elsewhere))
    return _Product(kind, path, sum(part.pages + part.pads for part in parts), content)


def _beside(shelf: Shelf, target: Path) -> Iterator[_Product]:
    """What is printed for the binder."""
    wanted = shelf.bindery.wanted
    base = target.stem
    if wanted.dividers:
        composed = dividers(shelf.year, shelf.undivided)
        yield _printed("dividers", shelf, composed, target.with_name(f"{base}-dividers.pdf"))
    if wanted.spine:
        composed = spine(shelf.year, wanted.spine)
        yield _printed("spine", shelf, composed, target.with_name(f"{base}-spine.pdf"))


def _printed(kind: str, shelf: Shelf, composed: Composed, path: Path) -> _Product:
    pages, pdf, _ = set_own(shelf.bindery, matter_of(shelf.bindery, shelf.year.title, composed))
    if kind == "dividers" and (holes := shelf.bindery.wanted.holes):
        from infobrief_pdf.bind.holes import punched

        pdf = punched(pdf, holes)
    return _Product(kind, path, pages, pdf)


def _target(bindery: Bindery, output: Path | str | None, filed: state.State | None) -> Path:
    """The file that was asked for; else one in the folder that was, named like the volume."""
    asked = destination(bindery.workspace.folder, output)
    if asked.file:
        return asked.path
    name = f"{bindery.series}-{bindery.year}" + ("" if bindery.wanted.is_duplex else "-screen")
    if filed:
        name += "-supplement" + (f"-{filed.supplements + 1}" if filed.supplements else "")
    return asked.folder / f"{name}.pdf"
