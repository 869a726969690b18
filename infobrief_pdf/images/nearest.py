"""Which picture was probably meant by a name that no file has."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Final

_ADDRESS: Final = re.compile(r"(?:https?:)?//|www\.|data:", re.IGNORECASE)
_ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".svg"})
_MOST_FILES: Final = 2000


def is_address(file: str) -> bool:
    """Whether a picture is named by an address of the internet instead of by a file."""
    return bool(_ADDRESS.match(file))


def nearest_file(folder: Path, file: str) -> str | None:
    """The picture below `folder` whose name is nearest to `file`: other case, ending or folder, a slip.

    Named as an issue names it, with forward slashes. None if no picture comes near.
    """
    known = _pictures(folder)
    name = file.replace("\\", "/").rpartition("/")[2].lower()
    by_name = {path.rpartition("/")[2].lower(): path for path in reversed(known)}
    by_stem = {each.rpartition(".")[0]: path for each, path in by_name.items()}
    stem = name.rpartition(".")[0] or name
    if found := by_name.get(name) or by_stem.get(stem) or by_stem.get(name):
        return found
    close = get_close_matches(stem[:100], by_stem, 1, cutoff=0.75)
    return by_stem[close[0]] if close else None


def _pictures(folder: Path) -> list[str]:
    found: list[str] = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(where, name)
            if path.suffix.lower() in _ENDINGS and path.is_file():
                found.append(path.relative_to(folder).as_posix())
        if len(found) > _MOST_FILES:
            break
    return found
