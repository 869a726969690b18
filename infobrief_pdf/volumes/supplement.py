"""A supplement: what is new since a volume was filed, and where in the binders it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from infobrief_pdf.compose.shelf import Step, filing, roman
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.volumes.matter import issue_part, own_part, set_own
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
    pages, pdf, _ = set_own(
        bindery, shelf.year.title, filing(shelf.year, list(_steps(shelf, filed)), len(filed.fronts))
    )
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
    issues = sorted(_issue_steps(shelf, filed), key=lambda each: (each[0], each[1].put is not None))
    for number, old in enumerate(filed.fronts, start=1):
        new = fronts.get(number)
        put = ("i", roman(new.pages + new.pads)) if new else None
        yield Step(number, labels["frontmatter"], ("i", roman(old)), put)
        yield from (step for _, step in issues if step.binder == number)
    out = _range(filed.end(), filed.registers) if filed.registers else None
    end = shelf.registers
    put = _range(end.first_folio, end.pages + end.pads) if end else None
    last, before = shelf.survivors[-1], len(filed.fronts)
    if last == before and (out or put):
        yield Step(last, labels["registers"], out, put)
    elif last != before:
        yield Step(before, labels["registers"], out)
        yield Step(last, labels["registers"], None, put)


def _issue_steps(shelf: Shelf, filed: State) -> Iterator[tuple[Folio, Step]]:
    """A step for each issue that is new, changed or gone, with the folio where it is done."""
    issue = shelf.year.words().labels["issueone"]
    old = {each.number: each for each in filed.issues}
    before: Folio | None = None
    for each in shelf.placed:
        length = each.pages + shelf.bindery.pads(each.pages)
        if each.filed is None:
            gone = old.get(each.number)
            step = Step(
                shelf.survivors[shelf.binder_of(each) - 1],
                _named(issue, each.number, filed.year),
                _filed_range(gone) if gone else None,
                _range(each.first_folio, length),
                None if gone else before,
            )
            yield each.first_folio, step
        before = each.first_folio + (length - 1)
    here = {each.number for each in shelf.placed}
    for withdrawn in filed.issues:
        if withdrawn.number not in here:
            name = _named(issue, withdrawn.number, filed.year)
            yield withdrawn.first_folio, Step(withdrawn.binder, name, _filed_range(withdrawn))


def _named(issue: str, number: int, year: int) -> str:
    return f"{issue[:1].upper()}{issue[1:]} {number:02}/{year}"


def _filed_range(filed: Filed) -> tuple[str, str]:
    return _range(filed.first_folio, filed.pages + filed.pads)


def _range(first: Folio, pages: int) -> tuple[str, str]:
    return str(first), str(first + (pages - 1))
