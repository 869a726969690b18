"""Products kept up to date: after whatever edits, the same bytes as from nothing, and then nothing to do."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from infobrief_pdf import Workspace, sources, storage
from infobrief_pdf.cache import survey
from infobrief_pdf.cli import main
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.upkeep import EditionWish, Upkeep
from infobrief_pdf.upkeep.volumes import volume
from infobrief_pdf.upkeep.wishes import VolumeWish
from infobrief_pdf.volumes import Wanted, bind_year
from tests.support.workspace import HEAD, ISSUE, PDF, SERIES, workspace

FONT = storage.shipped("fonts") / "source-sans-3"
SECOND = "issues/brief/2026/02.yaml"
LAYOUT = "layouts/mine/layout.yaml"
ARTICLES = """\
sections:
  - title: Aus der Arbeit
    articles:
      - title: Ein Beitrag
        keywords: [Arbeit]
        text: Der erste Absatz des Beitrags.
        image: {file: images/foto.png, alt: Ein Bild}
      - title: Noch ein Beitrag
        text: Der zweite Absatz.
        contacts: [{name: Jana Beispiel, email: jana@example.org}]
      - title: Ein dritter Beitrag
        text: Der dritte Absatz.
"""


def png(shade: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 80, 120)).save(buffer, "PNG")
    return buffer.getvalue()


def files() -> dict[str, str | bytes]:
    return {
        ISSUE: HEAD + ARTICLES,
        SECOND: HEAD.replace("number: 1", "number: 2").replace("03-02", "06-01") + ARTICLES,
        "issues/brief/2026/images/foto.png": png(10),
        LAYOUT: "extends: infobrief\n",
        "layouts/other/layout.yaml": "extends: infobrief\n",
    }


class Bench:
    """A workspace that is edited, and built both ways."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = workspace(folder, files())
        self.patch = patch
        self.count = 0
        self.upkeep = Upkeep(self.folder)

    def next(self) -> int:
        self.count += 1
        return self.count

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        path = self.folder / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    def entries(self) -> list[Path]:
        return list(storage.tree(self.folder / ".infobrief" / "cache"))


def text(bench: Bench) -> None:
    bench.edit(ISSUE, lambda old: old.replace("Absatz", f"Absatz {bench.next()}", 1))


def same_size_and_time(bench: Bench) -> None:
    path = bench.folder / ISSUE
    state, content = path.stat(), path.read_bytes()
    flipped = (
        content.replace(b"zweite", b"zweie ")
        if b"zweite" in content
        else content.replace(b"zweie ", b"zweite")
    )
    path.write_bytes(flipped)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def touched(bench: Bench) -> None:
    os.utime(bench.folder / ISSUE)


def unrelated(bench: Bench) -> None:
    bench.edit("layouts/other/layout.yaml", lambda old: f"{old}# {bench.next()}\n")
    (bench.folder / "issues/brief/2026/notes.txt").write_text(str(bench.next()))


def series(bench: Bench) -> None:
    bench.edit(SERIES, lambda old: old.replace("Verein", f"Verein {bench.next()}", 1))


def picture(bench: Bench) -> None:
    (bench.folder / "issues/brief/2026/images/foto.png").write_bytes(png(bench.next() % 256))


def token(bench: Bench) -> None:
    shade = 10 + bench.next() % 80
    brand = f'{{rgb: "#00{shade}20", cmyk: [90, 20, 70, 60]}}'
    bench.edit(LAYOUT, lambda _: f"extends: infobrief\ntokens: {{colors: {{brand: {brand}}}}}\n")


def label(bench: Bench) -> None:
    bench.edit(LAYOUT, lambda _: f"extends: infobrief\nlabels: {{de: {{contents: Inhalt {bench.next()}}}}}\n")


def sheet(bench: Bench) -> None:
    (bench.folder / f"layouts/mine/more-{bench.next()}.css").write_text(".article { margin-left: 1pt }\n")


def font(bench: Bench) -> None:
    """A face of a shipped family that comes before it: rounder or bolder text everywhere."""
    faces = sorted(FONT.glob("*.otf")) + sorted(FONT.glob("*.ttf"))
    target = bench.folder / "fonts" / f"own{faces[0].suffix}"
    target.parent.mkdir(exist_ok=True)
    shutil.copy(faces[bench.next() % len(faces)], target)


def version(bench: Bench) -> None:
    number = bench.next()
    bench.patch.setitem(survey._at_start, "program", f"program {number}")
    bench.patch.setattr(sources, "PROGRAM", f"infobrief-pdf 9.{number}")


def library(bench: Bench) -> None:
    bench.patch.setitem(survey._at_start, "libraries", f"libraries {bench.next()}")


def moment(bench: Bench) -> None:
    bench.patch.setenv("SOURCE_DATE_EPOCH", str(1_700_000_000 + 86_400 * bench.next()))


def deleted(bench: Bench) -> None:
    for path in (bench.folder / "output").iterdir():
        path.unlink()


def overwritten(bench: Bench) -> None:
    for path in (bench.folder / "output").iterdir():
        path.write_bytes(b"%PDF-1.7 of someone else")


def damaged(bench: Bench) -> None:
    for number, path in enumerate(bench.entries()):
        content = bytearray(path.read_bytes())
        content[(number * 37 + bench.next()) % len(content)] ^= 0xFF
        path.write_bytes(content)


def half(bench: Bench) -> None:
    for path in bench.entries():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def gone(bench: Bench) -> None:
    shutil.rmtree(bench.folder / ".infobrief")


OTHER_PAGES = (text, same_size_and_time, series, picture, token, label, sheet, font, version, moment)
SAME_PAGES = (library, deleted, overwritten, damaged, half, gone)
STALE = (*OTHER_PAGES, *SAME_PAGES)
"""After these there is something to do."""

FINE = (touched, unrelated)
"""After these there is nothing to do."""


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("program", "libraries"):
        monkeypatch.setitem(survey._at_start, name, name)
    return Bench(tmp_path / "space", monkeypatch)


def test_an_edition_is_after_any_edits_what_it_is_from_nothing(bench: Bench, tmp_path: Path) -> None:
    wish = EditionWish(bench.folder / ISSUE)
    assert bench.upkeep.edition(wish).is_new
    afresh = Workspace(bench.folder).build(ISSUE, output=tmp_path)
    edits = [*STALE, *FINE]
    random.Random(1).shuffle(edits)
    for number, edit in enumerate(edits):
        edit(bench)
        bench.upkeep = bench.upkeep.renewed()
        product = bench.upkeep.edition(wish)
        assert product.is_new is (edit in STALE), edit.__name__
        bench.upkeep = bench.upkeep.renewed()
        again = bench.upkeep.edition(wish)
        assert not again.is_new, edit.__name__
        assert (again.path, again.pages, again.size, again.hints) == (
            product.path, product.pages, product.size, product.hints
        )  # fmt: skip
        if edit in OTHER_PAGES:
            afresh = Workspace(bench.folder).build(ISSUE, output=tmp_path / f"{number}")
        assert product.path.read_bytes() == afresh.path.read_bytes(), edit.__name__
        assert product.hints == afresh.hints


def test_a_volume_is_after_any_edits_what_it_is_from_nothing(bench: Bench, tmp_path: Path) -> None:
    wish = VolumeWish("brief", 2026, Wanted(dividers=True))
    assert volume(bench.upkeep, wish, jobs=1)[0].is_new
    for number, edit in enumerate((text, touched, label, damaged)):
        edit(bench)
        bench.upkeep = bench.upkeep.renewed()
        products = volume(bench.upkeep, wish, jobs=1)
        assert products[0].is_new is (edit in STALE), edit.__name__
        bench.upkeep = bench.upkeep.renewed()
        again = volume(bench.upkeep, wish, jobs=1)
        assert not again[0].is_new
        assert [(each.path, each.edition, each.pages, each.hints) for each in again] == [
            (each.path, each.edition, each.pages, each.hints) for each in products
        ]
        afresh = bind_year(
            Workspace(bench.folder), "brief", 2026, Wanted(dividers=True), output=tmp_path / f"{number}"
        )
        assert [each.path.read_bytes() for each in products] == [each.path.read_bytes() for each in afresh]


class TestParts:
    @pytest.fixture
    def set_again(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
        """The issues that are set when the volume is brought up to date."""
        setting: list[str] = []
        typeset = Workspace.typeset

        def counting(space: Workspace, issue: Any, *arguments: Any, **options: Any) -> Any:
            wanted = options.pop("first_folio")

            def told(pages: int) -> Folio:
                folio: Folio = wanted if isinstance(wanted, Folio) else wanted(pages)
                setting.append(f"{Path(issue).stem} from {folio}")
                return folio

            return typeset(space, issue, *arguments, first_folio=told, **options)

        monkeypatch.setattr(Workspace, "typeset", counting)

        def bind() -> list[str]:
            setting.clear()
            bench.upkeep = bench.upkeep.renewed()
            volume(bench.upkeep, VolumeWish("brief", 2026), jobs=1)
            return list(setting)

        return bind

    def test_what_is_unchanged_is_not_set_again(
        self, bench: Bench, set_again: Callable[[], list[str]]
    ) -> None:
        assert set_again() == ["01 from 1", "02 from 3"]
        text(bench)
        assert set_again() == ["01 from 1"]
        bench.edit(SECOND, lambda old: old.replace("Absatz", "Abschnitt"))
        assert set_again() == ["02 from 3"]
        deleted(bench)
        assert set_again() == []

    def test_what_follows_is_set_again_only_where_its_pages_move(
        self, bench: Bench, set_again: Callable[[], list[str]]
    ) -> None:
        set_again()
        long = "\n\n".join(
            [
                "          Ein Satz, der eine ganze Zeile lang ist und noch eine weitere füllt."
                for _ in range(90)
            ]
        )
        before = (bench.folder / ISSUE).read_text("utf-8")
        bench.edit(ISSUE, lambda old: old.replace("text: Der dritte Absatz.", f"text: |\n{long}"))
        moved = set_again()
        assert moved[0] == "01 from 1"
        assert moved[1].startswith("02 from ")
        assert moved[1] != "02 from 3"
        bench.edit(ISSUE, lambda _: before)
        assert set_again() == ["01 from 1"], "the second is still kept as it was"

    def test_another_issue_is_noticed(self, bench: Bench, set_again: Callable[[], list[str]]) -> None:
        set_again()
        (bench.folder / SECOND).rename(bench.folder / "issues/brief/2026/03.yaml")
        bench.edit("issues/brief/2026/03.yaml", lambda old: old.replace("number: 2", "number: 3"))
        assert set_again() == ["03 from 3"]


def test_page_numbers_of_the_last_time_save_a_layout(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from infobrief_pdf import render

    layouts: list[str] = []
    lay_out = render.lay_out

    def counting(html: str, *arguments: Any, **options: Any) -> Any:
        layouts.append(html)
        return lay_out(html, *arguments, **options)

    long = "\n\n".join(
        ["          Ein Satz, der eine ganze Zeile lang ist und noch eine weitere füllt." for _ in range(60)]
    )
    bench.edit(ISSUE, lambda old: old.replace("text: Der erste Absatz des Beitrags.", f"text: |\n{long}"))
    monkeypatch.setattr(render, "lay_out", counting)
    monkeypatch.setattr("infobrief_pdf.render.engine.Pages.renumber", lambda *_: False)
    bench.upkeep.edition(EditionWish(bench.folder / ISSUE))
    first = len(layouts)
    layouts.clear()
    text(bench)
    bench.upkeep = bench.upkeep.renewed()
    bench.upkeep.edition(EditionWish(bench.folder / ISSUE))
    assert len(layouts) < first


def test_a_workspace_that_moves_takes_its_cache_along(bench: Bench, tmp_path: Path) -> None:
    bench.upkeep.edition(EditionWish(bench.folder / ISSUE))
    bench.folder.rename(tmp_path / "moved")
    assert not Upkeep(tmp_path / "moved").edition(EditionWish(tmp_path / "moved" / ISSUE)).is_new


@pytest.mark.skipif(os.name != "posix", reason="forks")
def test_eight_processes_that_build_at_once_agree(bench: Bench, tmp_path: Path) -> None:
    Workspace(bench.folder).build(ISSUE, output=tmp_path / "alone")
    expected = (tmp_path / "alone" / PDF).read_bytes()
    children = []
    for _ in range(8):
        if not (child := os.fork()):
            code = 1
            try:
                upkeep = Upkeep(bench.folder)
                product = upkeep.edition(EditionWish(bench.folder / ISSUE))
                upkeep.close()
                code = int(product.path.read_bytes() != expected)
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 8
    assert not Upkeep(bench.folder).edition(EditionWish(bench.folder / ISSUE)).is_new


class TestCommandLine:
    @pytest.fixture
    def space(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(bench.folder)
        monkeypatch.setenv("LANG", "C")
        return bench.folder

    def test_what_would_be_built_and_why(
        self, space: Path, bench: Bench, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["build", "--dry-run"]) == 0
        unknown = "no earlier build is known"
        assert (
            capsys.readouterr().out == f"brief/2026/01, screen: {unknown}\nbrief/2026/02, screen: {unknown}\n"
        )
        assert not (space / "output").exists()
        assert main(["build", "--json"]) == 0
        built = json.loads(capsys.readouterr().out)
        assert [each["state"] for each in built["built"]] == ["built", "built"]
        text(bench)
        assert main(["build", "--dry-run"]) == 0
        assert (
            capsys.readouterr().out
            == f"brief/2026/01, screen: {ISSUE} changed\nbrief/2026/02, screen: unchanged\n"
        )
        label(bench)
        assert main(["build", "--dry-run", "--json"]) == 0
        first, second = json.loads(capsys.readouterr().out)["planned"]
        assert first == {
            "issue": "brief/2026/01", "edition": "screen", "article": None, "state": "stale",
            "reasons": [{"kind": "file", "name": ISSUE}, {"kind": "layout", "name": "mine"}],
        }  # fmt: skip
        assert second["reasons"] == [{"kind": "layout", "name": "mine"}]
        assert main(["build"]) == 0
        out, err = capsys.readouterr()
        assert out.splitlines()[-1] == "2 files built"
        assert main(["build"]) == 0
        again, same = capsys.readouterr()
        assert again.splitlines()[-1] == "0 files built, 2 unchanged"
        assert same == err, "hints are shown again"
        assert main(["build", "brief/2026/01", "--force", "--dry-run"]) == 0
        assert capsys.readouterr().out == "brief/2026/01, screen: everything is to be made anew\n"

    def test_the_same_for_volumes(
        self, bench: Bench, space: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["volume", "2026", "--dry-run"]) == 0
        assert capsys.readouterr().out == "brief 2026: no earlier build is known\n"
        assert main(["volume", "2026", "--dry-run", "--supplement", "alt.pdf"]) == 0
        said = capsys.readouterr().out
        assert said == "brief 2026, supplement to alt.pdf: no earlier build is known\n"
        assert main(["volume", "2026", "--json"]) == 0
        first = json.loads(capsys.readouterr().out)
        assert first["volume"]["state"] == "built"
        assert main(["volume", "2026", "--json"]) == 0
        second = json.loads(capsys.readouterr().out)
        assert second["volume"]["state"] == "unchanged"
        assert second["volume"]["files"] == first["volume"]["files"]
        (space / "issues/brief/2026/volume.yaml").write_text("title: Chronik\n")
        assert main(["volume", "2026", "--dry-run"]) == 0
        name = "issues/brief/2026"
        assert capsys.readouterr().out == f"brief 2026: {name}/volume.yaml changed, other files in {name}\n"

    def test_nothing_to_do_imports_nothing_that_makes_pages(
        self, space: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(survey, "_at_start", {})  # program and libraries are those of a new process
        commands = (["build"], ["build", "--json"], ["volume", "2026"])
        for command in commands:
            assert main(command) == 0
        script = (
            "import sys\nfrom infobrief_pdf.cli import main\nsys.stderr.isatty = lambda: True\n"
            f"for command in {commands}:\n    assert main(command) == 0\n"
            "print(*sorted(sys.modules), file=sys.stderr)"
        )
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        finished = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        loaded = set(finished.stderr.splitlines()[-1].split())
        heavy = {"weasyprint", "pydantic", "rich", "jinja2", "yaml", "PIL", "pikepdf", "pypdf", "markdown_it"}
        ours = {
            "build",
            "volumes",
            "work",
            "render",
            "compose",
            "validate",
            "source",
            "fonts",
            "layouts",
            "setting",
        }
        assert not loaded & (heavy | {f"infobrief_pdf.{name}" for name in ours})
