"""PDF/X-4 for a print shop: boxes, printer's marks, output intent and metadata (ISO 15930-7:2010).

Lengths are points, measured from the trimmed sheet's lower left corner, which WeasyPrint makes the origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import pydyf

from infobrief_pdf.finish.marks import REGISTRATION, SLUG, marks
from infobrief_pdf.finish.properties import add_information, add_packet
from infobrief_pdf.finish.xmp import Conformance, Metadata
from infobrief_pdf.profiles import Profile
from infobrief_pdf.units import mm_to_pt

_CLAIM: Final = Conformance(pdfa_part=None, pdfa_level=None, pdfua_part=None, pdfx_version="PDF/X-4")


def press_finisher(metadata: Metadata, profile: Profile, bleed: float) -> Callable[[pydyf.PDF], None]:
    """The last changes to a PDF in the inks of `profile`, which run `bleed` millimetres over the edge."""

    def finish(pdf: pydyf.PDF) -> None:
        pages = [pdf.objects[int(reference.split()[0])] for reference in pdf.page_references]
        contents = [pdf.objects[int(page["Contents"].split()[0])] for page in pages]
        said = replace(metadata, conformance=_CLAIM, identifier=_identifier(metadata, contents))
        pdf.catalog["Lang"] = pydyf.String(metadata.language)
        pdf.catalog.pop("Names", None)  # targets of links that are not there
        add_information(pdf, said)
        pdf.info["Trapped"] = "/False"
        pdf.info["GTS_PDFXVersion"] = pydyf.String(
            "PDF/X-4"
        )  # in the XMP packet, too; some programs look here
        add_packet(pdf, said)
        pdf.catalog["OutputIntents"] = pydyf.Array([_output_intent(pdf, profile)])
        _frame(pdf, pages, mm_to_pt(bleed))

    return finish


def _identifier(metadata: Metadata, contents: Iterable[Any]) -> UUID:
    """The same for the same pages and properties, another for others (RFC 9562, 5.5)."""
    digest = sha256(repr(metadata).encode())
    for content in contents:
        for part in content.stream:
            digest.update(part if isinstance(part, bytes) else str(part).encode())
    return uuid5(NAMESPACE_URL, digest.hexdigest())


def _output_intent(pdf: pydyf.PDF, profile: Profile) -> pydyf.Dictionary:
    """The printing condition that all inks are meant for (ISO 32000-1, 14.11.5), its profile inside."""
    embedded = pydyf.Stream([profile.content()], pydyf.Dictionary({"N": 4}), compress=True)
    pdf.add_object(embedded)
    return pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": pydyf.String(profile.condition),
            "OutputCondition": pydyf.String(profile.description),
            "Info": pydyf.String(profile.description),
            "RegistryName": pydyf.String("http://www.color.org"),
            "DestOutputProfile": embedded.reference,
        }
    )


def _frame(pdf: pydyf.PDF, pages: list[Any], bleed: float) -> None:
    """Room for the marks around each page, its content cut off where the bleed ends, the marks themselves."""
    _registration(pdf, pages)
    around: dict[tuple[float, float], tuple[bytes, bytes]] = {}
    for page in pages:
        left, bottom, right, top = page["TrimBox"]
        size = (right - left, top - bottom)
        if size not in around:
            around[size] = tuple(_added(pdf, text) for text in _wrapping(*size, bleed))  # type: ignore[assignment]
        before, after = around[size]
        page["Contents"] = pydyf.Array([before, page["Contents"], after])
        page["MediaBox"] = pydyf.Array([left - SLUG, bottom - SLUG, right + SLUG, top + SLUG])
        page["CropBox"] = page["MediaBox"]
        page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])
        page["Group"] = pydyf.Dictionary(
            {"Type": "/Group", "S": "/Transparency", "CS": "/DeviceCMYK", "I": "true", "K": "false"}
        )


def _wrapping(width: float, height: float, bleed: float) -> tuple[str, str]:
    """What comes before the content of a page, and what after."""
    edges = f"{-bleed:.4f} {-bleed:.4f} {width + 2 * bleed:.4f} {height + 2 * bleed:.4f}"
    return f"q {edges} re W n", f"Q {marks(width, height)}"


def _added(pdf: pydyf.PDF, text: str) -> bytes:
    stream = pydyf.Stream([text], compress=True)
    pdf.add_object(stream)
    return bytes(stream.reference)


def _registration(pdf: pydyf.PDF, pages: list[Any]) -> None:
    """The colour of marks, on all plates (ISO 32000-1, 8.6.6.4), in place of colour spaces that none uses."""
    resources = pdf.objects[int(pages[0]["Resources"].split()[0])]
    spaces: Any = pdf.objects[int(resources["ColorSpace"].split()[0])]
    tint = pydyf.Dictionary(
        {"FunctionType": 2, "Domain": pydyf.Array([0, 1]), "N": 1}
        | {"C0": pydyf.Array([0, 0, 0, 0]), "C1": pydyf.Array([1, 1, 1, 1])}
    )
    spaces.clear()
    spaces[REGISTRATION] = pydyf.Array(["/Separation", "/All", "/DeviceCMYK", tint])
