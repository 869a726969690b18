"""The whole pipeline: read, compose, lay out, finish, write."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import fonts, layouts, render, source, storage, validate
from infobrief_pdf.checks.contrast import low_contrast
from infobrief_pdf.checks.editorial.samples import untouched
from infobrief_pdf.checks.glyphs import missing_families, missing_glyphs
from infobrief_pdf.checks.languages import words_missing
from infobrief_pdf.checks.lengths import endless_words
from infobrief_pdf.checks.placement import misplaced
from infobrief_pdf.checks.vocabulary import unknown_editions, unknown_labels, unused_tokens
from infobrief_pdf.compose import Content, paginated
from infobrief_pdf.diagnostics import Diagnostic, Place, refuse
from infobrief_pdf.images import Prepared
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.onepager import targets, typeset_sheet
from infobrief_pdf.setting import Typeset, composed, stop_at, typeset
from infobrief_pdf.sources import Sources

if TYPE_CHECKING:
    pass


_LONGEST_OCCASION: Final = 160
"""Characters of the meeting line: two lines of the nameplate."""


@dataclass(frozen=True)
class Built:
    """A finished file. `seconds` is the time it took, `size` its bytes."""

    path: Path
    edition: str
    pages: int
    size: int
    seconds: float
    advise: Callable[[], list[Diagnostic]] = field(repr=False, compare=False)

    @cached_property
    def hints(self) -> tuple[Diagnostic, ...]:
        """What an editor may want to look at; worked out when it is asked for."""
        return tuple(self.advise())


class Workspace:
    """A folder with `issues/` and, if wanted, its own `layouts/` and `fonts/`.

    Raises `infobrief_pdf.diagnostics.Refused` for anything that is wrong with its input.

    >>> from infobrief_pdf import Workspace
    >>> workspace = Workspace(".")
    >>> [hint.code for hint in workspace.check("migration/2018/02")]
    ['online-text-without-url', 'name-spelling']
    >>> product = workspace.build("migration/2018/02", output=folder)
    >>> product.path.name, product.pages
    ('infobrief-migration-2018-02.pdf', 2)
    """

    def __init__(self, folder: Path | str = ".") -> None:
        self.folder = Path(folder)
        if not (self.folder / "issues").is_dir():
            raise refuse("workspace-missing", None, folder=self.folder.name or str(self.folder))

    def issues(self) -> tuple[Path, ...]:
        """The files of all issues, by series, year and number."""
        return storage.issue_files(self.folder)

    def layouts(self) -> dict[str, Path]:
        """The folders of all layouts by name, the workspace's own before the shipped ones."""
        return layouts.available(storage.search_path(self.folder, "layouts"))

    def chain(self, layout: str, asked_at: Place | None = None) -> tuple[Pack, ...]:
        """A layout and what it extends, from the brand to the base; `asked_at` is where it is named."""
        return layouts.chain(layout, storage.search_path(self.folder, "layouts"), _manifest, asked_at)

    def editions(self, issue: Path | str) -> tuple[str, ...]:
        """The editions that the series of an issue wants made."""
        return self._read(issue, None).series.editions

    def check(self, issue: Path | str, *, layout: str | None = None) -> tuple[Diagnostic, ...]:
        """Everything short of laying out pages. Returns editorial hints; raises `Refused` for errors."""
        sources = self._read(issue, layout)
        pictures = sources.pictures(EDITIONS["screen"])
        content = composed(sources, pictures)
        paginated(content, sources.layout, {})
        return tuple(_advice(sources, content, pictures))

    def build(
        self,
        issue: Path | str,
        *,
        edition: str = "screen",
        layout: str | None = None,
        output: Path | str | None = None,
        occasion: str | None = None,
        article: str | None = None,
    ) -> Built:
        """Make one edition of an issue; `output` is a folder or a `.pdf` file, `output/` if left out.

        `occasion` is the meeting that a handout is for, `article` the target of the one that goes on a sheet.
        """
        started = time.perf_counter()
        form = _edition(edition)
        line = occasion_for(form, occasion)
        if form.unit == "article":
            made = self._sheet(issue, form, article, layout, line)
        else:
            made = self.typeset(issue, form, layout=layout, occasion=line)
        target = self._target(made.sources, form, output, article)
        storage.write_whole(target, made.pdf)
        advise = partial(_advice, made.sources, made.content, made.pictures)
        return Built(target, form.name, made.pages, len(made.pdf), time.perf_counter() - started, advise)

    def articles(self, issue: Path | str, *, with_demands: bool = False) -> tuple[str, ...]:
        """The targets of the articles of an issue; only of those that have demands, if wanted."""
        return targets(self._read(issue, None), with_demands=with_demands)

    def _sheet(
        self, issue: Path | str, form: Edition, article: str | None, layout: str | None, occasion: str | None
    ) -> Typeset:
        """One article on one sheet."""
        sources = self._read(issue, layout)
        with render.EXCLUSIVE:
            self.use_fonts()
            return typeset_sheet(sources, form, article, self.typefaces.families, occasion)

    def typeset(
        self,
        issue: Path | str,
        form: Edition,
        *,
        layout: str | None = None,
        first_folio: int = 1,
        carries_source: bool = True,
        occasion: str | None = None,
    ) -> Typeset:
        """One edition of an issue in memory, its first page numbered `first_folio`."""
        sources = self._read(issue, layout)
        sources = replace(sources, layout=sources.layout.spaced(dict(form.spacing)))
        if form.binding is not None:
            sources = replace(sources, layout=sources.layout.bound_at(form.binding))
        with render.EXCLUSIVE:
            self.use_fonts()
            return typeset(
                sources,
                form,
                self.typefaces.families,
                first_folio=first_folio,
                carries_source=carries_source,
                occasion=occasion,
            )

    def _read(self, issue: Path | str, layout_name: str | None) -> Sources:
        """Read and validate an issue, its series and its layout."""
        path = storage.find_issue(self.folder, str(issue)).absolute()
        document = source.read(path, storage.shown(path, self.folder))
        model = validate.issue(document)
        series_path = path.parent.parent / "series.yaml"
        series_name = storage.shown(series_path, self.folder)
        if not series_path.is_file():
            raise refuse("series-missing", document.place(("series",)), series=model.series, file=series_name)
        series_document = source.read(series_path, series_name)
        series = validate.series(series_document)
        asked_at = None if layout_name else series_document.place(("layout",))
        packs = self.chain(layout_name or series.layout, asked_at)
        layout = layouts.load(packs)
        sources = Sources(path, document, model, series_document, series, layout, packs)
        stop_at(self._unsound(sources))
        return sources

    def _unsound(self, sources: Sources) -> list[Diagnostic]:
        """What is wrong with an issue, its series and its layout beyond the form of each."""
        layout = sources.layout
        below = layouts.load(sources.packs[1:]) if len(sources.packs) > 1 else None
        strangers = missing_families(layout, self.typefaces)
        problems = [
            *misplaced(sources.issue, storage.shown(sources.path, self.folder), sources.place),
            *unknown_editions(sources.series, sources.series_place),
            *unknown_labels(layout),
            *unused_tokens(layout, below),
            *low_contrast(layout),
            *strangers,
            *endless_words(sources.issue, sources.place),
            *endless_words(sources.series, sources.series_place),
        ]
        if not strangers:  # else every character would be missing
            problems += missing_glyphs(sources.issue, layout, self.typefaces, sources.place)
            problems += missing_glyphs(sources.series, layout, self.typefaces, sources.series_place)
        return problems

    def use_fonts(self) -> None:
        """Put these typefaces in force; `render.EXCLUSIVE` must be held."""
        render.use_fonts(self._fontconfig)

    def _target(
        self, sources: Sources, edition: Edition, output: Path | str | None, article: str | None
    ) -> Path:
        """Where the finished file goes."""
        chosen = Path(output) if output is not None else self.folder / "output"
        if chosen.suffix.lower() == ".pdf":
            return chosen
        issue = sources.issue
        name = sources.series.file_name.format(
            series=issue.series, year=issue.year, number=issue.number, edition=edition.name
        )
        part = f"-{article}" if edition.unit == "article" else ""
        return chosen / f"{name}{edition.suffix}{part}.pdf"

    @cached_property
    def typefaces(self) -> fonts.Fonts:
        """Every typeface of the workspace and the package."""
        return fonts.inventory(storage.search_path(self.folder, "fonts"))

    @cached_property
    def _fontconfig(self) -> Path:
        """The private fontconfig, written where only this set of fonts uses it."""
        return storage.font_configuration(lambda cache: fonts.fontconfig(self.typefaces, cache))


def _manifest(path: Path, name: str) -> layouts.Manifest:
    document = source.read(path, name)
    return layouts.Manifest(
        validate.layout_file(document), lambda key: document.place(key) if document.has(key) else None
    )


def _edition(name: str) -> Edition:
    if name not in EDITIONS:
        raise refuse("edition-unknown", None, edition=name, known=", ".join(EDITIONS))
    return EDITIONS[name]


def occasion_for(form: Edition, occasion: str | None) -> str | None:
    """The meeting line as it is printed. Raises `Refused` for what is no line, or where there is none."""
    if occasion is None:
        return None
    line = " ".join(occasion.split())
    if not line or not line.isprintable() or len(line) > _LONGEST_OCCASION:
        raise refuse("occasion-unusable", None, most=_LONGEST_OCCASION)
    if not form.takes_occasion:
        takers = ", ".join(each.name for each in EDITIONS.values() if each.takes_occasion)
        raise refuse("occasion-unwanted", None, edition=form.name, known=takers)
    return line


def _advice(sources: Sources, content: Content, pictures: Mapping[str, Prepared]) -> list[Diagnostic]:
    """What does not stop a build: hints of the Markdown and of the editor's desk."""
    from infobrief_pdf.checks.editorial import hints  # not needed when nobody asks

    return [
        *content.problems,
        *sources.blurred(pictures),
        *hints(sources.issue, sources.place),
        *untouched(sources.series, sources.series_place),
        *words_missing(sources.issue, sources.series, sources.layout, sources.place, sources.series_place),
    ]
