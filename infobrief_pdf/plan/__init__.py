"""What has to be made anew, and why. Pure: values that others have read are compared here.

A product is kept with the digest of everything that it was made from (`Record`). It is up to date if each
of these inputs still has its digest, and each of its files the one that was written.

>>> record = Record({"file:issues/migration/2018/02.yaml": "1a", PROGRAM: "7c"}, (Output("02.pdf", "f0", 1),))
>>> now = {"file:issues/migration/2018/02.yaml": "1b", PROGRAM: "7c"}
>>> reasons(record, now, {"02.pdf": "f0"})
(Reason(kind='file', name='issues/migration/2018/02.yaml'),)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from infobrief_pdf.diagnostics import Diagnostic

__all__ = [
    "FONTS",
    "FORCED",
    "LIBRARIES",
    "MISSING",
    "PROGRAM",
    "UNKNOWN",
    "Output",
    "Reason",
    "Record",
    "file",
    "inside",
    "listing",
    "outputs",
    "pack",
    "reasons",
    "setting",
    "shared",
]

FONTS: Final = "fonts"
PROGRAM: Final = "program"
LIBRARIES: Final = "libraries"
"""Inputs of which there is only one: every typeface, this program, what it is built on."""

MISSING: Final = ""
"""The digest of what is not there."""


class Reason(NamedTuple):
    """Why a product is made: the kind of input that changed and its name.

    Beside the kinds of inputs there are `unknown` (nothing is kept of it), `forced`, `output-missing` and
    `output-changed`.
    """

    kind: str
    name: str = ""


UNKNOWN: Final = Reason("unknown")
FORCED: Final = Reason("forced")


class Output(NamedTuple):
    """A file that was written: its name, its digest (SHA-256), its bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True)
class Record:
    """What is kept of a product: its inputs by name with their digests, its files, what is said about it.

    `facts` is whatever else is to be told of it without making it again; values as JSON has them.
    """

    inputs: Mapping[str, str]
    outputs: tuple[Output, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    hints: tuple[Diagnostic, ...] = ()


def file(path: str) -> str:
    """The input that a file is, by its path in the workspace."""
    return f"file:{path}"


def pack(name: str) -> str:
    """The input that a layout pack is: every file of it, and that there are no others."""
    return f"layout:{name}"


def listing(folder: str) -> str:
    """The input that the names of the YAML files of a folder are."""
    return f"listing:{folder}"


def setting(variable: str) -> str:
    """The input that a variable of the environment is."""
    return f"setting:{variable}"


def shared(path: str) -> str:
    """The input that a library of the system is."""
    return f"shared:{path}"


def outputs(files: Mapping[Path, bytes]) -> tuple[Output, ...]:
    """Files that are written, by name."""
    return tuple(
        Output(path.name, sha256(content).hexdigest(), len(content)) for path, content in files.items()
    )


def inside(path: Path, workspace: Path) -> str:
    """A path from the workspace, if it lies inside; else the whole path. For keys, never to be shown."""
    try:
        return path.absolute().relative_to(workspace.absolute()).as_posix()
    except ValueError:
        return str(path.absolute())


def reasons(record: Record | None, now: Mapping[str, str], there: Mapping[str, str]) -> tuple[Reason, ...]:
    """Why a product has to be made; empty if it is up to date.

    `now` has the digests of its inputs as they are, `there` those of its files; what is not named is missing.
    """
    if record is None:
        return (UNKNOWN,)
    changed = [_changed(name) for name, digest in record.inputs.items() if now.get(name, MISSING) != digest]
    for output in record.outputs:
        digest = there.get(output.name, MISSING)
        if digest != output.digest:
            changed.append(Reason("output-changed" if digest else "output-missing", output.name))
    return tuple(dict.fromkeys(changed))


def _changed(name: str) -> Reason:
    kind, _, rest = name.partition(":")
    return Reason("libraries") if kind == "shared" else Reason(kind, rest)
