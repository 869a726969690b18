"""A finished PDF as readable text: metadata, outline, page labels, links and the tag tree with its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NumberObject

_ATTRIBUTES = ("/Lang", "/Alt", "/ID", "/A")


def described(pdf: Path) -> str:
    """The whole description, a section each."""
    reader = PdfReader(pdf)
    sections = {
        "metadata": _metadata(reader),
        "outline": _outline(reader, reader.outline),
        "page labels": iter([" ".join(reader.page_labels)]),
        "links": _links(reader),
        "tags": _Tags(reader).lines(),
    }
    return "\n".join(f"== {name}\n" + "\n".join(lines) + "\n" for name, lines in sections.items())


def _metadata(reader: PdfReader) -> Iterator[str]:
    for key, value in sorted((reader.metadata or {}).items()):
        yield f"{key[1:]}: {value}"
    catalog = reader.root_object
    yield f"Lang: {catalog['/Lang']}"
    yield f"DisplayDocTitle: {catalog['/ViewerPreferences']['/DisplayDocTitle']}"
    intents = [intent.get_object()["/OutputConditionIdentifier"] for intent in catalog["/OutputIntents"]]
    yield f"OutputIntents: {intents}"
    yield f"attached: {sorted(reader.attachments)}"
    packet = reader.root_object["/Metadata"].get_data().decode()
    yield from packet.splitlines()[2:-2]


def _outline(reader: PdfReader, entries: list[Any], depth: int = 0) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry, depth + 1)
        else:
            yield f"{'  ' * depth}{entry.title} → {reader.get_destination_page_number(entry) + 1}"


def _links(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, start=1):
        for reference in page.get("/Annots", ()):
            link = reference.get_object()
            target = link["/A"]["/URI"] if "/A" in link else f"#{link['/Dest']}"
            yield f"{number}: {link['/Contents']} → {target}"


class _Tags:
    """The tag tree, with the words that each element's marked content shows."""

    def __init__(self, reader: PdfReader) -> None:
        self._root = reader.root_object["/StructTreeRoot"]["/K"][0].get_object()
        self._pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
        self._words: dict[tuple[int, int | None], list[str]] = {}
        for number, page in enumerate(reader.pages):
            self._read(page, number)

    def lines(self) -> Iterator[str]:
        yield from self._element(self._root, 0, 0)

    def _read(self, page: Any, number: int) -> None:
        """Collect the text of each MCID; nested marks without an MCID belong to the one around them."""
        stack: list[int | None] = []

        def before(operator: bytes, operands: list[Any], *_: object) -> None:
            if operator in (b"BDC", b"BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                stack.append(properties.get("/MCID") if isinstance(properties, DictionaryObject) else None)
            elif operator == b"EMC":
                stack.pop()

        def text(words: str, *_: object) -> None:
            mcid = next((mark for mark in reversed(stack) if mark is not None), None)
            self._words.setdefault((number, mcid), []).append(words)

        page.extract_text(visitor_operand_before=before, visitor_text=text)

    def _element(self, element: Any, depth: int, page: int) -> Iterator[str]:
        if "/Pg" in element:
            page = self._pages[element.raw_get("/Pg").idnum]
        words, children = "", []
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            entry = kid.get_object() if isinstance(kid, IndirectObject) else kid
            if isinstance(entry, NumberObject):
                words += "".join(self._words.get((page, int(entry)), ()))
            elif entry.get("/Type") == "/MCR":
                other = self._pages[entry.raw_get("/Pg").idnum]
                words += f" ⏎{other + 1} " + "".join(self._words.get((other, int(entry["/MCID"])), ()))
            elif entry.get("/Type") == "/OBJR":
                words += f" ⚓{entry['/Obj']['/Subtype'][1:]}"
            else:
                children.append(entry)
        attributes = " ".join(f"{name[1:]}={element[name]!r}" for name in _ATTRIBUTES if name in element)
        yield " ".join(filter(None, ("  " * depth + element["/S"][1:], attributes, " ".join(words.split()))))
        for child in children:
            yield from self._element(child, depth + 1, page)
