"""What is noted about each thing that a page paints, with its place."""

from __future__ import annotations

from math import hypot, sqrt
from typing import Final

from infobrief_pdf.preflight import colours
from infobrief_pdf.preflight.colours import Space
from infobrief_pdf.preflight.facts import Colour, Line, Picture, Seen, Spot
from infobrief_pdf.preflight.opening import Frame
from infobrief_pdf.preflight.state import Matrix, Paint, State, moved
from infobrief_pdf.units import PT_PER_INCH

HAIRLINE: Final = 0.25
"""Points; a thinner line may break on a printing plate."""

_MOST_THINGS: Final = 2_000
_DARK: Final = 0.8
_LOOKS: Final = {0: (1, -1), 90: (1, 1), 180: (-1, 1), 270: (-1, -1)}
"""For each rotation of a page, whether its x and its y grow away from the upper left corner as it is seen."""


class Notes:
    """Gathers what is seen on one page; `point` is where the painter stands, in the page's coordinates."""

    def __init__(self, frame: Frame) -> None:
        self.seen = Seen()
        self.frame = frame
        self.point = (0.0, 0.0)

    def stand(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Stand at the upper left corner, as it is seen, of a rectangle."""
        right, down = _LOOKS[self.frame.rotation]
        corners = (moved(matrix, x + a, y + b) for a in (0, width) for b in (0, height))
        self.point = min(corners, key=lambda corner: corner[0] * right + corner[1] * down)

    def paint(self, paint: Paint, use: str) -> None:
        """A colour that is used for a kind of thing."""
        space, components, _pattern = paint
        self.space(space, use)
        if use == "text" and space.family == "cmyk" and not space.inks and len(components) == 4:
            is_mixed = components[3] > _DARK and sum(components[:3]) > 0.02
            if is_mixed and len(self.seen.mixed_blacks) < _MOST_THINGS:
                self.seen.mixed_blacks.append(self._here())

    def space(self, space: Space, use: str) -> None:
        """A colour space that is used for a kind of thing."""
        if space.family in ("unknown", "pattern"):
            return
        for spot in colours.spots(space) or ("",):
            self.seen.colours.setdefault(Colour(space.family, spot, space.is_managed, use), self._here())

    def transparency(self, state: State, alpha: float, *, has_mask: bool = False) -> None:
        """How a thing lets what is below shine through."""
        for kind in sorted(state.transparencies(alpha, has_mask=has_mask)):
            self.seen.transparencies.setdefault(kind, self._here())
            if state.blending:
                self.seen.blendings.add(state.blending)

    def line(self, state: State) -> None:
        """A stroke as wide as the state says."""
        a, b, c, d = state.matrix[:4]
        self._width(abs(state.width) * sqrt(abs(a * d - b * c)))

    def bar(self, state: State, width: float, height: float) -> None:
        """A filled rectangle, which may look like a line; what has no width is painted by nobody."""
        a, b, c, d = state.matrix[:4]
        thin, long = sorted((abs(width) * hypot(a, b), abs(height) * hypot(c, d)))
        if 0 < thin < long / 4:
            self._width(thin)

    def picture(self, width: int, height: int, state: State) -> None:
        """A picture of so many pixels on the unit square of the state's matrix (ISO 32000-1, 8.9.5)."""
        a, b, c, d = (edge * self.frame.unit / PT_PER_INCH for edge in state.matrix[:4])
        across, down = hypot(a, b), hypot(c, d)
        corners = [moved(state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        xs, ys = [point[0] for point in corners], [point[1] for point in corners]
        self.point = min(xs), max(ys)
        if min(across, down) > 0 and min(width, height) > 0 and len(self.seen.pictures) < _MOST_THINGS:
            corner = self.frame.corner((min(xs), min(ys), max(xs), max(ys)))
            self.seen.pictures.append(Picture(corner, width, height, min(width / across, height / down)))

    def font(self, name: str, *, is_embedded: bool) -> None:
        """A font that something is written with; one that is missing somewhere is missing."""
        self.seen.fonts[name] = is_embedded and self.seen.fonts.get(name, True)

    def _width(self, width: float) -> None:
        printed = width * self.frame.unit
        if printed < HAIRLINE - 0.005 and len(self.seen.hairlines) < _MOST_THINGS and self._is_on_page():
            self.seen.hairlines.append(Line(self._here(), printed))

    def _here(self) -> Spot:
        return self.frame.spot(*self.point)

    def _is_on_page(self) -> bool:
        """Whether the place belongs to the trimmed page: marks of the print shop are its own affair."""
        left, bottom, right, top = self.frame.trim
        return left <= self.point[0] <= right and bottom <= self.point[1] <= top
