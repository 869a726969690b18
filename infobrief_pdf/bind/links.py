"""What leads somewhere or lies upon a page: annotations, destinations and bookmarks of a foreign PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pikepdf import (
    Annotation,
    Array,
    Dictionary,
    Matrix,
    Name,
    ObjectSet,
    OutlineItem,
    Pdf,
    Stream,
    String,
)

from infobrief_pdf.bind import values
from infobrief_pdf.bind.sheet import Appearance, Sheet
from infobrief_pdf.diagnostics.reasons import TOO_COMPLEX

_SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")
_HIDDEN: Final = 2
_PRINT: Final = 4
_NO_VIEW: Final = 32
"""Flags of annotations (ISO 32000-1, table 165)."""

_DROPPED: Final = {
    "3D", "FileAttachment", "Movie", "Popup", "PrinterMark", "RichMedia", "Screen", "Sound", "TrapNet",
}  # fmt: skip
"""Annotations that stand for something to be played, opened or controlled: nothing of them is painted."""

_LINK_KEYS: Final = (
    "/Type", "/Subtype", "/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/H", "/Contents", "/Lang", "/OC",
)  # fmt: skip
_MOST_ACTIONS: Final = 20
_MOST_ANNOTATIONS: Final = 5_000
_MOST_BOOKMARKS: Final = 2_000
_DEEPEST_BOOKMARK: Final = 15


class Targets:
    """Resolves destinations of a file to explicit ones on its sheets (ISO 32000-1, 12.3.2)."""

    def __init__(self, pdf: Pdf, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._by_page = {one.page.objgen: one for one in sheets}
        self._named: dict[bytes, Any] = {}
        for key, found in values.dictionary(pdf.Root, "/Dests").items():
            self._named[key.removeprefix("/").encode()] = found
        for key, found in values.pairs(values.dictionary(pdf.Root, "/Names", "/Dests"), "/Names"):
            if isinstance(key, String):
                self._named[bytes(key)] = found

    def resolved(self, target: Any) -> Array | None:
        """The place on the sheet that a destination, its name or a GoTo action leads to."""
        if isinstance(target, Dictionary) and "/S" in target:
            # GoToR and GoToE have a /D, too, but in another file (12.6.4.3).
            target = target.get("/D") if values.name(target, "/S") == "GoTo" else None
        if isinstance(target, String):
            target = self._named.get(bytes(target))
        elif isinstance(target, Name):
            target = self._named.get(str(target).removeprefix("/").encode())
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or not 0 < len(target) < 10:
            return None
        one = self._sheet(target[0])
        return _explicit(one, list(target)[1:]) if one is not None else None

    def _sheet(self, page: Any) -> Sheet | None:
        if isinstance(page, int) and 0 <= page < len(self._sheets):
            return self._sheets[page]  # not allowed inside one file (12.3.2.2), but made by many programs
        return self._by_page.get(page.objgen) if isinstance(page, Dictionary) else None


def _explicit(one: Sheet, view: list[Any]) -> Array:
    """The page and its upper left place to see; magnifications are the reader's business."""
    kind = str(view[0]).removeprefix("/") if view and isinstance(view[0], Name) else "Fit"
    found = [values.number(item) for item in view[1:]] + [None] * 4
    places = {
        "XYZ": (found[0], found[1]), "FitH": (None, found[0]), "FitBH": (None, found[0]),
        "FitV": (found[0], None), "FitBV": (found[0], None), "FitR": (found[0], found[3]),
    }  # fmt: skip
    left, top = places.get(kind, (None, None))
    if left is None and top is None:
        return Array([one.page, Name.Fit])
    place = one.box[0] if left is None else left, one.box[3] if top is None else top
    x, y = one.matrix.transform(place)
    return Array([one.page, Name.XYZ, round(x, 3), round(y, 3), 0])


def clean_annotations(one: Sheet, targets: Targets, seen: ObjectSet, pdf: Pdf) -> set[str]:
    """Keep the links of a page, note what is to be painted, drop the rest; returns what was taken out."""
    removed: set[str] = set()
    for found in values.items(one.page, "/Annots"):
        if not isinstance(found, Dictionary) or found in seen:
            continue  # an annotation belongs to one page only (ISO 32000-1, 12.5.2)
        if len(seen) >= _MOST_ANNOTATIONS:
            raise ValueError(TOO_COMPLEX)
        annotation = found if found.is_indirect else pdf.make_indirect(found)
        seen.add(annotation)
        kind = values.name(annotation, "/Subtype")
        removed |= _acting(annotation, kind)
        if kind not in _DROPPED:
            _note_appearance(one, annotation, kind)
        if kind == "Link" and _kept_link(annotation, one, targets):
            one.kept.append(annotation)
    if one.kept:
        one.page["/Annots"] = Array(one.kept)
    else:
        values.drop(one.page, "/Annots")
    return removed


def _acting(annotation: Dictionary, kind: str) -> set[str]:
    """What of an annotation is taken out, by the names of the standard."""
    found = (
        {kind} & _DROPPED
        | ({"Form"} if kind == "Widget" else set())
        | ({"AA"} if "/AA" in annotation else set())
    )
    action = values.dictionary(annotation, "/A")
    address = values.text(action, "/URI").lower()
    if (said := values.name(action, "/S")) not in {"", "GoTo"} and not address.startswith(_SCHEMES):
        found.add(said)
    # Actions that follow are taken out with /Next (ISO 32000-1, 12.6.2), the first few by name.
    following = [values.name(item, "/S") for item in values.items(action, "/Next")[:_MOST_ACTIONS]]
    return found | set(following) - {""}


def _note_appearance(one: Sheet, annotation: Dictionary, kind: str) -> None:
    """What a reader saw of an annotation is to be painted into the page (ISO 32000-1, 12.5.5)."""
    wanted = 0 if kind in {"Widget", "Link"} else _PRINT
    helper = Annotation(annotation)
    stream = helper.get_appearance_stream(Name.N)
    if not isinstance(stream, Stream):
        return
    paint = helper.get_page_content_for_appearance(Name.Fx, one.rotation, wanted, _HIDDEN | _NO_VIEW)
    if not paint:
        return
    if (group := values.get(annotation, "/OC", Dictionary)) is not None:
        stream["/OC"] = group
    stream.stream_dict.update({"/Type": Name.XObject, "/Subtype": Name.Form})
    values.drop(stream, "/StructParent", "/StructParents")
    one.painted.append(Appearance(stream, paint, annotation.objgen))


def _kept_link(annotation: Any, one: Sheet, targets: Targets) -> bool:
    """Reduce a link to what leads to a page or an address; false if it leads nowhere."""
    place = values.numbers(annotation, "/Rect")
    action = values.dictionary(annotation, "/A")
    address = values.text(action, "/URI")
    flags = values.get(annotation, "/F", int) or 0
    if len(place) != 4 or flags & (_HIDDEN | _NO_VIEW):
        return False
    target = targets.resolved(annotation.get("/Dest") if "/Dest" in annotation else action)
    values.keep(annotation, *_LINK_KEYS)
    if values.name(action, "/S") == "URI" and address.lower().startswith(_SCHEMES):
        annotation["/A"] = Dictionary(S=Name.URI, URI=String(address))
    elif target is not None:
        annotation["/Dest"] = target
    else:
        return False
    left, bottom, right, top = place
    corners = _moved((left, bottom, left, top, right, top, right, bottom), one.matrix)
    annotation["/Rect"] = Array(
        [min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2])]
    )
    quads = values.numbers(annotation, "/QuadPoints")
    values.drop(annotation, "/QuadPoints")
    if quads and len(quads) % 8 == 0:
        annotation["/QuadPoints"] = Array(_moved(quads, one.matrix))
    annotation.update(
        {"/Type": Name.Annot, "/P": one.page, "/F": _PRINT}
    )  # 19005-3, 6.3.2: printed, never hidden
    return True


def _moved(points: Sequence[float], matrix: Matrix) -> list[float]:
    moved = (matrix.transform((x, y)) for x, y in zip(points[::2], points[1::2], strict=True))
    return [round(value, 3) for point in moved for value in point]


def bookmarks(pdf: Pdf, targets: Targets) -> list[OutlineItem]:
    """The bookmarks that lead to a page; those below one that does not move up into its place."""
    seen = ObjectSet()
    return _bookmarks(values.dictionary(pdf.Root, "/Outlines"), targets, seen, 0)


def _bookmarks(
    parent: Mapping[str, Any] | Any, targets: Targets, seen: ObjectSet, depth: int
) -> list[OutlineItem]:
    found: list[OutlineItem] = []
    item = parent.get("/First")
    while isinstance(item, Dictionary) and len(seen) < _MOST_BOOKMARKS and seen.add(item):
        inner = _bookmarks(item, targets, seen, depth + 1) if depth < _DEEPEST_BOOKMARK else []
        target = targets.resolved(item.get("/Dest") if "/Dest" in item else item.get("/A"))
        title = " ".join(values.text(item, "/Title").split())
        if target is not None and title:
            entry = OutlineItem(title, target)
            entry.children.extend(inner)
            found.append(entry)
        else:
            found.extend(inner)
        item = item.get("/Next")
    return found
