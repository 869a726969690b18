"""What pages depend on beside their inputs: this program, what it ships, its libraries, Python."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from infobrief_pdf import storage
from infobrief_pdf.cache.survey import installed

_PACKAGE: Final = Path(storage.__file__).parent


@cache
def identity() -> dict[str, str]:
    """Parts by name, each with a version or a digest: the same everywhere means the same pages."""
    own = (path for path in storage.tree(_PACKAGE) if _is_program(path))
    found = {"infobrief-pdf": _digest(own, _PACKAGE)}
    for name in ("layouts", "fonts"):
        found[name] = _digest(storage.tree(storage.shipped(name)), storage.shipped(name))
    found["Python"] = ".".join(platform.python_version_tuple()[:2])
    for distribution in installed():
        library, _, version = distribution.partition("-")
        found[library] = version
    return found


def _is_program(path: Path) -> bool:
    """Whether a file of the package may change pages and is not looked at apart."""
    return path.suffix not in (".pyc", ".mo", ".po") and "_shipped" not in path.parts


def _digest(paths: Iterable[Path], root: Path) -> str:
    """One for files and their names."""
    parts = (
        f"{path.relative_to(root).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n" for path in paths
    )
    return sha256("".join(parts).encode()).hexdigest()
