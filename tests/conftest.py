"""Fixtures for all tests. A warning fails a test (pyproject.toml), and so does a step into the network."""

import gc
import hashlib
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import settings

from infobrief_pdf import Built, Workspace
from infobrief_pdf.volumes import Wanted, bind_year
from tests.support import shared
from tests.support.verapdf import Judge, available

pytest_plugins = [f"tests.support.{name}" for name in ("parsing", "probes", "terminal", "volumes")]


def pytest_configure(config: pytest.Config) -> None:
    """WeasyPrint 70 opens its colour profile at each painting and leaves closing it to Python."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014.icc:ResourceWarning")


LONG_ONES = (
    *("volume", "volume_supplements", "volume_shelf", "onepager", "upkeep", "press", "handout", "booklet"),
    *("work", "work_trouble", "any_issue", "preflight_files", "bad_inputs", "legacy", "markup", "project"),
    *("cli_files", "cli_build", "large_print", "press_pages", "build", "conformance", "renumbering"),
    *("volume_pages", "cache", "wheel"),
)
"""Files of tests that take long, the longest first; but what judges the products of others comes late."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that all processes of a run end at the same time."""
    places = {f"test_{name}": number for number, name in enumerate(LONG_ONES)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """What has been imported and collected stays: Python need not look for waste in it time and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def verapdf() -> Judge:
    """The judge of PDF/UA and PDF/A. Without veraPDF tests skip; as CI they fail."""
    if reason := available():
        if os.environ.get("CI") == "true":
            pytest.fail(f"A run as CI needs veraPDF. {reason}")
        pytest.skip(reason)
    return Judge()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """The five sample issues as PDFs, by `series/year/number`. Do not change the files; copy them."""
    workspace = Workspace(Path(__file__).parent.parent)
    folder = shared.folder(tmp_path_factory, "built")
    names = {"/".join((*path.parts[-3:-1], path.stem)): path for path in workspace.issues()}
    found = {
        name: shared.once(folder, name, lambda name=name: (workspace.build(names[name], output=folder),))[0]
        for name in shared.in_turn(list(names))
    }
    return {name: found[name] for name in names}


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """The volume of 2018 with dividers and spine label, by kind. Do not change the files."""
    workspace = Workspace(Path(__file__).parent.parent)
    wanted = Wanted(dividers=True, spine="wide")
    folder = shared.folder(tmp_path_factory, "shelf")
    files = shared.once(folder, "", lambda: bind_year(workspace, "migration", 2018, wanted, output=folder))
    return {each.edition: each for each in files}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Makes an edition of a sample issue, each once: `made(issue, edition, **options)`."""
    workspace = Workspace(Path(__file__).parent.parent)
    folder = shared.folder(tmp_path_factory, "made")

    @cache
    def one(issue: str, edition: str, **options: str) -> Built:
        key = repr((issue, edition, *sorted(options.items())))
        output = folder / hashlib.sha256(key.encode()).hexdigest()[:16]  # files keep the names they have
        make = partial(workspace.build, issue, edition=edition, output=output, **options)
        return shared.once(folder, key, lambda: (make(),))[0]

    return one


@pytest.fixture(scope="session", autouse=True)
def steps_into_the_network() -> Iterator[list[str]]:
    """Addresses outside this machine that were asked for; asking raises an error."""
    steps: list[str] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guard(host: object) -> None:
        if host not in {"127.0.0.1", "::1", "localhost", "", None}:
            steps.append(str(host))
            raise OSError(f"a test reached for {host}")

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
            guard(address[0])
        connect(self, address)

    def guarded_look_up(host: object, *args: object, **options: object) -> object:
        guard(host)
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield steps


@pytest.fixture(autouse=True)
def _no_network(steps_into_the_network: list[str]) -> Iterator[None]:
    yield
    steps = steps_into_the_network.copy()
    steps_into_the_network.clear()
    assert not steps, f"the test, or a fixture of its, reached for {steps}"
