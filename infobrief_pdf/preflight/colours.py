"""Colour spaces of a PDF (ISO 32000-1, 8.6): of what family they are, and which inks they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Array, Name, Stream

from infobrief_pdf.bind import values

PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")

_DEVICE: Final = {
    "DeviceGray": "gray", "G": "gray", "CalGray": "gray", "DeviceRGB": "rgb", "RGB": "rgb", "CalRGB": "rgb",
    "DeviceCMYK": "cmyk", "CMYK": "cmyk", "Lab": "lab",
}  # fmt: skip
_COMPONENTS: Final = {1: "gray", 3: "rgb", 4: "cmyk"}
_DEEPEST: Final = 8
_AB: Final = (-100.0, 100.0, -100.0, 100.0)
"""The least and the most of a* and b* where a space does not say, or nothing sensible."""

_FARTHEST: Final = 1000.0

_JPEG_2000: Final = b"\xff\x4f\xff\x51"
"""Start of a codestream and of its marker SIZ; the number of components follows (ISO/IEC 15444-1, A.5.1)."""

_COUNT_AT: Final = 40
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space. `inks` are the names of a spot's colorants, `is_managed` if it has a profile."""

    family: str
    components: int
    inks: tuple[str, ...] = ()
    is_managed: bool = False
    is_indexed: bool = False

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that is in force when the space has just been chosen (ISO 32000-1, 8.6.5 and 8.6.6)."""
        if self.family == "cmyk" and not self.is_managed and not self.inks:
            return (0.0, 0.0, 0.0, 1.0)
        return (1.0 if self.inks else 0.0,) * self.components


GRAY: Final = Space("gray", 1)
RGB: Final = Space("rgb", 3)
CMYK: Final = Space("cmyk", 4)
UNKNOWN: Final = Space("unknown", 0)
PATTERN: Final = Space("pattern", 0)
PLAIN: Final = {"gray": GRAY, "rgb": RGB, "cmyk": CMYK, "lab": Space("lab", 3)}


def named(name: str, resources: Any) -> tuple[Space, Any]:
    """The space that an operator or inline image calls by a name with its slash, and its object."""
    family = _DEVICE.get(name.removeprefix("/"))
    found = values.dictionary(resources, "/ColorSpace").get(name)
    if found is None:
        return (PLAIN[family], Name(name)) if family else (PATTERN if name == "/Pattern" else UNKNOWN, None)
    return described(found), found


def described(found: Any, depth: int = 0) -> Space:
    """What a colour space object is; unknown if it is damaged."""
    if isinstance(found, Name):
        name = str(found).removeprefix("/")
        return PATTERN if name == "Pattern" else PLAIN.get(_DEVICE.get(name, ""), UNKNOWN)
    if not isinstance(found, Array) or not len(found) or depth > _DEEPEST:
        return UNKNOWN
    kind = str(found[0]).removeprefix("/") if isinstance(found[0], Name) else ""
    first = found[1] if len(found) > 1 else None
    if kind == "ICCBased":
        count = values.get(first, "/N", int) if isinstance(first, Stream) else None
        plain = PLAIN.get(_COMPONENTS.get(count or 0, ""))
        return Space(plain.family, plain.components, is_managed=True) if plain else UNKNOWN
    if kind in ("Indexed", "I"):
        base = described(first, depth + 1)
        return Space(base.family, base.components, base.inks, base.is_managed, is_indexed=True)
    if kind == "Pattern":
        return PATTERN
    if kind in ("Separation", "DeviceN"):
        return _named_inks(first)
    plain = PLAIN.get(_DEVICE.get(kind, ""), UNKNOWN)
    return Space(plain.family, plain.components, is_managed=True) if plain.components else UNKNOWN


def limits_of_lab(space: Any) -> tuple[float, ...]:
    """The least and the most of L*, a* and b* (ISO 32000-1, table 65)."""
    given = values.get(space[1], "/Range", Array) if len(space) > 1 else None
    try:
        limits = tuple(float(each) for each in given) if given is not None else ()
    except (TypeError, ValueError):
        limits = ()
    is_sound = len(limits) == len(_AB) and -_FARTHEST <= limits[0] < limits[1] <= _FARTHEST
    is_sound = is_sound and -_FARTHEST <= limits[2] < limits[3] <= _FARTHEST
    return (0.0, 100.0, *(limits if is_sound else _AB))


def of_picture(picture: Any) -> Space:
    """The colours of an image XObject; JPEG 2000 may tell them itself (ISO 32000-1, 7.4.9)."""
    found = picture.get("/ColorSpace")
    if found is not None:
        return described(found)
    head = picture.read_raw_bytes()[:_HEAD]
    at = head.find(_JPEG_2000)
    count = int.from_bytes(head[at + _COUNT_AT : at + _COUNT_AT + 2], "big") if at >= 0 else 0
    return PLAIN.get(_COMPONENTS.get(count, ""), UNKNOWN)


def _named_inks(names: Any) -> Space:
    """A Separation or DeviceN space; one of nothing but process inks is CMYK (ISO 32000-1, 8.6.6.4)."""
    items = list(names) if isinstance(names, Array) else [names]
    inks = tuple(str(item).removeprefix("/") for item in items if isinstance(item, Name))
    if not inks or len(inks) > 32:
        return UNKNOWN
    is_process = all(ink in (*PROCESS, "None", "All") for ink in inks)
    return Space("cmyk" if is_process else "spot", len(inks), inks)


def spots(space: Space) -> tuple[str, ...]:
    """The inks of a space that are none of the four and have to be bought."""
    return tuple(ink for ink in space.inks if ink not in (*PROCESS, "None", "All"))
