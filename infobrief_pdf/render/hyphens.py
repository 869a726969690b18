"""Hyphens at the ends of lines: at most two in a row, and each of them known as one.

WeasyPrint has no `hyphenate-limit-lines`, and once a line is set its hyphen looks like one that the author
wrote. Both are mended where WeasyPrint splits a line off a text. What is relied on here is private to
WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint.layout import inline
from weasyprint.text import line_break

MOST_IN_A_ROW: Final = 2
"""Hyphenated lines that may follow each other (DIN 5008 and good typography agree on few)."""

RELIED_ON: Final = (line_break.first_line_metrics, line_break.split_first_line, inline.split_text_box)


@contextmanager
def limited() -> Iterator[None]:
    """While this holds, lines are laid out with limited hyphens; a line's layout says `is_hyphenated`."""
    first_line_metrics: Any = line_break.first_line_metrics
    split_first_line: Any = inline.split_first_line
    in_a_row: dict[str, int] = {}

    def noting(first_line: Any, text: Any, layout: Any, *args: Any, **kwargs: Any) -> Any:
        is_hyphenated = kwargs.get("hyphenated", args[3] if len(args) > 3 else False)
        metrics = first_line_metrics(first_line, text, layout, *args, **kwargs)
        metrics[0].is_hyphenated = is_hyphenated
        return metrics

    def limiting(text: str, style: Any, *args: Any, **kwargs: Any) -> Any:
        # `text` is what is left of a paragraph; its end identifies the line that is being set.
        before = in_a_row.get(text, 0)
        hyphens = style["hyphens"]
        if before >= MOST_IN_A_ROW and hyphens == "auto":
            style["hyphens"] = "manual"
        try:
            result = split_first_line(text, style, *args, **kwargs)
        finally:
            style["hyphens"] = hyphens
        layout, resume = result[0], result[2]
        if resume is not None and layout.is_hyphenated:
            in_a_row[text.encode()[resume:].decode()] = before + 1
        return result

    line_break.first_line_metrics, inline.split_first_line = noting, limiting
    try:
        yield
    finally:
        line_break.first_line_metrics, inline.split_first_line = first_line_metrics, split_first_line
