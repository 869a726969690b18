"""The whole pipeline: read, compose, lay out, finish, write."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from infobrief_pdf import fonts, layouts, render, source, storage, validate
from infobrief_pdf.checks.contrast import low_contrast
from infobrief_pdf.checks.glyphs import missing_families, missing_glyphs
from infobrief_pdf.checks.inks import unprintable_colors
from infobrief_pdf.checks.lengths import endless_words
from infobrief_pdf.checks.placement import misplaced
from infobrief_pdf.checks.vocabulary import unknown_changes, unknown_editions, unknown_labels, unused_tokens
from infobrief_pdf.compose import paginated
from infobrief_pdf.diagnostics import Diagnostic, Place, refuse
from infobrief_pdf.impose import Order
from infobrief_pdf.impose.editions import folded
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model import Series
from infobrief_pdf.model.destination import destination
from infobrief_pdf.model.edition import EDITIONS, Edition, named, occasion_for
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.onepager import targets, typeset_sheet
from infobrief_pdf.passes import Numbers, stop_at
from infobrief_pdf.products import Built, Made, advice, file_name, written
from infobrief_pdf.setting import Estimate, Following, Typeset, composed, estimated, typeset
from infobrief_pdf.sources import SeriesSources, Sources
from infobrief_pdf.ticketing import DATA_SUFFIX, PAGE_SUFFIX, job_ticket
from infobrief_pdf.ticketing import hints as ticket_hints


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
        self.folder = storage.home(Path(folder))

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
        path = storage.find_issue(self.folder, str(issue)).absolute()
        return self._series_file(path.parent.parent, None)[1].editions

    def check(self, issue: Path | str, *, layout: str | None = None) -> tuple[Diagnostic, ...]:
        """Everything short of laying out pages. Returns editorial hints; raises `Refused` for errors."""
        sources = self.read(issue, layout)
        pictures = sources.pictures(EDITIONS["screen"])
        content = composed(sources, pictures)
        paginated(content, sources.layout, {})
        return tuple(advice(sources, content, pictures))

    def build(
        self,
        issue: Path | str,
        *,
        edition: str = "screen",
        layout: str | None = None,
        output: Path | str | None = None,
        order: Order | None = None,
        occasion: str | None = None,
        article: str | None = None,
    ) -> Built:
        """Make one edition of an issue; `output` is a folder or a `.pdf` file, `output/` if left out.

        `order` says how sheets are wanted, of an edition that is printed on sheets; `occasion` is the meeting
        that a handout is for, `article` the target of the one that goes on a sheet.
        """
        started = time.perf_counter()
        folder, file = destination(self.folder, output)
        made = self.make(
            issue, edition=edition, layout=layout, file=file, order=order, occasion=occasion, article=article
        )
        return written(made, folder, time.perf_counter() - started)

    def make(
        self,
        issue: Path | str,
        *,
        edition: str = "screen",
        layout: str | None = None,
        file: str | None = None,
        order: Order | None = None,
        occasion: str | None = None,
        article: str | None = None,
        numbers: Numbers | None = None,
    ) -> Made:
        """An edition of an issue in memory, as `build` makes it; `file` names it if not as usual.

        `numbers` are page numbers to begin with: they save time if they are right, and change nothing else.
        """
        wanted = order or Order()
        form = folded(named(edition), wanted.fold)
        line = occasion_for(form, occasion)
        if form.unit == "article":
            made = self._sheet(issue, form, article, layout, line)
        else:
            made = self.typeset(issue, form, layout=layout, occasion=line, numbers=numbers)
        of, advise = (
            made.sources.issue,
            partial(advice, made.sources, made.content, made.pictures, ticket_hints(made, form)),
        )
        pdf, pages = made.pdf, made.pages
        if form.imposition is not None:
            from infobrief_pdf.booklets import imposed  # pypdf is not needed for what is not imposed

            with render.EXCLUSIVE:
                self.use_fonts()
                sheets = imposed(made, form, wanted, self.typefaces.families)
            pdf, pages = sheets.pdf, sheets.sides
            advise = partial(advice, made.sources, made.content, made.pictures, sheets.hints)
        name = file or file_name(made.sources.series, (of.series, of.year, of.number), form, article, line)
        beside, used = self._beside(made, form, name), made.sources.used(self.folder, made.pictures)
        return Made(form.name, name, pdf, pages, advise, beside, used, made.numbers)

    def articles(self, issue: Path | str, *, with_demands: bool = False) -> tuple[str, ...]:
        """The targets of the articles of an issue; only of those that have demands, if wanted."""
        return targets(self.read(issue), with_demands=with_demands)

    def _sheet(
        self, issue: Path | str, form: Edition, article: str | None, layout: str | None, occasion: str | None
    ) -> Typeset:
        """One article on one sheet."""
        sources = self.read(issue, layout)
        with render.EXCLUSIVE:
            self.use_fonts()
            return typeset_sheet(sources, form, article, self.typefaces.families, occasion)

    def typeset(
        self,
        issue: Path | str,
        form: Edition,
        *,
        layout: str | None = None,
        first_folio: Folio | Following = FIRST,
        is_part: bool = False,
        occasion: str | None = None,
        numbers: Numbers | None = None,
    ) -> Typeset:
        """One edition of an issue in memory, its first page numbered `first_folio`.

        A function as `first_folio` is asked when the number of pages is known.
        """
        sources = self._designed(issue, form, layout)
        with render.EXCLUSIVE:
            self.use_fonts()
            return typeset(
                sources,
                form,
                self.typefaces.families,
                first_folio=first_folio,
                is_part=is_part,
                occasion=occasion,
                numbers=numbers,
            )

    def estimate(self, issue: Path | str, form: Edition, *, layout: str | None = None) -> Estimate:
        """How many pages an edition of an issue is likely to take, from setting it once."""
        sources = self._designed(issue, form, layout)
        with render.EXCLUSIVE:
            self.use_fonts()
            return estimated(sources, form, self.typefaces.families)

    def _designed(self, issue: Path | str, form: Edition, layout: str | None) -> Sources:
        """An issue whose layout is that of an edition."""
        sources = self.read(issue, layout)
        design = sources.layout.set_on(form.paper, *form.names)
        if form.colour == "cmyk":
            stop_at(unprintable_colors(design))
        if form.binding is not None:
            design = design.bound_at(form.binding)
        return replace(sources, layout=design)

    def _beside(self, made: Typeset, form: Edition, name: str) -> dict[str, bytes]:
        """What is written beside an edition, by name: a ticket, if a print shop gets it."""
        if not form.has_ticket:
            return {}
        with render.EXCLUSIVE:
            self.use_fonts()
            ticket = job_ticket(made, form, name, self.typefaces.families)
        stem = Path(name).stem
        return {stem + PAGE_SUFFIX: ticket.page, stem + DATA_SUFFIX: ticket.data}

    def read(self, issue: Path | str, layout: str | None = None) -> Sources:
        """An issue, its series and its layout, read and validated."""
        path = storage.find_issue(self.folder, str(issue)).absolute()
        document = source.read(path, storage.shown(path, self.folder))
        model = validate.issue(document)
        of = self._series(path.parent.parent, document.place(("series",)), layout)
        sources = Sources(
            of.series_document, of.series, of.layout, of.packs, path=path, document=document, issue=model
        )
        problems = [*misplaced(model, storage.shown(path, self.folder), sources.place), *self._unsound(of)]
        problems += endless_words(model, sources.place)
        if not missing_families(of.layout, self.typefaces):  # else every character would be missing
            problems += missing_glyphs(model, of.layout, self.typefaces, sources.place)
        stop_at(problems)
        return sources

    def series_sources(self, name: str, layout: str | None = None) -> SeriesSources:
        """A series and its layout, read and validated."""
        sources = self._series(self.folder / "issues" / name, None, layout)
        stop_at(self._unsound(sources))
        return sources

    def _series(self, folder: Path, asked_at: Place | None, layout: str | None) -> SeriesSources:
        document, series = self._series_file(folder, asked_at)
        packs = self.chain(layout or series.layout, None if layout else document.place(("layout",)))
        return SeriesSources(document, series, layouts.load(packs), packs)

    def _series_file(self, folder: Path, asked_at: Place | None) -> tuple[source.Document, Series]:
        path = folder / "series.yaml"
        name = storage.shown(path, self.folder)
        if not path.is_file():
            raise refuse("series-missing", asked_at, series=folder.name, file=name)
        document = source.read(path, name)
        return document, validate.series(document)

    def _unsound(self, sources: SeriesSources) -> list[Diagnostic]:
        """What is wrong with a series and its layout beyond the form of each."""
        layout = sources.layout
        below = layouts.load(sources.packs[1:]) if len(sources.packs) > 1 else None
        strangers = missing_families(layout, self.typefaces)
        problems = [
            *unknown_editions(sources.series, sources.series_place),
            *unknown_labels(layout),
            *unknown_changes(layout),
            *unused_tokens(layout, below),
            *low_contrast(layout),
            *strangers,
            *endless_words(sources.series, sources.series_place),
        ]
        if not strangers:
            problems += missing_glyphs(sources.series, layout, self.typefaces, sources.series_place)
        return problems

    def use_fonts(self) -> None:
        """Put these typefaces in force; `render.EXCLUSIVE` must be held."""
        render.use_fonts(self._fontconfig)

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
