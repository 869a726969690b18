"""An issue lies where its series, year and number say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Issue
from infobrief_pdf.model.texts import Key


def misplaced(issue: Issue, path: str, locate: Callable[[Key, int], Place]) -> list[Diagnostic]:
    """What of `issues/<series>/<year>/<number>.yaml` does not agree with the issue's own fields.

    `path` is shown from the workspace; an issue outside a folder `issues` may lie anywhere.
    """
    parts = PurePosixPath(path).parts
    if len(parts) < 4 or parts[-4] != "issues":
        return []
    expected = f"issues/{issue.series}/{issue.year}/{issue.number:02}.yaml"
    agrees = {
        "series": parts[-3] == issue.series,
        "number": parts[-1] == f"{issue.number:02}.yaml",
        "year": parts[-2] == str(issue.year),
    }
    return [
        Diagnostic(
            "issue-elsewhere",
            locate((field,), 0),
            {"field": field, "value": getattr(issue, field), "path": path, "expected": expected},
        )
        for field, is_right in agrees.items()
        if not is_right
    ]
