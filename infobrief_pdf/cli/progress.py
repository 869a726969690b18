"""A bar or a spinner while something takes its time; only for people who watch a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def waiting(text: str, *, is_wanted: bool = True) -> Iterator[None]:
    """A sign of life while something takes seconds; shown only on a terminal."""
    if not (is_wanted and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console
    from rich.status import Status

    with Status(text, console=Console(stderr=True)):
        yield


@contextmanager
def progress(total: int, *, is_wanted: bool = True) -> Iterator[Callable[[str], None]]:
    """A function that tells what is being done now; the bar moves on with each call.

    Shown only on a terminal and if there is more than one thing to do. Else nothing is printed, and rich
    is not even imported.
    """
    if not (is_wanted and total > 1 and sys.stderr.isatty()):
        yield lambda text: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
    )
    # A result that is redirected must not end up in the terminal with the bar.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    ) as bar:
        task = bar.add_task("", total=total)
        begun = 0

        def step(text: str) -> None:
            nonlocal begun
            bar.update(task, description=text, completed=begun)
            begun += 1

        yield step
