"""Markdown to HTML: cases as text, problems and their places, bounds, and what holds for every text.

A case in `tests/data/markup/*.txt` is a title, `....`, the Markdown, `----`, the blocks of HTML (`~` is
U+00A0, `^` is U+202F) and a line `! code @offset` for each problem; `====` stands between cases.
"""

import doctest
import importlib
import pkgutil
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infobrief_pdf.markup as markup
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.markup import Fragment, inline, render

CASES = Path(__file__).parent / "data" / "markup"

ATTRIBUTES = {"id", "class", "lang", "dir", "href", "scope", "start"}
ELEMENTS = set("a blockquote br code em h4 h5 h6 hr li ol p pre span strong table tbody td th thead tr ul wbr".split())
CLASSES = {"address", "attribution", "center", "footnote", "left", "nowrap", "phone", "right"}


def rendered(text: str, language: str = "de") -> Fragment:
    return render(text, language=language, heading_level=4, anchor="mso")


def cases() -> list[object]:
    return [
        pytest.param(*re.split(r"\n(?:\.{4}|-{4})\n", case.strip("\n"))[1:], id=f"{file.stem}: {case.splitlines()[0]}")
        for file in sorted(CASES.glob("*.txt"))
        for case in file.read_text(encoding="utf-8").split("\n====\n")
    ]


def written(fragment: Fragment) -> str:
    blocks = [block.html for block in fragment.blocks]
    problems = [f"! {problem.code} @{problem.offset}" for problem in fragment.problems]
    return "\n".join(blocks + problems).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(("source", "wanted"), cases())
def test_case(source: str, wanted: str) -> None:
    assert written(rendered(source)) == wanted
