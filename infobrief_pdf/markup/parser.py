"""Markdown to tokens: CommonMark with tables, footnotes and attributes, bounded and without HTML.

Four things differ from CommonMark 0.31:

* a single `*` between two letters is a letter (`Leser*innen`), not the start of emphasis;
* a line such as `6. September` starts with a day, not with item 6 of a list;
* any target of a link is accepted here, so that a wrong one can be reported instead of staying in the text;
* a line `{lang=ar}` says something about the block below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.footnote import footnote_plugin

from infobrief_pdf.markup.typography import MONTHS

ATTRIBUTES: Final = ("lang", "dir")
DEEPEST: Final = 16
"""How deep blocks or inline elements may stand in one another; a list item counts two."""
MOST_MARKS: Final = 600
"""How many characters of markup one paragraph may hold; some rules take the square of it in time."""

_MARKS: Final = re.compile(r"[*_\[\]`<>&!{}^\\]")
_DATE: Final = {language: re.compile(rf"\d{{1,2}}\. +(?:{months})\b") for language, months in MONTHS.items()}


@dataclass(slots=True)
class Node:
    """A token and what stands inside it."""

    token: Token
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The token's type without `_open`."""
        return self.token.type.removesuffix("_open")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Blocks of a text; `too_complex` holds the first lines of what was not read."""

    nodes: list[Node]
    too_complex: list[int]


def parse(text: str, language: str) -> Parsed:
    """The blocks of `text`. Takes time in proportion to the text's length, whatever it holds."""
    env: dict[str, Any] = {"language": language.split("-", maxsplit=1)[0], "too_complex": []}
    tokens = _PARSER.parse(text, env)
    return Parsed(nested(tokens), env["too_complex"])


def nested(tokens: list[Token]) -> list[Node]:
    """The flat stream of tokens as a forest."""
    roots: list[Node] = []
    path: list[list[Node]] = [roots]
    for token in tokens:
        if token.nesting < 0:
            path.pop()
            continue
        node = Node(token)
        path[-1].append(node)
        if token.nesting > 0:
            path.append(node.children)
    return roots


def depth(tokens: list[Token]) -> int:
    """How deep the deepest token stands."""
    return max((token.level for token in tokens), default=0)


class _Markdown(MarkdownIt):
    """Keeps the targets of links as written: `infobrief_pdf.markup.links` judges and encodes them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _make_parser() -> MarkdownIt:
    parser = _Markdown("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable("table")
    parser.disable("text_join")  # the difference between `\*` and `*` is still needed
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(
        attrs_plugin, spans=True, allowed=ATTRIBUTES, after=("link_close", "span_close", "code_inline")
    )
    parser.block.ruler.before("fence", "attribute_line", _attribute_line)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("emphasis", "star_in_word", _star_in_word)
    parser.core.ruler.before("inline", "bounds", _bounds)
    return parser


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds nothing but `{…}`."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if state.is_code_block(start) or not line.startswith("{"):
        return False
    try:
        last, attributes = parse_attributes(line)
    except ParseError:
        return False
    if last != len(line) - 1 or not attributes:
        return False
    if not silent:
        token = state.push("attribute_line", "", 0)
        token.meta = {"attributes": attributes}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    date = _DATE.get(state.env["language"])
    if date and date.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return list_block(state, start, end, silent)


def _star_in_word(state: StateInline, silent: bool) -> bool:
    """The gender star: no emphasis begins or ends inside a word with a single `*`."""
    here = state.pos
    around = state.src[max(0, here - 1) : here + 2]
    if not (len(around) == 3 and around[1] == "*" and around[0].isalnum() and around[2].isalnum()):
        return False
    if not silent:
        state.append_pending("*")
    state.pos += 1
    return True


def _bounds(state: StateCore) -> None:
    """Take out what is too intricate to be read in reasonable time; nobody writes a newsletter like that."""
    too_complex: list[int] = state.env["too_complex"]
    for token in state.tokens:
        excessive = token.type == "inline" and len(_MARKS.findall(token.content)) > MOST_MARKS
        if excessive:
            token.content = ""
        if (excessive or (token.nesting > 0 and token.level >= DEEPEST - 1)) and token.map:
            too_complex.append(token.map[0])


_PARSER: Final = _make_parser()


def without_container(line: str) -> str:
    """A line of a table without the marks of the quotation or the indentation of the list it stands in."""
    return line.lstrip(" \t>").strip()
