"""HTML becomes a tree: what is XML as well is read by expat, which saves a seventh of the time of a layout.

HTML that the templates of this program write is tidy: every element is closed, and where it is written. Such
a text has the same tree for both parsers. Where HTML would make something else of it (a paragraph that ends
where a table begins, a table that gets a body; HTML, 13.2.6), or where it is anything but tidy, as the
templates of a layout of one's own may be, tinyhtml5 reads it. What is relied on here is private to
WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import cssselect2
from weasyprint import HTML

RELIED_ON: Final = (HTML.__init__,)

_BASE: Final = "layout:///"

_DOCTYPE: Final = "<!DOCTYPE html>"
_VOID: Final = re.compile(r'<(br|col|hr|img|meta|wbr)((?:\s+[a-z][a-z0-9-]*="[^"<>]*")*)\s*/?>')
_OTHERWISE: Final = re.compile(
    r"<[!?]"  # comments, which the tree of expat lacks; instructions, which HTML takes for comments
    r"|<[^<>]*[\t\n]"  # blanks in attributes, which XML takes for spaces
    r"|\bxmlns|\r"  # names and blanks that XML does not tell of
    r"|&(?!(?:amp|lt|gt|quot|#34|#39|#160);)"  # names that XML lacks, numbers that HTML takes for others
)
_BLANKS: Final = "\t\n "
_ATTRIBUTE: Final = re.compile(r"[a-z][a-z0-9-]*")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "html": _names("head body"),
    "head": _names("meta title"),
    "table": _names("caption colgroup thead tbody tfoot"),
    "colgroup": _names("col"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _names("tr")),
    "tr": _names("td th"),
}
"""What these elements consist of; they hold nothing else, and it stands nowhere else."""

_HOLDERS: Final[Mapping[str, frozenset[str]]] = {
    **{
        part: frozenset(each for each, parts in _PARTS.items() if part in parts)
        for part in frozenset[str]().union(*_PARTS.values())
    },
    "li": _names("ol ul"),
    "dt": _names("dl"),
    "dd": _names("dl"),
}
"""Where these elements stand."""

_INLINE: Final = _names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u"
    " var wbr"
)
_FORMATTING: Final = _names("a b code em i s small strong u")
"""What HTML may open and close by itself where several of a name lie in each other (13.2.4.3)."""

_PARAGRAPHS: Final = _names("h1 h2 h3 h4 h5 h6 p")
"""What holds only lines here: HTML ends a `p` at any block, a heading at a heading."""

_BLOCKS: Final = _PARAGRAPHS | _names(
    "address article aside blockquote div dl figcaption figure footer header hr main nav ol pre section table"
    " ul"
)
_KNOWN: Final = frozenset(_HOLDERS) | _INLINE | _BLOCKS


class Read(HTML):
    """HTML that was read, for WeasyPrint."""

    def __init__(self, html: str, fetcher: Any) -> None:
        if (root := tidy(html)) is None:
            super().__init__(string=html, base_url=_BASE, url_fetcher=fetcher)  # type: ignore[no-untyped-call]
            return
        self.base_url, self.url_fetcher, self.media_type = _BASE, fetcher, "print"
        wrapped: Any = cssselect2.ElementWrapper
        self.wrapper_element = wrapped.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def tidy(html: str) -> Element | None:
    """The tree of an HTML document; `None` if that takes a parser of HTML."""
    text, count = _VOID.subn(r"<\1\2/>", html)
    is_plain = text.startswith(_DOCTYPE) and not _OTHERWISE.search(text, len(_DOCTYPE))
    if not is_plain or text.count("/>") != count or text.count("<") != text.count(">"):
        return None
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - a document without declarations
    except (ElementTree.ParseError, UnicodeError):
        return None
    if [each.tag for each in root] != ["head", "body"] or not all(_conditions(root)):
        return None
    _move_blanks(root, html[len(html.rstrip(_BLANKS)) :])
    return root


def _conditions(root: Element) -> Iterator[bool]:
    """That each element stands where HTML would leave it, and has plain attributes."""
    names: set[str] = set()
    waiting: list[tuple[Element, bool, frozenset[str]]] = [(root, False, frozenset())]
    while waiting:
        element, is_inline, within = waiting.pop()
        tag, parts = element.tag, _PARTS.get(element.tag)
        names.update(element.keys())
        yield parts is None or not (element.text or "").strip(_BLANKS)
        yield tag != "pre" or not (element.text or "").startswith("\n")
        yield tag != "title" or not len(element)
        is_inline = is_inline or tag in _PARAGRAPHS
        within = within | {tag} if tag in _FORMATTING else within
        for child in element:
            yield child.tag in _KNOWN and tag in _HOLDERS.get(child.tag, {tag})
            yield parts is None or (child.tag in parts and not (child.tail or "").strip(_BLANKS))
            yield not is_inline or child.tag in _INLINE
            yield child.tag not in within
            waiting.append((child, is_inline, within))
    yield root.tag == "html" and all(map(_ATTRIBUTE.fullmatch, names))


def _move_blanks(root: Element, behind: str) -> None:
    """Put blanks where HTML has them: none before the head, and those behind the body inside."""
    _, body = root
    root.text, blanks = None, (body.tail or "") + behind
    body.tail = None
    if len(body):
        body[-1].tail = ((body[-1].tail or "") + blanks) or None
    else:
        body.text = ((body.text or "") + blanks) or None
