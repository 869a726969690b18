"""The one door for files: it serves what a page may have, and refuses and records all else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infobrief_pdf import Workspace
from infobrief_pdf.render import Asset, Assets
from tests.support.workspace import NAME, workspace

# The engine reads fontconfig's environment when it is imported; one build puts a private one in force.


@pytest.fixture(scope="module", autouse=True)
def _engine(tmp_path_factory: pytest.TempPathFactory) -> None:
    Workspace(workspace(tmp_path_factory.mktemp("first"))).build(NAME)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "mine"
    (folder / "bilder").mkdir(parents=True)
    (folder / "logo.svg").write_bytes(b"<svg/>")
    (folder / "bilder" / "schönes bild.png").write_bytes(b"png")
    (folder / "inside.svg").symlink_to("logo.svg")
    (folder / "outside.png").symlink_to("../secret.png")
    (folder / "loop.png").symlink_to("loop.png")
    (folder / "device.png").symlink_to("/dev/zero")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe.png")
    return folder


@pytest.fixture
def assets(pack: Path) -> Assets:
    return Assets({"1": Asset("image/png", b"picture")}, {"mine": pack})


@pytest.mark.parametrize(
    ("url", "content", "media_type"),
    [
        ("picture:1", b"picture", "image/png"),
        ("layout:///mine/logo.svg", b"<svg/>", "image/svg+xml"),
        ("layout:///mine/bilder/sch%C3%B6nes%20bild.png", b"png", "image/png"),
        ("layout:///mine/bilder/../logo.svg", b"<svg/>", "image/svg+xml"),
        ("layout:///mine/inside.svg", b"<svg/>", "image/svg+xml"),
    ],
)
def test_pictures_and_files_of_the_layout_are_served(
    url: str, content: bytes, media_type: str, assets: Assets
) -> None:
    from infobrief_pdf.render.fetcher import Fetcher

    fetcher = Fetcher(assets)
    response = fetcher.fetch(url)
    assert response.read() == content
    assert response.headers["Content-Type"] == media_type
    assert fetcher.refusals == []


REFUSED = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "/etc/passwd",
    "",
    "http://example.org/a.png",
    "https://example.org/a.png",
    "ftp://example.org/a.png",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "picture:2",
    "picture:",
    "picture:../1",
    "picture://1",
    "layout:///",
    "layout:///mine",
    "layout:///mine/",
    "layout:///mine/nothing.svg",
    "layout:///mine/bilder",
    "layout:///other/logo.svg",
    "layout:///../secret.png",
    "layout:///mine/../secret.png",
    "layout:///mine/%2e%2e/secret.png",
    "layout:///mine/%2E%2E%2Fsecret.png",
    "layout:///mine//etc/passwd",
    "layout:///mine/%2Fetc%2Fpasswd",
    "layout:///mine/a%00b",
    "layout://mine/logo.svg",
    "layout:mine/../../secret.png",
    "layout:///mine/outside.png",
    "layout:///mine/up/secret.png",
    "layout:///mine/loop.png",
    "layout:///mine/device.png",
    "layout:///mine/pipe.png",
    "layout:///mine/" + "a" * 5000,
    "http://[broken/a.png",
]


@pytest.mark.parametrize("url", REFUSED, ids=[url[:40] or "nothing" for url in REFUSED])
def test_all_else_is_refused_and_recorded(url: str, assets: Assets) -> None:
    from infobrief_pdf.render.fetcher import REFUSAL, Fetcher

    fetcher = Fetcher(assets)
    for fetch in (fetcher.fetch, fetcher.open, fetcher):
        with pytest.raises(ValueError, match=REFUSAL):
            fetch(url)
    (refusal,) = fetcher.refusals
    assert (refusal.code, refusal.values["url"]) == ("fetch-refused", url[:200])


def test_files_do_not_stay_open(assets: Assets, pack: Path) -> None:
    from infobrief_pdf.render.fetcher import Fetcher

    def descriptors() -> set[str]:
        return set(os.listdir("/proc/self/fd"))  # noqa: PTH208

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only where the system lists open files")
    fetcher = Fetcher(assets)
    before = descriptors()
    for name in ("bilder", "pipe.png", "nothing.svg"):
        with pytest.raises(ValueError, match="serve"):
            fetcher.fetch(f"layout:///mine/{name}")
    assert descriptors() == before
