"""Who said it: the last line of a quotation, behind a dash."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from markdown_it.token import Token

from infobrief_pdf.markup.parser import Node

_ATTRIBUTION: Final = re.compile(r"(?:—|–|--) +")
_ATTRIBUTION_ON_LAST_LINE: Final = re.compile(r"[—–] +(?=[^\W\d_a-zäöüß])")


def split_attribution(nodes: list[Node]) -> tuple[list[Node], Token | None]:
    """A quotation's blocks, and the inline content of who said it, without its dash."""
    if not nodes or nodes[-1].kind != "paragraph":
        return nodes, None
    content = nodes[-1].children[0].token
    children = content.children or []
    if len(nodes) > 1 and (rest := _after_dash(children, _ATTRIBUTION)):
        return nodes[:-1], replace(content, children=rest)
    breaks = [n for n, token in enumerate(children) if token.type in ("softbreak", "hardbreak")]
    if breaks and children[breaks[-1]].level == 0:
        rest = _after_dash(children[breaks[-1] + 1 :], _ATTRIBUTION_ON_LAST_LINE)
        if rest:
            content.children = children[: breaks[-1]]
            return nodes, replace(content, children=rest)
    return nodes, None


def _after_dash(tokens: list[Token], dash: re.Pattern[str]) -> list[Token]:
    """The tokens without the dash they begin with; none if they do not begin with one."""
    if not tokens or tokens[0].type != "text" or not (found := dash.match(tokens[0].content)):
        return []
    return [replace(tokens[0], content=tokens[0].content[found.end() :]), *tokens[1:]]
