"""Laying the pages of one issue out until their number and the numbers in their contents hold."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render
from infobrief_pdf.compose import Composed, Content, paginated
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, Severity, refuse
from infobrief_pdf.images.inks import Separation
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.sources import Sources
from infobrief_pdf.units import mm_to_pt

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAST_FILL: Final = 0.25
"""Share of the last page below which a closer setting is tried."""

_CLOSER: Final = (1, 2)
_CLOSEST: Final = (*_CLOSER, 3)
"""Closer and closer settings; the last for folded sheets only, where a page too many costs four."""

GATHERING: Final = 4
"""Pages of a folded sheet."""

_BACK_COVER: Final = "back-cover"  # the style sheet that sets the imprint on a page of its own, the last
_IMPRINT: Final = "imprint"
_HEAD: Final = 0.82
"""Share of a page's height above which what begins is the first on it."""

_MOST_PASSES: Final = 4
"""Layouts until the page numbers of the contents must have settled."""


Numbers = Mapping[str, Mapping[str, int]]
"""Page numbers, from 1, by the manner of setting and the anchor."""


@dataclass(frozen=True)
class Setting:
    """What pages are set from."""

    sources: Sources
    content: Content
    assets: render.Assets
    form: Edition
    first_folio: Folio
    families: frozenset[str]
    separation: Separation | None
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Page numbers by the manner of setting: a first guess, in the end those that hold."""
    is_for_numbers: bool = False
    """Nobody sees the pages, only their numbers are asked for: they may be faulty."""


def laid_out(setting: Setting) -> Pages:
    """The pages; set a little closer if that saves a nearly empty last page, or a folded sheet."""
    if setting.form.is_folded:
        return _gathered(setting)
    pages = _settled(setting, dict.fromkeys(setting.content.anchors, 1), density=0)
    return _closer(setting, pages)[0] if _is_wasteful(pages) else pages


def begun_at(folio: Folio, setting: Setting, pages: Pages) -> Pages:
    """The pages, the first one numbered `folio`; laid out again where that changes more than the folios."""
    if folio == setting.first_folio:
        return pages
    moved = replace(setting, first_folio=folio)
    if folio.prefix == setting.first_folio.prefix:  # else the style sheets are others
        numbers = pages.page_numbers(setting.content.anchors)
        for density in (0, *_CLOSEST):  # the HTML names its density: only one can be that of the pages
            if pages.renumber(_composed(moved, numbers, density=density).html, folio.number):
                return pages
    return laid_out(moved)


def _closer(
    setting: Setting, pages: Pages, densities: tuple[int, ...] = _CLOSER, styles: tuple[str, ...] = ()
) -> tuple[Pages, int]:
    """The first of these closer settings that takes fewer pages, else the pages as they are and 0."""
    numbers = pages.page_numbers(setting.content.anchors)
    for density in densities:
        with suppress(Refused):  # what does not fit closer is sound as it is
            trial = _set(setting, numbers, density=density, styles=styles)
            if len(trial) < len(pages):
                return _settled(setting, numbers, density=density, styles=styles, pages=trial), density
    return pages, 0


def _is_wasteful(pages: Pages) -> bool:
    """Whether the last page is nearly empty."""
    return len(pages) > 1 and pages.fill() < _LEAST_FILL


def _gathered(setting: Setting) -> Pages:
    """The pages of folded sheets, as few sheets as hold them.

    Where they fill the sheets, the imprint follows the text on the last page. Else it stands on a page of its
    own, the back cover: blanks come before it and never part a text.
    """
    anchors = setting.content.anchors
    pages, density = _settled(setting, dict.fromkeys(anchors, 1), density=0), 0
    if len(pages) % GATHERING == 1:
        pages, density = _closer(setting, pages, _CLOSEST)
    if len(pages) % GATHERING == 0 and not _imprint_alone(setting, pages):
        return pages
    numbers = pages.page_numbers(anchors)
    covered = _settled(setting, numbers, density=density, styles=(_BACK_COVER,))
    if not density and len(covered) > 1 and covered.fill(-2) < _LEAST_FILL:
        covered, _ = _closer(setting, covered, styles=(_BACK_COVER,))
    return min(covered, pages, key=lambda each: ceil(len(each) / GATHERING))


def _imprint_alone(setting: Setting, pages: Pages) -> bool:
    """Whether nothing stands above the imprint on the last page."""
    spot = pages.spots((_IMPRINT,)).get(_IMPRINT)
    head = mm_to_pt(setting.sources.layout.paper.height) * _HEAD
    return spot is not None and spot.page == len(pages) - 1 and spot.y > head


def _settled(
    setting: Setting,
    numbers: Mapping[str, int],
    *,
    density: int,
    styles: tuple[str, ...] = (),
    pages: Pages | None = None,
) -> Pages:
    """Pages whose table of contents names the right page of every entry.

    `numbers` are those on the `pages`; without pages they are the first guess, unless one is known. What the
    pages tell is put on them, or into the next layout, until it agrees: cheaper than `target-counter`, which
    has WeasyPrint lay out three times whatever the numbers are.
    """
    manner = _manner(density, styles)
    if pages is None:
        known = setting.numbers.get(manner, {})
        numbers = {anchor: known.get(anchor, page) for anchor, page in numbers.items()}
        pages = _set(setting, numbers, density=density, styles=styles)
    for _ in range(_MOST_PASSES):
        found = pages.page_numbers(setting.content.anchors)
        if found == numbers:
            setting.numbers[manner] = dict(found)
            return pages
        numbers = found
        html = _composed(setting, numbers, density=density, styles=styles).html
        if not pages.renumber(html, setting.first_folio.number):
            pages = _set(setting, numbers, density=density, styles=styles)
    raise refuse("pages-unstable", Place(setting.sources.document.name))


def _manner(density: int, styles: tuple[str, ...] = ()) -> str:
    """What page numbers are kept by."""
    return "-".join((f"density{density}", *styles))


def _set(
    setting: Setting, numbers: Mapping[str, int], *, density: int, styles: tuple[str, ...] = ()
) -> Pages:
    """The pages with these numbers in their table of contents, laid out once."""
    sources, content = setting.sources, setting.content
    composed = _composed(setting, numbers, density=density, styles=styles)
    sheets, assets, families = composed.sheets(), setting.assets, setting.families
    pages = render.lay_out(composed.html, sheets, assets, families, separation=setting.separation)
    if not setting.is_for_numbers:
        stop_at([placed(problem, sources, content) for problem in pages.problems])
    return pages


def _composed(
    setting: Setting, numbers: Mapping[str, int], *, density: int, styles: tuple[str, ...] = ()
) -> Composed:
    """The document with these numbers in its table of contents."""
    return paginated(
        setting.content,
        setting.sources.layout,
        numbers,
        density,
        styles=(*setting.form.names, *styles),
        first_folio=setting.first_folio,
        bleed=setting.form.bleed,
    )


def placed(problem: Diagnostic, sources: Sources, content: Content) -> Diagnostic:
    """A problem of the pages with the place of the text that it is about, if there is one; else the file."""
    key = content.keys.get(str(problem.values.get("source")))
    if key is not None:
        return replace(problem, place=sources.place(key))
    is_of_page = problem.place is None and "page" in problem.values
    return replace(problem, place=Place(sources.document.name)) if is_of_page else problem


def stop_at(problems: list[Diagnostic]) -> None:
    """Raise `Refused` if any problem is an error."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
