"""What the program is measured beside: other ways from the same words to a year's PDF.

Every peer gets its input ready made – HTML or a Typst document –, and making that is not counted against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.peers import chromium, typst_document, weasyprint_scripts
from benchmarks.peers.html import joined, pages
from benchmarks.process import Once

__all__ = ["PEERS", "Peer"]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to the PDF of a year.

    `prepare` gets a workspace and an empty folder, and returns the run. `missing` says why the peer cannot
    run here, or nothing. `lacks` names what the volume has and its PDF has not. `repeats` is how often it
    runs in a round.
    """

    title: str
    prepare: Callable[[Path, Path], Once]
    lacks: str
    missing: Callable[[], str] = str
    repeats: int = 1


def _plain(workspace: Path, folder: Path) -> Once:
    return weasyprint_scripts.plain(pages(workspace, folder), folder)


def _one_process(workspace: Path, folder: Path) -> Once:
    return weasyprint_scripts.one_process(pages(workspace, folder), folder)


def _typst(workspace: Path, folder: Path) -> Once:
    return typst_document.compiling(typst_document.write(workspace, folder), folder)


def _typst_again(workspace: Path, folder: Path) -> Once:
    return typst_document.compiling_again(typst_document.write(workspace, folder), folder)


def _typst_untagged(workspace: Path, folder: Path) -> Once:
    return typst_document.compiling(typst_document.write(workspace, folder), folder, is_tagged=False)


def _chromium(workspace: Path, folder: Path) -> Once:
    return chromium.printing(joined(pages(workspace, folder), folder / "year.html"), folder)


_MATTER: Final = "cover, contents and registers of the year"
_NUMBERS: Final = "page numbers in the contents, folios that run through the year"

PEERS: Final = {
    "plain": Peer(
        "plain script", _plain, f"tags, sources, PDF/A, {_MATTER}, {_NUMBERS}, typefaces of the layout"
    ),
    "one-process": Peer(
        "one WeasyPrint process",
        _one_process,
        f"tags, sources, PDF/A, {_MATTER}, {_NUMBERS}, typefaces of the layout",
    ),
    "typst": Peer(
        "Typst",
        _typst,
        "sources, checks of the words, Markdown",
        typst_document.missing,
        repeats=3,
    ),
    "typst-again": Peer(
        "Typst, warm",
        _typst_again,
        "sources, checks of the words, Markdown",
        typst_document.missing,
        repeats=3,
    ),
    "typst-untagged": Peer(
        "Typst without tags",
        _typst_untagged,
        "tags, sources, PDF/A and PDF/UA, checks of the words, Markdown",
        typst_document.missing,
        repeats=3,
    ),
    "chromium": Peer(
        "Chromium",
        _chromium,
        f"sources, PDF/A and PDF/UA, bookmarks, {_MATTER}, page numbers in the contents, running heads, "
        "German hyphenation, typefaces of the layout",
        chromium.missing,
        repeats=3,
    ),
}
"""The peers by name."""
