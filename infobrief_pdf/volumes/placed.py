"""Issues on their way into a volume, and what the volume says and carries of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import render
from infobrief_pdf.compose import Content
from infobrief_pdf.compose.listings import Listing, legacy_listing, listing
from infobrief_pdf.compose.volume import Stamp
from infobrief_pdf.images import Prepared
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.model.volume import LegacyIssue
from infobrief_pdf.sources import Sources
from infobrief_pdf.volumes.state import Filed

if TYPE_CHECKING:
    from infobrief_pdf.bind import Legacy

_YAML: Final = "application/yaml"

Files = dict[str, tuple[str, bytes]]
"""Files by their path below the folder of the year: media type and content."""


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """An issue in its place; `targets` are the pages of what registers name, from 0.

    `used` are the inputs that it was made from, as `infobrief_pdf.plan` names them.
    """

    number: int
    digest: str
    first_folio: Folio = FIRST
    pages: int = 0
    targets: Mapping[str, int]
    filed: Filed | None = None
    """Where its sheets are filed already, if they stay there."""
    used: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its part of the volume is called."""
        return f"{self.number:02}"


@dataclass(frozen=True, kw_only=True)
class Ours(_Placed):
    """An issue of ours that was read; its pages are not set, or filed already."""

    path: Path
    sources: Sources
    content: Content
    pictures: Mapping[str, Prepared]

    @property
    def day(self) -> date:
        """Day of publication."""
        return self.sources.issue.date

    def keywords(self) -> tuple[str, ...]:
        """What it says of itself."""
        return self.sources.keywords()

    def listed(self, language: str) -> Listing:
        """What contents and registers list of it."""
        folios = {anchor: self.first_folio + page for anchor, page in self.targets.items()}
        return listing(self.name, self.sources.issue, self.content, self.first_folio, folios)

    def files(self) -> Files:
        """Its sources."""
        own = (_YAML, self.sources.document.text.encode())
        pictures = {file: (each.media_type, each.content) for file, each in self.pictures.items()}
        return {f"{self.name}.yaml": own, **pictures}


@dataclass(frozen=True, kw_only=True)
class Set(_Placed):
    """An issue of ours with its pages: values that can be kept, whatever they were made from."""

    path: Path
    day: date
    title: str
    language: str
    pdf: bytes
    spots: Mapping[str, render.Spot]
    listing: Listing
    words: tuple[str, ...]
    """Its keywords."""
    sources: Files

    def keywords(self) -> tuple[str, ...]:
        """What it says of itself."""
        return self.words

    def listed(self, language: str) -> Listing:
        """What contents and registers list of it."""
        return self.listing

    def files(self) -> Files:
        """Its sources."""
        return self.sources


@dataclass(frozen=True, kw_only=True)
class Taken(_Placed):
    """An issue that is taken over, in its place."""

    issue: LegacyIssue
    legacy: Legacy
    stamps: tuple[Stamp, ...] = ()
    crowded: tuple[int, ...] = ()
    """Pages, from 1, with no room for a folio."""

    @property
    def day(self) -> date:
        """Day of publication."""
        return self.issue.date

    def heads(self, series: str, year: int) -> tuple[str, str]:
        """What stands at the head of its pages, and the same in short."""
        number = f"{self.name}/{year}"
        return f"{self.issue.title or series} {number}", number

    def keywords(self) -> tuple[str, ...]:
        """What is listed of it."""
        return tuple(word for article in self.issue.articles for word in article.keywords)

    def listed(self, language: str) -> Listing:
        """What contents and registers list of it."""
        return legacy_listing(self.name, self.issue, language, self.first_folio)

    def files(self) -> Files:
        """Its pages."""
        return {self.issue.file: ("application/pdf", self.legacy.pdf)}


Placed = Ours | Set | Taken
