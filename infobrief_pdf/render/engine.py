"""WeasyPrint at work: parsing style sheets once, laying pages out, painting them."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pydyf
from weasyprint import CSS, DEFAULT_OPTIONS, VERSION
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from infobrief_pdf import hyphenation
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.pausing import uncollected
from infobrief_pdf.render import (
    STAGE,
    Assets,
    Spot,
    columns,
    floats,
    hyphens,
    inking,
    lines,
    places,
    shaping,
    words,
)
from infobrief_pdf.render.bleeding import short_of_bleed
from infobrief_pdf.render.complaints import diagnostics, placed
from infobrief_pdf.render.fetcher import Fetcher
from infobrief_pdf.render.inspection import inspect
from infobrief_pdf.render.reading import Read
from infobrief_pdf.render.renumbering import Kept, renumbered
from infobrief_pdf.render.structure import structure
from infobrief_pdf.render.tagging import tagged
from infobrief_pdf.units import PT_PER_PX, px_to_mm

if TYPE_CHECKING:
    from infobrief_pdf.images.inks import Separation

Finisher = Callable[[pydyf.PDF], None]
"""Changes the objects of a PDF right before they are written."""

_VARIANT: Final = "pdf/a-3a"

_ALWAYS: Final = "img, svg { image-rendering: crisp-edges }"
"""PDF/A forbids interpolated images (ISO 19005-3, 6.2.8)."""

hyphenation.use()


class Pages:
    """Laid out pages. `problems` tells what went wrong; painting is up to the caller."""

    def __init__(
        self,
        html: str,
        document: Any,
        problems: list[Diagnostic],
        fetcher: Fetcher,
        separation: Separation | None,
    ) -> None:
        self._html = html
        self._document = document
        self._fetcher = fetcher
        self._separation = separation
        self.problems = problems

    @property
    def producer(self) -> str:
        """What wrote the file, for its properties."""
        return f"WeasyPrint {VERSION}"

    def __len__(self) -> int:
        return len(self._document.pages)

    def page_numbers(self, anchors: Iterable[str]) -> Mapping[str, int]:
        """The page that each anchor stands on, counted from 1."""
        return {anchor: spot.page + 1 for anchor, spot in self.spots(anchors).items()}

    def spots(self, anchors: Iterable[str]) -> Mapping[str, Spot]:
        """Where each anchor stands."""
        return places.anchors(self._document, frozenset(anchors))

    def addresses(self, wanted: Sequence[tuple[str, str]]) -> Mapping[int, Spot]:
        """Where each address is linked, from the page of an anchor on, by its place among those wanted."""
        return places.addresses(self._document, wanted)

    def size(self) -> tuple[float, float]:
        """Width and height of the first page in millimetres, without its bleed."""
        page = self._document.pages[0]
        return round(px_to_mm(page.width), 2), round(px_to_mm(page.height), 2)

    def fill(self, page: int = -1) -> float:
        """How much of a page, the last if left out, is filled, from 0 to 1, at the foot of its flow."""
        used, room = self._extent(page)
        return used / room

    def last_page(self) -> tuple[float, float]:
        """Points that the flow of the last page takes, and those that it may take."""
        return self._extent(-1)

    def _extent(self, number: int) -> tuple[float, float]:
        page = self._document.pages[number]._page_box
        bottoms = [
            box.position_y + box.margin_height()
            for box in page.children[0].descendants()
            if box.is_in_normal_flow()
        ]
        used = max(bottoms, default=0) - page.content_box_y()
        return float(used * PT_PER_PX), float(page.height * PT_PER_PX)

    def renumber(self, html: str, first: int) -> bool:
        """Put other folios on the pages: those that another HTML has in elements with `data-folio`, and
        `first` on the first page. Whether that could be done without laying out again; if not, nothing has
        changed.
        """
        with uncollected():
            is_done = renumbered(self._document, self._document.context, self._html, html, first)
        if is_done:
            self._html = html
        return is_done

    def paint(self, finisher: Finisher) -> bytes:
        """The finished PDF; further problems are added to `problems`."""
        STAGE.get()("painting")
        with (
            _recorded() as records,
            uncollected(),
            shaping.shaped_once(),
            self._painting(),
            warnings.catch_warnings(action="ignore", category=ResourceWarning),
        ):  # WeasyPrint leaves the file of its colour profile to be closed by chance
            pdf: bytes = self._document.write_pdf(
                finisher=lambda document, objects: finisher(objects), pdf_variant=_variant(self._separation)
            )
        self.problems += diagnostics(records)
        self.problems += self._fetcher.refusals
        return pdf

    def _painting(self) -> AbstractContextManager[None]:
        """What holds while pages are painted; those in inks go to a press, where nobody follows links."""
        if self._separation is not None:
            for page in self._document.pages:
                page.links, page.bookmarks = [], []
            return inking.inked(self._separation)
        for page in self._document.pages:
            page.links = [link for link in page.links if link[3].link]
        return tagged(structure(self._document))


@contextmanager
def _mended() -> Iterator[None]:
    """While this holds, WeasyPrint lays out as it should, and faster."""
    with (
        lines.remembered(),
        hyphens.limited(),
        words.whole_in_lines(),
        floats.set_once(),
        columns.balanced_by_lines(),
        shaping.shaped_once(),
    ):
        yield


def _variant(separation: Separation | None) -> str:
    return _VARIANT if separation is None else inking.VARIANT


def lay_out(
    html: str,
    stylesheets: tuple[tuple[str, str], ...],
    assets: Assets,
    families: frozenset[str],
    schemes: tuple[str, ...],
    separation: Separation | None,
) -> Pages:
    """See `infobrief_pdf.render.lay_out`."""
    fetcher = Fetcher(assets, separation)
    problems: list[Diagnostic] = []
    with uncollected():
        sheets, counters = [], CounterStyle()
        fonts = os.environ.get("FONTCONFIG_FILE", "")
        for name, text in (*stylesheets, ("infobrief_pdf", _ALWAYS)):
            sheet, own_counters, complaints = _stylesheet(name, text, fonts)
            sheets.append(sheet)
            counters.update(own_counters)
            problems += complaints
        with _recorded() as records, _mended():
            document = Kept.of(
                Read(html, fetcher),
                _font_configuration(fonts),
                counters,
                {**DEFAULT_OPTIONS, "stylesheets": sheets, "pdf_variant": _variant(separation)},
            )
        problems += diagnostics(records)
        problems += inspect(document, families, schemes)
        problems += short_of_bleed(document)
        problems += fetcher.refusals
    problems = [placed(problem, stylesheets) for problem in problems]
    return Pages(html, document, problems, fetcher, separation)


@lru_cache(maxsize=64)
def _stylesheet(name: str, text: str, fonts: str) -> tuple[CSS, CounterStyle, tuple[Diagnostic, ...]]:
    """A parsed style sheet, its counter styles, and what WeasyPrint does not understand of it."""
    pack = name.split("/")[1] if name.startswith("layouts/") else ""
    fetcher, counters = Fetcher(Assets({}, {})), CounterStyle()
    with _recorded() as records:
        sheet = CSS(
            string=text,
            base_url=f"layout:///{pack}/",
            url_fetcher=fetcher,
            font_config=_font_configuration(fonts),
            counter_style=counters,
        )
    complaints = [*diagnostics(records, name, text.splitlines()), *fetcher.refusals]
    return sheet, counters, tuple(complaints)


class _Fonts(FontConfiguration):
    """Faces of a document; with a new one, the same words make other lines."""

    def add_font_face(self, *arguments: Any) -> Any:
        lines.MEMORY.forget()
        add: Any = super().add_font_face
        return add(*arguments)


@lru_cache(maxsize=8)
def _font_configuration(fonts: str) -> FontConfiguration:
    """The faces that the fontconfig file in force names, `fonts` being its path."""
    made: Any = _Fonts
    return made()  # type: ignore[no-any-return]


@contextmanager
def _recorded() -> Iterator[list[str]]:
    """What WeasyPrint and fontTools log at WARNING or above while this holds; none of it is printed."""
    records: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    handler = Handler(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    propagating = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield records
    finally:
        for logger, propagates in zip(loggers, propagating, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagates
