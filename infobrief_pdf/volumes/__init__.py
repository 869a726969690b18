"""The yearly volume: every issue of a year, set in its place and bound with contents and registers."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render, source, storage
from infobrief_pdf.build import Built, Workspace
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import SCHEME, Listing, legacy_listing, listing
from infobrief_pdf.compose.volume import Year, back, front, stamps
from infobrief_pdf.diagnostics import Place, refuse
from infobrief_pdf.finish import finisher
from infobrief_pdf.setting import stop_at
from infobrief_pdf.sources import Sources
from infobrief_pdf.volumes.placing import (
    Bindery,
    Ours,
    Taken,
    attachments,
    hints,
    metadata,
    placed_issues,
    with_volume_file,
)

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part
    from infobrief_pdf.render.engine import Pages

_TOP: Final = 841.89


def bind_year(
    workspace: Workspace,
    series: str,
    year: int,
    *,
    is_duplex: bool = True,
    holes: int = 0,
    layout: str | None = None,
    output: Path | str | None = None,
) -> Built:
    """Bind the issues of a year; `holes` (2 or 4) draws guides for punching.

    Raises `Refused`, and then writes nothing.
    """
    from infobrief_pdf import bind  # pikepdf is not needed for anything else

    started = time.perf_counter()
    paths = [each for each in workspace.issues() if each.parts[-3:-1] == (series, str(year))]
    if not paths:
        raise refuse("volume-empty", None, series=series, year=year)
    bindery = Bindery(workspace, paths[0].parent, series, year, layout, is_duplex)
    bindery = with_volume_file(bindery)
    placed = placed_issues(bindery, paths)
    ours = [each.typeset for each in placed if isinstance(each, Ours)]
    described = _described(bindery, placed, ours[0].sources)
    with render.EXCLUSIVE:
        workspace.use_fonts()
        parts = _parts(bindery, described, placed, ours[0].sources)
    files = attachments(bindery, ours, [each for each in placed if isinstance(each, Taken)])
    content = bind.bound(parts, bind.Carried(metadata(described, ours), files, holes, is_duplex))
    target = _target(bindery, output)
    storage.write_whole(target, content)
    pages = sum(part.pages + part.pads for part in parts)
    seconds = time.perf_counter() - started
    return Built(target, "volume", pages, len(content), seconds, lambda: list(hints(bindery, placed)))


def series_of_year(workspace: Workspace, year: int) -> tuple[str, ...]:
    """The series that have issues of a year."""
    found = (path.parts[-3] for path in workspace.issues() if path.parts[-2] == str(year))
    return tuple(dict.fromkeys(found))


def _described(bindery: Bindery, placed: Sequence[Ours | Taken], first: Sources) -> Year:
    def locate(key: source.Key, offset: int = 0) -> Place:
        if key[:1] == ("imprint",) or bindery.document is None:
            return first.series_place(key, offset)
        return bindery.document.place(key, offset=offset)

    issues = tuple(_listing(each, first.series.language) for each in placed)
    conforms = all(isinstance(each, Ours) for each in placed)
    return Year(
        first.series, bindery.year, bindery.volume, first.layout, issues, locate, bindery.is_duplex, conforms
    )


def _listing(each: Ours | Taken, language: str) -> Listing:
    if isinstance(each, Taken):
        return legacy_listing(each.name, each.issue, language, each.first_folio)
    folios = {anchor: spot.page + each.first_folio for anchor, spot in each.typeset.spots.items()}
    return listing(each.name, each.typeset.sources.issue, each.typeset.content, each.first_folio, folios)


def _parts(bindery: Bindery, year: Year, placed: Sequence[Ours | Taken], first: Sources) -> list[Part]:
    """Front matter, issues and registers, in the order of the volume."""
    from infobrief_pdf.bind import Part

    language = year.series.language
    parts = [_part(bindery, year, each, first) for each in placed]
    folio = parts[-1].first_folio + parts[-1].pages + parts[-1].pads
    folios: dict[str, int] = {}
    if (registers := back(year, folio)) is not None:
        composed, names = registers
        pages, pdf = _set(bindery, year, composed, first, folio)
        spots = pages.spots(names)
        folios = {name: spots[name].page + folio for name in names}
        title = str(year.words().labels["registers"])
        parts.append(Part("register", title, language, pdf, len(pages), spots, folio))
    composed, problems = front(year, folios)
    stop_at(list(problems))
    pages, pdf = _set(bindery, year, composed, first, 1)
    pads = bindery.pads(len(pages))
    return [Part("front", year.title, language, pdf, len(pages), {}, 1, numerals="r", pads=pads), *parts]


def _part(bindery: Bindery, year: Year, each: Ours | Taken, first: Sources) -> Part:
    from infobrief_pdf.bind import Part

    pads = bindery.pads(each.pages)
    if isinstance(each, Ours):
        made = each.typeset
        content = made.content
        return Part(
            each.name, content.title, content.language, made.pdf, made.pages, made.spots, each.first_folio,
            pads=pads,
        )  # fmt: skip
    title = f"{each.issue.title or year.series.name} {each.number:02}/{year.year}"
    heads = [(title, each.first_folio + page) for page in range(each.pages)]
    _, printed = _set(bindery, year, stamps(year, heads), first, 1)
    targets = {f"page-{article.page}": (article.page - 1, 0.0, _TOP) for article in each.issue.articles}
    language = each.issue.language or year.series.language
    return Part(
        each.name, title, language, each.legacy.pdf, each.pages, targets, each.first_folio,
        pads=pads, stamps=printed,
    )  # fmt: skip


def _set(bindery: Bindery, year: Year, composed: Composed, first: Sources, folio: int) -> tuple[Pages, bytes]:
    """Pages of the volume's own matter."""
    assets = render.Assets({}, {pack.name: pack.folder for pack in first.packs})
    families = bindery.workspace.typefaces.families
    pages = render.lay_out(composed.html, composed.sheets(), assets, families, schemes=(SCHEME,))
    stop_at(pages.problems)
    described = first.metadata(year.title, year.series.language, pages.producer)
    pdf = pages.paint(finisher(described, (), folio))
    stop_at(pages.problems)
    return pages, pdf


def _target(bindery: Bindery, output: Path | str | None) -> Path:
    chosen = Path(output) if output is not None else bindery.workspace.folder / "output"
    return chosen if chosen.suffix.lower() == ".pdf" else chosen / f"{bindery.series}-{bindery.year}.pdf"
