"""HTML that is read as XML has the tree that a parser of HTML makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st

from infobrief_pdf import Workspace, render
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.render.reading import tidy
from tests.support.pages import ISSUES

ROOT = Path(__file__).resolve().parents[1]
HEAD: Final = '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>T</title>\n</head>\n'
UNTIDY = {
    "no doctype": "<html><head></head><body></body></html>",
    "a paragraph that a list ends": f"{HEAD}<body><p>a<ul><li>b</li></ul></p></body></html>",
    "a list in a line of a paragraph": f"{HEAD}<body><p><span><ul><li>b</li></ul></span></p></body></html>",
    "a table without a body": f"{HEAD}<body><table><tr><td>a</td></tr></table></body></html>",
    "text between cells": f"{HEAD}<body><table><tbody><tr>x<td>a</td></tr></tbody></table></body></html>",
    "a link in a link": f'{HEAD}<body><a href="#a"><b><a href="#b">x</a></b></a></body></html>',
    "an item without a list": f"{HEAD}<body><li><div><li>x</li></div></li></body></html>",
    "a row outside a table": f"{HEAD}<body><tr><td>x</td></tr></body></html>",
    "an element that is not closed": f"{HEAD}<body><p>a<p>b</body></html>",
    "an element that is closed at once": f'{HEAD}<body><div class="a"/>b</body></html>',
    "a heading in a heading": f"{HEAD}<body><h1>a<h2>b</h2></h1></body></html>",
    "text behind the body": f"{HEAD}<body><p>a</p></body>x</html>",
    "text before the body": f"{HEAD}x<body><p>a</p></body></html>",
    "a script": f"{HEAD}<body><script>a &amp; b</script></body></html>",
    "a comment": f"{HEAD}<body><!-- a --><p>b</p></body></html>",
    "a section of XML": f"{HEAD}<body><![CDATA[a]]></body></html>",
    "an instruction": f"{HEAD}<body><?a b?></body></html>",
    "a name of HTML": f"{HEAD}<body>a&nbsp;b</body></html>",
    "a number of Windows": f"{HEAD}<body>a&#150;b</body></html>",
    "blanks in a value": f'{HEAD}<body title="a\nb"></body></html>',
    "a bracket in a value": f'{HEAD}<body><br title="a > b" lang="c"></body></html>',
    "capitals": f"{HEAD}<body><P>a</P></body></html>",
    "a name of another kind": f'{HEAD}<body xml:lang="de"></body></html>',
    "a picture in vectors": f'{HEAD}<body><svg viewBox="0 0 1 1"></svg></body></html>',
    "a line that begins code": f"{HEAD}<body><pre>\na</pre></body></html>",
    "bold in bold": f"{HEAD}<body><p><b><em><b>a</b></em></b></p></body></html>",
    "a space of names": f'{HEAD}<body xmlns:a="b"></body></html>',
    "an old end of a line": f"{HEAD}<body>a</body></html>\r\n",
    "half a character": f"{HEAD}<body>\ud800</body></html>",
}
NAMES = ("a", "b", "div", "li", "ol", "p", "section", "span", "table", "tbody", "td", "tr", "h1", "h2", "em")
PIECES = st.sampled_from(
    ["x", " ", "\n", "\u00a0", "&amp;", "&lt;", "&#34;", "&#160;", "<br>", "<br/>", '<img src="a" alt="">']
)
TIDY: Final[dict[str, tuple[str, ...]]] = {
    "table": ("tbody",),
    "tbody": ("tr",),
    "tr": ("td",),
    "ol": ("li",),
    "p": ("span", "a", "em", "b"),
    "h1": ("span", "em"),
    "body": ("p", "div", "table", "ol", "h1"),
}
FORMS = ("screen", "handout", "large-print", "booklet", "press")


def elements(name: str, depth: int = 3) -> st.SearchStrategy[str]:
    """What may stand in an element, tidy as a rule."""
    if depth == 0:
        return PIECES
    inside = st.sampled_from(TIDY.get(name, NAMES) * 4 + NAMES).flatmap(
        lambda child: elements(child, depth - 1).map(lambda text: f'<{child} class="a">{text}</{child}>')
    )
    pieces = inside if name in ("table", "tbody", "tr", "ol") else st.one_of(inside, PIECES)
    return st.lists(pieces, max_size=3).map("".join)


def spelt(root: ElementTree.Element) -> str:
    """A tree with all that is in it."""
    return ElementTree.tostring(root, "unicode")


def as_html(text: str) -> str:
    """The tree that a parser of HTML makes of a text."""
    return spelt(tinyhtml5.parse(text, namespace_html_elements=False))


@pytest.fixture(scope="module")
def documents() -> list[str]:
    """All that is laid out for the samples."""
    found: list[str] = []

    def noting(html: str, *arguments: object, **options: object) -> object:
        found.append(html)
        raise _Noted

    space = Workspace(ROOT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "lay_out", noting)
        for issue in ISSUES:
            for form in FORMS:
                with pytest.raises(_Noted):
                    space.typeset(issue, EDITIONS[form])
    return found


class _Noted(Exception):  # noqa: N818 - no error: nothing is laid out
    """A document is to be laid out."""


def test_samples_are_tidy(documents: list[str]) -> None:
    for html in documents:
        assert (root := tidy(html)) is not None
        assert spelt(root) == as_html(html)
    assert len(documents) == len(ISSUES) * len(FORMS)


@pytest.mark.parametrize("case", UNTIDY)
def test_what_is_not_tidy_is_left_to_a_parser_of_html(case: str) -> None:
    assert tidy(UNTIDY[case]) is None


@settings(max_examples=300)
@given(elements("body"), st.sampled_from(["", "\n", "  "]), st.sampled_from(["", "\n"]))
def test_a_tidy_text_has_the_same_tree_for_both(body: str, behind: str, end: str) -> None:
    html = f"{HEAD}<body>{body}</body>{behind}</html>{end}"
    if (root := tidy(html)) is not None:
        assert spelt(root) == as_html(html)
