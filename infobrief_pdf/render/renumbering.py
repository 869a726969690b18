"""Other folios on pages that are laid out already: in their margins and in their contents.

Where an issue begins in a volume is known only when those before it are laid out, and what its contents say
only when it is laid out itself. What a folio changes stands in the margin or in a box of fixed width, so
nothing else moves and the pages need not be laid out again. Where that does not hold, nothing is changed
here. What is relied on is private to WeasyPrint; `RELIED_ON` lists it, and a test fails when its source
changes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, layout_document
from weasyprint.layout import page as margins
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.background import layout_box_backgrounds

from infobrief_pdf.render import hyphens

RELIED_ON: Final = (
    Document._build_layout_context,
    Document._render,
    layout_document,
    margins.make_margin_boxes,
    inline.iter_line_boxes,
    layout_box_backgrounds,
)

_MARKED: Final = re.compile(r"(<(\w+)\b[^<>]*\bdata-folio=\"([^\"]*)\"[^<>]*>)([^<>&]*)(?=</\2>)")
"""A folio in a document: its start tag, the name of the element, what it points to and the folio itself."""


@dataclass(frozen=True)
class _Change:
    """The only line of a block, and what it will say."""

    block: Any
    text: str


def renumbered(document: Any, context: Any, before: str, after: str, first: int) -> bool:
    """Have the pages say what the HTML `after` says, and count from `first`, if that is all that differs.

    `before` is the HTML that was laid out in the `context`. Whether it could be done; else nothing has
    changed.
    """
    if (
        _MARKED.sub(r"\1", before) != _MARKED.sub(r"\1", after)
        or context.target_collector.counter_lookup_items
    ):
        return False
    changes = _changes(document, before, after)
    shift = first - context.page_maker[1][3][1]["page"][-1]
    if changes is None:
        return False
    with hyphens.limited():
        if not all(_set(context, change) for change in changes):
            return False
        if shift:
            for number, page in enumerate(document.pages, 1):
                _fill_margins(context, page._page_box, number, shift)
    document.pages = [Page(page._page_box) for page in document.pages]
    return True


def _changes(document: Any, before: str, after: str) -> list[_Change] | None:
    """The folios that become others; None if one of them does not stand alone in a box of fixed width."""
    was = {target: text for _, _, target, text in _MARKED.findall(before)}
    wanted = {target: text for _, _, target, text in _MARKED.findall(after) if was[target] != text}
    if not wanted:
        return []
    changes = []
    for page in document.pages:
        for block in _marked(page._page_box):
            target = block.element.get("data-folio")
            if target not in wanted:
                continue
            if not _is_fixed(block) or block.children[0].children[0].text != was[target]:
                return None
            changes.append(_Change(block, wanted[target]))
    return changes if len(changes) == len(wanted) else None


def _marked(box: Any) -> Iterator[Any]:
    """The blocks that hold a marked folio."""
    for child in box.children:
        inner = child._box if isinstance(child, AbsolutePlaceholder) else child
        if not isinstance(inner, boxes.ParentBox):
            continue
        if inner.element is not None and inner.element.get("data-folio") is not None:
            yield inner
        else:
            yield from _marked(inner)


def _is_fixed(block: Any) -> bool:
    """Whether a block has a width of its own and holds one line of one text."""
    if not isinstance(block, boxes.BlockBox) or block.style["width"] == "auto" or len(block.children) != 1:
        return False
    line = block.children[0]
    return (
        isinstance(line, boxes.LineBox)
        and len(line.children) == 1
        and isinstance(line.children[0], boxes.TextBox)
    )


def _set(context: Any, change: _Change) -> bool:
    """Set the line of a block anew. Whether it is one line still."""
    block, line = change.block, change.block.children[0]
    text = line.children[0].copy_with_text(change.text)
    context.create_block_formatting_context(block)
    try:
        lines = list(
            inline.iter_line_boxes(
                context,
                line.copy_with_children([text]),
                line.position_y,
                -inf,
                None,
                block,
                [],
                [],
                None,
                None,
            )
        )
    finally:
        context.finish_block_formatting_context()
    if len(lines) != 1:
        return False
    new, new.resume_at = lines[0][0], None
    block.children = type(block.children)((new,))
    block.element.text = change.text  # read again for the descriptions of links
    return True


def _fill_margins(context: Any, page: Any, number: int, shift: int) -> None:
    """Set the margins of a page anew, its counter moved by `shift`; `number` counts from 1."""
    state = copy.deepcopy(context.page_maker[number][3])
    state[1]["page"][-1] += shift
    context.current_page = number
    flow = [child for child in page.children if not isinstance(child, boxes.MarginBox)]
    made = list(margins.make_margin_boxes(context, page, state))
    for box in made:
        layout_box_backgrounds(page, box, context.get_image_from_uri)
    page.children = (*flow, *made)


class Kept(Document):
    """A document that keeps what it was laid out with, as `context`."""

    context: Any

    @classmethod
    def of(cls, html: Any, font_config: Any, counter_style: Any, options: dict[str, Any]) -> Kept:
        """What `HTML.render` gives, with its context."""
        kept: list[Any] = []

        class Keeping(cls):  # type: ignore[valid-type, misc]
            @classmethod
            def _build_layout_context(cls, *arguments: Any) -> Any:
                kept.append(super()._build_layout_context(*arguments))
                return kept[-1]

        document: Kept = Keeping._render(html, font_config, counter_style, {}, options)
        document.context = kept[-1]
        return document
