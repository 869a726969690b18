"""Which type faces there are, which characters they have, and a fontconfig that names only them.

Faces come from the package and from the workspace, never from the machine: the same pages everywhere.
Reading the character maps of the shipped faces takes longer than setting a page, so `fonts/index.json`
carries them (made by `tools/font_index.py`, held fresh by a test); faces of a workspace are read as found.
"""

from __future__ import annotations

import io
import json
import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from infobrief_pdf.diagnostics import Place, refuse
from infobrief_pdf.diagnostics.reasons import FOREIGN_LINK, NO_FONT, NO_TABLE, because, of_system

INDEX: Final = "index.json"
_ENDINGS: Final = (".ttf", ".otf")
logging.getLogger("fontTools").addHandler(logging.NullHandler())  # it remarks on every oddity of a font
_INVISIBLE: Final = frozenset(
    (0x09, 0x0A, 0x0D, 0xAD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F))
) | frozenset((*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)))
"""Without a glyph of their own: blanks that break lines, joiners, marks, directions, variation selectors."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its family and the code points it covers, as inclusive ranges."""

    file: str
    families: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Fonts:
    """All faces that a build may use; `folders` are searched by fontconfig."""

    folders: tuple[Path, ...]
    faces: tuple[Face, ...]

    @cached_property
    def families(self) -> frozenset[str]:
        """Every family name."""
        return frozenset(family for face in self.faces for family in face.families)

    @cached_property
    def _coverage(self) -> Mapping[str, frozenset[int]]:
        coverage: dict[str, set[int]] = {}
        for face in self.faces:
            for family in face.families:
                known = coverage.setdefault(family, set())
                for first, last in face.ranges:
                    known.update(range(first, last + 1))
        return {family: frozenset(known) for family, known in coverage.items()}

    def missing(self, text: str, families: Iterable[str]) -> list[tuple[int, str]]:
        """Offset and character of each character that none of the families covers, first ones only."""
        covered = _INVISIBLE.union(*(self._coverage.get(family, frozenset()) for family in families))
        found: dict[str, int] = {}
        for character in set(text):
            if ord(character) not in covered:
                found[character] = text.index(character)
        return sorted((offset, character) for character, offset in found.items())


def inventory(folders: Sequence[Path]) -> Fonts:
    """The faces of some folders and the folders below them. Raises `Refused` for a broken font file."""
    faces: list[Face] = []
    existing = tuple(folder for folder in folders if folder.is_dir())
    for folder in existing:
        index = folder / INDEX
        known = _indexed(index) if index.is_file() else None
        faces += scanned(folder) if known is None else known
    return Fonts(existing, tuple(faces))


def scanned(folder: Path) -> list[Face]:
    """The faces of a folder, read from the font files themselves."""
    root = folder.resolve()
    faces = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            raise refuse("font-broken", Place(f"fonts/{name}"), cause=FOREIGN_LINK)
        if path.suffix.lower() in _ENDINGS and path.is_file():
            faces.append(_read(path, name))
    return faces


def permissions(path: Path) -> int:
    """What a font file says of passing it on: `fsType` of its table OS/2, all bits set if it has none."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(path.read_bytes()), lazy=True) as font:
        table: Any = font.get("OS/2")
        return 0xFFFF if table is None else int(table.fsType)


def index_text(faces: Sequence[Face]) -> str:
    """The contents of `index.json`."""
    rows = (
        json.dumps({"file": face.file, "families": face.families, "ranges": face.ranges}, ensure_ascii=False)
        for face in faces
    )
    return "[\n" + ",\n".join(rows) + "\n]\n"


def fontconfig(fonts: Fonts, cache_folder: Path) -> str:
    """A fontconfig configuration that knows only these faces (fonts-conf(5)).

    No alias, no default family and no system folder: a family that nobody has stays unknown.
    """
    faces = sha256("".join(map(_stamp, fonts.folders)).encode()).hexdigest()[:16]
    folders = "".join(f"  <dir>{escape(str(folder))}</dir>\n" for folder in fonts.folders)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"  <!-- {faces} -->\n"
        f"{folders}  <cachedir>{escape(str(cache_folder))}</cachedir>\n"
        "  <config><rescan><int>0</int></rescan></config>\n</fontconfig>\n"
    )


def _stamp(folder: Path) -> str:
    """What changes when a font file of a folder does: another set of fonts is another configuration."""
    files = (path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS)
    states = sorted((path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return repr(states)


def _indexed(index: Path) -> list[Face] | None:
    """The faces that an index names; None for one that is not about the files beside it."""
    try:
        rows = json.loads(index.read_text("utf-8"))
        faces = [
            Face(row["file"], tuple(row["families"]), tuple((first, last) for first, last in row["ranges"]))
            for row in rows
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    found = {
        path.relative_to(index.parent).as_posix()
        for path in index.parent.rglob("*")
        if path.suffix.lower() in _ENDINGS
    }
    return faces if found == {face.file for face in faces} else None


def _read(path: Path, name: str) -> Face:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(path.read_bytes()), lazy=True) as font:
            names = font["name"]
            families = dict.fromkeys(names.getDebugName(number) for number in (16, 1))
            code_points = sorted(font.getBestCmap() or ())
    except OSError as error:
        raise refuse(
            "font-broken", Place(f"fonts/{name}"), cause=of_system(error) if error.errno else NO_FONT
        ) from None
    except KeyError:
        raise refuse("font-broken", Place(f"fonts/{name}"), cause=NO_TABLE) from None
    except Exception as error:  # fontTools raises anything at all for a broken file
        is_strange = "Not a TrueType" in str(error)
        why = because(error) | ({"cause": NO_FONT} if is_strange else {})
        raise refuse("font-broken", Place(f"fonts/{name}"), **why) from None
    return Face(name, tuple(family for family in families if family), tuple(_ranges(code_points)))


def _ranges(code_points: Sequence[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for code_point in code_points:
        if ranges and ranges[-1][1] == code_point - 1:
            ranges[-1] = (ranges[-1][0], code_point)
        else:
            ranges.append((code_point, code_point))
    return ranges
