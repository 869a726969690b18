"""A PDF of anybody, weighed and mended, and the way from its pages' coordinates to places on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, PdfError, Stream

from infobrief_pdf import raster
from infobrief_pdf.bind import values
from infobrief_pdf.bind.guard import MOST_PAGES, TooLong, opened, refusing, sweep
from infobrief_pdf.bind.weights import Scales
from infobrief_pdf.diagnostics import Place
from infobrief_pdf.diagnostics.reasons import NO_PAGES, PAGE_LOST
from infobrief_pdf.model.nature import nature_of
from infobrief_pdf.preflight.facts import Boxes, Intent, Spot
from infobrief_pdf.units import MM_PER_INCH, PT_PER_INCH

_BOXES: Final = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_NESTED: Final = (("MediaBox", "BleedBox"), ("BleedBox", "TrimBox"), ("MediaBox", "TrimBox"))
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)
"""What readers assume for a page without a usable MediaBox."""

_SLACK: Final = 0.05
"""Points by which boxes may miss each other: producers round."""

_MOST_NODES: Final = 20_000
_MOST_ANNOTATIONS: Final = 5_000
_PRINTED: Final = 4
_MOST_ON_A_SIDE: Final = 4
"""Pages on one side of a sheet: A6 on A4."""

_HIDDEN: Final = 2
_COMPONENTS: Final = {1: "gray", 3: "rgb", 4: "cmyk"}

Area = tuple[float, float, float, float]
"""Left, bottom, right, top in a page's own coordinates."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page: its object, its boxes, and how it is seen."""

    number: int
    page: Any
    resources: Any
    boxes: dict[str, Area]
    rotation: int
    unit: float
    annotations: tuple[Any, ...]

    @property
    def trim(self) -> Area:
        """What remains of the sheet when it is cut: TrimBox, else CropBox, within the MediaBox."""
        media = self.boxes["MediaBox"]
        wanted = self.boxes.get("TrimBox") or self.boxes.get("CropBox") or media
        inner = (
            max(media[0], wanted[0]), max(media[1], wanted[1]), min(media[2], wanted[2]),
            min(media[3], wanted[3]),
        )  # fmt: skip
        return inner if inner[2] - inner[0] >= 1 and inner[3] - inner[1] >= 1 else media

    @property
    def mm(self) -> float:
        """Millimetres in a unit of the page's coordinates."""
        return self.unit * MM_PER_INCH / PT_PER_INCH

    def spot(self, x: float, y: float) -> Spot:
        """The place of a point of the page's coordinates on the trimmed page as it is seen."""
        left, bottom, right, top = self.trim
        seen = {
            0: (x - left, top - y), 90: (y - bottom, x - left), 180: (right - x, y - bottom),
            270: (top - y, right - x),
        }[self.rotation]  # fmt: skip
        return Spot(self.number, seen[0] * self.mm, seen[1] * self.mm)

    def corner(self, area: Area) -> Spot:
        """The upper left corner of an area as it is seen."""
        corners = (self.spot(area[0], area[1]), self.spot(area[2], area[3]))
        return Spot(self.number, min(each.left for each in corners), min(each.top for each in corners))

    def described(self) -> Boxes:
        """The boxes as values."""
        left, bottom, right, top = self.trim
        width, height = (right - left) * self.mm, (top - bottom) * self.mm
        bleed, trim = self.boxes.get("BleedBox"), self.boxes.get("TrimBox")
        least = min((trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])) if (
            bleed and trim
        ) else None  # fmt: skip
        return Boxes(
            *((height, width) if self.rotation % 180 else (width, height)),
            has_trim=trim is not None,
            bleed=None if least is None else least * self.mm,
            strays=tuple(pair for pair in _NESTED if not self._holds(*pair)),
        )

    def _holds(self, outer: str, inner: str) -> bool:
        around, within = self.boxes.get(outer), self.boxes.get(inner)
        if around is None or within is None:
            return True
        low = all(around[side] <= within[side] + _SLACK for side in (0, 1))
        return low and all(around[side] >= within[side] - _SLACK for side in (2, 3))


class Unlocked(NamedTuple):
    """An open PDF, its pages, its output intents, and the first profile of these that is for CMYK.

    `imposed` counts the pages of an issue on sheets of this program.
    """

    pdf: Pdf
    frames: list[Frame]
    intents: tuple[Intent, ...]
    profile: bytes | None
    imposed: int | None


@contextmanager
def unlocked(path: Path, name: str) -> Iterator[Unlocked]:
    """Open a file, take out what acts, and weigh all its streams. Raises `Refused`, whatever happens inside.

    The PDF has lost what is not printed: it may be changed and saved, but not handed on.
    """
    with refusing(name, Place(name)), opened(raster.read(path, name, Place(name))) as pdf:
        scales = Scales(pdf)
        frames = _frames(pdf)
        for frame in frames:
            scales.check(_contents(frame.page), frame.number)
        intents = tuple(_intents(pdf))
        profile = _profile(pdf, scales)
        imposed = _imposed(pdf, len(frames))
        _sweep(pdf, frames, scales)
        yield Unlocked(pdf, frames, intents, profile, imposed)


def cut(pdf: Pdf, frames: Iterable[Frame]) -> bytes:
    """The file with each page cut to its trimmed size."""
    for frame in frames:
        for box in _BOXES:
            values.drop(frame.page, f"/{box}")
        frame.page["/MediaBox"] = Array([round(edge, 4) for edge in frame.trim])
        frame.page["/Rotate"] = frame.rotation
        values.drop(frame.page, "/UserUnit")
    target = BytesIO()
    pdf.save(target, encryption=False, fix_metadata_version=False)
    return target.getvalue()


def content(frame: Frame) -> bytes:
    """The content of a page, its streams joined as readers do (ISO 32000-1, 7.8.2)."""
    return b"\n".join(stream.read_bytes() for stream in _contents(frame.page))


def _contents(page: Any) -> list[Stream]:
    return [item for item in values.items(page, "/Contents") if isinstance(item, Stream)]


def _frames(pdf: Pdf) -> list[Frame]:
    """All pages in order, in a page tree of a single level; no page stands in it twice."""
    found: list[Frame] = []
    seen = ObjectSet()
    waiting: list[tuple[Any, dict[str, Any]]] = [(pdf.Root.get("/Pages"), {})]
    while waiting:
        node, inherited = waiting.pop()
        if not isinstance(node, Dictionary):
            raise ValueError(PAGE_LOST)
        is_new = seen.add(node)
        own = {**inherited, **{key: node[key] for key in _INHERITED if key in node}}
        if "/Kids" in node:
            waiting.extend((kid, own) for kid in reversed(values.items(node, "/Kids")) if is_new)
        else:
            page: Any = (
                node if is_new and node.is_indirect else pdf.make_indirect(Dictionary(dict(node.items())))
            )
            found.append(_frame(page, own, len(found) + 1))
        if len(found) > MOST_PAGES or len(waiting) > _MOST_NODES:
            raise TooLong
    if not found:
        raise ValueError(NO_PAGES)
    # Where qpdf had to search the file for its objects, a page without content has lost it.
    if any("reconstruct" in warning for warning in pdf.get_warnings()):
        lost = next((frame.number for frame in found if "/Contents" not in frame.page), None)
        if lost:
            raise ValueError(PAGE_LOST)
    pages = Array([frame.page for frame in found])
    pdf.Root["/Pages"] = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(found), Kids=pages))
    for frame in found:
        frame.page["/Parent"] = pdf.Root["/Pages"]
    return found


def _frame(page: Any, inherited: dict[str, Any], number: int) -> Frame:
    for key, value in inherited.items():
        if key not in page:
            page[key] = value
    page["/Type"] = Name.Page
    if values.get(page, "/Resources", Dictionary) is None:
        page["/Resources"] = Dictionary()
    boxes = {name: area for name in _BOXES if (area := _area(page, f"/{name}"))}
    boxes.setdefault("MediaBox", _LETTER)
    turn = values.get(page, "/Rotate", int) or 0
    unit = values.number(page.get("/UserUnit")) or 1.0
    kept = tuple(item for item in values.items(page, "/Annots")[:_MOST_ANNOTATIONS] if _is_printed(item))
    values.keep(page, "/Type", "/Parent", "/Resources", "/Contents", "/Group", *(f"/{box}" for box in _BOXES))
    for annotation in kept:
        annotation["/Subtype"] = Name.Stamp  # a form's field without its form is a picture
    if kept:
        page["/Annots"] = Array(kept)
    return Frame(
        number, page, page["/Resources"], boxes, round(turn / 90) * 90 % 360, unit if unit > 0 else 1.0, kept
    )


def _area(page: Any, key: str) -> Area | None:
    found = values.numbers(page, key)
    if len(found) != 4:
        return None
    left, right = sorted(found[0::2])
    bottom, top = sorted(found[1::2])
    return (left, bottom, right, top) if right - left >= 1 and top - bottom >= 1 else None


def _is_printed(annotation: Any) -> bool:
    """Whether an annotation has a picture of itself and goes to paper (ISO 32000-1, 12.5.3)."""
    if not isinstance(annotation, Dictionary) or "/AP" not in annotation or not annotation.is_indirect:
        return False
    flags = values.get(annotation, "/F", int) or 0
    return bool(flags & _PRINTED) and not flags & _HIDDEN


def _intents(pdf: Pdf) -> Iterator[Intent]:
    for intent in values.items(pdf.Root, "/OutputIntents"):
        profile = values.get(intent, "/DestOutputProfile", Stream)
        count = values.get(profile, "/N", int) if profile is not None else None
        yield Intent(
            values.name(intent, "/S"),
            values.text(intent, "/OutputConditionIdentifier") or values.text(intent, "/OutputCondition"),
            _COMPONENTS.get(count or 0),
        )


def _profile(pdf: Pdf, scales: Scales) -> bytes | None:
    """The CMYK profile of an output intent; none if it is missing or damaged."""
    for intent in values.items(pdf.Root, "/OutputIntents"):
        stream = values.get(intent, "/DestOutputProfile", Stream)
        if stream is not None and values.get(stream, "/N", int) == 4:
            scales.weigh(stream)
            with suppress(PdfError):
                return stream.read_bytes()
    return None


def _imposed(pdf: Pdf, sides: int) -> int | None:
    """The pages of an issue on sheets of this program; none if the file does not say so or cannot mean it."""
    packet = values.get(pdf.Root, "/Metadata", Stream)
    if packet is None or "/Filter" in packet:  # this program leaves it plain, so that any tool can read it
        return None
    nature = nature_of(packet.read_raw_bytes().decode("utf-8", "replace"))
    is_meant = nature is not None and nature.kind == "sheets" and nature.pages <= _MOST_ON_A_SIDE * sides
    return nature.pages or None if nature and is_meant else None


def _sweep(pdf: Pdf, frames: list[Frame], scales: Scales) -> None:
    """Keep of the catalog what decides how pages look, and weigh everything that pages lead to."""
    root: Any = pdf.Root
    values.keep(root, "/Type", "/Pages", "/OCProperties")
    values.keep(pdf.trailer, "/Root", "/Size")
    own = [root["/Pages"], *(frame.page for frame in frames)]
    own += [annotation for frame in frames for annotation in frame.annotations]
    kept = ObjectSet(own)
    inner = [item for value in own[1:] for key, item in value.items() if key not in {"/Parent", "/P"}]
    inner += [item for key, item in root.items() if key != "/Pages"]
    roots = [item for item in inner if isinstance(item, Dictionary | Stream | Array) and item not in kept]
    sweep(roots, kept, scales)
