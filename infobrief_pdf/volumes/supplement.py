"""A supplement: what is new since a volume was filed, and where in the binders it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from infobrief_pdf.compose.shelf import Step, filing, roman
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.volumes.matter import issue_part, matter_of, own_part, set_own
from infobrief_pdf.volumes.placed import Placed
from infobrief_pdf.volumes.shelving import Shelf
from infobrief_pdf.volumes.state import Filed, State

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part

_FILING: Final = "filing"


def supplement_of(shelf: Shelf, filed: State, previous: str) -> tuple[list[Part], State, dict[str, str]]:
    """The parts of the supplement, what its manifest keeps, and the files of what it does not hold.

    Raises `Refused` if nothing is new.
    """
    bindery = shelf.bindery
    state = shelf.state(supplements=filed.supplements + 1)
    new = [each for each in shelf.placed if each.filed is None]
    if not new and len(shelf.placed) == len(filed.issues) and state.matter == filed.matter:
        raise refuse("supplement-empty", None, file=previous)
    sheet = filing(shelf.year, list(_steps(shelf, filed)), filed.supplements + 1, len(filed.fronts))
    pages, pdf, _ = set_own(bindery, matter_of(bindery, shelf.year.title, sheet))
    title = str(shelf.year.words().labels["supplement"])
    parts = [own_part(bindery, _FILING, title, pdf, pages, {}, FIRST, numerals="A"), *shelf.fronts]
    parts += [issue_part(bindery, shelf.year, each) for each in new]
    if shelf.registers:
        parts.append(shelf.registers)
    files = {each.name: each.filed.file or previous for each in shelf.placed if each.filed}
    issues = (
        each.model_copy(update={"file": files.get(placed.name)})
        for each, placed in zip(state.issues, shelf.placed, strict=True)
    )
    return parts, state.model_copy(update={"issues": tuple(issues)}), files


def _steps(shelf: Shelf, filed: State) -> Iterator[Step]:
    """What to do, from the first binder to the last, in the order of the folios.

    Binders are named as they are labelled now; one that has lost all its issues is emptied.
    """
    labels = shelf.year.words().labels
    fronts = dict(zip(shelf.survivors, shelf.fronts, strict=True))
    issues = list(_issue_steps(shelf, filed))
    for number, old in enumerate(filed.fronts, start=1):
        new = fronts.get(number)
        put = ("i", roman(new.pages + new.pads)) if new else None
        yield Step(number, labels["frontmatter"], ("i", roman(old)), put)
        yield from (step for step in issues if step.binder == number)
    out = _range(filed.end(), filed.registers) if filed.registers else None
    end = shelf.registers
    put = _range(end.first_folio, end.pages + end.pads) if end else None
    behind = _last_folio(shelf.placed[-1])
    yield Step(len(filed.fronts), labels["registers"], out)
    yield Step(shelf.survivors[-1], labels["registers"], None, put, behind)


def _issue_steps(shelf: Shelf, filed: State) -> Iterator[Step]:
    """A step for each issue that is new, changed or gone, in the order of the folios."""
    issue = shelf.year.words().labels["issueone"]
    here = {each.number for each in shelf.placed}
    for old in filed.issues:
        is_out = old.number not in here or any(
            each.number == old.number and each.filed is None for each in shelf.placed
        )
        if is_out:
            yield Step(old.binder, _named(issue, old.number, filed.year), _filed_range(old))
    before: str | None = None
    for each in shelf.placed:
        length = _length(shelf, each)
        if each.filed is None:
            binder, name = shelf.survivors[shelf.binder_of(each) - 1], _named(issue, each.number, filed.year)
            front = roman(shelf.fronts[shelf.binder_of(each) - 1].pages)
            yield Step(binder, name, None, _range(each.first_folio, length), before or front)
        before = _last_folio(each)


def _length(shelf: Shelf, each: Placed) -> int:
    return each.pages + shelf.bindery.pads(each.pages)


def _last_folio(each: Placed) -> str:
    """The last folio that is printed: a blank page behind has none."""
    return str(each.first_folio + (each.pages - 1))


def _named(issue: str, number: int, year: int) -> str:
    return f"{issue[:1].upper()}{issue[1:]} {number:02}/{year}"


def _filed_range(filed: Filed) -> tuple[str, str]:
    return _range(filed.first_folio, filed.pages + filed.pads)


def _range(first: Folio, pages: int) -> tuple[str, str]:
    return str(first), str(first + (pages - 1))
