"""`infobrief build`: PDFs, a line for each. What is up to date is told without being made again."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf.cli import UsageError, reasons, sheets
from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import home, issue_name, issues, readable, strays
from infobrief_pdf.diagnostics import Diagnostic, ExitCode, Refused
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.plan import Reason
from infobrief_pdf.upkeep import EditionWish, Product, Upkeep
from infobrief_pdf.upkeep.workshop import ALL

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


@dataclass(frozen=True)
class Stale:
    """An edition that has to be made, its place among all, and the name of its issue."""

    place: int
    wish: EditionWish
    name: str


@dataclass
class _Results:
    """What has been made so far, and what there is to say about it at the end; by the place among all."""

    products: dict[int, tuple[Product, str]] = field(default_factory=dict)
    strays: list[Diagnostic] = field(default_factory=list)
    failures: dict[int, tuple[Diagnostic, ...]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed issues that an earlier call made."""
    is_faulty: bool = False
    """Whether the program itself has failed."""

    def note_kept(self, options: argparse.Namespace, workspace: Path, issue: Path) -> None:
        """Note the files of an issue that failed which exist already."""
        from infobrief_pdf.cli.making import target_of

        for edition in EDITIONS if options.edition == ALL else (options.edition,):
            order = sheets.order(options)
            wish = EditionWish(issue, edition, output=options.output, order=order)
            if not _is_of_articles(edition) and (path := target_of(wish, workspace)) and path.is_file():
                self.kept.append(path)

    def paths(self) -> dict[Path, str]:
        """The files that are up to date, and of which issue each is."""
        return {product.path.resolve(): name for product, name in self.products.values()}


def run(options: argparse.Namespace, report: Report) -> None:
    """Build each issue; one that is wrong does not keep the others from being built.

    JSON: `built`, a list of `issue`, `edition`, `state` (`built` or `unchanged`), `path`, `pages`, `bytes`,
    `seconds`, `beside`; `failed`, a list of issues. With `--dry-run` instead `planned`, a list of `issue`,
    `edition`, `article`, `state` (`stale` or `unchanged`), `reasons` (each `kind` and `name`).
    """
    folder = home(options, options.issues)
    paths = issues(folder, options.issues)
    one_file = options.output is not None and options.output.suffix.lower() == ".pdf"
    is_several = _is_of_articles(options.edition) and options.article is None
    if one_file and (len(paths) > 1 or options.edition == ALL or is_several):
        raise UsageError(_("several PDFs cannot be written to one file; name a folder with --output"))
    order = sheets.order(options)
    if options.article is not None and (len(paths) > 1 or not _is_of_articles(options.edition)):
        raise UsageError(_("--article is for one issue and an edition of single articles, such as onepager"))
    results = _Results(strays=strays(folder, options.issues))
    with closing(Upkeep(folder, is_forced=options.force)) as upkeep:
        if stale := _looked_through(options, report, order, upkeep, paths, results):
            from infobrief_pdf.cli.making import made  # what is up to date needs nothing of it

            with closing(made(options, upkeep, stale, results.paths())) as finished:
                for each, found in finished:
                    if isinstance(found, Product):
                        _tell(options, report, results, each.place, found, each.name)
                    else:
                        _fail(results, each.place, each.name, found.problems, is_faulty=found.is_faulty)
                        results.note_kept(options, folder, each.wish.issue)
    _conclude(options, report, results)


def _looked_through(
    options: argparse.Namespace,
    report: Report,
    order: Order | None,
    upkeep: Upkeep,
    paths: list[Path],
    results: _Results,
) -> list[Stale]:
    """What has to be made; what is up to date is told. With `--dry-run` all is told and nothing made."""
    stale: list[Stale] = []
    place = 0
    report.set("planned" if options.dry_run else "built", [])
    for path in paths:
        name = issue_name(upkeep.workspace, path)
        try:
            for wish in _wishes(options, order, upkeep, path):
                place += 1
                started = time.perf_counter()
                verdict = upkeep.look(wish)
                if options.dry_run:
                    _plan(report, verdict.reasons, wish, name)
                elif verdict.record is not None and not verdict.reasons:
                    seconds = time.perf_counter() - started
                    known = upkeep.known(wish, verdict.record, seconds)
                    _tell(options, report, results, place, known, name)
                else:
                    stale.append(Stale(place, wish, name))
        except Refused as refusal:
            place += 1
            _fail(results, place, name, refusal.diagnostics)
            results.note_kept(options, upkeep.workspace, path)
    return stale


def _wishes(
    options: argparse.Namespace, order: Order | None, upkeep: Upkeep, path: Path
) -> Iterator[EditionWish]:
    """The editions of one issue that were asked for, those of single articles once for each article."""
    is_plain = options.edition != ALL and (options.article or not _is_of_articles(options.edition))
    named = ((options.edition, options.article),)
    for edition, article in named if is_plain else upkeep.wanted(path, options.edition):
        takes_occasion = options.edition != ALL or EDITIONS[edition].takes_occasion
        yield EditionWish(
            path,
            edition,
            options.layout,
            options.output,
            order,
            options.occasion if takes_occasion else None,
            article,
        )


def _plan(report: Report, why: Sequence[Reason], wish: EditionWish, name: str) -> None:
    """Say whether an edition would be made, and why."""
    report.line(f"{name}, {wish.label}: {reasons.sentence(why)}")
    entry = {"issue": name, "edition": wish.edition, "article": wish.article}
    state = {"state": "stale" if why else "unchanged", "reasons": reasons.entries(why)}
    report.add("planned", {**entry, **state})


def _tell(
    options: argparse.Namespace, report: Report, results: _Results, place: int, product: Product, name: str
) -> None:
    """An edition that is up to date now."""
    results.products[place] = product, name
    if not options.quiet:
        report.line(line_about(product))
        for beside in product.beside:
            report.line(readable(beside))


def _fail(
    results: _Results,
    place: int,
    name: str,
    problems: tuple[Diagnostic, ...],
    *,
    is_faulty: bool = False,
) -> None:
    """An edition that was not made."""
    results.failures[place] = problems
    results.is_faulty |= is_faulty
    if name not in results.failed:
        results.failed.append(name)


def _is_of_articles(edition: str) -> bool:
    return edition in EDITIONS and EDITIONS[edition].unit == "article"


def _conclude(options: argparse.Namespace, report: Report, results: _Results) -> None:
    products = [entry for _place, entry in sorted(results.products.items())]
    failures = [problem for _place, each in sorted(results.failures.items()) for problem in each]
    hints = [*results.strays, *(hint for product, _name in products for hint in product.hints)]
    said = failures if options.quiet else [*hints, *failures]
    for product, name in products:
        report.add("built", _entry(product, name))
    if said and products and not options.quiet:
        report.line()
    report.problems(said)
    report.set("failed", results.failed)
    if results.is_faulty:
        report.failed(ExitCode.INTERNAL)
    current = results.paths()
    for path in dict.fromkeys(results.kept):
        if path.resolve() not in current:
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
    unchanged = sum(not product.is_new for product, _name in results.products.values())
    count = len(results.products) - unchanged
    parts = [ngettext("{count} file built", "{count} files built", count).format(count=count)]
    if unchanged:
        parts.append(_("{count} unchanged").format(count=unchanged))
    if results.failed:
        parts.append(_("{count} failed").format(count=len(results.failed)))
    return ", ".join(parts)


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
