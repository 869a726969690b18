"""Finding the workspace and the issues that the arguments mean."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from infobrief_pdf import storage
from infobrief_pdf.build import Workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse

_LONGEST_NAME: Final = 200


def workspace(options: argparse.Namespace, files: Sequence[str] = ()) -> Workspace:
    """The workspace that was named, or the nearest above the current folder, or above the first file.

    Raises `Refused` if there is none.
    """
    return Workspace(folder(options, files))


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


def issues(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The files of the issues that were named, each once, or of all.

    Raises `Refused` for everything that names none.
    """
    if not names:
        found = workspace.issues()
        if not found:
            raise refuse("workspace-empty", None, folder=workspace.folder.resolve().name)
        return list(found)
    paths: dict[Path, Path] = {}
    problems: list[Diagnostic] = []
    for name in names:
        try:
            path = _issue(workspace, name)
            paths.setdefault(path.resolve(), path)
        except Refused as refusal:
            problems += refusal.diagnostics
    if problems:
        raise Refused(problems)
    return list(paths.values())


def issue_name(workspace: Workspace, path: Path) -> str:
    """`migration/2018/02`, as issues are named on the command line; the path of one that lies elsewhere."""
    shown = storage.shown(path, workspace.folder)
    return shown.removeprefix("issues/").removesuffix(".yaml") if shown.startswith("issues/") else shown


def readable(path: Path) -> str:
    """A path as people name it: from the current folder where it lies below, else as it is."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def _issue(workspace: Workspace, name: str) -> Path:
    try:
        for candidate in (Path(name), workspace.folder / name, workspace.folder / "issues" / name):
            if name and candidate.is_dir():
                raise refuse("file-is-folder", None, file=name)
        return storage.find_issue(workspace.folder, name)
    except (OSError, ValueError):
        pass
    except Refused as refusal:
        if refusal.diagnostics[0].code != "issue-missing":
            raise
    known = [issue_name(workspace, path) for path in workspace.issues()]
    bare = name.removeprefix("issues/").removesuffix(".yaml")[:_LONGEST_NAME]
    suggestion = next(iter(get_close_matches(bare, known, 1)), "")
    raise refuse("issue-missing", None, issue=name[:_LONGEST_NAME], suggestion=suggestion)


def _is_workspace(folder: Path) -> bool:
    try:
        return (folder / "issues").is_dir()
    except OSError:
        return False
