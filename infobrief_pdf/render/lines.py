"""A line that was set before is not set again: the same words in the same style and room break alike.

A third of the time of a layout goes into breaking lines, and the same lines come again: when an issue is laid
out closer, when columns are balanced, when one article of an issue has changed. So the lines that were set
last are remembered, wherever they stood. What breaks a line is in its key; what only paints it is not. What
is relied on here is private to WeasyPrint; `RELIED_ON` lists it, and a test fails when its source changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from weasyprint.css.functions import check_math
from weasyprint.layout import inline, percent, preferred
from weasyprint.text import fonts, line_break

RELIED_ON: Final = (
    line_break.can_break_text,
    line_break.strut,
    line_break._font_style_cache_key,
    line_break.Layout,
    line_break.create_layout,
    line_break.split_first_line,
    line_break.first_line_metrics,
    fonts.get_font_description,
    fonts.font_features,
    percent.percentage,
)

_FACE: Final = (
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
    *("font_variation_settings", "font_language_override", "lang"),
)
STYLE: Final = (
    *(*_FACE, "direction", "white_space", "word_break", "overflow_wrap", "word_spacing", "letter_spacing"),
    *("tab_size", "hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""What WeasyPrint asks a style for before a line is painted, beside whether the line is decorated."""

_STRUT: Final = (*_FACE, "line_height")
"""What the height of a line without words depends on."""

_MOST: Final = 4096
"""Lines that are remembered; each takes a few kilobytes."""

_LONGEST: Final = 4000
"""Characters of the text that a line begins; longer ones are rare, and long to compare."""

_PAIR: Final = 2
"""Characters; between them WeasyPrint asks time and again whether a line may end."""

_Split = Callable[..., tuple[Any, ...]]


class Memory:
    """The lines that were set last."""

    def __init__(self) -> None:
        self._lines: OrderedDict[tuple[Any, ...], tuple[Any, ...]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._lines)

    def remembering(self, split: _Split) -> _Split:
        """What splits lines off a text, for lines that are not known yet."""

        def splitting(
            text: str,
            style: Any,
            context: Any,
            max_width: float | None,
            spacing: float,
            is_line_start: bool = True,
            minimum: bool = False,
        ) -> tuple[Any, ...]:
            if len(text) > _LONGEST or check_math(style["hyphenate_limit_zone"]):  # which may ask for more
                return split(text, style, context, max_width, spacing, is_line_start, minimum)
            said = tuple(map(style.__getitem__, STYLE)), style["text_decoration_line"] != "none"
            key = (text, max_width, spacing, is_line_start, minimum, style.font_config, said)
            if (known := self._lines.get(key)) is None:
                found = split(text, style, context, max_width, spacing, is_line_start, minimum)
                self._keep(key, found)
                return found
            self._lines.move_to_end(key)
            layout = _twin(known[0])
            layout.style = style
            return layout, *known[1:]

        return splitting

    def forget(self) -> None:
        """Begin anew."""
        self._lines.clear()

    def _keep(self, key: tuple[Any, ...], found: tuple[Any, ...]) -> None:
        layout = _twin(found[0])
        del layout.style  # which is there while `shaping` keeps it; a whole document hangs on it
        self._lines[key] = layout, *found[1:]
        if len(self._lines) > _MOST:
            self._lines.popitem(last=False)


MEMORY: Final = Memory()


@contextmanager
def remembered() -> Iterator[None]:
    """While this holds, lines are set once. Within it they must be `shaping.shaped_once`."""
    changes: list[tuple[Any, str, Callable[..., Any]]] = [
        (inline, "split_first_line", MEMORY.remembering(inline.split_first_line)),
        (preferred, "split_first_line", MEMORY.remembering(preferred.split_first_line)),
        (inline, "strut", _measured_once(inline.strut)),
        (inline, "can_break_text", _asked_once(inline.can_break_text)),
        (preferred, "can_break_text", _asked_once(preferred.can_break_text)),
    ]
    usual = [(module, name, getattr(module, name)) for module, name, _ in changes]
    try:
        for module, name, change in changes:
            setattr(module, name, change)
        yield
    finally:
        for module, name, before in usual:
            setattr(module, name, before)


def _measured_once(strut: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    """How high lines without words are and where they stand; WeasyPrint spells each style to look it up."""
    known: dict[tuple[Any, ...], tuple[float, float]] = {}

    def measuring(style: Any) -> tuple[float, float]:
        key = tuple(map(style.__getitem__, _STRUT))
        if (found := known.get(key)) is None:
            found = known[key] = strut(style)
        return found

    return measuring


def _asked_once(can_break_text: Callable[[str, str | None], bool]) -> Callable[[str, str | None], bool]:
    """Whether a line may end within a text, remembered for pairs of characters, which nearly all are."""
    within_pair = lru_cache(maxsize=_MOST)(can_break_text)
    return lambda text, lang: (within_pair if len(text) == _PAIR else can_break_text)(text, lang)


def _twin(layout: Any) -> Any:
    """Another object for the same glyphs; `copy.copy` takes its time."""
    twin = object.__new__(type(layout))
    vars(twin).update(vars(layout))
    return twin
