"""Files that travel inside a PDF, associated with it (ISO 32000-2, 14.13; ISO 19005-3, 6.8 and annex E)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5

import pydyf


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF. `relationship` is one of Source, Data, Alternative, Supplement, Unspecified."""

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: str = "Source"


def attach(pdf: pydyf.PDF, attachments: tuple[Attachment, ...], moment: datetime) -> None:
    """Embed files and associate them with the document. Names must be unique."""
    if not attachments:
        return
    specifications = {}
    for attachment in attachments:
        specification = _specification(pdf, attachment, moment)
        pdf.add_object(specification)
        specifications[attachment.name] = specification.reference
    # Name trees are sorted by the bytes of their keys (ISO 32000-1, 7.9.6).
    names = pydyf.Array()
    for name in sorted(specifications, key=lambda name: _encoded(name)):
        names += [pydyf.String(name), specifications[name]]
    pdf.catalog.setdefault("Names", pydyf.Dictionary())
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array(specifications.values())


def _encoded(name: str) -> bytes:
    """The bytes that `pydyf.String` writes for a text."""
    return name.encode("ascii") if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")


def _specification(pdf: pydyf.PDF, attachment: Attachment, moment: datetime) -> pydyf.Dictionary:
    """A file specification; `F`, `UF`, `AFRelationship` and a media type are what PDF/A-3 asks for."""
    date = pydyf.String(moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"))
    parameters = {
        "Size": len(attachment.content),
        "CheckSum": f"<{md5(attachment.content, usedforsecurity=False).hexdigest()}>",
        "CreationDate": date,
        "ModDate": date,
    }
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + attachment.media_type.replace("/", "#2f"),
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([attachment.content], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    return pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship}",
        }
    )
