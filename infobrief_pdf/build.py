"""The whole pipeline: read, compose, lay out, finish, write.

>>> from infobrief_pdf import Workspace                            # doctest: +SKIP
>>> Workspace(".").build("migration/2018/02").path.name            # doctest: +SKIP
'infobrief-migration-2018-02.pdf'
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import __version__, fonts, images, layouts, render, source, storage, validate
from infobrief_pdf.checks.contrast import low_contrast
from infobrief_pdf.checks.editorial import hints
from infobrief_pdf.checks.glyphs import missing_families, missing_glyphs
from infobrief_pdf.checks.placement import misplaced
from infobrief_pdf.compose import Composed, Content, Picture, compose, paginated, reading_width
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, Severity, refuse
from infobrief_pdf.finish import Attachment, Metadata, finisher
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model import Issue, Layout, LayoutFile, Series
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.units import PT_PER_INCH

if TYPE_CHECKING:
    from infobrief_pdf.render.engine import Pages

_LEAST_FILL: Final = 0.25
"""Share of the last page below which a closer setting is tried."""

_MOST_PASSES: Final = 4
"""Layouts until the page numbers of the contents must have settled."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file. `seconds` is the time it took, `size` its bytes."""

    path: Path
    edition: str
    pages: int
    size: int
    seconds: float
    hints: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Sources:
    """Everything that one issue is made from, read and validated."""

    path: Path
    document: source.Document
    issue: Issue
    series_document: source.Document
    series: Series
    layout: Layout
    packs: tuple[Pack, ...]

    def place(self, key: source.Key, offset: int = 0) -> Place:
        """Where a value stands; what begins with `imprint` stands in the series."""
        document = self.series_document if key[:1] == ("imprint",) else self.document
        return document.place(key, offset=offset)


class Workspace:
    """A folder with `issues/` and, if wanted, its own `layouts/` and `fonts/`.

    Raises `infobrief_pdf.diagnostics.Refused` for anything that is wrong with its input.
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

    def chain(self, layout: str) -> tuple[Pack, ...]:
        """A layout and what it extends, from the brand to the base."""
        return layouts.chain(layout, storage.search_path(self.folder, "layouts"), _layout_file)

    def editions(self, issue: Path | str) -> tuple[str, ...]:
        """The editions that the series of an issue wants made."""
        return self._read(issue, None).series.editions

    def check(self, issue: Path | str, *, layout: str | None = None) -> tuple[Diagnostic, ...]:
        """Everything short of laying out pages. Returns editorial hints; raises `Refused` for errors."""
        sources = self._read(issue, layout)
        self._composed(sources, EDITIONS["screen"])
        return tuple(hints(sources.issue, sources.place))

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
        content, assets = self._composed(sources, form)
        pages = self._laid_out(content, sources.layout, assets)
        pdf = pages.paint(finisher(_metadata(sources, content, pages.producer), _attachments(sources, form)))
        _stop_at(pages.problems)
        target = self._target(sources, form, output)
        storage.write_whole(target, pdf)
        advice = tuple(hints(sources.issue, sources.place))
        return Built(target, form.name, len(pages), len(pdf), time.perf_counter() - started, advice)

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
        packs = self.chain(layout_name or series.layout)
        layout = layouts.load(packs)
        sources = Sources(path, document, model, series_document, series, layout, packs)
        _stop_at(
            [
                *misplaced(model, storage.shown(path, self.folder), sources.place),
                *low_contrast(layout, Place(f"layouts/{layout.name}/layout.yaml")),
                *missing_families(layout, self._fonts, Place(f"layouts/{layout.name}/layout.yaml")),
                *missing_glyphs(model, layout, self._fonts, sources.place),
                *missing_glyphs(
                    series, layout, self._fonts, lambda key, offset: series_document.place(key, offset=offset)
                ),
            ]
        )
        return sources

    def _composed(self, sources: Sources, edition: Edition) -> tuple[Content, render.Assets]:
        """The parts of the issue, with its pictures."""
        pixels = round(reading_width(sources.layout) / PT_PER_INCH * edition.image_ppi)
        pictures: dict[str, Picture] = {}
        assets: dict[str, render.Asset] = {}
        problems: list[Diagnostic] = []
        for key, image in sources.issue.images():
            if image.file in pictures:
                continue
            try:
                prepared = images.prepare(
                    sources.path.parent, image.file, pixels=pixels, place=sources.place((*key, "file"))
                )
            except Refused as refusal:
                problems += refusal.diagnostics
                continue
            name = str(len(assets) + 1)
            pictures[image.file] = Picture(f"picture:{name}", prepared.width, prepared.height)
            assets[name] = render.Asset(prepared.media_type, prepared.content)
        content = compose(
            sources.issue, sources.series, sources.layout, locate=sources.place, pictures=pictures
        )
        _stop_at([*problems, *content.problems])
        return content, render.Assets(assets, {pack.name: pack.folder for pack in sources.packs})

    def _laid_out(self, content: Content, layout: Layout, assets: render.Assets) -> Pages:
        """The pages; set a little closer if that saves a nearly empty last page."""
        render.use_fonts(self._fontconfig)
        pages = self._settled(content, layout, assets, density=0)
        if len(pages) > 1 and pages.fill() < _LEAST_FILL:
            closer = self._settled(content, layout, assets, density=1)
            if len(closer) < len(pages):
                return closer
        return pages

    def _settled(self, content: Content, layout: Layout, assets: render.Assets, density: int) -> Pages:
        """Pages whose table of contents names the right page of every entry.

        The numbers of one layout are put into the next until they agree: cheaper than `target-counter`,
        which has WeasyPrint lay out three times whatever the numbers are.
        """
        numbers = dict.fromkeys(content.anchors, 1)
        for _ in range(_MOST_PASSES):
            composed = paginated(content, layout, numbers, density)
            pages = render.lay_out(composed.html, _sheets(composed), assets, self._fonts.families)
            _stop_at(pages.problems)
            found = dict(pages.page_numbers(content.anchors))
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


def _layout_file(path: Path, name: str) -> LayoutFile:
    return validate.layout_file(source.read(path, name))


def _edition(name: str) -> Edition:
    if name not in EDITIONS:
        raise refuse("edition-unknown", None, edition=name, known=", ".join(EDITIONS))
    return EDITIONS[name]


def _sheets(composed: Composed) -> tuple[tuple[str, str], ...]:
    return tuple((sheet.name, sheet.text) for sheet in composed.stylesheets)


def _stop_at(problems: list[Diagnostic]) -> None:
    """Raise `Refused` if any problem is an error."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)


def _metadata(sources: Sources, content: Content, producer: str) -> Metadata:
    issue, series = sources.issue, sources.series
    return Metadata(
        title=content.title,
        author=series.publisher,
        subject=series.subject or series.department or "",
        keywords=tuple(dict.fromkeys((*series.keywords, *issue.keywords, *issue.article_keywords()))),
        language=content.language,
        created=_moment(issue),
        creator=f"infobrief-pdf {__version__}",
        producer=producer,
    )


def _moment(issue: Issue) -> datetime:
    """Day of publication, or `SOURCE_DATE_EPOCH` (reproducible-builds.org) where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime(issue.date.year, issue.date.month, issue.date.day, tzinfo=UTC)


def _attachments(sources: Sources, edition: Edition) -> tuple[Attachment, ...]:
    """The sources that travel inside the file, and a manifest that says where each of them lies."""
    issue = sources.issue
    folder = f"issues/{issue.series}"
    home = {
        sources.path.name: (f"{folder}/{issue.year}/{issue.number:02}.yaml", sources.document.text),
        "series.yaml": (f"{folder}/series.yaml", sources.series_document.text),
    }
    manifest = {
        "program": f"infobrief-pdf {__version__}",
        "edition": edition.name,
        "layout": sources.layout.name,
        "files": {name: path for name, (path, _) in home.items()},
    }
    manifest_text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    texts = {name: (text, "application/yaml") for name, (_, text) in home.items()}
    texts["manifest.json"] = (manifest_text, "application/json")
    return tuple(
        Attachment(
            name, media_type, text.encode(), f"Source of {issue.series} {issue.number:02}/{issue.year}"
        )
        for name, (text, media_type) in texts.items()
    )
