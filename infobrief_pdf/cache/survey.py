"""The digests of inputs as they are now. Each is taken once: a survey is as old as its first look."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from infobrief_pdf import storage
from infobrief_pdf.cache.stamps import Stamps
from infobrief_pdf.plan import MISSING
from infobrief_pdf.version import __version__

_MANIFEST: Final = "layout.yaml"
_DEEPEST: Final = 16
_NOT_OF_THE_PROGRAM: Final = frozenset({"__pycache__", "_shipped", "locale"})
"""Of the package: typefaces and layouts are inputs of their own, sentences are filled when they are shown."""

_BUILT_ON: Final = frozenset(
    (
        "annotated_types", "brotli", "cffi", "cssselect2", "defusedxml", "fonttools", "jinja2", "lxml",
        "markdown_it_py", "markupsafe", "mdit_py_plugins", "mdurl", "pikepdf", "pillow", "pydantic",
        "pydantic_core", "pydyf", "pypdf", "pypdfium2", "pyphen", "pyyaml", "segno", "tinycss2", "tinyhtml5",
        "typing_extensions", "typing_inspection", "weasyprint", "webencodings", "zopfli",
    )
)  # fmt: skip
"""The distributions whose versions may change a page, by their normalized names."""

_at_start: dict[str, str] = {}
"""Program and libraries as this process found them first: it goes on with those that it has loaded."""


class Survey:
    """Digests of the inputs of a workspace, by the names that `plan` gives them."""

    def __init__(self, workspace: Path, stamps: Stamps) -> None:
        self._workspace = workspace
        self._stamps = stamps
        self._found: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The digest of an input."""
        if name not in self._found:
            kind, _, rest = name.partition(":")
            self._found[name] = _TAKEN[kind](self, rest) if kind in _TAKEN else MISSING
        return self._found[name]

    def of(self, names: Iterable[str]) -> Mapping[str, str]:
        """The digests of inputs."""
        return {name: self(name) for name in names}

    def packs(self) -> tuple[str, ...]:
        """The names of all layout packs that there are."""
        return tuple(dict.fromkeys(name for folder in self._layouts for name in _folders(folder)))

    def output(self, path: Path) -> str:
        """The digest of a file that was written."""
        return self._stamps.digest(str(path.absolute()))

    @cached_property
    def _layouts(self) -> tuple[Path, ...]:
        return storage.search_path(self._workspace, "layouts")

    def _file(self, path: str) -> str:
        return self._stamps.digest(str(self._workspace.absolute() / path))

    def _pack(self, name: str) -> str:
        """Its files, and whether it is the workspace's own: a pack there hides the shipped one."""
        for folder in self._layouts:
            if (folder / name / _MANIFEST).is_file():
                return _digest(
                    [str(folder == storage.shipped("layouts").resolve()), self._tree(folder / name)]
                )
        return MISSING

    def _fonts(self, _: str) -> str:
        return _digest(map(self._tree, storage.search_path(self._workspace, "fonts")))

    def _program(self, _: str) -> str:
        if "program" not in _at_start:
            files = self._tree(Path(__file__).parent.parent, _NOT_OF_THE_PROGRAM)
            _at_start["program"] = _digest([__version__, sys.version, sys.platform, files])
        return _at_start["program"]

    def _libraries(self, _: str) -> str:
        if "libraries" not in _at_start:
            _at_start["libraries"] = _digest(sorted(installed()))
        return _at_start["libraries"]

    def _listing(self, folder: str) -> str:
        try:
            names = [each.name for each in (self._workspace / folder).iterdir() if each.suffix == ".yaml"]
        except OSError:
            return MISSING
        return _digest(sorted(names))

    def _setting(self, variable: str) -> str:
        value = os.environ.get(variable)
        return MISSING if value is None else _digest([value])

    def _tree(self, folder: Path, without: frozenset[str] = frozenset()) -> str:
        """The names of all files below a folder, with their digests."""
        files = sorted(_below(str(folder), "", without, _DEEPEST, os.path.realpath(folder)))
        return _digest(f"{name}\0{self._stamps.digest(path)}" for name, path in files)


_TAKEN: Final[Mapping[str, Callable[[Survey, str], str]]] = MappingProxyType(
    {
        "file": Survey._file,
        "fonts": Survey._fonts,
        "layout": Survey._pack,
        "libraries": Survey._libraries,
        "listing": Survey._listing,
        "program": Survey._program,
        "setting": Survey._setting,
        "shared": Survey._file,
    }
)
"""How the digest of each kind of input is taken."""


def _below(
    folder: str, inside: str, without: frozenset[str], depth: int, root: str
) -> Iterator[tuple[str, str]]:
    """Name in the tree and path of every file.

    Links are followed, but not in circles without end, and never out of the tree.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name in without:
            continue
        name = f"{inside}{entry.name}"
        if entry.is_symlink() and not _stays(entry.path, root):
            yield f"{name} -> {os.readlink(entry.path)}", folder  # noqa: PTH115
        elif entry.is_dir():
            yield name, folder
            if depth:
                yield from _below(entry.path, f"{name}/", without, depth - 1, root)
        else:
            yield name, entry.path


def _stays(link: str, root: str) -> bool:
    """Whether a link leads to something in the tree; one that leads to itself does not."""
    return os.path.exists(link) and os.path.realpath(link).startswith(f"{root}{os.sep}")  # noqa: PTH110


def _folders(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []


def installed() -> Iterator[str]:
    """`weasyprint-70.0` for each distribution that pages depend on, the first one on the path."""
    seen: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - only names are asked for
        except OSError:
            continue
        for name in names:
            stem, ending = os.path.splitext(name)  # noqa: PTH122
            distribution = stem.partition("-")[0].lower().replace(".", "_")
            if ending in (".dist-info", ".egg-info") and distribution in _BUILT_ON - seen:
                seen.add(distribution)
                yield stem.lower()


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
