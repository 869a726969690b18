"""The job ticket of an edition for the print shop, in memory: a page and the same as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from infobrief_pdf import render
from infobrief_pdf.compose.ticket import Job, as_data, ticket
from infobrief_pdf.finish import finisher
from infobrief_pdf.images.inks import TOTAL_INK
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.profiles import FOGRA39
from infobrief_pdf.setting import Typeset, stop_at

PAGE_SUFFIX: Final = "-ticket.pdf"
DATA_SUFFIX: Final = "-ticket.json"
"""What the names of the ticket's files add to that of the edition, which they lie beside."""


@dataclass(frozen=True)
class Ticket:
    """The page as PDF, accessible and archivable as the issue on screens is; the data as JSON."""

    page: bytes
    data: bytes


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
    composed = ticket(job, title, sources.layout, sources.place)
    assets = render.Assets({}, {pack.name: pack.folder for pack in sources.packs})
    pages = render.lay_out(composed.html, composed.sheets(), assets, families)
    stop_at(pages.problems)
    metadata = sources.metadata(title, sources.series.language, pages.producer)
    page = pages.paint(finisher(metadata, ()))
    stop_at(pages.problems)
    data = as_data(job, title, sources.layout, sources.place)
    return Ticket(page, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
