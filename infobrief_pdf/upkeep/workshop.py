"""The way from what is looked at to what is made: everything behind it is imported when it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf.diagnostics import Place, refuse

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

ALL: Final = "all"
"""Stands for every edition that the series of an issue wants made."""


class Workshop:
    """The workspace as `build` has it, read anew when its typefaces are others."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace
        self._opened: tuple[str, Workspace] | None = None

    def at(self, fonts: str) -> Workspace:
        """The workspace with the typefaces that have this digest."""
        if self._opened is None or self._opened[0] != fonts:
            from infobrief_pdf.build import Workspace

            self._opened = fonts, Workspace(self._folder)
        return self._opened[1]

    def wanted(
        self, fonts: str, issue: Path, edition: str
    ) -> tuple[tuple[tuple[str, str | None], ...], dict[str, str | None]]:
        """Editions and articles to be made of an issue, and the inputs that this depends on.

        Of an issue without demands `all` makes no sheets; who asks for them has to name an article, unless
        there is only one.
        """
        from infobrief_pdf.model.edition import EDITIONS
        from infobrief_pdf.onepager import targets

        sources = self.at(fonts).read(issue)
        found: list[tuple[str, str | None]] = []
        for name in sources.series.editions if edition == ALL else (edition,):
            if EDITIONS[name].unit != "article":
                found.append((name, None))
                continue
            articles = targets(sources, with_demands=True)
            if not articles and edition != ALL:
                articles = targets(sources, with_demands=False)
                if len(articles) != 1:
                    known = ", ".join(articles)
                    raise refuse("onepager-without-article", Place(sources.document.name), known=known)
            found += ((name, article) for article in articles)
        return tuple(found), sources.used(self._folder, {})

    def libraries(self) -> dict[str, str | None]:
        """The libraries of the system that this process sets pages with, as inputs."""
        from infobrief_pdf import render
        from infobrief_pdf.plan import shared

        return {
            shared(path): None if is_there else "replaced" for path, is_there in render.libraries().items()
        }
