"""WeasyPrint as one would call it: a process an issue, or one process for all; pypdf appends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.process import Measured, Once, in_turn, python, run

_RENDER: Final = """
import sys
import weasyprint
weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])
"""

_APPEND: Final = """
import sys
from pypdf import PdfWriter
writer = PdfWriter()
for part in sys.argv[2:]:
    writer.append(part)
writer.write(sys.argv[1])
"""

_ALL: Final = """
import io, sys
import weasyprint
from pypdf import PdfWriter
writer = PdfWriter()
for page in sys.argv[2:]:
    writer.append(io.BytesIO(weasyprint.HTML(page).write_pdf()))
writer.write(sys.argv[1])
"""


def plain(pages: Sequence[Path], folder: Path) -> Once:
    """A process for each HTML file, one after the other, then one that appends the PDFs."""
    target = folder / "year.pdf"
    parts = [page.with_suffix(".pdf") for page in pages]
    commands = [python(_RENDER, page, part) for page, part in zip(pages, parts, strict=True)]
    commands.append(python(_APPEND, target, *parts))
    return lambda: _sized(in_turn(commands), target)


def one_process(pages: Sequence[Path], folder: Path) -> Once:
    """One process renders all HTML files and appends the PDFs."""
    target = folder / "year.pdf"
    command = python(_ALL, target, *pages)
    return lambda: _sized(run(command), target)


def one_page(page: Path) -> Once:
    """A process for one HTML file."""
    target = page.with_suffix(".pdf")
    command = python(_RENDER, page, target)
    return lambda: _sized(run(command), target)


def _sized(measured: Measured, target: Path) -> Measured:
    return replace(measured, size=target.stat().st_size)
