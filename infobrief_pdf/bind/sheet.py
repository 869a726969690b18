"""One foreign page on one A4 sheet: where it lies, and its content wrapped so that nothing spills over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pikepdf import Array, Dictionary, Matrix, Name, Pdf, Stream

from infobrief_pdf.bind import values
from infobrief_pdf.bind.scan import Scan, scan
from infobrief_pdf.bind.weights import Scales

A4: Final = (595.276, 841.89)
_BOX: Final = [0, 0, *A4]
_TOLERANCE: Final = 1.0
"""Points by which a page may miss A4 without being scaled."""

_LETTER: Final = [0.0, 0.0, 612.0, 792.0]
"""What readers assume for a page without a usable MediaBox."""

_WRAPPED: Final = re.compile(
    rb"/P <</MCID 0>> BDC\nq\n(?:[-\d. ]+ cm\n)?(?:[-\d. ]+ re W n\n)?/Fm0 Do\n"
    rb"(?:q\n[-\d. ]+ cm\n/Fx\d+ Do\nQ\n)*Q\nEMC\n"
)
"""The content that `wrap_untagged` writes; such a page is left as it is."""


@dataclass(slots=True)
class Appearance:
    """What an annotation looked like, painted into the page; `mark` is its MCID if a tag claims it."""

    stream: Stream
    paint: bytes  # with the name /Fx in it, without a number
    annotation: tuple[int, int]
    mark: int | None = None


@dataclass(slots=True)
class Sheet:
    """A page and the way from its coordinates to those of the A4 sheet."""

    page: Any
    box: list[float]
    rotation: int
    matrix: Matrix
    resources: Any
    kept: list[Any] = field(default_factory=list)
    painted: list[Appearance] = field(default_factory=list)

    @property
    def contents(self) -> list[Stream]:
        """The streams of the page's content (ISO 32000-1, 7.8.2)."""
        return [item for item in values.items(self.page, "/Contents") if isinstance(item, Stream)]

    @property
    def is_moved(self) -> bool:
        """Whether the content has to be scaled, turned or moved."""
        return self.matrix != Matrix()


def sheet(page: Any, inherited: Dictionary) -> Sheet:
    """Where a page lies on A4: upright, centred, as large as possible. The page's own boxes are replaced."""
    box = _visible_box(page, inherited)
    turn = values.get(page, "/Rotate", int) if "/Rotate" in page else values.get(inherited, "/Rotate", int)
    rotation = round((turn or 0) / 90) * 90 % 360
    unit = values.number(page.get("/UserUnit")) or 1.0
    matrix = _placed(box, rotation, unit if unit > 0 else 1.0)
    resources = values.get(page, "/Resources", Dictionary)
    if resources is None:
        resources = values.get(inherited, "/Resources", Dictionary)
    page["/MediaBox"] = page["/TrimBox"] = Array(_BOX)
    return Sheet(page, box, rotation, matrix, resources)


def _visible_box(page: Any, inherited: Dictionary) -> list[float]:
    """The CropBox as far as it lies in the MediaBox (ISO 32000-1, 14.11.2.1)."""
    media = _box(page, "/MediaBox") or _box(inherited, "/MediaBox") or _LETTER
    crop = _box(page, "/CropBox") or _box(inherited, "/CropBox") or media
    inner = [max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])]
    return inner if inner[2] - inner[0] >= 1 and inner[3] - inner[1] >= 1 else media


def _box(value: Any, key: str) -> list[float] | None:
    found = values.numbers(value, key)
    if len(found) != 4:
        return None
    left, right = sorted(found[0::2])
    bottom, top = sorted(found[1::2])
    return [left, bottom, right, top] if right - left >= 1 and top - bottom >= 1 else None


def _placed(box: Sequence[float], rotation: int, unit: float) -> Matrix:
    """The way from a page's coordinates to the sheet's (ISO 32000-1, 8.3.4)."""
    width, height = box[2] - box[0], box[3] - box[1]
    is_a4 = abs(width * unit - A4[0]) <= _TOLERANCE and abs(height * unit - A4[1]) <= _TOLERANCE
    if is_a4 and rotation == 0 and unit == 1 and abs(box[0]) <= _TOLERANCE and abs(box[1]) <= _TOLERANCE:
        return Matrix()
    shown = (height, width) if rotation % 180 else (width, height)
    # A landscape page lies with its head at the left, the binding side: the reader turns the sheet clockwise.
    turn = (rotation - 90) % 360 if shown[0] > shown[1] else rotation
    turned = {
        0: Matrix(),
        90: Matrix(0, -1, 1, 0, 0, width),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, height, 0),
    }[turn]
    shown = (height, width) if turn % 180 else (width, height)
    scale = min(A4[0] / shown[0], A4[1] / shown[1])
    left, bottom = ((A4[axis] - shown[axis] * scale) / 2 for axis in (0, 1))
    return Matrix(1, 0, 0, 1, -box[0], -box[1]) @ turned @ Matrix(scale, 0, 0, scale, left, bottom)


def operand(value: float) -> str:
    """A number as content streams write it: no exponent, no superfluous zeros."""
    written = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _operator(numbers: Sequence[float], operator: str) -> bytes:
    return " ".join([*map(operand, numbers), operator]).encode() + b"\n"


def _placing(one: Sheet) -> bytes:
    """Operators that bring the page's coordinates to the sheet and clip to its visible box."""
    if not one.is_moved:
        return b""
    left, bottom, right, top = one.box
    clip = _operator((left, bottom, right - left, top - bottom), "re W n")
    return _operator(one.matrix.shorthand, "cm") + clip


class Untagged:
    """Puts the content of pages without tags into form XObjects."""

    def __init__(self, pdf: Pdf, scales: Scales) -> None:
        self._pdf = pdf
        self._scales = scales
        self._forms: dict[tuple[object, ...], Stream] = {}

    def wrap(self, one: Sheet) -> None:
        """Paint the content as one form XObject inside one marked content sequence, MCID 0.

        In a form XObject without StructParents, marks of the content belong to no structure tree (ISO
        32000-1, 14.7.4.4), and its graphics state cannot leak (8.10.1).
        """
        if not one.painted and self._is_wrapped(one):
            return
        painted = _named(one, "/Fx")
        content = [b"/P <</MCID 0>> BDC\nq\n", _placing(one), b"/Fm0 Do\n", *painted.values(), b"Q\nEMC\n"]
        forms = Dictionary({key: item.stream for key, item in zip(painted, one.painted, strict=True)})
        forms["/Fm0"] = self._form(one)
        one.page["/Resources"] = Dictionary(XObject=forms)
        one.page["/Contents"] = self._pdf.make_stream(b"".join(content))

    def _is_wrapped(self, one: Sheet) -> bool:
        form = values.get(values.dictionary(one.resources, "/XObject"), "/Fm0", Stream)
        if form is None or one.is_moved or len(one.contents) != 1:
            return False
        return _WRAPPED.fullmatch(one.contents[0].read_bytes()) is not None

    def _form(self, one: Sheet) -> Stream:
        """The content as a form XObject; pages that share content and resources share the form."""
        if one.resources is None:
            one.resources = Dictionary()
        if not one.resources.is_indirect:
            one.resources = self._pdf.make_indirect(one.resources)
        streams = one.contents
        box = one.box if one.is_moved else [float(edge) for edge in _BOX]
        key = (*(stream.objgen for stream in streams), one.resources.objgen, *box)
        if key not in self._forms:
            self._forms[key] = self._copied(streams)
            self._forms[key].stream_dict.update(
                {
                    "/Type": Name.XObject,
                    "/Subtype": Name.Form,
                    "/BBox": Array([round(edge, 5) for edge in box]),
                }
            )
            self._forms[key]["/Resources"] = one.resources
        return self._forms[key]

    def _copied(self, streams: Sequence[Stream]) -> Stream:
        if len(streams) != 1:
            joined = b"\n".join(stream.read_bytes() for stream in streams)
            self._scales.hold(len(joined))
            return self._pdf.make_stream(joined)
        raw = streams[0].read_raw_bytes()
        self._scales.hold(len(raw))
        copy = self._pdf.make_stream(b"")
        first: Any = streams[0]
        copy.write(raw, filter=first.get("/Filter"), decode_parms=first.get("/DecodeParms"))
        return copy


def _named(one: Sheet, prefix: str) -> dict[str, bytes]:
    """The painting of each appearance by a name that is free in the page's resources."""
    taken = values.dictionary(one.resources, "/XObject")
    free = (
        f"{prefix}{index}"
        for index in range(len(taken) + len(one.painted))
        if f"{prefix}{index}" not in taken
    )
    return {
        key: item.paint.replace(b"/Fx ", key.encode() + b" ")
        for key, item in zip(free, one.painted, strict=False)
    }


def can_be_closed(pdf: Pdf, one: Sheet, found: Scan) -> bool:
    """Whether operators behind the content close it; a string without an end would swallow them."""
    if _is_whole(one, found):
        return True
    before, behind = b"q\n" * (found.missing + 1), found.closing + b"Q\n"
    content = Array([pdf.make_stream(before), *one.contents, pdf.make_stream(behind)])
    closed = scan(pdf.make_indirect(Dictionary(Type=Name.Page, Contents=content)), one.resources)
    return closed.is_balanced and closed.is_enclosed and closed.marks == found.marks


def wrap_tagged(pdf: Pdf, one: Sheet, found: Scan) -> None:
    """Leave the streams of a tagged page as they are, and put others before and behind them.

    A page that is exactly A4 and encloses itself in q … Q needs none.
    """
    if _is_whole(one, found) and not (one.painted or one.is_moved):
        return
    painted = _named(one, "/Fx")
    before = b"q\n" + _placing(one) + b"q\n" * (found.missing + bool(one.painted))
    closing = found.closing + b"Q\n" * bool(one.painted)
    for content, item in zip(painted.values(), one.painted, strict=True):
        begin = b"/Artifact BMC\n" if item.mark is None else b"/Form <</MCID %d>> BDC\n" % item.mark
        closing += begin + content + b"EMC\n"
    if painted:
        resources = Dictionary(one.resources) if one.resources is not None else Dictionary()
        given: Any = values.dictionary(resources, "/XObject")
        forms = Dictionary(given)
        forms.update({key: item.stream for key, item in zip(painted, one.painted, strict=True)})
        resources["/XObject"] = forms
        one.resources = resources
    ends = pdf.make_stream(before), pdf.make_stream(closing + b"Q\n")
    one.page["/Contents"] = Array([ends[0], *one.contents, ends[1]])
    one.page["/Resources"] = one.resources if one.resources is not None else Dictionary()


def _is_whole(one: Sheet, found: Scan) -> bool:
    """Whether the content is enclosed in q … Q already."""
    streams = one.contents
    if not streams or not found.is_balanced or not found.is_enclosed:
        return False
    return streams[0].read_bytes()[:2] == b"q\n" and streams[-1].read_bytes().rstrip().endswith(b"Q")
