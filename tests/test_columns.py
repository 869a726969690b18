"""Balanced columns: whole lines high, and set a few times only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from weasyprint.layout import block

from infobrief_pdf import render
from infobrief_pdf.build import Workspace

_ROOT = Path(__file__).resolve().parents[1]
_LINE = 14
_CSS = (
    "@page { size: 400pt 600pt; margin: 20pt } body { margin: 0; font: 10pt/14pt 'Source Serif 4' }"
    " p { margin: 0 } .columns { columns: 2; column-gap: 20pt }"
)


def _set(lines: int, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], int]:
    """The columns of so many lines, each a paragraph, and how often a column was laid out."""
    count = 0
    inner = block.block_box_layout

    def counting(context: Any, box: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += box.is_column
        return inner(context, box, *args, **kwargs)

    monkeypatch.setattr(block, "block_box_layout", counting)
    text = "".join(f"<p>Zeile {number}</p>" for number in range(lines))
    html = f'<!DOCTYPE html><html lang="de"><title>x</title><div class="columns">{text}</div></html>'
    workspace = Workspace(_ROOT)
    with render.EXCLUSIVE:
        workspace.use_fonts()
        pages = render.lay_out(
            html, (("columns", _CSS),), render.Assets({}, {}), workspace.typefaces.families
        )
    root = pages._document.pages[0]._page_box
    columns = [box for box in root.descendants() if getattr(box, "is_column", False)]
    return columns, count


@pytest.mark.parametrize("lines", [1, 2, 7, 20, 39, 60])
def test_columns_hold_whole_lines(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    columns, count = _set(lines, monkeypatch)
    held = [len([box for box in column.children if box.element_tag == "p"]) for column in columns]
    assert sum(held) == lines
    assert held[0] == -(-lines // 2), "as even as lines allow"
    assert all(abs(column.height * 0.75 - held[0] * _LINE) < 0.1 for column in columns)
    assert count <= 12, "not pixel by pixel"
