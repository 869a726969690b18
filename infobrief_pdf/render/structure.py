"""The logical structure of the pages: which piece of text belongs to which element of the tag tree.

Built from WeasyPrint's boxes before anything is painted. The boxes of one HTML element that runs over
lines, columns or pages become one structure element; running heads, folios, repeated table heads and
decoration become artifacts (ISO 32000-1, 14.8.2.2; ISO 14289-1, 7.1 and 7.8).

Templates steer it with attributes: `data-role` names a structure type (`Reference/Link` for two, nested;
`Artifact`; `none` for no element of its own), `data-move` changes the reading order of what stands in the
margin: `after-next` moves an element behind the one that follows it, `before-parent` out of the element
that holds it and in front of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from infobrief_pdf.render.roles import GROUPING, KEPT_WHEN_EMPTY, ROLES

Box = Any
Element = Any


@dataclass(frozen=True, slots=True)
class Artifact:
    """Content outside the structure. `subtype` is empty for plain decoration."""

    subtype: str = ""


DECORATION: Final = Artifact()
HEADER: Final = Artifact("Header")
FOOTER: Final = Artifact("Footer")


@dataclass(eq=False, slots=True)
class Leaf:
    """A box that paints text or a picture."""

    page: int
    box: Box


@dataclass(eq=False, slots=True)
class Node:
    """A structure element."""

    role: str
    element: Element = None
    parent: Node | None = None
    kids: list[Node | Leaf] = field(default_factory=list)
    links: list[Leaf] = field(default_factory=list)
    language: str | None = None
    implicit: bool = False

    def add(self, role: str, element: Element | None = None) -> Node:
        """A new element at the end of this one."""
        node = Node(role, element, self)
        self.kids.append(node)
        return node


@dataclass(eq=False, slots=True)
class Structure:
    """The tag tree and, for every box that paints, its element and position there, or an artifact."""

    root: Node
    owners: dict[Box, tuple[Node, int] | Artifact]


def structure(document: Any) -> Structure:
    """The logical structure of a laid out `weasyprint.document.Document`."""
    walker = _Walker()
    for number, page in enumerate(document.pages):
        for box in page._page_box.children:
            walker.visit(box, walker.root, number)
    _settle(walker.root)
    owners: dict[Box, tuple[Node, int] | Artifact] = dict(walker.artifacts)
    for node in _nodes(walker.root):
        for position, kid in enumerate(node.kids):
            if isinstance(kid, Leaf):
                owners[kid.box] = (node, position)
    return Structure(walker.root, owners)


class _Walker:
    """Walks the boxes of all pages in order and finds or makes the structure element of each."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.artifacts: dict[Box, Artifact] = {}
        self._nodes: dict[tuple[Element, str], Node] = {}
        self._heads: dict[Element, int] = {}

    def visit(self, box: Box, parent: Node, page: int) -> None:
        """Add a box and everything inside it below a structure element."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            self._discard(box, HEADER if box.at_keyword.startswith("@top") else FOOTER)
        elif self._is_repeated_head(box, page):
            self._discard(box, HEADER)
        elif isinstance(box, boxes.TextBox):
            _textual(parent).kids.append(Leaf(page, box))
        else:
            self._visit_element(box, parent, page)

    def _visit_element(self, box: Box, parent: Node, page: int) -> None:
        role = _role(box)
        if role == "Artifact":
            self._discard(box, DECORATION)
            return
        node = self._node(box, role, parent)
        if isinstance(box, boxes.ReplacedBox):
            node.kids.append(Leaf(page, box))
            return
        if box.link:
            link = next((each for each in _ancestry(node) if each.role == "Link"), None)
            if link is not None:
                link.links.append(Leaf(page, box))
        for child in box.children:
            self.visit(child, self._body(node, child), page)

    def _node(self, box: Box, role: str | None, parent: Node) -> Node:
        """The element of a box: the one made for an earlier part of the same HTML element, or a new one."""
        if role is None or box.element is None:
            return parent
        key = (box.element, box.element_tag)
        if key not in self._nodes:
            outer, _, inner = role.partition("/")
            node = parent.add(outer, box.element)
            self._nodes[key] = node.add(inner, box.element) if inner else node
        return self._nodes[key]

    def _body(self, node: Node, child: Box) -> Node:
        """List items hold a label and a body (ISO 32000-1, table 336)."""
        if node.role != "LI" or _tag(child).endswith("::marker"):
            return node
        key = (node.element, "LBody")
        if key not in self._nodes:
            self._nodes[key] = node.add("LBody")
        return self._nodes[key]

    def _is_repeated_head(self, box: Box, page: int) -> bool:
        """WeasyPrint repeats a table's head on each page; only the first one is content."""
        if not getattr(box, "is_header", False) or box.element is None:
            return False
        return self._heads.setdefault(box.element, page) != page

    def _discard(self, box: Box, artifact: Artifact) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self.artifacts[box] = artifact
        for child in getattr(box, "children", ()):
            self._discard(child, artifact)


def _tag(box: Box) -> str:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    return box.element_tag or ""


def _role(box: Box) -> str | None:
    """The structure type of a box, `None` if it has no element of its own."""
    element, tag = box.element, box.element_tag or ""
    if element is None or isinstance(box, boxes.LineBox) or tag in ("html", "body"):
        return None
    name, _, pseudo = tag.partition("::")
    if pseudo:
        return "Lbl" if pseudo == "marker" else None
    if name == "img" and not element.get("alt"):
        return "Artifact"
    role = element.get("data-role") or ROLES.get(name)
    if role == "none":
        return None
    if role is None and element.get("lang"):
        return "Span"
    return role


def _textual(node: Node) -> Node:
    """The element that takes text: a grouping element gets a paragraph for it."""
    if node.role not in GROUPING:
        return node
    last = node.kids[-1] if node.kids else None
    if isinstance(last, Node) and last.implicit:
        return last
    paragraph = node.add("P")
    paragraph.implicit = True
    return paragraph


def _ancestry(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = node.parent


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _nodes(kid)


def _move(node: Node) -> str | None:
    return None if node.element is None else node.element.get("data-move")


def _settle(node: Node) -> list[Node]:
    """Drop elements without content, put moved elements in place, note languages.

    Returns the elements that belong in front of this one.
    """
    kids: list[Node | Leaf] = []
    leaving: list[Node] = []
    delayed: list[Node] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            hoisted = _settle(kid)
            kids += hoisted
            if not kid.kids and kid.role not in KEPT_WHEN_EMPTY:
                continue
            if _move(kid) == "before-parent":
                leaving.append(kid)
                continue
            if _move(kid) == "after-next":
                delayed.append(kid)
                continue
        kids.append(kid)
        kids += delayed
        delayed.clear()
    node.kids[:] = [*kids, *delayed]
    if node.element is not None:
        node.language = node.element.get("lang")
    for kid in leaving:
        kid.parent = node.parent
    return leaving
