"""`infobrief schema`: what editors complete fields from."""

from __future__ import annotations

import argparse

from infobrief_pdf import scaffold, storage
from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import readable, workspace
from infobrief_pdf.scaffold import Kind


def run(options: argparse.Namespace, report: Report) -> None:
    """Print one schema, or write all of them (or the one that was named) into the workspace.

    JSON: `written`, a list of paths; without `--write`: `schema`.
    """
    if not options.write:
        kind: Kind = options.kind or "issue"
        report.set("schema", scaffold.schema(kind))
        report.line(scaffold.schema_text(kind).rstrip("\n"))
        return
    folder = workspace(options).folder
    kinds: tuple[Kind, ...] = (options.kind,) if options.kind else tuple(scaffold.SCHEMA_PATHS)
    for kind in kinds:
        path = folder / scaffold.SCHEMA_PATHS[kind]
        if kind == "layout" and not options.kind and not path.parent.is_dir():
            continue
        storage.write_whole(path, scaffold.schema_text(kind).encode())
        report.add("written", str(path))
        report.line(_("written: {file}").format(file=readable(path)))
