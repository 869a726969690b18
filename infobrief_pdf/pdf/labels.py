"""The numbers that are printed on pages, as a PDF tells them (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from typing import Any, Final

from pypdf.generic import DictionaryObject

from infobrief_pdf.pdf.objects import get, integer, name, pairs, resolved, text

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_HIGHEST_ROMAN: Final = 3999
_LONGEST: Final = 40


def page_labels(catalog: Any, pages: int) -> tuple[str, ...]:
    """The label of each page; none if the PDF has no labels."""
    found = {
        int(first): resolved(rule)
        for first, rule in pairs(get(catalog, "/PageLabels", object), "/Nums")
        if isinstance(first, int) and 0 <= first < pages
    }
    if not found:
        return ()
    labels: list[str] = []
    rule: Any = DictionaryObject()
    first = 0
    for page in range(pages):
        if page in found:
            rule, first = found[page], page
        labels.append(_label(rule, page - first))
    return tuple(labels)


def _label(rule: Any, number: int) -> str:
    prefix = (text(rule, "/P") or "")[:_LONGEST]
    first = integer(rule, "/St")
    return prefix + _written(name(rule, "/S"), (1 if first is None else first) + number)


def _written(style: str | None, number: int) -> str:
    if style in {"r", "R"} and 0 < number <= _HIGHEST_ROMAN:
        written = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            written += letters * count
        return written.lower() if style == "r" else written
    if style in {"a", "A"} and 0 < number <= 26 * _LONGEST:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.lower() if style == "a" else letter
    return str(number) if style else ""
