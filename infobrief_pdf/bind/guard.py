"""What keeps a hostile or damaged PDF from doing harm: limits, refusals, and a sweep of every object."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from pikepdf import (
    Array,
    Dictionary,
    Name,
    ObjectSet,
    PasswordError,
    Pdf,
    PdfError,
    PikepdfError,
    Stream,
    StreamDecodeLevel,
)
from pikepdf.exceptions import QpdfRuntimeError
from pikepdf.settings import set_qpdf_limits

from infobrief_pdf.bind import values
from infobrief_pdf.diagnostics import Place, Refused, refuse

LARGEST_MB: Final = 500
MOST_PAGES: Final = 2000
_STREAM_MB: Final = 256
_TOTAL_MB: Final = 2000
_LARGEST_LZW_MB: Final = 8
_DEEPEST: Final = 1000
"""References followed one inside the other. qpdf copies objects recursively: 100,000 end the process."""

_MOST_OBJECTS: Final = 250_000
"""Beginnings and ends of objects: qpdf, when it has to search a damaged file for them, is slow."""

_LONGEST_CAUSE: Final = 200
_ADDRESS: Final = re.compile(r"^stream <[^>]*>|^empty PDF")
"""How qpdf calls a file that it reads from memory."""

_MOST_WARNINGS: Final = 2000

# What qpdf remarks about odd files is no message for the user; without a handler Python prints it.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

# qpdf knows limits only for the whole process; nothing of ours comes near them.
set_qpdf_limits(
    doc_max_warnings=_MOST_WARNINGS,
    flate_max_memory=_STREAM_MB * 1_000_000,
    run_length_max_memory=_STREAM_MB * 1_000_000,
    png_max_memory=_STREAM_MB * 1_000_000,
    tiff_max_memory=_STREAM_MB * 1_000_000,
)

_BROKEN: Final = (
    PikepdfError, ArithmeticError, AttributeError, LookupError, MemoryError, NotImplementedError,
    RecursionError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What pikepdf lets through when a file is broken."""

_INFLATING: Final = {"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL"}
_LZW: Final = {"LZWDecode", "LZW"}
_ENCODING: Final = {"ASCIIHexDecode", "AHx", "ASCII85Decode", "A85"}

_NAMED: Final = {
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs",
    "/RoleMap", "/RoleMapNS", "/ClassMap", "/Colorants",
}  # fmt: skip
"""Dictionaries whose keys are names that the producer chose: a font may well be called /AA."""

_SWEPT: Final = {
    "/AA": "AA", "/JS": "JavaScript", "/AF": "EmbeddedFiles", "/EF": "EmbeddedFiles", "/XFA": "XFA",
    "/PieceInfo": "", "/Metadata": "", "/LastModified": "", "/OPI": "", "/Alternates": "", "/Measure": "",
    "/PS": "", "/Subtype2": "", "/PtData": "",
}  # fmt: skip
"""Keys that no page needs to look as it does, and what their removal is called; nothing is not told."""

_EXTERNAL: Final = {"/F", "/FFilter", "/FDecodeParms", "/Ref"}
"""Streams whose data lies elsewhere (ISO 32000-1, 7.3.8.2) or is a page of another file (8.10.4)."""

ACTIONS: Final = {
    "GoTo3DView", "GoToE", "GoToR", "Hide", "ImportData", "JavaScript", "Launch", "Movie", "Named",
    "Rendition", "ResetForm", "RichMediaExecute", "SetOCGState", "Sound", "SubmitForm", "Thread", "Trans",
}  # fmt: skip
"""Kinds of actions (ISO 32000-1, 12.6.4) other than going to a page or an address."""


@contextmanager
def refusing(name: str, place: Place | None) -> Iterator[None]:
    """Whatever goes wrong while this holds becomes a `Refused` about the file."""
    try:
        yield
    except Refused:
        raise
    except PasswordError:
        raise refuse("pdf-encrypted", place, file=name) from None
    except TooLarge as error:
        raise refuse("pdf-too-large", place, file=name, limit=error.limit) from None
    except _BROKEN as error:
        words = _ADDRESS.sub("", " ".join(str(error).split()))[:_LONGEST_CAUSE].strip(" ,:.")
        raise refuse("pdf-unreadable", place, file=name, cause=words or type(error).__name__) from None


class TooLarge(Exception):  # noqa: N818 - becomes a refusal
    """The file, or what it inflates to, passes a limit in megabytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def opened(content: bytes) -> Pdf:
    """The file, mended by qpdf and opened with the empty password."""
    if len(content) > LARGEST_MB * 1_000_000:
        raise TooLarge(LARGEST_MB)
    if content.count(b"obj") > _MOST_OBJECTS:
        raise ValueError("it has too many objects")
    # qpdf would hand down inherited attributes recursively; the sheets do that themselves, in a loop.
    return Pdf.open(BytesIO(content), inherit_page_attributes=False)


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
            self.weigh(stream)
            try:
                stream.get_stream_buffer()
            except PikepdfError:
                raise ValueError(f"the content of page {page} is damaged") from None

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

    def weigh(self, stream: Stream) -> None:
        """Count a stream's decoded data; damaged data weighs what qpdf could make of it."""
        if not self._seen.add(stream):
            return
        filters = [str(item).removeprefix("/") for item in values.items(stream, "/Filter")]
        known = next((i for i, f in enumerate(filters) if f not in _INFLATING | _ENCODING), len(filters))
        if not _INFLATING & set(filters[:known]):
            return
        if _LZW & set(filters[:known]):
            self._weigh_lzw(stream, filters)
            return
        # What follows the known filters is a picture's coding, which nobody here decodes. A copy in memory,
        # since qpdf does not tell damage from excess when it reads a stream from the file.
        part = Stream(self._pdf, b"")
        part.write(stream.read_raw_bytes(), filter=Array([Name(f"/{item}") for item in filters[:known]]))
        try:
            self.add(len(memoryview(part.get_stream_buffer(StreamDecodeLevel.specialized))))
        except QpdfRuntimeError:
            raise TooLarge(_STREAM_MB) from None
        except PdfError:
            return

    def _weigh_lzw(self, stream: Stream, filters: list[str]) -> None:
        """qpdf has no limit for LZW, so its length is counted before anybody decodes it."""
        raw = stream.read_raw_bytes()
        at = next(index for index, item in enumerate(filters) if item in _LZW)
        if not _ENCODING.issuperset(filters[:at]) or _INFLATING & set(filters[at + 1 :]):
            raise ValueError(f"the filters {' and '.join(filters)} together are not supported")
        if at:
            part = Stream(self._pdf, b"")
            named: Any = stream["/Filter"]
            part.write(raw, filter=named[:at])
            raw = part.read_bytes()
        if len(raw) > _LARGEST_LZW_MB * 1_000_000:
            raise TooLarge(_LARGEST_LZW_MB)
        parameters = values.items(stream, "/DecodeParms")
        early = (
            values.get(parameters[min(at, len(parameters) - 1)], "/EarlyChange", int) if parameters else None
        )
        size = _lzw_length(raw, 0 if early == 0 else 1)
        if size > _STREAM_MB * 1_000_000:
            raise TooLarge(_STREAM_MB)
        self.add(size)


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


def sweep(roots: Iterable[Any], kept: ObjectSet, scales: Scales) -> set[str]:
    """Walk everything that can be reached, take out what acts, and weigh every stream.

    `kept` holds the pages and annotations of the cleaned file; other ones are cut off. Returns what was
    taken out.
    """
    removed: set[str] = set()
    seen = ObjectSet()
    path = [iter([(root, False) for root in roots])]
    while path:
        value, is_named = next(path[-1], (None, False))
        if value is None:
            path.pop()
        elif not value.is_indirect or seen.add(value):
            if len(path) > _DEEPEST:
                raise ValueError("its objects are nested too deeply")
            removed |= _disarmed(value, is_named)
            if isinstance(value, Stream):
                scales.weigh(value)
            path.append(_children(value, is_named, kept))
    return removed


def _disarmed(value: Any, is_named: bool) -> set[str]:
    """Remove the keys that act, and say what they were."""
    if is_named or isinstance(value, Array):
        return set()
    keys = set(value.keys())
    doomed = keys & _SWEPT.keys() | (keys & _EXTERNAL if isinstance(value, Stream) else set())
    values.drop(value, *doomed)
    return {_SWEPT.get(key, "External") for key in doomed} - {""}


def _children(value: Any, is_named: bool, kept: ObjectSet) -> Iterator[tuple[Any, bool]]:
    """The dictionaries, streams and arrays inside a value, in qpdf's order; strangers are cut off."""
    if isinstance(value, Array):
        for index, item in enumerate(value):
            if isinstance(item, Dictionary) and _is_strange(item, kept):
                value[index] = None
            elif isinstance(item, Dictionary | Stream | Array) and item not in kept:
                yield item, False
        return
    for key in list(value.keys()):
        item = value.get(key)
        if isinstance(item, Dictionary) and _is_strange(item, kept):
            del value[key]
        elif isinstance(item, Dictionary | Stream | Array) and item not in kept:
            yield item, key in _NAMED and not is_named


def _is_strange(value: Dictionary, kept: ObjectSet) -> bool:
    """Whether a dictionary is a page, annotation, file or action that does not belong here."""
    if value in kept:
        return False
    if values.name(value, "/Type") in {"Page", "Pages", "Catalog", "Annot", "Filespec", "Action"}:
        return True
    return values.name(value, "/S") in ACTIONS and "/P" not in value
