"""What is made anew, and who does the work. Nothing here imports more than the standard library."""

from __future__ import annotations

import argparse

from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.values import whole

_MOST_JOBS = 256


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is made though it is up to date or is not made at all; how many processes work, and where."""
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only say what would be made, and why, and make nothing")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("make everything anew, even what is up to date")
    )
    group = parser.add_argument_group(_("who does the work"))
    group.add_argument(
        "--jobs",
        metavar="N",
        type=whole(1, _MOST_JOBS),
        help=_("how many processes; else one for each core; 1: this one alone, without limits"),
    )
    group.add_argument("--executor", metavar="dask://HOST:PORT", help=_("have a Dask cluster set the pages"))
