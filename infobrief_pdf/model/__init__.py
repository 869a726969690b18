"""The data contract: an issue, its series and a layout, frozen and without unknown keys.

The same models give the JSON Schema that editors complete from. Field names are a promise: they stay.
"""

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
