"""The data contract: an issue, its series and a layout, frozen and without unknown keys.

The same models give the JSON Schema that editors complete from. Field names are a promise: they stay.
Models are imported when they are first asked for: editions, folios and papers need none of pydantic.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from infobrief_pdf.model.base import Model
    from infobrief_pdf.model.issue import (
        Article,
        Contact,
        Editorial,
        Event,
        Image,
        Issue,
        Link,
        Section,
        Signature,
    )
    from infobrief_pdf.model.layout import Color, Layout, LayoutFile, Tokens, TypeSize, Wordmark
    from infobrief_pdf.model.series import Imprint, Series

__all__ = [
    "Article",
    "Color",
    "Contact",
    "Editorial",
    "Event",
    "Image",
    "Imprint",
    "Issue",
    "Layout",
    "LayoutFile",
    "Link",
    "Model",
    "Section",
    "Series",
    "Signature",
    "Tokens",
    "TypeSize",
    "Wordmark",
]

_HOMES: Final = MappingProxyType(
    {
        "base": ("Model",),
        "issue": (
            "Article", "Contact", "Editorial", "Event", "Image", "Issue", "Link", "Section", "Signature",
        ),
        "layout": ("Color", "Layout", "LayoutFile", "Tokens", "TypeSize", "Wordmark"),
        "series": ("Imprint", "Series"),
    }
)  # fmt: skip
"""The module of each model."""


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
