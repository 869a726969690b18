"""The finished file: conformance claims, metadata, page labels and attachments on the objects of a PDF.

Works on `pydyf` objects right before they are written, so that a file is laid out, tagged and finished in
one pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pydyf

from infobrief_pdf.finish.attachments import Attachment, attach
from infobrief_pdf.finish.condensing import condense
from infobrief_pdf.finish.press import press_finisher
from infobrief_pdf.finish.properties import add_information, add_packet, information, pdf_date
from infobrief_pdf.finish.xmp import Conformance, Metadata, packet
from infobrief_pdf.model.folio import FIRST, Folio

__all__ = [
    "Attachment",
    "Conformance",
    "Metadata",
    "finisher",
    "information",
    "packet",
    "pdf_date",
    "press_finisher",
]

_REQUIRED: Final = ("Lang", "StructTreeRoot", "OutputIntents", "MarkInfo", "ViewerPreferences")


def finisher(
    metadata: Metadata,
    attachments: tuple[Attachment, ...],
    first_folio: Folio = FIRST,
    *,
    is_condensed: bool = False,
) -> Callable[[pydyf.PDF], None]:
    """The last changes to a PDF, whose first page carries `first_folio`; it changes the objects in place.

    `is_condensed`: its content is written in fewer bytes.
    """

    def finish(pdf: pydyf.PDF) -> None:
        pdf.catalog["Lang"] = pydyf.String(metadata.language)
        add_information(pdf, metadata)
        add_packet(pdf, metadata)
        _output_intent(pdf)
        label: dict[str, object] = {"S": "/D"}
        if first_folio.number != 1:
            label["St"] = first_folio.number
        if first_folio.prefix:
            label["P"] = pydyf.String(first_folio.prefix)
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary(label)])})
        pdf.catalog["PageMode"] = "/UseOutlines" if "Outlines" in pdf.catalog else "/UseNone"
        attach(pdf, attachments, metadata.created)
        if is_condensed:
            condense(pdf)
        if missing := [key for key in _REQUIRED if key not in pdf.catalog]:
            raise RuntimeError(f"the PDF lacks {', '.join(missing)}")

    return finish


def _output_intent(pdf: pydyf.PDF) -> None:
    """Name the sRGB condition as the ICC registry does."""
    (intent,) = pdf.catalog["OutputIntents"]
    intent["OutputConditionIdentifier"] = pydyf.String("sRGB IEC61966-2.1")
    intent["Info"] = pydyf.String("sRGB IEC61966-2.1")
    intent["RegistryName"] = pydyf.String("http://www.color.org")
