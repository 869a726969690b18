"""`infobrief build`: PDFs, a line for each."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infobrief_pdf import source, storage, validate
from infobrief_pdf.build import Workspace
from infobrief_pdf.cli import UsageError, internal, of_the_system, sheets
from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import issue_name, issues, readable, strays, workspace
from infobrief_pdf.diagnostics import Diagnostic, ExitCode, Refused, refuse
from infobrief_pdf.impose import Order
from infobrief_pdf.impose.editions import folded
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.products import Built, file_name, written
from infobrief_pdf.work import Task, Whole, carried_out
from infobrief_pdf.work.tasks import named

ALL_EDITIONS: Final = "all"


@dataclass(frozen=True)
class _Product:
    """A file that is to be made: of which issue, and where it will lie if that can be told beforehand."""

    issue: Path
    name: str
    task: Task
    path: Path | None


@dataclass
class _Results:
    """What has been made so far, and what there is to say about it at the end, by the place in the order."""

    built: dict[int, tuple[Built, str]] = field(default_factory=dict)
    strays: list[Diagnostic] = field(default_factory=list)
    failures: dict[int, list[Diagnostic]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed issues that an earlier call made."""
    is_faulty: bool = False
    """Whether the program itself has failed."""


def run(options: argparse.Namespace, report: Report) -> None:
    """Build each issue; one that is wrong does not keep the others from being built.

    JSON: `built`, a list of `issue`, `edition`, `path`, `pages`, `bytes`, `seconds`, `beside`; `failed`, a
    list of issues.
    """
    started = time.perf_counter()
    space = workspace(options, options.issues)
    paths = issues(space, options.issues)
    one_file = options.output is not None and options.output.suffix.lower() == ".pdf"
    is_several = _is_of_articles(options.edition) and options.article is None
    if one_file and (len(paths) > 1 or options.edition == ALL_EDITIONS or is_several):
        raise UsageError(_("several PDFs cannot be written to one file; name a folder with --output"))
    order = sheets.order(options)
    if options.article is not None and (len(paths) > 1 or not _is_of_articles(options.edition)):
        raise UsageError(_("--article is for one issue and an edition of single articles, such as onepager"))
    results = _Results(strays=strays(space, options.issues))
    products = _products(options, order, space, paths, results)
    _make(options, report, space, products, results)
    _conclude(options, report, results, time.perf_counter() - started)


def _products(
    options: argparse.Namespace, order: Order, space: Workspace, paths: list[Path], results: _Results
) -> list[_Product]:
    """Everything that was asked for; what cannot be made at all is among the failures."""
    products: list[_Product] = []
    owners: dict[Path, str] = {}
    for path in paths:
        name = issue_name(space, path)
        try:
            for edition, article in _wanted(options, space, path):
                target = _target(options, space, path, edition, article)
                if target and (other := owners.setdefault(target.resolve(), name)) != name:
                    raise refuse("output-twice", None, file=readable(target), first=other, second=name)
                task = _task(options, order, space, path, edition, article)
                products.append(_Product(path, name, task, target))
        except Refused as refusal:
            _fail(options, space, results, len(products), path, name, refusal.diagnostics)
    return products


def _task(
    options: argparse.Namespace,
    order: Order,
    space: Workspace,
    path: Path,
    edition: str,
    article: str | None,
) -> Task:
    takes_occasion = options.edition != ALL_EDITIONS or EDITIONS[edition].takes_occasion
    what = Whole(
        edition,
        file=space.destination(options.output)[1],
        order=order,
        occasion=options.occasion if takes_occasion else None,
        article=article,
        advises=not options.quiet,
    )
    return Task(named(path, space.folder), what, options.layout)


def _make(
    options: argparse.Namespace,
    report: Report,
    space: Workspace,
    products: list[_Product],
    results: _Results,
) -> None:
    """Have everything made, and write it as it comes."""
    folder, _file = space.destination(options.output)
    tasks = [product.task for product in products]
    outcomes = carried_out(space, tasks, jobs=options.jobs, address=options.executor)
    with progress(len(products), is_wanted=not options.quiet) as step, closing(outcomes):
        step("")
        for number, future in outcomes:
            product = products[number]
            try:
                outcome = future.result()
                built = written(outcome.made(), folder, outcome.seconds)
            except Refused as refusal:
                problems = refusal.diagnostics
            except Exception as error:
                problems = _described(error, results)
            else:
                results.built[number] = built, product.name
                if not options.quiet:
                    _tell(report, built)
                step(product.name)
                continue
            _fail(options, space, results, number, product.issue, product.name, problems)
            step(product.name)


def _described(error: Exception, results: _Results) -> tuple[Diagnostic, ...]:
    """What keeps one issue from being built and does not lie in it."""
    if isinstance(error, OSError):
        return of_the_system(error).diagnostics
    results.is_faulty = True
    return (internal(error),)


def _fail(
    options: argparse.Namespace,
    space: Workspace,
    results: _Results,
    number: int,
    path: Path,
    name: str,
    problems: Iterable[Diagnostic],
) -> None:
    results.failures.setdefault(number, []).extend(problems)
    if name not in results.failed:
        results.failed.append(name)
        results.kept += _older_products(options, space, path)


def _tell(report: Report, built: Built) -> None:
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


def _conclude(options: argparse.Namespace, report: Report, results: _Results, seconds: float) -> None:
    built = [entry for _number, entry in sorted(results.built.items())]
    made = {each.path.resolve() for each, _name in built}
    report.set("built", [_entry(each, name) for each, name in built])
    if len(built) > 1 and not options.quiet:
        sentence = ngettext("{count} PDF in {seconds} s", "{count} PDFs in {seconds} s", len(built))
        report.line(sentence.format(count=len(built), seconds=decimal(seconds)))
    hints = (
        [] if options.quiet else [*results.strays, *(hint for each, _name in built for hint in each.hints)]
    )
    failures = [problem for _number, each in sorted(results.failures.items()) for problem in each]
    if (hints or failures) and built and not options.quiet:
        report.line()
    report.problems(failures if options.quiet else [*hints, *failures])
    report.set("failed", results.failed)
    if results.is_faulty:
        report.failed(ExitCode.INTERNAL)
    for path in results.kept:
        if path.resolve() not in made:
            report.remark(_("{file} was left as it was.").format(file=readable(path)))
    if len(results.failed) > 1 or (results.failed and built):
        count = len(results.failed)
        sentence = ngettext(
            "{count} issue was not built: {names}", "{count} issues were not built: {names}", count
        )
        report.remark(sentence.format(count=count, names=", ".join(results.failed)))


def _older_products(options: argparse.Namespace, space: Workspace, issue: Path) -> list[Path]:
    """PDFs of an issue that exist already; its own fields may be unreadable, so its path has to say which."""
    wanted = EDITIONS if options.edition == ALL_EDITIONS else (options.edition,)
    found = (
        _target(options, space, issue, edition, None) for edition in wanted if not _is_of_articles(edition)
    )
    return [path for path in dict.fromkeys(found) if path and path.is_file()]


def _target(
    options: argparse.Namespace, space: Workspace, issue: Path, edition: str, article: str | None
) -> Path | None:
    """Where an edition goes, if its series can be read and its path says which issue it is."""
    folder, file = space.destination(options.output)
    if file is not None:
        return folder / file
    home = issue.absolute().parent.parent / "series.yaml"
    if edition not in EDITIONS:
        return None
    with suppress(Refused, ValueError):
        series = validate.series(source.read(home, storage.shown(home, space.folder)))
        of = home.parent.name, int(issue.parent.name), int(issue.stem)
        return folder / file_name(series, of, folded(EDITIONS[edition], options.fold), article)
    return None


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
