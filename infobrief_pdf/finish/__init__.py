"""The finished file: conformance claims, metadata, page labels and attachments on the objects of a PDF.

Works on `pydyf` objects right before they are written, so that a file is laid out, tagged and finished in
one pass.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import pydyf

from infobrief_pdf.finish.attachments import Attachment, attach
from infobrief_pdf.finish.xmp import Conformance, Metadata, packet
from infobrief_pdf.model.folio import FIRST, Folio

__all__ = ["Attachment", "Conformance", "Metadata", "finisher", "information", "packet"]

_REQUIRED: Final = ("Lang", "StructTreeRoot", "OutputIntents", "MarkInfo", "ViewerPreferences")


def finisher(
    metadata: Metadata, attachments: tuple[Attachment, ...], first_folio: Folio = FIRST
) -> Callable[[pydyf.PDF], None]:
    """The last changes to a PDF, whose first page carries `first_folio`; it changes the objects in place."""

    def finish(pdf: pydyf.PDF) -> None:
        pdf.catalog["Lang"] = pydyf.String(metadata.language)
        pdf.info.clear()
        pdf.info.update({key: pydyf.String(value) for key, value in information(metadata).items()})
        _metadata_stream(pdf, metadata)
        _output_intent(pdf)
        label: dict[str, object] = {"S": "/D"}
        if first_folio.number != 1:
            label["St"] = first_folio.number
        if first_folio.prefix:
            label["P"] = pydyf.String(first_folio.prefix)
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary(label)])})
        pdf.catalog["PageMode"] = "/UseOutlines" if "Outlines" in pdf.catalog else "/UseNone"
        attach(pdf, attachments, metadata.created)
        if missing := [key for key in _REQUIRED if key not in pdf.catalog]:
            raise RuntimeError(f"the PDF lacks {', '.join(missing)}")

    return finish


def pdf_date(moment: datetime) -> str:
    """A moment as PDF writes it, in UTC (ISO 32000-1, 7.9.4).

    >>> pdf_date(datetime(2018, 9, 6, tzinfo=UTC))
    "D:20180906000000+00'00'"
    """
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def information(metadata: Metadata) -> dict[str, str]:
    """The information dictionary, which says what the XMP packet says (ISO 19005-3, 6.6.3)."""
    values = {
        "Title": metadata.title,
        "Author": metadata.author,
        "Subject": metadata.subject,
        "Keywords": ", ".join(metadata.keywords),
        "Creator": metadata.creator,
        "Producer": metadata.producer,
        "CreationDate": pdf_date(metadata.created),
        "ModDate": pdf_date(metadata.created),
    }
    return {key: value for key, value in values.items() if value}


def _metadata_stream(pdf: pydyf.PDF, metadata: Metadata) -> None:
    """One packet in the place of WeasyPrint's; uncompressed so that any tool can read it."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.stream, stream.compress = [packet(metadata)], False


def _output_intent(pdf: pydyf.PDF) -> None:
    """Name the sRGB condition as the ICC registry does."""
    (intent,) = pdf.catalog["OutputIntents"]
    intent["OutputConditionIdentifier"] = pydyf.String("sRGB IEC61966-2.1")
    intent["Info"] = pydyf.String("sRGB IEC61966-2.1")
    intent["RegistryName"] = pydyf.String("http://www.color.org")
