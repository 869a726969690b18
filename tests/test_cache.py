"""The cache: entries that prove themselves, digests of files, and writing that may be cut off anywhere."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest

from infobrief_pdf import plan, storage
from infobrief_pdf.cache import Entry, Store, Survey
from infobrief_pdf.cache.stamps import Stamps
from infobrief_pdf.cache.survey import _BUILT_ON
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.products import Made
from infobrief_pdf.upkeep import EditionWish, Upkeep
from tests.support.workspace import ISSUE, ISSUE_TEXT, PDF, workspace
from tests.test_project import closure

ENTRY = Entry(
    {"a": [1, "ä", None], "b": {"c": 1.5}}, {"pdf": b"%PDF\n\x00\xff", "empty": b"", "more": b"\n\n"}
)
POSIX = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")


class TestStore:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return Store(tmp_path)

    def test_an_entry_comes_back_as_it_was(self, store: Store) -> None:
        store.put("name", ENTRY)
        assert store.get("name") == ENTRY
        assert store.get("other") is None

    def test_no_damage_is_trusted(self, store: Store) -> None:
        """Every byte is flipped, every length is cut off, and something is appended."""
        store.put("name", ENTRY)
        path = store.folder / "name"
        whole = path.read_bytes()
        flipped = (whole[:place] + bytes([byte ^ 1]) + whole[place + 1 :] for place, byte in enumerate(whole))
        cut = (whole[:length] for length in range(0, len(whole), 7))
        for damaged in (*flipped, *cut, whole + b"\n", whole + whole):
            path.write_bytes(damaged)
            assert store.get("name") is None
        path.unlink()
        path.mkdir()
        assert store.get("name") is None

    def test_neither_version_control_nor_backups_take_it_along(self, store: Store, tmp_path: Path) -> None:
        store.put("name", ENTRY)
        home = tmp_path / ".infobrief"
        assert sorted(path.name for path in home.iterdir()) == [".gitignore", "CACHEDIR.TAG", "cache"]
        assert (home / ".gitignore").read_text() == "*\n"
        assert (home / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")

    def test_what_was_not_asked_for_longest_goes_first(self, tmp_path: Path) -> None:
        store = Store(tmp_path, largest=5000)
        now = time.time()
        for number in range(10):
            store.put(f"{number}", Entry({}, {"": bytes(1000)}))
            os.utime(store.folder / f"{number}", (now - 200_000 + number, now - 200_000 + number))
        assert store.get("0") is not None  # asked for today
        store.close()
        left = sorted(path.name for path in store.folder.iterdir())
        assert left == ["0", "8", "9"]
        assert sum(path.stat().st_size for path in store.folder.iterdir()) <= 5000

    @pytest.mark.parametrize("broken", ["file", "read-only"])
    def test_without_a_place_to_write_nothing_is_kept_and_nothing_fails(
        self, broken: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if broken == "file":
            (tmp_path / ".infobrief").write_text("")
        else:
            monkeypatch.setattr(os, "mkdir", _refusing(OSError(errno.EROFS, "Read-only file system")))
        store.put("name", ENTRY)
        store.close()
        assert store.get("name") is None
        assert store.clock() == 0

    def test_what_a_dead_build_has_left_is_swept(self, store: Store) -> None:
        store.put("name", ENTRY)
        left = store.folder / f".infobrief-part-{storage.HOST}-99999999-abc"
        left.write_bytes(b"half")
        Store(store.folder.parent.parent).put("name", ENTRY)
        assert not left.exists()


class TestSurvey:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return workspace(
            tmp_path, {"layouts/mine/print.css": "", "fonts/README": "a", ".infobrief/cache/x": ""}
        )

    @pytest.fixture
    def digest(self, folder: Path) -> Callable[[str], str]:
        """The digest of an input as a process that begins now has it."""

        def take(name: str) -> str:
            stamps = Stamps(Store(folder))
            found = Survey(folder, stamps)(name)
            stamps.close()
            return found

        return take

    @POSIX
    def test_a_change_that_keeps_size_and_time_is_seen(
        self, folder: Path, digest: Callable[[str], str]
    ) -> None:
        path = folder / ISSUE
        old = time.time() - 100
        os.utime(path, (old, old))
        before = digest(plan.file(ISSUE))
        state = path.stat()
        path.write_bytes(path.read_bytes().replace(b"erste", b"zweie"))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        assert (path.stat().st_size, path.stat().st_mtime_ns) == (state.st_size, state.st_mtime_ns)
        assert digest(plan.file(ISSUE)) != before

    @POSIX
    def test_a_file_is_read_again_unless_it_is_surely_unchanged(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What changed within two seconds of being read may have changed once more within the same tick."""
        read: list[Path] = []
        opened = Path.open

        def opening(path: Path, *arguments: Any) -> Any:
            read.append(path)
            return opened(path, *arguments)

        def reads(clock: int) -> int:
            read.clear()
            store = Store(folder)
            monkeypatch.setattr(store, "clock", lambda: clock)
            with monkeypatch.context() as patch:
                patch.setattr(Path, "open", opening)
                stamps = Stamps(store)
                stamps.digest(str(folder / ISSUE))
                stamps.close()
            return read.count(folder / ISSUE)

        changed = (folder / ISSUE).stat().st_ctime_ns
        assert [reads(changed + 1_999_999_999) for _ in range(2)] == [1, 1]
        assert [reads(changed + 2_000_000_001) for _ in range(3)] == [1, 0, 0]
        os.utime(folder / ISSUE)
        assert reads(changed) == 1

    def test_a_pack_is_its_files_and_that_there_are_no_others(
        self, folder: Path, digest: Callable[[str], str]
    ) -> None:
        mine = folder / "layouts" / "mine"
        seen = {digest(plan.pack("mine"))}
        for change in (
            lambda: (mine / "print.css").write_text("p { color: red }"),
            lambda: (mine / "new.css").write_text(""),
            lambda: (mine / "new.css").rename(mine / "other.css"),
            lambda: (mine / "editions").mkdir(),
            lambda: (mine / "editions" / "screen.css").write_text(""),
            lambda: (mine / "layout.yaml").unlink(),
        ):
            change()
            found = digest(plan.pack("mine"))
            assert found not in seen
            seen.add(found)
        assert digest(plan.pack("mine")) == plan.MISSING

    def test_a_pack_of_the_workspace_hides_the_shipped_one(
        self, folder: Path, digest: Callable[[str], str]
    ) -> None:
        shipped = digest(plan.pack("infobrief"))
        copy = folder / "layouts" / "infobrief"
        for path in storage.tree(storage.shipped("layouts") / "infobrief"):
            target = copy / path.relative_to(storage.shipped("layouts") / "infobrief")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        assert digest(plan.pack("infobrief")) != shipped

    def test_links_in_circles_come_to_an_end(self, folder: Path, digest: Callable[[str], str]) -> None:
        (folder / "layouts" / "mine" / "circle").symlink_to(folder / "layouts")
        assert digest(plan.pack("mine")) != plan.MISSING

    def test_settings_and_listings(
        self, folder: Path, digest: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert digest(plan.setting("SOURCE_DATE_EPOCH")) == plan.MISSING
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
        assert digest(plan.setting("SOURCE_DATE_EPOCH")) != plan.MISSING
        before = digest(plan.listing("issues/brief/2026"))
        (folder / "issues/brief/2026/notes.txt").write_text("")
        assert digest(plan.listing("issues/brief/2026")) == before
        (folder / "issues/brief/2026/02.yaml").write_text("")
        assert digest(plan.listing("issues/brief/2026")) != before

    def test_every_library_that_pages_depend_on_counts(self) -> None:
        """All that are installed with the program, but those that only speak to people or look at pages."""
        needed = {name.replace("-", "_") for name in closure("infobrief-pdf", extras=set())}
        silent = {"infobrief_pdf", "packaging", "platformdirs", "pycparser", "pygments", "rich", "zxing_cpp"}
        assert needed - silent <= _BUILT_ON

    @pytest.mark.skipif(sys.platform != "linux", reason="proc(5)")
    def test_libraries_of_the_system_count(self, tmp_path: Path) -> None:
        from infobrief_pdf import render

        render.version()
        found = render.libraries()
        assert any("libpango-1" in path for path in found)
        assert any("libharfbuzz" in path for path in found)
        assert all(Path(path).is_file() and is_there for path, is_there in found.items())


def _refusing(error: OSError) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise error

    return refuse


class _QuickWorkshop:
    """Makes two files of an issue in a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def at(self, fonts: str) -> _QuickWorkshop:
        return self

    def libraries(self) -> dict[str, str | None]:
        return {}

    def make(self, issue: Path, **_: object) -> Made:
        (path, content), (beside, more) = made_of(issue.read_bytes(), self.folder).items()
        used = {plan.file(plan.inside(issue, self.folder)): None}
        numbers = {"density0": {"a": len(content)}}
        return Made("screen", path.name, content, 1, list, {beside.name: more}, used, numbers)


def made_of(text: bytes, folder: Path) -> dict[Path, bytes]:
    digest = sha256(text).hexdigest().encode()
    return {folder / "output" / PDF: digest * 50, folder / "output" / "ticket.json": digest}


def quick(folder: Path) -> Upkeep:
    upkeep = Upkeep(folder)
    upkeep.workshop = _QuickWorkshop(folder)  # type: ignore[assignment]
    return upkeep


def build(folder: Path) -> bool:
    """Bring the issue up to date; whether there was something to do."""
    upkeep = quick(folder)
    try:
        return upkeep.edition(EditionWish(folder / ISSUE)).is_new
    finally:
        upkeep.close()


CALLS = ("open", "write", "fsync", "replace", "mkdir", "unlink", "chmod", "utime", "close")


@contextmanager
def shim(at: int, act: Callable[[], None]) -> Iterator[list[str]]:
    """Count what is done to the disk, and let something happen at one of the calls; 0: at none."""
    done: list[str] = []

    def counted(name: str) -> None:
        done.append(name)
        if len(done) == at:
            act()

    def counting(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counter(*arguments: Any, **options: Any) -> Any:
            is_reading = name == "open" and not (arguments[1] & (os.O_WRONLY | os.O_RDWR))
            if not is_reading:
                counted(name)
            return call(*arguments, **options)

        return counter

    class Counting:
        """A file whose writes come in two halves: either may be the last thing that happens."""

        def __init__(self, file: Any) -> None:
            self._file = file

        def __enter__(self) -> Counting:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, content: bytes) -> None:
            counted("write")
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            counted("write")
            self._file.write(content[len(content) // 2 :])

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

    fdopen = os.fdopen
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            if name not in {"write", "close"}:
                patch.setattr(os, name, counting(name, getattr(os, name)))
        patch.setattr(os, "fdopen", lambda *arguments: Counting(fdopen(*arguments)))
        yield done


@pytest.fixture(params=["first build", "after a change", "after a change, without a cache"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, bytes]:
    """A workspace before a build, and what its issue said before."""
    folder = workspace(tmp_path / "space")
    if request.param == "first build":
        return folder, b""
    build(folder)
    (folder / ISSUE).write_text(ISSUE_TEXT.replace("erste", "zweite"))
    if "without" in request.param:
        for path in storage.tree(folder / ".infobrief"):
            path.unlink()
    return folder, ISSUE_TEXT.encode()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in storage.tree(folder)}


def restore(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in (".infobrief", "output"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name, content in files.items():
        if not (folder / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def whole(folder: Path, before: bytes) -> None:
    """Each output is the old one, the new one, or was never there."""
    old, new = made_of(before, folder), made_of((folder / ISSUE).read_bytes(), folder)
    for path, content in new.items():
        found = path.read_bytes() if path.exists() else None
        assert found in ((None, content) if not before else (old[path], content)), path


def sound(folder: Path, failed: str = "") -> None:
    """The next build is right and leaves nothing behind, and the one after it has nothing to do.

    What could not be removed lies there as long as the process runs that has tried.
    """
    build(folder)
    new = made_of((folder / ISSUE).read_bytes(), folder)
    assert {path: path.read_bytes() for path in new} == new
    assert not build(folder)
    left = [path for path in storage.tree(folder) if path.name.startswith(".infobrief-part")]
    assert left == [] or failed == "unlink"


def test_whatever_fails_every_file_is_old_or_new_and_the_next_build_is_right(
    stage: tuple[Path, bytes],
) -> None:
    """Each call that changes the disk fails once: the disk is full, is broken, is to be read only."""
    folder, before = stage
    start = snapshot(folder)
    with shim(0, lambda: None) as calls:
        build(folder)
    assert len(calls) >= 24, "three stages make about a hundred points"
    for at in range(1, len(calls) + 1):
        restore(folder, start)
        error = (errno.ENOSPC, errno.EIO, errno.EROFS)[at % 3]
        with shim(at, _refusing(OSError(error, os.strerror(error)))) as done, suppress(Refused):
            build(folder)
        whole(folder, before)
        sound(folder, done[at - 1])


@POSIX
def test_whenever_the_process_dies_every_file_is_old_or_new_and_the_next_build_is_right(
    stage: tuple[Path, bytes],
) -> None:
    """As by `kill -9`: the process ends at once, before each call that changes the disk."""
    folder, before = stage
    start = snapshot(folder)
    with shim(0, lambda: None) as calls:
        build(folder)
    assert len(calls) >= 24, "three stages make about a hundred points"
    for at in range(1, len(calls) + 1):
        restore(folder, start)
        child = os.fork()
        if not child:
            with shim(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                build(folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        whole(folder, before)
        sound(folder)


@pytest.mark.parametrize("at", range(1, 26, 3))
def test_an_interrupt_leaves_every_file_old_or_new(at: int, tmp_path: Path) -> None:
    folder = workspace(tmp_path / "space")
    build(folder)
    (folder / ISSUE).write_text(ISSUE_TEXT.replace("erste", "zweite"))

    def interrupt() -> NoReturn:
        raise KeyboardInterrupt

    with shim(at, interrupt), pytest.raises(KeyboardInterrupt):
        build(folder)
    whole(folder, ISSUE_TEXT.encode())
    sound(folder)


@POSIX
def test_eight_builds_at_once_read_nothing_half_and_agree(tmp_path: Path) -> None:
    """Eight processes build again and again, while the issue changes and entries are damaged."""
    folder = workspace(tmp_path / "space")
    texts = [ISSUE_TEXT.replace("erste", word) for word in ("zweite", "dritte", "vierte")]
    allowed = {
        content for text in (ISSUE_TEXT, *texts) for content in made_of(text.encode(), folder).values()
    }
    children = []
    for number in range(8):
        if not (child := os.fork()):
            code = 1
            try:
                for turn in range(15):
                    if number == 0:
                        storage.write_whole(folder / ISSUE, texts[turn % 3].encode())
                    if number == 1:
                        for path in storage.tree(folder / ".infobrief" / "cache"):
                            storage.put(path, b"damaged")
                    build(folder)
                    found = {path.read_bytes() for path in (folder / "output").iterdir() if path.suffix}
                    assert found <= allowed
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * 8
    sound(folder)
