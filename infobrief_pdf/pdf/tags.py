"""The tag tree, its parent tree and its identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from infobrief_pdf.pdf.anatomy import Element, Mark
from infobrief_pdf.pdf.objects import Numbers, get, integer, name, pairs, resolved, text

ParentTree = Mapping[int, int | tuple[int | None, ...]]

_MOST_ELEMENTS: Final = 500_000


class TagTree(NamedTuple):
    """Elements in reading order, elements found more than once, parent tree, identifiers."""

    elements: tuple[Element, ...]
    repeated: tuple[int, ...]
    parent_tree: ParentTree
    identifiers: Mapping[str, int]


def tag_tree(root: DictionaryObject | None, pages: Mapping[int, int], numbers: Numbers) -> TagTree:
    """Read the tree below a structure tree root; `pages` maps objects to indices of pages."""
    if root is None:
        return TagTree((), (), {}, {})
    elements, repeated = _Walk(pages, numbers).walk(root)
    parents = {
        int(key): _owners(value, numbers)
        for key, value in pairs(get(root, "/ParentTree", object), "/Nums")
        if isinstance(key, int)
    }
    identifiers = {
        key if isinstance(key, str) else bytes(key).decode("latin-1"): numbers.of(value)
        for key, value in pairs(get(root, "/IDTree", object), "/Names")
        if isinstance(key, str | bytes)
    }
    return TagTree(elements, repeated, parents, identifiers)


def _owners(value: Any, numbers: Numbers) -> int | tuple[int | None, ...]:
    found = resolved(value)
    if isinstance(found, ArrayObject):
        return tuple(
            numbers.of(entry) if isinstance(resolved(entry), DictionaryObject) else None for entry in found
        )
    return numbers.of(value)


class _Walk:
    """Goes through the tree without recursion, so that no depth of nesting can exhaust it."""

    def __init__(self, pages: Mapping[int, int], numbers: Numbers) -> None:
        self._pages = pages
        self._numbers = numbers

    def walk(self, root: DictionaryObject) -> tuple[tuple[Element, ...], tuple[int, ...]]:
        elements: list[Element] = []
        repeated: list[int] = []
        seen: set[int] = set()
        waiting = [(kid, self._numbers.of(root)) for kid in reversed(_kids(root))]
        while waiting and len(elements) < _MOST_ELEMENTS:
            reference, parent = waiting.pop()
            node = resolved(reference)
            if not isinstance(node, DictionaryObject) or name(node, "/Type") in ("MCR", "OBJR"):
                continue
            number = self._numbers.of(reference if isinstance(reference, IndirectObject) else node)
            if number in seen:
                repeated.append(number)
                continue
            seen.add(number)
            elements.append(self._element(node, number, parent))
            waiting += [(kid, number) for kid in reversed(_kids(node))]
        return tuple(elements), tuple(repeated)

    def _element(self, node: DictionaryObject, number: int, parent: int) -> Element:
        page = self._page(node)
        marks: list[Mark] = []
        objects: list[int] = []
        for kid in _kids(node):
            found = resolved(kid)
            if isinstance(found, int):
                marks.append(Mark(page, int(found)))
            elif name(found, "/Type") == "MCR" and "/Stm" not in found:
                mcid = integer(found, "/MCID")
                own = self._page(found) if "/Pg" in found else page
                marks.append(Mark(own, -1 if mcid is None else mcid))
            elif name(found, "/Type") == "OBJR" and "/Obj" in found:
                objects.append(self._numbers.of(found.raw_get("/Obj")))
        return Element(
            number=number,
            role=name(node, "/S") or "",
            parent=parent,
            named_parent=self._numbers.of(node.raw_get("/P")) if "/P" in node else None,
            marks=tuple(marks),
            objects=tuple(objects),
            identifier=text(node, "/ID"),
            has_alternative=bool(text(node, "/Alt") or text(node, "/ActualText")),
        )

    def _page(self, node: DictionaryObject) -> int:
        return self._pages.get(self._numbers.of(node.raw_get("/Pg")), -1) if "/Pg" in node else -1


def _kids(node: DictionaryObject) -> list[Any]:
    if "/K" not in node:
        return []
    raw = node.raw_get("/K")
    found = resolved(raw)
    return list(found) if isinstance(found, ArrayObject) else [raw]
