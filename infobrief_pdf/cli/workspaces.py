"""Finding the workspace and the issues that the arguments mean."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf import storage
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, refuse

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace

_LONGEST_NAME: Final = 200


def workspace(options: argparse.Namespace, files: Sequence[str] = ()) -> Workspace:
    """The workspace that was named, or the nearest above the current folder, or above the first file.

    Raises `Refused` if there is none.
    """
    from infobrief_pdf.build import Workspace  # what only looks for files does without

    return Workspace(folder(options, files))


def home(options: argparse.Namespace, files: Sequence[str] = ()) -> Path:
    """The folder of the workspace. Raises `Refused` if there is none."""
    return storage.home(folder(options, files))


def folder(options: argparse.Namespace, files: Sequence[str] = ()) -> Path:
    """The folder of the workspace; the current one if nothing looks like a workspace."""
    if named := getattr(options, "workspace", None):
        return Path(named)
    here = Path.cwd()
    for start in (here, *(here / file for file in files[:1])):
        for candidate in (start, *start.parents):
            if _is_workspace(candidate):
                return candidate
    return here


def issues(home: Path, names: Sequence[str]) -> list[Path]:
    """The files of the issues that were named, alone or by a series, a year or a folder, each once; else all.

    Raises `Refused` for everything that names none.
    """
    if not names:
        found = storage.issue_files(home)
        if not found:
            empty = Diagnostic("workspace-empty", None, {"folder": home.resolve().name})
            raise Refused([*strays(home, names), empty])
        return list(found)
    paths: dict[Path, Path] = {}
    problems: list[Diagnostic] = []
    for name in names:
        try:
            for path in _issues(home, name):
                paths.setdefault(path.resolve(), path)
        except Refused as refusal:
            problems += refusal.diagnostics
    if problems:
        raise Refused(problems)
    return list(paths.values())


def series_of_year(home: Path, year: int) -> tuple[str, ...]:
    """The series that have issues of a year, in YAML or as PDF."""
    files = (path for path in (home / "issues").glob(f"*/{year}/volume.yaml") if path.is_file())
    found = (path.parts[-3] for path in (*storage.issue_files(home), *files) if path.parts[-2] == str(year))
    return tuple(sorted(dict.fromkeys(found)))


def years_of(home: Path) -> list[tuple[str, str]]:
    """Every series with each year that it has issues of."""
    return list(dict.fromkeys((path.parts[-3], path.parts[-2]) for path in storage.issue_files(home)))


def strays(home: Path, names: Sequence[str]) -> list[Diagnostic]:
    """Hints for files that look like issues and are not read, unless certain issues were asked for."""
    return [
        Diagnostic(
            "issue-name-ignored" if stray.is_in_its_place else "issue-folder-ignored",
            Place(storage.shown(stray.path, home)),
            {"expected": stray.expected},
        )
        for stray in (() if names else storage.strays(home))
    ]


def issue_name(home: Path, path: Path) -> str:
    """`migration/2018/02`, as issues are named on the command line; the path of one that lies elsewhere."""
    shown = storage.shown(path, home)
    return shown.removeprefix("issues/").removesuffix(".yaml") if shown.startswith("issues/") else shown


def readable(path: Path) -> str:
    """A path as people name it: from the current folder where it lies below, else as it is."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def _issues(home: Path, name: str) -> list[Path]:
    """The issue of a name, or all issues below a folder."""
    try:
        folders = [each for each in _candidates(home, name) if name and each.is_dir()]
        found = next(filter(None, (_below(home, folder) for folder in folders)), [])
        if folders and not found:
            raise refuse("folder-without-issues", None, folder=name[:_LONGEST_NAME])
        return found or [_no_pdf(storage.find_issue(home, name))]
    except (OSError, ValueError):
        pass
    except Refused as refusal:
        if refusal.diagnostics[0].code != "issue-missing":
            raise
    from difflib import get_close_matches

    known = [issue_name(home, path) for path in storage.issue_files(home)]
    bare = name.removeprefix("issues/").removesuffix(".yaml")[:_LONGEST_NAME]
    series = sorted({each.partition("/")[0] for each in known})
    suggestion = next(iter(get_close_matches(bare, [*known, *series], 1)), "")
    nearest = ", ".join(storage.nearest(home, bare)) or "–"
    raise refuse("issue-missing", None, issue=name[:_LONGEST_NAME], suggestion=suggestion, known=nearest)


def _no_pdf(path: Path) -> Path:
    """The file of an issue. Raises `Refused` if it is a finished one."""
    with path.open("rb") as stream:
        if stream.read(5) == b"%PDF-":
            raise refuse("issue-is-pdf", Place(readable(path)), file=readable(path))
    return path


def _candidates(home: Path, name: str) -> tuple[Path, ...]:
    return Path(name), home / name, home / "issues" / name


def _below(home: Path, folder: Path) -> list[Path]:
    root = folder.resolve()
    return [path for path in storage.issue_files(home) if path.resolve().is_relative_to(root)]


def surrounding(folder: Path) -> Path | None:
    """The workspace with at least one series that a folder is or lies in."""
    absolute = folder.absolute()
    for candidate in (absolute, *absolute.parents):
        try:
            if any((candidate / "issues").glob("*/series.yaml")):
                return candidate
        except OSError:
            continue
    return None


def _is_workspace(folder: Path) -> bool:
    try:
        return (folder / "issues").is_dir()
    except OSError:
        return False
