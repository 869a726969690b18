"""Work in processes: a year to do, pools of processes that do it, and the command in a process of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infobrief_pdf import Workspace
from infobrief_pdf.work import Limits, Task, Whole
from infobrief_pdf.work.pool import Pool
from infobrief_pdf.work.worker import Perform
from tests.support.workspace import workspace
from tests.support.years import FOLDER, issue

ROOT = Path(__file__).parent.parent.parent
CLI = "import sys; from infobrief_pdf.cli import main; sys.exit(main())"
NUMBERS = (1, 2, 3)
FAST = Limits(seconds=1.5, memory=300_000_000)


def three_issues(folder: Path) -> Workspace:
    """A year of three issues of several pages, in a layout and with a picture of their own."""
    files: dict[str, str | bytes] = {
        f"{FOLDER}/{number:02}.yaml": issue(number, paragraphs=number * 12) for number in NUMBERS
    }
    files["layouts/mine/own.css"] = ".article-title { letter-spacing: 0.01em }"
    return Workspace(workspace(folder, files))


def whole(number: int) -> Task:
    return Task(f"{FOLDER}/{number:02}.yaml", Whole("screen"))


@contextmanager
def pool(space: Workspace, jobs: int, do: Perform, limits: Limits = FAST) -> Iterator[Pool]:
    made = Pool(space, jobs, limits, perform=do)
    try:
        yield made
    finally:
        made.shutdown(wait=False)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "this takes too long"
        time.sleep(0.02)
