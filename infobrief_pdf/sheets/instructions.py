"""The instructions that a booklet begins with, set on the paper that it is printed on."""

from __future__ import annotations

from infobrief_pdf import render
from infobrief_pdf.compose.instructions import EDITION, Handling, Rows, instructions
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.finish import Metadata, finisher
from infobrief_pdf.impose import Plan, Side
from infobrief_pdf.model import Layout


def set_instructions(
    plan: Plan, metadata: Metadata, layout: Layout, assets: render.Assets, families: frozenset[str]
) -> bytes:
    """A PDF of one page. `render.EXCLUSIVE` must be held. Raises `Refused`."""
    handling = Handling(
        metadata.title,
        metadata.language,
        _steps(plan),
        {
            "pages": str(plan.pages + plan.blanks),
            "blanks": str(plan.blanks),
            "format": plan.fold.page.name,
            "sheets": str(len(plan.sheets)),
            "grammage": f"{plan.grammage:g}",
            "edge": f"sheet{plan.flips_on}",
        },
        _rows(plan.sheets[0].front),
        _rows(plan.sheets[0].back),
    )
    composed = instructions(handling, layout.set_on(plan.fold.sheet, EDITION))
    pages = render.lay_out(composed.html, composed.sheets(), assets, families)
    pdf = pages.paint(finisher(metadata, ()))
    if pages.problems:
        raise Refused(pages.problems)
    return pdf


def _steps(plan: Plan) -> tuple[str, ...]:
    """Labels of what is to be done, in order."""
    begin = ("sheetpaper", "sheetprint", "sheetcheck")
    if not plan.fold.is_nested:
        return (*begin, "sheetflat")
    cut = ("sheetcut",) if plan.fold.rows > 1 else ()
    return (*begin, *cut, "sheetfold", "sheetstaple")


def _rows(side: Side) -> Rows:
    """The pages of a side as they are seen; one on its head is shown upright."""
    turned = -1 if any(cell.rotation for cell in side.cells) else 1
    heights = sorted({cell.y for cell in side.cells}, reverse=turned == 1)
    return tuple(
        tuple(cell.page for cell in sorted(side.cells, key=lambda cell: turned * cell.x) if cell.y == height)
        for height in heights
    )
