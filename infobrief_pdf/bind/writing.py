"""A bound PDF as bytes: what is alike lies together, so that it takes little room.

qpdf puts a hundred objects into an object stream as they come. Here those of a kind follow each other in the
order of the pages, hundreds to a stream, and are numbered in that order: the same words and almost the same
numbers again and again (ISO 32000-1, 7.5.7 and 7.5.8).
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import dataclass
from hashlib import md5
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from infobrief_pdf.finish.condensing import literal, shortened

_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_TOGETHER: Final = 1000
"""Objects in a stream: a reader has to unpack some 100 kB to see one of them."""

_TOKEN: Final = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|<<|>>|[\[\]]|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+", re.DOTALL
)
_KINDS: Final = tuple(
    map(frozenset, (("/S", "/P"), ("/Subtype", "/Rect"), ("/Resources", "/MediaBox"), ("/Title", "/Parent")))
)
"""The keys that elements of the structure, annotations, pages and bookmarks have, in this order."""

_ANNOTATION: Final = 1 + next(place for place, keys in enumerate(_KINDS) if "/Rect" in keys)
_DICTIONARY: Final = len(_KINDS) + 1
"""Of another kind."""

_OTHER: Final = _DICTIONARY + 1

_LONG: Final = re.compile(rb"-?\d+\.\d{4,}")
"""Coordinates of links to a millionth of a point: a thousandth will do."""

_DELIMITERS: Final = b"()<>[]/"
_SPOKEN: Final = frozenset({"/Contents", "/Title", "/T", "/Alt", "/ActualText", "/E"})
"""Text strings, which need half the room where PDFDocEncoding has their characters (7.9.2.2)."""

_Number = tuple[bytes, bytes]


@dataclass
class _Found:
    """An object on its way into the file: its tokens and, of a stream, its data."""

    kind: int
    tokens: list[bytes]
    data: bytes | None = None


def written(pdf: Pdf) -> bytes:
    """What can be reached from the catalog, as a file. The same objects give the same bytes."""
    found = _reached(pdf)
    order = sorted(found, key=lambda number: found[number].kind)
    numbers = {number: index for index, number in enumerate(order, start=1)}
    file, places = bytearray(_HEADER), [(0, 0, 65535)]
    loose = [each for each in order if found[each].data is not None]
    packed = [each for each in order if found[each].data is None]
    for number in loose:
        places.append((1, len(file), 0))
        file += _stream(numbers[number], _joined(found[number].tokens, numbers), found[number].data or b"")
    first = len(order) + 1
    groups = [packed[start : start + _TOGETHER] for start in range(0, len(packed), _TOGETHER)]
    streams = []
    for group_number, group in enumerate(groups, start=first):
        places += [(2, group_number, index) for index in range(len(group))]
        streams.append((group_number, _object_stream(group, found, numbers)))
    for group_number, (entries, data) in streams:
        places.append((1, len(file), 0))
        file += _stream(group_number, entries, data)
    roots = b"/Root %d 0 R/Info %d 0 R" % (numbers[_of(pdf.Root)], numbers[_of(pdf.trailer.Info)])
    return bytes(
        file + _cross_references(places, roots, len(file), md5(file, usedforsecurity=False).digest())
    )


def _reached(pdf: Pdf) -> dict[_Number, _Found]:
    """Every object that is reached, the structure first and in the order of reading."""
    found: dict[_Number, _Found] = {}
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/K", ())
    waiting = [_of(pdf.trailer.Info), _of(pdf.Root), *map(_of, tree)]
    while waiting:
        number = waiting.pop()
        if number in found:
            continue
        each = pdf.get_object(int(number[0]), int(number[1]))
        found[number] = _read(each)
        waiting += [reference for reference in _references(found[number].tokens) if reference not in found][
            ::-1
        ]
    return found


def _of(value: Object) -> _Number:
    number, generation = value.objgen
    return b"%d" % number, b"%d" % generation


def _read(value: Any) -> _Found:
    if isinstance(value, Stream):
        entries = copy(value.stream_dict)
        data = _deflated(value, entries)
        entries.Length = len(data)
        return _Found(0, _TOKEN.findall(entries.unparse(resolved=True)), data)
    kind = _OTHER
    if isinstance(value, Dictionary):
        keys = frozenset(value.keys())
        kind = _kind(keys)
        _shorten(value, keys)
    tokens = _TOKEN.findall(value.unparse(resolved=True))
    if kind == _ANNOTATION:
        tokens = [shortened(each) if _LONG.fullmatch(each) else each for each in tokens]
    return _Found(kind, tokens)


def _shorten(value: Dictionary, keys: Set[str]) -> None:
    """Say the same in fewer words, as ISO 32000-1 allows (tables 323 and 325)."""
    for key in _SPOKEN & keys:
        if isinstance(text := value[key], String) and (shorter := _respelt(text)) is not text:
            value[key] = shorter
    if "/Type" not in keys or value.Type != Name.StructElem:
        return
    del value["/Type"]
    kids = value.K if "/K" in keys else None
    for kid in kids if isinstance(kids, Array) else ():
        if isinstance(kid, Dictionary) and "/Obj" in kid and "/Pg" in kid and kid.Pg == value.get("/Pg"):
            del kid["/Pg"]
    if isinstance(kids, Array) and len(kids) == 1:
        value.K = kids[0]


def _respelt(text: String) -> String:
    """A text string in PDFDocEncoding if that has its characters."""
    if not bytes(text).startswith(codecs.BOM_UTF16_BE):
        return text
    try:
        shorter = String(str(text))
    except ValueError:  # on a page that was taken over
        return text
    return shorter if str(shorter) == str(text) else text


def _kind(keys: Set[str]) -> int:
    """Objects of a kind lie together; streams stand alone."""
    return next((kind for kind, wanted in enumerate(_KINDS, start=1) if wanted <= keys), _DICTIONARY)


def _deflated(stream: Stream, entries: Dictionary) -> bytes:
    """The data as small as can be; XMP stays readable for programs that know no PDF (ISO 19005-3, 6.6.2)."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in entries and entries.get("/Type") != Name.Metadata:
        entries.Filter = Name.FlateDecode
        return zlib.compress(raw, 9)
    if entries.get("/Filter") == Name.FlateDecode and entries.get("/Subtype") != Name.Image:
        try:
            return min(zlib.compress(zlib.decompress(raw), 9), raw, key=len)
        except zlib.error:  # of a page that was taken over; readers are more forgiving
            return raw
    return raw


def _references(tokens: Sequence[bytes]) -> Iterator[_Number]:
    for index, token in enumerate(tokens):
        if token == b"R":
            yield tokens[index - 2], tokens[index - 1]


def _joined(tokens: Sequence[bytes], numbers: dict[_Number, int]) -> bytes:
    """An object with no more blanks than it needs and with its references renumbered."""
    parts: list[bytes] = []
    for token in tokens:
        if token == b"R":
            generation, number = parts.pop(), parts.pop()
            parts += [b"%d" % numbers[number.lstrip(), generation.lstrip()], b" 0", b" R"]
            if parts[-4:-3] and parts[-4][-1:] not in b"()<>[]":
                parts[-3] = b" " + parts[-3]
        elif token[:1] == b"<" and token != b"<<":
            parts.append(literal(token[1:-1]))
        elif parts and token[0] not in _DELIMITERS and parts[-1][-1] not in b"()<>[]":
            parts.append(b" " + token)
        else:
            parts.append(token)
    return b"".join(parts)


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n%bstream\n%b\nendstream\nendobj\n" % (number, entries, data)


def _object_stream(
    group: Iterable[_Number], found: dict[_Number, _Found], numbers: dict[_Number, int]
) -> tuple[bytes, bytes]:
    head, body = bytearray(), bytearray()
    count = 0
    for number in group:
        head += b"%d %d " % (numbers[number], len(body))
        body += _joined(found[number].tokens, numbers) + b"\n"
        count += 1
    data = zlib.compress(bytes(head + body), 9)
    entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (count, len(head), len(data))
    return entries, data


def _cross_references(
    places: Sequence[tuple[int, int, int]], roots: bytes, start: int, digest: bytes
) -> bytes:
    """The cross-reference stream, each row as its difference from the one above (PNG “up”, 7.4.4.4)."""
    rows = [*places, (1, start, 0)]
    width = (max(place for _, place, _ in rows).bit_length() + 7) // 8
    last = (max(index for _, _, index in rows).bit_length() + 7) // 8
    above, data = bytes(1 + width + last), bytearray()
    for kind, place, index in rows:
        row = bytes((kind,)) + place.to_bytes(width) + index.to_bytes(last)
        data += b"\x02" + bytes((new - old) % 256 for new, old in zip(row, above, strict=True))
        above = row
    packed = zlib.compress(bytes(data), 9)
    identifier = b"<%b>" % digest.hex().encode()
    entries = (
        b"<</Type/XRef/Size %d/W[1 %d %d]%b/ID[%b%b]/Length %d"
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>>>"
    ) % (len(rows), width, last, roots, identifier, identifier, len(packed), len(above))
    return _stream(len(rows) - 1, entries, packed) + b"startxref\n%d\n%%%%EOF\n" % start
