"""`infobrief check`: errors and hints, without laying out pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from infobrief_pdf.build import Workspace
from infobrief_pdf.cli.language import ngettext
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import issue_name, issues, strays, workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused, Severity


def run(options: argparse.Namespace, report: Report) -> None:
    """Check each issue; one that is wrong does not keep the others from being checked.

    JSON: `checked`, a list of `issue` and `ok`.
    """
    space = workspace(options, options.issues)
    paths = issues(space.folder, options.issues)
    found = strays(space.folder, options.issues)
    report.set("checked", [])
    with progress(len(paths)) as step:
        for path in paths:
            name = issue_name(space.folder, path)
            step(name)
            problems = _problems(options, space, path)
            report.add("checked", {"issue": name, "ok": not any(map(_is_error, problems))})
            found += problems
    report.problems(found)
    checked = ngettext("{count} issue checked", "{count} issues checked", len(paths)).format(count=len(paths))
    report.line(f"{checked}: {report.count()}")


def _problems(options: argparse.Namespace, space: Workspace, path: Path) -> tuple[Diagnostic, ...]:
    try:
        return space.check(path, layout=options.layout)
    except Refused as refusal:
        return refusal.diagnostics


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR
