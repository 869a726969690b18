"""What all parts of a volume have in common."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import plan, source, storage, validate
from infobrief_pdf.build import Workspace
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.model.volume import Volume
from infobrief_pdf.model.wanted import Wanted
from infobrief_pdf.sources import SERIES, SeriesSources, series_inputs

if TYPE_CHECKING:
    from infobrief_pdf.volumes.keeping import Keeper

FILE: Final = "volume.yaml"

_SURELY: Final = 20
"""Characters of a text that stand in a title by no chance."""


@dataclass(frozen=True)
class Bindery:
    """A year of a series on its way into a volume."""

    workspace: Workspace
    folder: Path
    series: str
    year: int
    layout: str | None
    wanted: Wanted
    first: SeriesSources
    volume: Volume = field(default_factory=Volume)
    document: source.Document | None = None
    keeper: Keeper | None = None
    """Keeps parts from one time to the next; without one everything is set."""

    day: date = date.min
    """The day of its youngest issue."""

    @property
    def form(self) -> Edition:
        """The edition that issues are set in."""
        edition = EDITIONS["archive" if self.wanted.is_duplex else "screen"]
        return replace(edition, dates_running_head=True)

    def used(self) -> dict[str, str | None]:
        """The inputs of the volume beside its issues, by the names of `infobrief_pdf.plan`."""
        home = self.workspace.folder
        files = (self.folder / FILE, self.folder.parent / SERIES)
        names = (plan.file(plan.inside(path, home)) for path in files)
        year = plan.listing(plan.inside(self.folder, home))
        return dict.fromkeys((*names, year, *series_inputs(self.first.packs)))

    def pads(self, pages: int) -> int:
        """Blank pages behind a part, so that the next one begins on the right."""
        return pages % 2 if self.wanted.is_duplex else 0

    def place(self, *key: str | int) -> Place:
        """Where a value of `volume.yaml` stands."""
        assert self.document is not None, "what volume.yaml says has a place in it"
        return self.document.place(key)

    def placed(self, problem: Diagnostic) -> Diagnostic:
        """A problem of the volume's own pages with the place of the text that it is about, if it is known."""
        of, _, field = str(problem.values.get("source") or self._running(problem)).partition("-")
        if of == "series" and field:
            return replace(problem, place=self.first.series_place((field,)))
        key = {"volume-title": ("title",), "preface-": ("preface", "text")}.get(f"{of}-{field}")
        return replace(problem, place=self.place(*key)) if key and self.document else problem

    def _running(self, problem: Diagnostic) -> str:
        """The source of a running head, which templates cannot say."""
        text = " ".join(str(problem.values.get("text", "")).split())
        name = " ".join((self.volume.title or self.first.series.name).split())
        is_it = len(text) >= _SURELY and text in name
        return ("volume-title" if self.volume.title else "series-name") if is_it else ""

    def locate(self, key: source.Key, offset: int = 0) -> Place:
        """Where a value of the series or of `volume.yaml` stands."""
        if key[:1] == ("imprint",) or self.document is None:
            return self.first.series_place(key, offset)
        return self.document.place(key, offset=offset)


def issues_of(workspace: Workspace, series: str, year: int) -> list[Path]:
    """The files of a year's issues."""
    return [each for each in workspace.issues() if each.parts[-3:-1] == (series, str(year))]


def opened(
    workspace: Workspace,
    series: str,
    year: int,
    wanted: Wanted,
    layout: str | None,
    keeper: Keeper | None = None,
) -> Bindery:
    """The bindery of a year. Raises `Refused` if it has no issue, neither in YAML nor as PDF."""
    folder = workspace.folder / "issues" / series / str(year)
    path = folder / FILE
    if not issues_of(workspace, series, year) and not path.is_file():
        raise _empty(workspace, series, year)
    first = workspace.series_sources(series, layout)
    if wanted.is_duplex and (edge := EDITIONS["archive"].binding) is not None:
        first = replace(first, layout=first.layout.bound_at(edge))
    bindery = Bindery(workspace, folder, series, year, layout, wanted, first, keeper=keeper)
    if path.is_file():
        document = source.read(path, storage.shown(path, workspace.folder))
        bindery = replace(bindery, volume=validate.volume(document), document=document)
    if not issues_of(workspace, series, year) and not bindery.volume.legacy:
        raise _empty(workspace, series, year)
    return bindery


def _empty(workspace: Workspace, series: str, year: int) -> Refused:
    """What there is where a year has no issue: other years of the series, or of all of them."""
    files = (*workspace.issues(), *(workspace.folder / "issues").glob(f"*/*/{FILE}"))
    there = sorted({(path.parts[-3], path.parts[-2]) for path in files} - {(series, str(year))})
    alike = get_close_matches(series, [name for name, of in there if of == str(year)], 1)
    ours = [each for each in there if each[0] == series] or there
    return refuse(
        "volume-empty",
        None,
        series=series,
        year=year,
        known=", ".join(map(" ".join, ours)) or "–",
        suggestion="" if ours != there else next(iter(alike), ""),
    )
