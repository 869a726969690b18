"""What a page paints, and under which marks (ISO 32000-1, 14.6 and 14.7.4)."""

from __future__ import annotations

from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject

from infobrief_pdf.pdf.objects import dictionary, get, integer, name, resolved

_PAINTING: Final = frozenset(
    (
        b"Tj",
        b"TJ",
        b"'",
        b'"',
        b"S",
        b"s",
        b"f",
        b"F",
        b"f*",
        b"B",
        b"B*",
        b"b",
        b"b*",
        b"sh",
        b"INLINE IMAGE",
    )
)
_DEEPEST_FORM: Final = 8


def marks_and_loose(page: DictionaryObject, reader: PdfReader) -> tuple[tuple[int, ...], int]:
    """The MCIDs of a page in the order of its content, and how often it paints outside any tag."""
    painter = _Painter(reader)
    content = resolved(page.raw_get("/Contents")) if "/Contents" in page else None
    if content is not None:
        painter.follow(content, _resources(page), is_marked=False, depth=0)
    return tuple(painter.marks), painter.loose


def _resources(page: DictionaryObject) -> DictionaryObject:
    """The resources of a page, which it may inherit."""
    node: Any = page
    for _ in range(64):
        if found := get(node, "/Resources", DictionaryObject):
            return found
        node = get(node, "/Parent", DictionaryObject)
        if node is None:
            break
    return DictionaryObject()


class _Painter:
    """Follows a content stream and the forms that it paints."""

    def __init__(self, reader: PdfReader) -> None:
        self.marks: list[int] = []
        self.loose = 0
        self._reader = reader

    def follow(self, content: Any, resources: DictionaryObject, *, is_marked: bool, depth: int) -> None:
        # Each level says whether what is painted there belongs to a tag or is an artifact.
        levels = [is_marked]
        for operands, operator in ContentStream(content, self._reader).operations:
            if operator in (b"BDC", b"BMC"):
                levels.append(levels[-1] or self._is_mark(operands, resources, depth))
            elif operator == b"EMC":
                if len(levels) > 1:
                    levels.pop()
            elif operator == b"Do":
                self._paint_object(operands, resources, is_marked=levels[-1], depth=depth)
            elif operator in _PAINTING and not levels[-1]:
                self.loose += 1

    def _is_mark(self, operands: Any, resources: DictionaryObject, depth: int) -> bool:
        if not isinstance(operands, list) or not operands:
            return False
        if len(operands) > 1:
            properties = operands[1]
            if isinstance(properties, NameObject):
                properties = dictionary(resources, "/Properties", str(properties))
            mcid = integer(properties, "/MCID")
            if mcid is not None:
                # Marks inside forms have a numbering of their own.
                if depth == 0:
                    self.marks.append(mcid)
                return True
        return bool(operands[0] == "/Artifact")

    def _paint_object(
        self, operands: Any, resources: DictionaryObject, *, is_marked: bool, depth: int
    ) -> None:
        if is_marked or not isinstance(operands, list) or not operands:
            return
        painted = get(dictionary(resources, "/XObject"), str(operands[0]), StreamObject)
        if painted is None:
            return
        if name(painted, "/Subtype") == "Form":
            if depth < _DEEPEST_FORM:
                own = get(painted, "/Resources", DictionaryObject)
                self.follow(painted, resources if own is None else own, is_marked=False, depth=depth + 1)
        else:
            self.loose += 1
