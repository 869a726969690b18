"""What qpdf had to mend in a damaged PDF, and whether anything that its pages need is gone.

Where a file's table of objects is wrong, qpdf searches the file for them. A file whose pages find everything
there shows what it showed. But what was cut off is null to qpdf, which is as if it had never been named (ISO
32000-1, 7.3.7 and 7.3.10): a font that is gone makes garbage of a text. Only the file's own words tell a
reference that leads nowhere from none; they are looked at where something was mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from pikepdf import Array, Dictionary, ObjectSet, Pdf, PikepdfError, Stream

from infobrief_pdf.bind import values
from infobrief_pdf.bind.sheet import Sheet
from infobrief_pdf.diagnostics.reasons import PARTS_LOST

_Number = tuple[int, int]

_SEARCHED: Final = "reconstruct"
_RECOVERED: Final = "recover stream length"
_EMPTIED: Final = "treating stream as empty"
"""What qpdf says where it searches the file for its objects, for the end of a stream, and does not find it.
What else it remarks upon is odd, but no damage."""

_BEGINNING: Final = re.compile(rb"(?<!\d)(\d{1,7})\s+(\d{1,5})\s+obj\b")
_END: Final = re.compile(rb"\b(?:stream|endobj)\b")
_REFERENCE: Final = re.compile(rb"(?<![\d.])(\d{1,7})\s+(\d{1,5})\s+R\b")
_NEEDLESS: Final = re.compile(
    rb"/(?:AF|Annots|Metadata|OC|OPI|Parent|PieceInfo|Ref|StructParent|Thumb|ToUnicode)"
    rb"\s*(?:\[[^\]]*\]|\d+\s+\d+\s+R\b)"
)
"""Keys whose values nobody sees on the page."""

_LONGEST: Final = 1_000_000
"""Bytes of an object's own words; what is longer is the data of a stream."""

_WALKED: Final = ("/Resources", "/Contents")


def mended(pdf: Pdf, content: bytes, sheets: Sequence[Sheet]) -> bool:
    """Whether qpdf had to mend the file. Raises `ValueError` if what its pages need is not all there."""
    reached = list(_reached(sheets))  # qpdf mends an object, and says so, when it is first looked at
    said = [str(warning) for warning in pdf.get_warnings()]
    if any(_EMPTIED in each for each in said):
        raise ValueError(PARTS_LOST)
    if any(_SEARCHED in each for each in said):
        _check(pdf, content, sheets, reached)
    return any(sign in each for each in said for sign in (_SEARCHED, _RECOVERED))


def _check(pdf: Pdf, content: bytes, sheets: Sequence[Sheet], reached: Iterable[_Number]) -> None:
    """Raise `ValueError` if pages lack their content, or something leads to an object that is gone."""
    count = values.get(values.dictionary(pdf.Root, "/Pages"), "/Count", int) or 0
    if count > len(sheets) or any("/Contents" not in one.page for one in sheets):
        raise ValueError(PARTS_LOST)
    written = dict(_written(content)) | dict(_packed(pdf))
    for number in reached:
        words = _NEEDLESS.sub(b"", written.get(number, b""))
        for found in _REFERENCE.finditer(words):
            if pdf.get_object(int(found[1]), int(found[2])) is None:
                raise ValueError(PARTS_LOST)


def _reached(sheets: Iterable[Sheet]) -> Iterator[_Number]:
    """The numbers of the pages and of all objects that they are drawn with, each once."""
    seen = ObjectSet()
    waiting: list[Any] = []
    for one in sheets:
        yield one.page.objgen
        waiting += [item for key, item in one.page.items() if key in _WALKED]
        waiting.append(one.resources)
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Dictionary | Stream | Array) or (value.is_indirect and not seen.add(value)):
            continue
        if values.name(value, "/Type") in {"Page", "Pages", "Catalog"}:
            continue
        if value.is_indirect:
            yield value.objgen
        waiting.extend(value if isinstance(value, Array) else (item for _, item in value.items()))


def _written(content: bytes) -> Iterator[tuple[_Number, bytes]]:
    """The words of each object that stands in the file by itself; the last one of a number counts."""
    found = list(_BEGINNING.finditer(content))
    ends = [*(each.start() for each in found[1:]), len(content)]
    for each, end in zip(found, ends, strict=True):
        words = content[each.end() : min(end, each.end() + _LONGEST)]
        yield (int(each[1]), int(each[2])), _END.split(words, 1)[0]


def _packed(pdf: Pdf) -> Iterator[tuple[_Number, bytes]]:
    """The words of each object inside an object stream (ISO 32000-1, 7.5.7)."""
    for stream in pdf.objects:
        if not isinstance(stream, Stream) or values.name(stream, "/Type") != "ObjStm":
            continue
        first = values.get(stream, "/First", int) or 0
        try:
            data = stream.read_bytes()
        except PikepdfError:
            raise ValueError(PARTS_LOST) from None
        head = [int(number) for number in re.findall(rb"\d+", data[: max(first, 0)])]
        places = [*head[1::2], len(data)]
        for number, (start, end) in zip(head[::2], pairwise(places), strict=False):
            yield (number, 0), data[first + start : first + end]
