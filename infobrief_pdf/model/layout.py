"""A layout: the brand as design tokens, found along a chain of packs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from infobrief_pdf.diagnostics import Place
from infobrief_pdf.model.base import Identifier, Language, Line, Model, Switch
from infobrief_pdf.model.paper import A4, Paper

Key = tuple[str | int, ...]

_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_TOKEN: Final = re.compile(r"[a-z][a-z0-9-]{0,40}")
_LEAST_MARGIN: Final = 12.0
"""Millimetres at the outer edge."""

_DECIMAL: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not _DECIMAL.fullmatch(value.strip()):
            raise PydanticCustomError("decimal-malformed", "", {"text": value})
        return float(value)
    return value


def _hex(text: str) -> str:
    if not _HEX.fullmatch(text):
        raise PydanticCustomError("color-malformed", "", {"text": text})
    return text.lower()


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise PydanticCustomError("token-malformed", "", {"text": text})
    return text


def _four(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) != 4:
        raise PydanticCustomError("cmyk-malformed", "", {"count": len(value)})
    return value


def _decimal_schema(**limits: int) -> WithJsonSchema:
    digits = {"type": "string", "pattern": f"^{_DECIMAL.pattern}$"}
    return WithJsonSchema({"anyOf": [{"type": "number", **limits}, digits]})


_Decimal = BeforeValidator(_decimal)
Percent = Annotated[float, _Decimal, Field(ge=0, le=100), _decimal_schema(minimum=0, maximum=100)]
Points = Annotated[float, _Decimal, Field(gt=0, le=200), _decimal_schema(exclusiveMinimum=0, maximum=200)]
Millimetres = Annotated[float, _Decimal, Field(ge=0, le=400), _decimal_schema(minimum=0, maximum=400)]
Weight = Annotated[float, _Decimal, Field(ge=100, le=900), _decimal_schema(minimum=100, maximum=900)]
HexColor = Annotated[
    str, AfterValidator(_hex), WithJsonSchema({"type": "string", "pattern": f"^{_HEX.pattern}$"})
]
Inks = Annotated[tuple[Percent, Percent, Percent, Percent], BeforeValidator(_four)]
TokenName = Annotated[
    str, AfterValidator(_token), WithJsonSchema({"type": "string", "pattern": f"^{_TOKEN.pattern}$"})
]


class Color(Model):
    """A colour for the screen and for the press."""

    rgb: HexColor = Field(examples=["#1a2b3c"])
    """sRGB, as `#1a2b3c`."""
    cmyk: Inks = Field(examples=[[100, 60, 0, 20]])
    """Cyan, magenta, yellow and black in per cent."""


class TypeSize(Model):
    """A step of the type scale."""

    size: Points = Field(examples=[10.5])
    """Size in points."""
    line: Points = Field(examples=[14])
    """Distance of lines in points."""
    weight: Weight = 400
    """Weight, 400 is regular, 700 bold."""


class Wordmark(Model):
    """The publisher's name, set in type at the head of page 1."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=3)]
    """The lines of the wordmark."""


class Pair(Model):
    """A colour of text on a colour of ground, checked for contrast."""

    text: TokenName = Field(examples=["ink"])
    """Colour token of the text."""
    ground: TokenName = Field(examples=["paper"])
    """Colour token of what is behind it."""
    large: Switch = False
    """`true` if only type of at least 18 pt, or 14 pt bold, is set so."""


class Tokens(Model):
    """The design decisions of a brand."""

    colors: Mapping[TokenName, Color] = Field(default_factory=dict)
    """Colours by name."""
    pairs: tuple[Pair, ...] | None = None
    """Which colours meet as text and ground."""
    families: Mapping[TokenName, tuple[Line, ...]] = Field(default_factory=dict)
    """Type families by purpose: `text`, `display`."""
    scale: Mapping[TokenName, TypeSize] = Field(default_factory=dict)
    """The type scale by purpose: `body`, `title`, …"""
    spacing: Mapping[TokenName, Millimetres] = Field(default_factory=dict)
    """Lengths in millimetres by purpose: `page-left`, …"""
    wordmark: Wordmark | None = None
    """The publisher's name, set in type."""


class EditionTokens(Model):
    """What one edition sets in other sizes."""

    scale: Mapping[TokenName, TypeSize] = Field(default_factory=dict)
    """Steps of the type scale that differ."""
    spacing: Mapping[TokenName, Millimetres] = Field(default_factory=dict)
    """Lengths in millimetres that differ."""


class LayoutFile(Model):
    """`layouts/<name>/layout.yaml`: what one pack adds to the pack it extends."""

    extends: Identifier | None = None
    """The layout that this one builds on."""
    description: Line | None = None
    """The layout in one sentence."""
    tokens: Tokens = Tokens()
    """Design tokens; what is not named comes from the layout this one extends."""
    labels: Mapping[Language, Mapping[TokenName, Line]] = Field(default_factory=dict)
    """Words that readers see, by language and name, where they differ from the program's own."""
    per_edition: Mapping[TokenName, EditionTokens] = Field(default_factory=dict)
    """Sizes and lengths that one edition changes, by its name, such as `booklet`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A template or style sheet of a pack: its display name and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout ready for use: the tokens of the whole chain merged, templates and style sheets read.

    `templates` maps a template's name to the text of the pack nearest to the brand. `stylesheets` holds
    each `*.css` from the base of the chain to the brand, in the order they apply.
    """

    name: str
    tokens: Tokens
    labels: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, Source]
    stylesheets: tuple[Source, ...]
    editions: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    """Style sheets that only apply to one edition (`editions/NAME.css`), in the same order."""
    locate: Callable[[Key], Place] = lambda key: Place("layout.yaml")
    """Where a key of `layout.yaml` stands: in the pack nearest to the brand that has it."""
    edition_tokens: Mapping[str, EditionTokens] = field(default_factory=dict)
    """Sizes and lengths that an edition changes; those of the whole chain merged."""
    paper: Paper = A4
    """The size of the pages."""

    def words(self, language: str) -> dict[str, str]:
        """Its own labels in a language; those for `de` hold for `de-AT`, too."""
        return {**self.labels.get(language.split("-")[0], {}), **self.labels.get(language, {})}

    def set_on(self, paper: Paper, *editions: str) -> Layout:
        """The same layout on pages of another size, with what these editions change; the last wins."""
        changes = [self.edition_tokens[name] for name in editions if name in self.edition_tokens]
        scale, spacing = dict(self.tokens.scale), dict(self.tokens.spacing)
        for change in changes:
            scale |= change.scale
            spacing |= change.spacing
        tokens = self.tokens.model_copy(update={"scale": scale, "spacing": spacing})
        return replace(self, tokens=tokens, paper=paper)

    def bound_at(self, edge: float) -> Layout:
        """The same layout with at least `edge` millimetres before the first column, where sheets are bound.

        What is added there is taken from the other side as far as that leaves enough, so that lines stay as
        long as they are.
        """
        spacing = self.tokens.spacing
        left, right = spacing.get("page-left", 0.0), spacing.get("page-right", 0.0)
        added = max(edge - left, 0.0)
        changed = {"page-left": left + added, "page-right": max(right - added, min(right, _LEAST_MARGIN))}
        tokens = self.tokens.model_copy(update={"spacing": {**spacing, **changed}})
        return replace(self, tokens=tokens)

    def stylesheets_for(self, *editions: str) -> tuple[Source, ...]:
        """Every style sheet that applies to these editions; what comes later wins."""
        own = (sheet for edition in editions for sheet in self.editions.get(edition, ()))
        return (*self.stylesheets, *own)
