"""An issue's pages on sheets of paper, drawn as `infobrief_pdf.impose` planned them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from infobrief_pdf.finish import Conformance, Metadata, information, packet
from infobrief_pdf.impose import Cell, Mark, Plan, Side
from infobrief_pdf.model.nature import Nature
from infobrief_pdf.pdf.sheets import Described, DrawnSide, Line, Placed, drawn

_STROKES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"fold": (0.5, 2.0), "cut": (0.5, 0.0), "staple": (1.0, 0.0)}
)
"""Kind of mark → width of its line and length of its dashes, in points."""

_PAGES: Final = 0
_INSTRUCTIONS: Final = 1
"""Which document a page is from."""


def on_sheets(
    pdf: bytes,
    plan: Plan,
    metadata: Metadata,
    *,
    has_marks: bool = False,
    instructions: bytes | None = None,
) -> tuple[bytes, int]:
    """The sheets as a PDF, and how many sides they have.

    `instructions` is a PDF of one page, which becomes the front of a sheet before the others.
    """
    first = [_instructed(plan)] if instructions is not None else []
    backs = [DrawnSide(plan.width, plan.height, plan.box)] if first else []
    sides = [side for sheet in plan.sheets for side in (sheet.front, sheet.back)]
    drawings = [*first, *backs, *(_drawn(plan, side, has_marks=has_marks) for side in sides)]
    documents = [pdf] if instructions is None else [pdf, instructions]
    nature = Nature("sheets", plan.pages + plan.blanks)
    unclaimed = replace(metadata, conformance=Conformance(None, None, None), nature=nature)
    described = Described(
        {f"/{key}": value for key, value in information(unclaimed).items()},
        packet(unclaimed),
        unclaimed.language,
        plan.flips_on,
    )
    return drawn(documents, drawings, described), len(drawings)


def _instructed(plan: Plan) -> DrawnSide:
    box = 0.0, 0.0, plan.width, plan.height
    return DrawnSide(plan.width, plan.height, box, (Placed(0, box, document=_INSTRUCTIONS),))


def _drawn(plan: Plan, side: Side, *, has_marks: bool) -> DrawnSide:
    lines = tuple(map(_line, side.marks)) if has_marks else ()
    return DrawnSide(
        plan.width,
        plan.height,
        plan.box,
        tuple(_placed(plan, cell) for cell in side.cells if cell.page),
        lines,
    )


def _placed(plan: Plan, cell: Cell) -> Placed:
    return Placed(cell.page - 1, plan.trim_box(cell), cell.shift, cell.rotation, _PAGES)


def _line(mark: Mark) -> Line:
    width, dash = _STROKES[mark.kind]
    return Line(mark.x0, mark.y0, mark.x1, mark.y1, width, dash)
