"""What is measured, each run as a process of its own, with the public commands and the public classes only.

The workspaces are those of `benchmarks.content`. "From nothing" is without `.infobrief` and without output;
what belongs to the user, as fontconfig's cache of the typefaces, is warm for this program and its peers
alike. An edit gives the first article of the sixth issue another title, which its contents and those of the
volume repeat; the number of pages stays.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks import content
from benchmarks.peers import PEERS, Peer, weasyprint_scripts
from benchmarks.peers.html import page
from benchmarks.process import ROOT, Measured, Once, Warm, bytes_of, python, run

SERIES: Final = "beispiel"
YEAR: Final = 2025
EDITED: Final = f"{SERIES}/{YEAR}/06"
REAL_ISSUE: Final = "migration/2018/02"

_COMMAND: Final = """
import sys
from infobrief_pdf.cli import main
sys.exit(main())
"""

_TWO_COMMANDS: Final = """
import sys
from infobrief_pdf.cli import main
_, workspace, issue, year = sys.argv
sys.exit(main(["build", "--workspace", workspace, issue]) or main(["volume", "--workspace", workspace, year]))
"""

_WARM: Final = """
import itertools, os, sys, time
from pathlib import Path
from benchmarks.content import edit
from infobrief_pdf.upkeep import EditionWish, Upkeep
from infobrief_pdf.upkeep.volumes import volume
from infobrief_pdf.upkeep.wishes import VolumeWish
_, folder, issue, output, year = sys.argv
path = Path(folder, "issues", f"{issue}.yaml")
edition = EditionWish(path, output=None if output == "default" else Path(output))
upkeep = Upkeep(Path(folder), is_forced=output != "default")
for number in itertools.count():
    if number and not sys.stdin.readline():
        break
    if output == "default":
        edit(path, 500 + number)
    worked, started = sum(os.times()[:4]), time.perf_counter()
    upkeep = upkeep.renewed()
    upkeep.edition(edition)
    if int(year):
        volume(upkeep, VolumeWish(issue.split("/")[0], int(year)))
    upkeep.close()
    if number:
        print(time.perf_counter() - started, sum(os.times()[:4]) - worked, flush=True)
"""

_DIGESTS: Final = """
import hashlib, sys
from pathlib import Path
_, known, *folders = sys.argv
files = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
found = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path}\\n" for path in files)
if not Path(known).is_file():
    Path(known).write_text(found)
assert Path(known).read_text() == found
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Something to measure: `prepare` gets a folder and returns the run itself.

    `repeats` is how often it runs in a round (the median counts); `is_long`: only in the first round.
    `missing` says why it cannot run here, or nothing.
    """

    title: str
    prepare: Callable[[Path], Once]
    repeats: int = 1
    is_long: bool = False
    missing: Callable[[], str] = str


def _command(*arguments: object) -> list[str]:
    return python(_COMMAND, *arguments)


def _from_nothing(folder: Path, issues: int, *command: object, watches_memory: bool = False) -> Once:
    """A command on a workspace that nothing has been made from yet; to watch its memory slows it down."""
    workspace = content.workspace(folder, issues)

    def once() -> Measured:
        for made in (".infobrief", "output"):
            shutil.rmtree(workspace / made, ignore_errors=True)
        measured = run(_command(*command, "--workspace", workspace), watches_memory=watches_memory)
        return replace(measured, size=bytes_of(workspace / "output"))

    return once


@cache
def _built(folder: Path) -> Path:
    """A workspace whose year is up to date: the screen edition of every issue, and the volume."""
    workspace = content.workspace(folder, 12)
    content.edit(_edited_file(workspace), 0)
    run(_command("build", "--workspace", workspace))
    run(_command("volume", YEAR, "--workspace", workspace))
    return workspace


def _edited_file(workspace: Path) -> Path:
    return workspace / "issues" / f"{EDITED}.yaml"


def _volume(folder: Path) -> Once:
    return _from_nothing(folder, 12, "volume", YEAR)


def _volume_of_sixty(folder: Path) -> Once:
    return _from_nothing(folder, 60, "volume", YEAR)


def _memory(folder: Path) -> Once:
    return _from_nothing(folder, 12, "volume", YEAR, watches_memory=True)


def _memory_of_sixty(folder: Path) -> Once:
    return _from_nothing(folder, 60, "volume", YEAR, watches_memory=True)


def _parts(folder: Path) -> Once:
    return _from_nothing(folder, 12, "build", "--edition", "archive")


def _changed(folder: Path) -> Once:
    """Both commands in one new process, after an edit."""
    workspace, numbers = _built(folder.with_name("built")), itertools.count(1)

    def once() -> Measured:
        content.edit(_edited_file(workspace), next(numbers))
        return run(python(_TWO_COMMANDS, workspace, EDITED, YEAR))

    return once


def _changed_warm(folder: Path) -> Once:
    """Edition and volume in a process that has made both before, after an edit."""
    return Warm(_WARM, _built(folder.with_name("built")), EDITED, "default", YEAR).once


def _issue_warm(folder: Path) -> Once:
    """The edition of four pages in a process that has made it before, after an edit."""
    workspace = content.workspace(folder, 6, articles=3)
    content.edit(_edited_file(workspace), 0)
    return Warm(_WARM, workspace, EDITED, "default", 0).once


def _unchanged_build(folder: Path) -> Once:
    """`infobrief build` in a new process: twelve issues, all of them up to date."""
    workspace = _built(folder.with_name("built"))
    return lambda: run(_command("build", "--workspace", workspace))


def _unchanged_volume(folder: Path) -> Once:
    """`infobrief volume` in a new process: up to date."""
    workspace = _built(folder.with_name("built"))
    return lambda: run(_command("volume", YEAR, "--workspace", workspace))


def _digests(folder: Path) -> Once:
    """The least that a program in Python can do: read all inputs, compare their digests, end."""
    workspace = content.workspace(folder, 12)
    command = python(_DIGESTS, folder / "known", workspace / "issues", ROOT / "layouts", ROOT / "fonts")
    run(command)
    return lambda: run(command)


def _real(folder: Path) -> Once:
    """`infobrief build` of one real issue, in a new process."""
    command = _command("build", "--quiet", "--workspace", ROOT, "--output", folder, REAL_ISSUE)
    return lambda: run(command)


def _real_again(folder: Path) -> Once:
    """The edition of the same issue in a process that has made it before, made anew; nothing is edited."""
    return Warm(_WARM, ROOT, REAL_ISSUE, folder, 0).once


def _real_plain(folder: Path) -> Once:
    """One WeasyPrint process that renders the same composed HTML."""
    from infobrief_pdf import Workspace
    from infobrief_pdf.model.edition import EDITIONS

    file = folder / "page.html"
    file.write_text(page(Workspace(ROOT), REAL_ISSUE, EDITIONS["screen"]), "utf-8")
    return weasyprint_scripts.one_page(file)


def _of_peer(peer: Peer) -> Run:
    def prepare(folder: Path) -> Once:
        made = folder / "made"
        made.mkdir()
        return peer.prepare(content.workspace(folder, 12), made)

    return Run(peer.title, prepare, peer.repeats, missing=peer.missing)


RUNS: Final = {
    "plain": _of_peer(PEERS["plain"]),
    "volume": Run("volume", _volume),
    "one-process": _of_peer(PEERS["one-process"]),
    "parts": Run("parts", _parts, is_long=True),
    "volume-60": Run("volume of 60", _volume_of_sixty, is_long=True),
    "memory": Run("volume, watched", _memory, is_long=True),
    "memory-60": Run("volume of 60, watched", _memory_of_sixty, is_long=True),
    "typst": _of_peer(PEERS["typst"]),
    "changed": Run("build and volume", _changed, repeats=3),
    "changed-warm": Run("build and volume, warm", _changed_warm, repeats=3),
    "issue-warm": Run("build of 4 pages, warm", _issue_warm, repeats=5),
    "unchanged-build": Run("build", _unchanged_build, repeats=3),
    "unchanged-volume": Run("volume", _unchanged_volume, repeats=3),
    "typst-again": _of_peer(PEERS["typst-again"]),
    "digests": Run("bare digests", _digests, repeats=5),
    "typst-untagged": _of_peer(PEERS["typst-untagged"]),
    "chromium": _of_peer(PEERS["chromium"]),
    "real-plain": Run("plain script, one issue", _real_plain, repeats=3),
    "real": Run("build of a real issue", _real, repeats=3),
    "real-again": Run("the same again, warm", _real_again, repeats=3),
}
"""Every run by name, in the order in which a round measures them: what is compared stands close together."""
