"""A bar or a spinner while something takes its time; only for people who watch a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager


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


class Bar:
    """What is being done now, of so many things; seen once something takes its time.

    Shown only on a terminal and if there is more than one thing to do. Else nothing is printed, and rich
    is not even imported.
    """

    def __init__(self, total: int, *, is_wanted: bool) -> None:
        self._total = total
        self._is_wanted = is_wanted and total > 1 and sys.stderr.isatty()
        self._begun = -1
        self._text = ""
        self._move: Callable[[], None] | None = None
        self._screen = ExitStack()

    def __call__(self, text: str) -> None:
        """The next thing begins, and it takes its time."""
        self.pass_on(text)
        self.show()

    def pass_on(self, text: str) -> None:
        """The next thing begins, and may be done at once."""
        self._begun += 1
        self._text = text
        if self._move:
            self._move()

    def show(self) -> None:
        """What has begun takes its time."""
        if self._is_wanted and self._move is None:
            self._move = self._opened()

    def close(self) -> None:
        """Take the bar off the screen."""
        self._screen.close()

    def _opened(self) -> Callable[[], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        words = TextColumn("{task.description}", markup=False)
        columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), words)
        # A result that is redirected must not end up in the terminal with the bar.
        console, redirects = Console(stderr=True), sys.stdout.isatty()
        bar = self._screen.enter_context(
            Progress(*columns, console=console, transient=True, redirect_stdout=redirects)
        )
        task = bar.add_task(self._text, total=self._total, completed=self._begun)
        return lambda: bar.update(task, description=self._text, completed=self._begun)


@contextmanager
def progress(total: int, *, is_wanted: bool = True) -> Iterator[Bar]:
    """A bar that is told what is being done, and moves on with each thing."""
    with closing(Bar(total, is_wanted=is_wanted)) as bar:
        yield bar
