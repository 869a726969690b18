"""What Python's libraries make: pages, notes, scans, charts and drawings."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from legacy_samples.registry import HEAD, HTML, LINES, sample


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
