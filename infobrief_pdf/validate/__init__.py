"""A tree of text to a model, or everything that is wrong with it at once; and the models' JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.model import Issue, LayoutFile, Model, Series
from infobrief_pdf.model.volume import Volume
from infobrief_pdf.source import Document, Key, Tree
from infobrief_pdf.validate.problems import diagnose_all
from infobrief_pdf.validate.schema import schema

__all__ = ["issue", "layout_file", "schema", "series", "volume"]

_M = TypeVar("_M", bound=Model)


def issue(document: Document) -> Issue:
    """The issue that a document holds.

    Raises `Refused` with every problem, in the file's order.
    """
    return _validated(document, Issue, _repeated_article_ids)


def series(document: Document) -> Series:
    """The series that a document holds.

    Raises `Refused` with every problem, in the file's order.
    """
    return _validated(document, Series)


def layout_file(document: Document) -> LayoutFile:
    """The `layout.yaml` that a document holds, before the pack it extends is added.

    Raises `Refused` with every problem, in the file's order.
    """
    return _validated(document, LayoutFile)


def volume(document: Document) -> Volume:
    """The `volume.yaml` that a document holds.

    Raises `Refused` with every problem, in the file's order.
    """
    return _validated(document, Volume)


def _validated(document: Document, model: type[_M], *checks: Callable[[Document], list[Diagnostic]]) -> _M:
    problems = [problem for check in checks for problem in check(document)]
    try:
        validated = model.model_validate(document.tree)
    except ValidationError as error:
        problems += diagnose_all(document, model, error)
    else:
        if not problems:
            return validated
    raise Refused(_in_file_order(problems))


def _repeated_article_ids(document: Document) -> list[Diagnostic]:
    """Links need one target each; ids made from titles are told apart later, written ones must differ."""
    first: dict[str, Key] = {}
    problems = []
    for number, section in enumerate(_entries(document.tree, "sections")):
        for index, article in enumerate(_entries(section, "articles")):
            key: Key = ("sections", number, "articles", index, "id")
            name = article.get("id") if isinstance(article, dict) else None
            if not isinstance(name, str):
                continue
            if name in first:
                values = {"id": name, "line": document.place(first[name]).line}
                problems.append(Diagnostic("article-id-repeated", document.place(key), values))
            first.setdefault(name, key)
    return problems


def _entries(tree: Tree, field: str) -> list[Tree]:
    entries = tree.get(field) if isinstance(tree, dict) else None
    return entries if isinstance(entries, list) else []


def _in_file_order(problems: list[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place; of those that say the same about the same place only the first."""
    distinct = {(problem.code, problem.place): problem for problem in reversed(problems)}
    return sorted(distinct.values(), key=lambda problem: (*_numbers(problem), problem.code))


def _numbers(problem: Diagnostic) -> tuple[int, int]:
    place = problem.place
    assert place is not None, "problems of a document have a place"
    return place.line or 0, place.column or 0
