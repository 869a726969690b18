"""Everything that one issue is made from, and what its PDF says and carries of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from infobrief_pdf.diagnostics import Place
from infobrief_pdf.finish import Attachment, Metadata
from infobrief_pdf.images import Prepared
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.source import Document, Key
from infobrief_pdf.version import __version__

MANIFEST: Final = "manifest.json"
_PROGRAM: Final = f"infobrief-pdf {__version__}"


@dataclass(frozen=True)
class Sources:
    """An issue, its series and its layout, read and validated."""

    path: Path
    document: Document
    issue: Issue
    series_document: Document
    series: Series
    layout: Layout
    packs: tuple[Pack, ...]

    def place(self, key: Key, offset: int = 0) -> Place:
        """Where a value stands; what begins with `imprint` stands in the series."""
        if key[:1] == ("imprint",):
            return self.series_place(key, offset)
        return self.document.place(key, offset=offset)

    def series_place(self, key: Key, offset: int = 0) -> Place:
        """Where a value of the series stands."""
        return self.series_document.place(key, offset=offset)

    def metadata(self, title: str, language: str, producer: str) -> Metadata:
        """What the PDF says of itself."""
        issue, series = self.issue, self.series
        return Metadata(
            title=title,
            author=series.publisher,
            subject=series.subject or series.department or "",
            keywords=tuple(dict.fromkeys((*series.keywords, *issue.keywords, *issue.article_keywords()))),
            language=language,
            created=self._moment(),
            creator=_PROGRAM,
            producer=producer,
        )

    def attachments(self, edition: str, pictures: Mapping[str, Prepared]) -> tuple[Attachment, ...]:
        """The sources that travel inside the PDF, and a manifest that says where each of them lies."""
        issue = self.issue
        series, year = f"issues/{issue.series}", f"issues/{issue.series}/{issue.year}"
        number = f"{issue.number:02}.yaml"
        files = {
            number: (f"{year}/{number}", "application/yaml", self.document.text.encode()),
            "series.yaml": (f"{series}/series.yaml", "application/yaml", self.series_document.text.encode()),
        }
        for file, picture in pictures.items():
            files[file.replace("/", "-")] = (f"{year}/{file}", picture.media_type, picture.content)
        manifest = {
            "program": _PROGRAM,
            "edition": edition,
            "layout": self.layout.name,
            "files": {name: path for name, (path, _, _) in files.items()},
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        files[MANIFEST] = (MANIFEST, "application/json", text.encode())
        description = f"Source of {issue.series} {issue.number:02}/{issue.year}"
        return tuple(
            Attachment(name, media_type, content, description)
            for name, (_, media_type, content) in files.items()
        )

    def _moment(self) -> datetime:
        """Day of publication, or `SOURCE_DATE_EPOCH` (reproducible-builds.org) where that is set."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), UTC)
        day = self.issue.date
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
