"""PDFs that are built to exhaust a reader, forged byte by byte."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from typing import Final

PAGE: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%b>>"
MANY: Final = 40_000


def forged(*objects: bytes, catalog: bytes = b"", tree: bytes = b"/Kids[3 0 R]/Count 1") -> bytes:
    """A PDF with catalog, page tree and the given objects, numbered from 3."""
    bodies = [b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, b"<</Type/Pages%b>>" % tree, *objects]
    parts = [b"%PDF-1.7\n"]
    offsets = []
    length = len(parts[0])
    for number, body in enumerate(bodies, 1):
        offsets.append(length)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        length += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(bodies) + 1, rows))
    parts.append(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, length))
    return b"".join(parts)


def stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), keys, data)


@cache
def inflating(megabytes: int, byte: bytes = b" ") -> bytes:
    """Deflated data of that size, made of one megabyte that is repeated."""
    packer = zlib.compressobj(9)
    block = packer.compress(byte * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(byte * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return block + again * (megabytes - 1)


def lzw_bomb(codes: int) -> bytes:
    """LZW words that each are one byte longer than the one before, and then the longest over and over."""
    bits = [f"{256:09b}", f"{32:09b}"]
    width = 9
    for code in range(258, 4094):
        width = max(9, (code + 1).bit_length()) if code > 258 else 9
        bits.append(f"{code:0{width}b}")
    bits.extend([f"{4093:012b}"] * codes)
    text = "".join(bits)
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big")


def painted(content: bytes, keys: bytes) -> bytes:
    return forged(PAGE % b"/Contents 4 0 R", stream(content, keys))


def pictured(data: bytes, keys: bytes) -> bytes:
    resources = b"/Resources<</XObject<</A 4 0 R>>>>"
    return forged(PAGE % resources, stream(data, b"/Subtype/Image/Width 9/Height 9" + keys))


def chain(link: bytes, count: int = MANY, first: int = 4) -> list[bytes]:
    """Objects that each lead to the next one; the link has a %d."""
    return [link % (first + index + 1) for index in range(count)]


def marked(*objects: bytes, content: bytes = b"/P <</MCID 0>> BDC EMC") -> bytes:
    page = PAGE % b"/Contents 4 0 R"
    return forged(page, stream(content), *objects, catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R")


def _wide_tree() -> bytes:
    return forged(PAGE % b"", tree=b"/Kids[%b]" % (b"3 0 R " * (4 * MANY)))


def _deep_tree() -> bytes:
    nodes = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]>>" % (n - 1, n + 1) for n in range(3, 3 + MANY)]
    return forged(*nodes, PAGE % b"")


def _shared_content() -> bytes:
    pages = [PAGE % b"/Resources<<>>/Contents[4 0 R 4 0 R]", stream(inflating(20), b"/Filter/FlateDecode")]
    others = [PAGE % b"/Resources<<>>/Contents[4 0 R 4 0 R]"] * 500
    kids = b" ".join(b"%d 0 R" % number for number in [3, *range(5, 505)])
    return forged(*pages, *others, tree=b"/Kids[%b]" % kids)


def _cross_reference_stream() -> bytes:
    head = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    keys = b"/Type/XRef/Size 2147483647/W[1 1 1]/Root 1 0 R/Index[0 2000000000]/Filter/FlateDecode"
    return (
        head
        + b"9 0 obj"
        + stream(inflating(2000, b"\0"), keys)
        + b"endobj\nstartxref\n%d\n%%%%EOF" % len(head)
    )


def _object_stream() -> bytes:
    body = stream(b"4 0 <<>>", b"/Type/ObjStm/N 2000000000/First 4/Extends 4 0 R")
    return forged(PAGE % b"/Contents 4 0 R", body)


def _fields(count: int) -> bytes:
    fields = [
        b"<</T(a)/FT/Tx/V(x)/Parent %d 0 R/Kids[%d 0 R]>>" % (n - 1, n + 1) for n in range(4, 4 + count)
    ]
    form = b"/AcroForm<</Fields[4 0 R]/NeedAppearances true>>"
    last = b"<</T(a)/Subtype/Widget/Rect[0 0 9 9]/Parent 4 0 R/Kids[4 0 R]>>"
    return forged(PAGE % b"/Annots[4 0 R]", *fields, last, catalog=form)


def _stamps() -> bytes:
    stamp = b"<</Subtype/Stamp/F 4/Rect[0 0 9 9]/AP<</N 4 0 R>>>>"
    return forged(
        PAGE % (b"/Annots[%b]" % (stamp * (MANY // 4))), stream(b"", b"/Subtype/Form/BBox[0 0 9 9]")
    )


def _deep_elements() -> bytes:
    elements = [b"<</S/Div/P %d 0 R/K[%d 0 R]>>" % (n - 1, n + 1) for n in range(6, 6 + MANY)]
    return marked(b"<</Type/StructTreeRoot/K 6 0 R>>", *elements, b"<</S/P/P 5 0 R/Pg 3 0 R/K 0>>")


def _wide_outline() -> bytes:
    items = [b"<</Title(x)/Dest[3 0 R/Fit]/Next %d 0 R>>" % (number + 1) for number in range(5, 5 + MANY)]
    return forged(PAGE % b"", b"<</First 5 0 R>>", *items, b"<<>>", catalog=b"/Outlines 4 0 R")


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "flate content": lambda: painted(inflating(4000), b"/Filter/FlateDecode"),
    "flate twice": lambda: painted(zlib.compress(inflating(4000)), b"/Filter[/FlateDecode/FlateDecode]"),
    "flate many times": lambda: painted(zlib.compress(b"q"), b"/Filter[%b]" % (b"/FlateDecode" * 5000)),
    "flate picture": lambda: pictured(inflating(4000, b"\0"), b"/Filter/FlateDecode"),
    "flate before jpeg": lambda: pictured(inflating(4000, b"\0"), b"/Filter[/FlateDecode/DCTDecode]"),
    "predictor": lambda: pictured(
        inflating(5), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 4>>"
    ),
    "run length": lambda: painted(b"\x81 " * 4_000_000, b"/Filter/RunLengthDecode"),
    "lzw": lambda: painted(lzw_bomb(200_000), b"/Filter/LZWDecode"),
    "lzw long": lambda: painted(b"\x80" * 20_000_000, b"/Filter/LZWDecode"),
    "lzw of flate": lambda: painted(inflating(100), b"/Filter[/FlateDecode/LZWDecode]"),
    "shared content": _shared_content,
    "circular pages": lambda: forged(b"<</Type/Pages/Kids[2 0 R 3 0 R]>>"),
    "doubling pages": lambda: forged(
        *(b"<</Type/Pages/Kids[%b]>>" % (b"%d 0 R " % (n + 1) * 2) for n in range(3, 60)), PAGE % b""
    ),
    "parent circle": lambda: forged(PAGE.replace(b"2 0 R", b"3 0 R") % b"", tree=b"/Parent 2 0 R/Kids[3 0 R]"),
    "deep pages": _deep_tree,
    "wide pages": _wide_tree,
    "huge count": lambda: forged(PAGE % b"", tree=b"/Kids[3 0 R]/Count 1000000000"),
    "nested arrays": lambda: forged(PAGE % b"/Contents " + b"[" * 3_000_000),
    "nested dictionaries": lambda: forged(PAGE % (b"/Resources " + b"<</A" * 400 + b"<<>>" + b">>" * 400)),
    "deep objects": lambda: forged(PAGE % b"/Resources<</Font<</A 4 0 R>>>>", *chain(b"<</A %d 0 R>>"), b"<<>>"),
    "deep forms": lambda: forged(
        PAGE % b"/Resources 4 0 R", *chain(b"<</XObject<</A<</Resources %d 0 R>>>>>>"), b"<<>>"
    ),
    "resources circle": lambda: forged(PAGE % b"/Resources 4 0 R", b"<</XObject<</A 4 0 R>>/Font 4 0 R>>"),
    "length circle": lambda: forged(
        PAGE % b"/Contents 4 0 R", b"<</Length 4 0 R/Filter 4 0 R>>\nstream\nq\nendstream"
    ),
    "cross-reference stream": _cross_reference_stream,
    "cross-reference circle": lambda: forged(PAGE % b"").replace(b"/Size", b"/Prev 9/XRefStm 9/Size"),
    "object stream": _object_stream,
    "objects without end": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 200_000,
    "trailers without end": lambda: b"%PDF-1.4\n" + b"trailer<</Root 1 0 R>>\n" * 200_000,
    "streams without end": lambda: (
        b"%PDF-1.4\n" + b"".join(b"%d 0 obj<</Length 9>>stream\n" % n for n in range(1, 10_000))
    ),
    "names circle": lambda: forged(
        PAGE % b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(x)>>]",
        b"<</Kids[4 0 R 4 0 R 5 0 R]>>",
        b"<</Names[(x)(y)(y)(x)]/Kids[4 0 R]>>",
        catalog=b"/Names<</Dests 4 0 R>>",
    ),
    "outline circle": lambda: forged(
        PAGE % b"", b"<</Title(a)/Dest[3 0 R/Fit]/First 4 0 R/Next 4 0 R>>", catalog=b"/Outlines 4 0 R"
    ),
    "wide outline": _wide_outline,
    "deep outline": lambda: forged(PAGE % b"", *chain(b"<</First %d 0 R>>"), b"<<>>", catalog=b"/Outlines 4 0 R"),
    "fields circle": lambda: _fields(3),
    "deep fields": lambda: _fields(20_000),
    "many stamps": _stamps,
    "tags circle": lambda: marked(b"<</K 6 0 R>>", b"<</S/P/Pg 3 0 R/K[0 6 0 R]>>"),
    "deep tags": _deep_elements,
    "wide tags": lambda: marked(b"<</K[%b]>>" % (b"<</S/P/Pg 3 0 R>>" * (MANY // 4))),
    "huge mark": lambda: marked(
        b"<</K 6 0 R>>", b"<</S/P/Pg 3 0 R/K 2147483647>>", content=b"/P <</MCID 2147483647>> BDC"
    ),
    "many operators": lambda: marked(
        b"<</K 6 0 R>>", b"<</S/P/Pg 3 0 R/K 0>>", content=b"/P <</MCID 0>> BDC EMC" + b" q" * 3_000_000
    ),
    "infinite boxes": lambda: forged(
        (PAGE % (b"/CropBox[%b -%b 0 9]/UserUnit %b/Rotate %b" % ((b"9" * 400,) * 4))).replace(
            b"595", b"9" * 30
        )
    ),
}  # fmt: skip
