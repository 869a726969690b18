"""What `build` was asked for: the wishes for each issue."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf.cli import UsageError
from infobrief_pdf.cli.language import spoken
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.model.edition import EDITIONS, named, occasion_for
from infobrief_pdf.upkeep import EditionWish, Upkeep
from infobrief_pdf.upkeep.workshop import ALL

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


def check(options: argparse.Namespace) -> None:
    """Whether the editions that are asked for exist, and one of them has a meeting line if one is given.

    Raises `UsageError`.
    """
    try:
        forms = [named(asked) for asked in options.edition if asked != ALL]
        takers = [form for form in EDITIONS.values() if form.takes_occasion]
        if options.occasion is not None:
            among = forms if ALL not in options.edition else takers
            occasion_for(next((form for form in among if form in takers), among[0]), options.occasion)
    except Refused as refusal:
        problem = refusal.diagnostics[0]
        raise UsageError(f"{problem.cause(spoken())} {problem.remedy(spoken())}") from None


def wishes(
    options: argparse.Namespace, order: Order | None, upkeep: Upkeep, path: Path, asked: str
) -> Iterator[EditionWish]:
    """What an edition that was asked for means of an issue: one of single articles, a file for each article.

    Raises `Refused`.
    """
    named: Iterable[tuple[str, str | None]] = ((asked, options.article if is_of_articles(asked) else None),)
    if asked == ALL or (is_of_articles(asked) and not options.article):
        named = upkeep.wanted(path, asked)
    for edition, article in named:
        meeting = occasion(options, edition)
        yield EditionWish(path, edition, options.layout, options.output, order, meeting, article)


def occasion(options: argparse.Namespace, edition: str) -> str | None:
    """The meeting line of an edition; where many are made, only of those that have one."""
    is_choosy = ALL in options.edition or any(map(_takes_occasion, options.edition))
    return options.occasion if _takes_occasion(edition) or not is_choosy else None


def _takes_occasion(edition: str) -> bool:
    return edition in EDITIONS and EDITIONS[edition].takes_occasion


def is_of_articles(edition: str) -> bool:
    """Whether one file of an edition holds one article."""
    return edition in EDITIONS and EDITIONS[edition].unit == "article"
