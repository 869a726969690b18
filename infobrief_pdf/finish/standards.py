"""What the last changes to an edition are, by the standard that it keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pydyf

from infobrief_pdf.finish import Attachment, Metadata, finisher
from infobrief_pdf.finish.press import press_finisher
from infobrief_pdf.model.edition import Conformance, Edition
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.profiles import FOGRA39

Finisher = Callable[[pydyf.PDF], None]


@dataclass(frozen=True)
class Finish:
    """What the last changes to a PDF depend on; `blanks` pages are put before the last one."""

    form: Edition
    metadata: Metadata
    inside: tuple[Attachment, ...]
    first_folio: Folio
    blanks: int
    is_condensed: bool = False

    def finisher(self) -> Finisher:
        """The last changes."""
        return _FINISHERS[self.form.conformance](self)


def _accessible(finish: Finish) -> Finisher:
    """PDF/A-3a and PDF/UA-1, the sources inside."""
    return finisher(finish.metadata, finish.inside, finish.first_folio, is_condensed=finish.is_condensed)


def _for_press(finish: Finish) -> Finisher:
    """PDF/X-4; a print shop gets pages and nothing else."""
    return press_finisher(finish.metadata, FOGRA39, finish.form.bleed, finish.blanks)


_FINISHERS: Final[Mapping[Conformance, Callable[[Finish], Finisher]]] = MappingProxyType(
    {"pdf/a-3a": _accessible, "pdf/x-4": _for_press}
)
