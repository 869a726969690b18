"""The end of an article: its last paragraph and, beside or below it, whom to ask and where to read on."""

from __future__ import annotations

from typing import Final

from infobrief_pdf.compose.words import Dictionary, announces
from infobrief_pdf.model import Article

_SHORT_PARAGRAPH: Final = 700
"""Characters up to which an article's last paragraph is kept in one piece beside its contact."""


_LINES_BESIDE: Final = 16
"""Lines of contacts and links that may stand in the margin beside an article's last paragraph."""


def closing_blocks(blocks: list[Dictionary]) -> list[Dictionary]:
    """The last blocks of an article, beside which its contact stands: paragraph or list, with its heading."""
    if not blocks or blocks[-1]["kind"] not in ("paragraph", "list"):
        return []
    count = 1
    while count < len(blocks) and (
        blocks[-count - 1]["kind"] == "heading" or announces(**blocks[-count - 1])
    ):
        count += 1
    return blocks[-count:]


def closing_form(article: Article, closing: list[Dictionary]) -> str:
    """How the last paragraph and the contacts stand to each other.

    `leading`: the paragraph announces the contact, which follows it; `below`: there is more in the margin
    than stands beside a paragraph; `kept`: both are short and stay on one page.
    """
    if closing and article.text.rstrip().endswith(":"):
        return "leading"
    lines = sum(2 + sum(map(bool, (each.role, each.phone, each.email))) for each in article.contacts)
    if lines + 2 * len(article.links) > _LINES_BESIDE:
        return "below"
    return "kept" if sum(len(block["html"]) for block in closing) <= _SHORT_PARAGRAPH else ""
