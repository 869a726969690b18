"""`infobrief volume`: a year's issues, bound into one PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from infobrief_pdf.cli import UsageError, reasons
from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.report import Report, say
from infobrief_pdf.cli.tally import line_about
from infobrief_pdf.cli.workspaces import home, series_of_year, years_of
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.wanted import Wanted
from infobrief_pdf.upkeep import Upkeep
from infobrief_pdf.upkeep.volumes import look, volume
from infobrief_pdf.upkeep.wishes import VolumeWish


def run(options: argparse.Namespace, report: Report) -> None:
    """Bind a year.

    JSON: `volume`: `series`, `year`, `state` (`built` or `unchanged`), `seconds`, `files`: `kind` (volume,
    supplement, dividers or spine), `path`, `pages`, `bytes`. With `--dry-run` instead `planned`: `series`,
    `year`, `state` (`stale` or `unchanged`), `reasons` (each `kind` and `name`).
    """
    if options.screen and (options.holes or options.dividers or options.spine or options.binder):
        raise UsageError(
            _("--screen is for reading; --holes, --dividers, --spine and --binder are for paper")
        )
    folder = home(options)
    wish = _wish(options, options.series or _series(folder, options.year))
    upkeep = Upkeep(folder, is_forced=options.force)
    of = {"series": wish.series, "year": wish.year}
    if options.dry_run:
        why = look(upkeep, wish).reasons
        report.line(f"{_named(wish)}: {reasons.sentence(why)}")
        state = "stale" if why else "unchanged"
        report.set("planned", {**of, "state": state, "reasons": reasons.entries(why)})
        return
    try:
        told = _told if sys.stderr.isatty() and not report.as_json else None
        products = volume(upkeep, wish, jobs=options.jobs, address=options.executor, told=told)
    finally:
        upkeep.close()
    files = [
        {"kind": each.edition, "path": str(each.path), "pages": each.pages, "bytes": each.size}
        for each in products
    ]
    state = "built" if products[0].is_new else "unchanged"
    seconds = round(products[0].seconds, 3)
    report.set("volume", {**of, "state": state, "files": files, "seconds": seconds})
    for each in products:
        report.line(line_about(each))
    report.problems([hint for each in products for hint in each.hints])


def _named(wish: VolumeWish) -> str:
    """What is to be made, in words."""
    name = f"{wish.series} {wish.year}"
    if wish.supplement_to is None:
        return name
    return _("{volume}, supplement to {file}").format(volume=name, file=wish.supplement_to.name)


def _told(issue: str) -> None:
    """A line for who waits: the part that is set."""
    say(_("set: {issue}").format(issue=issue.removeprefix("issues/").removesuffix(".yaml")), sys.stderr)


def _series(folder: Path, year: int) -> str:
    """The series that has issues of a year. Raises `Refused` if several have."""
    known = series_of_year(folder, year)
    if len(known) > 1:
        raise refuse("volume-ambiguous", None, year=year, known=", ".join(known))
    if not known:
        years = ", ".join(f"{series} {year}" for series, year in years_of(folder))
        raise refuse("year-without-issues", None, year=year, known=years or "–")
    return known[0]


def _wish(options: argparse.Namespace, series: str) -> VolumeWish:
    wanted = Wanted(
        is_duplex=not options.screen,
        holes=options.holes or 0,
        dividers=options.dividers,
        spine=options.spine,
        binder=options.binder,
        paper=options.paper,
    )
    return VolumeWish(
        series,
        options.year,
        wanted,
        layout=options.layout,
        output=options.output,
        supplement_to=options.supplement,
    )
