"""SVG pictures that hold shapes only: no scripts, texts, styles, pictures, links to elsewhere or loops.

What is let through is drawn by WeasyPrint in a time that grows with the file. Comments, descriptions and
what drawing programs note for themselves (names of folders, of people) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from infobrief_pdf.diagnostics import Place, Refused, refuse
from infobrief_pdf.diagnostics.reasons import NO_SIZE, ODD_ENCODING, ODD_XML

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_UNSEEN: Final = frozenset({"metadata", "title", "desc"})

_MOST_BYTES: Final = 2_000_000
_MOST_ELEMENTS: Final = 20_000
_MOST_DRAWN: Final = 100_000
"""Shapes that are drawn once every `<use>`, pattern and marker is carried out."""
_DEEPEST: Final = 100
_LONGEST_PATH: Final = 100_000
"""Characters; the time that WeasyPrint takes for a path grows with the square of its length."""

_FORBIDDEN: Final = frozenset(
    {
        "script",
        "foreignObject",
        "image",
        "text",
        "style",
        "animate",
        "animateTransform",
        "animateMotion",
        "set",
        "a",
        "iframe",
        "audio",
        "video",
    }
)
_LENGTH: Final = re.compile(r"\s*([0-9.]+)\s*(?:px|pt|mm|cm|in)?\s*")
_REFERENCE: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)", re.IGNORECASE)
_PATH: Final = re.compile(
    r"(?:[\s,]*+(?:[Zz]|[MmLlHhVvCcSsQqTtAa](?:[\s,]*+[+-]?(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+)++))*+[\s,]*"
)
"""Path data (SVG 1.1, 8.3.9); numbers behind a `Z`, which it forbids, let WeasyPrint run without end."""


def looks_like_one(content: bytes) -> bool:
    """Whether this may be an SVG."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE"))


def checked(content: bytes, file: str, place: Place) -> tuple[float, float]:
    """Width and height of an SVG that holds nothing but shapes. Raises `Refused` at `place` for any other."""
    if len(content) > _MOST_BYTES:
        raise refuse("image-too-large", place, file=file, size=round(len(content) / 1e6, 1))
    reader = _Reader(file, place)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refuse("image-broken", place, file=file, cause=ODD_XML, details=str(error)) from None
    except (LookupError, ValueError):  # an encoding that XML or Python does not know
        raise refuse("image-broken", place, file=file, cause=ODD_ENCODING) from None
    reader.check_amount()
    return reader.size


def scrubbed(content: bytes) -> bytes:
    """A checked SVG without anything that is not drawn; scrubbing it again changes nothing."""
    root = ElementTree.fromstring(content)  # noqa: S314 - `checked` has refused entities and size
    _scrub(root)
    # Prefixes are written here: those that `ElementTree` would choose depend on what else is imported.
    root.attrib = {"xmlns": _SVG, "xmlns:xlink": _XLINK, **root.attrib}
    return bytes(ElementTree.tostring(root, "utf-8"))


def _scrub(element: ElementTree.Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    element.tail = None
    names = {name: name.replace(f"{{{_XLINK}}}", "xlink:") for name in element.attrib}
    element.attrib = {new: element.attrib[old] for old, new in names.items() if not new.startswith("{")}
    for child in list(element):
        if child.tag.startswith(f"{{{_SVG}}}") and child.tag.rpartition("}")[2] not in _UNSEEN:
            _scrub(child)
        else:
            element.remove(child)


@dataclass(slots=True)
class _Shape:
    """An element: what stands in it, and what it draws by reference, each so many times."""

    children: list[_Shape]
    drawn: list[tuple[str, int]]
    amount: int = 0
    """Shapes that it draws in all; 0 while they are not counted yet, -1 while they are being counted."""


class _Reader:
    """Takes the elements of an SVG one by one and refuses what must not go into a PDF."""

    def __init__(self, file: str, place: Place) -> None:
        self.size = (0.0, 0.0)
        self._file, self._place = file, place
        self._count = 0
        self._open: list[_Shape] = []
        self._named: dict[str, _Shape] = {}
        self._root: _Shape | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self._root is None:
            if local != "svg":
                raise refuse("image-kind", self._place, file=self._file)
            self.size = _size(attributes, self._file, self._place)
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise self._too_large(_MOST_ELEMENTS)
        if local in _FORBIDDEN:
            raise self._unsafe(f"<{local}>")
        if len(self._open) == _DEEPEST:
            raise self._unsafe(f"shapes nested more than {_DEEPEST} deep")
        for key, value in attributes.items():
            bare = key.rpartition(" ")[2]
            if _is_unsafe(bare, value):
                raise self._unsafe(f"{bare}=“{value[:40]}”")
        shape = _Shape([], _drawn(attributes))
        if self._open:
            self._open[-1].children.append(shape)
        self._root = self._root or shape
        self._open.append(shape)
        self._named.setdefault(attributes.get("id", ""), shape)

    def end(self, _: str) -> None:
        self._open.pop()

    def doctype(self, *_: object) -> None:
        raise self._unsafe("a DOCTYPE")

    def check_amount(self) -> None:
        """Few lines can draw billions of shapes, or themselves, by referring to each other."""
        assert self._root is not None, "a document has an element"
        try:
            self._amount(self._root)
        except RecursionError:
            raise self._unsafe("a long chain of references") from None

    def _amount(self, shape: _Shape) -> int:
        if shape.amount < 0:
            raise self._unsafe("a reference that leads back to itself")
        if shape.amount == 0:
            shape.amount = -1
            amount = 1 + sum(self._amount(child) for child in shape.children)
            amount += sum(
                times * self._amount(self._named[name]) for name, times in shape.drawn if name in self._named
            )
            if amount > _MOST_DRAWN:
                raise self._too_large(_MOST_DRAWN)
            shape.amount = amount
        return shape.amount

    def _unsafe(self, part: str) -> Refused:
        return refuse("image-svg-unsafe", self._place, file=self._file, part=part)

    def _too_large(self, most: int) -> Refused:
        return refuse("image-shapes", self._place, file=self._file, most=most)


def _drawn(attributes: Mapping[str, str]) -> list[tuple[str, int]]:
    """What the attributes refer to; a marker is drawn at every point of a path."""
    points = (len(attributes.get("d", "")) + len(attributes.get("points", ""))) // 2
    drawn = []
    for key, value in attributes.items():
        if key.rpartition(" ")[2] == "href":
            drawn.append((value.strip().removeprefix("#"), 1))
        drawn += (
            (name, points if "marker" in key or key == "style" else 1) for name in _REFERENCE.findall(value)
        )
    return drawn


def _is_unsafe(key: str, value: str) -> bool:
    leads_away = key.lower() == "href" and not value.strip().startswith("#")
    fetches = re.search(r"url\(\s*['\"]?(?!#)", value, re.IGNORECASE) is not None or "@import" in value
    escapes = key == "style" and "\\" in value
    repeats = key == "spreadMethod" and value != "pad"  # can be repeated without end
    is_no_path = key == "d" and (len(value) > _LONGEST_PATH or not _PATH.fullmatch(value))
    return key.lower().startswith("on") or leads_away or fetches or escapes or repeats or is_no_path


def _size(attributes: Mapping[str, str], file: str, place: Place) -> tuple[float, float]:
    """Width and height, from the view box if there is one."""
    try:
        if "viewBox" in attributes:
            _, _, width, height = (float(part) for part in attributes["viewBox"].replace(",", " ").split())
        else:
            found = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
            width, height = (float(match[1]) if match else 0.0 for match in found)
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise refuse("image-broken", place, file=file, cause=NO_SIZE)
    return width, height
