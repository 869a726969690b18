"""The printing plates of a PDF: the file rewritten so that pdfium draws inks where it would draw colours.

Every colour that the file names is given to a DeviceN space (ISO 32000-1, 8.6.6.5) whose function says how
much of three inks it takes; these become the red, green and blue of the raster, 255 where the paper stays
white. Lightness and its complement, the ink, are mixed by transparency in the same way (11.3.4), so that what
covers, tints or multiplies does so on each plate. Soft masks keep their colours: they are not printed.

Overprinting is not simulated: what lies below counts as knocked out, as most readers show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, Stream

from infobrief_pdf.bind import values
from infobrief_pdf.preflight import colours
from infobrief_pdf.preflight.colours import Space
from infobrief_pdf.preflight.facts import ESTIMATED
from infobrief_pdf.preflight.opening import Frame, content
from infobrief_pdf.preflight.scanner import INLINE_IMAGE, Operation, operations
from infobrief_pdf.preflight.separation import INKS_AT_ONCE, Given, write
from infobrief_pdf.preflight.walk import Budget

_NAMES: Final = {"gray": b"/PlateGray", "rgb": b"/PlateRGB", "cmyk": b"/PlateCMYK"}
_DEVICE: Final = {b"g": colours.GRAY, b"rg": colours.RGB, b"k": colours.CMYK}
_SPACES: Final = (colours.GRAY, colours.RGB, colours.CMYK)
_CHOSEN: Final = ("gray", "rgb", "cmyk", "lab")
_BLACK: Final = b"/PlateGray cs 0 sc /PlateGray CS 0 SC\n"
"""Pages, cells of patterns and appearances begin in the black of DeviceGray (ISO 32000-1, 8.4.1)."""

_INLINE_SPACE: Final = re.compile(rb"(/(?:CS|ColorSpace)\s*)/(?:Device)?(Gray|G|RGB|CMYK)(?![A-Za-z])")


class Plates:
    """Rewrites a PDF once, and can then be asked for any three inks.

    The PDF is of no other use afterwards. `table` is what a profile makes of RGB; see `images.lattice`.
    """

    def __init__(self, pdf: Pdf, frames: Sequence[Frame], budget: Budget, table: bytes | None = None) -> None:
        self._pdf = pdf
        self._table = table
        self._budget = budget
        self._functions: dict[Given, Stream] = {}
        self._arrays: dict[Given, Any] = {}
        self._done = ObjectSet()
        self._waiting: list[tuple[Any, Any, bytes]] = []
        for frame in frames:
            values.drop(values.dictionary(frame.page, "/Group"), "/CS")
            data = _BLACK + self._rewritten(content(frame), frame.resources)
            frame.page["/Contents"] = pdf.make_stream(data)
            self._resources(frame.resources)
            for annotation in frame.annotations:
                self._appearances(values.dictionary(annotation, "/AP"))
        while self._waiting:
            self._form(*self._waiting.pop())

    def pdf(self, inks: Sequence[str], *, with_estimates: bool = True) -> bytes:
        """The file with so many inks at once as its red, green and blue.

        Without estimates, what is painted in RGB or Lab leaves the paper bare.
        """
        assert len(inks) <= INKS_AT_ONCE
        for given, stream in self._functions.items():
            is_bare = given.space.family in ESTIMATED and not with_estimates
            write(stream, given, () if is_bare else inks, self._table)
        target = BytesIO()
        self._pdf.save(target, encryption=False, fix_metadata_version=False, compress_streams=False)
        return target.getvalue()

    # Objects

    def _resources(self, resources: Any) -> None:
        """Give every colour space that resources name to the plates, and queue what paints with them."""
        if not isinstance(resources, Dictionary) or not self._done.add(resources):
            return
        spaces = Dictionary({key: self._plated(value) for key, value in _entries(resources, "/ColorSpace")})
        for space in _SPACES:
            spaces[_NAMES[space.family].decode()] = self._array(space)
        resources["/ColorSpace"] = spaces
        for _key, painted in _entries(resources, "/XObject"):
            if values.name(painted, "/Subtype") == "Image":
                self._picture(painted)
            else:
                self._waiting.append((painted, resources, b""))
        for _key, pattern in _entries(resources, "/Pattern"):
            if isinstance(pattern, Stream):
                self._waiting.append((pattern, resources, _BLACK))
            else:
                self._shading(pattern.get("/Shading"))
        for _key, shading in _entries(resources, "/Shading"):
            self._shading(shading)
        for _key, font in _entries(resources, "/Font"):
            self._font(font, resources)

    def _form(self, form: Any, outer: Any, begin: bytes) -> None:
        """A form or the cell of a pattern, both of which are content with resources."""
        if not isinstance(form, Stream) or not self._done.add(form):
            return
        resources = values.get(form, "/Resources", Dictionary)
        if resources is None:
            resources = form["/Resources"] = outer
        values.drop(values.dictionary(form, "/Group"), "/CS")
        form.write(begin + self._rewritten(form.read_bytes(), resources))
        self._resources(resources)

    def _appearances(self, appearances: Any) -> None:
        for _key, shown in appearances.items():
            states = [shown] if isinstance(shown, Stream) else [each for _state, each in _entries(shown)]
            self._waiting += [(state, Dictionary(), _BLACK) for state in states]

    def _font(self, font: Any, outer: Any) -> None:
        if values.name(font, "/Subtype") != "Type3":
            return
        resources = values.get(font, "/Resources", Dictionary)
        for _key, glyph in _entries(font, "/CharProcs"):
            if isinstance(glyph, Stream) and self._done.add(glyph):
                own = outer if resources is None else resources
                glyph.write(self._rewritten(glyph.read_bytes(), own))
        self._resources(resources)

    def _picture(self, picture: Any) -> None:
        if not self._done.add(picture) or values.get(picture, "/ImageMask", bool):
            return
        if "/ColorSpace" in picture:
            picture["/ColorSpace"] = self._plated(picture["/ColorSpace"], is_scaled="/Decode" not in picture)
        elif (space := colours.of_picture(picture)) in _SPACES:
            picture["/ColorSpace"] = self._array(space)

    def _shading(self, shading: Any) -> None:
        if isinstance(shading, Dictionary | Stream) and self._done.add(shading) and "/ColorSpace" in shading:
            shading["/ColorSpace"] = self._plated(shading["/ColorSpace"])

    def _plated(self, found: Any, *, is_scaled: bool = False) -> Any:
        """The space of the plates for a colour space; a table of colours keeps its table.

        `is_scaled` tells how colours come: see `Given`.
        """
        space = colours.described(found)
        if isinstance(found, Array) and len(found) > 1 and (space.is_indexed or space is colours.PATTERN):
            return Array([found[0], self._plated(found[1], is_scaled=space.is_indexed), *list(found)[2:]])
        if space.family == "lab" and isinstance(found, Array):
            return self._array(space, colours.limits_of_lab(found), is_scaled=is_scaled)
        return self._array(space) if space.family in ("gray", "rgb", "cmyk", "spot") else found

    def _array(self, space: Space, limits: tuple[float, ...] = (), *, is_scaled: bool = False) -> Any:
        plain = Space(space.family, space.components, space.inks)
        key = Given(plain, limits or (0, 1) * space.components, is_scaled)
        if key not in self._arrays:
            stream = self._functions[key] = Stream(self._pdf, b"")
            names = Array([Name(f"/Component{number}") for number in range(space.components)])
            tint = self._pdf.make_indirect(stream)
            self._arrays[key] = self._pdf.make_indirect(Array([Name.DeviceN, names, Name.DeviceRGB, tint]))
        return self._arrays[key]

    # Content

    def _rewritten(self, data: bytes, resources: Any) -> bytes:
        """Content whose colours are those of the plates."""
        parts: list[bytes] = []
        position = 0
        for operation in operations(self._budget.read(data)):
            self._budget.spend()
            replacement = self._replacement(data, operation, resources)
            if replacement is not None:
                parts += [data[position : operation.start], replacement]
                position = operation.end
        return b"".join([*parts, data[position:]])

    def _replacement(self, data: bytes, operation: Operation, resources: Any) -> bytes | None:
        operator = operation.operator
        if device := _DEVICE.get(operator.lower()):
            return _set(_NAMES[device.family], operation.operands[-device.components :], operator.islower())
        if operator in (b"cs", b"CS"):
            return _chosen(operation, resources)
        if operator == INLINE_IMAGE:
            head, mark, rest = data[operation.start : operation.end].partition(b"ID")
            return _INLINE_SPACE.sub(_inline_space, head) + mark + rest
        return None


def _set(space: bytes, operands: Sequence[bytes], is_fill: bool) -> bytes:
    choose, paint = (b" cs ", b" sc ") if is_fill else (b" CS ", b" SC ")
    return space + choose + b" ".join(operands) + paint


def _chosen(operation: Operation, resources: Any) -> bytes | None:
    """Choosing a space chooses a colour, too; a DeviceN space of its own accord would begin with all inks."""
    called = operation.name()
    space, found = colours.named(called, resources)
    if space.is_indexed or space.family not in _CHOSEN or (space.inks and found is not None):
        return None
    if space.family == "lab" and isinstance(found, Name):  # there is no such space without its white
        return None
    name = _NAMES[space.family] if isinstance(found, Name) else operation.operands[-1]
    initial = [b"%d" % component for component in space.initial]
    return _set(name, initial, operation.operator.islower())


def _inline_space(found: re.Match[bytes]) -> bytes:
    family = {b"Gray": "gray", b"G": "gray", b"RGB": "rgb", b"CMYK": "cmyk"}[found[2]]
    return found[1] + _NAMES[family]


def _entries(value: Any, key: str | None = None) -> list[tuple[str, Any]]:
    """The entries of a dictionary that are no plain values."""
    holder = values.dictionary(value, key) if key else value
    if not isinstance(holder, Dictionary):
        return []
    return [
        (name, item) for name, item in holder.items() if isinstance(item, Dictionary | Stream | Array | Name)
    ]
