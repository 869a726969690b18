"""The pages of one issue, in memory: composed, laid out until its page numbers hold, finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from infobrief_pdf import render
from infobrief_pdf.compose import Composed, Content, Picture, compose, paginated
from infobrief_pdf.compose.listings import address_anchor
from infobrief_pdf.diagnostics import Diagnostic, Refused, Severity, refuse
from infobrief_pdf.finish.standards import Finish
from infobrief_pdf.images import Prepared
from infobrief_pdf.images.inks import Separation
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.sources import Sources
from infobrief_pdf.units import mm_to_pt

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAST_FILL: Final = 0.25
"""Share of the last page below which a closer setting is tried."""

_CLOSER: Final = (1, 2)
"""Closer settings, the second closer than the first."""

_GATHERING: Final = 4
"""Pages of a folded sheet."""

_BACK_COVER: Final = "back-cover"
"""The style sheet that sets the imprint on a page of its own, the last."""

_IMPRINT: Final = "imprint"
_HEAD: Final = 0.82
"""Share of a page's height above which what begins is the first on it."""

_MOST_PASSES: Final = 4
"""Layouts until the page numbers of the contents must have settled."""


Numbers = Mapping[str, Mapping[str, int]]
"""Page numbers, from 1, by the manner of setting and the anchor."""


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


@dataclass(frozen=True)
class _Setting:
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


def typeset(
    sources: Sources,
    form: Edition,
    families: frozenset[str],
    *,
    first_folio: Folio | Following = FIRST,
    carries_source: bool = True,
    occasion: str | None = None,
    numbers: Numbers | None = None,
) -> Typeset:
    """One edition of an issue, its first page numbered `first_folio`; `families` are the typefaces in force.

    A function as `first_folio` is asked when the number of pages is known.
    `numbers` are those of an earlier time or an estimate, a first guess. `render.EXCLUSIVE` must be held.
    Raises `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form, occasion)
    assets, separation = assets_of(sources, pictures, content), sources.separation(form)
    known = {manner: dict(of) for manner, of in (numbers or {}).items()}
    folio = first_folio if isinstance(first_folio, Folio) else FIRST
    setting = _Setting(sources, content, assets, form, folio, families, separation, known)
    pages = _gathered(setting) if form.is_folded else _laid_out(setting)
    if not isinstance(first_folio, Folio):
        folio = first_folio(len(pages))
        pages = _begun_at(folio, setting, pages)
    metadata = sources.metadata(content.title, content.language, pages.producer)
    inside = sources.attachments(form.name, pictures) if carries_source else ()
    blanks = -len(pages) % _GATHERING if form.is_folded and form.imposition is None else 0
    addresses = pages.addresses([(url, content.targets[key]) for url, key in content.links])
    spots = {
        **pages.spots({*content.anchors, *content.targets.values()}),
        **{address_anchor(index): spot for index, spot in addresses.items()},
    }
    pdf = pages.paint(Finish(form, metadata, inside, folio, blanks).finisher())
    stop_at([_placed(problem, sources, content) for problem in pages.problems])
    return Typeset(sources, content, pictures, pdf, len(pages) + blanks, spots, pages.size(), setting.numbers)


def estimated(sources: Sources, form: Edition, families: frozenset[str]) -> Estimate:
    """How many pages an edition that is not folded is likely to take, whatever its folios are.

    Laid out once, and once more closer if that may save a page. `render.EXCLUSIVE` must be held. Raises
    `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form)
    assets, anchors = assets_of(sources, pictures, content), content.anchors
    setting = _Setting(sources, content, assets, form, FIRST, families, sources.separation(form))

    def once(numbers: Mapping[str, int], density: int) -> Pages:
        pages = _set(setting, numbers, density=density)
        setting.numbers[_manner(density)] = dict(pages.page_numbers(anchors))
        return pages

    pages = once(dict.fromkeys(anchors, 1), 0)
    for density in _CLOSER if _is_wasteful(pages) else ():
        with suppress(Refused):  # what does not fit closer is sound as it is
            if len(closer := once(setting.numbers[_manner(0)], density)) < len(pages):
                return Estimate(len(closer), setting.numbers)
    return Estimate(len(pages), setting.numbers)


def _laid_out(setting: _Setting) -> Pages:
    """The pages; set a little closer if that saves a nearly empty last page."""
    pages = _settled(setting, dict.fromkeys(setting.content.anchors, 1), density=0)
    return _closer(setting, pages) if _is_wasteful(pages) else pages


def _begun_at(folio: Folio, setting: _Setting, pages: Pages) -> Pages:
    """The pages, the first one numbered `folio`; laid out again where that changes more than the folios."""
    if folio == setting.first_folio:
        return pages
    moved = replace(setting, first_folio=folio)
    if folio.prefix == setting.first_folio.prefix:  # else the style sheets are others
        numbers = pages.page_numbers(setting.content.anchors)
        for density in (0, *_CLOSER):  # the HTML names its density: only one can be that of the pages
            if pages.renumber(_composed(moved, numbers, density=density).html, folio.number):
                return pages
    return _gathered(moved) if setting.form.is_folded else _laid_out(moved)


def _closer(setting: _Setting, pages: Pages, styles: tuple[str, ...] = ()) -> Pages:
    """The first closer setting that takes fewer pages, else the pages as they are."""
    numbers = pages.page_numbers(setting.content.anchors)
    for density in _CLOSER:
        with suppress(Refused):  # what does not fit closer is sound as it is
            closer = _settled(setting, numbers, density=density, styles=styles)
            if len(closer) < len(pages):
                return closer
    return pages


def _is_wasteful(pages: Pages) -> bool:
    """Whether the last page is nearly empty."""
    return len(pages) > 1 and pages.fill() < _LEAST_FILL


def _gathered(setting: _Setting) -> Pages:
    """The pages of folded sheets, as few sheets as hold them.

    Where they fill the sheets, the imprint follows the text on the last page. Else it stands on a page of its
    own, the back cover: blanks come before it and never part a text.
    """
    anchors = setting.content.anchors
    pages = _settled(setting, dict.fromkeys(anchors, 1), density=0)
    if len(pages) % _GATHERING == 1:
        pages = _closer(setting, pages)
    if len(pages) % _GATHERING == 0 and not _imprint_alone(setting, pages):
        return pages
    covered = _settled(setting, pages.page_numbers(anchors), density=0, styles=(_BACK_COVER,))
    is_sparse = len(covered) > 1 and covered.fill(-2) < _LEAST_FILL
    return _closer(setting, covered, styles=(_BACK_COVER,)) if is_sparse else covered


def _imprint_alone(setting: _Setting, pages: Pages) -> bool:
    """Whether nothing stands above the imprint on the last page."""
    spot = pages.spots((_IMPRINT,)).get(_IMPRINT)
    head = mm_to_pt(setting.sources.layout.paper.height) * _HEAD
    return spot is not None and spot.page == len(pages) - 1 and spot.y > head


def _settled(
    setting: _Setting, numbers: Mapping[str, int], *, density: int, styles: tuple[str, ...] = ()
) -> Pages:
    """Pages whose table of contents names the right page of every entry; `numbers` are the first guess.

    The numbers of one layout are put into the next until they agree: cheaper than `target-counter`,
    which has WeasyPrint lay out three times whatever the numbers are.
    """
    manner = _manner(density, styles)
    numbers = {anchor: setting.numbers.get(manner, {}).get(anchor, page) for anchor, page in numbers.items()}
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
    raise refuse("pages-unstable")


def _manner(density: int, styles: tuple[str, ...] = ()) -> str:
    """What page numbers are kept by."""
    return "-".join((f"density{density}", *styles))


def _set(
    setting: _Setting, numbers: Mapping[str, int], *, density: int, styles: tuple[str, ...] = ()
) -> Pages:
    """The pages with these numbers in their table of contents, laid out once."""
    sources, content = setting.sources, setting.content
    composed = _composed(setting, numbers, density=density, styles=styles)
    pages = render.lay_out(
        composed.html,
        composed.sheets(),
        setting.assets,
        setting.families,
        separation=setting.separation,
    )
    stop_at([_placed(problem, sources, content) for problem in pages.problems])
    return pages


def _composed(
    setting: _Setting, numbers: Mapping[str, int], *, density: int, styles: tuple[str, ...] = ()
) -> Composed:
    """The document with these numbers in its table of contents."""
    return paginated(
        setting.content,
        setting.sources.layout,
        numbers,
        density,
        edition=setting.form.name,
        styles=(*setting.form.styles, *styles),
        first_folio=setting.first_folio,
        bleed=setting.form.bleed,
    )


def pages_of_articles(sources: Sources, families: frozenset[str]) -> Mapping[str, int]:
    """The page of each article in the edition that everyone can download, by the article's target."""
    form = EDITIONS["screen"]
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form)
    assets = assets_of(sources, pictures, content)
    setting = _Setting(sources, content, assets, form, FIRST, families, None)
    return _laid_out(setting).page_numbers(content.anchors)


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


def _placed(problem: Diagnostic, sources: Sources, content: Content) -> Diagnostic:
    """A problem of the pages with the place of the text that it is about, if that is known."""
    key = content.keys.get(str(problem.values.get("source")))
    return problem if key is None else replace(problem, place=sources.place(key))


def stop_at(problems: list[Diagnostic]) -> None:
    """Raise `Refused` if any problem is an error."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
