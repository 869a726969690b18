"""The part of the graphics state that preflight looks at (ISO 32000-1, 8.4), and its matrices (8.3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pikepdf import Array, Dictionary, Name

from infobrief_pdf.bind import values
from infobrief_pdf.preflight import colours
from infobrief_pdf.preflight.colours import Space

Matrix = tuple[float, ...]
UNIT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Paint = tuple[Space, tuple[float, ...], Any]
"""A colour: its space, its components, and the pattern if it is one."""

_NEUTRAL_BLENDS: Final = frozenset(("", "Normal", "Compatible"))
_BLACK: Final[Paint] = (colours.GRAY, (0.0,), None)


class State:
    """Where and how the next thing is painted.

    `groups` are the kinds of transparency that the groups around it have, `blending` is the family of colours
    that they blend in, if it is not that of the page.
    """

    __slots__ = (
        "blend", "blending", "fill", "fill_alpha", "font", "groups", "mask", "matrix", "mode", "stroke",
        "stroke_alpha", "width",
    )  # fmt: skip

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.width = 1.0
        self.fill: Paint = _BLACK
        self.stroke: Paint = _BLACK
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blend, self.mask = "", False
        self.groups: frozenset[str] = frozenset()
        self.blending: str | None = None
        self.mode = 0
        self.font: Any = Dictionary()

    def transparencies(self, alpha: float, *, has_mask: bool = False) -> frozenset[str]:
        """How a thing lets what is below shine through (ISO 32000-1, 11.3), by itself or with its groups."""
        kinds = {"alpha": alpha < 1, self.blend: self.blend not in _NEUTRAL_BLENDS}
        kinds["mask"] = self.mask or has_mask
        return self.groups | {kind for kind, is_used in kinds.items() if is_used}

    def begin_group(self, group: Dictionary) -> None:
        """What a transparency group begins with; it is painted as a whole as the state was (11.6.6)."""
        self.groups = self.transparencies(self.fill_alpha)
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blend, self.mask = "", False
        if values.get(group, "/I", bool) and "/CS" in group:  # others blend in the colours around them
            space = colours.described(group["/CS"])
            self.blending = space.family if space.components else self.blending

    def change(self, settings: Dictionary) -> None:
        """Take over what a dictionary of parameters sets (ISO 32000-1, 8.4.5)."""
        width = values.number(settings.get("/LW"))
        self.width = self.width if width is None else width
        fill, stroke = values.number(settings.get("/ca")), values.number(settings.get("/CA"))
        self.fill_alpha = self.fill_alpha if fill is None else fill
        self.stroke_alpha = self.stroke_alpha if stroke is None else stroke
        if "/SMask" in settings:
            self.mask = isinstance(settings["/SMask"], Dictionary)
        if "/BM" in settings:
            blends = [item for item in values.items(settings, "/BM") if isinstance(item, Name)]
            self.blend = str(blends[0]).removeprefix("/") if blends else ""
        font = values.get(settings, "/Font", Array)
        if font is not None and len(font) and isinstance(font[0], Dictionary):
            self.font = font[0]


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point where a matrix takes it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def matrix_of(value: Any) -> Matrix:
    """The matrix of a form or pattern; that which changes nothing if there is none."""
    found = tuple(values.numbers(value, "/Matrix"))
    return found if len(found) == 6 else UNIT


def placed(form: Any, place: Sequence[float]) -> Matrix:
    """How an appearance is brought to the place of its annotation (ISO 32000-1, 12.5.5)."""
    box = values.numbers(form, "/BBox")
    if len(box) != 4 or len(place) != 4:
        return UNIT
    corners = [moved(matrix_of(form), x, y) for x in box[0::2] for y in box[1::2]]
    low = [min(corner[axis] for corner in corners) for axis in (0, 1)]
    size = [max(corner[axis] for corner in corners) - low[axis] for axis in (0, 1)]
    goal = [sorted(place[axis::2]) for axis in (0, 1)]
    if min(size) <= 0:
        return UNIT
    across, up = ((goal[axis][1] - goal[axis][0]) / size[axis] for axis in (0, 1))
    return (across, 0.0, 0.0, up, goal[0][0] - low[0] * across, goal[1][0] - low[1] * up)
