"""Issue + series + layout → HTML with its style sheets. Pure: no file is read or written here.

Templates get plain dictionaries of text and run in Jinja2's immutable sandbox with strict undefined
names; whatever they print is escaped unless it came from `infobrief_pdf.markup`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infobrief_pdf import catalogue
from infobrief_pdf.compose.content import Content, content
from infobrief_pdf.compose.pictures import Picture, reading_width
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.tokens import css_values, mirrored, resolved
from infobrief_pdf.compose.words import Locate
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.model.layout import Source

__all__ = ["Composed", "Content", "Locate", "Picture", "compose", "paginated", "reading_width"]


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be set."""

    html: str
    stylesheets: tuple[Source, ...]


def compose(
    issue: Issue,
    series: Series,
    layout: Layout,
    *,
    locate: Locate,
    pictures: Mapping[str, Picture] | None = None,
) -> Content:
    """The parts of an issue as templates need them; `problems` lists what is wrong with its Markdown."""
    return content(issue, series, layout, locate=locate, pictures=pictures or {})


def paginated(parts: Content, layout: Layout, page_numbers: Mapping[str, int], density: int = 0) -> Composed:
    """The document with the page numbers of its contents filled in; 0 where a number is not known yet.

    `density` 1 sets the gaps between parts closer.
    """
    direction = catalogue.direction(parts.language)
    values = css_values(layout.tokens, direction)
    sheets = (sheet if direction == "ltr" else mirrored(sheet) for sheet in layout.stylesheets)
    return Composed(
        html=filled(layout, "issue.html", parts.paginated(page_numbers, density)),
        stylesheets=tuple(resolved(sheet, values) for sheet in sheets),
    )
