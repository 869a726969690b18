"""The pages of a volume that are its own, and every part of it as it is bound."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import SCHEME
from infobrief_pdf.compose.volume import back, front, stamps
from infobrief_pdf.compose.years import Year
from infobrief_pdf.finish import finisher
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.passes import stop_at
from infobrief_pdf.sources import series_inputs
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.keeping import Own
from infobrief_pdf.volumes.placed import Placed, Set, Taken

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part
    from infobrief_pdf.render.engine import Pages

    Sheets = tuple[tuple[str, str], ...]

_TOP: Final = 841.89
_WORTH_A_PAGE: Final = 0.6
"""Share of the last page below which a closer setting is tried."""

_LONG_YEAR: Final = 50
"""Articles of a year whose contents take many pages in any case: laying them out twice would save little."""

_MANY: Final = 30
"""Pages whose boxes are not left to chance."""

REGISTERS: Final = "register"
"""Name of the part that holds the registers."""


def year_of(bindery: Bindery, placed: Sequence[Placed], *, is_supplement: bool = False) -> Year:
    """What contents and registers are made from."""
    language = bindery.first.series.language
    return Year(
        bindery.first.series,
        bindery.year,
        bindery.volume,
        bindery.first.layout,
        tuple(each.listed(language) for each in placed),
        bindery.locate,
        bindery.wanted.is_duplex,
        frozenset(each.name for each in placed if isinstance(each, Taken) and each.filed is None),
        is_supplement,
    )


def registers(bindery: Bindery, year: Year, folio: Folio) -> tuple[Part | None, dict[str, Folio]]:
    """The part that holds the registers, if there is anything to list, and the folio of each register."""
    if (found := back(year, folio)) is None:
        return None, {}
    codes = {name: render.Asset("image/svg+xml", code.svg) for name, code in found.codes.items()}
    pages, pdf, spots = set_own(bindery, year.title, found.composed, folio, codes, found.names)
    title = str(year.words().labels["registers"])
    part = own_part(bindery, REGISTERS, title, pdf, pages, spots, folio)
    return part, {name: folio + spots[name].page for name in found.names}


def front_part(bindery: Bindery, year: Year, folios: Mapping[str, Folio]) -> Part:
    """Cover, imprint, preface and contents of a binder, numbered in roman numerals.

    The contents of a long year are set close from the start, those of others where that saves a page.
    """
    is_long = sum(len(each.articles) for each in year.issues) > _LONG_YEAR
    composed, problems = front(year, folios, is_close=is_long)
    stop_at(list(problems))
    closer = None if is_long else front(year, folios, is_close=True)[0]
    pages, pdf, _ = set_own(bindery, year.title, composed, closer=closer)
    title = ", ".join(filter(None, (year.title, year.part())))
    return own_part(bindery, f"front-{year.binder}", title, pdf, pages, {}, FIRST, numerals="r")


def own_part(
    bindery: Bindery,
    name: str,
    title: str,
    pdf: bytes,
    pages: int,
    targets: Mapping[str, render.Spot],
    folio: Folio,
    numerals: str = "D",
) -> Part:
    """A part of the volume's own."""
    from infobrief_pdf.bind import Part

    language = bindery.first.series.language
    return Part(name, title, language, pdf, pages, targets, folio, numerals, bindery.pads(pages))


def issue_part(bindery: Bindery, year: Year, each: Placed) -> Part:
    """An issue as a part of the volume."""
    from infobrief_pdf.bind import Part

    pads = bindery.pads(each.pages)
    if isinstance(each, Taken):
        return _taken_part(bindery, year, each)
    assert isinstance(each, Set), "only issues that are printed are bound"
    return Part(
        each.name,
        each.title,
        each.language,
        each.pdf,
        each.pages,
        each.spots,
        each.first_folio,
        pads=pads,
    )


def _taken_part(bindery: Bindery, year: Year, each: Taken) -> Part:
    from infobrief_pdf.bind import Part

    title, _ = each.heads(year.series.name, year.year)
    printed = set_own(bindery, year.title, stamps(year, each.stamps)).pdf
    targets = {f"page-{article.page}": (article.page - 1, 0.0, _TOP) for article in each.issue.articles}
    language = each.issue.language or year.series.language
    return Part(
        each.name, title, language, each.legacy.pdf, each.pages, targets, each.first_folio,
        pads=bindery.pads(each.pages), stamps=printed,
    )  # fmt: skip


def set_own(
    bindery: Bindery,
    title: str,
    composed: Composed,
    folio: Folio = FIRST,
    pictures: Mapping[str, render.Asset] | None = None,
    names: Iterable[str] = (),
    closer: Composed | None = None,
) -> Own:
    """Pages of the volume's own, and where on them `names` stand; set if they are not kept.

    `closer` is the same document set closer; it is taken where the last page would be half empty and it takes
    fewer pages.
    """
    first, day = bindery.first, bindery.day
    make = partial(_own, bindery, title, composed, folio, pictures or {}, tuple(names), closer)
    if bindery.keeper is None:
        return make()
    described = first.described(title, first.series.language, (), day, "")
    said = (
        composed.html,
        composed.sheets(),
        folio,
        pictures,
        tuple(names),
        described,
        closer and closer.html,
    )
    return bindery.keeper.own(said, series_inputs(first.packs), make)


def _own(
    bindery: Bindery,
    title: str,
    composed: Composed,
    folio: Folio,
    pictures: Mapping[str, render.Asset],
    names: Sequence[str],
    closer: Composed | None,
) -> Own:
    first = bindery.first
    assets = render.Assets(pictures, {pack.name: pack.folder for pack in first.packs})
    families = bindery.workspace.typefaces.families
    lay_out = partial(render.lay_out, assets=assets, families=families, schemes=(SCHEME,))
    pages = _shorter(lay_out, lay_out(composed.html, composed.sheets()), closer)
    stop_at([bindery.placed(problem) for problem in pages.problems])
    described = first.described(title, first.series.language, (), bindery.day, pages.producer)
    pdf = pages.paint(finisher(described, (), folio, is_condensed=True))
    stop_at([bindery.placed(problem) for problem in pages.problems])
    own = Own(len(pages), pdf, pages.spots(names))
    del pages
    if own.pages > _MANY:
        gc.collect()  # boxes refer to each other: of many pages they would take more memory than a whole year
    return own


def _shorter(lay_out: Callable[[str, Sheets], Pages], pages: Pages, closer: Composed | None) -> Pages:
    """The pages, or the closer setting where that saves a page that would be half empty."""
    if closer is None or pages.fill() >= _WORTH_A_PAGE:
        return pages
    shorter = lay_out(closer.html, closer.sheets())
    return shorter if len(shorter) < len(pages) else pages
