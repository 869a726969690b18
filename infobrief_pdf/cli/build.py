"""`infobrief build`: PDFs, a line for each. What is up to date is told without being made again."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf import storage
from infobrief_pdf.cli import UsageError, reasons, sheets
from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import home, issue_name, issues, readable, strays
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.upkeep import EditionWish, Product, Upkeep
from infobrief_pdf.upkeep.workshop import ALL

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


@dataclass
class _Results:
    """What has been made so far, and what there is to say about it at the end."""

    products: dict[Path, str] = field(default_factory=dict)
    unchanged: int = 0
    """How many of the products were up to date."""
    hints: list[Diagnostic] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed issues that an earlier call made."""


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
    results = _Results(hints=strays(folder, options.issues))
    upkeep = Upkeep(folder, is_forced=options.force)
    report.set("planned" if options.dry_run else "built", [])
    with closing(upkeep), progress(len(paths), is_wanted=not options.quiet) as bar:
        for path in paths:
            name = issue_name(folder, path)
            bar.pass_on(name)
            try:
                for wish in _wishes(options, order, upkeep, path):
                    if options.dry_run:
                        _plan(report, upkeep, wish, name)
                    else:
                        product = upkeep.edition(wish, bar.show)
                        _tell(options, report, results, product, name)
            except Refused as refusal:
                results.failures += refusal.diagnostics
                results.failed.append(name)
                results.kept += _older_products(options, folder, path)
            gc.enable()  # one issue leaves little behind, many leave much
    _conclude(options, report, results)


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


def _plan(report: Report, upkeep: Upkeep, wish: EditionWish, name: str) -> None:
    """Say whether an edition would be made, and why."""
    why = upkeep.look(wish).reasons
    report.line(f"{name}, {wish.label}: {reasons.sentence(why)}")
    entry = {"issue": name, "edition": wish.edition, "article": wish.article}
    state = {"state": "stale" if why else "unchanged", "reasons": reasons.entries(why)}
    report.add("planned", {**entry, **state})


def _tell(
    options: argparse.Namespace, report: Report, results: _Results, product: Product, name: str
) -> None:
    """An edition that is up to date now."""
    path = product.path.resolve()
    if other := results.products.get(path):
        raise refuse("output-twice", None, file=readable(product.path), first=other, second=name)
    results.products[path] = name
    results.unchanged += not product.is_new
    report.add("built", _entry(product, name))
    if not options.quiet:
        results.hints += product.hints
        report.line(line_about(product))
        for beside in product.beside:
            report.line(readable(beside))


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
    if len(results.products) > 1 and not options.quiet:
        report.line(_summary(results))
    if len(results.failed) > 1 or (results.failed and results.products):
        count = len(results.failed)
        sentence = ngettext(
            "{count} issue was not built: {names}", "{count} issues were not built: {names}", count
        )
        report.remark(sentence.format(count=count, names=", ".join(results.failed)))


def _summary(results: _Results) -> str:
    """How many files were made, how many were up to date, how many issues failed."""
    count = len(results.products) - results.unchanged
    parts = [ngettext("{count} file built", "{count} files built", count).format(count=count)]
    if results.unchanged:
        parts.append(_("{count} unchanged").format(count=results.unchanged))
    if results.failed:
        parts.append(_("{count} failed").format(count=len(results.failed)))
    return ", ".join(parts)


def _older_products(options: argparse.Namespace, folder: Path, issue: Path) -> list[Path]:
    """PDFs of an issue that exist already; its own fields may be unreadable, so its path has to say which."""
    from infobrief_pdf import source, validate
    from infobrief_pdf.impose.editions import folded

    output = options.output or folder / "output"
    if output.suffix.lower() == ".pdf":
        return [output] if output.is_file() else []
    series_file = issue.parent.parent / "series.yaml"
    wanted = EDITIONS if options.edition == ALL else {options.edition}
    with suppress(Refused, ValueError):
        series = validate.series(source.read(series_file, storage.shown(series_file, folder)))
        named = (
            series.file_name.format(
                series=series_file.parent.name,
                year=int(issue.parent.name),
                number=int(issue.stem),
                edition=edition,
            )
            + f"{folded(EDITIONS[edition], options.fold).suffix}.pdf"
            for edition in wanted
            if edition in EDITIONS and not _is_of_articles(edition)
        )
        return [output / name for name in named if (output / name).is_file()]
    return []


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
