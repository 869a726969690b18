"""The project keeps its own rules: style, types, layers, pins, and documents that match the code."""

import importlib.metadata
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import infobrief_pdf

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES_OF_A_MODULE = 300

LONG_MODULES: dict[str, str] = {}
"""Modules that may be longer, each with the reason."""


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--quiet"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["lint-imports", "--no-logo"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_style_types_and_layers(command: list[str]) -> None:
    program = Path(sys.executable).with_name(command[0])
    finished = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


class TestArchitecture:
    """docs/architecture.md, the package and the import layers describe the same thing."""

    def test_the_layers_are_those_of_the_document(self) -> None:
        assert contract_layers() == documented_layers()

    def test_the_document_names_every_module(self) -> None:
        documented = set().union(*documented_layers())
        assert modules() == documented

    def test_no_module_is_too_long(self) -> None:
        lengths = {path.relative_to(ROOT).as_posix(): number_of_lines(path) for path in package_files()}
        too_long = {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_MODULE}
        assert set(too_long) == set(LONG_MODULES), f"look for their seams, or give a reason: {too_long}"


class TestDependencies:
    def test_every_package_that_is_installed_for_the_project_is_pinned(self) -> None:
        needed = closure("infobrief-pdf", extras={"dev"}) | {"hatchling", "editables"}
        assert needed - {"infobrief-pdf"} <= set(pins())

    def test_pins_satisfy_the_project(self) -> None:
        optional = PROJECT["project"]["optional-dependencies"].values()
        declared = [*PROJECT["project"]["dependencies"], *(entry for group in optional for entry in group)]
        requirements = [Requirement(entry) for entry in declared]
        pinned = pins()
        unmet = [
            str(requirement)
            for requirement in requirements
            if not requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
        ]
        assert unmet == []

    def test_constraints_are_nothing_but_pins(self) -> None:
        lines = [line for line in constraints() if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
        assert lines == []


class TestDocuments:
    def test_commands_in_the_readme_are_targets_of_the_makefile(self) -> None:
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        fenced = "".join(re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL))
        commands = re.findall(r"^\$? *make\b(.*)", fenced, re.MULTILINE) + re.findall(
            r"`make\b([^`\n]*)`", text
        )
        arguments = {word for command in commands for word in command.partition("#")[0].split()}
        named = {word for word in arguments if re.fullmatch("[a-z-]+", word) and not word.startswith("-")}
        assert {"pdf", "test"} <= named <= makefile_targets()

    def test_the_changelog_speaks_of_the_current_version(self) -> None:
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        headings = [line for line in changelog.splitlines() if line.startswith("## ")]
        assert any(
            re.search(rf"(?<![\d.]){re.escape(infobrief_pdf.__version__)}\b", line) for line in headings
        )

    def test_fonts_come_with_their_licences(self) -> None:
        folders = {path.parent for path in (ROOT / "fonts").rglob("*.[ot]tf")}
        assert folders
        assert [folder.name for folder in folders if not any(map(is_licence, folder.iterdir()))] == []


@pytest.mark.parametrize("address", [("example.org", 443), ("192.0.2.1", 443)])
def test_tests_cannot_reach_the_network(address: tuple[str, int], steps_into_the_network: list[str]) -> None:
    with pytest.raises(OSError, match="a test reached for"):
        socket.create_connection(address, timeout=0.1)
    assert steps_into_the_network == [address[0]]
    steps_into_the_network.clear()  # else this test would fail for having tried


def test_no_file_names_a_machine_or_a_registry() -> None:
    private = re.compile(
        rb"(?<![\w./-])/(?:work|root|home)/|"
        rb"\b(?:pypi\.org|files\.pythonhosted|registry\.npmjs|repo1?\.maven|deb\.debian\.org)"
    )
    guilty = [
        path.relative_to(ROOT).as_posix() for path in versioned_files() if private.search(path.read_bytes())
    ]
    assert guilty == []


def contract_layers() -> list[set[str]]:
    """The layers as import-linter checks them, from the top; parentheses mean "if it exists"."""
    (contract,) = (
        contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers"
    )
    return [{name.strip(" ()") for name in layer.split("|")} for layer in contract["layers"]]


def documented_layers() -> list[set[str]]:
    """The layers in the table of docs/architecture.md; rows without a name belong to the layer above."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    layers: list[set[str]] = []
    for row in re.findall(r"^\|(.+)\|$", text.partition("| layer | module")[2], re.MULTILINE):
        layer, module = (cell.strip() for cell in row.split("|")[:2])
        names = {name.rstrip("/") for name in re.findall(r"`([a-z_]+/?)`", module)}
        if not names:
            continue
        if layer:
            layers.append(set())
        layers[-1] |= names
    return layers


def modules() -> set[str]:
    """The modules right below the package."""
    folder = Path(infobrief_pdf.__file__).parent
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return packages | {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}


def package_files() -> Iterator[Path]:
    return (ROOT / "infobrief_pdf").rglob("*.py")


def number_of_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def constraints() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins() -> dict[str, str]:
    return {
        canonicalize_name(name): version for name, version in (line.split("==") for line in constraints())
    }


def closure(name: str, extras: set[str]) -> set[str]:
    """A package and everything that it needs here, as installed."""
    found: set[str] = set()
    waiting = [(canonicalize_name(name), frozenset(extras))]
    visited = set(waiting)
    while waiting:
        package, wanted = waiting.pop()
        found.add(package)
        for entry in importlib.metadata.requires(package) or ():
            requirement = Requirement(entry)
            marker = requirement.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                continue
            step = (canonicalize_name(requirement.name), frozenset(requirement.extras))
            if step not in visited:
                visited.add(step)
                waiting.append(step)
    return found


def makefile_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: ([a-z -]+)$", text, re.MULTILINE)
    return set(phony.split()) & set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))


def is_licence(path: Path) -> bool:
    return path.suffix == ".txt" and path.stem.startswith(("OFL", "LICENSE", "LICENCE"))


def versioned_files() -> list[Path]:
    """The files that git keeps, or would keep at the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if finished.returncode != 0:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in finished.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]
