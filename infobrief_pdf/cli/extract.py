"""`infobrief extract`: the source of an issue, out of its PDF."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from infobrief_pdf import pdf, storage
from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import readable
from infobrief_pdf.diagnostics import Refused, refuse
from infobrief_pdf.sources import MANIFEST, TYPEFACES

_LONGEST_PATH: Final = 400
_LONGEST_NAME: Final = 80
_MOST_NAMES: Final = 20
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|\ud800-\udfff]")


def run(options: argparse.Namespace, report: Report) -> None:
    """Write the files that travel inside a PDF to where its manifest says; none that exists is touched.

    JSON: `written`, a list of paths; `typefaces`, the names of those that do not travel inside.
    """
    shown = options.file.name
    attachments = pdf.attachments(options.file)
    paths = _paths(attachments, shown)
    folder = options.output or options.file.with_suffix("")
    files = {path: attachments[name] for name, path in paths.items()}
    try:
        written = storage.write_tree(folder, files)
    except Refused as refusal:
        raise _named_in_full(refusal, readable(folder)) from None
    report.set("written", [str(path) for path in written])
    absent = _absent(attachments)
    report.set("typefaces", absent)
    for path in written:
        report.line(_("written: {file}").format(file=readable(path)))
    for name in absent:
        report.line(
            _("To make the same pages, put the typeface {name} into {folder}.").format(
                name=name, folder=readable(folder / "fonts")
            )
        )


def _paths(attachments: Mapping[str, bytes], shown: str) -> dict[str, str]:
    """Where each attachment belongs. Raises `Refused` if the manifest is missing, broken or malicious."""
    try:
        manifest = json.loads(attachments[MANIFEST])
        named = {str(name): str(path) for name, path in manifest["files"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise refuse("pdf-without-source", None, file=shown) from None
    if not named or not named.keys() <= attachments.keys():
        raise refuse("pdf-without-source", None, file=shown)
    for name, path in named.items():
        if not _is_safe(path):
            raise refuse("pdf-path-unsafe", None, name=name[:_LONGEST_PATH], path=path[:_LONGEST_PATH])
    return named


def _absent(attachments: Mapping[str, bytes]) -> list[str]:
    """The typefaces that the pages were set in and that do not travel inside."""
    named = json.loads(attachments[MANIFEST]).get(TYPEFACES, [])
    names = named if isinstance(named, list) else []
    return [_UNSAFE.sub("", name)[:_LONGEST_NAME] for name in names[:_MOST_NAMES] if isinstance(name, str)]


def _is_safe(path: str) -> bool:
    """Whether a path stays below the folder on every system."""
    steps = path.split("/")
    return (
        0 < len(path) <= _LONGEST_PATH
        and not _UNSAFE.search(path)
        and not PurePosixPath(path).is_absolute()
        and not any(step in ("", ".", "..") or step.endswith((".", " ")) for step in steps)
    )


def _named_in_full(refusal: Refused, folder: str) -> Refused:
    """`storage` names files from the folder; here the folder matters, for it may be an unexpected one."""
    problem = refusal.diagnostics[0]
    if problem.code != "file-exists":
        return refusal
    return refuse("file-exists", None, file=f"{folder}/{problem.values['file']}")
