"""What a finished PDF promises: no file is blamed for what it does not claim."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from infobrief_pdf.pdf import Anatomy

Promise = Literal["accessible", "press", "sheets", "volume"]
"""PDF/UA-1 with PDF/A-3a; PDF/X; sheets for a printer; a volume with pages of other programs."""

_TAGGING: Final = frozenset(
    {
        "tags", "content", "marks", "parent-tree", "parents", "identifiers", "figures", "annotations",
        "tab-order", "claims",
    }
)  # fmt: skip
_READING: Final = frozenset({"links", "outline", "page-labels"})

_EXCUSED: Final[Mapping[Promise, frozenset[str]]] = MappingProxyType(
    {
        "accessible": frozenset(),
        "press": _TAGGING | _READING | {"title"},
        "sheets": _TAGGING | _READING,
        "volume": frozenset({"claims", "fonts"}),
    }
)


def promised(pdf: Anatomy) -> Promise:
    """What a file promises. One that claims no standard and does not say what it is should be accessible.

    A file that claims PDF/UA or PDF/A is held to it, whatever else it says.
    """
    claims = pdf.claims
    if claims.pdfua_part or claims.pdfa_part:
        return "accessible"
    if (claims.pdfx_version or "").startswith("PDF/X"):
        return "press"
    return pdf.nature.kind if pdf.nature else "accessible"


def excused(promise: Promise) -> frozenset[str]:
    """The checks of `infobrief_pdf.checks.structure` that do not apply to what promises only this."""
    return _EXCUSED[promise]
