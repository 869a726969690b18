"""Design tokens in style sheets: every `var(--name)` of a pack's CSS becomes the token's value.

Substituting before the style sheet is parsed makes tokens usable in `@page` rules, where WeasyPrint does
not resolve custom properties, and costs nothing during layout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place, Refused
from infobrief_pdf.model import Tokens
from infobrief_pdf.model.layout import Source
from infobrief_pdf.model.paper import A4, Paper

_VAR: Final = re.compile(
    r"/\*.*?\*/|var\(\s*--(?P<token>[a-z0-9-]+)\s*(?:,[^()]*)?\)", re.DOTALL | re.IGNORECASE
)
"""A comment, which stays as it is, or a token; a value to fall back on, after a comma, is never needed."""


_MARGIN_BOX: Final = re.compile(r"@(?P<edge>top|bottom)-(?P<side>left|right)\b")


def css_values(tokens: Tokens, direction: str, paper: Paper = A4, bleed: float = 0.0) -> dict[str, str]:
    """The CSS value of every token: `color-…`, `family-…`, `size-…`, `line-…`, `weight-…`, `space-…`.

    `edge-left` and `edge-right` are the margins of the page: `space-page-left` is where lines begin.
    `paper-width` and `paper-height` are the size of the page.
    `bleed` is how far, in millimetres, what touches the edge of the page runs over it.
    """
    values = {f"color-{name}": color.rgb for name, color in tokens.colors.items()}
    for name, families in tokens.families.items():
        values[f"family-{name}"] = ", ".join(f'"{_escaped(family)}"' for family in families)
    for name, step in tokens.scale.items():
        values[f"size-{name}"] = f"{step.size:g}pt"
        values[f"line-{name}"] = f"{step.line:g}pt"
        values[f"weight-{name}"] = f"{step.weight:g}"
    for name, length in tokens.spacing.items():
        values[f"space-{name}"] = f"{length:g}mm"
    start, end = values.get("space-page-left", "0"), values.get("space-page-right", "0")
    values["edge-left"], values["edge-right"] = (start, end) if direction == "ltr" else (end, start)
    values["paper-width"], values["paper-height"] = f"{paper.width:g}mm", f"{paper.height:g}mm"
    values["bleed"] = f"{bleed:g}mm"
    return values


def mirrored(sheet: Source) -> Source:
    """The style sheet with the page's margin boxes on the other side, for lines that begin at the right."""
    sides = {"left": "right", "right": "left"}
    return Source(
        sheet.name, _MARGIN_BOX.sub(lambda found: f"@{found['edge']}-{sides[found['side']]}", sheet.text)
    )


def resolved(sheet: Source, values: Mapping[str, str]) -> Source:
    """The style sheet with every token replaced. Raises `Refused` naming each unknown token's line."""
    unknown = [
        Diagnostic("token-unknown", _place(sheet, found.start()), {"token": found["token"]})
        for found in _VAR.finditer(sheet.text)
        if found["token"] and found["token"] not in values
    ]
    if unknown:
        raise Refused(unknown)
    return Source(
        sheet.name, _VAR.sub(lambda found: values[found["token"]] if found["token"] else found[0], sheet.text)
    )


def _escaped(text: str) -> str:
    """Text inside a CSS string (CSS Syntax 3, 4.3.5)."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")


def _place(sheet: Source, offset: int) -> Place:
    line = sheet.text.count("\n", 0, offset) + 1
    start = sheet.text.rfind("\n", 0, offset) + 1
    return Place(sheet.name, line, offset - start + 1, sheet.text.splitlines()[line - 1])
