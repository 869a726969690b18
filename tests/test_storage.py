"""Where things lie, and files that appear whole or not at all."""

# ruff: noqa: E501 - rows of tables

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from infobrief_pdf import storage
from infobrief_pdf.diagnostics import Diagnostic, Refused, reasons
from tests.support.workspace import ISSUE, workspace

OLD, NEW = b"the old one", b"the new one"
FULL_DISK = OSError(errno.ENOSPC, "No space left on device")


def refused(do: Callable[[], object]) -> Diagnostic:
    with pytest.raises(Refused) as caught:
        do()
    (problem,) = caught.value.diagnostics
    return problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*args: object, **options: object) -> NoReturn:
        raise error

    return fail


class TestWriteWhole:
    def test_folders_are_made_and_an_old_file_is_replaced(self, tmp_path: Path) -> None:
        path = tmp_path / "a" / "b" / "file.pdf"
        storage.write_whole(path, OLD)
        storage.write_whole(path, NEW)
        assert path.read_bytes() == NEW
        assert names(path.parent) == ["file.pdf"]

    @pytest.mark.parametrize(
        ("error", "cause"),
        [
            (FULL_DISK, reasons.FULL),
            (PermissionError(errno.EACCES, "Permission denied"), reasons.NOT_ALLOWED),
        ],
        ids=str,
    )
    @pytest.mark.parametrize(
        "step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod", "tempfile.mkstemp", "os.fdopen"]
    )
    def test_the_old_file_stays_when_a_step_fails(
        self, step: str, error: OSError, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "file.pdf"
        path.write_bytes(OLD)
        monkeypatch.setattr(step, failing(error))
        problem = refused(lambda: storage.write_whole(path, NEW))
        monkeypatch.undo()
        assert problem.code == "output-unwritable"
        assert problem.values == {"file": "file.pdf", "cause": cause}
        assert path.read_bytes() == OLD
        assert names(tmp_path) == ["file.pdf"]

    def test_the_old_file_stays_when_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "file.pdf"
        path.write_bytes(OLD)
        opened = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda descriptor, mode: _Full(opened(descriptor, mode)))
        problem = refused(lambda: storage.write_whole(path, NEW))
        assert problem.values["cause"] == reasons.FULL
        assert path.read_bytes() == OLD
        assert names(tmp_path) == ["file.pdf"]

    def test_nothing_is_left_when_someone_interrupts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "file.pdf"
        path.write_bytes(OLD)
        monkeypatch.setattr(os, "fsync", failing(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            storage.write_whole(path, NEW)
        assert path.read_bytes() == OLD
        assert names(tmp_path) == ["file.pdf"]

    def test_the_contents_are_on_the_disk_before_the_name_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order: list[str] = []
        fsync, replace = os.fsync, Path.replace
        monkeypatch.setattr(os, "fsync", lambda number: (order.append("fsync"), fsync(number))[1])
        monkeypatch.setattr(
            Path, "replace", lambda path, target: (order.append("replace"), replace(path, target))[1]
        )
        storage.write_whole(tmp_path / "file.pdf", NEW)
        assert order == ["fsync", "replace", "fsync"]

    def test_a_link_is_replaced_and_what_it_leads_to_stays(self, tmp_path: Path) -> None:
        (tmp_path / "other.pdf").write_bytes(OLD)
        (tmp_path / "file.pdf").symlink_to("other.pdf")
        storage.write_whole(tmp_path / "file.pdf", NEW)
        assert (tmp_path / "other.pdf").read_bytes() == OLD
        assert not (tmp_path / "file.pdf").is_symlink()

    @pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
    def test_others_may_read_it_as_far_as_the_umask_says(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            storage.write_whole(tmp_path / "file.pdf", NEW)
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "file.pdf").stat().st_mode) == 0o640

    @pytest.mark.parametrize("target", ["folder.pdf", "file/a.pdf", "a" * 300 + ".pdf"])
    def test_a_place_where_no_file_can_be_is_refused(self, target: str, tmp_path: Path) -> None:
        (tmp_path / "folder.pdf" / "inside").mkdir(parents=True)
        (tmp_path / "file").write_bytes(OLD)
        assert refused(lambda: storage.write_whole(tmp_path / target, NEW)).code == "output-unwritable"
        assert names(tmp_path) == ["file", "folder.pdf"]


class _Full:
    """A file on a disk that is full after five bytes."""

    def __init__(self, file: object) -> None:
        self._file = file

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()  # type: ignore[attr-defined]

    def write(self, content: bytes) -> NoReturn:
        self._file.write(content[:5])  # type: ignore[attr-defined]
        raise FULL_DISK


class TestLeftovers:
    def test_what_a_killed_process_left_is_swept_by_the_next_write(self, tmp_path: Path) -> None:
        script = (
            "import os, signal, sys, time\nfrom pathlib import Path\nfrom infobrief_pdf import storage\n"
            "os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)\n"
            "storage.write_whole(Path(sys.argv[1]), b'half')\n"
        )
        path = tmp_path / "file.pdf"
        path.write_bytes(OLD)
        finished = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
        assert finished.returncode == -signal.SIGKILL
        assert path.read_bytes() == OLD
        assert len(names(tmp_path)) == 2
        storage.write_whole(path, NEW)
        assert names(tmp_path) == ["file.pdf"]

    def test_what_a_running_process_writes_stays(self, tmp_path: Path) -> None:
        mine = tmp_path / f".infobrief-part-{os.getpid()}-abc"
        mine.write_bytes(b"")
        storage.sweep(tmp_path)
        assert mine.exists()

    @pytest.mark.parametrize(
        "name", [".infobrief-part-x-y", ".infobrief-part-²-y", ".infobrief-part-", "infobrief-part-1-a"]
    )
    def test_what_is_called_otherwise_stays(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(b"")
        storage.sweep(tmp_path)
        assert names(tmp_path) == [name]

    def test_a_leftover_that_cannot_be_removed_stops_nothing(self, tmp_path: Path) -> None:
        (tmp_path / ".infobrief-part-99999999999999999999-a").mkdir()
        storage.write_whole(tmp_path / "file.pdf", NEW)
        assert (tmp_path / "file.pdf").read_bytes() == NEW


class TestFinding:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = workspace(tmp_path / "space")
        monkeypatch.chdir(tmp_path)
        return folder

    @pytest.mark.parametrize("name", ["brief/2026/01", "brief/2026/01.yaml", ISSUE, f"space/{ISSUE}"])
    def test_an_issue_has_many_names(self, name: str, folder: Path) -> None:
        assert storage.find_issue(folder, name).resolve() == (folder / ISSUE).resolve()

    @pytest.mark.parametrize(
        "name", ["", "brief", "brief/2026", "brief/2026/1", "nothing", "a" * 5000, "a\0b", "../secret"]
    )
    def test_what_names_no_issue_is_refused(self, name: str, folder: Path) -> None:
        assert refused(lambda: storage.find_issue(folder, name)).code == "issue-missing"

    def test_issues_are_ordered_by_series_year_and_number(self, folder: Path) -> None:
        paths = ("brief/2026/2.yaml", "brief/2026/10.yaml", "brief/2025/03.yaml", "alt/2026/01.yaml")
        others = ("brief/2026/entwurf.yaml", "brief/alt/01.yaml", "brief/2026/01.yml", "brief/2026/0001.yaml")
        workspace(folder, {f"issues/{path}": "" for path in (*paths, *others)})
        found = [path.relative_to(folder / "issues").as_posix() for path in storage.issue_files(folder)]
        assert found == [
            "alt/2026/01.yaml", "brief/2025/03.yaml", "brief/2026/01.yaml", "brief/2026/2.yaml", "brief/2026/10.yaml"
        ]  # fmt: skip

    def test_the_workspace_is_searched_before_the_package(self, folder: Path) -> None:
        assert storage.search_path(folder, "fonts") == (storage.shipped("fonts").resolve(),)
        (folder / "fonts").mkdir()
        assert storage.search_path(folder, "fonts") == (
            (folder / "fonts").resolve(),
            storage.shipped("fonts").resolve(),
        )

    def test_the_project_itself_is_searched_once(self) -> None:
        root = Path(__file__).parent.parent
        assert storage.search_path(root, "layouts") == ((root / "layouts").resolve(),)

    def test_paths_are_shown_from_the_workspace_and_never_from_home(self, folder: Path) -> None:
        assert storage.shown(folder / ISSUE, folder) == ISSUE
        assert storage.shown(Path("/srv/geheim/02.yaml"), folder) == "02.yaml"


class TestStrays:
    @pytest.mark.parametrize(
        ("path", "is_in_its_place", "expected"),
        [
            ("brief/2026/Ausgabe 2.yaml", True, "issues/brief/2026/02.yaml"),
            ("brief/2026/02.yml", True, "issues/brief/2026/02.yaml"),
            ("brief/2026/02.YAML", True, "issues/brief/2026/02.yaml"),
            ("brief/2026/02.yaml.txt", True, "issues/brief/2026/02.yaml"),
            ("brief/2026/01 - Kopie.yaml", True, "issues/brief/2026/02.yaml"),
            ("brief/2026/brief-2026-03.yaml", True, "issues/brief/2026/03.yaml"),
            ("brief/2026/entwurf.yaml", True, "issues/brief/2026/….yaml"),
            ("brief/03.yaml", False, "issues/brief/2026/03.yaml"),
            ("brief/Entwurf/04.yaml", False, "issues/brief/2026/04.yaml"),
            ("brief/2027/Entwurf/04.yaml", False, "issues/brief/2027/04.yaml"),
            ("neu/04.yaml", False, "issues/neu/…/04.yaml"),
            ("04.yaml", False, "issues/…/…/04.yaml"),
            ("brief/series.yml", True, "issues/brief/series.yaml"),
        ],
    )
    def test_are_found_with_their_right_name(
        self, path: str, is_in_its_place: bool, expected: str, tmp_path: Path
    ) -> None:
        for each in ("brief/2026/01.yaml", path):
            (tmp_path / "issues" / each).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "issues" / each).write_text("")
        assert storage.strays(tmp_path) == [
            storage.Stray(tmp_path / "issues" / path, is_in_its_place, expected)
        ]

    @pytest.mark.parametrize(
        "path",
        [
            "issue.schema.json", "brief/series.yaml", "brief/2026/volume.yaml", "brief/2026/.01.yaml.swp",
            "brief/2026/images/a.yaml", "brief/.git/01.yaml", "brief/2026/notes.txt", "brief/2026/foto.jpg",
            "brief/2026/02.yaml",
        ],
    )  # fmt: skip
    def test_other_files_are_none(self, path: str, tmp_path: Path) -> None:
        (tmp_path / "issues" / path).parent.mkdir(parents=True)
        (tmp_path / "issues" / path).write_text("")
        assert storage.strays(tmp_path) == []


class TestWriteTree:
    def test_files_are_written_below_the_folder(self, tmp_path: Path) -> None:
        storage.write_tree(tmp_path, {"a/b.yaml": b"1", "c.yaml": b"2"})
        assert (tmp_path / "a" / "b.yaml").read_bytes() == b"1"

    @pytest.mark.parametrize("name", ["../b.yaml", "/etc/b.yaml", "a/../../b.yaml", "out/b.yaml"])
    def test_nothing_is_written_when_one_of_them_leads_outside(self, name: str, tmp_path: Path) -> None:
        folder = tmp_path / "space"
        folder.mkdir()
        (folder / "out").symlink_to(tmp_path)
        assert (
            refused(lambda: storage.write_tree(folder, {"a.yaml": b"1", name: b"2"})).code == "name-unusable"
        )
        assert names(folder) == ["out"]
        assert names(tmp_path) == ["space"]

    def test_nothing_is_written_when_one_of_them_exists(self, tmp_path: Path) -> None:
        (tmp_path / "b.yaml").write_bytes(OLD)
        assert (
            refused(lambda: storage.write_tree(tmp_path, {"a.yaml": b"1", "b.yaml": b"2"})).code
            == "file-exists"
        )
        assert names(tmp_path) == ["b.yaml"]


class TestCache:
    def test_the_fontconfig_of_each_set_of_fonts_has_a_folder_of_its_own(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        one, other = (
            storage.font_configuration(lambda cache, name=name: f"{name} {cache}")
            for name in ("one", "other")
        )
        assert one.parent != other.parent
        assert one.read_text("utf-8") == f"one {one.parent / 'fontconfig'}"
        one.write_bytes(b"\xff damaged")
        assert storage.font_configuration(lambda cache: f"one {cache}") == one
        assert one.read_text("utf-8").startswith("one ")

    def test_a_cache_that_cannot_be_made_lies_among_temporary_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        assert storage.cache_folder().parent == tmp_path
        assert stat.S_IMODE(storage.cache_folder().stat().st_mode) == 0o700
