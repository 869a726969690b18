"""The parts of a volume, and the volume while it is being bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, NumberTree, Pdf

from infobrief_pdf.model.folio import Folio


@dataclass(frozen=True, slots=True)
class Part:
    """A finished PDF that becomes a part of the volume.

    `name` stands before its identifiers and targets; `targets` are page (from 0), x and y in points from the
    lower left corner; `first_folio` numbers its first page in `numerals` (`D`, `r` or `A`; ISO
    32000-1, table 159); `pads` blank pages follow it.
    """

    name: str
    title: str
    language: str
    pdf: bytes
    pages: int
    targets: Mapping[str, tuple[int, float, float]]
    first_folio: Folio
    numerals: str = "D"
    pads: int = 0
    stamps: bytes = b""
    """For a cleaned PDF of someone else: a PDF with what is printed on each of its pages."""


@dataclass
class Binding:
    """The volume while it is being bound."""

    pdf: Pdf
    document: Any
    parents: list[Any] = field(default_factory=list)
    identifiers: dict[str, Any] = field(default_factory=dict)
    targets: dict[str, Array] = field(default_factory=dict)
    bookmarks: list[Any] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    roles: dict[str, Any] = field(default_factory=dict)
    next_key: int = 0

    def take_keys(self, tree: Any, pages: Sequence[Any]) -> None:
        """Move the keys of a part's parent tree behind those that are taken.

        ISO 32000-1, 14.7.4.4: pages name their key in StructParents, annotations in StructParent.
        """
        offset, last = self.next_key, -1
        for key, value in NumberTree(tree.ParentTree).items():
            self.parents += [key + offset, value]
            last = max(last, key)
        self.next_key = offset + last + 1
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + offset
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + offset
