"""Links on paper: an address that can be read and typed and, once for each address, a code beside it.

A code hangs in the marginal column next to what names its address: beside the paragraph whose words are
linked, left of a line of “read on”, below the day of an event. The words of a link stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from math import ceil
from typing import Final
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from infobrief_pdf import codes, markup
from infobrief_pdf.codes import Code
from infobrief_pdf.compose.closing import lines_of
from infobrief_pdf.compose.words import Dictionary, announces
from infobrief_pdf.model.edition import Links
from infobrief_pdf.units import mm_to_pt

_LINE: Final = 14.0
"""Points; a code is as high as a number of lines."""

_LONGEST_BESIDE: Final = 60
_LONGEST_BELOW: Final = 140
"""Characters of an address that is printed whole though its code stands beside it: in the marginal column,
and in two lines of the reading column."""

_LONGEST_TYPED: Final = 200
"""Characters of an address that is printed whole where it has no code; nobody types more."""

_MOST_BESIDE: Final = 2
"""Addresses in the margin of a text that takes fewer lines than they."""

_TYPED: Final = 30
"""Characters of a host name that is sooner typed than photographed."""

_ADDRESS_CHARACTERS: Final = 26
"""In a line of the marginal column, about."""

_LINK: Final = re.compile(r'<a(?: [^>]*?)? href="(?P<url>[^"]+)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_UNPRINTABLE: Final = re.compile(r"[\s\x00-\x1f\x7f%]")


class Printer:
    """Turns links into what paper shows of them; `codes` are those made so far, by the picture they are.

    `live` links stay what they are on a screen; `printed` ones have codes in the margin; `inline`, in a text
    that has no margin, their addresses stand in brackets behind their words; `typed` ones are the same
    without codes.
    """

    def __init__(self, links: Links) -> None:
        self.is_wanted = links != "live"
        self._has_margin = links == "printed"
        self._has_codes = links != "typed"
        self._longest = None if self._has_margin else _LONGEST_TYPED
        self._bracketed = ("mailto:", "tel:") if self._has_margin else ("mailto:", "tel:", "http")
        self.codes: dict[str, Code] = {}
        self._seen: set[str] = set()
        self._for_below: list[Dictionary] = []

    def link(self, url: str, text: object = None, longest: int = _LONGEST_BELOW) -> Dictionary:
        """A link as templates need it: `url`, `text`, and on paper `address` and `code`, if it has one.

        `longest` is how many characters of an address are printed beside its code.
        """
        if not self.is_wanted:
            return {"url": url, "text": text, "address": None, "code": None}
        code = self._code(url)
        return {"url": url, "text": text, "address": self._address(url, code, longest), "code": code}

    def in_text(self, html: str, longest: int = _LONGEST_BELOW) -> list[Dictionary]:
        """The web addresses that a text leads to, with the words that do."""
        if not self._has_margin:
            return []
        return [self.link(url, words, longest) for url, words in linked_words(html).items()]

    def block(self, block: Dictionary, *, has_margin: bool = True) -> Dictionary:
        """A block with those addresses of its links behind their words that do not stand in its margin."""
        if not self.is_wanted:
            return block
        schemes = self._bracketed if has_margin else ("mailto:", "tel:", "http")
        html = _LINK.sub(lambda link: _with_address(link, schemes, self._longest), block["html"])
        return {**block, "html": Markup(html)}  # noqa: S704

    def beside(self, blocks: Sequence[Dictionary]) -> list[Dictionary]:
        """The blocks; those that name web addresses in rows of kind `beside`, codes in the margin.

        A row takes as many of the next blocks as stand beside its codes, and what is announced. Of one
        address everyone knows which words lead to it; several say them. More than fit beside their text wait
        for `below`.
        """
        rows: list[Dictionary] = []
        waiting = list(blocks)
        while waiting:
            taken = [waiting.pop(0)]
            links = self.in_text(taken[0]["html"], _LONGEST_BESIDE)
            if not links:
                rows += taken
                continue
            while waiting and _goes_on(taken, waiting[0], _lines_beside(links)):
                links += self.in_text(waiting[0]["html"], _LONGEST_BESIDE)
                taken.append(waiting.pop(0))
            if len(links) > _MOST_BESIDE and _lines_beside(links) > lines_of(taken):
                self._for_below += (
                    {**link, "address": self._address(link["url"], link["code"])} for link in links
                )
                rows += taken
                continue
            if len(links) == 1:
                links = [{**links[0], "text": None}]
            rows.append({"kind": "beside", "html": "", "blocks": taken, "links": links})
        return rows

    def below(
        self,
        blocks: Iterable[Dictionary],
        links: Iterable[Dictionary],
        notes: Iterable[Dictionary] = (),
        note_label: str = "",
    ) -> list[Dictionary]:
        """What stands below an article or event: addresses of these blocks and those without room in the
        margin, its own links, those of notes.

        On a screen nothing does; without a margin only its own links do. `note_label` and its number name a
        footnote.
        """
        if not self.is_wanted:
            return []
        left_over, self._for_below = self._for_below, []
        return [
            *left_over,
            *(link for block in blocks for link in self.in_text(block["html"])),
            *(self.link(link["url"], link["text"]) for link in links),
            *(
                {**link, "text": f"{note_label}\u00a0{note['number']}"}
                for note in notes
                for link in self.in_text(note["html"])
            ),
        ]

    def _address(self, url: str, code: Dictionary | None, longest: int = _LONGEST_BELOW) -> Markup:
        address = printed_address(url, longest if code and self._has_margin else self._longest)
        return Markup(markup.breakable(address))  # noqa: S704 - escaped there

    def _code(self, url: str) -> Dictionary | None:
        """The picture of an address that has none yet, and its size in points."""
        if not self._has_codes or url in self._seen or is_typed(url) or (code := codes.code(url)) is None:
            return None
        self._seen.add(url)
        name = f"code-{len(self.codes) + 1}"
        self.codes[name] = code
        return drawn(name, code)


def drawn(name: str, code: Code) -> Dictionary:
    """A code as templates need it: a whole number of lines high, its left quiet zone left to the margin."""
    height = ceil(mm_to_pt(code.side) / _LINE) * _LINE
    width = height * (1 - codes.QUIET_ZONE / code.modules)
    quiet = height - width
    return {
        "source": f"picture:{name}",
        "height": height,
        "width": round(width, 2),
        "quiet": round(quiet, 2),
    }


def is_typed(url: str) -> bool:
    """Whether an address is a bare host name, short enough to be typed, or none of the web.

    >>> is_typed("https://www.example.org/"), is_typed("https://www.example.org/fachtag")
    (True, False)
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return True
    is_bare = parts.path in ("", "/") and not parts.query and not parts.fragment
    return is_bare and len(parts.netloc) <= _TYPED


def printed_address(url: str, longest: int | None = _LONGEST_BESIDE) -> str:
    """An address as paper shows it; what has more characters than the `longest` is cut behind a part of it.

    >>> printed_address("https://www.example.org/gr%C3%B6%C3%9Fe/")
    'www.example.org/größe'
    >>> printed_address("https://www.example.org/verband/statistik/beratungsdienste/2025/tabellen?format=ods")
    'www.example.org/verband/statistik/beratungsdienste/2025/…'
    """
    address = markup.short_address(url)
    if not url.startswith("http"):
        return unquote(address.partition("?")[0])
    decoded = unquote(address)
    if not _UNPRINTABLE.search(decoded) and "\ufffd" not in decoded:
        address = decoded
    if longest is None or len(address) <= longest:
        return address
    head = address[: longest - 1]
    cut = max(head.rfind("/"), head.rfind("?"))
    return f"{head[: cut + 1] if cut > 0 else head}…"


def linked_words(html: str) -> dict[str, str | None]:
    """The words of each web address that a text leads to; none where they are the address itself."""
    found: dict[str, str | None] = {}
    for link in _LINK.finditer(html):
        url, words = unescape(link["url"]), _plain(link["words"])
        if url.startswith("http"):
            found.setdefault(url, None if _says(words, printed_address(url, None)) else words)
    return found


def _with_address(link: re.Match[str], schemes: tuple[str, ...], longest: int | None) -> str:
    """A link with its address in brackets, unless its words are the address."""
    url = unescape(link["url"])
    if not url.startswith(schemes):
        return link[0]
    address, words = printed_address(url, longest), _plain(link["words"])
    if _says(words, address) or (url.startswith("tel:") and re.search(r"\d{3}", words)):
        return link[0]
    return f'{link[0]} <span class="address">({markup.breakable(address)})</span>'


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))


def _says(words: str, address: str) -> bool:
    return _letters(address) in _letters(words)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _goes_on(taken: Sequence[Dictionary], following: Dictionary, beside: int) -> bool:
    last = taken[-1]
    if last["kind"] == "heading" or announces(last["kind"], last["html"]):
        return True
    return following["kind"] in ("paragraph", "list", "quote") and lines_of(taken) < beside


def _lines_beside(links: Iterable[Dictionary]) -> int:
    """Lines that codes and addresses take in the marginal column; an estimate."""
    return sum(
        ceil(len(str(link["address"])) / _ADDRESS_CHARACTERS)
        + 1
        + bool(link["text"])
        + (round(link["code"]["height"] / _LINE) if link["code"] else 0)
        for link in links
    )
