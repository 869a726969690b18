"""Drawing finished pages onto sheets of paper.

Each page becomes a form (ISO 32000-1, 8.10), so that its content is copied as it is; typefaces and pictures
that pages share are stored once. Tags and links stay behind: sheets are for a printer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin
from typing import Any, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from infobrief_pdf.pdf.objects import array, dictionary

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page on a side: page `page` (from 0) of document `document`, its trim box shown at `box`.

    `shift` moves the page within the box, to the right; what leaves the box is clipped. `rotation` turns the
    page about the middle of the box, in degrees against the clock.
    """

    page: int
    box: Box
    shift: float = 0.0
    rotation: int = 0
    document: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line drawn over the pages; `dash` is the length of its dashes and gaps, 0 for none."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnSide:
    """One side of a sheet; `trim` is what remains of it when pages are cut to size."""

    width: float
    height: float
    trim: Box
    placed: tuple[Placed, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What the file says of itself; `duplex` is the edge that a printer turns it on, `short` or `long`."""

    information: Mapping[str, str]
    xmp: bytes
    language: str
    duplex: str


_DUPLEX: Final = {"short": "/DuplexFlipShortEdge", "long": "/DuplexFlipLongEdge"}


def drawn(documents: Sequence[bytes], sides: Sequence[DrawnSide], described: Described) -> bytes:
    """The sides as a PDF, which carries the files inside the first document. The same bytes each time."""
    readers = [PdfReader(BytesIO(content)) for content in documents]
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    forms = _Forms(writer, readers)
    for side in sides:
        page = writer.add_blank_page(side.width, side.height)
        _draw(writer, page, side, forms)
    _carry(writer, readers[0])
    _describe(writer, described)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


class _Forms:
    """Pages of the documents as forms, each made when it is first drawn."""

    def __init__(self, writer: PdfWriter, readers: Sequence[PdfReader]) -> None:
        self._writer, self._readers = writer, readers
        self._made: dict[tuple[int, int], tuple[Any, Box]] = {}

    def form(self, placed: Placed) -> tuple[Any, Box]:
        """A reference to the form of a page, and the page's trim box."""
        key = placed.document, placed.page
        if key not in self._made:
            page = self._readers[placed.document].pages[placed.page]
            self._made[key] = self._writer._add_object(self._form(page)), _box(page.trimbox)
        return self._made[key]

    def _form(self, page: PageObject) -> StreamObject:
        content = page.get_contents()
        plain = DecodedStreamObject()
        plain.set_data(content.get_data() if content is not None else b"")
        form = plain.flate_encode()
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = _numbers(_box(page.mediabox))
        # Cloning keeps account of what it has copied: resources that pages share are copied once.
        form[NameObject("/Resources")] = page.raw_get("/Resources").clone(self._writer)
        return form


def _draw(writer: PdfWriter, page: PageObject, side: DrawnSide, forms: _Forms) -> None:
    """Fill a side."""
    names: DictionaryObject = DictionaryObject()
    operators: list[str] = []
    for number, placed in enumerate(side.placed):
        reference, trim = forms.form(placed)
        names[NameObject(f"/P{number}")] = reference
        operators.append(_placing(placed, trim, f"/P{number}"))
    operators += map(_stroke, side.lines)
    content = DecodedStreamObject()
    content.set_data("\n".join(operators).encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
    page[NameObject("/MediaBox")] = _numbers((0, 0, side.width, side.height))
    page[NameObject("/TrimBox")] = _numbers(side.trim)


def _placing(placed: Placed, trim: Box, name: str) -> str:
    """Operators that clip to the box and paint a page in it (ISO 32000-1, 8.3.4)."""
    left, bottom, right, top = placed.box
    turn = radians(placed.rotation)
    a, b = cos(turn), sin(turn)
    # The middle of the trim box comes to the middle of the cell, turned about it.
    x, y = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
    e = (left + right) / 2 + placed.shift - a * x + b * y
    f = (bottom + top) / 2 - b * x - a * y
    clip = " ".join(map(_number, (left, bottom, right - left, top - bottom)))
    matrix = " ".join(map(_number, (a, b, -b, a, e, f)))
    return f"q {clip} re W n {matrix} cm {name} Do Q"


def _stroke(line: Line) -> str:
    dash = f"[{_number(line.dash)}] 0 d " if line.dash else ""
    path = f"{_number(line.x0)} {_number(line.y0)} m {_number(line.x1)} {_number(line.y1)} l"
    return f"q 0 G {_number(line.width)} w {dash}{path} S Q"


def _carry(writer: PdfWriter, reader: PdfReader) -> None:
    """What colours mean goes along, and files inside the document, associated as they were."""
    root = reader.root_object
    writer.root_object[NameObject("/OutputIntents")] = array(root, "/OutputIntents").clone(writer)
    files = dictionary(root, "/Names", "/EmbeddedFiles")
    if not files:
        return
    names = DictionaryObject({NameObject("/EmbeddedFiles"): files.clone(writer)})
    writer.root_object[NameObject("/Names")] = names
    writer.root_object[NameObject("/AF")] = array(root, "/AF").clone(writer)


def _describe(writer: PdfWriter, described: Described) -> None:
    """Metadata, language, how to print (ISO 32000-1, 12.2), and an identifier made of the content."""
    writer.metadata = dict(described.information)
    packet = DecodedStreamObject()
    packet.set_data(described.xmp)
    packet[NameObject("/Type")] = NameObject("/Metadata")
    packet[NameObject("/Subtype")] = NameObject("/XML")
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(packet)
    root[NameObject("/Lang")] = TextStringObject(described.language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {
            NameObject("/DisplayDocTitle"): BooleanObject(True),
            NameObject("/PrintScaling"): NameObject("/None"),
            NameObject("/Duplex"): NameObject(_DUPLEX[described.duplex]),
        }
    )
    plain = BytesIO()
    writer.write(plain)
    identifier = ByteStringObject(hashlib.md5(plain.getvalue(), usedforsecurity=False).digest())
    writer._ID = ArrayObject((identifier, identifier))


def _box(rectangle: Any) -> Box:
    return float(rectangle.left), float(rectangle.bottom), float(rectangle.right), float(rectangle.top)


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(_number(value)) for value in values)


def _number(value: float) -> str:
    """A number of at most four decimals, a fortieth of a micrometre."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if round(value, 4) else "0"
