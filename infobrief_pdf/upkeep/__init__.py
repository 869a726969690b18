"""Products kept up to date: what is stale is made, the rest is told from its record.

Nothing that makes pages is imported before something is stale. Each build leaves a record: the digests of
its inputs, taken before they were read, and of its files. A file that changes while it is being built from
therefore makes the product stale, and so does one that somebody else has written since.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infobrief_pdf.cache import Entry, Store, Survey
from infobrief_pdf.cache.stamps import Stamps
from infobrief_pdf.cache.store import key
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model.destination import destination
from infobrief_pdf.pausing import uncollected
from infobrief_pdf.plan import (
    FONTS,
    FORCED,
    LIBRARIES,
    PROGRAM,
    Reason,
    Record,
    file,
    inside,
    pack,
    reasons,
)
from infobrief_pdf.plan.records import as_json, from_json
from infobrief_pdf.upkeep.wishes import EditionWish
from infobrief_pdf.upkeep.workshop import Workshop

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace
    from infobrief_pdf.work import Outcome, Task

__all__ = ["EditionWish", "Product", "Upkeep", "Verdict"]

_NUMBERS = "numbers"


@dataclass(frozen=True)
class Product:
    """A file that is up to date now. `seconds` is the time it took to make it so, `size` its bytes."""

    path: Path
    edition: str
    pages: int
    size: int
    seconds: float
    hints: tuple[Diagnostic, ...]
    beside: tuple[Path, ...] = ()
    is_new: bool = True


class Verdict(NamedTuple):
    """What is kept of a wish and why it has to be made; no reason if it is up to date."""

    record: Record | None
    reasons: tuple[Reason, ...]


class Upkeep:
    """The products of a workspace, as its inputs are now.

    The inputs are looked at once: a process that goes on takes a new one for each round, with `renewed`.
    `is_forced` makes everything anew. Work that is done elsewhere stands between `task` and `note`.
    """

    def __init__(self, workspace: Path, *, is_forced: bool = False) -> None:
        self.workspace = workspace
        self.is_forced = is_forced
        self.store = Store(workspace)
        self._stamps = Stamps(self.store)
        self.survey = Survey(workspace, self._stamps)
        self.workshop = Workshop(workspace)

    def renewed(self) -> Upkeep:
        """The same workspace, looked at anew; what it has read of its typefaces stays if they do."""
        self.close()
        other = Upkeep(self.workspace, is_forced=self.is_forced)
        other.workshop = self.workshop
        return other

    def edition(self, wish: EditionWish) -> Product:
        """An edition of an issue, made here if it is stale. Raises `Refused`."""
        if (product := self.current(wish)) is not None:
            return product
        from infobrief_pdf.work import perform

        with uncollected():
            return self.note(wish, perform(self.space(), self.task(wish)))

    def current(self, wish: EditionWish) -> Product | None:
        """An edition that is up to date; `None` if it has to be made."""
        started = time.perf_counter()
        record, why = self.look(wish)
        if record is None or why:
            return None
        home = destination(self.workspace, wish.output).folder
        first, *others = record.outputs
        beside = tuple(home / each.name for each in others)
        seconds = time.perf_counter() - started
        pages = record.facts["pages"]
        return Product(
            home / first.name, wish.edition, pages, first.size, seconds, record.hints, beside, is_new=False
        )

    def look(self, wish: EditionWish) -> Verdict:
        """Whether an edition is up to date."""
        return self.judged(wish.as_json(self.workspace), destination(self.workspace, wish.output).folder)

    def task(self, wish: EditionWish) -> Task:
        """What has to be done for an edition, here or elsewhere; it begins with the last page numbers.

        What is about to be read is looked at now, so that whatever changes from here on is noticed.
        """
        from infobrief_pdf.work import Task, Whole

        self.ahead(wish.issue)
        entry = None if self.is_forced else self.store.get(self._numbers_of(wish))
        what = Whole(
            wish.edition,
            file=destination(self.workspace, wish.output).file,
            order=wish.order,
            occasion=wish.occasion,
            article=wish.article,
            numbers=entry.values if entry else {},
        )
        return Task(inside(wish.issue, self.workspace), what, wish.layout)

    def note(self, wish: EditionWish, outcome: Outcome) -> Product:
        """Write an edition that was made and keep its record. Raises `Refused`, also for what failed."""
        from infobrief_pdf.products import written

        built = written(outcome.made(), destination(self.workspace, wish.output).folder, outcome.seconds)
        inputs = self.taken({**self.workshop.libraries(), **built.used})
        facts = {"pages": built.pages}
        self.record(wish.as_json(self.workspace), Record(inputs, built.outputs, facts, built.hints))
        numbers = {manner: dict(of) for manner, of in outcome.numbers.items()}
        self.store.put(self._numbers_of(wish), Entry(numbers))
        return Product(
            built.path, built.edition, built.pages, built.size, built.seconds, built.hints, built.beside
        )

    def space(self) -> Workspace:
        """The workspace with its typefaces as they are now."""
        return self.workshop.at(self.survey(FONTS))

    def wanted(self, issue: Path, edition: str) -> tuple[tuple[str, str | None], ...]:
        """The editions that `all` stands for, and the articles of one that is made of single articles.

        Raises `Refused`.
        """
        wish = {"kind": "wanted", "issue": inside(issue, self.workspace), "edition": edition}
        verdict = self.judged(wish, self.workspace)
        if verdict.record is not None and not verdict.reasons:
            return tuple((name, article) for name, article in verdict.record.facts["wanted"])
        self.ahead(issue)
        found, used = self.workshop.wanted(self.survey(FONTS), issue, edition)
        self.record(wish, Record(self.taken(used), facts={"wanted": [list(each) for each in found]}))
        return found

    def judged(self, wish: Mapping[str, Any], home: Path) -> Verdict:
        """What is kept of a wish whose files are in a folder, and whether it is up to date."""
        entry = self.store.get(key(wish))
        record = from_json(entry.values) if entry else None
        if record is None:
            return Verdict(None, reasons(None, {}, {}))
        if self.is_forced:
            return Verdict(record, (FORCED,))
        there = {each.name: self.survey.output(home / each.name) for each in record.outputs}
        return Verdict(record, reasons(record, self.survey.of(record.inputs), there))

    def record(self, wish: Mapping[str, Any], record: Record) -> None:
        """Keep what is known of a wish."""
        self.store.put(key(wish), Entry(as_json(record)))

    def ahead(self, *files: Path) -> None:
        """Take the digests of what is about to be read: files, their series, every layout, typefaces."""
        names = (file(inside(path, self.workspace)) for path in files)
        homes = {path.parent.parent / "series.yaml" for path in files}
        series = (file(inside(path, self.workspace)) for path in homes)
        self.survey.of((*names, *series, *map(pack, self.survey.packs()), FONTS, PROGRAM, LIBRARIES))

    def taken(self, used: Mapping[str, str | None]) -> dict[str, str]:
        """The digests of inputs: those that were taken when they were read, else as the survey has them."""
        return {name: self.survey(name) if digest is None else digest for name, digest in used.items()}

    def close(self) -> None:
        """Keep what was found out about files, and clear away what is too much."""
        if not self.store.is_new:
            self._stamps.close()
        self.store.close()

    def _numbers_of(self, wish: EditionWish) -> str:
        """The entry of the page numbers that an edition had when it was last made."""
        return key({**wish.as_json(self.workspace), "kind": _NUMBERS, "output": None})
