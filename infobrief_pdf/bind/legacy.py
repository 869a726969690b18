"""Issues that exist only as the PDF of some other program, cleaned so that they can be bound.

Nothing of the foreign file's catalog and pages is kept unless a table here names it. What acts is taken
out, what a reader saw of annotations and forms is painted into the pages, and every page is brought to A4.

- A file with a usable structure tree keeps it; its parent tree is made anew.
- In any other file, the content of each page is one form XObject inside the mark with MCID 0, ready to be
  claimed by an element of the binder. The binder sets /StructParents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pikepdf import (
    Array,
    Dictionary,
    Name,
    ObjectSet,
    ObjectStreamMode,
    OutlineItem,
    Pdf,
    Stream,
    StreamDecodeLevel,
    String,
)

from infobrief_pdf.bind import values
from infobrief_pdf.bind.claims import adopted
from infobrief_pdf.bind.guard import ACTIONS, MOST_PAGES, TooLong, opened, refusing, sweep
from infobrief_pdf.bind.links import Targets, bookmarks, clean_annotations
from infobrief_pdf.bind.mending import mended
from infobrief_pdf.bind.sheet import Sheet, Untagged, sheet, wrap_tagged
from infobrief_pdf.bind.weights import Scales
from infobrief_pdf.diagnostics import Place
from infobrief_pdf.diagnostics.reasons import NO_PAGES, PAGE_LOST

_CATALOG_KEYS: Final = (
    "/Type",
    "/Pages",
    "/Lang",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Outlines",
    "/OCProperties",
)
_PAGE_KEYS: Final = (
    "/Type",
    "/Parent",
    "/MediaBox",
    "/TrimBox",
    "/Resources",
    "/Contents",
    "/Group",
    "/Annots",
)
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST_NODES: Final = 20_000
_NAMES: Final = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "EmbeddedFiles", "/Renditions": "Rendition"}
_TOLD: Final = {"/AA": "AA", "/Collection": "Collection", "/AF": "EmbeddedFiles", "/Threads": "Threads"}


@dataclass(frozen=True, slots=True)
class Legacy:
    """A PDF of someone else, cleaned: bytes that can be bound."""

    pdf: bytes
    """The cleaned file. The same input gives the same bytes; cleaning them again changes nothing."""

    pages: int
    is_tagged: bool
    """Whether it has a structure tree whose marks all exist."""

    removed: tuple[str, ...]
    """What was taken out, each once, sorted; mostly the standard's names, such as JavaScript or Launch."""

    is_mended: bool = False
    """Whether the file was damaged; nothing that its pages need is missing."""


def cleaned(content: bytes, name: str, place: Place | None = None) -> Legacy:
    """Clean a foreign PDF. Raises `Refused` if it needs a password, cannot be read or is too large.

    `name` is what messages call the file, `place` where it was asked for.
    """
    with refusing(name, place or Place(name)), opened(content) as pdf:
        removed = {"Encryption"} if pdf.is_encrypted else set()
        scales = Scales(pdf)
        sheets, is_mended = _sheets(pdf, content)
        for number, one in enumerate(sheets, 1):
            scales.check(one.contents, number)
        removed |= _catalog_acts(pdf)
        entries = _clean_pages(pdf, sheets, removed)
        scans = adopted(pdf, sheets)
        untagged = Untagged(pdf, scales)
        for index, one in enumerate(sheets):
            if scans is None:
                untagged.wrap(one)
            else:
                wrap_tagged(pdf, one, scans[index])
            values.keep(one.page, *_PAGE_KEYS, *(["/StructParents", "/Tabs"] if scans else []))
        _clean_catalog(pdf, entries, is_tagged=scans is not None)
        removed |= _swept(pdf, sheets, scales)
        return Legacy(_saved(pdf), len(sheets), scans is not None, tuple(sorted(removed)), is_mended)


def _sheets(pdf: Pdf, content: bytes) -> tuple[list[Sheet], bool]:
    """All pages in order, in a page tree of a single level (ISO 32000-1, 7.7.3); was the file mended?"""
    found: list[Sheet] = []
    seen = ObjectSet()
    waiting: list[tuple[Any, Dictionary]] = [(pdf.Root.get("/Pages"), Dictionary())]
    while waiting:
        node, inherited = waiting.pop()
        if not isinstance(node, Dictionary):
            raise ValueError(PAGE_LOST)
        is_new = seen.add(node)
        if "/Kids" in node:
            handed = _handed_down(pdf, node, inherited)
            waiting.extend((kid, handed) for kid in reversed(values.items(node, "/Kids")) if is_new)
        else:
            found.append(sheet(node if is_new and node.is_indirect else _twin(pdf, node), inherited))
        if len(found) > MOST_PAGES or len(waiting) > _MOST_NODES:
            raise TooLong
    if not found:
        raise ValueError(NO_PAGES)
    is_mended = mended(pdf, content, found)
    tree = Dictionary(Type=Name.Pages, Count=len(found), Kids=Array([one.page for one in found]))
    pdf.Root["/Pages"] = pdf.make_indirect(tree)
    for one in found:
        one.page.update({"/Type": Name.Page, "/Parent": pdf.Root["/Pages"]})
    return found, is_mended


def _handed_down(pdf: Pdf, node: Any, inherited: Dictionary) -> Dictionary:
    """The attributes that the pages below a node inherit (ISO 32000-1, 7.7.3.4)."""
    resources = values.get(node, "/Resources", Dictionary)
    if resources is not None and not resources.is_indirect:
        node["/Resources"] = pdf.make_indirect(resources)
    return Dictionary({**dict(inherited.items()), **{key: node[key] for key in _INHERITED if key in node}})


def _twin(pdf: Pdf, page: Any) -> Any:
    """A page of its own for one that stands in the page tree twice; its annotations stay with the first."""
    twin = Dictionary({key: page[key] for key in page if key not in {"/Annots", "/Parent"}})
    return pdf.make_indirect(twin)


def _clean_pages(pdf: Pdf, sheets: Sequence[Sheet], removed: set[str]) -> list[OutlineItem]:
    """Annotations and destinations, while the catalog still has what they refer to; returns the bookmarks."""
    _draw_fields(pdf)
    targets = Targets(pdf, sheets)
    seen = ObjectSet()
    for one in sheets:
        removed |= {"AA"} if "/AA" in one.page else set()
        removed |= {"EmbeddedFiles"} if "/AF" in one.page else set()
        removed |= clean_annotations(one, targets, seen, pdf)
    return bookmarks(pdf, targets)


def _draw_fields(pdf: Pdf) -> None:
    """Have qpdf draw form fields that their producer left to the reader (ISO 32000-1, 12.7.3.3)."""
    form = values.get(pdf.Root, "/AcroForm", Dictionary)
    if form is not None and values.get(form, "/NeedAppearances", bool):
        pdf.generate_appearance_streams()


def _catalog_acts(pdf: Pdf) -> set[str]:
    """What the catalog has that acts, by the names of the standard."""
    root = pdf.Root
    found = {told for key, told in _TOLD.items() if key in root}
    found |= {told for key, told in _NAMES.items() if key in values.dictionary(root, "/Names")}
    opening = values.name(root.get("/OpenAction"), "/S")
    found |= {opening} & ACTIONS
    form = values.dictionary(root, "/AcroForm")
    found |= {"Form"} if "/AcroForm" in root and values.items(form, "/Fields") else set()
    return found | ({"XFA"} if "/XFA" in form else set())


def _clean_catalog(pdf: Pdf, entries: Sequence[OutlineItem], *, is_tagged: bool) -> None:
    """Keep what the binder needs of the catalog (ISO 32000-1, 7.7.2), and nothing of the trailer's Info."""
    root: Any = pdf.Root
    layers = _hidden_layers(pdf)
    values.keep(root, *_CATALOG_KEYS)
    values.drop(root, "/Outlines", "/OCProperties", "/MarkInfo", *(() if is_tagged else ("/StructTreeRoot",)))
    if not values.text(root, "/Lang"):
        values.drop(root, "/Lang")
    if is_tagged:
        root["/MarkInfo"] = Dictionary(Marked=True)
    if layers is not None:
        root["/OCProperties"] = layers
    if entries:
        with pdf.open_outline() as outline:
            outline.root.extend(entries)
    values.keep(pdf.trailer, "/ID")
    pdf.trailer.update({"/Root": root, "/Size": 1})  # qpdf fills in a size only where there is one


def _hidden_layers(pdf: Pdf) -> Dictionary | None:
    """What keeps hidden layers hidden; none if nothing is hidden.

    Content of groups that no catalog lists is always shown (ISO 32000-1, 8.11.4.2), so a file whose layers
    are all shown needs no list. A file that hides some keeps the shortest list that hides them in every
    reader: their state without the switches and without the events that would change it (19005-3, 6.9,
    forbids those).
    """
    properties = values.dictionary(pdf.Root, "/OCProperties")
    default = values.dictionary(properties, "/D")
    groups = [
        group
        for group in values.items(properties, "/OCGs")
        if isinstance(group, Dictionary) and group.is_indirect
    ]
    states = {group.objgen: values.name(default, "/BaseState") != "OFF" for group in groups}
    for key, is_shown in (("/ON", True), ("/OFF", False)):
        states.update(
            {group.objgen: is_shown for group in values.items(default, key) if group.objgen in states}
        )
    for usage in values.items(default, "/AS"):
        if values.name(usage, "/Event") == "View":
            states.update(_seen_states(values.items(usage, "/OCGs")))
    hidden = [group for group in groups if not states[group.objgen]]
    if not hidden:
        return None
    for group in groups:
        values.keep(group, "/Type", "/Name", "/Intent")
    return Dictionary(OCGs=Array(groups), D=Dictionary(Name=String("Default"), OFF=Array(hidden)))


def _seen_states(groups: Sequence[Any]) -> dict[tuple[int, int], bool]:
    """The states that reading on a screen gives to groups (ISO 32000-1, 8.11.4.4)."""
    views = (
        (group, values.name(values.dictionary(group, "/Usage", "/View"), "/ViewState")) for group in groups
    )
    return {group.objgen: state == "ON" for group, state in views if state}


def _swept(pdf: Pdf, sheets: Sequence[Sheet], scales: Scales) -> set[str]:
    """Take out what acts wherever else it is, in the order in which qpdf copies pages when they are bound."""
    own: list[Any] = [
        *(one.page for one in sheets),
        *(item for one in sheets for item in one.kept),
        pdf.Root["/Pages"],
    ]
    kept = ObjectSet(own)
    inner = [item for value in own[:-1] for key, item in value.items() if key not in {"/Parent", "/P"}]
    # The bookmarks were made here; their chains are longer than what is allowed to be nested.
    inner += [item for key, item in pdf.Root.items() if key not in {"/Pages", "/Outlines"}]
    roots = [item for item in inner if isinstance(item, Dictionary | Stream | Array) and item not in kept]
    return sweep(roots, kept, scales)


def _saved(pdf: Pdf) -> bytes:
    """The file without encryption, streams as they are, with an identifier made of its content.

    Inside object streams, qpdf orders objects by their old numbers, which tell what happened to the file; so
    it is saved once without such streams, which numbers the objects in the order of their use.
    """
    with opened(_written(pdf, ObjectStreamMode.disable)) as ordered:
        return _written(ordered, ObjectStreamMode.generate)


def _written(pdf: Pdf, mode: ObjectStreamMode) -> bytes:
    target = BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        encryption=False,
        object_stream_mode=mode,
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return target.getvalue()
