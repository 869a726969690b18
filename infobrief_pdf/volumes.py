"""The yearly volume: every issue of a year, set in its place and bound with contents and registers."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render, source, storage, validate
from infobrief_pdf.build import Built, Workspace
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.volume import SCHEME, BoundIssue, Year, back, front
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.finish import Attachment, Metadata, finisher
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.volume import Volume
from infobrief_pdf.setting import Typeset, stop_at
from infobrief_pdf.sources import MANIFEST, PROGRAM, Sources

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part
    from infobrief_pdf.render.engine import Pages

_FILE: Final = "volume.yaml"


@dataclass(frozen=True)
class _Made:
    """An issue in its place."""

    name: str
    first_folio: int
    pads: int
    typeset: Typeset


def bind_year(
    workspace: Workspace,
    series: str,
    year: int,
    *,
    is_duplex: bool = True,
    layout: str | None = None,
    output: Path | str | None = None,
) -> Built:
    """Bind the issues of a year. Raises `Refused`, and then writes nothing."""
    from infobrief_pdf import bind  # pikepdf is not needed for anything else

    started = time.perf_counter()
    paths = [each for each in workspace.issues() if each.parts[-3:-1] == (series, str(year))]
    if not paths:
        raise refuse("volume-empty", None, series=series, year=year)
    volume, document = _volume(workspace, paths[0].parent)
    made = _issues(workspace, paths, layout, is_duplex=is_duplex)
    first = made[0].typeset.sources
    described = _year(first, year, volume, made, document, is_duplex=is_duplex)
    with render.EXCLUSIVE:
        workspace.use_fonts()
        parts = _parts(workspace, first, described, made)
    metadata = _metadata(first, described, made)
    files = _attachments(first, described, [each.typeset for each in made], document)
    content = bind.bound(parts, bind.Carried(metadata, files))
    target = _target(workspace, series, year, output)
    storage.write_whole(target, content)
    pages = sum(part.pages + part.pads for part in parts)
    return Built(target, "volume", pages, len(content), time.perf_counter() - started, list)


def _volume(workspace: Workspace, folder: Path) -> tuple[Volume, source.Document | None]:
    """What `volume.yaml` says, if there is one."""
    path = folder / _FILE
    if not path.is_file():
        return Volume(), None
    document = source.read(path, storage.shown(path, workspace.folder))
    return validate.volume(document), document


def _issues(
    workspace: Workspace, paths: Sequence[Path], layout: str | None, *, is_duplex: bool
) -> list[_Made]:
    """Every issue with the folios that its predecessors leave to it; all that is wrong is told at once."""
    form = EDITIONS["archive" if is_duplex else "screen"]
    form = replace(form, dates_running_head=True)
    made: list[_Made] = []
    problems: list[Diagnostic] = []
    folio = 1
    for path in paths:
        try:
            typeset = workspace.typeset(path, form, layout=layout, first_folio=folio, carries_source=False)
        except Refused as refusal:
            problems += refusal.diagnostics
            continue
        pads = typeset.pages % 2 if is_duplex else 0
        made.append(_Made(f"{typeset.sources.issue.number:02}", folio, pads, typeset))
        folio += typeset.pages + pads
    if problems:
        raise Refused(problems)
    return made


def _year(
    first: Sources,
    year: int,
    volume: Volume,
    made: Sequence[_Made],
    document: source.Document | None,
    *,
    is_duplex: bool,
) -> Year:
    issues = tuple(
        BoundIssue(
            each.name,
            each.typeset.sources.issue,
            each.typeset.content,
            each.first_folio,
            {anchor: spot.page + each.first_folio for anchor, spot in each.typeset.spots.items()},
        )
        for each in made
    )

    def locate(key: source.Key, offset: int = 0) -> Place:
        if key[:1] == ("imprint",) or document is None:
            return first.series_place(key, offset)
        return document.place(key, offset=offset)

    return Year(first.series, year, volume, first.layout, issues, locate, is_duplex)


def _parts(workspace: Workspace, first: Sources, year: Year, made: Sequence[_Made]) -> list[Part]:
    """Front matter, issues and registers, in the order of the volume."""
    from infobrief_pdf.bind import Part

    last = made[-1]
    folio = last.first_folio + last.typeset.pages + last.pads
    language = year.series.language
    parts = [
        Part(
            each.name,
            each.typeset.content.title,
            each.typeset.content.language,
            each.typeset.pdf,
            each.typeset.pages,
            each.typeset.spots,
            each.first_folio,
            pads=each.pads,
        )
        for each in made
    ]
    register_folios: dict[str, int] = {}
    if (registers := back(year, folio)) is not None:
        composed, names = registers
        pages, pdf = _set(workspace, first, composed, year, folio)
        spots = pages.spots(names)
        register_folios = {name: spots[name].page + folio for name in names}
        title = str(year.words().labels["registers"])
        parts.append(Part("register", title, language, pdf, len(pages), spots, folio))
    composed, problems = front(year, register_folios)
    stop_at(list(problems))
    pages, pdf = _set(workspace, first, composed, year, 1)
    pads = len(pages) % 2 if year.is_duplex else 0
    return [Part("front", year.title, language, pdf, len(pages), {}, 1, numerals="r", pads=pads), *parts]


def _set(
    workspace: Workspace, first: Sources, composed: Composed, year: Year, folio: int
) -> tuple[Pages, bytes]:
    """Pages of the volume's own matter."""
    assets = render.Assets({}, {pack.name: pack.folder for pack in first.packs})
    families = workspace.typefaces.families
    pages = render.lay_out(composed.html, composed.sheets(), assets, families, schemes=(SCHEME,))
    stop_at(pages.problems)
    metadata = first.metadata(year.title, year.series.language, pages.producer)
    pdf = pages.paint(finisher(metadata, (), folio))
    stop_at(pages.problems)
    return pages, pdf


def _metadata(first: Sources, year: Year, made: Sequence[_Made]) -> Metadata:
    """What the volume says of itself; it is as old as its youngest issue."""
    issues = [each.typeset.sources for each in made]
    keywords = (word for each in issues for word in (*each.issue.keywords, *each.issue.article_keywords()))
    newest = max(issues, key=lambda each: each.issue.date)
    own = newest.metadata("", year.series.language, f"WeasyPrint {render.version()}")
    title = f"{year.title}: {year.words().labels['volume']}"
    return replace(own, title=title, keywords=tuple(dict.fromkeys((*first.series.keywords, *keywords))))


def _attachments(
    first: Sources, year: Year, made: Sequence[Typeset], document: source.Document | None
) -> tuple[Attachment, ...]:
    """The sources of the year, and a manifest that says where each of them lies in the workspace."""
    folder = f"issues/{first.issue.series}/{year.year}"
    files: dict[str, tuple[str, str, bytes]] = {
        "series.yaml": (
            f"issues/{first.issue.series}/series.yaml",
            "application/yaml",
            first.series_document.text.encode(),
        )
    }
    if document is not None:
        files[_FILE] = (f"{folder}/{_FILE}", "application/yaml", document.text.encode())
    for each in made:
        name = f"{each.sources.issue.number:02}.yaml"
        files[name] = (f"{folder}/{name}", "application/yaml", each.sources.document.text.encode())
        for file, picture in each.pictures.items():
            if any(path == f"{folder}/{file}" for path, _, _ in files.values()):
                continue
            name = file.replace("/", "-")
            while name in files or name == MANIFEST:
                name = f"{len(files)}-{name}"
            files[name] = (f"{folder}/{file}", picture.media_type, picture.content)
    manifest = {
        "program": PROGRAM,
        "edition": "volume",
        "layout": first.layout.name,
        "files": {name: path for name, (path, _, _) in files.items()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    files[MANIFEST] = (MANIFEST, "application/json", text.encode())
    return tuple(
        Attachment(name, media_type, content, f"Source of {first.issue.series} {year.year}")
        for name, (_, media_type, content) in files.items()
    )


def _target(workspace: Workspace, series: str, year: int, output: Path | str | None) -> Path:
    chosen = Path(output) if output is not None else workspace.folder / "output"
    return chosen if chosen.suffix.lower() == ".pdf" else chosen / f"{series}-{year}.pdf"


def series_of_year(workspace: Workspace, year: int) -> tuple[str, ...]:
    """The series that have issues of a year."""
    found = (path.parts[-3] for path in workspace.issues() if path.parts[-2] == str(year))
    return tuple(dict.fromkeys(found))
