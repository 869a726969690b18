"""What every worker would else do on its own: done once before they are forked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infobrief_pdf import render

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace


def warm(space: Workspace) -> None:
    """Import WeasyPrint, read the fonts' configuration and set a word."""
    with render.EXCLUSIVE:
        space.use_fonts()
        render.lay_out("<!DOCTYPE html><title>·</title><p>·", (), render.Assets({}, {}), frozenset())
