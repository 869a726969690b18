"""Issue + series + layout → HTML with its style sheets. Pure: no file is read or written here.

Templates get plain dictionaries of text and run in Jinja2's immutable sandbox with strict undefined
names; whatever they print is escaped unless it came from `infobrief_pdf.markup`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infobrief_pdf import catalogue
from infobrief_pdf.compose.content import Content, Writer
from infobrief_pdf.compose.pictures import Picture, reading_width
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.tokens import css_values, mirrored, resolved
from infobrief_pdf.compose.words import Locate
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.model.layout import Source

__all__ = ["Composed", "Content", "Locate", "Picture", "compose", "paginated", "reading_width", "styled"]


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be set."""

    html: str
    stylesheets: tuple[Source, ...]

    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Each style sheet as its name and its text."""
        return tuple((sheet.name, sheet.text) for sheet in self.stylesheets)


def compose(
    issue: Issue,
    series: Series,
    layout: Layout,
    *,
    locate: Locate,
    pictures: Mapping[str, Picture] | None = None,
    form: Edition = EDITIONS["screen"],
    occasion: str | None = None,
) -> Content:
    """The parts of an issue as templates need them; `problems` lists what is wrong with its Markdown.

    `occasion` is the meeting that the pages are handed out at.
    """
    return Writer(issue, series, layout, locate, pictures or {}, form).content(occasion)


def paginated(
    parts: Content,
    layout: Layout,
    page_numbers: Mapping[str, int],
    density: int = 0,
    *,
    styles: tuple[str, ...] = ("screen",),
    first_folio: Folio = FIRST,
    bleed: float = 0.0,
) -> Composed:
    """The document with the folios of its contents filled in; 0 where a page is not known yet.

    `page_numbers` count from 1 within the document, whose first page carries `first_folio`. `density` 1 to 3
    set the gaps between parts closer, 3 pictures smaller, too. `styles` names the editions and the like whose
    style sheets apply, the most special last. `bleed` is how far, in millimetres, ink runs over the
    edge of the page.
    """
    folios = {anchor: first_folio + (number - 1) for anchor, number in page_numbers.items()}
    html = filled(layout, "issue.html", parts.paginated(folios, density))
    return Composed(html, styled(layout, parts.language, styles, first_folio, bleed))


def styled(
    layout: Layout,
    language: str,
    styles: tuple[str, ...],
    first_folio: Folio = FIRST,
    bleed: float = 0.0,
) -> tuple[Source, ...]:
    """The style sheets of a document: of the layout, of these names, of its first folio and its bleed."""
    direction = catalogue.direction(language)
    values = {
        **css_values(layout.tokens, direction, layout.paper, bleed),
        "folio-prefix": f'"{first_folio.prefix}"',
    }
    sheets = [sheet if direction == "ltr" else mirrored(sheet) for sheet in layout.stylesheets_for(*styles)]
    if first_folio.number != 1:
        sheets.append(Source("infobrief_pdf", f"@page :first {{ counter-set: page {first_folio.number} }}"))
    if bleed:
        sheets.append(Source("infobrief_pdf", "@page { bleed: var(--bleed) }"))
    return tuple(resolved(sheet, values) for sheet in sheets)
