"""Pages of someone else in the volume: their tags, or one for all of them, and what is printed on them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from infobrief_pdf.bind.parts import Binding, Part

_STAMP: Final = Name("/InfobriefStamp")


def take_foreign_structure(volume: Binding, part: Part, source: Pdf, pages: Sequence[Any]) -> None:
    """Hang the tags of cleaned pages below the volume's; pages without tags become one Part, described."""
    element = volume.pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Part,
            P=volume.document,
            T=String(part.title),
            Lang=String(part.language),
            K=Array(),
        )
    )
    volume.document.K.append(element)
    for page in pages:
        page.Tabs = Name.S
    if "/StructTreeRoot" in source.Root:
        _take_tags(volume, part, source, pages, element)
        for page in pages:
            _tag_links(volume, part, page, element)
        return
    element.Alt = String(part.title)
    for page in pages:
        page.StructParents = volume.next_key
        element.K.append(Dictionary(Type=Name.MCR, Pg=page, MCID=0))
        volume.parents += [volume.next_key, Array([element])]
        volume.next_key += 1
        _tag_links(volume, part, page, element)


def take_layers(volume: Binding, source: Pdf) -> None:
    """What was hidden stays hidden (ISO 32000-1, 8.11): the groups of a cleaned file that are off."""
    if "/OCProperties" not in source.Root:
        return
    properties = volume.pdf.copy_foreign(source.make_indirect(source.Root.OCProperties))
    known: Any = volume.pdf.Root.get("/OCProperties")
    if known is None:
        volume.pdf.Root.OCProperties = properties
        return
    known.OCGs.extend(properties.OCGs)
    for key in ("/OFF", "/ON"):
        if key in properties.D:
            known.D[key] = Array([*known.D.get(key, ()), *properties.D[key]])


def take_foreign_targets(source: Pdf, pages: Sequence[Any]) -> None:
    """Let links lead to the copies of the pages that they led to: qpdf leaves out pages not copied yet."""
    numbers = {page.obj.objgen: index for index, page in enumerate(source.pages)}
    for original, page in zip(source.pages, pages, strict=True):
        given = original.obj.get("/Annots", Array())
        for old, new in zip(given, page.get("/Annots", Array()), strict=True):
            action = old.get("/A", Dictionary())
            target: Any = old.get("/Dest", action.get("/D"))
            if isinstance(target, Array) and len(target) and isinstance(target[0], Dictionary):
                new.Dest = Array([pages[numbers[target[0].objgen]], *list(target)[1:]])
                if "/A" in new:
                    del new["/A"]


def _take_tags(volume: Binding, part: Part, source: Pdf, pages: Sequence[Any], element: Any) -> None:
    """The tree of a file that has one; its parent tree was made anew when it was cleaned."""
    tree = volume.pdf.copy_foreign(source.Root.StructTreeRoot)
    kids = tree.K if isinstance(tree.K, Array) else [tree.K]
    for kid in kids:
        kid.P = element
        element.K.append(kid)
        _rename_identifiers(volume, part, kid)
    if "/RoleMap" in tree:
        for role, meaning in tree.RoleMap.items():
            volume.roles.setdefault(role, meaning)
    volume.take_keys(tree, pages)


def _rename_identifiers(volume: Binding, part: Part, top: Any) -> None:
    """Identifiers are unique in the volume (ISO 32000-1, 14.7.2)."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or "/S" not in element:
            continue
        if "/ID" in element:
            identifier = f"{part.name}-{len(volume.identifiers)}"
            element.ID = String(identifier)
            volume.identifiers[identifier] = element
        kids: Any = element.get("/K", ())
        waiting += reversed(list(kids)) if isinstance(kids, Array) else [kids]


def _tag_links(volume: Binding, part: Part, page: Any, element: Any) -> None:
    """Each link that no tag holds gets an element of its own, and every link words (ISO 14289-1, 7.18.5)."""
    for annotation in page.get("/Annots", ()):
        if not str(annotation.get("/Contents", "")):
            address = annotation.get("/A", Dictionary()).get("/URI", "")
            annotation.Contents = String(str(address) or part.title)
        if "/StructParent" in annotation:
            continue
        link = volume.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Link,
                P=element,
                K=Array([Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)]),
            )
        )
        element.K.append(link)
        annotation.StructParent = volume.next_key
        volume.parents += [volume.next_key, link]
        volume.next_key += 1


def stamp(pdf: Pdf, pages: Sequence[Any], stamps: bytes) -> None:
    """Print on each page what the page of the same place in `stamps` shows, as an artifact."""
    with pikepdf.open(BytesIO(stamps)) as overlay:
        for page, shown in zip(pages, overlay.pages, strict=True):
            form = pdf.copy_foreign(shown.as_form_xobject())
            given: Any = page.get("/Resources", Dictionary())
            shown_already: Any = given.get("/XObject", Dictionary())
            resources, forms = Dictionary(given), Dictionary(shown_already)
            forms[_STAMP] = form
            resources.XObject = forms
            page.Resources = resources
            content = b"q /Artifact <</Type /Pagination>> BDC /InfobriefStamp Do EMC Q\n"
            pikepdf.Page(page).contents_add(content, prepend=False)
