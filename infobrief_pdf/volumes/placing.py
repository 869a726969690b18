"""The issues of a volume in their places, and what the volume says and carries of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import raster
from infobrief_pdf.compose import Content
from infobrief_pdf.compose.listings import Listing, legacy_listing, listing
from infobrief_pdf.compose.volume import Stamp
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.images import Prepared
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.model.volume import LegacyIssue
from infobrief_pdf.setting import Typeset, composed
from infobrief_pdf.sources import Sources
from infobrief_pdf.volumes.bindery import Bindery, issues_of
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.stamping import stamps_for
from infobrief_pdf.volumes.state import Filed, State

if TYPE_CHECKING:
    from infobrief_pdf.bind import Legacy

_YAML: Final = "application/yaml"

Files = dict[str, tuple[str, bytes]]
"""Files by their path below the folder of the year: media type and content."""


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """An issue in its place; `targets` are the pages of what registers name, from 0."""

    number: int
    digest: str
    first_folio: Folio = FIRST
    pages: int = 0
    targets: Mapping[str, int]
    filed: Filed | None = None
    """Where its sheets are filed already, if they stay there."""

    @property
    def name(self) -> str:
        """What its part of the volume is called."""
        return f"{self.number:02}"


@dataclass(frozen=True, kw_only=True)
class Ours(_Placed):
    """An issue of ours in its place; not set if its sheets are filed already."""

    path: Path
    sources: Sources
    content: Content
    pictures: Mapping[str, Prepared]
    typeset: Typeset | None = None

    @property
    def day(self) -> date:
        """Day of publication."""
        return self.sources.issue.date

    def keywords(self) -> tuple[str, ...]:
        """What it says of itself."""
        return self.sources.keywords()

    def listed(self, language: str) -> Listing:
        """What contents and registers list of it."""
        folios = {anchor: self.first_folio + page for anchor, page in self.targets.items()}
        return listing(self.name, self.sources.issue, self.content, self.first_folio, folios)

    def files(self) -> Files:
        """Its sources."""
        own = (_YAML, self.sources.document.text.encode())
        pictures = {file: (each.media_type, each.content) for file, each in self.pictures.items()}
        return {f"{self.name}.yaml": own, **pictures}


@dataclass(frozen=True, kw_only=True)
class Taken(_Placed):
    """An issue that is taken over, in its place."""

    issue: LegacyIssue
    legacy: Legacy
    stamps: tuple[Stamp, ...] = ()
    crowded: tuple[int, ...] = ()
    """Pages, from 1, with no room for a folio."""

    @property
    def day(self) -> date:
        """Day of publication."""
        return self.issue.date

    def heads(self, series: str, year: int) -> tuple[str, str]:
        """What stands at the head of its pages, and the same in short."""
        number = f"{self.name}/{year}"
        return f"{self.issue.title or series} {number}", number

    def keywords(self) -> tuple[str, ...]:
        """What is listed of it."""
        return tuple(word for article in self.issue.articles for word in article.keywords)

    def listed(self, language: str) -> Listing:
        """What contents and registers list of it."""
        return legacy_listing(self.name, self.issue, language, self.first_folio)

    def files(self) -> Files:
        """Its pages."""
        return {self.issue.file: ("application/pdf", self.legacy.pdf)}


Placed = Ours | Taken


def placed_issues(bindery: Bindery, state: State | None = None) -> list[Placed]:
    """Every issue with the folio that its predecessors leave to it; all that is wrong is told at once.

    With the `state` of a volume that is filed already, what is unchanged stays where it is.
    """
    waiting = _waiting(bindery)
    if state is None:
        return _in_order(bindery, waiting)
    filed = {each.number: each for each in state.issues}
    found = _each(waiting, lambda what: _kept(bindery, what, filed.get(what.number)))
    spans = [
        Span(
            each.pages + bindery.pads(each.pages),
            filed[each.number].first_folio if each.number in filed else None,
            each.filed is not None,
        )
        for each in found
    ]
    firsts = numbered(spans)
    return [_moved(bindery, each, first) for each, first in zip(found, firsts, strict=True)]


def _in_order(bindery: Bindery, waiting: Sequence[_Waiting]) -> list[Placed]:
    folio = FIRST

    def place(what: _Waiting) -> Placed:
        nonlocal folio
        made = _set_at(bindery, what.read(), folio)
        folio += made.pages + bindery.pads(made.pages)
        return made

    return _each(waiting, place)


def _kept(bindery: Bindery, what: _Waiting, filed: Filed | None) -> Placed:
    """An issue that is filed as it is now; else set, its folio still open."""
    read = what.read()
    if filed is None or filed.digest != read.digest or not set(_anchors(read)) <= filed.targets.keys():
        return _set_at(bindery, read, FIRST)
    return replace(read, first_folio=filed.first_folio, pages=filed.pages, targets=filed.targets, filed=filed)


def _moved(bindery: Bindery, placed: Placed, folio: Folio) -> Placed:
    if placed.first_folio == folio:
        return placed
    moved = _set_at(bindery, replace(placed, filed=None), folio)
    if moved.pages != placed.pages:
        raise refuse("pages-unstable")
    return moved


def _set_at(bindery: Bindery, placed: Placed, folio: Folio) -> Placed:
    """The issue with its pages, which begin with a folio."""
    if isinstance(placed, Taken):
        heads = placed.heads(bindery.first.series.name, bindery.year)
        pdf, is_duplex = placed.legacy.pdf, bindery.wanted.is_duplex
        stamps, crowded = stamps_for(pdf, placed.issue.file, heads, folio, is_duplex=is_duplex)
        return replace(
            placed,
            first_folio=folio,
            pages=placed.legacy.pages,
            stamps=tuple(stamps),
            crowded=tuple(crowded),
        )
    made = bindery.workspace.typeset(
        placed.path, bindery.form, layout=bindery.layout, first_folio=folio, carries_source=False
    )
    targets = {anchor: spot.page for anchor, spot in made.spots.items()}
    return replace(placed, first_folio=folio, pages=made.pages, targets=targets, typeset=made)


def _anchors(placed: Placed) -> Iterator[str]:
    if isinstance(placed, Ours):
        yield from placed.content.targets.values()


@dataclass(frozen=True)
class _Waiting:
    """An issue that has no place yet."""

    number: int
    read: Callable[[], Placed]


def _waiting(bindery: Bindery) -> list[_Waiting]:
    """The issues of the year in the order of their numbers."""
    paths = issues_of(bindery.workspace, bindery.series, bindery.year)
    ours = {int(path.stem) for path in paths}
    found = [_Waiting(int(path.stem), partial(_ours, bindery, path)) for path in paths]
    numbers = [issue.number for issue in bindery.volume.legacy]
    for index, number in enumerate(numbers):
        is_twice = number in ours or numbers.count(number) > 1
        found.append(_Waiting(number, partial(_taken, bindery, index, is_twice=is_twice)))
    return sorted(found, key=lambda each: each.number)


def _each(waiting: Sequence[_Waiting], place: Callable[[_Waiting], Placed]) -> list[Placed]:
    placed: list[Placed] = []
    problems: list[Diagnostic] = []
    for what in waiting:
        try:
            placed.append(place(what))
        except Refused as refusal:
            problems += refusal.diagnostics
    if problems:
        raise Refused(problems)
    return placed


def _ours(bindery: Bindery, path: Path) -> Ours:
    sources = bindery.workspace.read(path, bindery.layout)
    if bindery.form.binding is not None:
        sources = replace(sources, layout=sources.layout.bound_at(bindery.form.binding))
    pictures = sources.pictures(bindery.form)
    return Ours(
        number=sources.issue.number,
        digest=sources.digest(pictures),
        targets={},
        path=path,
        sources=sources,
        content=composed(sources, pictures, bindery.form),
        pictures=pictures,
    )


def _taken(bindery: Bindery, index: int, *, is_twice: bool) -> Taken:
    """A PDF of someone else, cleaned. Raises `Refused` if it cannot be bound or lacks a listed page."""
    from infobrief_pdf.bind import cleaned

    issue = bindery.volume.legacy[index]
    if is_twice:
        raise refuse("legacy-number-twice", bindery.place("legacy", index, "number"), number=issue.number)
    place = bindery.place("legacy", index, "file")
    path = bindery.folder / issue.file
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(bindery.folder)):
        raise refuse("legacy-outside", place, file=issue.file)
    legacy = cleaned(raster.read(path, issue.file, place), issue.file, place)
    missing = [
        Diagnostic(
            "legacy-page-missing",
            bindery.place("legacy", index, "articles", position, "page"),
            {"file": issue.file, "page": article.page, "pages": legacy.pages},
        )
        for position, article in enumerate(issue.articles)
        if article.page > legacy.pages
    ]
    if missing:
        raise Refused(missing)
    digest = sha256(legacy.pdf + issue.model_dump_json(exclude_defaults=True).encode()).hexdigest()
    return Taken(number=issue.number, digest=digest, targets={}, issue=issue, legacy=legacy)
