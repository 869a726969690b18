"""Resources of a bound PDF: each typeface, picture and colour profile once."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, Stream

from infobrief_pdf.bind.typefaces import unify

_DEEPEST: Final = 16
"""Forms within forms whose resources are looked at."""


def share_resources(pdf: Pdf) -> None:
    """Each typeface and each picture once (ISO 32000-1, 7.8.3: resources are named by page and form)."""
    resources = _resources(pdf)
    fonts: list[Any] = [font for each in resources for font in each.get("/Font", Dictionary()).values()]
    replaced = unify([font for font in fonts if font.get("/Subtype") == Name.Type0], pdf)
    pictures: dict[bytes, Any] = {}
    profiles: dict[bytes, Any] = {}
    for intent in pdf.Root.get("/OutputIntents", ()):
        profiles[_digest(intent.DestOutputProfile)] = intent.DestOutputProfile
    for each in resources:
        for space in each.get("/ColorSpace", Dictionary()).values():
            if isinstance(space, Array) and space[0] == Name.ICCBased:
                space[1] = profiles.setdefault(_digest(space[1]), space[1])
        for name, font in list(each.get("/Font", Dictionary()).items()):
            each.Font[name] = replaced.get(font.objgen, font)
        for name, picture in list(each.get("/XObject", Dictionary()).items()):
            if picture.get("/Subtype") == Name.Image:
                each.XObject[name] = pictures.setdefault(_digest(picture), picture)


def _resources(pdf: Pdf) -> list[Any]:
    """The resources of all pages and of the forms that they paint; those that are shared once."""
    found: list[Any] = []
    seen = ObjectSet()
    waiting = [(page.obj.get("/Resources"), 0) for page in pdf.pages]
    while waiting:
        each, depth = waiting.pop()
        if not isinstance(each, Dictionary) or (each.is_indirect and not seen.add(each)):
            continue
        found.append(each)
        for painted in each.get("/XObject", Dictionary()).values():
            if (
                isinstance(painted, Stream)
                and "/Resources" in painted
                and depth < _DEEPEST
                and seen.add(painted)
            ):
                waiting.append((painted.get("/Resources"), depth + 1))
    return found


def _digest(stream: Any) -> bytes:
    """What a picture or profile is: its data, its properties, and the mask that makes it translucent."""
    digest = sha256(stream.read_raw_bytes())
    for key in sorted(stream.keys()):
        value = stream[key]
        digest.update(key.encode() + (_digest(value) if key == "/SMask" else repr(value).encode()))
    return digest.digest()
