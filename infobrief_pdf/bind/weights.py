"""How much a foreign PDF may inflate to: bombs are weighed before anybody decodes them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from pikepdf import Array, Name, ObjectSet, Pdf, PdfError, PikepdfError, Stream, StreamDecodeLevel
from pikepdf.exceptions import QpdfRuntimeError
from pikepdf.settings import set_qpdf_limits

from infobrief_pdf.bind import values
from infobrief_pdf.diagnostics.reasons import ODD_FILTERS, PAGE_LOST

_STREAM_MB: Final = 256
_CONTENT_MB: Final = 32
_TOTAL_MB: Final = 2000
_LARGEST_LZW_MB: Final = 8
_MOST_WARNINGS: Final = 2000

# qpdf knows limits only for the whole process; nothing of ours comes near them. What it parses takes a
# hundred times its size in memory, and object streams have no limit but that for all of Flate: a low one.
set_qpdf_limits(
    doc_max_warnings=_MOST_WARNINGS,
    flate_max_memory=_CONTENT_MB * 1_000_000,
    run_length_max_memory=_CONTENT_MB * 1_000_000,
    png_max_memory=_CONTENT_MB * 1_000_000,
    tiff_max_memory=_CONTENT_MB * 1_000_000,
)

_INFLATING: Final = {"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL"}
_LZW: Final = {"LZWDecode", "LZW"}
_ENCODING: Final = {"ASCIIHexDecode", "AHx", "ASCII85Decode", "A85"}


class TooLarge(Exception):  # noqa: N818 - becomes a refusal
    """The file, or what it inflates to, passes a limit in megabytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Scales:
    """Weighs what streams inflate to, each once, and raises `TooLarge` before memory is short."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._total = self._held = 0
        self._seen = ObjectSet()
        self._decoded = ObjectSet()

    def check(self, streams: Iterable[Stream], page: int) -> None:
        """Refuse a page whose content cannot be decoded: its reader would get a blank sheet.

        Each stream is decoded once, however many pages share it.
        """
        for stream in streams:
            if not self._decoded.add(stream):
                continue
            if self.weigh(stream) > _CONTENT_MB * 1_000_000:
                raise TooLarge(_CONTENT_MB)
            try:
                stream.get_stream_buffer()
            except PikepdfError:
                raise ValueError(PAGE_LOST) from None

    def add(self, size: int) -> None:
        """Count bytes that streams inflate to."""
        self._total += size
        if self._total > _TOTAL_MB * 1_000_000:
            raise TooLarge(_TOTAL_MB)

    def hold(self, size: int) -> None:
        """Count bytes that are copied, and so held in memory until the end."""
        self._held += size
        if self._held > _STREAM_MB * 1_000_000:
            raise TooLarge(_STREAM_MB)

    def weigh(self, stream: Stream) -> int:
        """Count a stream's decoded data, once, and return its size; damaged data weighs what can be read."""
        if not self._seen.add(stream):
            return 0
        filters = [str(item).removeprefix("/") for item in values.items(stream, "/Filter")]
        # What follows the known filters is a picture's coding, which nobody here decodes.
        known = list(takewhile((_INFLATING | _ENCODING).__contains__, filters))
        inflating = [item for item in known if item in _INFLATING]
        if not inflating:
            return 0
        raw = stream.read_raw_bytes()
        first = known.index(inflating[0])
        if first:
            raw = self._decoded_by(known[:first], raw)
        if len(inflating) > 1 and _LZW & set(inflating):
            raise ValueError(ODD_FILTERS)
        if inflating[0] in _LZW:
            size = self._lzw_size(stream, raw, first)
        elif inflating in (["FlateDecode"], ["Fl"]):
            size = _flate_size(raw)
        else:
            size = len(self._decoded_by(known[first:], raw))
        self.add(size)
        return size

    def _decoded_by(self, filters: Sequence[str], raw: bytes) -> bytes:
        """Decoded by qpdf from memory: in a file, it would not tell damage from excess."""
        part = Stream(self._pdf, b"")
        part.write(raw, filter=Array([Name(f"/{item}") for item in filters]))
        try:
            return part.read_bytes(StreamDecodeLevel.specialized)
        except QpdfRuntimeError:
            raise TooLarge(_CONTENT_MB) from None
        except PdfError:
            return b""

    def _lzw_size(self, stream: Stream, raw: bytes, at: int) -> int:
        """qpdf has no limit for LZW, so its length is counted before anybody decodes it."""
        if len(raw) > _LARGEST_LZW_MB * 1_000_000:
            raise TooLarge(_LARGEST_LZW_MB)
        parameters = values.items(stream, "/DecodeParms")
        early = (
            values.get(parameters[min(at, len(parameters) - 1)], "/EarlyChange", int) if parameters else None
        )
        size = _lzw_length(raw, 0 if early == 0 else 1)
        if size > _STREAM_MB * 1_000_000:
            raise TooLarge(_STREAM_MB)
        return size


def _flate_size(raw: bytes) -> int:
    """How many bytes deflated data holds, a megabyte at a time."""
    reader = zlib.decompressobj()
    size = 0
    while raw and not reader.eof:
        try:
            size += len(reader.decompress(raw, 1_000_000))
        except zlib.error:
            break
        raw = reader.unconsumed_tail
        if size > _STREAM_MB * 1_000_000:
            raise TooLarge(_STREAM_MB)
    return size


def _lzw_length(raw: bytes, early: int) -> int:
    """How many bytes LZW data decodes to (ISO 32000-1, 7.4.4.2): only the lengths of its words are kept."""
    lengths = [1] * 256 + [0, 0]
    total = last = waiting = bits = 0
    width = 9
    for byte in raw:
        waiting, bits = (waiting << 8 | byte) & 0xFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = waiting >> bits & ((1 << width) - 1)
        if code == 257 or code > len(lengths):
            break
        if code == 256:
            del lengths[258:]
            last = 0
        else:
            length = lengths[code] if code < len(lengths) else last + 1
            if last and len(lengths) < 4096:
                lengths.append(last + 1)
            total, last = total + length, length
        # The decoder's table lags one word behind the encoder's.
        width = min(max((len(lengths) + early).bit_length(), 9), 12)
    return total
