"""From the objects of a PDF to its anatomy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from infobrief_pdf.model.nature import nature_of
from infobrief_pdf.pdf.anatomy import Anatomy, Annotation, Attached, Claims, Font, Page, Target
from infobrief_pdf.pdf.content import marks_and_loose
from infobrief_pdf.pdf.labels import page_labels
from infobrief_pdf.pdf.objects import (
    Numbers,
    array,
    dictionary,
    get,
    integer,
    name,
    pairs,
    resolved,
    stream_data,
    text,
    truth,
)
from infobrief_pdf.pdf.tags import tag_tree

_MOST_ENTRIES: Final = 100_000
_DEEPEST_RESOURCES: Final = 8
_LARGEST_XMP: Final = 2_000_000
_HIDDEN: Final = 2
_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"
_PDFX: Final = "http://www.npes.org/pdfx/ns/id/"


def dissected(reader: PdfReader) -> Anatomy:
    """The anatomy of a PDF."""
    return _Dissection(reader).anatomy()


class _Dissection:
    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.numbers = Numbers()
        self.catalog = dictionary(reader.trailer, "/Root")
        self.page_objects: list[DictionaryObject] = list(reader.pages)
        self.page_indices = {self.numbers.of(page): index for index, page in enumerate(self.page_objects)}
        self.destinations = self._destinations()
        self.actions: dict[str, None] = {}

    def anatomy(self) -> Anatomy:
        catalog = self.catalog
        root = get(catalog, "/StructTreeRoot", DictionaryObject)
        tree = tag_tree(root, self.page_indices, self.numbers)
        xmp = stream_data(catalog, "/Metadata", _LARGEST_XMP).decode("utf-8", "replace")
        pages = tuple(self._page(page) for page in self.page_objects)
        outline = tuple(self._outline())
        self._note_actions_of_document()
        return Anatomy(
            pages=pages,
            has_tree=root is not None,
            is_marked=truth(dictionary(catalog, "/MarkInfo"), "/Marked"),
            elements=tree.elements,
            repeated=tree.repeated,
            parent_tree=tree.parent_tree,
            identifiers=tree.identifiers,
            language=text(catalog, "/Lang"),
            title=text(dictionary(self.reader.trailer, "/Info"), "/Title") if "<dc:title" in xmp else None,
            displays_title=truth(dictionary(catalog, "/ViewerPreferences"), "/DisplayDocTitle"),
            outline=outline,
            labels=page_labels(catalog, len(pages)),
            output_intents=tuple(
                "/DestOutputProfile" in dictionary(intent) for intent in array(catalog, "/OutputIntents")
            ),
            claims=Claims(
                _claim(xmp, _PDFA, "part"),
                _claim(xmp, _PDFA, "conformance"),
                _claim(xmp, _PDFUA, "part"),
                _claim(xmp, _PDFX, "GTS_PDFXVersion"),
            ),
            fonts=self._fonts(),
            actions=tuple(self.actions),
            attachments=tuple(self._attachments()),
            is_encrypted=bool(self.reader.is_encrypted),
            nature=nature_of(xmp),
        )

    def _page(self, page: DictionaryObject) -> Page:
        marks, loose = marks_and_loose(page, self.reader)
        self._note_actions(page)
        return Page(
            marks=marks,
            loose=loose,
            struct_parents=integer(page, "/StructParents"),
            tab_order=name(page, "/Tabs"),
            annotations=tuple(self._annotations(page)),
        )

    def _annotations(self, page: DictionaryObject) -> Iterator[Annotation]:
        for reference in array(page, "/Annots"):
            annotation = resolved(reference)
            if not isinstance(annotation, DictionaryObject):
                continue
            self._note_actions(annotation)
            yield Annotation(
                number=self.numbers.of(reference),
                subtype=name(annotation, "/Subtype") or "",
                struct_parent=integer(annotation, "/StructParent"),
                has_contents=bool(text(annotation, "/Contents")),
                is_hidden=bool((integer(annotation, "/F") or 0) & _HIDDEN),
                target=self._target(annotation),
            )

    def _outline(self) -> Iterator[tuple[str, Target | None]]:
        """Entries of the outline in their order, without recursion and without circles."""
        waiting: list[Any] = [get(dictionary(self.catalog, "/Outlines"), "/First", DictionaryObject)]
        seen: set[int] = set()
        while waiting and len(seen) < _MOST_ENTRIES:
            entry = waiting.pop()
            if entry is None or id(entry) in seen:
                continue
            seen.add(id(entry))
            self._note_actions(entry)
            yield text(entry, "/Title") or "", self._target(entry)
            waiting += [get(entry, "/Next", DictionaryObject), get(entry, "/First", DictionaryObject)]

    def _target(self, source: DictionaryObject) -> Target | None:
        """Where a link or outline entry leads within the file; `None` if it leads elsewhere or nowhere."""
        destination = get(source, "/Dest", object)
        action = get(source, "/A", DictionaryObject)
        if destination is None and action is not None and name(action, "/S") == "GoTo":
            destination = get(action, "/D", object)
        if destination is None:
            return None
        if isinstance(destination, str | bytes):
            named = destination.decode("latin-1") if isinstance(destination, bytes) else str(destination)
            key = named.removeprefix("/") if isinstance(destination, NameObject) else named
            return Target(key, key in self.destinations and self._is_page(self.destinations[key]))
        return Target("", self._is_page(destination))

    def _is_page(self, destination: Any) -> bool:
        found = resolved(destination)
        if isinstance(found, DictionaryObject):
            found = get(found, "/D", object)
        if not isinstance(found, ArrayObject) or not found:
            return False
        return self.numbers.of(found[0]) in self.page_indices

    def _destinations(self) -> Mapping[str, Any]:
        """Named destinations: the name tree, and the older dictionary."""
        tree = pairs(get(dictionary(self.catalog, "/Names"), "/Dests", object), "/Names")
        named = {key if isinstance(key, str) else bytes(key).decode("latin-1"): value for key, value in tree}
        old = dictionary(self.catalog, "/Dests")
        return named | {str(key).removeprefix("/"): old.raw_get(key) for key in old}

    def _note_actions_of_document(self) -> None:
        self._note_actions(self.catalog)
        scripts = get(dictionary(self.catalog, "/Names"), "/JavaScript", object)
        if any(True for _ in pairs(scripts, "/Names")):
            self.actions["JavaScript"] = None

    def _note_actions(self, holder: DictionaryObject) -> None:
        """The kinds of the actions of an object, along their chains."""
        additional = dictionary(holder, "/AA")
        waiting = [get(holder, key, object) for key in ("/A", "/OpenAction")]
        waiting += [get(additional, key, object) for key in additional]
        seen: set[int] = set()
        while waiting and len(seen) < _MOST_ENTRIES:
            action = resolved(waiting.pop())
            if isinstance(action, ArrayObject):
                waiting += [entry for entry in action if isinstance(resolved(entry), DictionaryObject)]
            elif isinstance(action, DictionaryObject) and id(action) not in seen:
                seen.add(id(action))
                if kind := name(action, "/S"):
                    self.actions[kind] = None
                waiting.append(get(action, "/Next", object))

    def _fonts(self) -> tuple[Font, ...]:
        found: dict[int, Font] = {}
        seen: set[int] = set()
        waiting = [(page.get("/Resources"), 0) for page in self.page_objects]
        while waiting:
            resources, depth = waiting.pop()
            entry = dictionary(resources)
            if id(entry) in seen or depth > _DEEPEST_RESOURCES:
                continue
            seen.add(id(entry))
            fonts = dictionary(entry, "/Font")
            for key in fonts:
                found.setdefault(self.numbers.of(fonts.raw_get(key)), _font(dictionary(fonts, key)))
            for kind in ("/XObject", "/Pattern"):
                holders = dictionary(entry, kind)
                waiting += [(dictionary(holders, key, "/Resources"), depth + 1) for key in holders]
        return tuple(found.values())

    def _attachments(self) -> Iterator[Attached]:
        associated = {self.numbers.of(reference) for reference in array(self.catalog, "/AF")}
        for key, value in pairs(get(dictionary(self.catalog, "/Names"), "/EmbeddedFiles", object), "/Names"):
            specification = dictionary(value)
            yield Attached(
                name=text(specification, "/UF") or text(specification, "/F") or str(key),
                relationship=name(specification, "/AFRelationship"),
                media_type=name(dictionary(specification, "/EF", "/F"), "/Subtype"),
                is_associated=self.numbers.of(value) in associated,
            )


def _font(font: DictionaryObject) -> Font:
    """A font; one whose glyphs are drawn in the file itself counts as embedded (ISO 32000-1, 9.6.5)."""
    described = font
    for descendant in array(font, "/DescendantFonts")[:1]:
        described = dictionary(descendant)
    descriptor = dictionary(described, "/FontDescriptor")
    is_embedded = name(font, "/Subtype") == "Type3" or any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    return Font(name(font, "/BaseFont") or "?", is_embedded)


def _claim(xmp: str, namespace: str, field: str) -> str | None:
    """A property of an XMP packet, written as an element or as an attribute."""
    bound = re.search(rf"""xmlns:([\w.-]+)\s*=\s*["']{re.escape(namespace)}["']""", xmp)
    if not bound:
        return None
    qualified = re.escape(f"{bound[1]}:{field}")
    found = re.search(rf"""<{qualified}\s*>\s*([^<\s]+)\s*<|\s{qualified}\s*=\s*["']([^"'<]+)["']""", xmp)
    return (found[1] or found[2]) if found else None
