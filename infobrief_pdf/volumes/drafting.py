"""The front matter, laid out before all that it says is known: while others set issues or registers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from infobrief_pdf import render
from infobrief_pdf.compose.volume import names_of_registers
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.matter import begun
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.matter import front_matter, kept_own, year_of
from infobrief_pdf.volumes.placed import Placed

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages


class Draft:
    """Front matter of a volume in one binder, its folios a guess; what else differs has it laid out again."""

    def __init__(self, bindery: Bindery) -> None:
        self._bindery = bindery
        self._pages: Pages | None = None
        self._is_possible = bindery.wanted.binder is None  # in several binders each names its own issues

    def begin(self, placed: Sequence[Placed]) -> None:
        """Lay it out as if the issues stood there, unless that was done before or it is kept as it is."""
        if not self._is_possible:
            return
        self._is_possible = False
        year = year_of(self._bindery, placed)
        folio = behind(self._bindery, placed)
        with suppress(Refused):  # is found again when it is set for good
            matter = front_matter(self._bindery, year, dict.fromkeys(names_of_registers(year), folio))
            if matter.closer is None and kept_own(self._bindery, matter) is None:
                with render.EXCLUSIVE:
                    self._bindery.workspace.use_fonts()
                    self._pages = begun(matter)

    def take(self) -> Pages | None:
        """The pages, once; they take much memory."""
        pages, self._pages = self._pages, None
        return pages


def behind(bindery: Bindery, placed: Sequence[Placed]) -> Folio:
    """The first folio behind the issues."""
    last = max(each.first_folio + (each.pages + bindery.pads(each.pages) - 1) for each in placed)
    return Folio(last.page + 1)
