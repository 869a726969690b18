"""The ways to bring pages on A4 sheets of an office printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from infobrief_pdf.model.paper import A4, A5, A6, Paper

Edge = Literal["short", "long"]
"""The edge of the sheet on which a printer turns it over."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One way: `page` is what a reader holds, `sheet` what is printed, as it lies before the one who cuts.

    `rows` of leaves stand on a sheet, each with two pages. `is_nested`: the leaves are folded in the middle,
    put into each other and stapled through the fold. `flips_on`: turned on that edge, both sides
    stand upright.
    """

    name: str
    page: Paper
    sheet: Paper
    rows: int
    is_nested: bool
    flips_on: Edge
    columns: int = 2

    def bottom(self, row: int) -> float:
        """Height of the lower edge of a row's pages in millimetres; rows count from the top.

        Pages stand in the middle of their share of the sheet.
        """
        share = self.sheet.height / self.rows
        return self.sheet.height - share * (row + 1) + (share - self.page.height) / 2


FOLDS: Final[Mapping[str, Fold]] = MappingProxyType(
    {
        fold.name: fold
        for fold in (
            Fold("a5", A5, A4.across(), rows=1, is_nested=True, flips_on="short"),
            Fold("a6", A6, A4, rows=2, is_nested=True, flips_on="long"),
            Fold("flat", A5, A4.across(), rows=1, is_nested=False, flips_on="short"),
        )
    }
)
"""Ways by name: folded once to A5; cut once and folded to A6; two A5 pages side by side."""
