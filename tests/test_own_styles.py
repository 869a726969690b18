"""Style sheets of one's own: what WeasyPrint stumbles over by itself, or over what is mended in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import Workspace, render

_ROOT = Path(__file__).resolve().parents[1]
_CSS = "@page { size: 300pt 200pt; margin: 20pt } p { font: 10pt/14pt 'Source Serif 4'; margin: 0 }"


def places(body: str, direction: str = "ltr") -> list[Any]:
    """What stands on the page, and where."""
    html = f'<!DOCTYPE html><html lang="de" dir="{direction}"><title>x</title>{body}'
    space = Workspace(_ROOT)
    with render.EXCLUSIVE:
        space.use_fonts()
        pages = render.lay_out(html, (("own", _CSS),), render.Assets({}, {}), space.typefaces.families)
    root = pages._document.pages[0]._page_box
    return [(box.text, box.position_x, box.position_y) for box in root.descendants() if hasattr(box, "text")]


def floating(side: str, direction: str) -> list[Any]:
    """A line with a float."""
    return places(f'<p>vorher <span style="float: {side}">daneben</span> nachher', direction)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_sides_follow_the_direction(direction: str) -> None:
    start, end = ("left", "right") if direction == "ltr" else ("right", "left")
    assert floating("inline-start", direction) == floating(start, direction)
    assert floating("inline-end", direction) == floating(end, direction)
    assert floating(start, direction) != floating(end, direction)


@pytest.mark.parametrize("display", ["inline-flex", "inline-grid", "inline-table", "inline-block", "flex"])
def test_paragraphs_may_be_shown_as_anything(display: str) -> None:
    said = places(f'<p style="display: {display}">Donau <b>dampf</b> <i>schiff </i> fahrt </p>')
    assert "".join(text for text, *_ in said).replace(" ", "") == "Donaudampfschifffahrt"
