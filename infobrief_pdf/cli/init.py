"""`infobrief init`: a new workspace."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from infobrief_pdf import scaffold, storage
from infobrief_pdf.cli.language import N_, _, spoken
from infobrief_pdf.cli.new import today
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import readable, surrounding
from infobrief_pdf.diagnostics import refuse

_FOLDERS: Final = frozenset({"fonts", "issues", "layouts", "output"})
_FIRST_SERIES: Final = N_("Newsletter")
"""What the first series is called if the user does not say."""


def run(options: argparse.Namespace, report: Report) -> None:
    """Write the files of a workspace; none that exists is touched.

    JSON: `written`, a list of paths.
    """
    if home := _is_taken_by(options.folder):
        raise refuse("workspace-exists", None, folder=home.name)
    files = scaffold.workspace(
        options.series or _(_FIRST_SERIES), today(), spoken(), with_layout=options.layout
    )
    kept = [path for path in files if _may_stay(path) and (options.folder / path).exists()]
    written = storage.write_tree(
        options.folder, {path: text.encode() for path, text in files.items() if path not in kept}
    )
    report.set("written", [str(path) for path in written])
    for path in written:
        report.line(_("written: {file}").format(file=readable(path)))
    for name in kept:
        report.line(_("left as it was: {file}").format(file=readable(options.folder / name)))
    report.line()
    report.line(_("Next: fill in series.yaml and the first issue, then run `infobrief build`."))


def _is_taken_by(folder: Path) -> Path | None:
    """The workspace that a folder belongs to; a new folder beside its own ones does not."""
    home = surrounding(folder)
    if home is None or folder.is_dir():
        return home
    return home if folder.absolute().relative_to(home).parts[0] in _FOLDERS else None


def _may_stay(path: str) -> bool:
    """A note for the reader and schemas may exist already; a series or issue of that name may not."""
    return path.endswith((".md", ".schema.json"))
