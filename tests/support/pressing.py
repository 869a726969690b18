"""Issues for the press: a small one, what is wrong with one, and its plates."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from infobrief_pdf import Built, Workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.units import mm_to_pt
from tests.support.inks import Found, inspected
from tests.support.workspace import NAME, workspace

SLUG, BLEED = mm_to_pt(12), mm_to_pt(3)


@dataclass
class Pressed:
    """An issue for the press, opened, and what it prints with."""

    built: Built
    pdf: pikepdf.Pdf
    found: Found


@contextmanager
def printed(folder: Path, files: Mapping[str, str | bytes]) -> Iterator[Pressed]:
    """A small workspace, built for the press and inspected."""
    built = Workspace(workspace(folder, files)).build(NAME, edition="press", output=folder / "out")
    with pikepdf.open(built.path) as pdf:
        yield Pressed(built, pdf, inspected(pdf))


def refused(folder: Path, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
    """What is wrong with a small workspace that is not built for the press."""
    with pytest.raises(Refused) as caught:
        Workspace(workspace(folder, files)).build(NAME, edition="press", output=folder / "out")
    assert not (folder / "out").exists()
    return list(caught.value.diagnostics)


def separated(path: Path, folder: Path) -> list[Image.Image]:
    """Each page as CMYK, as Ghostscript separates it at 72 dpi, cut to the bleed."""
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript (gs) is not installed")
    command = [program, "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r72", "-o"]
    subprocess.run([*command, str(folder / "%02d.tif"), str(path)], check=True)
    return [_page(folder, page.stem) for page in sorted(folder.glob("[0-9][0-9].tif"))]


def _page(folder: Path, name: str) -> Image.Image:
    """The four plates of a page on each other; a fifth would be a spot colour."""
    inks = ("Cyan", "Magenta", "Yellow", "Black")
    assert sorted(folder.glob(f"{name}(*).tif")) == sorted(folder / f"{name}({ink}).tif" for ink in inks)
    opened = [ImageChops.invert(Image.open(folder / f"{name}({ink}).tif").convert("L")) for ink in inks]
    margin = round(SLUG - BLEED) + 1
    page = Image.merge("CMYK", opened)
    return page.crop((margin, margin, page.width - margin, page.height - margin))
