"""Where anchors and links stand on laid out pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infobrief_pdf.render import Spot
from infobrief_pdf.units import PT_PER_PX


def anchors(document: Any, wanted: frozenset[str]) -> Mapping[str, Spot]:
    """The place of each anchor."""
    found: dict[str, Spot] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors.keys() & wanted:
            found.setdefault(anchor, _spot(document, number, *page.anchors[anchor][:2]))
    return found


def addresses(document: Any, wanted: Sequence[tuple[str, str]]) -> Mapping[int, Spot]:
    """The place of each address by its index; `wanted` are an address and the anchor it belongs to.

    The first link to it from the anchor's page on counts; without any, the anchor itself.
    """
    begins = anchors(document, frozenset(anchor for _, anchor in wanted))
    links = _links(document)
    found: dict[int, Spot] = {}
    for index, (address, anchor) in enumerate(wanted):
        if begin := begins.get(anchor):
            places = (spot for target, spot in links if target == address and spot.page >= begin.page)
            found[index] = next(places, begin)
    return found


def _links(document: Any) -> list[tuple[str, Spot]]:
    """Every address outside that is linked, in the order of the pages and their lines."""
    found = [
        (target, _spot(document, number, *rectangle[:2]))
        for number, page in enumerate(document.pages)
        for kind, target, rectangle, _ in page.links
        if kind == "external"
    ]
    return sorted(found, key=lambda each: (each[1].page, -each[1].y, each[1].x))


def _spot(document: Any, number: int, x: float, y: float) -> Spot:
    """Pixels from the upper left corner of a page as points from its lower left."""
    height = document.pages[number].height
    return Spot(number, round(x * PT_PER_PX, 3), round((height - y) * PT_PER_PX, 3))
