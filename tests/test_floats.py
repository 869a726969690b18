"""Floats in lines, on sides that are named by the direction of writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import Workspace, render

_ROOT = Path(__file__).resolve().parents[1]
_CSS = "@page { size: 300pt 200pt; margin: 20pt } p { font: 10pt/14pt 'Source Serif 4'; margin: 0 }"


def places(side: str, direction: str) -> list[Any]:
    """What stands on the page, and where."""
    html = (
        f'<!DOCTYPE html><html lang="de" dir="{direction}"><title>x</title>'
        f'<p>vorher <span style="float: {side}">daneben</span> nachher'
    )
    space = Workspace(_ROOT)
    with render.EXCLUSIVE:
        space.use_fonts()
        pages = render.lay_out(html, (("floats", _CSS),), render.Assets({}, {}), space.typefaces.families)
    root = pages._document.pages[0]._page_box
    return [(box.text, box.position_x, box.position_y) for box in root.descendants() if hasattr(box, "text")]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_sides_follow_the_direction(direction: str) -> None:
    start, end = ("left", "right") if direction == "ltr" else ("right", "left")
    assert places("inline-start", direction) == places(start, direction)
    assert places("inline-end", direction) == places(end, direction)
    assert places(start, direction) != places(end, direction)
