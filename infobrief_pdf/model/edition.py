"""Editions: the forms that one issue can take. Every edition is a row here, not a branch in the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Links = Literal["live", "printed", "inline"]
Unit = Literal["issue", "article"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One form of an issue.

    `image_ppi` is the resolution of its pictures at printed size, `suffix` what its file name adds.
    `binding` is the least margin at the edge where the sheets are bound, in millimetres; `None` if they are
    not. `dates_running_head`: pages that may be met apart from their issue name its day, too.
    `links`: on paper they are `printed`, as addresses with QR codes, or `inline`, as addresses in brackets.
    `takes_occasion`: it can name the meeting that it is handed out at. `spacing` replaces lengths of the
    layout, in millimetres. `unit`: what one file of it holds.
    `stacks_tables`: one that is too wide for its type becomes a list.
    """

    name: str
    sentence: str
    image_ppi: float
    suffix: str
    binding: float | None = None
    dates_running_head: bool = False
    links: Links = "live"
    takes_occasion: bool = False
    spacing: tuple[tuple[str, float], ...] = ()
    stacks_tables: bool = False
    unit: Unit = "issue"


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
                binding=25.0,
                dates_running_head=True,
            ),
            Edition(
                name="handout",
                sentence=(
                    "A4 for meetings, from the office printer: both sides, room for the holes, addresses and "
                    "QR codes instead of links, legible in black and white."
                ),
                image_ppi=200.0,
                suffix="-handout",
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
                spacing=(("page-left", 20.0), ("page-right", 20.0), ("margin-column", 0.0), ("gutter", 0.0)),
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
                takes_occasion=True,
                links="inline",
                unit="article",
            ),
        )
    }
)
"""Editions by name."""
