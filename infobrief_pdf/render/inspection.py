"""What WeasyPrint never reports: text off the page, out of its column, clipped or printed over other text;
typefaces that nobody has; skipped headings; a document without title, language, text or alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.render.painted import Painted, painted_on
from infobrief_pdf.render.roles import KNOWN, MOVES
from infobrief_pdf.units import px_to_mm

_TOLERANCE: Final = 1.0
"""Pixels by which a line may exceed its column; glyphs overhang a little."""

_CORE: Final = 0.5
"""Share of a line's height, around its middle, that no other text may touch."""

_SPAN: Final = re.compile(r"[1-9][0-9]{0,2}")

_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))

_LINKS: Final = ("http", "https", "mailto", "tel")
"""Where a PDF may lead: the web, a letter, a telephone; never a file of the machine that made it."""


def inspect(document: Any, families: frozenset[str], schemes: tuple[str, ...] = ()) -> list[Diagnostic]:
    """The silent failures of laid out pages; `families` are the typefaces that there are.

    What strays is reported once for each source and kind, where it is worst. The value `source` of such a
    diagnostic is the `data-source` of the element around it.
    """
    problems = [
        *_unnamed(document),
        *_skipped_headings(document),
        *_repeated_anchors(document),
        *_strange_links(document, (*_LINKS, *schemes)),
        *_strange_attributes(document),
    ]
    worst: dict[tuple[str, str], tuple[float, Diagnostic]] = {}
    strangers: dict[str, None] = {}
    for number, page in enumerate(document.pages, start=1):
        painted = list(painted_on(page._page_box))
        strangers |= dict.fromkeys(_strange_families(painted, families))
        if not painted:
            problems.append(Diagnostic("page-empty", None, {"page": number}))
        for code, each, excess in (*_strays(painted, page), *_overlaps(painted), *_translucent(painted)):
            key = (code, each.source)
            if key not in worst or excess > worst[key][0]:
                worst[key] = (excess, Diagnostic(code, None, _values(each, number, excess)))
    problems += (diagnostic for _, diagnostic in worst.values())
    known = ", ".join(sorted(families))
    problems += (
        Diagnostic("font-family-missing", None, {"family": each, "known": known}) for each in strangers
    )
    return problems


def _values(each: Painted, page: int, excess: float) -> dict[str, object]:
    return {"page": page, "text": each.shown, "excess": round(px_to_mm(excess), 1), "source": each.source}


def _strays(painted: list[Painted], page: Any) -> Iterator[tuple[str, Painted, float]]:
    """Boxes beyond the page's edge, beyond what clips them, or wider than their column."""
    box = page._page_box
    type_area = (box.content_box_x(), box.content_box_x() + box.width)
    for each in painted:
        left, top, right, bottom = each.edges
        off_page = max(-left, -top, right - page.width, bottom - page.height)
        clipped = max((_beyond(each, clip) for clip in each.clips), default=0.0)
        too_wide = 0.0 if each.is_marginal else right - each.column.content_box_x() - each.column.width
        if each.source:
            too_wide = max(too_wide, right - type_area[1], type_area[0] - left)
        if off_page > _TOLERANCE:
            yield "content-off-page", each, off_page
        elif clipped > _TOLERANCE:
            yield "content-clipped", each, clipped
        elif too_wide > _TOLERANCE:
            yield "content-too-wide", each, too_wide


def _beyond(painted: Painted, clip: Any) -> float:
    left, top, right, bottom = painted.edges
    x, y = clip.padding_box_x(), clip.padding_box_y()
    return float(max(x - left, y - top, right - x - clip.padding_width(), bottom - y - clip.padding_height()))


def _overlaps(painted: list[Painted]) -> Iterator[tuple[str, Painted, float]]:
    """Texts printed over each other: the middles of their lines meet."""
    lines = sorted((each for each in painted if each.is_text), key=lambda each: each.core(_CORE)[1])
    for index, each in enumerate(lines):
        left, _, right, bottom = each.core(_CORE)
        for other in lines[index + 1 :]:
            other_left, other_top, other_right, _ = other.core(_CORE)
            if other_top >= bottom:
                break
            common = min(right, other_right) - max(left, other_left)
            if common > _TOLERANCE:
                yield "content-overlaps", other, common


def _translucent(painted: list[Painted]) -> Iterator[tuple[str, Painted, float]]:
    """Text and pictures painted in a group, where marked content of the page cannot be."""
    yield from (("content-translucent", each, 0.0) for each in painted if each.is_translucent)


def _strange_families(painted: Iterable[Painted], families: frozenset[str]) -> Iterator[str]:
    known = {family.lower() for family in families}
    for each in painted:
        if each.is_text:
            yield from (family for family in each.box.style["font_family"] if family.lower() not in known)


def _unnamed(document: Any) -> Iterator[Diagnostic]:
    """What a reader's software asks of every document (ISO 14289-1, 7.1, 7.2 and 7.3)."""
    root = document._html.etree_element
    if not document.metadata.title:
        yield Diagnostic("title-missing")
    if not root.get("lang"):
        yield Diagnostic("language-missing")
    body = root.find("body")
    if body is None or not "".join(body.itertext()).strip():
        yield Diagnostic("body-empty")
    for image in root.iter("img"):
        if image.get("alt") is None:
            yield Diagnostic("alt-missing", None, {"picture": image.get("src", "")})


def _strange_links(document: Any, schemes: tuple[str, ...]) -> Iterator[Diagnostic]:
    for link in document._html.etree_element.iter("a"):
        target = link.get("href") or "#"
        scheme, colon, _ = target.partition(":")
        if not target.startswith("#") and not colon:
            yield Diagnostic("link-without-scheme", None, {"url": target})
        elif not target.startswith("#") and scheme.strip().lower() not in schemes:
            yield Diagnostic("link-scheme", None, {"scheme": scheme, "allowed": ", ".join(schemes)})


def _repeated_anchors(document: Any) -> Iterator[Diagnostic]:
    """Of two elements with the same `id`, links only reach the first."""
    seen: set[str] = set()
    for element in document._html.etree_element.iter():
        anchor = element.get("id")
        if anchor is not None and anchor in seen:
            yield Diagnostic("anchor-repeated", None, {"target": anchor})
        seen.add(anchor or "")


def _skipped_headings(document: Any) -> Iterator[Diagnostic]:
    """Headings descend one level at a time (ISO 14289-1, 7.4.2)."""
    previous = 0
    for element in document._html.etree_element.iter():
        if element.tag not in _HEADINGS:
            continue
        level = int(element.tag[1])
        if level > previous + 1:
            text = " ".join("".join(element.itertext()).split())
            yield Diagnostic("heading-skipped", None, {"text": text, "level": level, "previous": previous})
        previous = level


def _strange_attributes(document: Any) -> Iterator[Diagnostic]:
    """Attributes of templates that the tag tree cannot follow."""
    for element in document._html.etree_element.iter():
        role = element.get("data-role")
        roles = (role or "none").split("/")
        is_picture = element.tag == "img"
        for name, is_sound in (
            ("data-role", len(roles) <= 2 and KNOWN.issuperset(roles)),
            ("data-role", "Figure" not in roles or is_picture),
            ("data-move", element.get("data-move", "after-next") in MOVES),
            ("colspan", _SPAN.fullmatch(element.get("colspan", "1")) is not None),
            ("rowspan", _SPAN.fullmatch(element.get("rowspan", "1")) is not None),
        ):
            if not is_sound:
                values = {"element": element.tag, "attribute": name, "value": element.get(name)}
                yield Diagnostic("template-attribute", None, values)
