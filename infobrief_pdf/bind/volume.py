"""Finished parts → one PDF: pages, tags, targets, bookmarks and page labels of all of them.

Object graphs are copied by qpdf, which copies a page's own objects once and leaves out other pages; what
names a page, a key or a target by a number or a word is then renamed here, part by part. Structure
elements, pages and annotations are never merged, however equal they look.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, PageCopyWarning, Pdf, String

from infobrief_pdf.bind.foreign import stamp, take_foreign_structure, take_foreign_targets, take_layers
from infobrief_pdf.bind.holes import guide
from infobrief_pdf.bind.parts import Binding, Part
from infobrief_pdf.bind.sharing import share_resources
from infobrief_pdf.bind.writing import written
from infobrief_pdf.finish import Attachment, Metadata, pdf_date
from infobrief_pdf.finish.xmp import packet

_SCHEME: Final = "infobrief:"
_A4: Final = (595.275591, 841.889764)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the whole volume says of itself and carries inside."""

    metadata: Metadata
    attachments: tuple[Attachment, ...] = ()
    holes: int = 0
    """Guides for punching: none, two or four."""
    is_duplex: bool = True
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """The files of parts that links lead to and that are not in this one, by the name of the part."""


def bound(parts: Sequence[Part], carried: Carried) -> bytes:
    """One PDF of all parts. The same parts give the same bytes."""
    pdf = pikepdf.new()
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    volume = Binding(pdf, document)
    sources = [_added(volume, part) for part in parts]
    _resolve_links(volume, carried.elsewhere)
    if carried.holes:
        guide(pdf, carried.holes, is_duplex=carried.is_duplex)
    share_resources(pdf)
    _write_structure(volume)
    _write_names(volume, carried.attachments, pdf_date(carried.metadata.created))
    _write_outline(volume)
    _write_catalog(volume, carried.metadata)
    result = written(pdf)
    for source in sources:
        source.close()
    return result


def _added(volume: Binding, part: Part) -> Pdf:
    """Copy a part behind the others. The source must stay open until the volume is written."""
    pdf, source = volume.pdf, pikepdf.open(BytesIO(part.pdf))
    start = len(pdf.pages)
    volume.labels += [start, _label(part)]
    with warnings.catch_warnings(action="ignore", category=PageCopyWarning):  # targets follow below
        pdf.pages.extend(source.pages)
    pages = [pdf.pages[index].obj for index in range(start, len(pdf.pages))]
    if not volume.next_key and "/OutputIntents" in source.Root:
        intents = source.make_indirect(source.Root.OutputIntents)
        pdf.Root.OutputIntents = pdf.copy_foreign(intents)
    _take_targets(volume, part, source, pages)
    if part.stamps:
        take_foreign_targets(source, pages)
        take_layers(volume, source)
        take_foreign_structure(volume, part, source, pages)
        stamp(pdf, pages, part.stamps)
    else:
        _take_structure(volume, part, source, pages)
    _take_bookmarks(volume, part, source, pages)
    for _ in range(part.pads):
        pdf.pages.append(_blank(pdf))
    return source


def _label(part: Part) -> Dictionary:
    """How its pages are numbered (ISO 32000-1, 12.4.2)."""
    label = Dictionary(S=Name("/" + part.numerals), St=part.first_folio.number)
    if part.first_folio.prefix:
        label.P = String(part.first_folio.prefix)
    return label


def _blank(pdf: Pdf) -> pikepdf.Page:
    box = Array([0, 0, *_A4])
    return pikepdf.Page(
        pdf.make_indirect(
            Dictionary(Type=Name.Page, MediaBox=box, TrimBox=box, Resources=Dictionary(), Tabs=Name.S)
        )
    )


def _take_structure(volume: Binding, part: Part, source: Pdf, pages: Sequence[Any]) -> None:
    """Hang the part's tag tree below the volume's, with keys and identifiers of their own."""
    tree = volume.pdf.copy_foreign(source.Root.StructTreeRoot)
    root = tree.K[0]
    root.S, root.P = Name.Part, volume.document
    root.T, root.Lang = String(part.title), String(part.language)
    volume.document.K.append(root)
    volume.take_keys(tree, pages)
    for name, element in NameTree(tree.IDTree).items() if "/IDTree" in tree else ():
        identifier = f"{part.name}-{name}"
        element.ID = String(identifier)
        volume.identifiers[identifier] = element


def _take_targets(volume: Binding, part: Part, source: Pdf, pages: Sequence[Any]) -> None:
    """Give the part's targets names of their own, and its links to them the same."""
    for anchor, (page, x, y) in part.targets.items():
        volume.targets[f"{part.name}/{anchor}"] = Array([pages[page], Name.XYZ, x, y, 0])
    volume.targets[f"{part.name}/"] = Array([pages[0], Name.XYZ, 0, _A4[1], 0])
    found = {page.obj.objgen: index for index, page in enumerate(source.pages)}
    names: Any = source.Root.get("/Names", Dictionary())
    for name, target in NameTree(names.Dests).items() if "/Dests" in names else ():
        copy = Array([pages[found[target[0].objgen]], *list(target)[1:]])
        volume.targets.setdefault(f"{part.name}/{name}", copy)
    for page in pages:
        for annotation in page.get("/Annots", ()):
            if isinstance(annotation.get("/Dest"), String):
                annotation.Dest = String(f"{part.name}/{annotation.Dest}")


def _take_bookmarks(volume: Binding, part: Part, source: Pdf, pages: Sequence[Any]) -> None:
    """One bookmark for the part, its own below it."""
    item = volume.pdf.make_indirect(
        Dictionary(Title=String(part.title), Dest=Array([pages[0], Name.XYZ, 0, _A4[1], 0]))
    )
    if "/Outlines" in source.Root:
        outline = volume.pdf.copy_foreign(source.Root.Outlines)
        item.First, item.Last = outline.First, outline.Last
        item.Count = -abs(int(outline.Count))
        child: Any = outline.First
        while child is not None:
            child.Parent = item
            child = child.get("/Next")
    volume.bookmarks.append(item)


def _resolve_links(volume: Binding, elsewhere: Mapping[str, str]) -> None:
    """Links from one part into another become links within the file, or into the one beside it."""
    for page in volume.pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(_SCHEME):
                part, _, anchor = address.removeprefix(_SCHEME).partition("#")
                target = String(f"{part}/{anchor}")
                del annotation["/A"]
                if part in elsewhere:
                    annotation.A = _remote(elsewhere[part], target)
                else:
                    annotation.Dest = target
            if isinstance(annotation.get("/Dest"), String) and str(annotation.Dest) not in volume.targets:
                raise RuntimeError(f"nothing in the volume is called {annotation.Dest}")


def _remote(file: str, target: String) -> Dictionary:
    """A jump to a target in another file (ISO 32000-1, 12.6.4.3).

    The file is named by a plain string, which is bytes (7.11.2): for PDF/A-3 any dictionary there is that of
    an embedded file.
    """
    return Dictionary(S=Name.GoToR, F=String(file.encode()), D=target)


def _write_structure(volume: Binding) -> None:
    root = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([volume.document]),
        ParentTree=volume.pdf.make_indirect(Dictionary(Nums=Array(volume.parents))),
        ParentTreeNextKey=volume.next_key,
    )
    if volume.roles:
        root.RoleMap = Dictionary(volume.roles)
    if volume.identifiers:
        root.IDTree = Dictionary(Names=_sorted_names(volume.identifiers))
    tree = volume.pdf.make_indirect(root)
    volume.document.P = tree
    volume.pdf.Root.StructTreeRoot = tree


def _sorted_names(values: Mapping[str, Any]) -> Array:
    """A name tree's pairs, in the order of the bytes of their keys (ISO 32000-1, 7.9.6)."""
    encoded = {bytes(String(name)): (String(name), value) for name, value in values.items()}
    return Array([each for key in sorted(encoded) for each in encoded[key]])


def _write_names(volume: Binding, attachments: Sequence[Attachment], moment: str) -> None:
    pdf = volume.pdf
    names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=_sorted_names(volume.targets))))
    if attachments:
        files = {each.name: pdf.make_indirect(_file(pdf, each, moment)) for each in attachments}
        names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=_sorted_names(files)))
        pdf.Root.AF = Array(list(files.values()))
    pdf.Root.Names = names


def _file(pdf: Pdf, attachment: Attachment, moment: str) -> Dictionary:
    """A file specification as PDF/A-3 asks for it (ISO 19005-3, 6.8)."""
    stream = pdf.make_stream(attachment.content)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/" + attachment.media_type)
    stream.Params = Dictionary(
        Size=len(attachment.content),
        CheckSum=String(md5(attachment.content, usedforsecurity=False).digest()),
        CreationDate=String(moment),
        ModDate=String(moment),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        EF=Dictionary(F=stream, UF=stream),
        Desc=String(attachment.description),
        AFRelationship=Name("/" + attachment.relationship),
    )


def _write_outline(volume: Binding) -> None:
    outline = volume.pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(volume.bookmarks)))
    for before, after in zip(volume.bookmarks, volume.bookmarks[1:], strict=False):
        before.Next, after.Prev = after, before
    for item in volume.bookmarks:
        item.Parent = outline
    outline.First, outline.Last = volume.bookmarks[0], volume.bookmarks[-1]
    volume.pdf.Root.Outlines = outline


def _write_catalog(volume: Binding, metadata: Metadata) -> None:
    pdf, root = volume.pdf, volume.pdf.Root
    root.Lang = String(metadata.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=Array(volume.labels))
    root.PageMode = Name.UseOutlines
    stream = pdf.make_stream(packet(metadata))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream
    values = {
        "/Title": metadata.title,
        "/Author": metadata.author,
        "/Subject": metadata.subject,
        "/Keywords": ", ".join(metadata.keywords),
        "/Creator": metadata.creator,
        "/Producer": metadata.producer,
        "/CreationDate": pdf_date(metadata.created),
        "/ModDate": pdf_date(metadata.created),
    }
    information = Dictionary({key: String(value) for key, value in values.items() if value})
    pdf.trailer.Info = pdf.make_indirect(information)
