"""Chromium without a window, printing the HTML of the year; from the system's packages, not from ours."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.process import Once, run

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def program() -> str | None:
    """Where it is, if it is installed."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def missing() -> str:
    """Why it cannot be measured here; empty if it can."""
    return "" if program() else "not installed (Debian: apt-get install chromium)"


def printing(page: Path, folder: Path) -> Once:
    """One process that prints one document; without the sandbox for the superuser, to whom it is refused."""
    target = folder / "year.pdf"
    command = [
        program() or "",
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={target}",
        page.as_uri(),
    ]
    return lambda: replace(run(command), size=target.stat().st_size)
