"""`infobrief build`: PDFs, a line for each. What is up to date is told without being made again."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from infobrief_pdf import storage
from infobrief_pdf.cli import UsageError, internal, of_the_system, reasons, sheets
from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.wishing import is_of_articles, occasion, wishes
from infobrief_pdf.cli.workspaces import home, issue_name, issues, readable, strays
from infobrief_pdf.diagnostics import Diagnostic, ExitCode, Refused, refuse
from infobrief_pdf.model.destination import destination
from infobrief_pdf.model.edition import EDITIONS, occasion_for
from infobrief_pdf.upkeep import EditionWish, Product, Upkeep
from infobrief_pdf.upkeep.workshop import ALL

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


class _Wanted(NamedTuple):
    """An edition that was asked for, and how its issue is named."""

    wish: EditionWish
    name: str


@dataclass
class _Results:
    """What there is so far, and what is to be said about it at the end, by the place in the order."""

    strays: list[Diagnostic]
    products: dict[int, tuple[Product, str]] = field(default_factory=dict)
    failures: dict[int, list[Diagnostic]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed issues that an earlier call made."""
    is_faulty: bool = False
    """Whether the program itself has failed."""


def run(options: argparse.Namespace, report: Report) -> None:
    """Build each issue; one that is wrong does not keep the others from being built.

    JSON: `built`, a list of `issue`, `edition`, `state` (`built` or `unchanged`), `path`, `pages`, `bytes`,
    `seconds`, `beside`; `failed`, a list of issues. With `--dry-run` instead `planned`, a list of `issue`,
    `edition`, `article`, `state` (`stale` or `unchanged`), `reasons` (each `kind` and `name`).
    """
    options.edition = tuple(dict.fromkeys(options.edition or ("screen",)))
    workspace = home(options, options.issues)
    paths = issues(workspace, options.issues)
    one_file = destination(Path(), options.output).file is not None
    of_articles = any(map(is_of_articles, options.edition))
    is_several = len(options.edition) > 1 or ALL in options.edition or (of_articles and not options.article)
    if one_file and (len(paths) > 1 or is_several):
        raise UsageError(_("several PDFs cannot be written to one file; name a folder with --output"))
    order = sheets.order(options)
    if options.article is not None and (len(paths) > 1 or not of_articles):
        raise UsageError(_("--article is for one issue and an edition of single articles, such as onepager"))
    results = _Results(strays(workspace, options.issues))
    with closing(Upkeep(workspace, is_forced=options.force)) as upkeep:
        wanted = _wanted(options, order, upkeep, paths, results)
        if options.dry_run:
            report.set("planned", [_planned(report, upkeep, each) for each in wanted])
        elif stale := _stale(options, report, upkeep, wanted, results):
            _make(options, report, upkeep, stale, results)
    _conclude(options, report, results)


def _wanted(
    options: argparse.Namespace, order: Order | None, upkeep: Upkeep, paths: list[Path], results: _Results
) -> list[_Wanted]:
    """Everything that was asked for; what cannot be made at all is among the failures."""
    wanted: list[_Wanted] = []
    for path in paths:
        name = issue_name(upkeep.workspace, path)
        try:
            wanted += [_Wanted(wish, name) for wish in wishes(options, order, upkeep, path)]
        except Refused as refusal:
            _fail(options, upkeep.workspace, results, len(wanted), path, name, refusal.diagnostics)
    return wanted


def _planned(report: Report, upkeep: Upkeep, each: _Wanted) -> dict[str, object]:
    """Say whether an edition would be made, and why."""
    why = upkeep.look(each.wish).reasons
    report.line(f"{each.name}, {each.wish.label}: {reasons.sentence(why)}")
    return {
        "issue": each.name,
        "edition": each.wish.edition,
        "article": each.wish.article,
        "state": "stale" if why else "unchanged",
        "reasons": reasons.entries(why),
    }


def _stale(
    options: argparse.Namespace,
    report: Report,
    upkeep: Upkeep,
    wanted: Sequence[_Wanted],
    results: _Results,
) -> dict[int, _Wanted]:
    """What has to be made, by its place; what is up to date is told. Each file belongs to one issue."""
    stale: dict[int, _Wanted] = {}
    owners: dict[Path, str] = {}
    for number, (wish, name) in enumerate(wanted):
        product = upkeep.current(wish)
        path = product.path if product else _target(options, upkeep.workspace, wish)
        if path and (other := owners.setdefault(path.resolve(), name)) != name:
            twice = refuse("output-twice", None, file=readable(path), first=other, second=name)
            _fail(options, upkeep.workspace, results, number, wish.issue, name, twice.diagnostics)
        elif product:
            results.products[number] = product, name
            _tell(options, report, product)
        else:
            stale[number] = wanted[number]
    return stale


def _make(
    options: argparse.Namespace,
    report: Report,
    upkeep: Upkeep,
    stale: dict[int, _Wanted],
    results: _Results,
) -> None:
    """Have everything made that is stale, and write it as it comes."""
    from infobrief_pdf.work import carried_out

    numbers = list(stale)
    tasks = [upkeep.task(wish) for wish, _name in stale.values()]
    outcomes = carried_out(upkeep.space(), tasks, jobs=options.jobs, address=options.executor)
    with progress(len(tasks), is_wanted=not options.quiet) as step, closing(outcomes):
        step("")
        for place, future in outcomes:
            number = numbers[place]
            wish, name = stale[number]
            try:
                product = upkeep.note(wish, future.result())
            except Exception as error:
                problems = _described(error, results)
                _fail(options, upkeep.workspace, results, number, wish.issue, name, problems)
            else:
                results.products[number] = product, name
                _tell(options, report, product)
            step(name)
            gc.enable()  # one issue leaves little behind, many leave much


def _described(error: Exception, results: _Results) -> Sequence[Diagnostic]:
    """What keeps one issue from being built: what is wrong with it, with the system or with the program."""
    if isinstance(error, Refused):
        return error.diagnostics
    if isinstance(error, OSError):
        return of_the_system(error).diagnostics
    results.is_faulty = True
    return (internal(error),)


def _fail(
    options: argparse.Namespace,
    workspace: Path,
    results: _Results,
    number: int,
    path: Path,
    name: str,
    problems: Iterable[Diagnostic],
) -> None:
    results.failures.setdefault(number, []).extend(problems)
    if name not in results.failed:
        results.failed.append(name)
        results.kept += _older_products(options, workspace, path)


def _tell(options: argparse.Namespace, report: Report, product: Product) -> None:
    if options.quiet:
        return
    report.line(line_about(product))
    for beside in product.beside:
        report.line(readable(beside))


def _conclude(options: argparse.Namespace, report: Report, results: _Results) -> None:
    products = [each for _number, each in sorted(results.products.items())]
    there = {each.path.resolve() for each, _name in products}
    if not options.dry_run:
        report.set("built", [_entry(*each) for each in products])
    hints = [*results.strays, *(hint for each, _name in products for hint in each.hints)]
    failures = [problem for _number, each in sorted(results.failures.items()) for problem in each]
    if (hints or failures) and products and not options.quiet:
        report.line()
    report.problems(failures if options.quiet else [*hints, *failures])
    report.set("failed", results.failed)
    if results.is_faulty:
        report.failed(ExitCode.INTERNAL)
    for path in results.kept:
        if path.resolve() not in there:
            report.remark(_("{file} was left as it was.").format(file=readable(path)))
    if len(products) > 1 and not options.quiet:
        report.line(_summary(results))
    if len(results.failed) > 1 or (results.failed and products):
        count = len(results.failed)
        sentence = ngettext(
            "{count} issue was not built: {names}", "{count} issues were not built: {names}", count
        )
        report.remark(sentence.format(count=count, names=", ".join(results.failed)))


def _summary(results: _Results) -> str:
    """How many files were made, how many were up to date, how many issues failed."""
    count = sum(each.is_new for each, _name in results.products.values())
    parts = [ngettext("{count} file built", "{count} files built", count).format(count=count)]
    if unchanged := len(results.products) - count:
        parts.append(_("{count} unchanged").format(count=unchanged))
    if results.failed:
        parts.append(_("{count} failed").format(count=len(results.failed)))
    return ", ".join(parts)


def _older_products(options: argparse.Namespace, workspace: Path, issue: Path) -> list[Path]:
    """PDFs of an issue that exist already."""
    wanted = EDITIONS if ALL in options.edition else options.edition
    wishes = (
        EditionWish(issue, edition, output=options.output, occasion=occasion(options, edition))
        for edition in wanted
        if not is_of_articles(edition)
    )
    found = (_target(options, workspace, wish) for wish in wishes)
    return [path for path in dict.fromkeys(found) if path and path.is_file()]


def _target(options: argparse.Namespace, workspace: Path, wish: EditionWish) -> Path | None:
    """Where an edition goes, if its series can be read and its path says which issue it is."""
    from infobrief_pdf import source, validate
    from infobrief_pdf.impose.editions import folded
    from infobrief_pdf.products import file_name

    where, file = destination(workspace, wish.output)
    if file is not None:
        return where / file
    if wish.edition not in EDITIONS:
        return None
    path = wish.issue.absolute().parent.parent / "series.yaml"
    with suppress(Refused, ValueError):
        series = validate.series(source.read(path, storage.shown(path, workspace)))
        of = path.parent.name, int(wish.issue.parent.name), int(wish.issue.stem)
        form = folded(EDITIONS[wish.edition], options.fold)
        line = occasion_for(form, wish.occasion)
        return where / file_name(series, of, form, wish.article, line)
    return None


def _entry(built: Product, name: str) -> dict[str, object]:
    return {
        "issue": name,
        "edition": built.edition,
        "state": "built" if built.is_new else "unchanged",
        "path": str(built.path),
        "pages": built.pages,
        "bytes": built.size,
        "seconds": round(built.seconds, 3),
        "beside": [str(path) for path in built.beside],
    }


def line_about(built: Product) -> str:
    """A finished file for people: where it is, its pages, its size, how long it took, if it was made."""
    pages = ngettext("{count} page", "{count} pages", built.pages).format(count=built.pages)
    size = _("{size} kB").format(size=max(round(built.size / 1000), 1))
    seconds = _("{seconds} s").format(seconds=decimal(built.seconds)) if built.is_new else _("unchanged")
    return f"{readable(built.path)}  {pages}, {size}, {seconds}"
