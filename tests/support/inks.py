"""What a PDF prints with: every colour that its objects name, found object by object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_FILLS = frozenset({"f", "F", "f*"})
_STROKES = frozenset({"S", "s"})
_BOTH = frozenset({"B", "B*", "b", "b*"})
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_CMYK = {"k": "fill", "K": "stroke"}
_FOREIGN = frozenset({"rg", "RG", "g", "G", "sc", "SC", "scn", "SCN", "cs", "CS", "ri"})


@dataclass
class Found:
    """Colours of text and areas, and whatever has another colour than inks."""

    text: list[tuple[float, ...]] = field(default_factory=list)
    areas: list[tuple[float, ...]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    knocked_out: list[str] = field(default_factory=list)
    """Text in pure black that leaves white below it, or other text that does not."""
    images: int = 0
    patterns: int = 0


def inspected(pdf: pikepdf.Pdf) -> Found:
    """The contents of all pages, with forms, patterns, shadings, pictures and groups inside them."""
    found = Found()
    for number, page in enumerate(pdf.pages, start=1):
        _content(page, page.Resources, found, f"page {number}", {})
        _group(page.obj.get("/Group"), found, f"page {number}")
    return found


def names_of_other_spaces(pdf: pikepdf.Pdf) -> list[str]:
    """Objects that mention a colour space other than inks, wherever they hang, used or not."""
    other = ("/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased", "/Indexed")
    return [
        f"{number + 1}: {name}"
        for number, each in enumerate(pdf.objects)
        for name in _names(each)
        if name in other
    ]


def _names(each: Any) -> Iterator[str]:
    if isinstance(each, pikepdf.Name):
        yield str(each)
    elif isinstance(each, pikepdf.Array):
        for inner in each:
            if not getattr(inner, "is_indirect", False):
                yield from _names(inner)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for _, inner in each.items():
            if not getattr(inner, "is_indirect", False):
                yield from _names(inner)


def _content(source: Any, resources: Any, found: Found, where: str, seen: dict[Any, None]) -> None:
    """Every operator that sets a colour or paints with one; the initial colour is grey and not to be used."""
    state: dict[str, Any] = {"fill": None, "stroke": None, "overprints": False}
    stack: list[dict[str, Any]] = []
    for operands, operator in pikepdf.parse_content_stream(source):
        name = str(operator)
        if name == "q":
            stack.append(dict(state))
        elif name == "Q":
            state = stack.pop()
        elif name in _CMYK:
            state[_CMYK[name]] = tuple(float(value) for value in operands)
        elif name in _FOREIGN:
            _foreign(name, operands, state, resources, found, where)
        elif name == "INLINE IMAGE":
            found.foreign.append(f"{where}: inline image")
        elif name == "sh":
            _shading(resources.Shading[operands[0]], found, where)
        elif name == "gs":
            _state(resources.ExtGState[operands[0]], found, where)
            state["overprints"] = bool(resources.ExtGState[operands[0]].get("/op", state["overprints"]))
        elif name == "Do":
            _object(resources.XObject[operands[0]], found, f"{where} {operands[0]}", seen)
        else:
            _painted(name, state, found, where)
    assert not stack, f"{where}: unbalanced"


def _foreign(name: str, operands: Any, state: Any, resources: Any, found: Found, where: str) -> None:
    kind = "stroke" if name.isupper() else "fill"
    if name in {"cs", "CS"}:
        state[kind] = str(operands[0])
        if operands[0] == "/Pattern":
            return
        space = resources.ColorSpace[operands[0]]
        if [str(space[0]), str(space[1]), str(space[2])] != ["/Separation", "/All", "/DeviceCMYK"]:
            found.foreign.append(f"{where}: colour space {operands[0]}")
    elif name in {"scn", "SCN"} and state[kind] == "/Pattern":
        pattern = resources.Pattern[operands[-1]]
        found.patterns += 1
        if int(pattern.PatternType) == 1:
            _content(pattern, pattern.Resources, found, f"{where} pattern {operands[-1]}", {})
        else:
            _shading(pattern.Shading, found, where)
    elif name in {"scn", "SCN"} and state[kind] == "/Registration":
        state[kind] = "registration"
    else:
        found.foreign.append(f"{where}: {name} {list(operands)}")


def _painted(name: str, state: Any, found: Found, where: str) -> None:
    used = [
        kind
        for kind, names in (("fill", _FILLS | _BOTH | _TEXT), ("stroke", _STROKES | _BOTH))
        if name in names
    ]
    for kind in used:
        color = state[kind]
        if color is None:
            found.foreign.append(f"{where}: {name} in the initial grey")
        elif isinstance(color, tuple):
            (found.text if name in _TEXT else found.areas).append(color)
            if name in _TEXT and state["overprints"] != (color == (0, 0, 0, 1)):
                found.knocked_out.append(f"{where}: {color}")


def _object(each: Any, found: Found, where: str, seen: dict[Any, None]) -> None:
    if each.objgen in seen:
        return
    seen[each.objgen] = None
    if each.Subtype == "/Image":
        found.images += 1
        if each.get("/ColorSpace") != "/DeviceCMYK" or "/SMask" in each:
            found.foreign.append(f"{where}: picture in {each.get('/ColorSpace')}")
        return
    _group(each.get("/Group"), found, where)
    _content(each, each.Resources, found, where, seen)


def _group(group: Any, found: Found, where: str) -> None:
    if group is not None and group.get("/CS") != "/DeviceCMYK":
        found.foreign.append(f"{where}: group in {group.get('/CS')}")


def _shading(shading: Any, found: Found, where: str, space: str = "/DeviceCMYK") -> None:
    channels = {"/DeviceCMYK": 4, "/DeviceGray": 1}[space]
    if shading.ColorSpace != space:
        found.foreign.append(f"{where}: shading in {shading.ColorSpace}")
    for function in shading.Function.Functions:
        if not len(function.C0) == len(function.C1) == channels:
            found.foreign.append(f"{where}: function of {len(function.C0)} channels")


def _state(state: Any, found: Found, where: str) -> None:
    """A mask has no colour: how light its group is tells how much of what is masked shows."""
    for name in ("/TR", "/TR2", "/HTP", "/HT"):
        if name in state:
            found.foreign.append(f"{where}: {name}")
    mask = state.get("/SMask")
    if mask is not None and mask != "/None":
        _group(mask.G.get("/Group"), found, f"{where} mask")
        for operands, operator in pikepdf.parse_content_stream(mask.G):
            if str(operator) == "sh":
                _shading(mask.G.Resources.Shading[operands[0]], found, f"{where} mask", "/DeviceGray")
