"""Pages of a PDF as pixels; the only part that imports pypdfium2.

What pdfium cannot open or draw is a `Refused`, and nothing here takes more than a bounded number of pixels
and seconds. Where memory runs out, pdfium ends the process: what a stranger may have built to that end must
be weighed first, as `bind.cleaned` and `preflight` do. Only one thread may use pdfium at a time.

pdfium does not know UserUnit (ISO 32000-1, 14.11.2): for a page that has one, ask for `dpi` times that unit.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import pypdfium2
import pypdfium2.raw

from infobrief_pdf.diagnostics import Place, Refused, refuse
from infobrief_pdf.diagnostics.reasons import NO_PAGES, UNDRAWABLE, because, of_system
from infobrief_pdf.units import MM_PER_INCH, PT_PER_INCH

raw: Final[Any] = pypdfium2.raw  # made by ctypes, without types

MOST_PIXELS: Final = 40_000_000
"""An A4 page at 600 dpi has 35 million."""

_LARGEST_MB: Final = 500
_MOST_SECONDS: Final = 30.0
_MOST_CHARACTERS: Final = 200_000
_FORMATS: Final = {1: raw.FPDFBitmap_Gray, 3: raw.FPDFBitmap_BGR}
_FLAGS: Final = {1: raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE, 3: raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER}
_BROKEN: Final = (pypdfium2.PdfiumError, ValueError, MemoryError, OverflowError)


class Size(NamedTuple):
    """Width and height of a page as it is seen, in points."""

    width: float
    height: float


class Rectangle(NamedTuple):
    """A place on a page in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class Box(NamedTuple):
    """A place in the page's own coordinates: points, y upwards, before the page is turned."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as pixels, from the upper left, row by row without gaps.

    `channels` is 1 for grey or 3 for RGB, each a byte; 255 is white.
    """

    width: int
    height: int
    channels: int
    dpi: float
    data: bytes

    def channel(self, number: int) -> bytes:
        """One channel of every pixel."""
        return self.data[number :: self.channels]


class Pages:
    """The pages of an open PDF, counted from 0."""

    def __init__(self, document: pypdfium2.PdfDocument, name: str, place: Place) -> None:
        self._document = document
        self._name = name
        self._place = place

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> Size:
        """How large a page is seen: its CropBox, turned. Raises `Refused`, as everything here does."""
        with self._page(page) as opened:
            return Size(*opened.get_size())

    def render(self, page: int, dpi: float, *, colours: bool = False) -> Raster:
        """A page in grey or RGB on white, annotations included, form fields not."""
        channels = 3 if colours else 1
        with self._page(page) as opened:
            width, height = (max(1, round(side * dpi / PT_PER_INCH)) for side in opened.get_size())
            if width * height > MOST_PIXELS:
                raise refuse("pdf-page-too-large", self._place, file=self._name, page=page + 1)
            bitmap = pypdfium2.PdfBitmap.new_native(
                width, height, _FORMATS[channels], rev_byteorder=channels == 3
            )
            try:
                bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
                if not _drawn(opened, bitmap, width, height, _FLAGS[channels]):
                    raise refuse("pdf-page-too-slow", self._place, file=self._name, page=page + 1)
                rows = memoryview(bitmap.buffer).cast("B")
                used = width * channels
                starts = range(0, bitmap.stride * height, bitmap.stride)
                data = b"".join(rows[start : start + used] for start in starts)
            finally:
                bitmap.close()
        return Raster(width, height, channels, dpi, data)

    def characters(self, page: int) -> tuple[Box, ...]:
        """The ink of each character that can be seen as text, forms included."""
        with self._page(page) as opened:
            text = opened.get_textpage()
            try:
                return tuple(_boxes(text))
            finally:
                text.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        with _refusing(self._name, self._place):
            page = self._document.get_page(number)
            try:
                yield page
            finally:
                page.close()


@contextmanager
def opened(source: bytes | Path, name: str = "", place: Place | None = None) -> Iterator[Pages]:
    """Open a PDF, with the empty password if it has one.

    `name` is what messages call it, `place` where it was asked for. Raises `Refused`.
    """
    name = name or (source.name if isinstance(source, Path) else "PDF")
    place = place or Place(name)
    content = read(source, name, place) if isinstance(source, Path) else source
    if len(content) > _LARGEST_MB * 1_000_000:
        raise refuse("pdf-too-large", place, file=name, limit=_LARGEST_MB)
    with _refusing(name, place):
        document = pypdfium2.PdfDocument(content)
        try:
            if len(document) < 1:
                raise refuse("pdf-unreadable", place, file=name, cause=NO_PAGES)
            yield Pages(document, name, place)
        finally:
            document.close()


def is_blank(raster: Raster, place: Rectangle, *, tolerance: int = 8) -> bool:
    """Whether nothing is printed at a place: each pixel that it touches is white but for `tolerance` of 255.

    What lies outside the page counts as blank.

    >>> page = Raster(4, 2, 1, 25.4, bytes([255, 250, 0, 255, 255, 255, 255, 255]))
    >>> is_blank(page, Rectangle(0, 0, 2, 2)), is_blank(page, Rectangle(1.5, 0, 1, 1))
    (True, False)
    """
    scale = raster.dpi / MM_PER_INCH
    first, last = _span(place.left * scale, (place.left + place.width) * scale, raster.width)
    top, bottom = _span(place.top * scale, (place.top + place.height) * scale, raster.height)
    row = raster.width * raster.channels
    starts = (line * row for line in range(top, bottom))
    pixels = (
        raster.data[start + first * raster.channels : start + last * raster.channels] for start in starts
    )
    return all(min(line, default=255) >= 255 - tolerance for line in pixels)


def _span(begin: float, end: float, limit: int) -> tuple[int, int]:
    """The pixels from begin to end; a length that ends on the edge of a pixel does not touch the next."""
    return max(0, math.floor(begin + 1e-6)), min(limit, math.ceil(end - 1e-6))


def read(path: Path, name: str, place: Place) -> bytes:
    """The bytes of a file that may be any size and any thing. Raises `Refused`."""
    try:
        if path.stat().st_size > _LARGEST_MB * 1_000_000:
            raise refuse("pdf-too-large", place, file=name, limit=_LARGEST_MB)
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse("file-missing", place, file=name) from None
    except IsADirectoryError:
        raise refuse("file-is-folder", place, file=name) from None
    except OSError as error:
        raise refuse("file-unreadable", place, file=name, reason=of_system(error)) from None


@contextmanager
def _refusing(name: str, place: Place) -> Iterator[None]:
    """Whatever pdfium cannot do while this holds becomes a `Refused` about the file."""
    try:
        yield
    except Refused:
        raise
    except _BROKEN as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise refuse("pdf-encrypted", place, file=name) from None
        raise refuse("pdf-unreadable", place, file=name, **because(error)) from None


def _drawn(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap, width: int, height: int, flags: int) -> bool:
    """Draw a page object by object, as long as the time allows."""
    end = time.monotonic() + _MOST_SECONDS

    def is_late(_pause: Any) -> bool:
        return time.monotonic() > end

    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(is_late)
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, flags, pause)
    raw.FPDF_RenderPage_Close(page)
    if status == raw.FPDF_RENDER_FAILED:
        raise ValueError(UNDRAWABLE)
    return bool(status == raw.FPDF_RENDER_DONE)


def _is_unseen(text: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether a character is neither filled nor stroked, as text that recognition lays under a scan."""
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
    return mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


def _boxes(text: pypdfium2.PdfTextPage) -> Iterator[Box]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        if chr(raw.FPDFText_GetUnicode(text, index)).isspace() or _is_unseen(text, index):
            continue
        if raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            box = Box(left.value, bottom.value, right.value, top.value)
            if box.right > box.left and box.top > box.bottom:
                yield box
