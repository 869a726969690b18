"""One article on one sheet: laid out until it fits, in memory.

One page is tried first, then one leaf; as much of the background as fits is set, in the largest of the
sizes that holds it. What must be on it (title, summary, demands, first paragraph, contact) is never cut.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import ceil
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.onepager import LINE, SIZES, Sheet, articles, sheet
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse
from infobrief_pdf.finish import finisher
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.passes import placed, stop_at
from infobrief_pdf.setting import Typeset, assets_of, composed, pages_of_articles
from infobrief_pdf.sources import Sources

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAF: Final = 2
"""Pages of a leaf."""

_SPARE: Final = 0.5
"""Points that stay free above the foot."""

_MOST_CUT: Final = 10.5
"""Points of a background that was cut, at most."""

_SHOWN: Final = 40
"""Characters of the longest paragraph that an error shows."""


@dataclass(frozen=True)
class _Setting:
    """What a sheet is set from; `page` is that of the article in its issue."""

    sources: Sources
    form: Edition
    sheet: Sheet
    assets: render.Assets
    families: frozenset[str]
    page: int


@dataclass(frozen=True)
class _Trial:
    """A sheet as it was tried: so many blocks at so many points."""

    count: int
    size: float
    pages: Pages


def typeset_sheet(
    sources: Sources,
    form: Edition,
    article: str | None,
    families: frozenset[str],
    occasion: str | None = None,
) -> Typeset:
    """The sheet of the article with this target, or of the only one. `render.EXCLUSIVE` must be held.

    Raises `Refused`.
    """
    pictures = sources.pictures(form)
    content = composed(sources, pictures, form, occasion)
    known = articles(sources.issue, content)
    if article is None and len(known) == 1:
        (article,) = known
    if article is None:
        raise refuse("onepager-without-article", Place(sources.document.name), known=", ".join(known))
    if article not in known:
        suggestion = next(iter(get_close_matches(article, known, 1)), "")
        raise refuse("article-unknown", None, article=article, known=", ".join(known), suggestion=suggestion)
    page = pages_of_articles(sources, families)[article]
    ready = sheet(article, sources.issue, sources.series, content)
    assets = assets_of(sources, pictures, ready.content)
    setting = _Setting(sources, form, ready, assets, families, page)
    fitted = _fitted(setting)
    pages = _footed(setting, fitted)
    metadata = sources.metadata(ready.content.title, content.language, pages.producer)
    pdf = pages.paint(finisher(metadata, sources.attachments(form.name, pictures)))
    content = ready.content
    stop_at([placed(problem, sources, content) for problem in pages.problems])
    if fitted.count < len(ready.blocks):
        values = {"left": len(ready.blocks) - fitted.count}
        cut = Diagnostic("onepager-shortened", sources.place((*ready.key, "text")), values)
        content = replace(content, problems=(*content.problems, cut))
    return Typeset(sources, content, pictures, pdf, len(pages), {}, pages.size())


def targets(sources: Sources, *, with_demands: bool) -> tuple[str, ...]:
    """The targets of the articles; only of those that demand something, if wanted."""
    found = articles(sources.issue, composed(sources, {}))
    return tuple(anchor for anchor, (_, each) in found.items() if each.demands or not with_demands)


def _fitted(setting: _Setting) -> _Trial:
    """The best sheet: one page rather than two, then as much text as fits, then the largest type for it."""
    for most in (1, _LEAF):
        if smallest := _longest_fit(setting, most):
            largest = max(SIZES) if smallest.count == setting.sheet.cuts[-1] else _MOST_CUT
            sizes = (size for size in SIZES[:-1] if size <= largest)
            larger = (_tried(setting, smallest.count, size, most) for size in sizes)
            return next(filter(None, larger), smallest)
    raise _too_long(setting)


def _longest_fit(setting: _Setting, most: int) -> _Trial | None:
    """As many blocks as fit in the smallest type, found by halving; `None` if not even the least does."""
    cuts, size = setting.sheet.cuts, SIZES[-1]
    if whole := _tried(setting, cuts[-1], size, most):
        return whole
    best, low, high = None, 0, len(cuts) - 2
    while low <= high:
        middle = (low + high) // 2
        if trial := _tried(setting, cuts[middle], size, most):
            best, low = trial, middle + 1
        else:
            high = middle - 1
    return best


def _tried(setting: _Setting, count: int, size: float, most: int) -> _Trial | None:
    """The sheet with so many blocks, unless it takes more pages or something does not fit its column."""
    with suppress(Refused):
        pages = _laid_out(setting, count=count, size=size)
        return _Trial(count, size, pages) if len(pages) <= most else None
    return None


def _footed(setting: _Setting, trial: _Trial) -> Pages:
    """The same sheet, what is free on its last page put above the contact."""
    used, room = trial.pages.last_page()
    free = max(room - used - _SPARE, 0.0)
    turns = len(trial.pages) == _LEAF
    pages = _laid_out(setting, count=trial.count, size=trial.size, filler=free, turns=turns)
    return pages if len(pages) == len(trial.pages) else trial.pages


def _laid_out(
    setting: _Setting, *, count: int, size: float, filler: float = 0.0, turns: bool = False
) -> Pages:
    """The pages of a sheet. Raises `Refused` if anything of it goes wrong."""
    ready, layout = setting.sheet, setting.sources.layout
    context = ready.context(count=count, size=size, page=setting.page, filler=filler, turns=turns)
    html = filled(layout, "onepager.html", context)
    made = Composed(html, styled(layout, ready.content.language, (setting.form.name,)))
    pages = render.lay_out(made.html, made.sheets(), setting.assets, setting.families)
    stop_at([placed(problem, setting.sources, ready.content) for problem in pages.problems])
    return pages


def _too_long(setting: _Setting) -> Refused:
    """By how many lines the least sheet exceeds a leaf, and what of it is longest."""
    ready, size = setting.sheet, SIZES[-1]
    pages = _laid_out(setting, count=ready.cuts[0], size=size)  # what is wrong with it is refused here
    used, room = pages.last_page()
    excess = used + (len(pages) - _LEAF - 1) * room
    _, article = articles(setting.sources.issue, ready.content)[ready.anchor]
    key, text = ready.longest(article)
    return refuse(
        "onepager-too-long",
        setting.sources.place(key),
        lines=max(ceil(excess / (size * LINE)), 1),
        size=size,
        text=text[:_SHOWN].rstrip() + ("…" if len(text) > _SHOWN else ""),
        characters=len(text),
    )
