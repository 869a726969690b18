"""The issues of a volume in their places, and what the volume says and carries of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath

from infobrief_pdf import plan, raster, storage
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.setting import composed
from infobrief_pdf.volumes.bindery import Bindery, issues_of
from infobrief_pdf.volumes.placed import Ours, Placed, Set, Taken
from infobrief_pdf.volumes.stamping import stamps_for
from infobrief_pdf.volumes.state import Filed
from infobrief_pdf.work import Outcome


def is_unchanged(placed: Placed, filed: Filed | None) -> bool:
    """Whether an issue is filed as it is now."""
    return (
        filed is not None and filed.digest == placed.digest and set(_anchors(placed)) <= filed.targets.keys()
    )


def as_filed(placed: Placed, filed: Filed) -> Placed:
    """An issue where its sheets are filed already."""
    return replace(
        placed, first_folio=filed.first_folio, pages=filed.pages, targets=filed.targets, filed=filed
    )


def printed(bindery: Bindery, placed: Ours, folio: Folio, made: Outcome) -> Set:
    """An issue of ours with its pages, which begin with a folio.

    Inputs that were others when it was read here than when its pages were made count as missing.
    """
    targets = {anchor: spot.page for anchor, spot in made.spots.items()}
    here = replace(placed, first_folio=folio, targets=targets)
    return Set(
        number=placed.number,
        digest=placed.digest,
        first_folio=folio,
        pages=made.pages,
        targets=targets,
        used={
            name: digest if made.used.get(name) == digest else plan.MISSING
            for name, digest in placed.used.items()
        },
        path=placed.path,
        day=placed.day,
        title=placed.content.title,
        language=placed.content.language,
        pdf=made.pdf,
        spots=made.spots,
        listing=here.listed(bindery.first.series.language),
        words=placed.keywords(),
        sources=placed.files(),
    )


def stamped(bindery: Bindery, placed: Taken, folio: Folio) -> Taken:
    """An issue that is taken over, with what is printed on its pages, which begin with a folio."""
    heads = placed.heads(bindery.first.series.name, bindery.year)
    pdf, is_duplex = placed.legacy.pdf, bindery.wanted.is_duplex
    stamps, crowded = stamps_for(pdf, placed.issue.file, heads, folio, is_duplex=is_duplex)
    return replace(placed, first_folio=folio, stamps=tuple(stamps), crowded=tuple(crowded))


def _anchors(placed: Placed) -> Iterator[str]:
    if isinstance(placed, Ours):
        yield from placed.content.targets.values()


@dataclass(frozen=True)
class Waiting:
    """An issue that has no place yet; `read` raises `Refused`. `path` is its file if it is one of ours."""

    number: int
    read: Callable[[], Placed]
    path: Path | None = None


def waiting_issues(bindery: Bindery) -> list[Waiting]:
    """The issues of the year in the order of their numbers."""
    paths = issues_of(bindery.workspace, bindery.series, bindery.year)
    numbers_of_ours = {int(path.stem) for path in paths}
    found = [Waiting(int(path.stem), partial(ours, bindery, path), path) for path in paths]
    numbers = [issue.number for issue in bindery.volume.legacy]
    for index, number in enumerate(numbers):
        is_twice = number in numbers_of_ours or numbers.count(number) > 1
        found.append(Waiting(number, partial(_taken, bindery, index, is_twice=is_twice)))
    return sorted(found, key=lambda each: each.number)


def ours(bindery: Bindery, path: Path) -> Ours:
    """An issue of ours, read. Raises `Refused`."""
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
        used=sources.used(bindery.workspace.folder, pictures),
    )


def _taken(bindery: Bindery, index: int, *, is_twice: bool) -> Taken:
    """A PDF of someone else, cleaned. Raises `Refused` if it cannot be bound or lacks a listed page."""
    from infobrief_pdf.bind import cleaned

    issue = bindery.volume.legacy[index]
    if is_twice:
        raise refuse("legacy-number-twice", bindery.place("legacy", index, "number"), number=issue.number)
    place = bindery.place("legacy", index, "file")
    path = bindery.folder / issue.file
    _check_inside(bindery, issue.file, place)
    content = raster.read(path, issue.file, place)
    legacy = cleaned(content, issue.file, place)
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
    used = {plan.file(plan.inside(path, bindery.workspace.folder)): sha256(content).hexdigest()}
    return Taken(
        number=issue.number,
        digest=digest,
        pages=legacy.pages,
        targets={},
        used=used,
        issue=issue,
        legacy=legacy,
    )


def _check_inside(bindery: Bindery, file: str, place: Place) -> None:
    """Raise `Refused` unless a PDF lies in the folder of the year and is named from there.

    It travels inside the volume by that name, into a folder that may lie anywhere.
    """
    folder = Path(os.path.realpath(bindery.folder))
    path = Path(os.path.realpath(folder / file))
    if not path.is_relative_to(folder):
        raise refuse("legacy-outside", place, file=file, folder=_shown(bindery))
    is_from_elsewhere = PurePosixPath(file).is_absolute() or ".." in file.split("/")
    if is_from_elsewhere or "\\" in file or PureWindowsPath(file).drive:
        suggestion = path.relative_to(folder).as_posix() if path.is_file() else ""
        raise refuse("legacy-path", place, file=file, folder=_shown(bindery), suggestion=suggestion)


def _shown(bindery: Bindery) -> str:
    return storage.shown(bindery.folder, bindery.workspace.folder)
