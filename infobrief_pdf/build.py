"""The whole pipeline: read, compose, lay out, finish, write."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
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
from infobrief_pdf.compose import Composed, Content, Picture, compose, paginated
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, Severity, refuse
from infobrief_pdf.finish import finisher
from infobrief_pdf.images import Prepared
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.sources import Sources

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAST_FILL: Final = 0.25
"""Share of the last page below which a closer setting is tried."""

_MOST_PASSES: Final = 4
"""Layouts until the page numbers of the contents must have settled."""


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
        content = _composed(sources, pictures)
        paginated(content, sources.layout, {})
        return tuple(_advice(sources, content, pictures))

    def build(
        self,
        issue: Path | str,
        *,
        edition: str = "screen",
        layout: str | None = None,
        output: Path | str | None = None,
    ) -> Built:
        """Make one edition of an issue; `output` is a folder or a `.pdf` file, `output/` if left out."""
        started = time.perf_counter()
        form = _edition(edition)
        sources = self._read(issue, layout)
        pictures = sources.pictures(form)
        content = _composed(sources, pictures)
        with render.EXCLUSIVE:
            pages = self._laid_out(sources, content, _assets(sources, pictures))
            metadata = sources.metadata(content.title, content.language, pages.producer)
            pdf = pages.paint(finisher(metadata, sources.attachments(form.name, pictures)))
        _stop_at([_placed(problem, sources, content) for problem in pages.problems])
        target = self._target(sources, form, output)
        storage.write_whole(target, pdf)
        advise = partial(_advice, sources, content, pictures)
        return Built(target, form.name, len(pages), len(pdf), time.perf_counter() - started, advise)

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
        _stop_at(self._unsound(sources))
        return sources

    def _unsound(self, sources: Sources) -> list[Diagnostic]:
        """What is wrong with an issue, its series and its layout beyond the form of each."""
        layout = sources.layout
        below = layouts.load(sources.packs[1:]) if len(sources.packs) > 1 else None
        strangers = missing_families(layout, self._fonts)
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
            problems += missing_glyphs(sources.issue, layout, self._fonts, sources.place)
            problems += missing_glyphs(sources.series, layout, self._fonts, sources.series_place)
        return problems

    def _laid_out(self, sources: Sources, content: Content, assets: render.Assets) -> Pages:
        """The pages; set a little closer if that saves a nearly empty last page."""
        render.use_fonts(self._fontconfig)
        first_guess = dict.fromkeys(content.anchors, 1)
        pages = self._settled(sources, content, assets, first_guess, density=0)
        if len(pages) > 1 and pages.fill() < _LEAST_FILL:
            guess = pages.page_numbers(content.anchors)
            with suppress(Refused):  # what does not fit closer is sound as it is
                closer = self._settled(sources, content, assets, guess, density=1)
                if len(closer) < len(pages):
                    return closer
        return pages

    def _settled(
        self,
        sources: Sources,
        content: Content,
        assets: render.Assets,
        numbers: Mapping[str, int],
        *,
        density: int,
    ) -> Pages:
        """Pages whose table of contents names the right page of every entry; `numbers` are the first guess.

        The numbers of one layout are put into the next until they agree: cheaper than `target-counter`,
        which has WeasyPrint lay out three times whatever the numbers are.
        """
        for _ in range(_MOST_PASSES):
            composed = paginated(content, sources.layout, numbers, density)
            pages = render.lay_out(composed.html, _sheets(composed), assets, self._fonts.families)
            _stop_at([_placed(problem, sources, content) for problem in pages.problems])
            found = pages.page_numbers(content.anchors)
            if found == numbers:
                return pages
            numbers = found
        raise refuse("pages-unstable")

    def _target(self, sources: Sources, edition: Edition, output: Path | str | None) -> Path:
        """Where the finished file goes."""
        chosen = Path(output) if output is not None else self.folder / "output"
        if chosen.suffix.lower() == ".pdf":
            return chosen
        issue = sources.issue
        name = sources.series.file_name.format(
            series=issue.series, year=issue.year, number=issue.number, edition=edition.name
        )
        return chosen / f"{name}{edition.suffix}.pdf"

    @cached_property
    def _fonts(self) -> fonts.Fonts:
        return fonts.inventory(storage.search_path(self.folder, "fonts"))

    @cached_property
    def _fontconfig(self) -> Path:
        """The private fontconfig, written where only this set of fonts uses it."""
        return storage.font_configuration(lambda cache: fonts.fontconfig(self._fonts, cache))


def _manifest(path: Path, name: str) -> layouts.Manifest:
    document = source.read(path, name)
    return layouts.Manifest(
        validate.layout_file(document), lambda key: document.place(key) if document.has(key) else None
    )


def _edition(name: str) -> Edition:
    if name not in EDITIONS:
        raise refuse("edition-unknown", None, edition=name, known=", ".join(EDITIONS))
    return EDITIONS[name]


def _composed(sources: Sources, pictures: Mapping[str, Prepared]) -> Content:
    """The parts of the issue as its templates need them."""
    shown = {
        file: Picture(f"picture:{number}", prepared.width, prepared.height, prepared.is_vector)
        for number, (file, prepared) in enumerate(pictures.items(), start=1)
    }
    content = compose(sources.issue, sources.series, sources.layout, locate=sources.place, pictures=shown)
    _stop_at(list(content.problems))
    return content


def _assets(sources: Sources, pictures: Mapping[str, Prepared]) -> render.Assets:
    """What pages may fetch: pictures under the numbers that `_composed` gave them, files of the layout."""
    served = {
        str(number): render.Asset(prepared.media_type, prepared.content)
        for number, prepared in enumerate(pictures.values(), start=1)
    }
    return render.Assets(served, {pack.name: pack.folder for pack in sources.packs})


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


def _placed(problem: Diagnostic, sources: Sources, content: Content) -> Diagnostic:
    """A problem of the pages with the place of the text that it is about, if that is known."""
    key = content.keys.get(str(problem.values.get("source")))
    return problem if key is None else replace(problem, place=sources.place(key))


def _sheets(composed: Composed) -> tuple[tuple[str, str], ...]:
    return tuple((sheet.name, sheet.text) for sheet in composed.stylesheets)


def _stop_at(problems: list[Diagnostic]) -> None:
    """Raise `Refused` if any problem is an error."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
