"""Bound volumes: what is on their pages, and whether they are sound."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from infobrief_pdf import pdf
from infobrief_pdf.checks.structure import examine

SAMPLES = Path(__file__).parent.parent / "data" / "legacy"
MM = 72 / 25.4


def texts(path: Path) -> dict[str, str]:
    """The text of each page by its label."""
    document = pypdfium2.PdfDocument(path)
    try:
        return {
            document.get_page_label(number): " ".join(page.get_textpage().get_text_range().split())
            for number, page in enumerate(document)
        }
    finally:
        document.close()


def sound(path: Path) -> None:
    """Nothing is wrong with the structure of a PDF."""
    found = examine(pdf.anatomy(path), path.name)
    wrong = {check: problems for check, problems in found.items() if problems}
    assert not wrong, wrong
