"""Which folios the issues of a year get, afresh or so that they fit what is filed already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from infobrief_pdf.model.folio import Folio


@dataclass(frozen=True, slots=True)
class Span:
    """An issue on its way into the volume: how many pages it takes, and where it is filed already.

    `pages` include the blank page behind an odd number of them. `filed` is its first folio in the binder;
    `is_unchanged` whether the sheets there can stay.
    """

    pages: int
    filed: Folio | None = None
    is_unchanged: bool = False


def numbered(spans: Sequence[Span]) -> list[Folio]:
    """The first folio of each issue, in the order of the issues.

    What is filed keeps its folios wherever the order allows. What comes later takes the numbers that are
    free; where there are not enough, it counts on behind the page before it: 84.1, 84.2 (as loose-leaf works
    do); in front of page 1: 0.1, 0.2.

    >>> [str(folio) for folio in numbered([Span(8), Span(4)])]
    ['1', '9']
    >>> filed = [Span(8, Folio(1), True), Span(4), Span(6, Folio(9), True)]
    >>> [str(folio) for folio in numbered(filed)]
    ['1', '8.1', '9']
    >>> [str(folio) for folio in numbered([Span(6, Folio(1)), Span(4, Folio(5), True)])]
    ['0.1', '5']
    """
    found: list[Folio] = []
    last = Folio(0)
    for number, span in enumerate(spans):
        first = _first(span, last, _next_filed(spans[number + 1 :], last))
        found.append(first)
        last = first + (span.pages - 1)
    return found


def _next_filed(spans: Sequence[Span], last: Folio) -> Folio | None:
    """The folio of the next issue whose sheets stay and are not themselves filed between others."""
    return next(
        (span.filed for span in spans if span.is_unchanged and _is_plain(span.filed) and span.filed > last),
        None,
    )


def _first(span: Span, last: Folio, limit: Folio | None) -> Folio:
    if span.is_unchanged and span.filed is not None and span.filed > last:
        return span.filed
    for first in (span.filed, Folio(last.page + 1)):
        if _is_plain(first) and first > last and (limit is None or first + (span.pages - 1) < limit):
            return first
    return Folio(last.page, last.inserted + 1)


def _is_plain(folio: Folio | None) -> TypeGuard[Folio]:
    return folio is not None and not folio.inserted
