"""What typesetting programs and converters make, each started in a folder of its own."""

from __future__ import annotations

from legacy_samples.registry import HEAD, HTML, LINES, run, sample

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
