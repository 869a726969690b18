"""`infobrief build`: PDFs, a line for each."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infobrief_pdf import source, storage, validate
from infobrief_pdf.build import Built, Workspace
from infobrief_pdf.cli import UsageError, sheets
from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import issue_name, issues, readable, strays, workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.impose import Order
from infobrief_pdf.impose.editions import folded
from infobrief_pdf.model.edition import EDITIONS

ALL_EDITIONS: Final = "all"


@dataclass
class _Results:
    """What has been made so far, and what there is to say about it at the end."""

    products: dict[Path, str] = field(default_factory=dict)
    hints: list[Diagnostic] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed issues that an earlier call made."""


def run(options: argparse.Namespace, report: Report) -> None:
    """Build each issue; one that is wrong does not keep the others from being built.

    JSON: `built`, a list of `issue`, `edition`, `path`, `pages`, `bytes`, `seconds`, `beside`; `failed`, a
    list of issues.
    """
    space = workspace(options, options.issues)
    paths = issues(space, options.issues)
    one_file = options.output is not None and options.output.suffix.lower() == ".pdf"
    is_several = _is_of_articles(options.edition) and options.article is None
    if one_file and (len(paths) > 1 or options.edition == ALL_EDITIONS or is_several):
        raise UsageError(_("several PDFs cannot be written to one file; name a folder with --output"))
    order = sheets.order(options)
    if options.article is not None and (len(paths) > 1 or not _is_of_articles(options.edition)):
        raise UsageError(_("--article is for one issue and an edition of single articles, such as onepager"))
    results = _Results(hints=strays(space, options.issues))
    report.set("built", [])
    with progress(len(paths), is_wanted=not options.quiet) as step:
        for path in paths:
            name = issue_name(space, path)
            step(name)
            try:
                _build(options, order, report, results, space, path, name)
            except Refused as refusal:
                results.failures += refusal.diagnostics
                results.failed.append(name)
                results.kept += _older_products(options, space, path)
            gc.enable()  # one issue leaves little behind, many leave much
    _conclude(options, report, results)


def _build(
    options: argparse.Namespace,
    order: Order,
    report: Report,
    results: _Results,
    space: Workspace,
    path: Path,
    name: str,
) -> None:
    """The editions of one issue that were asked for."""
    for edition, article in _wanted(options, space, path):
        takes_occasion = options.edition != ALL_EDITIONS or EDITIONS[edition].takes_occasion
        built = space.build(
            path,
            edition=edition,
            layout=options.layout,
            output=options.output,
            order=order,
            occasion=options.occasion if takes_occasion else None,
            article=article,
        )
        product = built.path.resolve()
        if other := results.products.get(product):
            raise refuse("output-twice", None, file=readable(built.path), first=other, second=name)
        results.products[product] = name
        if not options.quiet:
            results.hints += built.hints
        report.add("built", _entry(built, name))
        if not options.quiet:
            report.line(line_about(built))
            for beside in built.beside:
                report.line(readable(beside))


def _wanted(options: argparse.Namespace, space: Workspace, path: Path) -> Iterator[tuple[str, str | None]]:
    """The editions to make, those of single articles once for each article.

    Of an issue without demands `all` makes no sheets; who asks for them has to name an article.
    """
    is_all = options.edition == ALL_EDITIONS
    for edition in space.editions(path) if is_all else (options.edition,):
        if not _is_of_articles(edition):
            yield edition, None
            continue
        articles = (options.article,) if options.article else space.articles(path, with_demands=True)
        if not articles and not is_all:
            known = ", ".join(space.articles(path))
            raise refuse("onepager-without-article", None, known=known)
        yield from ((edition, article) for article in articles)


def _is_of_articles(edition: str) -> bool:
    return edition in EDITIONS and EDITIONS[edition].unit == "article"


def _conclude(options: argparse.Namespace, report: Report, results: _Results) -> None:
    said = [*([] if options.quiet else results.hints), *results.failures]
    if said and results.products and not options.quiet:
        report.line()
    report.problems(said)
    report.set("failed", results.failed)
    for path in results.kept:
        if path.resolve() not in results.products:
            report.remark(_("{file} was left as it was.").format(file=readable(path)))
    if len(results.failed) > 1 or (results.failed and results.products):
        count = len(results.failed)
        sentence = ngettext(
            "{count} issue was not built: {names}", "{count} issues were not built: {names}", count
        )
        report.remark(sentence.format(count=count, names=", ".join(results.failed)))


def _older_products(options: argparse.Namespace, space: Workspace, issue: Path) -> list[Path]:
    """PDFs of an issue that exist already; its own fields may be unreadable, so its path has to say which."""
    output = options.output or space.folder / "output"
    if output.suffix.lower() == ".pdf":
        return [output] if output.is_file() else []
    home = issue.parent.parent / "series.yaml"
    wanted = EDITIONS if options.edition == ALL_EDITIONS else {options.edition}
    with suppress(Refused, ValueError):
        series = validate.series(source.read(home, storage.shown(home, space.folder)))
        named = (
            series.file_name.format(
                series=home.parent.name, year=int(issue.parent.name), number=int(issue.stem), edition=edition
            )
            + f"{folded(EDITIONS[edition], options.fold).suffix}.pdf"
            for edition in wanted
            if edition in EDITIONS and not _is_of_articles(edition)
        )
        return [output / name for name in named if (output / name).is_file()]
    return []


def _entry(built: Built, name: str) -> dict[str, object]:
    return {
        "issue": name,
        "edition": built.edition,
        "path": str(built.path),
        "pages": built.pages,
        "bytes": built.size,
        "seconds": round(built.seconds, 3),
        "beside": [str(path) for path in built.beside],
    }


def line_about(built: Built) -> str:
    """A finished file for people: where it is, its pages, its size, how long it took."""
    pages = ngettext("{count} page", "{count} pages", built.pages).format(count=built.pages)
    size = _("{size} kB").format(size=max(round(built.size / 1000), 1))
    seconds = _("{seconds} s").format(seconds=decimal(built.seconds))
    return f"{readable(built.path)}  {pages}, {size}, {seconds}"
