"""`infobrief volume`: a year's issues, bound into one PDF."""

from __future__ import annotations

import argparse

from infobrief_pdf.cli.build import line_about
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import workspace
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.volumes import bind_year, series_of_year


def run(options: argparse.Namespace, report: Report) -> None:
    """Bind a year.

    JSON: `volume`: `series`, `year`, `path`, `pages`, `bytes`, `seconds`.
    """
    space = workspace(options)
    series = options.series
    if series is None:
        known = series_of_year(space, options.year)
        if len(known) > 1:
            raise refuse("volume-ambiguous", None, year=options.year, known=", ".join(known))
        series = known[0] if known else "…"
    built = bind_year(
        space,
        series,
        options.year,
        is_duplex=not options.screen,
        holes=options.holes or 0,
        layout=options.layout,
        output=options.output,
    )
    report.set(
        "volume",
        {
            "series": series,
            "year": options.year,
            "path": str(built.path),
            "pages": built.pages,
            "bytes": built.size,
            "seconds": round(built.seconds, 3),
        },
    )
    report.line(line_about(built))
    report.problems(built.hints)
