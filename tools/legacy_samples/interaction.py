"""Pages drawn by hand with which a reader can do something: forms, scripts, links, layers, bookmarks."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, String

from legacy_samples.drawing import annotated, form_stream, link, page_text, plain, saved
from legacy_samples.registry import sample


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
