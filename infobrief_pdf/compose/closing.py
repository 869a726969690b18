"""The end of an article: its last paragraphs and, beside or below them, whom to ask and where to read on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from infobrief_pdf.compose.words import Dictionary, announces
from infobrief_pdf.model import Article

_CHARACTERS: Final = 62
"""In a line of the reading column, about."""

_LINES_BESIDE: Final = 16
"""Lines of contacts and links that may stand in the margin beside the text."""

_LINES_KEPT: Final = 14
"""Lines of text up to which they stay on one page with what stands beside them."""

_TAG: Final = re.compile(r"<[^>]*>")


def closing_blocks(article: Article, blocks: list[Dictionary]) -> list[Dictionary]:
    """The last blocks of an article, as many as stand beside its contacts, with what leads to them."""
    if not blocks or blocks[-1]["kind"] not in ("paragraph", "list"):
        return []
    beside = _lines_beside(article)
    count = 1
    while count < len(blocks):
        before, taken = blocks[-count - 1], blocks[-count:]
        fills = before["kind"] in ("paragraph", "list") and lines_of(taken) < beside <= _LINES_BESIDE
        leads = before["kind"] == "heading" or announces(**before)
        if not leads and not (fills and lines_of([before, *taken]) <= _LINES_KEPT):
            break
        count += 1
    return blocks[-count:]


def closing_form(article: Article, closing: list[Dictionary]) -> str:
    """How the last paragraphs and the contacts stand to each other.

    `leading`: the text announces the contact, which follows it; `below`: there is more than fits beside
    the text; `kept`: both are short and stay on one page.
    """
    if closing and article.text.rstrip().endswith(":"):
        return "leading"
    if _lines_beside(article) > _LINES_BESIDE:
        return "below"
    return "kept" if lines_of(closing) <= _LINES_KEPT else ""


def _lines_beside(article: Article) -> int:
    """Lines that contacts and links take in the margin."""
    contacts = sum(2 + sum(map(bool, (each.role, each.phone, each.email))) for each in article.contacts)
    return contacts + (1 + 2 * len(article.links) if article.links else 0)


def lines_of(blocks: Sequence[Dictionary]) -> int:
    """Lines that blocks take in the reading column, with the gaps between them; an estimate."""
    texts = (_TAG.sub("", block["html"]) for block in blocks)
    return sum(ceil(len(text) / _CHARACTERS) for text in texts) + len(blocks) - 1
