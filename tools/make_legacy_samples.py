"""Makes the PDFs of other programs in tests/data/legacy, which the archive volume is tested with.

The files are stored; nobody needs to run this unless a sample is to be added:

    python -m venv /tmp/samples
    /tmp/samples/bin/pip install typst reportlab fpdf2 PyMuPDF img2pdf matplotlib xhtml2pdf cairosvg pikepdf \
        pypdf weasyprint
    apt-get install ghostscript qpdf enscript groff libreoffice-writer-nogui texlive-latex-base chromium \
        wkhtmltopdf
    npm --prefix /tmp/samples/npm install pdfkit pdf-lib pdfmake
    NODE_PATH=/tmp/samples/npm/node_modules /tmp/samples/bin/python tools/make_legacy_samples.py [NAME ...]

A sample is a function that returns the bytes of a file; its docstring is its line in the README, the
program first.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "legacy"
SAMPLES: dict[str, Callable[[], bytes]] = {}

HEAD = "Infobrief Verein Musterland"
LINES = (
    "Liebe Mitglieder, liebe Freundinnen und Freunde,",
    "der Garten hinter dem Vereinshaus blüht, und am Samstag",
    "feiern wir dort unser Sommerfest. Für Kaffee, Kuchen und",
    "ein wenig Musik ist gesorgt. Wir freuen uns auf Sie!",
)
HTML = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{HEAD}</title></head><body>
<h1 id="oben">{HEAD}</h1><p>{" ".join(LINES)}</p><h2>Termine</h2>
<ul><li>Sommerfest am 12. Juli</li><li>Wanderung am 3. August</li></ul>
<table><tr><th>Ort</th><th>Zeit</th></tr><tr><td>Vereinshaus</td><td>15 Uhr</td></tr></table>
<p>Mehr steht auf <a href="https://example.org/musterland">unserer Seite</a>,
und hier geht es <a href="#oben">nach oben</a>.</p></body></html>"""


def sample(function: Callable[[], bytes]) -> Callable[[], bytes]:
    SAMPLES[function.__name__.replace("_", "-") + ".pdf"] = function
    return function


def run(*command: str, files: dict[str, str | bytes], result: str = "out.pdf") -> bytes:
    """What a program writes, started in a folder of its own; {} in the command is that folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (Path(folder) / name).write_bytes(data)
        environment = {**os.environ, "HOME": folder, "SOURCE_DATE_EPOCH": "1500000000", "USER": "x"}
        filled = [part.replace("{}", folder) for part in command]
        subprocess.run(filled, cwd=folder, check=True, capture_output=True, env=environment)
        return (Path(folder) / result).read_bytes()


# --- by hand, with pikepdf


def page_text(lines: tuple[str, ...] = LINES, top: int = 780) -> bytes:
    shown = b"".join(b"(%b) Tj T*\n" % line.encode("cp1252") for line in lines)
    bar = b"0.85 0.93 0.8 rg 50 %d 300 40 re f 0 g\n" % (top - 14)
    head = b"BT /F1 20 Tf 60 %d Td (%b) Tj /F1 12 Tf 16 TL 0 -50 Td\n" % (top, HEAD.encode())
    return bar + head + shown + b"ET\n"


def plain(*contents: bytes, box: tuple[float, ...] = (0, 0, 595, 842), **keys: Any) -> Pdf:
    """Pages with unembedded Helvetica, one for each content."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for content in contents or (page_text(),):
        page = Dictionary(Type=Name.Page, MediaBox=Array(box), Resources=Dictionary(Font=Dictionary(F1=font)))
        page.update({f"/{key}": value for key, value in keys.items()})
        page.Contents = pdf.make_stream(content)
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    target = BytesIO()
    pdf.save(target, **{"static_id": True, **options})
    return target.getvalue()


def annotated(*annotations: Dictionary, pdf: Pdf | None = None) -> Pdf:
    pdf = pdf or plain()
    pdf.pages[0].Annots = Array([pdf.make_indirect(item) for item in annotations])
    return pdf


def link(rect: tuple[float, ...], **keys: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), Border=Array([0, 0, 1]), **keys)


def form_stream(pdf: Pdf, content: bytes, box: tuple[float, ...]) -> Any:
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=pdf.pages[0].Resources
    )


@sample
def rotated_90() -> bytes:
    """pikepdf. A landscape page that /Rotate shows upright."""
    return saved(
        plain(b"0 1 -1 0 595 0 cm\n".replace(b"595", b"842") + page_text(), box=(0, 0, 842, 595), Rotate=90)
    )


@sample
def rotated_180() -> bytes:
    """pikepdf. Upside down by /Rotate; with a link, whose place has to turn, too."""
    pdf = annotated(
        link((50, 766, 350, 806), A=Dictionary(S=Name.URI, URI=String("https://example.org/"))),
        pdf=plain(Rotate=180),
    )
    return saved(pdf)


@sample
def rotated_270() -> bytes:
    """pikepdf. /Rotate -90, inherited from the page tree, shows a portrait page as landscape."""
    pdf = plain(b"0 -1 1 0 0 842 cm\n" + page_text(top=520))
    pdf.Root.Pages.Rotate = -90
    return saved(pdf)


@sample
def landscape_a4() -> bytes:
    """pikepdf. A landscape page without /Rotate."""
    return saved(plain(page_text(top=520), box=(0, 0, 842, 595)))


@sample
def large_a3() -> bytes:
    """pikepdf. A3, with a destination that has to shrink as well."""
    pdf = plain(page_text(top=1100), page_text(top=1100), box=(0, 0, 842, 1191))
    target = Array([pdf.pages[1].obj, Name.XYZ, 50, 1140, 0])
    return saved(annotated(link((50, 1086, 350, 1126), Dest=target), pdf=pdf))


@sample
def us_letter() -> bytes:
    """pikepdf. Letter size; a link to a named destination by a GoTo action, and one to nowhere."""
    pdf = plain(page_text(top=740), page_text(top=740), box=(0, 0, 612, 792))
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(
            Names=Array([String("zwei"), Dictionary(D=Array([pdf.pages[1].obj, Name.FitH, 700]))])
        )
    )
    go = Dictionary(S=Name.GoTo, D=String("zwei"))
    lost = Dictionary(S=Name.GoTo, D=String("drei"))
    return saved(annotated(link((50, 700, 200, 760), A=go), link((250, 700, 300, 760), A=lost), pdf=pdf))


@sample
def crop_box() -> bytes:
    """pikepdf. The CropBox shows A5 of an A4 page; what lies outside must not come into sight."""
    outside = b"BT /F1 9 Tf 20 20 Td (Nur fuer die Druckerei) Tj ET 1 0 0 rg 500 10 80 80 re f\n"
    return saved(plain(outside + page_text(top=700), CropBox=Array([40, 246, 460, 840])))


@sample
def user_unit() -> bytes:
    """pikepdf. UserUnit 2 makes A4 of a page with the numbers of A6."""
    return saved(plain(b"0.5 0 0 0.5 0 0 cm\n" + page_text(), box=(0, 0, 297.638, 420.945), UserUnit=2))


@sample
def negative_origin() -> bytes:
    """pikepdf. The page's box begins at negative coordinates."""
    return saved(plain(b"1 0 0 1 -100 -200 cm\n" + page_text(), box=(-100, -200, 495.276, 641.89)))


@sample
def form_filled() -> bytes:
    """pikepdf. An AcroForm with a filled text field and a ticked box; both stay to be seen."""
    pdf = plain()
    text = form_stream(pdf, b"/Tx BMC q BT /F1 12 Tf 2 5 Td (Mia Muster) Tj ET Q EMC", (0, 0, 200, 20))
    tick = form_stream(pdf, b"0 0 15 15 re S 2 2 m 13 13 l 2 13 m 13 2 l S", (0, 0, 15, 15))
    fields = [
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Mia Muster"),
                   Rect=Array([60, 500, 260, 520]), F=4, DA=String("/F1 12 Tf 0 g"), AP=Dictionary(N=text)),
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("ja"), V=Name.Ja, AS=Name.Ja,
                   Rect=Array([60, 460, 75, 475]), F=4, AP=Dictionary(N=Dictionary(Ja=tick))),
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("zwei"), V=String("versteckt"),
                   Rect=Array([60, 400, 260, 420]), F=6, DA=String("/F1 12 Tf 0 g"), AP=Dictionary(N=text)),
    ]  # fmt: skip
    annotated(*fields, pdf=pdf)
    dr = Dictionary(Font=pdf.pages[0].Resources.Font)
    pdf.Root.AcroForm = Dictionary(Fields=Array(list(pdf.pages[0].Annots)), DR=dr)
    return saved(pdf)


@sample
def form_undrawn() -> bytes:
    """pikepdf. An AcroForm whose field the reader has to draw (NeedAppearances)."""
    pdf = plain()
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Max Muster"), F=4,
        Rect=Array([60, 500, 260, 520]), DA=String("/F1 12 Tf 0 g"),
    )  # fmt: skip
    annotated(field, pdf=pdf)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(list(pdf.pages[0].Annots)), NeedAppearances=True,
        DR=Dictionary(Font=pdf.pages[0].Resources.Font), DA=String("/F1 12 Tf 0 g"),
    )  # fmt: skip
    return saved(pdf)


@sample
def form_xfa() -> bytes:
    """pikepdf. A form of two kinds, AcroForm and XFA."""
    pdf = Pdf.open(BytesIO(form_filled()))
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    return saved(pdf)


def script(code: str = "app.alert('Guten Tag');") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


@sample
def javascript() -> bytes:
    """pikepdf. JavaScript at opening, in the name tree, on a page, in a link and behind an address."""
    followed = Dictionary(S=Name.URI, URI=String("https://example.org/"), Next=script())
    pdf = annotated(link((50, 700, 200, 720), A=script()), link((50, 650, 200, 670), A=followed))
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WP=script())
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
    pdf.pages[0].AA = Dictionary(O=script())
    return saved(pdf)


@sample
def actions() -> bytes:
    """pikepdf. Links that start a program, open other files, send and import data, run scripts."""
    kinds = [
        Dictionary(S=Name.Launch, F=String("rechner.exe")),
        Dictionary(S=Name.GoToR, F=String("anderes.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.SubmitForm, F=String("https://example.org/")),
        Dictionary(S=Name.ImportData, F=String("daten.fdf")),
        Dictionary(S=Name.Named, N=Name.Print),
        Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
        Dictionary(S=Name.URI, URI=String("file:///etc/hosts")),
        Dictionary(S=Name.Hide, T=String("x")),
        Dictionary(S=Name.URI, URI=String("mailto:post@example.org")),
    ]
    return saved(annotated(*(link((60, 600 - 30 * i, 200, 620 - 30 * i), A=a) for i, a in enumerate(kinds))))


@sample
def media() -> bytes:
    """pikepdf. Annotations with a film, a sound, a 3D model and a screen; nothing of them is kept."""
    pdf = plain()
    spec = Dictionary(Type=Name.Filespec, F=String("film.mp4"))
    kinds = [
        Dictionary(Subtype=Name.Movie, Movie=Dictionary(F=spec)),
        Dictionary(Subtype=Name.Sound, Sound=pdf.make_stream(b"\0" * 20, R=8000)),
        Dictionary(Subtype=Name("/3D"), **{"/3DD": pdf.make_stream(b"U3D", Type=Name("/3D"))}),
        Dictionary(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition)),
        Dictionary(Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary())),
    ]
    for index, item in enumerate(kinds):
        item.update(
            {"/Type": Name.Annot, "/Rect": Array([300, 100 + 60 * index, 350, 150 + 60 * index]), "/F": 4}
        )
    return saved(annotated(*kinds, pdf=pdf))


@sample
def embedded_files() -> bytes:
    """pikepdf. A file inside the PDF, in the name tree, associated and on the page, in a portfolio."""
    pdf = plain()
    pdf.attachments["liste.txt"] = b"Kuchenliste"
    spec = pdf.attachments["liste.txt"].obj
    annotated(
        Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=spec, Rect=Array([400, 700, 420, 720])),
        pdf=pdf,
    )
    pdf.Root.AF = Array([spec])
    pdf.pages[0].AF = Array([spec])
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)
    return saved(pdf)


@sample
def hidden_layer() -> bytes:
    """pikepdf. A layer that is off by default must not come into sight; one that is on is shown."""
    text = (
        b"/OC /off BDC 1 0 0 rg 60 300 200 100 re f EMC /OC /on BDC 0 0 1 rg 300 300 100 100 re f EMC 0 g\n"
    )
    pdf = plain(text + page_text())
    groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("Entwurf", "Bild")]
    pdf.pages[0].Resources.Properties = Dictionary(off=groups[0], on=groups[1])
    order = Dictionary(OFF=Array(groups[:1]), Order=Array(groups), BaseState=Name.ON)
    pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=order)
    return saved(pdf)


@sample
def shown_layers() -> bytes:
    """pikepdf. Layers that are all on, so that the list of them can go."""
    pdf = Pdf.open(BytesIO(hidden_layer()))
    del pdf.Root.OCProperties.D.OFF
    return saved(pdf)


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


@sample
def outline_odd() -> bytes:
    """pikepdf. Bookmarks to a page, to nowhere (with one below that works), to a program, and in a circle."""
    pdf = plain(page_text(), page_text())
    make = pdf.make_indirect
    last = make(Dictionary(Title=String("Zweite Seite"), Dest=Array([pdf.pages[1].obj, Name.Fit])))
    inner = make(
        Dictionary(Title=String("Termine"), A=Dictionary(S=Name.GoTo, D=Array([1, Name.XYZ, 0, 700, 0])))
    )
    program = make(
        Dictionary(Title=String("Rechner"), A=Dictionary(S=Name.Launch, F=String("x.exe")), Next=last)
    )
    lost = make(
        Dictionary(Title=String("Verloren"), Dest=String("nirgends"), First=inner, Last=inner, Next=program)
    )
    first = make(
        Dictionary(Title=String("Übersicht"), Dest=Array([pdf.pages[0].obj, Name.XYZ, 50, 800, 0]), Next=lost)
    )
    last.Next = first
    pdf.Root.Outlines = make(Dictionary(Type=Name.Outlines, First=first, Last=last, Count=4))
    return saved(pdf)


# --- encrypted, damaged


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


# --- tagged


def weasy(**options: Any) -> bytes:
    import weasyprint

    style = "<style>@page { size: A4; margin: 20mm } body { font-family: 'DejaVu Sans' }</style>"
    document = weasyprint.HTML(
        string=HTML.replace("</head>", style + "</head>"), base_url="https://example.org/"
    )
    return bytes(document.write_pdf(**options))


@sample
def weasyprint_ua() -> bytes:
    """WeasyPrint. Tagged, PDF/UA-1."""
    return weasy(pdf_variant="pdf/ua-1")


@sample
def weasyprint_untagged() -> bytes:
    """WeasyPrint. Without tags, with bookmarks."""
    return weasy(full_fonts=False)


def libreoffice(settings: str) -> bytes:
    options = f"pdf:writer_pdf_Export:{{{settings}}}"
    return run(
        "soffice", "--headless", "--convert-to", options, "--infilter=HTML (StarWriter)", "in.html",
        files={"in.html": HTML}, result="in.pdf",
    )  # fmt: skip


@sample
def libreoffice_ua() -> bytes:
    """LibreOffice Writer. Tagged, PDF/UA, from HTML; bookmarks and links."""
    settings = ("PDFUACompliance", "UseTaggedPDF", "ExportBookmarks")
    return libreoffice(",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in settings))


@sample
def libreoffice_untagged() -> bytes:
    """LibreOffice Writer. Without tags."""
    return libreoffice('"UseTaggedPDF":{"type":"boolean","value":"false"}')


def chromium(page: str) -> bytes:
    html = HTML.replace("</head>", f"<style>@page {{ {page} }}</style></head>")
    return run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--user-data-dir={}/profile", "--print-to-pdf={}/out.pdf", "file://{}/in.html",
        files={"in.html": html},
    )  # fmt: skip


@sample
def chromium_tagged() -> bytes:
    """Chromium (Skia/PDF). Tagged, A4 by CSS."""
    return chromium("size: A4; margin: 20mm")


@sample
def chromium_letter_landscape() -> bytes:
    """Chromium (Skia/PDF). Tagged, Letter in landscape."""
    return chromium("size: letter landscape")


TYPST = f"""#set document(title: "{HEAD}", date: none)
#set text(lang: "de")
#set page(paper: PAPER)
= {HEAD} <oben>
{" ".join(LINES)}

== Termine
- Sommerfest am 12. Juli
- Wanderung am 3. August

Mehr auf #link("https://example.org/")[unserer Seite], oder #link(<oben>)[nach oben].
"""


def typst_made(paper: str, **options: Any) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.typ"
        path.write_text(TYPST.replace("PAPER", f'"{paper}"'))
        return bytes(typst.compile(str(path), format="pdf", **options))


@sample
def typst_ua() -> bytes:
    """typst. Tagged, PDF/UA-1, links and bookmarks."""
    return typst_made("a4", pdf_standards=["ua-1"])


@sample
def typst_a5() -> bytes:
    """typst. A5 without tags, a link to a place in the file."""
    return typst_made("a5", pdf_tags=False)


@sample
def tagged_form() -> bytes:
    """pikepdf. Tagged, with a filled field and a program's link that have tags: the tags must follow."""
    pdf = plain(b"/P <</MCID 0>> BDC\n" + page_text() + b"EMC\n/Artifact BMC 50 40 495 1 re f EMC\n")
    make = pdf.make_indirect
    text = form_stream(pdf, b"BT /F1 12 Tf 2 5 Td (Mia Muster) Tj ET", (0, 0, 200, 20))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Mia Muster"), F=4,
        Rect=Array([60, 500, 260, 520]), DA=String("/F1 12 Tf 0 g"), AP=Dictionary(N=text), StructParent=1,
    )  # fmt: skip
    launch = link((60, 450, 260, 470), A=Dictionary(S=Name.Launch, F=String("x.exe")), StructParent=2)
    annotated(field, launch, pdf=pdf)
    page = pdf.pages[0].obj
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[0]]), DR=Dictionary(Font=page.Resources.Font))
    root = make(Dictionary(Type=Name.StructTreeRoot))
    document = make(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    kids = [
        make(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page, K=0, ID=String("p1"))),
        make(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Pg=page, Alt=String("Name"),
                        K=Dictionary(Type=Name.OBJR, Obj=page.Annots[0]))),
        make(Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page,
                        K=Dictionary(Type=Name.OBJR, Obj=page.Annots[1]))),
    ]  # fmt: skip
    document.K = Array(kids)
    root.K = document
    root.ParentTree = Dictionary(Nums=Array([0, Array([kids[0]]), 1, kids[1], 2, kids[2]]))
    page.StructParents = 0
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("de")
    return saved(pdf)


@sample
def tagged_wrongly() -> bytes:
    """pikepdf. The tags claim content that does not exist; they are given up."""
    pdf = Pdf.open(BytesIO(tagged_form()))
    pdf.Root.StructTreeRoot.K.K[0].K = 7
    return saved(pdf)


@sample
def tagged_unmarked() -> bytes:
    """pikepdf. Has a structure tree, but MarkInfo does not say so."""
    pdf = Pdf.open(BytesIO(tagged_form()))
    del pdf.Root.MarkInfo
    return saved(pdf)


# --- other programs


TEX = r"""\documentclass[a4paper]{article}
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{hyperref}
\hypersetup{pdftitle={Infobrief}}\pdfinfoomitdate=1
\begin{document}\section{Infobrief Verein Musterland}\label{a} TEXT
\section{Termine} Siehe Seite \pageref{a} und Abschnitt~\ref{a}.
\href{https://example.org/}{Unsere Seite}\newpage Zweite Seite.\end{document}
"""


@sample
def pdftex() -> bytes:
    """pdfTeX with hyperref. Bookmarks, named destinations, Type 1 fonts, two pages."""
    files = {"in.tex": TEX.replace("TEXT", " ".join(LINES))}
    return run(
        "sh",
        "-c",
        "pdflatex -interaction=batchmode in.tex && pdflatex -interaction=batchmode in.tex",
        files=files,
        result="in.pdf",
    )


GROFF = ".TL\n" + HEAD + "\n.PP\n" + "\n".join(LINES) + "\n"


@sample
def groff() -> bytes:
    """groff (gropdf). Letter size from an ms text."""
    return run("sh", "-c", "groff -K utf8 -ms -Tpdf -P-pletter in.ms > out.pdf", files={"in.ms": GROFF})


@sample
def ghostscript() -> bytes:
    """Ghostscript (pdfwrite). PDF 1.3 from PostScript of groff."""
    command = (
        "groff -K utf8 -ms -Tps in.ms | gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -dCompatibilityLevel=1.3 "
        "-sPAPERSIZE=a4 -dFIXEDMEDIA -sOutputFile=out.pdf -"
    )
    return run("sh", "-c", command, files={"in.ms": GROFF})


@sample
def enscript_2up() -> bytes:
    """enscript and Ghostscript. Two columns in landscape, turned by Ghostscript."""
    command = (
        "iconv -f utf8 -t latin1 in.txt | enscript -q -B -2 -r -M A4 -X latin1 -p - | sed '/^%%For/d' | "
        "gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -dAutoRotatePages=/All -sOutputFile=out.pdf -"
    )
    return run("sh", "-c", command, files={"in.txt": "\n".join((HEAD, "", *LINES)) + "\n"})


@sample
def wkhtmltopdf() -> bytes:
    """wkhtmltopdf (Qt). A4 from HTML, with links."""
    html = HTML.replace("#oben", "mailto:post@example.org")  # it would write the way to the file into the PDF
    options = ("-q", "-s", "A4", "--disable-smart-shrinking")
    return run("wkhtmltopdf", *options, "in.html", "out.pdf", files={"in.html": html})


@sample
def reportlab_form() -> bytes:
    """ReportLab. Unembedded Helvetica, bookmarks, a form, a transparent picture."""
    from reportlab.pdfgen import canvas

    target = BytesIO()
    page = canvas.Canvas(target, pagesize=(595.276, 841.89), invariant=1)
    page.setTitle(HEAD)
    page.bookmarkPage("a")
    page.addOutlineEntry("Anfang", "a")
    page.setFont("Helvetica", 14)
    for index, line in enumerate((HEAD, *LINES)):
        page.drawString(60, 780 - 20 * index, line)
    page.acroForm.textfield(name="n", value="Mia Muster", x=60, y=600, width=200, height=20)
    page.acroForm.checkbox(name="c", checked=True, x=60, y=560, size=15)
    page.linkURL("https://example.org/", (60, 500, 200, 520))
    page.showPage()
    page.setFillAlpha(0.4)
    page.circle(300, 400, 90, fill=1)
    page.showPage()
    page.save()
    return target.getvalue()


@sample
def fpdf2_attached() -> bytes:
    """fpdf2. A link to page 2, a note, a highlighted text and an attached file."""
    from datetime import UTC, datetime

    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_creation_date(datetime(2017, 7, 1, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    target = pdf.add_link()
    pdf.cell(text=HEAD, link=target)
    pdf.ln(12)
    with pdf.highlight("Bitte lesen"):
        pdf.multi_cell(0, text="\n".join(LINES))
    pdf.text_annotation(100, 130, "Notiz")
    pdf.embed_file(bytes=b"Kuchenliste", basename="liste.txt")
    pdf.add_page()
    pdf.set_link(target)
    pdf.cell(text="Zweite Seite")
    return bytes(pdf.output())


@sample
def pymupdf_notes() -> bytes:
    """PyMuPDF. Highlight, free text, stamp, drawing, line and note: painted into the page."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for index, line in enumerate((HEAD, *LINES)):
        page.insert_text((60, 80 + 20 * index), line)
    page.add_highlight_annot(pymupdf.Rect(60, 68, 200, 84))
    page.add_freetext_annot(
        pymupdf.Rect(60, 300, 260, 340), "Bitte aushängen!", fontsize=14, text_color=(1, 0, 0)
    )
    page.add_stamp_annot(pymupdf.Rect(300, 300, 480, 360), stamp=0)
    page.add_ink_annot([[(60, 400), (120, 460), (180, 400)]])
    page.add_line_annot((60, 500), (400, 520))
    page.add_text_annot((500, 80), "Notiz")
    return bytes(document.tobytes(garbage=4, deflate=True, no_new_id=True))


def picture(mode: str, **options: Any) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (248, 351), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 228, 60), fill=(180, 210, 160))
    draw.text((30, 32), HEAD, fill="black")
    for index, line in enumerate(LINES):
        draw.text((20, 80 + 14 * index), line[:36], fill="black")
    target = BytesIO()
    image.convert(mode).save(target, **options)
    return target.getvalue()


def scanned(data: bytes, **options: Any) -> bytes:
    import img2pdf

    layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
    return bytes(img2pdf.convert(data, layout_fun=layout, nodate=True, **options))


@sample
def scan_cmyk() -> bytes:
    """img2pdf. A scan as CMYK JPEG."""
    return scanned(picture("CMYK", format="JPEG", quality=60))


@sample
def scan_jpeg2000() -> bytes:
    """img2pdf. A scan as JPEG 2000."""
    return scanned(picture("L", format="JPEG2000", quality_layers=[20]))


@sample
def scan_fax() -> bytes:
    """img2pdf. A scan in black and white, CCITT group 4."""
    return scanned(picture("1", format="TIFF", compression="group4"))


@sample
def matplotlib_type3() -> bytes:
    """matplotlib. A chart with Type 3 fonts, no A4."""
    import matplotlib as mpl

    mpl.use("pdf")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 4))
    axes.bar(["2015", "2016", "2017"], [120, 135, 151])
    axes.set_title("Mitglieder im Verein Musterland")
    target = BytesIO()
    figure.savefig(target, format="pdf", metadata={"CreationDate": None})
    return target.getvalue()


@sample
def xhtml2pdf() -> bytes:
    """xhtml2pdf. From HTML, with outline."""
    from xhtml2pdf import pisa

    target = BytesIO()
    pisa.CreatePDF(HTML, dest=target)
    return target.getvalue()


@sample
def cairo() -> bytes:
    """cairo (CairoSVG). A drawing with transparency, square page."""
    import cairosvg

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><circle cx="200" cy="200" r="150" '
        f'fill="#8a4" opacity="0.5"/><text x="60" y="200" font-size="20">{HEAD}</text></svg>'
    )
    return bytes(cairosvg.svg2pdf(bytestring=svg.encode()))


def node(script: str) -> bytes:
    return run("node", "in.js", files={"in.js": script})


@sample
def pdfkit_tagged() -> bytes:
    """PDFKit (JavaScript). Tagged by hand, with a named destination and an open action by its own."""
    return node(f"""
const PDFDocument = require('pdfkit'), fs = require('fs');
const doc = new PDFDocument({{size: 'A4', pdfVersion: '1.5', tagged: true, lang: 'de', displayTitle: true,
  info: {{Title: '{HEAD}', CreationDate: new Date(0)}}}});
doc.pipe(fs.createWriteStream('out.pdf'));
const part = doc.struct('Document'); doc.addStructure(part);
part.add(doc.struct('H1', () => {{ doc.fontSize(20).text('{HEAD}'); }}));
part.add(doc.struct('P', () => {{ doc.fontSize(12).text('{" ".join(LINES)}'); }}));
doc.markContent('Artifact'); doc.rect(60, 700, 400, 2).fill(); doc.endMarkedContent();
part.end(); doc.end();
""")


@sample
def pdf_lib_form() -> bytes:
    """pdf-lib (JavaScript). A form with a text field and a box; JavaScript at opening and an attachment."""
    return node(f"""
const {{ PDFDocument }} = require('pdf-lib'), fs = require('fs');
(async () => {{
  const doc = await PDFDocument.create({{updateMetadata: false}}), page = doc.addPage([595.28, 841.89]);
  page.drawText('{HEAD}', {{x: 60, y: 780, size: 20}});
  const form = doc.getForm(), field = form.createTextField('name'), box = form.createCheckBox('ja');
  field.setText('Mia Muster'); field.addToPage(page, {{x: 60, y: 600, width: 200, height: 30}});
  box.addToPage(page, {{x: 60, y: 540, width: 20, height: 20}}); box.check();
  doc.addJavaScript('main', "app.alert('Guten Tag');");
  await doc.attach(Buffer.from('Kuchenliste'), 'liste.txt', {{mimeType: 'text/plain'}});
  fs.writeFileSync('out.pdf', await doc.save());
}})();
""")


@sample
def pdfmake() -> bytes:
    """pdfmake (JavaScript). Table, link, A5 in landscape."""
    return node(f"""
const fs = require('fs'), pdfmake = require('pdfmake');
const fonts = {{Helvetica: {{normal: 'Helvetica', bold: 'Helvetica-Bold'}}}};
const content = {{pageSize: 'A5', pageOrientation: 'landscape', defaultStyle: {{font: 'Helvetica'}},
  info: {{title: '{HEAD}', creationDate: new Date(0)}},
  content: ['{HEAD}', '{" ".join(LINES)}', {{table: {{body: [['Ort', 'Zeit'], ['Vereinshaus', '15 Uhr']]}}}},
    {{text: 'Unsere Seite', link: 'https://example.org/'}}]}};
if (pdfmake.setFonts) {{
  pdfmake.setFonts(fonts);
  pdfmake.createPdf(content).write('out.pdf');
}} else {{
  const doc = new pdfmake(fonts).createPdfKitDocument(content);
  doc.pipe(fs.createWriteStream('out.pdf')); doc.end();
}}
""")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or SAMPLES:
        try:
            (FOLDER / name).write_bytes(SAMPLES[name]())
        except subprocess.CalledProcessError as error:
            print(name, error, error.stderr.decode(errors="replace")[-2000:])
        except Exception as error:
            print(name, repr(error))
    lines = [
        "# PDFs of other programs",
        "",
        "Made by `tools/make_legacy_samples.py`; all names and texts are made up. `tests/test_legacy.py`",
        "says what becomes of each.",
        "",
        "| file | made by | why it is here |",
        "|---|---|---|",
    ]
    for name, function in sorted(SAMPLES.items()):
        made, _, why = " ".join((function.__doc__ or "").split()).partition(". ")
        lines.append(f"| {name} | {made} | {why} |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
