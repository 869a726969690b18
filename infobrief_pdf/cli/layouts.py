"""`infobrief layouts`: which layouts there are."""

from __future__ import annotations

import argparse

from infobrief_pdf.cli.report import Report, styled
from infobrief_pdf.cli.workspaces import workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused


def run(options: argparse.Namespace, report: Report) -> None:
    """List the layouts; one that is broken does not hide the others.

    JSON: `layouts`, a list of `name`, `description`, `chain` (from the layout to its base) and `folder`.
    """
    space = workspace(options)
    report.set("layouts", [])
    problems: list[Diagnostic] = []
    for name, folder in space.layouts().items():
        try:
            packs = space.chain(name)
        except Refused as refusal:
            problems += refusal.diagnostics
            continue
        description = packs[0].content.description or ""
        chain = [pack.name for pack in packs]
        report.add(
            "layouts", {"name": name, "description": description, "chain": chain, "folder": str(folder)}
        )
        report.line(styled(" → ".join(chain), "place"))
        if description:
            report.line(f"  {description}")
    report.problems(problems)
