"""Reading finished PDFs; the only part that imports pypdf.

What is read may come from anywhere and may be broken in any way: every function here raises `Refused` and
nothing else. `infobrief_pdf.pdf.sheets` draws pages that this program has made onto sheets.
"""

from __future__ import annotations

from pathlib import Path

from infobrief_pdf.pdf.anatomy import Anatomy, Annotation, Attached, Element, Font, Mark, Page
from infobrief_pdf.pdf.document import dissected
from infobrief_pdf.pdf.labels import page_labels
from infobrief_pdf.pdf.opening import opened, refusing

__all__ = [
    "Anatomy",
    "Annotation",
    "Attached",
    "Element",
    "Font",
    "Mark",
    "Page",
    "anatomy",
    "attachments",
    "labels",
]


def anatomy(path: Path) -> Anatomy:
    """How a PDF is built: pages, tags, links, claims. Raises `Refused` if it cannot be read."""
    with refusing(path):
        return dissected(opened(path))


def labels(path: Path) -> tuple[str, ...]:
    """What is printed on each page as its number; nothing if the PDF does not tell. Raises `Refused`."""
    with refusing(path):
        reader = opened(path)
        return page_labels(reader.root_object, len(reader.pages))


def attachments(path: Path) -> dict[str, bytes]:
    """Files inside a PDF by name. Raises `Refused` if the PDF cannot be read."""
    with refusing(path):
        return {name: contents[0] for name, contents in opened(path).attachments.items() if contents}
