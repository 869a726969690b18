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
        "sheetblanks" if plan.blanks else "sheetfull",
        _steps(plan),
        {
            "pages": str(plan.pages + plan.blanks),
            "blanks": str(plan.blanks),
            "format": plan.fold.page.name,
            "sheets": str(len(plan.sheets)),
            "grammage": f"{plan.grammage:g}",
            "edge": f"sheet{plan.flips_on}",
        },
        _rows(plan, plan.sheets[0].front),
        _rows(plan, plan.sheets[0].back),
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


def _rows(plan: Plan, side: Side) -> Rows:
    """What is seen on a side, which is held upright; the back cover has no number on it, nor has a blank."""
    turned = -1 if any(cell.rotation for cell in side.cells) else 1
    rows: dict[float, list[int | str]] = {}
    for cell in sorted(side.cells, key=lambda cell: (-turned * cell.y, turned * cell.x)):
        is_last = plan.fold.is_nested and 1 < cell.page == plan.pages
        rows.setdefault(cell.y, []).append("sheetlast" if is_last else cell.page or "sheetblank")
    spare = [("sheetblank",) * plan.fold.columns] * (plan.fold.rows - len(rows))
    return (*map(tuple, rows.values()), *spare)
