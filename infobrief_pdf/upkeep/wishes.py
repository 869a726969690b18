"""What is asked for, in values that a key is made from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf.model.destination import destination
from infobrief_pdf.model.wanted import Wanted
from infobrief_pdf.plan import inside

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


@dataclass(frozen=True)
class EditionWish:
    """An edition of an issue; `output` is a folder or a `.pdf` file, the workspace's `output` if left out."""

    issue: Path
    edition: str = "screen"
    layout: str | None = None
    output: Path | None = None
    order: Order | None = None
    occasion: str | None = None
    article: str | None = None

    @property
    def label(self) -> str:
        """The edition, and the article if it is one of an article."""
        return f"{self.edition} ({self.article})" if self.article else self.edition

    def as_json(self, workspace: Path) -> dict[str, object]:
        """What the record of the wish is found by."""
        return {
            "kind": "edition",
            "issue": inside(self.issue, workspace),
            "edition": self.edition,
            "layout": self.layout,
            "output": inside(destination(workspace, self.output).path, workspace),
            "order": asdict(self.order) if self.order else None,
            "occasion": self.occasion,
            "article": self.article,
        }


@dataclass(frozen=True)
class VolumeWish:
    """The volume of a year; see `infobrief_pdf.volumes.bind_year`."""

    series: str
    year: int
    wanted: Wanted = field(default_factory=Wanted)
    layout: str | None = None
    output: Path | None = None
    supplement_to: Path | None = None

    def as_json(self, workspace: Path) -> dict[str, object]:
        """What the record of the wish is found by."""
        filed = self.supplement_to
        return {
            **asdict(self),
            "kind": "volume",
            "output": inside(destination(workspace, self.output).path, workspace),
            "supplement_to": inside(filed, workspace) if filed else None,
        }
