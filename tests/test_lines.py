"""Lines that were set before: the same as if set anew, whatever was set in between."""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from infobrief_pdf import Workspace, render
from infobrief_pdf.render import engine, lines

_ROOT = Path(__file__).resolve().parents[1]
_CSS = (
    "@page { size: 180pt 400pt; margin: 10pt }"
    " p { font: 10pt/14pt 'Source Serif 4'; margin: 0; hyphens: auto }"
)
_TEXT = "Fiffige Beratungsstellen ver\u00f6ffentlichen 1/2 der Ergebnisse.\tBeratungs\u00adstellenleitung"
_OTHERWISE = (
    *("font-family: 'Source Sans 3'", "font-size: 11pt", "font-style: italic", "font-weight: 700"),
    *("font-kerning: none", "font-variant-ligatures: none", "font-variant-position: sub"),
    *("font-variant-caps: all-small-caps", "font-variant-numeric: diagonal-fractions oldstyle-nums"),
    *("font-feature-settings: 'smcp'", "direction: rtl", "text-decoration: underline", "white-space: pre"),
    *("white-space: nowrap", "word-spacing: 5pt", "letter-spacing: 1pt"),
    *("white-space: pre-wrap; tab-size: 20", "hyphens: none", "hyphens: manual", "width: 90pt"),
    *("hyphenate-character: '~'", "hyphenate-limit-chars: 20 9 9", "hyphenate-limit-zone: 80%"),
    *("width: 40pt; overflow-wrap: anywhere", "width: 40pt; hyphens: none", "text-align: justify"),
)
_WORDS = "Ver\u00f6ffentlichungen der Beratungsstellenleitungen zu Fragen des Landeshaushalts"
_NARROW = "width: 40pt; hyphens: none"


def laid_out(style: str = "", text: str = _TEXT, lang: str = "de", css: str = _CSS) -> list[Any]:
    """Each piece of a line of a paragraph: what it says, where it stands, and its glyphs."""
    space = Workspace(_ROOT)
    html = (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>x</title></head><body><p style="{style}">{text}</p>'
    )
    with render.EXCLUSIVE:
        space.use_fonts()
        pages = render.lay_out(
            f"{html}</body></html>", (("lines", css),), render.Assets({}, {}), space.typefaces.families
        )
    found = [
        box for box in pages._document.pages[0]._page_box.descendants() if isinstance(box, boxes.TextBox)
    ]
    return [
        (box.text, box.position_x, box.position_y, box.width, box.height, box.pango_layout.underline_position)
        for box in found
    ]


@pytest.fixture(autouse=True)
def memory() -> lines.Memory:
    """The memory of lines, empty."""
    lines.MEMORY.forget()
    return lines.MEMORY


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        *[({}, {"style": style}) for style in _OTHERWISE],
        ({"style": _NARROW}, {"style": f"{_NARROW}; word-break: break-all"}),
        ({"text": _WORDS, "style": "width: 60pt"}, {"text": _WORDS, "style": "width: 60pt", "lang": "en"}),
    ],
    ids=str,
)
def test_lines_of_another_style_are_others(
    usual: dict[str, str], other: dict[str, str], memory: lines.Memory
) -> None:
    anew = laid_out(**other)
    memory.forget()
    plain = laid_out(**usual)
    assert anew != plain, "else nothing is proved here"
    assert laid_out(**other) == anew
    assert laid_out(**usual) == plain


def test_everything_that_breaks_a_line_is_in_the_key() -> None:
    sources = "".join(inspect.getsource(part) for part in lines.RELIED_ON)
    asked = set(re.findall(r"style\['(\w+)'\]", sources))
    assert asked == {*lines.STYLE, "text_decoration_line", "line_height"}


def test_lines_are_not_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0
    create = lines.line_break.create_layout

    def counting(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        return create(*arguments)

    monkeypatch.setattr("weasyprint.text.line_break.create_layout", counting)
    first, once = laid_out(), count
    assert laid_out() == first
    assert count == once > 0


def test_the_oldest_are_forgotten(memory: lines.Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_MOST", 3)
    first = laid_out(text="eins<br>zwei<br>drei<br>vier<br>f\u00fcnf")
    assert len(memory) == 3
    assert laid_out(text="eins<br>zwei<br>drei<br>vier<br>f\u00fcnf") == first


def test_a_text_without_end_is_not_remembered(memory: lines.Memory) -> None:
    text = "ohne Ende " * 450
    found = laid_out("font-size: 4pt; line-height: 4pt", text)
    assert 0 < len(memory) < len(found), "only its end is"


def test_a_new_face_makes_all_be_forgotten(memory: lines.Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out()
    assert len(memory) > 0
    monkeypatch.setattr("weasyprint.text.fonts.FontConfiguration.add_font_face", lambda *_: None)
    engine._font_configuration(os.environ["FONTCONFIG_FILE"]).add_font_face({}, None)  # type: ignore[no-untyped-call]
    assert len(memory) == 0
