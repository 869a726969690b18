"""The job ticket of an edition for the print shop, in memory: a page and the same as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from infobrief_pdf import layouts, render
from infobrief_pdf.compose.ticket import Job, as_data, ticket
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.finish import finisher
from infobrief_pdf.images.inks import TOTAL_INK
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.passes import stop_at
from infobrief_pdf.profiles import FOGRA39
from infobrief_pdf.setting import Typeset

PAGE_SUFFIX: Final = "-ticket.pdf"
DATA_SUFFIX: Final = "-ticket.json"
"""What the names of the ticket's files add to that of the edition, which they lie beside."""


@dataclass(frozen=True)
class Ticket:
    """The page as PDF, accessible and archivable as the issue on screens is; the data as JSON."""

    page: bytes
    data: bytes


_SADDLE: Final = re.compile(r"rück(en)?st|rueckst|saddle|drahtheft|klammerheft", re.IGNORECASE)
"""How people call stapling through the fold."""

_GATHERING: Final = 4
"""Pages of a folded sheet."""


def hints(made: Typeset, form: Edition) -> tuple[Diagnostic, ...]:
    """That sheets are to be folded, but that their pages do not fill them."""
    binding = made.sources.series.press.binding or ""
    missing = -made.pages % _GATHERING
    if not (form.has_ticket and missing and _SADDLE.search(binding)):
        return ()
    place = made.sources.series_place(("press", "binding"))
    values = {"binding": binding, "pages": made.pages, "missing": missing}
    return (Diagnostic("press-pages", place, values),)


def job_ticket(made: Typeset, form: Edition, file: str, families: frozenset[str]) -> Ticket:
    """The ticket of a finished edition that is written to `file`.

    `render.EXCLUSIVE` must be held. Raises `Refused`.
    """
    sources, title = made.sources, made.content.title
    job = Job(
        file=file,
        checksum=sha256(made.pdf).hexdigest(),
        size=len(made.pdf),
        pages=made.pages,
        trim=made.trim,
        bleed=form.bleed,
        total_ink=round(TOTAL_INK * 100),
        profile=FOGRA39,
        issue=sources.issue,
        series=sources.series,
    )
    layout = layouts.load(sources.packs)  # the ticket is A4, whatever it is about
    composed = ticket(job, title, layout, sources.place)
    assets = render.Assets({}, {pack.name: pack.folder for pack in sources.packs})
    pages = render.lay_out(composed.html, composed.sheets(), assets, families)
    stop_at(pages.problems)
    metadata = sources.metadata(title, sources.series.language, pages.producer)
    page = pages.paint(finisher(metadata, ()))
    stop_at(pages.problems)
    data = as_data(job, title, layout, sources.place)
    return Ticket(page, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
