"""The pages of one issue, in memory: composed, laid out until its page numbers hold, finished."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render
from infobrief_pdf.compose import Content, Picture, compose, paginated
from infobrief_pdf.diagnostics import Diagnostic, Refused, Severity, refuse
from infobrief_pdf.finish import finisher
from infobrief_pdf.images import Prepared
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.sources import Sources

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAST_FILL: Final = 0.25
"""Share of the last page below which a closer setting is tried."""

_MOST_PASSES: Final = 4
"""Layouts until the page numbers of the contents must have settled."""


@dataclass(frozen=True)
class Typeset:
    """An edition of an issue before it is written; `spots` tells where what its registers name stands."""

    sources: Sources
    content: Content
    pictures: Mapping[str, Prepared]
    pdf: bytes
    pages: int
    spots: Mapping[str, render.Spot]


@dataclass(frozen=True)
class _Setting:
    """What pages are set from."""

    sources: Sources
    content: Content
    assets: render.Assets
    edition: str
    first_folio: int
    families: frozenset[str]


def typeset(
    sources: Sources,
    form: Edition,
    families: frozenset[str],
    *,
    first_folio: int = 1,
    carries_source: bool = True,
    occasion: str | None = None,
) -> Typeset:
    """One edition of an issue, its first page numbered `first_folio`; `families` are the typefaces in force.

    `render.EXCLUSIVE` must be held. Raises `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form, occasion)
    pages = _laid_out(
        _Setting(sources, content, assets_of(sources, pictures, content), form.name, first_folio, families)
    )
    metadata = sources.metadata(content.title, content.language, pages.producer)
    inside = sources.attachments(form.name, pictures) if carries_source else ()
    pdf = pages.paint(finisher(metadata, inside, first_folio))
    stop_at([_placed(problem, sources, content) for problem in pages.problems])
    spots = pages.spots({*content.anchors, *content.targets.values()})
    return Typeset(sources, content, pictures, pdf, len(pages), spots)


def _laid_out(setting: _Setting) -> Pages:
    """The pages; set a little closer if that saves a nearly empty last page."""
    anchors = setting.content.anchors
    pages = _settled(setting, dict.fromkeys(anchors, 1), density=0)
    if len(pages) > 1 and pages.fill() < _LEAST_FILL:
        with suppress(Refused):  # what does not fit closer is sound as it is
            closer = _settled(setting, pages.page_numbers(anchors), density=1)
            if len(closer) < len(pages):
                return closer
    return pages


def _settled(setting: _Setting, numbers: Mapping[str, int], *, density: int) -> Pages:
    """Pages whose table of contents names the right page of every entry; `numbers` are the first guess.

    The numbers of one layout are put into the next until they agree: cheaper than `target-counter`,
    which has WeasyPrint lay out three times whatever the numbers are.
    """
    sources, content = setting.sources, setting.content
    for _ in range(_MOST_PASSES):
        composed = paginated(
            content,
            sources.layout,
            numbers,
            density,
            edition=setting.edition,
            first_folio=setting.first_folio,
        )
        pages = render.lay_out(composed.html, composed.sheets(), setting.assets, setting.families)
        stop_at([_placed(problem, sources, content) for problem in pages.problems])
        found = pages.page_numbers(content.anchors)
        if found == numbers:
            return pages
        numbers = found
    raise refuse("pages-unstable")


def pages_of_articles(sources: Sources, families: frozenset[str]) -> Mapping[str, int]:
    """The page of each article in the edition that everyone can download, by the article's target."""
    form = EDITIONS["screen"]
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form)
    setting = _Setting(sources, content, assets_of(sources, pictures, content), form.name, 1, families)
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
