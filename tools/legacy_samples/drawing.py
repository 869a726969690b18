"""Pages drawn by hand with pikepdf, in the unembedded Helvetica that every reader has."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from legacy_samples.registry import HEAD, LINES


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
