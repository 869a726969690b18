"""`infobrief build`: PDFs, a line for each. What is up to date is told without being made again."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from infobrief_pdf import storage
from infobrief_pdf.cli import UsageError, internal, of_the_system, reasons, sheets
from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.tally import Of, Tally, conclude, entry, line_about
from infobrief_pdf.cli.wishing import check, is_of_articles, occasion, wishes
from infobrief_pdf.cli.workspaces import home, issue_name, issues, readable, strays
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.model.destination import destination
from infobrief_pdf.model.edition import EDITIONS, occasion_for
from infobrief_pdf.upkeep import EditionWish, Product, Upkeep
from infobrief_pdf.upkeep.workshop import ALL

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


class _Wanted(NamedTuple):
    """An edition that was asked for, and how messages name it."""

    wish: EditionWish
    of: Of


def run(options: argparse.Namespace, report: Report) -> None:
    """Build each issue; one that is wrong does not keep the others from being built.

    JSON: `built`, a list of `issue`, `edition`, `state` (`built` or `unchanged`), `path`, `pages`, `bytes`,
    `seconds`, `beside`; `failed`, a list of issues. With `--dry-run` instead `planned`, a list of `issue`,
    `edition`, `article`, `state` (`stale` or `unchanged`), `reasons` (each `kind` and `name`).
    """
    options.edition = tuple(dict.fromkeys(options.edition or ("screen",)))
    check(options)
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
    tally = Tally(strays(workspace, options.issues))
    with closing(Upkeep(workspace, is_forced=options.force)) as upkeep:
        wanted = _wanted(options, order, upkeep, paths, tally)
        if options.dry_run:
            report.set("planned", [_planned(report, upkeep, each) for each in wanted])
        elif stale := _stale(options, report, upkeep, wanted, tally):
            _make(options, report, upkeep, stale, tally)
    if not options.dry_run:
        report.set("built", [entry(*each) for each in tally.built()])
    conclude(tally, report, is_quiet=options.quiet)


def _wanted(
    options: argparse.Namespace, order: Order | None, upkeep: Upkeep, paths: list[Path], tally: Tally
) -> list[_Wanted]:
    """Everything that was asked for; what cannot be made at all is among the failures."""
    wanted: dict[EditionWish, Of] = {}
    for path in paths:
        name = issue_name(upkeep.workspace, path)
        for asked in options.edition:
            try:
                for wish in wishes(options, order, upkeep, path, asked):
                    wanted.setdefault(wish, Of(name, wish.label))
            except Refused as refusal:
                kept = _older_products(options, upkeep.workspace, path, asked)
                tally.fail(len(wanted), Of(name, asked), refusal.diagnostics, kept)
    return [_Wanted(*each) for each in wanted.items()]


def _planned(report: Report, upkeep: Upkeep, each: _Wanted) -> dict[str, object]:
    """Say whether an edition would be made, and why."""
    why = upkeep.look(each.wish).reasons
    report.line(f"{each.of.issue}, {each.of.edition}: {reasons.sentence(why)}")
    return {
        "issue": each.of.issue,
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
    tally: Tally,
) -> dict[int, _Wanted]:
    """What has to be made, by its place; what is up to date is told. Each file belongs to one issue."""
    stale: dict[int, _Wanted] = {}
    owners: dict[Path, str] = {}
    for number, (wish, of) in enumerate(wanted):
        product = upkeep.current(wish)
        path = product.path if product else _target(options, upkeep.workspace, wish)
        if path and (other := owners.setdefault(path.resolve(), of.issue)) != of.issue:
            twice = refuse("output-twice", None, file=readable(path), first=other, second=of.issue)
            tally.fail(number, of, twice.diagnostics, _there(path))
        elif product:
            tally.products[number] = product, of
            _tell(options, report, product)
        else:
            stale[number] = wanted[number]
    return stale


def _make(
    options: argparse.Namespace,
    report: Report,
    upkeep: Upkeep,
    stale: dict[int, _Wanted],
    tally: Tally,
) -> None:
    """Have everything made that is stale, and write it as it comes."""
    from infobrief_pdf.work import carried_out

    numbers = list(stale)
    tasks = [upkeep.task(wish) for wish, _of in stale.values()]
    outcomes = carried_out(upkeep.space(), tasks, jobs=options.jobs, address=options.executor)
    with progress(len(tasks), is_wanted=not options.quiet) as step, closing(outcomes):
        step("")
        for place, future in outcomes:
            number = numbers[place]
            wish, of = stale[number]
            try:
                product = upkeep.note(wish, future.result())
            except Exception as error:
                kept = _there(_target(options, upkeep.workspace, wish))
                tally.fail(number, of, _described(error, tally), kept)
            else:
                tally.products[number] = product, of
                _tell(options, report, product)
            step(of.issue)
            gc.enable()  # one issue leaves little behind, many leave much


def _described(error: Exception, tally: Tally) -> Sequence[Diagnostic]:
    """What keeps one issue from being built: what is wrong with it, with the system or with the program."""
    if isinstance(error, Refused):
        return error.diagnostics
    if isinstance(error, OSError):
        return of_the_system(error).diagnostics
    tally.is_faulty = True
    return (internal(error),)


def _tell(options: argparse.Namespace, report: Report, product: Product) -> None:
    if options.quiet:
        return
    report.line(line_about(product))
    for beside in product.beside:
        report.line(readable(beside))


def _older_products(options: argparse.Namespace, workspace: Path, issue: Path, asked: str) -> list[Path]:
    """PDFs that exist already of the editions of an issue that were asked for."""
    wishes = (
        EditionWish(issue, edition, output=options.output, occasion=occasion(options, edition))
        for edition in (EDITIONS if asked == ALL else (asked,))
        if not is_of_articles(edition)
    )
    return [path for wish in wishes for path in _there(_target(options, workspace, wish))]


def _there(path: Path | None) -> list[Path]:
    """The file, if there is one."""
    return [path] if path and path.is_file() else []


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
