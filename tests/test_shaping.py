"""Lines that are painted with the glyphs they were laid out with: the same pages as if shaped anew."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from weasyprint.text import line_break

from infobrief_pdf import Workspace, render
from infobrief_pdf.finish import Metadata, finisher
from infobrief_pdf.render import lines

ROOT = Path(__file__).resolve().parents[1]
STYLE = """
@page { size: 200pt 400pt; margin: 20pt }
p, h1 { font: 10pt/14pt "Source Serif 4"; hyphens: auto; margin: 0 0 14pt }
.even { text-align: justify }
.wide { letter-spacing: 1pt; word-spacing: 3pt }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 90pt }
.lines { text-decoration: underline line-through }
.kept { white-space: pre-wrap }
.first::first-line { font-variant: small-caps }
.clamped { line-clamp: 2 "[mehr]" }
.zone { hyphenate-limit-zone: calc(1lh + 1%) }
.zone + .zone { line-height: 60pt }
"""
TEXT = "Die Beratungsstelle veröffentlicht die Ergebnisse der Befragung unter allen Trägern. "
SVG = """<svg width="100" height="20" role="img" aria-label="x">
<text x="0" y="15" textLength="90" style="font: 10px 'Source Serif 4'">gedehnt</text></svg>"""
BODY = {
    "plain": f"<p>{TEXT * 3}</p>",
    "justified": f'<p class="even">{TEXT * 3}</p>',
    "spaced": f'<p class="wide">{TEXT}</p>',
    "clipped": f'<p class="cut">{TEXT}</p>',
    "underlined": f'<p class="lines">{TEXT}</p>',
    "preformatted": '<p class="kept">eins\nzwei\tdrei</p>',
    "first line": f'<p class="first">{TEXT}</p>',
    "right to left": '<p lang="ar" dir="rtl">سيرة ذاتية abc</p>',
    "clamped": f'<p class="clamped">{TEXT * 2}</p><p>{TEXT * 2}</p><p class="clamped">{TEXT * 2}</p>',
    "by the height of its lines": f'<p class="zone">{TEXT}</p><p class="zone">{TEXT}</p>',
    "in a picture": f"<p>{SVG}</p>",
}


def painted(body: str) -> tuple[bytes, int]:
    """A page as PDF, and how often a line was prepared for Pango."""
    space, count = Workspace(ROOT), 0
    setup = line_break.Layout.setup

    def counting(self: line_break.Layout, style: object) -> None:
        nonlocal count
        count += 1
        setup(self, style)

    html = f'<!DOCTYPE html><html lang="de"><title>Zeilen</title><h1>Zeilen</h1>{body}</html>'
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with render.EXCLUSIVE, pytest.MonkeyPatch.context() as patch:
        space.use_fonts()
        patch.setattr(line_break.Layout, "setup", counting)
        pages = render.lay_out(html, (("lines", STYLE),), render.Assets({}, {}), space.typefaces.families)
        metadata = Metadata("Zeilen", "Verband", "", (), "de", moment, "infobrief", pages.producer)
        return pages.paint(finisher(metadata, ())), count


@pytest.mark.parametrize("kind", BODY)
def test_pages_are_those_of_lines_shaped_anew(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infobrief_pdf.render.lines.remembered", nullcontext)
    once, count = painted(BODY[kind])
    monkeypatch.setattr("infobrief_pdf.render.shaping.shaped_once", nullcontext)
    anew, more = painted(BODY[kind])
    assert once == anew
    assert count < more


def test_pages_are_those_of_lines_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("infobrief_pdf.render.lines.remembered", nullcontext)
        anew = {kind: painted(BODY[kind])[0] for kind in BODY}
    for kind in (*BODY, *reversed(BODY)):
        assert painted(BODY[kind])[0] == anew[kind], kind
    assert len(lines.MEMORY) > len(BODY)
