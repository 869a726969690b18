"""How a PDF is built, as values: what the checks look at.

Objects are told apart by their number in the file; objects without one get negative numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from infobrief_pdf.model.nature import Nature


class Mark(NamedTuple):
    """A marked piece of content: the page, counted from 0, and its MCID."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or an entry of the outline leads within the file, and whether that exists."""

    name: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, note or form field on a page."""

    number: int
    subtype: str
    struct_parent: int | None
    has_contents: bool
    is_hidden: bool
    target: Target | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    `marks` are the MCIDs in the order of the content, `loose` counts what is painted outside any tag.
    """

    marks: tuple[int, ...]
    loose: int
    struct_parents: int | None
    tab_order: str | None
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element. `parent` is where it was found, `named_parent` what its `P` says."""

    number: int
    role: str
    parent: int
    named_parent: int | None
    marks: tuple[Mark, ...]
    objects: tuple[int, ...]
    identifier: str | None
    has_alternative: bool


@dataclass(frozen=True, slots=True)
class Font:
    """A font that some page uses."""

    name: str
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF. `is_associated` if the catalog's `AF` names it (ISO 19005-3, 6.8)."""

    name: str
    relationship: str | None
    media_type: str | None
    is_associated: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """What the XMP packet declares; `None` where it declares nothing."""

    pdfa_part: str | None
    pdfa_level: str | None
    pdfua_part: str | None
    pdfx_version: str | None = None


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A PDF.

    `parent_tree` has, for each key, the element of an annotation or the elements of a page's marks; the two
    lists of elements agree in a sound file. `repeated` are elements that hang in the tree more than once.
    """

    pages: tuple[Page, ...]
    has_tree: bool
    is_marked: bool
    elements: tuple[Element, ...]
    repeated: tuple[int, ...]
    parent_tree: Mapping[int, int | tuple[int | None, ...]]
    identifiers: Mapping[str, int]
    language: str | None
    title: str | None
    displays_title: bool
    outline: tuple[tuple[str, Target | None], ...]
    labels: tuple[str, ...]
    """What is printed on each page as its number; nothing if the PDF does not tell."""
    output_intents: tuple[bool, ...]
    """For each output intent whether it has a colour profile."""
    claims: Claims
    fonts: tuple[Font, ...]
    actions: tuple[str, ...]
    """The kinds of all actions, each once: `URI`, `GoTo`, `JavaScript`, …"""
    attachments: tuple[Attached, ...]
    is_encrypted: bool
    nature: Nature | None = None
    """What the file is, if this program made it and it claims no standard."""
