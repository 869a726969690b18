"""Reading finished PDFs; the only part that imports pypdf."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from infobrief_pdf.diagnostics import Place, refuse


def attachments(path: Path) -> dict[str, bytes]:
    """Files inside a PDF by name. Raises `Refused` if the PDF cannot be read."""
    reader = opened(path)
    try:
        return {name: contents[0] for name, contents in reader.attachments.items() if contents}
    except (PyPdfError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise refuse("pdf-unreadable", Place(path.name), file=path.name, cause=str(error)) from None


def opened(path: Path) -> PdfReader:
    """A reader for a file. Raises `Refused` if there is no such file or it is no PDF."""
    try:
        return PdfReader(BytesIO(path.read_bytes()))
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError) as error:
        raise refuse("pdf-unreadable", Place(path.name), file=path.name, cause=str(error)) from None
