"""Files that are encrypted, changed, damaged, or no PDF at all."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
from pikepdf import Encryption, Name

from legacy_samples.drawing import page_text, plain, saved
from legacy_samples.registry import HEAD, HTML, LINES, run, sample
from legacy_samples.tagged import weasyprint_untagged


@sample
def encrypted_user() -> bytes:
    """qpdf. AES-256, needs a password to be opened."""
    return saved(plain(), static_id=False, encryption=Encryption(user="geheim", owner="chef", R=6))


@sample
def encrypted_user_rc4() -> bytes:
    """qpdf. RC4 with 128 bits, needs a password to be opened."""
    options = Encryption(user="geheim", owner="chef", R=3, aes=False, metadata=False)
    return saved(plain(), static_id=False, encryption=options)


@sample
def owner_rc4_40() -> bytes:
    """qpdf. RC4 with 40 bits, the owner's password only: opens without."""
    return saved(plain(), encryption=Encryption(user="", owner="chef", R=2, aes=False, metadata=False))


@sample
def owner_rc4_128() -> bytes:
    """qpdf. RC4 with 128 bits, the owner's password only."""
    return saved(plain(), encryption=Encryption(user="", owner="chef", R=3, aes=False, metadata=False))


@sample
def owner_aes_256() -> bytes:
    """qpdf. AES-256, the owner's password only, printing forbidden."""
    allow = pikepdf.Permissions(print_highres=False, print_lowres=False)
    return saved(plain(), static_id=False, encryption=Encryption(user="", owner="chef", R=6, allow=allow))


@sample
def linearized() -> bytes:
    """qpdf. Ordered for slow networks."""
    return run(
        "qpdf",
        "--linearize",
        "--static-id",
        "in.pdf",
        "out.pdf",
        files={"in.pdf": saved(plain(page_text(), page_text()))},
    )


@sample
def incremental() -> bytes:
    """pypdf. Changed twice by appending; the first state of the title is still in the file."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    data = saved(plain())
    for title in ("Entwurf", "Endfassung"):
        writer = PdfWriter(BytesIO(data), incremental=True)
        writer.root_object[NameObject("/Beispiel")] = TextStringObject(title)
        target = BytesIO()
        writer.write(target)
        data = target.getvalue()
    assert PdfReader(BytesIO(data)).pages
    return data


def spread() -> bytes:
    """A file with all its objects spelled out, to be damaged."""
    return saved(
        plain(page_text(), page_text()),
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
    )


@sample
def truncated_tail() -> bytes:
    """qpdf, then cut. The end with the cross-references is gone; every page can still be read."""
    data = spread()
    return data[: data.rindex(b"xref", 0, data.rindex(b"startxref")) + 20]


@sample
def truncated_half() -> bytes:
    """qpdf, then cut. The second half of the file is gone."""
    data = spread()
    return data[: len(data) // 2]


@sample
def truncated_page() -> bytes:
    """WeasyPrint, then cut in the middle of a page's content."""
    return weasyprint_untagged()[:2000]


@sample
def garbage_in_front() -> bytes:
    """qpdf. A mail's header stands before the PDF."""
    return b"Content-Type: application/pdf\r\nX-Verein: Musterland\r\n\r\n" + spread()


@sample
def broken_xref() -> bytes:
    """qpdf. Every cross-reference points to a wrong place."""
    return re.sub(rb"\d{10} 00000 n", b"0000000007 00000 n", spread())


@sample
def missing_endobj() -> bytes:
    """qpdf. No object ends, and line ends were changed, so that offsets are wrong as well."""
    return spread().replace(b"endobj\n", b"").replace(b"\nstartxref", b"\r\nstartxref")


@sample
def missing_eof() -> bytes:
    """qpdf. startxref and the end-of-file mark are gone."""
    data = spread()
    return data[: data.rindex(b"startxref")]


@sample
def damaged_content() -> bytes:
    """qpdf. The page's compressed content is damaged beyond repair."""
    pdf = plain()
    pdf.pages[0].Contents.write(b"\x78\x9c" + b"\xff" * 100, filter=Name.FlateDecode)
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@sample
def only_header() -> bytes:
    """No program. Nothing but the first line of a PDF."""
    return b"%PDF-1.4\n"


@sample
def empty() -> bytes:
    """No program. A file without a byte."""
    return b""


@sample
def text_renamed() -> bytes:
    """No program. A text that was renamed."""
    return "\n".join((HEAD, *LINES)).encode()


@sample
def html_renamed() -> bytes:
    """No program. A web page that was renamed, as servers send instead of a missing file."""
    return HTML.encode()
