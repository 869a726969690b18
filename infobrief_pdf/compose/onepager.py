"""One article on one sheet, as it lies on the table of a meeting: what of it is set, and how it is cut.

The background is cut behind a paragraph, never inside one, and never behind a heading or a line that
announces what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from markupsafe import Markup

from infobrief_pdf import codes, markup
from infobrief_pdf.codes import Code
from infobrief_pdf.compose.content import Content
from infobrief_pdf.compose.printed import drawn
from infobrief_pdf.compose.words import Dictionary, Key, announces
from infobrief_pdf.model import Article, Contact, Imprint, Issue, Series

SIZES: Final = (12.0, 11.25, 10.5, 10.0, 9.5)
"""Points of the background: 10.5 is usual, more fills the sheet of a short text, 9.5 is the smallest."""

LINE: Final = 4 / 3
"""Distance of its lines, as a multiple of its size."""

_TAG: Final = re.compile(r"<[^>]*>")
_ROW: Final = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_INTERNAL: Final = re.compile(r'<a(?: [^>]*?)? href="#(?P<anchor>[^"]+)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_HEADING: Final = re.compile(r"<(?P<end>/?)h(?P<level>[1-6])\b")
_LARGEST_CODE: Final = 25.0
"""Millimetres."""

_COLUMN: Final = 44
"""Characters of a table that stand side by side in one of the two columns, about."""

_BETWEEN: Final = 2
"""Characters that a gap between columns of a table takes."""

_TOP: Final = 3
"""Level of the shallowest heading of the background, which itself has one of level 2."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article ready for its sheet: what is always set, and the blocks that may be cut."""

    anchor: str
    key: Key
    content: Content
    fixed: Dictionary
    blocks: tuple[Dictionary, ...]
    notes: tuple[Dictionary, ...]

    @property
    def cuts(self) -> tuple[int, ...]:
        """Numbers of blocks that may be set, from the least to all."""
        counts = range(1, len(self.blocks))
        return (*(count for count in counts if _ends_well(self.blocks[count - 1])), len(self.blocks))

    def context(
        self, *, count: int, size: float, page: int, filler: float = 0.0, turns: bool = False
    ) -> Dictionary:
        """The context of its template.

        `count` blocks at `size` points; `page` is that of the article in its issue; `filler` points of white
        push the contact to the foot; `turns`: there is a second page.
        """
        blocks = self.blocks[:count]
        called = "".join(block["html"] for block in (*self.fixed["summary"], *blocks))
        notes = [note for note in self.notes if f'id="{note["call"]}"' in called]
        sheet = {
            **self.fixed,
            "blocks": _without_lost_links(blocks, notes),
            "summary": _without_lost_links(self.fixed["summary"], notes),
            "notes": notes,
            "is_shortened": count < len(self.blocks),
            "size": f"{size:g}",
            "line": f"{size * LINE:.2f}",
            "page": str(page),
            "filler": f"{filler:.2f}",
            "turns": turns,
        }
        return {**self.content.context, "sheet": sheet}

    def longest(self, article: Article) -> tuple[Key, str]:
        """The longest of what must be set, all demands being one, and where it stands."""
        parts: list[tuple[Key, str]] = [((*self.key, "text"), plain(self.blocks[: self.cuts[0]]))]
        if article.demands:
            parts.append(((*self.key, "demands"), " ".join(article.demands)))
        parts += (((*self.key, "summary"), plain([block])) for block in self.fixed["summary"])
        return max(parts, key=lambda part: len(part[1]))


def articles(issue: Issue, content: Content) -> dict[str, tuple[Key, Article]]:
    """Every article by its target."""
    found = (
        (("sections", number, "articles", index), article)
        for number, section in enumerate(issue.sections)
        for index, article in enumerate(section.articles)
    )
    return {content.targets[key]: (key, article) for key, article in found}


def sheet(anchor: str, issue: Issue, series: Series, content: Content) -> Sheet:
    """The article with this target on its sheet."""
    key, article = articles(issue, content)[anchor]
    found = content.context["issue"]["sections"][key[1]]["articles"][key[3]]
    blocks = [*found["blocks"], *found["closing_blocks"]]
    if article.contacts and blocks and blocks[-1]["kind"] == "paragraph" and announces(**blocks[-1]):
        blocks = blocks[:-1] or blocks  # it only leads to the contact, which stands on the sheet
    cards, pictures = _cards(article, series, found["contacts"], content)
    fixed: Dictionary = {
        "anchor": anchor,
        "language": article.language,
        "direction": found["direction"],
        "title": found["title"],
        "subtitle": found["subtitle"],
        "summary": found["summary"],
        "demands": found["demands"],
        "links": found["printed_links"],
        "cards": cards,
    }
    title = f"{article.title} – {content.title}"
    raised = spread([_raised(block, found["level"] + 1 - _TOP) for block in blocks])
    whole = replace(content, title=title, codes={**content.codes, **pictures})
    return Sheet(anchor, key, whole, fixed, tuple(raised), tuple(found["notes"]))


def plain(blocks: Iterable[Mapping[str, str]]) -> str:
    """The words of blocks."""
    return " ".join(unescape(_TAG.sub("", block["html"])) for block in blocks)


def _ends_well(block: Dictionary) -> bool:
    """Whether a text may end with this block."""
    return block["kind"] != "rule" and not _leads(block)


def _raised(block: Dictionary, levels: int) -> Dictionary:
    """A block with its headings so many levels higher."""
    html = _HEADING.sub(
        lambda found: f"<{found['end']}h{max(int(found['level']) - levels, _TOP)}", block["html"]
    )
    return {**block, "html": Markup(html)}  # noqa: S704


def spread(blocks: Sequence[Dictionary]) -> list[Dictionary]:
    """The blocks; each table together with what leads to it, over both columns if it is too wide for one."""
    found: list[Dictionary] = []
    for block in blocks:
        if block["kind"] not in ("table", "code"):
            found.append(block)
            continue
        leads: list[Dictionary] = []
        while found and _leads(found[-1]):
            leads.insert(0, found.pop())
        html = "".join(each["html"] for each in (*leads, block))
        name = "sheet-wide" if _is_wide(block) else "sheet-piece"
        found.append({**block, "html": Markup(f'<div class="{name}">{html}</div>')})  # noqa: S704
    return found


def _is_wide(block: Dictionary) -> bool:
    if block["kind"] == "code":
        return True
    columns = zip(*(_CELL.findall(row) for row in _ROW.findall(block["html"])), strict=False)
    longest = [max(len(unescape(_TAG.sub("", cell))) for cell in column) for column in columns]
    return sum(longest) + _BETWEEN * (len(longest) - 1) > _COLUMN


def _leads(block: Dictionary) -> bool:
    return block["kind"] == "heading" or announces(**block)


def _without_lost_links(blocks: Sequence[Dictionary], notes: Sequence[Dictionary]) -> list[Dictionary]:
    """The blocks; of links to what the sheet does not hold only the words stay."""
    kept = {str(note["anchor"]) for note in notes}

    def words(link: re.Match[str]) -> str:
        return link[0] if link["anchor"] in kept else link["words"]

    return [{**block, "html": Markup(_INTERNAL.sub(words, block["html"]))} for block in blocks]  # noqa: S704


def _cards(
    article: Article, series: Series, cards: Sequence[Dictionary], content: Content
) -> tuple[list[Dictionary], dict[str, Code]]:
    """Who can be reached, each with the code of a vCard: the article's contacts, else the publisher."""
    imprint = content.context["imprint"]
    people: list[tuple[Contact | Imprint, str, Dictionary]] = [
        (contact, contact.name, card) for contact, card in zip(article.contacts, cards, strict=True)
    ]
    if not people:
        own = {"name": imprint["publisher"], "role": imprint["department"]}
        people = [(series.imprint, series.imprint.publisher or series.publisher, {**imprint, **own})]
    shown: list[Dictionary] = []
    pictures: dict[str, Code] = {}
    for number, (who, name, card) in enumerate(people, start=1):
        code = _vcard(who, name, series.publisher, content.language)
        picture = None
        if code:
            pictures[f"card-{number}"] = code
            picture = drawn(f"card-{number}", code)
        fields = ("name", "role", "phone", "phone_url", "email", "email_url")
        shown.append({**{field: card[field] for field in fields}, "code": picture})
    return shown, pictures


def _vcard(who: Contact | Imprint, name: str, publisher: str, language: str) -> Code | None:
    """The code that takes a contact over; none for who has neither telephone nor e-mail.

    What a telephone needs least, the role and then the organisation, is left out where the code would be
    larger than one of a link.
    """
    if not (who.phone or who.email):
        return None
    reached = {
        "phone": markup.telephone_url(who.phone, language).removeprefix("tel:") if who.phone else None,
        "email": who.email,
    }
    role = who.role if isinstance(who, Contact) else None
    organisation = publisher if isinstance(who, Contact) else None
    code: Code | None = None
    for more in ({"role": role, "organisation": organisation}, {"organisation": organisation}, {}):
        code = codes.code(codes.vcard(name, **more, **reached))
        if code and code.side <= _LARGEST_CODE:
            return code
    return code
