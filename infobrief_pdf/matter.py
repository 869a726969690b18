"""Pages that belong to no issue, laid out and painted: front matter, registers, dividers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from infobrief_pdf import render
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.listings import SCHEME
from infobrief_pdf.finish import Metadata, finisher
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.passes import stop_at

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_WORTH_A_PAGE: Final = 0.6
"""Share of the last page below which a closer setting is tried."""


@dataclass(frozen=True)
class Matter:
    """A document of a volume's own, its first page numbered `folio`.

    `closer` is the same set closer; it is taken where the last page would be half empty and it takes fewer
    pages. `names` are the targets whose places are asked for; the `metadata` lack their producer.
    """

    composed: Composed
    metadata: Metadata
    assets: render.Assets
    families: frozenset[str]
    folio: Folio = FIRST
    names: tuple[str, ...] = ()
    closer: Composed | None = None

    def said(self) -> tuple[object, ...]:
        """All that its pages say."""
        closer = self.closer and self.closer.html
        pictures = self.assets.pictures
        sheets = self.composed.sheets()
        return self.composed.html, sheets, self.folio, pictures, self.names, self.metadata, closer


class Own(NamedTuple):
    """Pages of a volume's own: their number, the PDF, where what was asked for stands."""

    pages: int
    pdf: bytes
    spots: Mapping[str, render.Spot]


def begun(matter: Matter) -> Pages:
    """The pages before they are painted. Whoever calls holds `render.EXCLUSIVE`. Raises `Refused`."""
    lay_out = partial(render.lay_out, assets=matter.assets, families=matter.families, schemes=(SCHEME,))
    pages = lay_out(matter.composed.html, matter.composed.sheets())
    if matter.closer is not None and pages.fill() < _WORTH_A_PAGE:
        shorter = lay_out(matter.closer.html, matter.closer.sheets())
        pages = shorter if len(shorter) < len(pages) else pages
    stop_at(pages.problems)
    return pages


def finished(matter: Matter, pages: Pages | None = None) -> Own:
    """The pages, painted. `pages` were laid out with other folios, and are used if nothing else differs."""
    if pages is None or not pages.renumber(matter.composed.html, matter.folio.number):
        pages = begun(matter)
    pdf = pages.paint(
        finisher(replace(matter.metadata, producer=pages.producer), (), matter.folio, is_condensed=True)
    )
    stop_at(pages.problems)
    return Own(len(pages), pdf, pages.spots(matter.names))
