"""Options about who does the work. Nothing here imports more than the standard library."""

from __future__ import annotations

import argparse

from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.values import whole

_MOST_JOBS = 256


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many processes work, and where."""
    group = parser.add_argument_group(_("who does the work"))
    group.add_argument(
        "--jobs",
        metavar="N",
        type=whole(1, _MOST_JOBS),
        help=_("how many processes; else one for each core; 1: this one alone, without limits"),
    )
    group.add_argument("--executor", metavar="dask://HOST:PORT", help=_("have a Dask cluster set the pages"))
