"""One XMP packet that declares PDF/A-3a and PDF/UA-1 together, or PDF/X-4.

PDF/A knows only the schemas of ISO 19005-3, 6.6.2.3; the PDF/UA identifier is not among them and is
therefore described by an extension schema, which stands first so that a reader has met it before use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from infobrief_pdf.model import nature
from infobrief_pdf.model.nature import Nature


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a file claims: PDF/A part and level, PDF/UA part, PDF/X version; `None` where it claims none."""

    pdfa_part: int | None = 3
    pdfa_level: str | None = "A"
    pdfua_part: int | None = 1
    pdfx_version: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself. `created` is the moment of publication, never of the build."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    created: datetime
    creator: str
    producer: str
    conformance: Conformance = Conformance()
    identifier: UUID | None = None
    """What makes this file out among all others; PDF/X asks for it."""
    nature: Nature | None = None
    """What the file is, where it claims no standard: PDF/A would ask for a schema that describes it."""


_SCHEMA: Final = """<rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{descriptions}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(metadata: Metadata) -> bytes:
    """The XMP packet of a file, as UTF-8 (ISO 16684-1)."""
    descriptions = (
        *_claims(metadata.conformance),
        *_exchange(metadata),
        *_nature(metadata),
        _properties(metadata),
    )
    return _PACKET.format(descriptions="\n".join(descriptions)).encode()


def _claims(conformance: Conformance) -> list[str]:
    claims = []
    if conformance.pdfua_part is not None:
        claims += [
            _SCHEMA,
            _description(
                "pdfuaid", "http://www.aiim.org/pdfua/ns/id/", {"part": str(conformance.pdfua_part)}
            ),
        ]
    if conformance.pdfa_part is not None:
        values = {"part": str(conformance.pdfa_part), "conformance": conformance.pdfa_level or "B"}
        claims.append(_description("pdfaid", "http://www.aiim.org/pdfa/ns/id/", values))
    return claims


def _nature(metadata: Metadata) -> list[str]:
    if metadata.nature is None:
        return []
    return [_description(nature.PREFIX, nature.NAMESPACE, metadata.nature.properties())]


def _exchange(metadata: Metadata) -> list[str]:
    """What PDF/X-4 asks for: its version, whether colours are trapped, what identifies the file."""
    version = metadata.conformance.pdfx_version
    if version is None or metadata.identifier is None:
        return []
    management = {
        "DocumentID": f"xmp.did:{metadata.identifier}",
        "RenditionClass": "default",
        "VersionID": "1",
    }
    return [
        _description("pdfxid", "http://www.npes.org/pdfx/ns/id/", {"GTS_PDFXVersion": version}),
        _description("pdf", "http://ns.adobe.com/pdf/1.3/", {"Trapped": "False"}),
        _description("xmpMM", "http://ns.adobe.com/xap/1.0/mm/", management),
    ]


def _description(prefix: str, namespace: str, values: dict[str, str]) -> str:
    elements = "".join(
        f"<{prefix}:{name}>{escape(value)}</{prefix}:{name}>" for name, value in values.items()
    )
    return f'<rdf:Description rdf:about="" xmlns:{prefix}={quoteattr(namespace)}>{elements}</rdf:Description>'


def _properties(metadata: Metadata) -> str:
    moment = metadata.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    subject = (
        f"<dc:description>{_alternatives(metadata.subject)}</dc:description>\n" if metadata.subject else ""
    )
    keywords = ", ".join(metadata.keywords)
    words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in metadata.keywords)
    tags = (
        f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>\n"
        f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords>\n"
    )
    return (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">\n'
        f"<dc:format>application/pdf</dc:format>\n<dc:title>{_alternatives(metadata.title)}</dc:title>\n"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>\n"
        f"{subject}<dc:language><rdf:Bag><rdf:li>{escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>\n"
        f"{tags if metadata.keywords else ''}"
        f"<pdf:Producer>{escape(metadata.producer)}</pdf:Producer>\n"
        f"<xmp:CreatorTool>{escape(metadata.creator)}</xmp:CreatorTool>\n"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>\n"
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>\n"
        "</rdf:Description>"
    )


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
