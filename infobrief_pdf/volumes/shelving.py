"""A year's parts, distributed among the binders that they fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from infobrief_pdf.compose.years import Year
from infobrief_pdf.diagnostics import Diagnostic, refuse
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.drafting import Draft, behind
from infobrief_pdf.volumes.matter import front_part, is_vast, registers, year_of
from infobrief_pdf.volumes.placed import Placed
from infobrief_pdf.volumes.splitting import BINDERS, divided, thickness
from infobrief_pdf.volumes.state import Filed, State
from infobrief_pdf.work import Executor

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part

_MOST_PASSES: Final = 4
"""Divisions until the front matter, which names the binders, has its length."""


@dataclass(frozen=True)
class Shelf:
    """A year in its binders: each begins with its front matter, the last ends with the registers."""

    bindery: Bindery
    placed: tuple[Placed, ...]
    year: Year
    fronts: tuple[Part, ...]
    registers: Part | None
    survivors: tuple[int, ...] = ()
    """The binders as they were numbered in the volume that is filed, in the order that they have now."""
    filed: frozenset[str] = frozenset()
    """The issues that were filed before, by name."""

    def binder_of(self, placed: Placed) -> int:
        """The binder of an issue, from 1."""
        return self.year.binders.get(placed.name, 1)

    def state(
        self, files: Mapping[int, str] | None = None, here: int | None = None, supplements: int = 0
    ) -> State:
        """What the manifest keeps; `files` are those of the binders, `here` the binder of this one."""
        bindery = self.bindery
        issues = [
            Filed(
                number=each.number,
                first=(each.first_folio.page, each.first_folio.inserted),
                pages=each.pages,
                pads=bindery.pads(each.pages),
                binder=self.binder_of(each),
                digest=each.digest,
                targets=dict(sorted(each.targets.items())),
                file=None if self.binder_of(each) == here else (files or {}).get(self.binder_of(each)),
            )
            for each in self.placed
        ]
        return State(
            series=bindery.series,
            year=bindery.year,
            is_duplex=bindery.wanted.is_duplex,
            fronts=tuple(each.pages + each.pads for each in self.fronts),
            registers=_length(self.registers),
            issues=tuple(issues),
            matter=sha256(bindery.document.text.encode()).hexdigest() if bindery.document else "",
            supplements=supplements,
        )

    @property
    def undivided(self) -> frozenset[str]:
        """The issues that have no divider in the binder yet."""
        return frozenset(each.name for each in self.placed) - self.filed

    def overfull(self) -> Iterator[Diagnostic]:
        """A hint for each binder that holds less than it is given."""
        binder = self.bindery.wanted.binder
        if binder is None:
            return
        capacity = BINDERS[binder]
        issues, front, last = _thicknesses(self.bindery, self.placed, self.fronts, self.registers)
        for number in range(1, self.year.count + 1):
            held = sum(
                issue
                for issue, each in zip(issues, self.placed, strict=True)
                if self.binder_of(each) == number
            )
            total = front[number - 1] + held + (last if number == self.year.count else 0)
            if total > capacity:
                values = {"part": number, "thickness": f"{total:.0f}", "capacity": f"{capacity:.0f}"}
                yield Diagnostic("binder-overfull", None, values)


def shelved(
    bindery: Bindery, placed: Sequence[Placed], executor: Executor, draft: Draft, filed: State | None = None
) -> Shelf:
    """The volume's own pages and the binders of its issues; those that are `filed` stay in theirs.

    While the `executor` sets the registers, the front matter is laid out here, if it is not drafted already;
    that of a vast year is set by another process of it afterwards.
    """
    bindery = replace(bindery, day=max(each.day for each in placed))
    year = year_of(bindery, placed, is_supplement=filed is not None)
    wait = registers(bindery, year, behind(bindery, placed), executor)
    if filed is None and not is_vast(year):
        draft.begin(placed)
    end, folios = wait()
    executor.rest()
    binders = {each.name: 1 for each in placed}
    survivors: tuple[int, ...] = ()
    if filed:
        binders, survivors = _as_filed(placed, filed)
    for _ in range(_MOST_PASSES):
        year = replace(year, binders=binders)
        fronts = tuple(
            front_part(bindery, year.seen_from(number), folios, executor, draft.take())
            for number in range(1, year.count + 1)
        )
        found = binders if filed else _binders(bindery, placed, fronts, end)
        if found == binders:
            numbers = {each.number for each in filed.issues} if filed else set()
            before = frozenset(each.name for each in placed if each.number in numbers)
            return Shelf(bindery, tuple(placed), year, fronts, end, survivors, before)
        binders = found
    raise refuse("pages-unstable")


def _binders(
    bindery: Bindery, placed: Sequence[Placed], fronts: Sequence[Part], end: Part | None
) -> dict[str, int]:
    if bindery.wanted.binder is None:
        return {each.name: 1 for each in placed}
    issues, front, last = _thicknesses(bindery, placed, fronts, end)
    numbers = divided(issues, max(front), last, BINDERS[bindery.wanted.binder])
    return {each.name: number for each, number in zip(placed, numbers, strict=True)}


def _as_filed(placed: Sequence[Placed], filed: State) -> tuple[dict[str, int], tuple[int, ...]]:
    """The binder of each issue, and the old numbers of the binders that are left.

    Late issues stand in the binder of the one before them; one that has lost all its issues is gone.
    """
    known = {each.number: each.binder for each in filed.issues}
    binders: dict[str, int] = {}
    binder = 1
    for each in placed:
        binder = max(binder, known.get(each.number, binder))
        binders[each.name] = binder
    left = tuple(sorted(set(binders.values())))
    return {name: left.index(number) + 1 for name, number in binders.items()}, left


def _thicknesses(
    bindery: Bindery, placed: Sequence[Placed], fronts: Sequence[Part], end: Part | None
) -> tuple[list[float], list[float], float]:
    """Millimetres that the issues, the front matter of each binder and the registers take."""
    wanted = bindery.wanted

    def measured(pages: int, dividers: int = 0) -> float:
        sheets = (pages + 1) // 2 if wanted.is_duplex else pages
        return thickness(sheets, wanted.paper, dividers)

    issues = [measured(each.pages + bindery.pads(each.pages), int(wanted.dividers)) for each in placed]
    return issues, [measured(_length(each)) for each in fronts], measured(_length(end))


def _length(part: Part | None) -> int:
    """Pages of a part, blank ones included."""
    return part.pages + part.pads if part else 0
