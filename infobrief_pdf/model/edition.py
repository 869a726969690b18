"""Editions: the forms that one issue can take. Every edition is a row here, not a branch in the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.paper import A4, A5, Paper

Colour = Literal["rgb", "cmyk"]
Conformance = Literal["pdf/a-3a", "pdf/x-4"]
Links = Literal["live", "printed", "inline", "typed"]
Unit = Literal["issue", "article"]


_LONGEST_OCCASION: Final = 160
"""Characters of the meeting line: two lines of the nameplate."""


_OFFICE_PPI: Final = 125.0
"""Pixels an inch; cropping to whole lines enlarges a picture by up to a twenty-fifth, which leaves 120."""

_PRESS_PPI: Final = 150.0
"""Pixels an inch; what has fewer than 100 is seen to be coarse."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One form of an issue.

    `image_ppi` is the resolution of its pictures at printed size, `least_ppi` that of a picture with few
    pixels, which is printed smaller rather than coarser. `suffix` is what its file name adds.
    `binding` is the least margin at the edge where the sheets are bound, in millimetres; `None` if they are
    not. `dates_running_head`: pages that may be met apart from their issue name its day, too. `paper` is the
    size of its pages; `imposition`, the fold that brings them on sheets, one of `infobrief_pdf.impose.FOLDS`;
    `None` if they are not imposed. `styles` names what of a layout applies to it, too; what has its own name
    goes before, and what `variants` names before that.
    `is_folded`: its sheets are folded, so that every one has four pages.

    `conformance` is the standard that the file keeps: `pdf/a-3a` together with PDF/UA-1, `pdf/x-4` for a
    print shop. `colour` is what its colours are made of, `bleed` how far ink runs over the trimmed edge, in
    millimetres. `has_ticket`: a job ticket goes with it.

    `links`: on paper they are `printed`, as addresses with QR codes, `inline`, as addresses in brackets, with
    codes of contacts and of the issue, or `typed`, as addresses alone.
    `takes_occasion`: it can name the meeting that it is handed out at. `unit`: what one file of it holds.
    `stacks_tables`: one that is too wide for its type becomes a list.
    """

    name: str
    sentence: str
    image_ppi: float
    suffix: str
    least_ppi: float = 96.0
    binding: float | None = None
    dates_running_head: bool = False
    paper: Paper = A4
    imposition: str | None = None
    styles: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    is_folded: bool = False
    colour: Colour = "rgb"
    conformance: Conformance = "pdf/a-3a"
    bleed: float = 0.0
    has_ticket: bool = False
    links: Links = "live"
    takes_occasion: bool = False
    stacks_tables: bool = False
    unit: Unit = "issue"

    @property
    def names(self) -> tuple[str, ...]:
        """What of a layout applies to it, the most special last: that wins."""
        return (*self.styles, self.name, *self.variants)


EDITIONS: Final[Mapping[str, Edition]] = MappingProxyType(
    {
        edition.name: edition
        for edition in (
            Edition(
                name="screen",
                sentence="A4 for e-mail and download, accessible (PDF/UA-1) and archivable (PDF/A-3a).",
                image_ppi=150.0,
                suffix="",
            ),
            Edition(
                name="archive",
                sentence=(
                    "A4 for the ring binder, printed on both sides, with room for the holes; as accessible "
                    "and archivable as `screen`. The yearly volume is bound from it."
                ),
                image_ppi=200.0,
                suffix="-archive",
                styles=("duplex",),
                binding=25.0,
                dates_running_head=True,
            ),
            Edition(
                name="booklet",
                links="typed",
                sentence="A5 pages on A4 sheets for the office printer, to be folded and stapled.",
                image_ppi=200.0,
                suffix="-booklet",
                least_ppi=_OFFICE_PPI,
                styles=("duplex",),
                paper=A5,
                imposition="a5",
                is_folded=True,
            ),
            Edition(
                name="press",
                links="typed",
                sentence=(
                    "A4 for a print shop (PDF/X-4): in printing inks for coated paper (FOGRA39), with 3 mm "
                    "bleed, crop marks and a job ticket."
                ),
                image_ppi=300.0,
                suffix="-press",
                least_ppi=_PRESS_PPI,
                styles=("duplex",),
                colour="cmyk",
                conformance="pdf/x-4",
                bleed=3.0,
                has_ticket=True,
            ),
            Edition(
                name="press-a5",
                links="typed",
                sentence="A5 for a print shop (PDF/X-4): the pages of the booklet as `press` has them.",
                image_ppi=300.0,
                suffix="-press-a5",
                least_ppi=_PRESS_PPI,
                paper=A5,
                styles=("duplex", "booklet", "press"),
                is_folded=True,
                colour="cmyk",
                conformance="pdf/x-4",
                bleed=3.0,
                has_ticket=True,
            ),
            Edition(
                name="handout",
                sentence=(
                    "A4 for meetings, from the office printer: both sides, room for the holes, addresses and "
                    "QR codes instead of links, legible in black and white."
                ),
                image_ppi=200.0,
                suffix="-handout",
                least_ppi=_OFFICE_PPI,
                styles=("duplex", "archive"),
                binding=25.0,
                dates_running_head=True,
                links="printed",
                takes_occasion=True,
            ),
            Edition(
                name="large-print",
                sentence=(
                    "A4 in 18 pt for readers with low vision: one column, wide lines, no hyphenation; as "
                    "accessible and archivable as `screen`."
                ),
                image_ppi=150.0,
                suffix="-large-print",
                takes_occasion=True,
                stacks_tables=True,
            ),
            Edition(
                name="onepager",
                sentence=(
                    "One article on one sheet for a meeting: summary, demands, background, contact; of the "
                    "article that --article names, else of every article with demands."
                ),
                image_ppi=150.0,
                suffix="-onepager",
                least_ppi=_OFFICE_PPI,
                takes_occasion=True,
                links="inline",
                unit="article",
            ),
        )
    }
)
"""Editions by name."""


def named(name: str) -> Edition:
    """The edition of a name. Raises `Refused`."""
    if name not in EDITIONS:
        raise refuse("edition-unknown", None, **misnamed(name))
    return EDITIONS[name]


def misnamed(name: str, known: Iterable[str] = EDITIONS) -> dict[str, object]:
    """The values of a diagnostic about a name that is none of those that are known."""
    from difflib import get_close_matches  # hardly ever needed

    names = list(known)
    suggestion = next(iter(get_close_matches(name, names, 1)), "")
    return {"edition": name, "known": ", ".join(names), "suggestion": suggestion}


def occasion_for(form: Edition, occasion: str | None) -> str | None:
    """The meeting line as it is printed. Raises `Refused` for what is no line, or where there is none."""
    if occasion is None:
        return None
    line = " ".join(occasion.split())
    if not line or not line.isprintable() or len(line) > _LONGEST_OCCASION:
        raise refuse("occasion-unusable", None, most=_LONGEST_OCCASION)
    if not form.takes_occasion:
        takers = ", ".join(each.name for each in EDITIONS.values() if each.takes_occasion)
        raise refuse("occasion-unwanted", None, edition=form.name, known=takers)
    return line
