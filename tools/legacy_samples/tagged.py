"""What programs make that can tag a PDF, with tags and without; and tags that are wrong."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from legacy_samples.drawing import annotated, form_stream, link, page_text, plain, saved
from legacy_samples.registry import HEAD, HTML, LINES, run, sample


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
