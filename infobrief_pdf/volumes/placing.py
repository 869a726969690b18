"""The issues of a volume in their places, and what the volume says and carries of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render, source, storage, validate
from infobrief_pdf.build import Workspace
from infobrief_pdf.compose.volume import Year
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.finish import Attachment, Conformance, Metadata
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.volume import LegacyIssue, Volume
from infobrief_pdf.setting import Typeset
from infobrief_pdf.sources import packed

if TYPE_CHECKING:
    from infobrief_pdf.bind import Legacy

_FILE: Final = "volume.yaml"


@dataclass(frozen=True)
class _Placed:
    """An issue in its place."""

    number: int
    first_folio: int

    @property
    def name(self) -> str:
        """What its part of the volume is called."""
        return f"{self.number:02}"


@dataclass(frozen=True)
class Ours(_Placed):
    """An issue of ours in its place."""

    typeset: Typeset

    @property
    def pages(self) -> int:
        """How many it has."""
        return self.typeset.pages


@dataclass(frozen=True)
class Taken(_Placed):
    """An issue that is taken over, in its place."""

    issue: LegacyIssue
    legacy: Legacy

    @property
    def pages(self) -> int:
        """How many it has."""
        return self.legacy.pages


@dataclass(frozen=True)
class Bindery:
    """What all parts of a volume have in common."""

    workspace: Workspace
    folder: Path
    series: str
    year: int
    layout: str | None
    is_duplex: bool
    volume: Volume = field(default_factory=Volume)
    document: source.Document | None = None

    def pads(self, pages: int) -> int:
        """Blank pages behind a part, so that the next one begins on the right."""
        return pages % 2 if self.is_duplex else 0

    def place(self, *key: str | int) -> Place:
        """Where a value of `volume.yaml` stands."""
        assert self.document is not None, "what volume.yaml says has a place in it"
        return self.document.place(key)


def with_volume_file(bindery: Bindery) -> Bindery:
    """What `volume.yaml` says, if there is one."""
    path = bindery.folder / _FILE
    if not path.is_file():
        return bindery
    document = source.read(path, storage.shown(path, bindery.workspace.folder))
    return replace(bindery, volume=validate.volume(document), document=document)


def placed_issues(bindery: Bindery, paths: Sequence[Path]) -> list[Ours | Taken]:
    """Every issue with the folio that its predecessors leave to it; all that is wrong is told at once."""
    waiting: list[tuple[int, Path | int]] = [(int(path.stem), path) for path in paths]
    waiting += [(issue.number, index) for index, issue in enumerate(bindery.volume.legacy)]
    placed: list[Ours | Taken] = []
    problems: list[Diagnostic] = []
    folio = 1
    for number, what in sorted(waiting, key=lambda each: each[0]):
        try:
            if isinstance(what, Path):
                made: Ours | Taken = _ours(bindery, number, what, folio)
            else:
                if any(number == each for each, other in waiting if other != what):
                    place = bindery.place("legacy", what, "number")
                    raise refuse("legacy-number-twice", place, number=number)
                made = _taken(bindery, what, folio)
        except Refused as refusal:
            problems += refusal.diagnostics
            continue
        placed.append(made)
        folio += made.pages + bindery.pads(made.pages)
    if problems:
        raise Refused(problems)
    return placed


def _ours(bindery: Bindery, number: int, path: Path, folio: int) -> Ours:
    form = replace(EDITIONS["archive" if bindery.is_duplex else "screen"], dates_running_head=True)
    typeset = bindery.workspace.typeset(
        path, form, layout=bindery.layout, first_folio=folio, carries_source=False
    )
    return Ours(number, folio, typeset)


def _taken(bindery: Bindery, index: int, folio: int) -> Taken:
    """A PDF of someone else, cleaned. Raises `Refused` if it cannot be bound or lacks a listed page."""
    from infobrief_pdf.bind import cleaned

    issue = bindery.volume.legacy[index]
    place = bindery.place("legacy", index, "file")
    path = bindery.folder / issue.file
    if not path.resolve().is_relative_to(bindery.folder.resolve()):
        raise refuse("legacy-outside", place, file=issue.file)
    if not path.is_file():
        raise refuse("file-missing", place, file=issue.file)
    legacy = cleaned(path.read_bytes(), issue.file, place)
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
    return Taken(issue.number, folio, issue, legacy)


def metadata(year: Year, ours: Sequence[Typeset]) -> Metadata:
    """What the volume says of itself: as old as its youngest issue, with no claim that it does not keep."""
    words: Iterator[str] = (
        word
        for each in ours
        for word in (*each.sources.issue.keywords, *each.sources.issue.article_keywords())
    )
    newest = max((each.sources for each in ours), key=lambda each: each.issue.date)
    own = newest.metadata("", year.series.language, f"WeasyPrint {render.version()}")
    return replace(
        own,
        title=f"{year.title}: {year.words().labels['volume']}",
        keywords=tuple(dict.fromkeys((*year.series.keywords, *words))),
        conformance=Conformance() if year.conforms else Conformance(None, None, None),
    )


def attachments(bindery: Bindery, ours: Sequence[Typeset], taken: Sequence[Taken]) -> tuple[Attachment, ...]:
    """The sources of the year: the workspace can be made again from them."""
    yaml = "application/yaml"
    home, first = f"issues/{bindery.series}", ours[0].sources
    folder = f"{home}/{bindery.year}"
    files = {f"{home}/series.yaml": (yaml, first.series_document.text.encode())}
    if bindery.document is not None:
        files[f"{folder}/{_FILE}"] = (yaml, bindery.document.text.encode())
    for each in ours:
        name = f"{folder}/{each.sources.issue.number:02}.yaml"
        files[name] = (yaml, each.sources.document.text.encode())
        for file, picture in each.pictures.items():
            files[f"{folder}/{file}"] = (picture.media_type, picture.content)
    for taken_over in taken:
        files[f"{folder}/{taken_over.issue.file}"] = ("application/pdf", taken_over.legacy.pdf)
    return packed(files, "volume", first.layout.name, f"Source of {bindery.series} {bindery.year}")


def hints(bindery: Bindery, placed: Sequence[Ours | Taken]) -> Iterator[Diagnostic]:
    """What was changed about issues that were taken over, and that the volume claims less for them."""
    for index, issue in enumerate(bindery.volume.legacy):
        taken = next(each for each in placed if isinstance(each, Taken) and each.number == issue.number)
        place = bindery.place("legacy", index, "file")
        yield Diagnostic("legacy-lowers-claim", place, {"file": issue.file})
        if taken.legacy.removed:
            values = {"file": issue.file, "removed": ", ".join(taken.legacy.removed)}
            yield Diagnostic("legacy-removed", place, values)
        if not taken.legacy.is_tagged:
            yield Diagnostic("legacy-untagged", place, {"file": issue.file})
