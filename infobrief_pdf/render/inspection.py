"""What WeasyPrint never reports: text off the page, out of its column or clipped; typefaces that nobody has;
skipped headings; a document without title, language, text or alternative texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.units import px_to_mm

_TOLERANCE: Final = 1.0
"""Pixels by which a line may exceed its column; glyphs overhang a little."""

_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))

_LINKS: Final = ("http", "https", "mailto", "tel")
"""Where a PDF may lead: the web, a letter, a telephone; never a file of the machine that made it."""

_GENERIC: Final = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})


@dataclass(frozen=True, slots=True)
class Painted:
    """A box that paints text or a picture, the block that holds it, and the boxes that clip it."""

    box: Any
    column: Any
    clips: tuple[Any, ...]

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, in pixels from the page's upper left corner."""
        box = self.box
        return box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height

    def values(self, page: int, excess: float) -> dict[str, object]:
        """What a diagnostic says of it."""
        is_text = isinstance(self.box, boxes.TextBox)
        shown = self.box.text.strip()[:60] if is_text else self.box.element.get("alt") or "…"
        return {"page": page, "text": shown, "excess": f"{px_to_mm(excess):.1f}"}


def inspect(document: Any, families: frozenset[str]) -> list[Diagnostic]:
    """The silent failures of laid out pages; `families` are the typefaces that there are."""
    problems = [*_unnamed(document), *_skipped_headings(document), *_repeated_anchors(document)]
    strangers: dict[str, None] = {}
    for number, page in enumerate(document.pages, start=1):
        painted = list(_painted(page._page_box, page._page_box, ()))
        problems += _strays(painted, page, number)
        strangers |= dict.fromkeys(_strange_families(painted, families))
        if not painted:
            problems.append(Diagnostic("page-empty", None, {"page": number}))
    known = ", ".join(sorted(families))
    problems += (
        Diagnostic("font-family-missing", None, {"family": each, "known": known}) for each in strangers
    )
    return problems


def _painted(box: Any, column: Any, clips: tuple[Any, ...]) -> Iterator[Painted]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield Painted(box, column, clips)
        return
    if isinstance(box, boxes.ReplacedBox):
        yield Painted(box, column, clips)
        return
    is_page = isinstance(box, boxes.PageBox)
    if isinstance(box, boxes.BlockContainerBox) and not is_page:
        column = box
    if box.style["overflow"] != "visible" and not is_page:
        clips = (*clips, box)
    for child in getattr(box, "children", ()):
        yield from _painted(child, column, clips)


def _strays(painted: list[Painted], page: Any, number: int) -> Iterator[Diagnostic]:
    """Boxes beyond the page's edge, beyond what clips them, or wider than their column."""
    for each in painted:
        left, top, right, bottom = each.edges
        off_page = max(-left, -top, right - page.width, bottom - page.height)
        clipped = max((_beyond(each, clip) for clip in each.clips), default=0.0)
        too_wide = right - each.column.content_box_x() - each.column.width
        if off_page > _TOLERANCE:
            yield Diagnostic("content-off-page", None, each.values(number, off_page))
        elif clipped > _TOLERANCE:
            yield Diagnostic("content-clipped", None, each.values(number, clipped))
        elif too_wide > _TOLERANCE:
            yield Diagnostic("content-too-wide", None, each.values(number, too_wide))


def _beyond(painted: Painted, clip: Any) -> float:
    left, top, right, bottom = painted.edges
    x, y = clip.padding_box_x(), clip.padding_box_y()
    return float(max(x - left, y - top, right - x - clip.padding_width(), bottom - y - clip.padding_height()))


def _strange_families(painted: Iterable[Painted], families: frozenset[str]) -> Iterator[str]:
    known = {family.lower() for family in families} | _GENERIC
    for each in painted:
        if isinstance(each.box, boxes.TextBox):
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
            yield Diagnostic("alt-missing", None, {"source": image.get("src", "")})
    for link in root.iter("a"):
        target = link.get("href") or "#"
        scheme, colon, _ = target.partition(":")
        if not target.startswith("#") and not colon:
            yield Diagnostic("link-without-scheme", None, {"url": target})
        elif not target.startswith("#") and scheme.strip().lower() not in _LINKS:
            yield Diagnostic("link-scheme", None, {"scheme": scheme, "allowed": ", ".join(_LINKS)})


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
