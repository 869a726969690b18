"""Faults of the program itself: one sentence for the user, the details in a file."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from infobrief_pdf import __version__
from infobrief_pdf.diagnostics import Diagnostic

_LONGEST_CAUSE: Final = 200


def describe(error: Exception) -> Diagnostic:
    """Write the details of an error into the user's cache folder; the diagnostic that names the file.

    With `INFOBRIEF_DEBUG=1` the details are printed, too.
    """
    details = "".join(traceback.format_exception(error))
    if os.environ.get("INFOBRIEF_DEBUG") == "1":
        print(details, file=sys.stderr)
    words = " ".join(str(error).split())
    cause = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return Diagnostic("internal", None, {"cause": cause[:_LONGEST_CAUSE], "file": _written(details)})


def _written(details: str) -> str:
    """The file that holds the details, or a dash if none could be written."""
    from infobrief_pdf.storage import cache_folder

    now = datetime.now(UTC)
    machine = f"Python {platform.python_version()}, {platform.platform()}"
    head = f"infobrief-pdf {__version__}, {machine}, {now:%Y-%m-%d %H:%M:%S} UTC"
    try:
        path = cache_folder() / f"error-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        path.write_text(f"{head}\n{' '.join(sys.argv)}\n\n{details}", encoding="utf-8", errors="replace")
    except Exception:
        return "–"
    return _from_home(path)


def _from_home(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)
