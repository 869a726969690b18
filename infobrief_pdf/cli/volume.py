"""`infobrief volume`: a year's issues, bound into one PDF."""

from __future__ import annotations

import argparse

from infobrief_pdf import work
from infobrief_pdf.cli.build import line_about
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import workspace
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.volumes import Wanted, bind_year, issues_of, series_of_year


def run(options: argparse.Namespace, report: Report) -> None:
    """Bind a year.

    JSON: `volume`: `series`, `year`, `seconds`, `files`: `kind` (volume, supplement, dividers or spine),
    `path`, `pages`, `bytes`.
    """
    space = workspace(options)
    series = options.series
    if series is None:
        known = series_of_year(space, options.year)
        if len(known) > 1:
            raise refuse("volume-ambiguous", None, year=options.year, known=", ".join(known))
        series = known[0] if known else "…"
    wanted = Wanted(
        is_duplex=not options.screen,
        holes=options.holes or 0,
        dividers=options.dividers,
        spine=options.spine,
        binder=options.binder,
        paper=options.paper,
    )
    count = len(issues_of(space, series, options.year))
    executor = work.opened(space, count, jobs=options.jobs, address=options.executor)
    try:
        products = bind_year(
            space,
            series,
            options.year,
            wanted,
            layout=options.layout,
            output=options.output,
            supplement_to=options.supplement,
            executor=executor,
        )
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    files = [
        {"kind": each.edition, "path": str(each.path), "pages": each.pages, "bytes": each.size}
        for each in products
    ]
    seconds = round(products[0].seconds, 3)
    report.set("volume", {"series": series, "year": options.year, "files": files, "seconds": seconds})
    for each in products:
        report.line(line_about(each))
    report.problems([hint for each in products for hint in each.hints])
