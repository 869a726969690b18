"""Pages drawn by hand whose content, resources or place in the file are unusual."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Name, Pdf

from legacy_samples.drawing import page_text, plain, saved
from legacy_samples.registry import sample


@sample
def unbalanced() -> bytes:
    """pikepdf. Page 1 leaves q open and a clip set, page 2 has Q without q, page 3 has BT without ET."""
    clip = b"q 0 0 595 842 re W n q 0.9 0 0 0.9 0 0 cm 0 0 1 rg\n"
    return saved(plain(clip + page_text(), b"Q Q\n" + page_text() + b"Q\n", page_text()[:-3]))


@sample
def inherited_resources() -> bytes:
    """pikepdf. Resources and MediaBox stand in the page tree only."""
    pdf = plain()
    page = pdf.pages[0].obj
    for key in ("/Resources", "/MediaBox"):
        pdf.Root.Pages[key] = page[key]
        del page[key]
    return saved(pdf)


@sample
def no_resources() -> bytes:
    """pikepdf. A page without any Resources, with lines only."""
    pdf = plain(b"2 w 50 50 m 545 792 l S 50 792 m 545 50 l S\n")
    del pdf.pages[0].obj.Resources
    return saved(pdf)


@sample
def inline_image() -> bytes:
    """pikepdf. An inline picture, whose data contains Q and EMC."""
    data = bytes(b"Q EMC Q " * 8)
    image = b"q 64 0 0 64 400 600 cm BI /W 8 /H 8 /BPC 8 /CS /G ID " + data + b" EI Q\n"
    return saved(plain(image + page_text()))


@sample
def many_streams() -> bytes:
    """pikepdf. The content is split within a text object; one part is LZW and ASCII85."""
    pdf = plain()
    first, rest = page_text().split(b"0 -50 Td\n", 1)
    middle = pdf.make_stream(b"")
    middle.write(a85(lzw(b"0 -50 Td\n")), filter=Array([Name.ASCII85Decode, Name.LZWDecode]))
    pdf.pages[0].Contents = Array([pdf.make_stream(first), middle, pdf.make_stream(rest)])
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def a85(data: bytes) -> bytes:
    import base64

    return base64.a85encode(data) + b"~>"


def lzw(data: bytes) -> bytes:
    """LZW without compression: a clear code before the table's words would need ten bits."""
    codes = [256]
    for index, byte in enumerate(data, 1):
        codes.append(byte)
        if index % 200 == 0:
            codes.append(256)
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


@sample
def no_contents() -> bytes:
    """pikepdf. The second page has no content at all."""
    pdf = plain(page_text(), b"")
    del pdf.pages[1].obj.Contents
    return saved(pdf)


@sample
def shared_page() -> bytes:
    """pikepdf. The page tree names the same page three times."""
    data = saved(plain(page_text(), page_text()), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    kids = re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) \]", data)
    assert kids is not None
    return data.replace(kids[0], b"/Kids [ %b %b ]" % (kids[1], kids[1]))


@sample
def zero_pages() -> bytes:
    """pikepdf. A sound PDF without a page."""
    return saved(Pdf.new())


@sample
def pdf_2_0() -> bytes:
    """pikepdf. Declares PDF 2.0."""
    return saved(plain(), force_version="2.0")


@sample
def object_streams() -> bytes:
    """pikepdf. Objects in compressed streams, cross-references as a stream."""
    return saved(plain(page_text(), page_text()), object_stream_mode=pikepdf.ObjectStreamMode.generate)
