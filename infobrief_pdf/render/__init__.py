"""HTML → pages → PDF. The only part that imports WeasyPrint, and only once its fonts are in place.

WeasyPrint reads fontconfig's environment while it is imported, so everything that needs it stands in
`infobrief_pdf.render.engine`, which is imported after the private fontconfig is in force.
"""

from __future__ import annotations

import importlib
import os
import re
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from infobrief_pdf.render.importing import quick_imports

if TYPE_CHECKING:
    from infobrief_pdf.images.inks import Separation
    from infobrief_pdf.render.engine import Pages

__all__ = ["EXCLUSIVE", "STAGE", "Asset", "Assets", "Spot", "Stage", "lay_out", "use_fonts", "version"]

Stage = Literal["reading", "layout", "painting"]
"""What takes time: reading and composing, setting pages once, painting them."""

STAGE: Final[ContextVar[Callable[[Stage], None]]] = ContextVar("STAGE", default=lambda stage: None)
"""Told whenever a stage of the work begins, so that somebody who watches knows where it is."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page may show."""

    media_type: str
    content: bytes


class Spot(NamedTuple):
    """Where something stands: its page, counted from 0, and points from the lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Assets:
    """Everything that a page may fetch: nothing else is ever opened.

    `pictures` are served from memory as `picture:NAME`; `layouts` maps a pack's name to its folder, whose
    files are served as `layout:///NAME/FILE`.
    """

    pictures: Mapping[str, Asset]
    layouts: Mapping[str, Path]


_SETS_PAGES: Final = re.compile(
    r"/lib(?:pango|harfbuzz|fontconfig|freetype|fribidi|thai|datrie)[^/]*\.so[^/]*$"
)
_REPLACED: Final = " (deleted)"

EXCLUSIVE: Final = threading.RLock()
"""Held from `use_fonts` to the end of painting: the fonts in force and WeasyPrint's inner parts belong to the
process, so documents are set one after the other."""


def use_fonts(configuration: Path) -> None:
    """Put a private fontconfig in force for this process. Call before the first `lay_out`."""
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    os.environ.pop("FONTCONFIG_PATH", None)
    os.environ.pop("FONTCONFIG_SYSROOT", None)


def lay_out(
    html: str,
    stylesheets: tuple[tuple[str, str], ...],
    assets: Assets,
    families: frozenset[str],
    *,
    schemes: tuple[str, ...] = (),
    separation: Separation | None = None,
) -> Pages:
    """Set the pages of a document: tagged, in sRGB, or in the inks of a `separation`, without tags and links.

    `schemes` are those that its links may have beside the usual ones.

    `stylesheets` are pairs of a display name and CSS, `families` the typefaces that there are. What went
    wrong on the way is in the result's `problems`; nothing is written.
    """
    STAGE.get()("layout")
    pages: Pages = _engine().lay_out(html, stylesheets, assets, families, schemes, separation)
    return pages


def version() -> str:
    """The version of WeasyPrint."""
    return str(_engine().VERSION)


def libraries() -> dict[str, bool]:
    """The files of the system's libraries that set pages in this process; False for one replaced since.

    Known where the system tells what a process has loaded, as Linux does (proc(5)).
    """
    try:
        lines = Path("/proc/self/maps").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return {}
    paths = (line[line.find("/") :] for line in lines if "/" in line)
    found = dict.fromkeys(path for path in paths if _SETS_PAGES.search(path))
    return {path.removesuffix(_REPLACED): not path.endswith(_REPLACED) for path in found}


@cache
def _engine() -> ModuleType:
    """WeasyPrint's side of this package."""
    with quick_imports():
        return importlib.import_module("infobrief_pdf.render.engine")
