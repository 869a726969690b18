"""The pages of an issue on sheets of paper: planned, with instructions if they are wanted, and drawn."""

from __future__ import annotations

from dataclasses import dataclass

from infobrief_pdf import catalogue, render
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.finish import Metadata
from infobrief_pdf.impose import Order, Plan, plan
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.setting import Typeset
from infobrief_pdf.sheets import on_sheets
from infobrief_pdf.sheets.instructions import set_instructions


@dataclass(frozen=True, slots=True)
class Imposed:
    """Sheets as a PDF, the number of their sides, and what there is to say about them."""

    pdf: bytes
    sides: int
    hints: tuple[Diagnostic, ...]


def imposed(made: Typeset, form: Edition, order: Order, families: frozenset[str]) -> Imposed:
    """The sheets of an edition that `impose.editions.folded` gave, set as it says.

    `render.EXCLUSIVE` must be held. Raises `Refused`.
    """
    sources, language = made.sources, made.content.language
    sheets = plan(
        made.pages,
        form.imposition or "",
        grammage=order.grammage,
        from_right=catalogue.direction(language) == "rtl",
        flips_on=order.flips_on,
    )
    metadata = sources.metadata(made.content.title, language, f"WeasyPrint {render.version()}")
    instructions = _instructions(made, sheets, metadata, families) if order.has_instructions else None
    pdf, sides = on_sheets(made.pdf, sheets, metadata, has_marks=order.has_marks, instructions=instructions)
    return Imposed(pdf, sides, _hints(made, sheets))


def _instructions(made: Typeset, sheets: Plan, metadata: Metadata, families: frozenset[str]) -> bytes:
    sources = made.sources
    assets = render.Assets({}, {pack.name: pack.folder for pack in sources.packs})
    return set_instructions(sheets, metadata, sources.layout, assets, families)


def _hints(made: Typeset, sheets: Plan) -> tuple[Diagnostic, ...]:
    if not sheets.is_thick:
        return ()
    values = {"sheets": sheets.nested, "grammage": sheets.grammage}
    return (Diagnostic("booklet-thick", made.sources.place(()), values),)
