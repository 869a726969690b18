"""Everything that a PDF is made from, and what it says and carries of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from infobrief_pdf import plan
from infobrief_pdf.compose import reading_width
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused
from infobrief_pdf.finish import Attachment, Metadata
from infobrief_pdf.images import Prepared, prepare
from infobrief_pdf.images.inks import Separation
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.profiles import FOGRA39
from infobrief_pdf.source import Document, Key
from infobrief_pdf.units import PT_PER_INCH
from infobrief_pdf.version import __version__

MANIFEST: Final = "manifest.json"
TYPEFACES: Final = "typefaces"
"""Key of the manifest for typefaces of the workspace that do not travel."""

SERIES: Final = "series.yaml"
_EPOCH: Final = "SOURCE_DATE_EPOCH"
_LONGEST_EPOCH: Final = 11
"""Digits; more lie beyond the year 5138."""

_SHARP_PPI: Final = 110.0
"""Pixels an inch below which a picture looks blurred on paper."""

PROGRAM: Final = f"infobrief-pdf {__version__}"


@dataclass(frozen=True)
class SeriesSources:
    """A series and its layout, read and validated."""

    series_document: Document
    series: Series
    layout: Layout
    packs: tuple[Pack, ...]

    def series_place(self, key: Key, offset: int = 0) -> Place:
        """Where a value of the series stands."""
        return self.series_document.place(key, offset=offset)

    def described(
        self, title: str, language: str, keywords: Iterable[str], day: date, producer: str
    ) -> Metadata:
        """What a PDF of the series says of itself."""
        series = self.series
        return Metadata(
            title=title,
            author=series.publisher,
            subject=series.subject or series.department or "",
            keywords=tuple(dict.fromkeys((*series.keywords, *keywords))),
            language=language,
            created=_moment(day),
            creator=PROGRAM,
            producer=producer,
        )


@dataclass(frozen=True)
class Sources(SeriesSources):
    """An issue, its series and its layout, read and validated."""

    path: Path
    document: Document
    issue: Issue

    def place(self, key: Key, offset: int = 0) -> Place:
        """Where a value stands; what begins with `imprint` stands in the series."""
        if key[:1] == ("imprint",):
            return self.series_place(key, offset)
        return self.document.place(key, offset=offset)

    def separation(self, edition: Edition) -> Separation | None:
        """How colours become inks in an edition that is printed with them."""
        if edition.colour != "cmyk":
            return None
        brand = {color.rgb: color.cmyk for color in self.layout.tokens.colors.values()}
        return Separation(FOGRA39.content(), brand)

    def pictures(self, edition: Edition) -> dict[str, Prepared]:
        """The pictures of the issue by file, as they are printed. Raises `Refused` with all unusable ones."""
        pixels = round(self._column() * edition.image_ppi)
        separation = self.separation(edition)
        pictures: dict[str, Prepared] = {}
        problems: list[Diagnostic] = []
        for key, image in self.issue.images():
            if image.file in pictures:
                continue
            try:
                place = self.place((*key, "file"))
                pictures[image.file] = prepare(
                    self.path.parent, image.file, pixels=pixels, place=place, separation=separation
                )
            except Refused as refusal:
                problems += refusal.diagnostics
        if problems:
            raise Refused(problems)
        return pictures

    def blurred(self, pictures: Mapping[str, Prepared]) -> list[Diagnostic]:
        """A hint for each picture with too few pixels for the width of the column."""
        needed = round(self._column() * _SHARP_PPI)
        return [
            Diagnostic(
                "image-resolution",
                self.place((*key, "file")),
                {"file": image.file, "width": pictures[image.file].original_width, "needed": needed},
            )
            for key, image in self.issue.images()
            if pictures[image.file].original_width < needed
        ]

    def metadata(self, title: str, language: str, producer: str) -> Metadata:
        """What the PDF says of itself."""
        return self.described(title, language, self.keywords(), self.issue.date, producer)

    def keywords(self) -> tuple[str, ...]:
        """The words of the issue and of its articles."""
        return (*self.issue.keywords, *self.issue.article_keywords())

    def digest(self, pictures: Mapping[str, Prepared]) -> str:
        """A fingerprint (SHA-256) of what the issue says and shows."""
        parts = (self.document.text.encode(), *(each.content for each in pictures.values()))
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()

    def attachments(self, edition: str, pictures: Mapping[str, Prepared]) -> tuple[Attachment, ...]:
        """The sources that travel inside the PDF, and a manifest that says where each of them lies."""
        issue = self.issue
        series, year = f"issues/{issue.series}", f"issues/{issue.series}/{issue.year}"
        files = {
            f"{year}/{issue.number:02}.yaml": ("application/yaml", self.document.text.encode()),
            f"{series}/series.yaml": ("application/yaml", self.series_document.text.encode()),
        }
        files |= {f"{year}/{file}": (each.media_type, each.content) for file, each in pictures.items()}
        description = f"Source of {issue.series} {issue.number:02}/{issue.year}"
        return packed(files, edition, self.layout.name, description)

    def used(self, workspace: Path, pictures: Mapping[str, Prepared]) -> dict[str, str | None]:
        """The inputs of an edition, by the names of `plan`; with the digest of pictures as they were read."""
        home = self.path.parent
        names = (
            *(plan.file(plan.inside(path, workspace)) for path in (self.path, home.parent / SERIES)),
            *series_inputs(self.packs),
        )
        shown = {
            plan.file(plan.inside(home / file, workspace)): each.digest for file, each in pictures.items()
        }
        return {**dict.fromkeys(names), **shown}

    def _column(self) -> float:
        """Width of the reading column in inches."""
        return reading_width(self.layout) / PT_PER_INCH


def series_inputs(packs: Iterable[Pack]) -> tuple[str, ...]:
    """The inputs that every product of a series has, beside its files."""
    chain = (plan.pack(each.name) for each in packs)
    return (*chain, plan.FONTS, plan.PROGRAM, plan.LIBRARIES, plan.setting(_EPOCH))


def _moment(day: date) -> datetime:
    """Midnight of a day, or `SOURCE_DATE_EPOCH` (reproducible-builds.org) where that is set."""
    epoch = os.environ.get(_EPOCH, "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def packed(
    files: Mapping[str, tuple[str, bytes]], edition: str, layout: str, description: str, **more: object
) -> tuple[Attachment, ...]:
    """Files by their path in the workspace as attachments, with a manifest that says where each belongs.

    Each has a media type and its content. An attachment is called like its file; one of a picture folder
    has the folder's name before it. `more` is kept in the manifest, too.
    """
    named: dict[str, str] = {}
    for path in files:
        steps = path.split("/")
        name = "-".join(steps[min(3, len(steps) - 1) :])
        while name in named or name == MANIFEST:
            name = f"{len(named)}-{name}"
        named[name] = path
    manifest = {"program": PROGRAM, "edition": edition, "layout": layout, "files": named, **more}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return (
        *(Attachment(name, *files[path], description) for name, path in named.items()),
        Attachment(MANIFEST, "application/json", text.encode(), description),
    )
