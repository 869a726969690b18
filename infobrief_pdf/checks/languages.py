"""A language that the program has no words of its own for, such as “Contents” and the names of months."""

from __future__ import annotations

from collections.abc import Callable

from infobrief_pdf import catalogue
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Issue, Layout, Series
from infobrief_pdf.model.texts import Key


def words_missing(
    issue: Issue,
    series: Series,
    layout: Layout,
    locate: Callable[[Key, int], Place],
    locate_in_series: Callable[[Key, int], Place],
) -> list[Diagnostic]:
    """A hint if the words around the text of an issue will be English, as nobody has others."""
    language = issue.language or series.language
    labels = layout.words(language)
    if catalogue.knows(language) or labels:
        return []
    place = locate(("language",), 0) if issue.language else locate_in_series(("language",), 0)
    return [Diagnostic("language-without-words", place, {"language": language, "layout": layout.name})]
