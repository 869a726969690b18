"""Layout packs: folders with design tokens, templates and style sheets, found along a chain.

A pack is a folder with a `layout.yaml`; `extends` names the pack that it builds on. Tokens, labels and
templates of the pack nearest to the brand win; style sheets of the whole chain apply, base first.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from infobrief_pdf.diagnostics import Place, refuse
from infobrief_pdf.model import Layout, LayoutFile, Tokens
from infobrief_pdf.model.layout import EditionTokens, Key, Source

MANIFEST: Final = "layout.yaml"
_EDITIONS: Final = "editions"
_TEMPLATES: Final = "templates"
_MEDIA_TYPES: Final = {
    ".yaml": "application/yaml",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
_LARGEST_FILE: Final = 1_000_000
_LONGEST_CHAIN: Final = 8


class Manifest(NamedTuple):
    """A `layout.yaml`, read and validated; `locate` gives the place of a key, `None` if there is none."""

    content: LayoutFile
    locate: Callable[[Key], Place | None]


ReadManifest = Callable[[Path, str], Manifest]
"""Reads and validates a `layout.yaml`, given its path and the name to show in diagnostics."""


class Pack(NamedTuple):
    """One link of the chain."""

    name: str
    folder: Path
    content: LayoutFile
    locate: Callable[[Key], Place | None]


def available(folders: Iterable[Path]) -> dict[str, Path]:
    """Every pack by name; a pack of an earlier folder hides one of the same name in a later folder."""
    found: dict[str, Path] = {}
    for folder in folders:
        for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
            found.setdefault(manifest.parent.name, manifest.parent)
    return dict(sorted(found.items()))


def chain(
    name: str, folders: Sequence[Path], read: ReadManifest, asked_at: Place | None = None
) -> tuple[Pack, ...]:
    """The packs from the brand to the base; `asked_at` is where the brand is named.

    Raises `Refused` for an unknown pack, a circle or more than eight links.
    """
    packs: list[Pack] = []
    wanted: str | None = name
    known = available(folders)
    while wanted is not None:
        place = packs[-1].locate(("extends",)) if packs else asked_at
        if wanted not in known:
            raise refuse(
                "layout-unknown",
                place,
                layout=wanted,
                known=", ".join(known),
                suggestion=_nearest(wanted, known),
            )
        if any(pack.name == wanted for pack in packs) or len(packs) == _LONGEST_CHAIN:
            raise refuse("layout-circle", place, layout=wanted)
        folder = known[wanted]
        if not _is_inside(folder / MANIFEST, folder):
            raise refuse("layout-file-outside", Place(f"layouts/{wanted}/{MANIFEST}"))
        manifest = read(folder / MANIFEST, f"layouts/{wanted}/{MANIFEST}")
        packs.append(Pack(wanted, folder, *manifest))
        wanted = manifest.content.extends
    return tuple(packs)


def load(packs: Sequence[Pack]) -> Layout:
    """Merge a chain of packs, brand first, and read its templates and style sheets."""
    base_first = tuple(reversed(packs))
    tokens = Tokens()
    labels: dict[str, dict[str, str]] = {}
    templates: dict[str, Source] = {}
    changes: dict[str, EditionTokens] = {}
    for pack in base_first:
        tokens = _merged(tokens, pack.content.tokens)
        for language, words in pack.content.labels.items():
            labels.setdefault(language, {}).update(words)
        for edition, change in pack.content.per_edition.items():
            below = changes.get(edition, EditionTokens())
            changes[edition] = EditionTokens(
                scale={**below.scale, **change.scale}, spacing={**below.spacing, **change.spacing}
            )
        templates |= _sources(pack, pack.folder / _TEMPLATES, "*.html")
    sheets = (source for pack in base_first for source in _sources(pack, pack.folder, "*.css").values())
    editions: dict[str, tuple[Source, ...]] = {}
    for pack in base_first:
        for file, sheet in _sources(pack, pack.folder / _EDITIONS, "*.css").items():
            name = file.removesuffix(".css")
            editions[name] = (*editions.get(name, ()), sheet)
    locate = partial(_place, packs)
    return Layout(packs[0].name, tokens, labels, templates, tuple(sheets), editions, locate, changes)


def files(pack: Pack) -> dict[str, tuple[str, bytes]]:
    """Every file that a pack is made of, by its path in the pack: media type and content.

    Pictures, style sheets, templates and the manifest; what lies beside them is not looked at.
    """
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted(pack.folder.rglob("*"), key=Path.as_posix):
        media_type = _MEDIA_TYPES.get(path.suffix.lower())
        if media_type and path.is_file() and _is_inside(path, pack.folder):
            found[path.relative_to(pack.folder).as_posix()] = (media_type, path.read_bytes())
    return found


def _place(packs: Sequence[Pack], key: Key) -> Place:
    """Where a key stands: in the pack nearest to the brand that has it."""
    places = (pack.locate(key) for pack in packs)
    return next(filter(None, places), Place(f"layouts/{packs[0].name}/{MANIFEST}"))


def _merged(below: Tokens, above: Tokens) -> Tokens:
    """Tokens of `above` over those of `below`, name by name."""
    return Tokens(
        colors={**below.colors, **above.colors},
        pairs=above.pairs if above.pairs is not None else below.pairs,
        families={**below.families, **above.families},
        scale={**below.scale, **above.scale},
        spacing={**below.spacing, **above.spacing},
        wordmark=above.wordmark or below.wordmark,
    )


def _sources(pack: Pack, folder: Path, pattern: str) -> dict[str, Source]:
    """Text files of a pack by file name; a link that leads out of the pack is refused."""
    found: dict[str, Source] = {}
    for path in sorted(folder.glob(pattern), key=Path.as_posix):
        name = f"layouts/{pack.name}/{path.relative_to(pack.folder).as_posix()}"
        if not _is_inside(path, pack.folder):
            raise refuse("layout-file-outside", Place(name))
        try:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST_FILE:
                raise refuse("layout-file-unusable", Place(name))
            found[path.name] = Source(name, path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise refuse("layout-file-unusable", Place(name)) from None
    return found


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, symbolic links resolved."""
    return Path(os.path.realpath(path)).is_relative_to(folder.resolve())


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, 1)), "")
