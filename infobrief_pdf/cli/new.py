"""`infobrief new`: the next issue of a series."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from infobrief_pdf import scaffold, source, storage, validate
from infobrief_pdf.build import Workspace
from infobrief_pdf.cli.language import _, spoken
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import readable, workspace
from infobrief_pdf.diagnostics import refuse

_HIGHEST: Final = 999
"""The highest number of an issue."""


def run(options: argparse.Namespace, report: Report) -> None:
    """Write the next issue, and what it needs that is not there yet: the series, the schemas.

    JSON: `written`, a list of paths; `issue`, the path of the new issue.
    """
    space = workspace(options)
    folder = scaffold.identifier(options.series)
    day = options.date or today()
    year = options.year or day.year
    number = _number(space, folder, year, options.number)
    files: dict[str, str] = {}
    language = spoken()
    if (home := space.folder / "issues" / folder / "series.yaml").is_file():
        language = validate.series(source.read(home, storage.shown(home, space.folder))).language
    else:
        if not options.new_series:
            _refuse_a_slip(space, folder)
        files |= scaffold.series(options.series, language)
    files |= scaffold.issue(folder, number, year, day, language)
    schemas = scaffold.schemas(with_layout=False)
    files |= {path: text for path, text in schemas.items() if not (space.folder / path).exists()}
    written = storage.write_tree(space.folder, {path: text.encode() for path, text in files.items()})
    report.set("issue", scaffold.issue_path(folder, number, year))
    report.set("written", [str(path) for path in written])
    for path in written:
        report.line(_("written: {file}").format(file=readable(path)))


def today() -> date:
    """Today, or the day of `SOURCE_DATE_EPOCH` (reproducible-builds.org) where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def _number(space: Workspace, series: str, year: int, wanted: int | None) -> int:
    """The number that is wanted, or the one after the last of the year. Raises `Refused` if it is taken."""
    taken = {
        int(path.stem): path
        for path in space.issues()
        if (path.parts[-3], path.parts[-2]) == (series, str(year))
    }
    number = wanted or max(taken, default=0) + 1
    if number in taken:
        raise refuse("number-taken", None, number=number, year=year, file=readable(taken[number]))
    if number > _HIGHEST:
        raise refuse("number-taken", None, number=_HIGHEST, year=year, file=readable(taken[_HIGHEST]))
    return number


def _refuse_a_slip(space: Workspace, series: str) -> None:
    """A new series may be a slip of the pen, or a name that was cut short.

    `rundbrief-nord` beside `rundbrief` is neither.
    """
    names = [path.parent.name for path in _series_files(space.folder)]
    known = [name for name in names if not series.startswith(f"{name}-")]
    cut_short = [name for name in known if name.startswith(f"{series}-")]
    if similar := cut_short or get_close_matches(series, known, 1, cutoff=0.75):
        raise refuse("series-similar", None, series=series, other=similar[0])


def _series_files(folder: Path) -> list[Path]:
    return sorted((folder / "issues").glob("*/series.yaml"))
