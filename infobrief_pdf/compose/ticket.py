"""The job ticket that goes to a print shop beside the file: as a page and as data. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from infobrief_pdf import catalogue
from infobrief_pdf.compose import Composed, styled
from infobrief_pdf.compose.contacts import imprint
from infobrief_pdf.compose.printed import Printer
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.words import Dictionary, Locate, Words
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.profiles import Profile

_PLATES: Final = ("cyan", "magenta", "yellow", "black")
_GROUP: Final = 8
"""Digits of the checksum that stand together."""

_LEAF: Final = 2
_SIGNATURE: Final = 4
"""Pages of a leaf, and of a folded sheet."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a print shop must know of a file; lengths in millimetres, `total_ink` in per cent."""

    file: str
    checksum: str
    size: int
    pages: int
    trim: tuple[float, float]
    bleed: float
    total_ink: int
    profile: Profile
    issue: Issue
    series: Series

    @property
    def binding(self) -> str:
        """The label of the usual way to bind so many pages."""
        if self.pages <= _LEAF:
            return "bindleaf" if self.pages == _LEAF else "bindside"
        return "bindcorner" if self.pages % _SIGNATURE else "bindsaddle"

    @property
    def sides(self) -> str:
        """Inks on the front and on the back."""
        return f"{len(_PLATES)}/{len(_PLATES) if self.pages > 1 else 0}"


def as_data(job: Job, title: str, layout: Layout, locate: Locate) -> dict[str, object]:
    """The ticket for machines; lengths in millimetres."""
    words = _words(job, layout, locate)
    wanted = job.series.press
    return {
        "file": job.file,
        "sha256": job.checksum,
        "bytes": job.size,
        "title": title,
        "publisher": job.series.publisher,
        "date": job.issue.date.isoformat(),
        "pages": job.pages,
        "trim_size_mm": list(job.trim),
        "bleed_mm": job.bleed,
        "standard": "PDF/X-4",
        "output_condition": job.profile.condition,
        "profile": job.profile.description,
        "colours": job.sides,
        "inks": list(_PLATES),
        "spot_colours": [],
        "total_ink_limit_percent": job.total_ink,
        "paper": wanted.paper or words.labels["stockvalue"],
        "binding": wanted.binding or words.labels[job.binding],
        "copies": wanted.copies,
        "remark": wanted.remark,
    }


def ticket(job: Job, title: str, layout: Layout, locate: Locate) -> Composed:
    """The ticket for people, a page in the language of the series."""
    words = _words(job, layout, locate)
    labels = words.labels
    wordmark = layout.tokens.wordmark
    context = {
        "labels": {name: words.line(label) for name, label in labels.items()},
        "wordmark": [words.line(line) for line in (wordmark.lines if wordmark else (job.series.publisher,))],
        "imprint": imprint(words, job.series, Printer("live")),
        "ticket": {
            "language": words.language,
            "direction": catalogue.direction(words.language),
            "title": words.line(f"{title}: {labels['ticket']}"),
            "job": words.line(title),
            "file": job.file,
            "date": catalogue.written_date(job.issue.date, words.language),
            "groups": _groups(job, words),
            "checksum": [job.checksum[at : at + _GROUP] for at in range(0, len(job.checksum), _GROUP)],
            "blanks": [
                words.line(labels[name])
                for name in (*(() if job.series.press.copies else ("copies",)), "delivery", "release")
            ],
        },
    }
    return Composed(filled(layout, "ticket.html", context), styled(layout, words.language, ("ticket",)))


def _groups(job: Job, words: Words) -> list[list[Dictionary]]:
    """Rows of the ticket: what is printed, in which colours, on what.

    Figures stand apart from words, so that they keep their order where lines begin at the right.
    """
    labels, wanted = words.labels, job.series.press

    def row(term: str, text: str, figure: str = "") -> Dictionary:
        return {"term": words.line(labels[term]), "figure": words.line(figure), "text": words.line(text)}

    width, height, bleed = (_length(side, words.language) for side in (*job.trim, job.bleed))
    stock = [
        row("stock", wanted.paper or labels["stockvalue"]),
        row("binding", wanted.binding or labels[job.binding]),
    ]
    if wanted.copies:
        stock.append(row("copies", "", str(wanted.copies)))
    if wanted.remark:
        stock.append(row("remark", wanted.remark))
    return [
        [
            row("trimsize", "", f"{width} × {height} mm"),
            row("extent", labels["page" if job.pages == 1 else "pagecount"], str(job.pages)),
            row("bleed", labels["bleedvalue"], f"{bleed} mm"),
        ],
        [
            row("inks", labels["inksvalue"], f"{job.sides}:"),
            row("condition", "", job.profile.description),
            row("inklimit", "", f"{job.total_ink} %"),
            row("standard", "", "PDF/X-4 (ISO 15930-7)"),
        ],
        stock,
    ]


def _words(job: Job, layout: Layout, locate: Locate) -> Words:
    language = job.series.language
    own = layout.words(language)
    return Words(language, own, locate)


def _length(millimetres: float, language: str) -> str:
    """A length as the language writes it.

    >>> _length(3.5, "de"), _length(210.0, "en")
    ('3,5', '210')
    """
    text = f"{round(millimetres, 1):g}"
    return text.replace(".", ",") if language.split("-")[0] == "de" else text
