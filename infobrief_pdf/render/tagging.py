"""Tagged PDF: marked content while pages are painted, the structure tree when they are.

Takes the place of two parts of WeasyPrint, `weasyprint.pdf.Stream` and `weasyprint.pdf.add_tags`, for the
time of one painting. Its own tags leave margin boxes in the structure, split paragraphs at pages and give
every line a Span. What is relied on here is private to WeasyPrint; `RELIED_ON` lists it, and a test fails
when its source is no longer the one this was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pydyf
import weasyprint.pdf
from weasyprint.document import Page
from weasyprint.draw import draw_block_level, draw_inline_level
from weasyprint.draw.text import draw_text
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.stream import Stream

from infobrief_pdf.render.structure import Artifact, Leaf, Node, Structure
from infobrief_pdf.units import PT_PER_PX

RELIED_ON: Final = (
    weasyprint.pdf.generate_pdf,
    weasyprint.pdf.add_tags,
    Stream.marked,
    Stream.artifact,
    Stream.begin_text,
    add_links,
    draw_inline_level,
    draw_block_level,
    draw_text,
    Page,
)

_LAST_MOVE: Final = re.compile(r">-?[0-9]+$")
_SOFT_HYPHEN: Final = pydyf.String("\xad")


@contextmanager
def tagged(structure: Structure) -> Iterator[None]:
    """While this holds, WeasyPrint paints with this structure's marked content and writes its tag tree."""
    module: Any = weasyprint.pdf
    stream_class, add_tags = module.Stream, module.add_tags

    class TaggedStream(_TaggedStream):
        owners = structure.owners

    module.Stream = TaggedStream
    module.add_tags = lambda pdf, document, version, streams: _Writer(pdf, document, streams).write(
        structure.root
    )
    try:
        yield
    finally:
        module.Stream, module.add_tags = stream_class, add_tags


class _TaggedStream(Stream):
    """A page's content, each piece marked with the element that owns it.

    Pieces that follow each other in the content and in the same element share one mark: a paragraph is one
    marked sequence, not one a line. `_tags` maps each painted box to its MCID.
    """

    owners: dict[Any, tuple[Node, int] | Artifact]
    _last: tuple[Node, int] | None = None
    _end = 0
    """Length of the content right behind the last mark that an element owns."""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Replaces WeasyPrint's method of the same name."""
        owner = self.owners[box]
        if isinstance(owner, Artifact):
            self._last = None
            pydyf.Stream.begin_marked_content(self, "Artifact", _artifact_properties(owner))
        else:
            self._begin(box, *owner)
        yield
        if _ends_hyphenated(box):
            self._mark_hyphen()
        pydyf.Stream.end_marked_content(self)
        self._end = len(self.stream)

    def show_text(self, text: str) -> None:
        """Glyphs without the moves by nothing that rounding leaves between them."""
        pydyf.Stream.show_text(self, _LAST_MOVE.sub(">", text.replace(">0<", "")))

    def clone(self, **kwargs: Any) -> Stream:
        """Streams of groups and patterns are of the same kind."""
        names = ("fonts", "page_rectangle", "resources", "images", "tags", "color_profiles", "output_intent")
        for name in names:
            kwargs.setdefault(
                name, getattr(self, name, None) if name == "page_rectangle" else getattr(self, f"_{name}")
            )
        kwargs.setdefault("compress", self.compress)
        return type(self)(**kwargs)

    def _begin(self, box: Any, node: Node, position: int) -> None:
        previous, self._last = self._last, (node, position)
        if previous == (node, position - 1) and len(self.stream) == self._end:
            self.stream.pop()  # the EMC of the piece before
            self._tags[box] = self._tags["count"] - 1
            return
        mcid = self._tags.setdefault("count", 0)
        self._tags["count"] += 1
        self._tags[box] = mcid
        pydyf.Stream.begin_marked_content(self, node.role, pydyf.Dictionary({"MCID": mcid}))

    def _mark_hyphen(self) -> None:
        """The hyphen at a line's end stands for a soft hyphen (ISO 32000-1, 14.8.2.2.3)."""
        if len(self.stream) < 2 or self.stream[-1] != b"ET" or not self.stream[-2].endswith(b">] TJ"):
            return
        shown = self.stream[-2].removesuffix(b">] TJ")
        text, hyphen = shown[:-4], shown[-4:]
        before = text.removesuffix(b"<") if text.endswith(b"<") else text + b">"
        replacement = [] if before == b"[" else [before + b"] TJ"]
        self.stream[-2:] = [
            *replacement,
            b"/Span",
            pydyf.Dictionary({"ActualText": _SOFT_HYPHEN}).data,
            b"BDC",
            b"[<" + hyphen + b">] TJ",
            b"EMC",
            b"ET",
        ]


def _ends_hyphenated(box: Any) -> bool:
    return getattr(getattr(box, "pango_layout", None), "is_hyphenated", False)


def _artifact_properties(artifact: Artifact) -> pydyf.Dictionary:
    """ISO 32000-1, table 330."""
    if not artifact.subtype:
        return pydyf.Dictionary({"Type": "/Layout"})
    edge = "/Top" if artifact.subtype == "Header" else "/Bottom"
    return pydyf.Dictionary(
        {"Type": "/Pagination", "Subtype": f"/{artifact.subtype}", "Attached": pydyf.Array([edge])}
    )


class _Writer:
    """Writes a structure tree into the objects of a PDF (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: pydyf.PDF, document: Any, streams: list[Any]) -> None:
        self.pdf, self.document = pdf, document
        self.pages = pdf.page_references
        self.marks = [stream._tags for stream in streams]
        self.parents: list[dict[int, bytes]] = [{} for _ in streams]
        self.annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        self.identifiers: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        """The whole tree with its parent tree and identifiers."""
        pdf = self.pdf
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(tree)
        document = self._element(root, tree.reference)
        tree["K"] = pydyf.Array([document.reference])
        tree["ParentTree"] = self._parent_tree()
        tree["ParentTreeNextKey"] = len(self.pages) + len(self.annotations)
        if self.identifiers:
            names = pydyf.Array()
            for identifier, reference in sorted(self.identifiers):
                names += [pydyf.String(identifier), reference]
            tree["IDTree"] = pydyf.Dictionary({"Names": names})
        pdf.catalog["StructTreeRoot"] = tree.reference
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _element(self, node: Node, parent: bytes) -> pydyf.Dictionary:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self.pdf.add_object(element)
        page = next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        kids = pydyf.Array()
        for kid in node.kids:
            kids += (
                [self._element(kid, element.reference).reference]
                if isinstance(kid, Node)
                else self._mark(kid, page, element)
            )
        kids += self._link_references(node, element)
        element["K"] = pydyf.Array(_without_repeats(kids))
        self._attributes(node, element)
        return element

    def _mark(self, leaf: Leaf, page: int | None, element: pydyf.Dictionary) -> list[Any]:
        """The marked content of a leaf, with its page if that is not the element's own."""
        mcid = self.marks[leaf.page].get(leaf.box)
        if mcid is None:
            return []
        self.parents[leaf.page][mcid] = element.reference
        if leaf.page == page:
            return [mcid]
        return [pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[leaf.page], "MCID": mcid})]

    def _link_references(self, node: Node, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Every annotation of a link, described by the link's text (ISO 14289-1, 7.18.5)."""
        references = []
        for leaf in node.links:
            annotation = getattr(leaf.box, "link_annotation", None)
            if annotation is None:
                continue
            annotation["Contents"] = pydyf.String(spoken(node.element))
            annotation["P"] = self.pages[leaf.page]
            self.annotations.append((annotation, element.reference))
            references.append(
                pydyf.Dictionary({"Type": "/OBJR", "Pg": self.pages[leaf.page], "Obj": annotation.reference})
            )
        return references

    def _attributes(self, node: Node, element: pydyf.Dictionary) -> None:
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.role == "Figure":
            element["Alt"] = pydyf.String(node.element.get("alt"))
            element["A"] = self._bounding_box(node)
        elif node.role in ("TH", "TD"):
            if len(attributes := _cell(node)) > 1:
                element["A"] = attributes
        elif node.role == "L" and node.element is not None:
            numbering = "/Decimal" if node.element.tag == "ol" else "/Disc"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        elif node.role == "Note":
            identifier = f"note-{len(self.identifiers) + 1:05}"
            element["ID"] = pydyf.String(identifier)
            self.identifiers.append((identifier, element.reference))

    def _bounding_box(self, node: Node) -> pydyf.Dictionary:
        """Where a figure stands on its page, in points from the lower left (ISO 32000-1, table 344)."""
        leaf = next(kid for kid in node.kids if isinstance(kid, Leaf))
        box, height = leaf.box, self.document.pages[leaf.page].height
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, height - top - box.height, left + box.width, height - top)
        rectangle = pydyf.Array([round(corner * PT_PER_PX, 2) for corner in corners])
        return pydyf.Dictionary({"O": "/Layout", "BBox": rectangle, "Placement": "/Block"})

    def _parent_tree(self) -> bytes:
        numbers = pydyf.Array()
        for page, parents in enumerate(self.parents):
            numbers += [page, pydyf.Array([parents[mcid] for mcid in sorted(parents)])]
        for key, (annotation, reference) in enumerate(self.annotations, start=len(self.parents)):
            annotation["StructParent"] = key
            numbers += [key, reference]
        tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(tree)
        return bytes(tree.reference)


def spoken(element: Any) -> str:
    """What a screen reader says for a link: its label if it has one, else its text."""
    return element.get("aria-label") or " ".join("".join(element.itertext()).split())


def _cell(node: Node) -> pydyf.Dictionary:
    """Scope and spans of a table cell (ISO 32000-1, table 349)."""
    attributes = pydyf.Dictionary({"O": "/Table"})
    if node.role == "TH":
        attributes["Scope"] = "/Row" if node.element.get("scope") == "row" else "/Column"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if (span := node.element.get(name, "1")) != "1":
            attributes[key] = int(span)
    return attributes


def _without_repeats(kids: list[Any]) -> list[Any]:
    """Leaves that share a mark name it once."""
    kept: list[Any] = []
    for kid in kids:
        if not kept or kept[-1] != kid or not isinstance(kid, int | dict):
            kept.append(kid)
    return kept
