"""What a PDF is to a printer, as values: what the checks look at.

Places are millimetres from the upper left corner of the trimmed page as it is seen; a place in the bleed has
negative numbers or lies beyond the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

ESTIMATED: Final = ("rgb", "lab")
"""Families of colours that say nothing about inks."""


class Spot(NamedTuple):
    """A place on a page; pages are counted from 1."""

    page: int
    left: float
    top: float


class Colour(NamedTuple):
    """A kind of colour and what was painted in it.

    `family` is `gray`, `rgb`, `cmyk`, `lab` or `spot`; `name` is the spot's; `is_managed` if it has a
    profile of its own. `use` is `text`, `area`, `line`, `picture` or `shading`.
    """

    family: str
    name: str
    is_managed: bool
    use: str


class Picture(NamedTuple):
    """A picture on a page: its pixels, and the fewer of its pixels an inch in either direction."""

    spot: Spot
    width: int
    height: int
    ppi: float


class Line(NamedTuple):
    """A line and its printed width in points."""

    spot: Spot
    width: float


class Near(NamedTuple):
    """Text by the trimmed edge, and how far from it in millimetres; negative if it runs over it."""

    spot: Spot
    distance: float


class Code(NamedTuple):
    """A QR code: what it says, or none if it cannot be read; its side and that of a module in millimetres.

    `is_quiet` if the margin that it needs is white.
    """

    spot: Spot
    text: str | None
    size: float
    module: float
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """How much ink a page takes: each ink's share of the trimmed page and, in percent, the most at one place.

    `is_estimated` if colours had to be separated into inks that the file does not name. `named` is the most
    of those that it does name, at `named_spot`.
    """

    shares: Mapping[str, float]
    most: float
    spot: Spot
    is_estimated: bool
    named: float
    named_spot: Spot


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page (ISO 32000-1, 14.11.2); sizes in millimetres as the page is seen.

    `bleed` is the least distance between the edges of BleedBox and TrimBox, none without either box.
    `strays` are pairs of names of which the first should hold the second and does not.
    """

    width: float
    height: float
    has_trim: bool
    bleed: float | None
    strays: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Seen:
    """What was painted on a page, each kind of thing with the first place."""

    colours: dict[Colour, Spot] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    hairlines: list[Line] = field(default_factory=list)
    transparencies: dict[str, Spot] = field(default_factory=dict)
    blendings: set[str] = field(default_factory=set)
    """Families of colours that groups blend in, of those that say so themselves."""
    mixed_blacks: list[Spot] = field(default_factory=list)
    fonts: dict[str, bool] = field(default_factory=dict)

    @property
    def names_inks(self) -> bool:
        """Whether anything is painted in inks that the file names."""
        return any(colour.family in ("cmyk", "spot") for colour in self.colours)

    @property
    def needs_estimate(self) -> bool:
        """Whether anything is painted in colours that have to be separated into inks."""
        return any(colour.family in ESTIMATED for colour in self.colours)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. `blending` is the family of colours that the page's transparent things are blended in."""

    number: int
    boxes: Boxes
    seen: Seen
    blending: str | None
    nears: tuple[Near, ...] = ()
    codes: tuple[Code, ...] = ()
    ink: Ink | None = None


class Intent(NamedTuple):
    """An output intent: the standard's subtype, its condition, and its profile's family of colours."""

    subtype: str
    condition: str
    family: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A PDF."""

    sheets: tuple[Sheet, ...]
    intents: tuple[Intent, ...]
    imposed: int | None = None
    """How many pages of an issue stand on the sheets, if it is sheets of this program."""

    @property
    def leafed(self) -> int:
        """The pages that a reader leafs through."""
        return len(self.sheets) if self.imposed is None else self.imposed
