"""`infobrief editions`: which forms of an issue can be made."""

from __future__ import annotations

import argparse

from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.report import Report, styled
from infobrief_pdf.model.edition import EDITIONS


def run(options: argparse.Namespace, report: Report) -> None:
    """List the editions.

    JSON: `editions`, a list of `name` and `description`.
    """
    for edition in EDITIONS.values():
        sentence = _(edition.sentence)
        report.add("editions", {"name": edition.name, "description": sentence})
        report.line(f"{styled(edition.name, 'place')}\n  {sentence}")
