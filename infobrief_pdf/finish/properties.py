"""What a file says of itself, twice: in its information dictionary and in its XMP packet."""

from __future__ import annotations

from datetime import UTC, datetime

import pydyf

from infobrief_pdf.finish.xmp import Metadata, packet


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


def add_information(pdf: pydyf.PDF, metadata: Metadata) -> None:
    """What the file says of itself in its information dictionary, and nothing else."""
    pdf.info.clear()
    pdf.info.update({key: pydyf.String(value) for key, value in information(metadata).items()})


def add_packet(pdf: pydyf.PDF, metadata: Metadata) -> None:
    """One packet in the place of WeasyPrint's; uncompressed so that any tool can read it."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.stream, stream.compress = [packet(metadata)], False
