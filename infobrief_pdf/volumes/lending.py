"""Typefaces of the workspace that a volume is set in: which may travel inside it, which stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infobrief_pdf import fonts, storage
from infobrief_pdf.model import Layout
from infobrief_pdf.volumes.placed import Files

_FONTS: Final = "fonts"
_MEDIA_TYPES: Final = {".ttf": "font/ttf", ".otf": "font/otf"}
_LICENCE: Final = re.compile(r"(?:ofl|ufl|licen[cs]e|copying).*?(?:\.txt|\.md)?", re.IGNORECASE)
_LARGEST_LICENCE: Final = 200_000
_FREE: Final = re.compile(
    r"SIL\s+Open\s+Font\s+License|Apache\s+License|Ubuntu\s+Font\s+Licence|GUST\s+Font\s+License|"
    r"Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge",
    re.IGNORECASE,
)
"""What licences say that allow to pass a typeface on."""

_RESTRICTED: Final = 0x000F
"""Bits of `fsType` in the table OS/2 that are all zero for “installable embedding” (OpenType 1.9)."""


@dataclass(frozen=True)
class Lent:
    """Own typefaces: the files that travel, by their path in the workspace, and the families that stay."""

    files: Files
    staying: tuple[str, ...] = ()


def lent(workspace: Path, layout: Layout) -> Lent:
    """The typefaces of the workspace that a layout names, with the licences beside them.

    A family travels as a whole: its files may be passed on by a free licence beside them, or say themselves
    that they may be installed by whoever receives them.
    """
    folder = (workspace / _FONTS).resolve()
    if not folder.is_dir() or folder == storage.shipped(_FONTS).resolve():
        return Lent({})
    named = {family for families in layout.tokens.families.values() for family in families}
    of: dict[str, list[Path]] = {}
    for face in fonts.scanned(folder):
        for family in named.intersection(face.families):
            of.setdefault(family, []).append(folder / face.file)
    staying = {family for family, paths in of.items() if not all(map(_may_travel, paths))}
    files: Files = {}
    for family in sorted(of.keys() - staying):
        for path in of[family]:
            files |= {_name(path, folder): (_MEDIA_TYPES[path.suffix.lower()], path.read_bytes())}
            files |= {
                _name(each, folder): ("text/plain", each.read_bytes()) for each in _licences(path.parent)
            }
    return Lent(dict(sorted(files.items())), tuple(sorted(staying)))


def _name(path: Path, folder: Path) -> str:
    return f"{_FONTS}/{path.relative_to(folder).as_posix()}"


def _may_travel(path: Path) -> bool:
    return any(_FREE.search(each.read_text("utf-8", "replace")) for each in _licences(path.parent)) or (
        fonts.permissions(path) & _RESTRICTED == 0
    )


def _licences(folder: Path) -> Iterator[Path]:
    """The licences in a folder."""
    for path in sorted(folder.iterdir()):
        if _LICENCE.fullmatch(path.name) and path.is_file() and path.stat().st_size <= _LARGEST_LICENCE:
            yield path
