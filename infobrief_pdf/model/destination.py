"""Where products go."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Destination(NamedTuple):
    """Where products go: a folder and, if one file was asked for, its name."""

    folder: Path
    file: str | None

    @property
    def path(self) -> Path:
        """The file or the folder that was asked for."""
        return self.folder / self.file if self.file else self.folder


def destination(workspace: Path, output: Path | str | None) -> Destination:
    """A folder or a `.pdf` file that was asked for, else the workspace's `output`.

    >>> destination(Path("a"), None).folder.as_posix(), destination(Path("a"), "b/c.pdf").file
    ('a/output', 'c.pdf')
    """
    chosen = Path(output) if output is not None else workspace / "output"
    is_file = chosen.suffix.lower() == ".pdf"
    return Destination(chosen.parent, chosen.name) if is_file else Destination(chosen, None)
