"""HTML elements and the standard structure types they become (ISO 32000-1, 14.8.4)."""

from types import MappingProxyType
from typing import Final

ROLES: Final = MappingProxyType(
    {
        "a": "Link",
        "article": "Art",
        "aside": "Div",
        "blockquote": "BlockQuote",
        "code": "Code",
        "figcaption": "Caption",
        "figure": "Div",
        "footer": "Sect",
        "h1": "H1",
        "h2": "H2",
        "h3": "H3",
        "h4": "H4",
        "h5": "H5",
        "h6": "H6",
        "header": "Sect",
        "img": "Figure",
        "li": "LI",
        "main": "Part",
        "nav": "Sect",
        "ol": "L",
        "p": "P",
        "pre": "Code",
        "q": "Quote",
        "section": "Sect",
        "table": "Table",
        "caption": "Caption",
        "tbody": "TBody",
        "td": "TD",
        "tfoot": "TFoot",
        "th": "TH",
        "thead": "THead",
        "tr": "TR",
        "ul": "L",
    }
)
"""HTML element → standard structure type (ISO 32000-1, 14.8.4); elements not listed have none."""

GROUPING: Final = frozenset(
    {
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "TOC",
        "TOCI",
        "L",
        "Table",
        "TR",
        "THead",
        "TBody",
        "TFoot",
    }
)
"""Types that hold other elements; text directly inside one gets a P of its own."""

KEPT_WHEN_EMPTY: Final = frozenset({"TD", "TH"})

KNOWN: Final = frozenset(ROLES.values()) | GROUPING | {
    "Annot", "Artifact", "BibEntry", "H", "Index", "LBody", "Lbl", "NonStruct", "Note", "Private", "Quote",
    "Reference", "Ruby", "Span", "TOC", "TOCI", "none",
}  # fmt: skip
"""What `data-role` may name: standard structure types, `Artifact`, and `none` for no element of its own."""

MOVES: Final = frozenset({"after-next", "before-parent"})
"""What `data-move` may say."""
