"""Where things lie: the package's own data, a workspace's folders, and writing files whole or not at all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from errno import EISDIR
from hashlib import sha256
from pathlib import Path
from typing import Final

from infobrief_pdf.diagnostics import Place, refuse
from infobrief_pdf.diagnostics.reasons import of_system

_PACKAGE: Final = Path(__file__).parent
_LEFTOVER: Final = ".infobrief-part"
_NODE: Final = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
HOST: Final = sha256(_NODE.encode()).hexdigest()[:8]
"""This machine among those that share a drive."""

_LONGEST_WRITE: Final = 3600.0
"""Seconds after which an unfinished file is taken for a leftover."""

_ISSUE_NAME: Final = re.compile(r"[0-9]{1,3}")
_YEAR_NAME: Final = re.compile(r"[0-9]{4}")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_YAML_NAME: Final = re.compile(r".+\.ya?ml(?:\.txt)?", re.IGNORECASE)
_NO_ISSUES: Final = frozenset({"series.yaml", "volume.yaml"})
"""Files below `issues` that are read as something else."""
_PICTURES: Final = "images"


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that looks like an issue but is not read as one, and what it had to be called."""

    path: Path
    is_in_its_place: bool
    """Whether the folders are right and only the name is not."""
    expected: str


def shipped(folder: str) -> Path:
    """`layouts` or `fonts` as they came with the program: inside the wheel, or beside the package."""
    inside = _PACKAGE / "_shipped" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def search_path(workspace: Path, folder: str) -> tuple[Path, ...]:
    """The workspace's own `layouts` or `fonts` before the shipped ones, each once."""
    folders = (workspace / folder, shipped(folder))
    return tuple(dict.fromkeys(each.resolve() for each in folders if each.is_dir()))


def issue_files(workspace: Path) -> tuple[Path, ...]:
    """Every `issues/<series>/<year>/<number>.yaml`, in the order of series, year and number."""
    found = (
        path
        for path in (workspace / "issues").glob("*/*/*.yaml")
        if _YEAR_NAME.fullmatch(path.parent.name) and _ISSUE_NAME.fullmatch(path.stem)
    )
    return tuple(sorted(found, key=lambda path: (path.parts[-3], path.parts[-2], int(path.stem))))


def strays(workspace: Path) -> list[Stray]:
    """YAML files below `issues` that `issue_files` passes over, except those with a part of their own."""
    issues = workspace / "issues"
    known = {path.resolve() for path in issue_files(workspace)}
    found: list[Stray] = []
    for folder, folders, files in os.walk(issues):
        folders[:] = sorted(name for name in folders if name != _PICTURES and not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if _looks_like_an_issue(name) and path.resolve() not in known:
                expected, is_in_its_place = _expected(path.relative_to(issues), issues)
                found.append(Stray(path, is_in_its_place, f"issues/{expected}"))
    return found


def _looks_like_an_issue(name: str) -> bool:
    return not name.startswith(".") and name not in _NO_ISSUES and bool(_YAML_NAME.fullmatch(name))


def _expected(path: Path, issues: Path) -> tuple[str, bool]:
    """Where a stray would be read, with `…` for what its path does not tell; whether its folder is right."""
    *folders, name = path.parts
    stem = re.split(r"\.ya?ml", name, flags=re.IGNORECASE)[0]
    if stem.lower() == "series" and folders:
        return f"{folders[0]}/series.yaml", len(folders) == 1
    is_in_its_place = len(folders) == 2 and bool(_YEAR_NAME.fullmatch(folders[1]))
    series = folders[0] if folders else "…"
    known = sorted(each.name for each in (issues / series).glob("*") if _YEAR_NAME.fullmatch(each.name))
    year = next(iter((*_YEAR.findall("/".join((*folders[1:], stem))), *reversed(known))), "…")
    number = next(iter(_NUMBER.findall(_YEAR.sub("", stem))), None)
    if number is None:
        return f"{series}/{year}/….yaml", is_in_its_place
    count = int(number)
    while (issues / series / year / f"{count:02}.yaml").exists():
        count += 1
    return f"{series}/{year}/{count:02}.yaml", is_in_its_place


def find_issue(workspace: Path, name: str) -> Path:
    """An issue named as a file or as `series/year/number`. Raises `Refused` if there is none."""
    candidates = (
        Path(name),
        workspace / name,
        workspace / "issues" / name,
        workspace / "issues" / f"{name}.yaml",
    )
    with suppress(OSError, ValueError):  # a name that no file system takes
        for candidate in candidates:
            if candidate.is_file():
                return candidate
    raise refuse("issue-missing", None, issue=name, known=", ".join(nearest(workspace, name)) or "–")


def nearest(workspace: Path, name: str) -> list[str]:
    """The issues whose names are most like one, as `series/year/number`."""
    from difflib import get_close_matches

    known = ["/".join((*path.parts[-3:-1], path.stem)) for path in issue_files(workspace)]
    return get_close_matches(name[:200], known, 4, cutoff=0.0)


def shown(path: Path, workspace: Path) -> str:
    """A path as diagnostics show it: from the workspace where it lies inside, never a home folder's name."""
    try:
        return path.resolve().relative_to(workspace.resolve()).as_posix()
    except ValueError:
        return path.name


def home(folder: Path) -> Path:
    """A folder that is a workspace. Raises `Refused` for one that is none."""
    if not (folder / "issues").is_dir():
        raise refuse("workspace-missing", None, folder=folder.name or str(folder))
    return folder


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at any moment it is the old one or the new one. Raises `Refused`."""
    write_together({path: content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files so that at any moment each is the old one or the new one; at the end all are the new ones.

    Temporary files in the same folders, fsync; once all of them are whole, renames (POSIX rename is atomic).
    Raises `Refused`, and then nothing is changed unless a rename fails after another one succeeded.
    """
    waiting: dict[Path, Path] = {}
    path = next(iter(files))
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep(path.parent)
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            waiting[path] = _written(path.parent, content)
        for path in files:
            waiting[path].replace(path)
            del waiting[path]
        for folder in {path.parent for path in files}:
            _sync_folder(folder)
    except OSError as error:
        cause = of_system(error)
        raise refuse("output-unwritable", Place(path.name), file=path.name, cause=cause) from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Write a file that proves itself when it is read: quickly, for a failure of power may damage it.

    Else it is the old one or the new one at any moment. Raises `OSError`.
    """
    temporary = _written(path.parent, content, is_lasting=False)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _written(folder: Path, content: bytes, *, is_lasting: bool = True) -> Path:
    """A temporary file in the folder, whole and, if it must last, on the disk; none is left if that fails."""
    import tempfile  # a call that writes nothing does without

    descriptor, name = tempfile.mkstemp(prefix=f"{_LEFTOVER}-{HOST}-{os.getpid()}-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if is_lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def sweep(folder: Path) -> None:
    """Remove what interrupted writes have left: of this machine's dead processes, and whatever is old.

    On a shared drive, a write of another machine is left alone for an hour.
    """
    for leftover in folder.glob(f"{_LEFTOVER}-*"):
        host, _, rest = leftover.name.removeprefix(f"{_LEFTOVER}-").partition("-")
        process = rest.partition("-")[0]
        with suppress(OSError):
            is_dead = host == HOST and process.isdecimal() and not _is_running(int(process))
            if is_dead or time.time() - leftover.stat().st_mtime > _LONGEST_WRITE:
                leftover.unlink()


def font_configuration(write: Callable[[Path], str]) -> Path:
    """A fontconfig file in the user's cache, made by `write`, which is told where fontconfig may cache.

    Each set of fonts has a file and a cache of its own, so that builds of several workspaces do not meet.
    """
    cache = cache_folder()
    digest = sha256(write(cache).encode()).hexdigest()[:16]
    folder = cache / f"fonts-{digest}"
    path, text = folder / "fonts.conf", write(folder / "fontconfig")
    if not path.is_file() or path.read_bytes() != text.encode():
        write_whole(path, text.encode())
    return path


def cache_folder() -> Path:
    """The user's cache folder for this program, or a temporary one where that cannot be written."""
    import tempfile

    import platformdirs

    folder = Path(platformdirs.user_cache_dir("infobrief-pdf", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    user = os.getuid() if hasattr(os, "getuid") else "user"
    fallback = Path(tempfile.gettempdir()) / f"infobrief-pdf-{user}"
    fallback.mkdir(mode=0o700, exist_ok=True)
    return fallback


def tree(folder: Path) -> Iterator[Path]:
    """Regular files below a folder, sorted."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def write_tree(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files below a folder; none may exist yet or lead outside. Raises `Refused` before writing any."""
    root = folder.resolve()
    targets = {(root / name).resolve(): content for name, content in files.items()}
    for target in targets:
        if not target.is_relative_to(root):
            raise refuse("name-unusable", None, name=target.name)
        if target.exists():
            raise refuse("file-exists", None, file=target.relative_to(root).as_posix())
    for target, content in targets.items():
        write_whole(target, content)
    return list(targets)


def _is_running(process: int) -> bool:
    if os.name == "nt":  # there, `kill` is no question but an interrupt
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
