"""The pages of one issue, in memory: composed, laid out until its page numbers hold, finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from infobrief_pdf import render
from infobrief_pdf.compose import Content, Picture, compose
from infobrief_pdf.compose.listings import address_anchor
from infobrief_pdf.finish.standards import Finish
from infobrief_pdf.images import Prepared
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.passes import GATHERING, Numbers, Setting, begun_at, laid_out, placed, stop_at
from infobrief_pdf.sources import Sources

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Typeset:
    """An edition of an issue before it is written.

    `spots` tells where what registers name stands, `trim` how wide and high its sheets are in millimetres.
    """

    sources: Sources
    content: Content
    pictures: Mapping[str, Prepared]
    pdf: bytes
    pages: int
    spots: Mapping[str, render.Spot]
    trim: tuple[float, float]
    numbers: Numbers = field(default_factory=dict)
    """The page numbers of its contents, a first guess for the next time."""


Following = Callable[[int], Folio]
"""Tells the first folio of an issue once its number of pages is known."""


class Estimate(NamedTuple):
    """How many pages an issue is likely to take, and page numbers of its contents to begin with."""

    pages: int
    numbers: Numbers


def typeset(
    sources: Sources,
    form: Edition,
    families: frozenset[str],
    *,
    first_folio: Folio | Following = FIRST,
    is_part: bool = False,
    occasion: str | None = None,
    numbers: Numbers | None = None,
) -> Typeset:
    """One edition of an issue, its first page numbered `first_folio`; `families` are the typefaces in force.

    A function as `first_folio` is asked when the number of pages is known. `is_part`: of a volume, which
    carries the sources, so they are left out; its content is condensed.
    `numbers` are those of an earlier time or an estimate, a first guess. `render.EXCLUSIVE` must be held.
    Raises `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form, occasion)
    assets, separation = assets_of(sources, pictures, content), sources.separation(form)
    known = {manner: dict(of) for manner, of in (numbers or {}).items()}
    folio = first_folio if isinstance(first_folio, Folio) else FIRST
    setting = Setting(sources, content, assets, form, folio, families, separation, known)
    pages = laid_out(setting)
    if not isinstance(first_folio, Folio):
        folio = first_folio(len(pages))
        pages = begun_at(folio, setting, pages)
    metadata = sources.metadata(content.title, content.language, pages.producer)
    inside = () if is_part else sources.attachments(form.name, pictures)
    blanks = -len(pages) % GATHERING if form.is_folded and form.imposition is None else 0
    addresses = pages.addresses([(url, content.targets[key]) for url, key in content.links])
    spots = {
        **pages.spots({*content.anchors, *content.targets.values()}),
        **{address_anchor(index): spot for index, spot in addresses.items()},
    }
    pdf = pages.paint(Finish(form, metadata, inside, folio, blanks, is_condensed=is_part).finisher())
    stop_at([placed(problem, sources, content) for problem in pages.problems])
    return Typeset(sources, content, pictures, pdf, len(pages) + blanks, spots, pages.size(), setting.numbers)


def estimated(sources: Sources, form: Edition, families: frozenset[str]) -> Estimate:
    """How many pages an edition that is not folded takes, whatever its folios are.

    `render.EXCLUSIVE` must be held. Raises `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form)
    assets = assets_of(sources, pictures, content)
    setting = Setting(sources, content, assets, form, FIRST, families, sources.separation(form))
    return Estimate(len(laid_out(setting)), setting.numbers)


def pages_of_articles(sources: Sources, families: frozenset[str]) -> Mapping[str, int]:
    """The page of each article in the edition that everyone can download, by the article's target.

    What goes wrong on those pages is for whoever makes that edition.
    """
    form = EDITIONS["screen"]
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form)
    assets = assets_of(sources, pictures, content)
    setting = Setting(sources, content, assets, form, FIRST, families, None, is_for_numbers=True)
    return laid_out(setting).page_numbers(content.anchors)


def composed(
    sources: Sources,
    pictures: Mapping[str, Prepared],
    form: Edition = EDITIONS["screen"],
    occasion: str | None = None,
) -> Content:
    """The parts of the issue as its templates need them. Raises `Refused` for broken Markdown."""
    shown = {
        file: Picture(f"picture:{number}", prepared.width, prepared.height, prepared.is_vector)
        for number, (file, prepared) in enumerate(pictures.items(), start=1)
    }
    content = compose(
        sources.issue,
        sources.series,
        sources.layout,
        locate=sources.place,
        pictures=shown,
        form=form,
        occasion=occasion,
    )
    stop_at(list(content.problems))
    return content


def assets_of(sources: Sources, pictures: Mapping[str, Prepared], content: Content) -> render.Assets:
    """What pages may fetch: pictures by the numbers that `composed` gave them, codes, the layout's files."""
    served = {
        str(number): render.Asset(prepared.media_type, prepared.content)
        for number, prepared in enumerate(pictures.values(), start=1)
    }
    served |= {name: render.Asset("image/svg+xml", code.svg) for name, code in content.codes.items()}
    return render.Assets(served, {pack.name: pack.folder for pack in sources.packs})
