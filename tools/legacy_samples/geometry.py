"""Pages drawn by hand that are turned, cropped, scaled, or of another size than A4."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from legacy_samples.drawing import annotated, link, page_text, plain, saved
from legacy_samples.registry import sample


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
