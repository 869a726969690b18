"""The pages of a volume that are its own, and every part of it as it is bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from infobrief_pdf import plan, render
from infobrief_pdf.compose import Composed
from infobrief_pdf.compose.volume import back, front, stamps
from infobrief_pdf.compose.years import Year
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.matter import Matter, Own, finished
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.passes import stop_at
from infobrief_pdf.sources import SERIES, series_inputs
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.placed import Placed, Set, Taken
from infobrief_pdf.work import Executor, Task

if TYPE_CHECKING:
    from infobrief_pdf.bind import Part
    from infobrief_pdf.render.engine import Pages

_TOP: Final = 841.89
_LONG_YEAR: Final = 50
"""Articles of a year whose contents take many pages in any case: laying them out twice would save little."""

_VAST_YEAR: Final = 250
"""Articles of a year whose contents take so much memory that they are not set while registers are."""

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


def registers(
    bindery: Bindery, year: Year, folio: Folio, executor: Executor
) -> Callable[[], tuple[Part | None, dict[str, Folio]]]:
    """Begin the registers; who calls the result waits for them.

    It is the part that holds them, if there is anything to list, and the folio of each register.
    """
    if (found := back(year, folio)) is None:
        return lambda: (None, {})
    codes = {name: render.Asset("image/svg+xml", code.svg) for name, code in found.codes.items()}
    wait = set_by(
        executor, bindery, matter_of(bindery, year.title, found.composed, folio, codes, found.names)
    )
    title = str(year.words().labels["registers"])

    def done() -> tuple[Part, dict[str, Folio]]:
        pages, pdf, spots = wait()
        part = own_part(bindery, REGISTERS, title, pdf, pages, spots, folio)
        return part, {name: folio + spots[name].page for name in found.names}

    return done


def front_matter(bindery: Bindery, year: Year, folios: Mapping[str, Folio]) -> Matter:
    """Cover, imprint, preface and contents of a binder, with the `folios` of the registers.

    The contents of a long year are set close from the start, those of others where that saves a page.
    """
    is_long = sum(len(each.articles) for each in year.issues) > _LONG_YEAR
    composed, problems = front(year, folios, is_close=is_long)
    stop_at(list(problems))
    closer = None if is_long else front(year, folios, is_close=True)[0]
    return matter_of(bindery, year.title, composed, closer=closer)


def is_vast(year: Year) -> bool:
    """Whether its contents are set by a process of their own, which takes its memory with it."""
    return sum(len(each.articles) for each in year.issues) > _VAST_YEAR


def front_part(
    bindery: Bindery, year: Year, folios: Mapping[str, Folio], executor: Executor, draft: Pages | None = None
) -> Part:
    """The front matter of a binder, numbered in roman numerals; a `draft` is used if only folios differ."""
    matter = front_matter(bindery, year, folios)
    wait = set_by(executor, bindery, matter) if draft is None and is_vast(year) else None
    pages, pdf, _ = wait() if wait else set_own(bindery, matter, draft)
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
        pads=bindery.pads(each.pages),
    )


def _taken_part(bindery: Bindery, year: Year, each: Taken) -> Part:
    from infobrief_pdf.bind import Part

    title, _ = each.heads(year.series.name, year.year)
    printed = set_own(bindery, matter_of(bindery, year.title, stamps(year, each.stamps))).pdf
    targets = {f"page-{article.page}": (article.page - 1, 0.0, _TOP) for article in each.issue.articles}
    language = each.issue.language or year.series.language
    return Part(
        each.name, title, language, each.legacy.pdf, each.pages, targets, each.first_folio,
        pads=bindery.pads(each.pages), stamps=printed,
    )  # fmt: skip


def matter_of(
    bindery: Bindery,
    title: str,
    composed: Composed,
    folio: Folio = FIRST,
    pictures: Mapping[str, render.Asset] | None = None,
    names: Iterable[str] = (),
    closer: Composed | None = None,
) -> Matter:
    """A document of the volume's own with all that it is set from; see `Matter`."""
    first = bindery.first
    described = first.described(title, first.series.language, (), bindery.day, "")
    assets = render.Assets(pictures or {}, {pack.name: pack.folder for pack in first.packs})
    families = bindery.workspace.typefaces.families
    return Matter(composed, described, assets, families, folio, tuple(names), closer)


def set_own(bindery: Bindery, matter: Matter, draft: Pages | None = None) -> Own:
    """Pages of the volume's own, set if they are not kept. `render.EXCLUSIVE` must be held."""
    return kept_own(bindery, matter) or _keep(bindery, matter, _finished(bindery, matter, draft))


def set_by(executor: Executor, bindery: Bindery, matter: Matter) -> Callable[[], Own]:
    """The same, begun by an executor if they are not kept; who calls the result waits for them.

    What it cannot do within its limits is done here: these pages are as many as the year is long.
    """
    if (kept := kept_own(bindery, matter)) is not None:
        return lambda: kept
    path = plan.inside(bindery.folder.parent / SERIES, bindery.workspace.folder)
    future = executor.submit(Task(path, matter))
    executor.tend()

    def wait() -> Own:
        outcome = future.result()
        own = (
            _finished(bindery, matter) if outcome.problems else Own(outcome.pages, outcome.pdf, outcome.spots)
        )
        return _keep(bindery, matter, own)

    return wait


def _finished(bindery: Bindery, matter: Matter, draft: Pages | None = None) -> Own:
    """The pages, painted. Raises `Refused` with the places of the texts that problems are about."""
    try:
        return finished(matter, draft)
    except Refused as refusal:
        raise Refused(map(bindery.placed, refusal.diagnostics)) from None


def kept_own(bindery: Bindery, matter: Matter) -> Own | None:
    """Pages of the volume's own, if they are kept."""
    return bindery.keeper.own(matter, series_inputs(bindery.first.packs)) if bindery.keeper else None


def _keep(bindery: Bindery, matter: Matter, own: Own) -> Own:
    if bindery.keeper:
        bindery.keeper.keep_own(matter, series_inputs(bindery.first.packs), own)
    return own
