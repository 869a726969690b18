"""The structure tree of a foreign PDF: kept if every tag's mark exists, and its parent tree made anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, Stream, String

from infobrief_pdf.bind import values
from infobrief_pdf.bind.scan import Scan, scan
from infobrief_pdf.bind.sheet import Sheet, can_be_closed

_MOST_ELEMENTS: Final = 200_000
_DEEPEST: Final = 200
_HIGHEST_MARK: Final = 65_535
_HEAVIEST: Final = 64_000_000
_MOST_OPERATORS: Final = 1_000_000
"""Content that is searched for marks: bytes, and operators that open or close; a newsletter has far less."""

_OPERATOR: Final = re.compile(rb"\b(?:q|Q|BMC|BDC|EMC|BT|ET)\b")

_ROOT_KEYS: Final = ("/Type", "/K", "/RoleMap", "/ClassMap", "/Namespaces")
_ELEMENT_KEYS: Final = (
    "/Type", "/S", "/P", "/ID", "/Pg", "/K", "/A", "/C", "/R", "/T", "/Lang", "/Alt", "/E", "/ActualText",
    "/Phoneme", "/PhoneticAlphabet", "/NS", "/Ref",
)  # fmt: skip


class Unusable(Exception):  # noqa: N818 - no error: the file is then bound without its tags
    """The structure tree does not describe the pages."""


class Tree:
    """Walks a structure tree once, notes which element claims what, and cleans it on the way."""

    def __init__(self, pdf: Pdf, sheets: Sequence[Sheet], scans: Sequence[Scan]) -> None:
        self._pdf = pdf
        self._root: Any = pdf.Root["/StructTreeRoot"]
        self._scans = scans
        self._pages = {one.page.objgen: index for index, one in enumerate(sheets)}
        self._sheets = sheets
        self._kept = {item.objgen: item for one in sheets for item in one.kept}
        self._painted = {
            item.annotation: (index, item) for index, one in enumerate(sheets) for item in one.painted
        }
        self._claims: list[dict[int, Any]] = [{} for _ in sheets]
        self._streams: dict[tuple[int, int], tuple[Any, Scan, dict[int, Any]]] = {}
        self._objects: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._named: dict[bytes, Any] = {}

    def adopt(self) -> None:
        """Clean the tree and write its parent tree. Raises `Unusable`; the tree is then to be thrown away."""
        values.keep(self._root, *_ROOT_KEYS)
        seen = ObjectSet([self._root])
        waiting: list[tuple[Any, Any, int]] = [(self._root, None, 0)]
        while waiting:
            element, page, depth = waiting.pop()
            page = self._cleaned(element, page)
            kids = [self._kid(kid, element, page) for kid in _kids(element)]
            inner = [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
            if not all(seen.add(kid) for kid in inner) or len(seen) > _MOST_ELEMENTS or depth > _DEEPEST:
                raise Unusable
            waiting.extend((kid, page, depth + 1) for kid in reversed(inner))
            _set_kids(element, [kid for kid in kids if kid is not None])
        if not any(self._claims):
            raise Unusable
        self._write_parents()

    def _cleaned(self, element: Any, page: int | None) -> int | None:
        """Remove what no element needs; returns the page that its marks are on (ISO 32000-1, table 323)."""
        if element.objgen == self._root.objgen:
            return None
        values.keep(element, *_ELEMENT_KEYS)
        element["/Type"] = Name.StructElem
        if isinstance(identifier := element.get("/ID"), String):
            self._named[bytes(identifier)] = element
        named = values.get(element, "/Pg", Dictionary)
        if named is None:
            return page
        if named.objgen not in self._pages:
            raise Unusable
        return self._pages[named.objgen]

    def _kid(self, kid: Any, element: Any, page: int | None) -> Any:
        """A child as it stays: an element, or a claim that was noted; none if it is gone (14.7.4)."""
        if isinstance(kid, int):
            return self._claim(kid, element, page)
        if not isinstance(kid, Dictionary):
            return None
        match values.name(kid, "/Type"):
            case "MCR":
                return self._content(kid, element, page)
            case "OBJR":
                return self._object(kid, element)
        if not values.name(kid, "/S"):
            raise Unusable
        kid = kid if kid.is_indirect else self._pdf.make_indirect(kid)
        kid["/P"] = element
        return kid

    def _claim(self, mark: int, element: Any, page: int | None) -> int:
        if page is None or mark not in self._scans[page].marks or mark in self._claims[page]:
            raise Unusable
        self._claims[page][mark] = element
        return mark

    def _content(self, kid: Any, element: Any, page: int | None) -> Any:
        """A marked-content reference, on a page or in a form XObject (table 324)."""
        mark = values.get(kid, "/MCID", int)
        named = values.get(kid, "/Pg", Dictionary)
        page = page if named is None else self._pages.get(named.objgen)
        if mark is None or page is None:
            raise Unusable
        stream = values.get(kid, "/Stm", Stream)
        values.keep(kid, "/Type", "/Pg", "/MCID", *(["/Stm"] if stream is not None else []))
        if stream is None:
            self._claim(mark, element, page)
            return kid
        if stream.objgen not in self._streams:
            if not _is_light([stream]):
                raise Unusable
            self._streams[stream.objgen] = (stream, scan(stream, stream.get("/Resources")), {})
        _, found, claims = self._streams[stream.objgen]
        if mark not in found.marks or mark in claims:
            raise Unusable
        claims[mark] = element
        return kid

    def _object(self, kid: Any, element: Any) -> Any:
        """A reference to an annotation: kept, or turned into the mark of its painting (table 325)."""
        found = kid.get("/Obj")
        number = found.objgen if isinstance(found, Dictionary | Stream) else (0, 0)
        if number in self._kept and number not in self._objects:
            values.keep(kid, "/Type", "/Obj")
            kid["/Pg"] = found["/P"]
            self._objects[number] = (found, element)
            return kid
        if number in self._painted:
            return self._painted_mark(number, element)
        if values.name(element, "/S") == "Link":
            element["/S"] = Name.Span  # what leads nowhere any more is no link (ISO 14289-1, 7.18.5)
        return None

    def _painted_mark(self, number: tuple[int, int], element: Any) -> Any:
        index, appearance = self._painted[number]
        if appearance.mark is not None:
            return None
        marks = self._scans[index].marks
        appearance.mark = max(marks, default=-1) + 1
        marks.add(appearance.mark)
        self._claims[index][appearance.mark] = element
        return Dictionary(Type=Name.MCR, Pg=self._sheets[index].page, MCID=appearance.mark)

    def _write_parents(self) -> None:
        """The way back from marks and annotations to their elements (ISO 32000-1, 14.7.4.4)."""
        owners = [(one.page, claims) for one, claims in zip(self._sheets, self._claims, strict=True)]
        owners += [(stream, claims) for stream, _, claims in self._streams.values()]
        entries: list[Any] = []
        for number, (owner, claims) in enumerate(owners):
            owner["/StructParents"] = number
            row = [claims.get(mark) for mark in range(max(claims, default=-1) + 1)]
            entries += [number, self._pdf.make_indirect(Array(row))]
        for number, (annotation, element) in enumerate(self._objects.values(), len(owners)):
            annotation["/StructParent"] = number
            entries += [number, element]
        self._root["/ParentTree"] = Dictionary(Nums=Array(entries))
        self._root["/ParentTreeNextKey"] = len(entries) // 2
        if self._named:
            names = [item for key in sorted(self._named) for item in (String(key), self._named[key])]
            self._root["/IDTree"] = Dictionary(Names=Array(names))


def _kids(element: Any) -> list[Any]:
    kid = element.get("/K")
    return list(kid) if isinstance(kid, Array) else [] if kid is None else [kid]


def _set_kids(element: Any, kids: Sequence[Any]) -> None:
    if kids:
        element["/K"] = kids[0] if len(kids) == 1 else Array(kids)
    else:
        values.drop(element, "/K")


def _is_light(streams: Iterable[Stream]) -> bool:
    """Whether contents can be read operator by operator in a short time."""
    size = count = 0
    for stream in streams:
        data = stream.read_bytes()
        size += len(data)
        if size > _HEAVIEST:
            return False
        count += sum(1 for _ in islice(_OPERATOR.finditer(data), _MOST_OPERATORS))
        if count >= _MOST_OPERATORS:
            return False
    return True


def adopted(pdf: Pdf, sheets: Sequence[Sheet]) -> list[Scan] | None:
    """Keep the structure tree if it is usable; what was read of each page's content, or none if it is not."""
    is_marked = values.get(values.dictionary(pdf.Root, "/MarkInfo"), "/Marked", bool)
    if not is_marked or values.get(pdf.Root, "/StructTreeRoot", Dictionary) is None:
        return None
    if not _is_light(stream for one in sheets for stream in one.contents):
        return None
    scans = [scan(one.page, one.resources) for one in sheets]
    # A page that was put into a tagged file without tags of its own would be silent.
    is_silent = any(one.contents and not found.is_marked for one, found in zip(sheets, scans, strict=True))
    is_odd = any(found.repeated or max(found.marks, default=0) > _HIGHEST_MARK for found in scans)
    if is_silent or is_odd:
        return None
    if not all(can_be_closed(pdf, one, found) for one, found in zip(sheets, scans, strict=True)):
        return None
    try:
        Tree(pdf, sheets, scans).adopt()
    except Unusable:
        return None
    return scans
