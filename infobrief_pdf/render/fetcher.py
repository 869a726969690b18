"""The one door through which a page gets files: pictures from memory, files of the layout packs.

No network, no redirects, no attachments, no file elsewhere. WeasyPrint swallows what a fetcher raises
while it draws SVG, so every refusal is also recorded and fails the build afterwards.
"""

from __future__ import annotations

import os
import stat
import urllib.parse
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.render import Assets

if TYPE_CHECKING:
    from infobrief_pdf.images.inks import Separation

REFUSAL: Final = "infobrief-pdf does not serve"
"""How a refusal begins where WeasyPrint repeats it."""

_LARGEST_FILE: Final = 20_000_000
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".css": "text/css",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".otf": "font/otf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".webp": "image/webp",
    }
)
"""Media types by ending; the machine's own table may say anything."""


# Relative addresses are resolved as those of the web are (urllib.parse.urljoin).
for _schemes in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    _schemes.append("layout")


class Fetcher(URLFetcher):
    """Serves `picture:NAME` and `layout:///PACK/FILE`; refuses and records everything else.

    Pictures of the issue come as they are to be printed, those of a layout are put into the inks of the
    `separation`, if there is one.
    """

    def __init__(self, assets: Assets, separation: Separation | None = None) -> None:
        super().__init__(allowed_protocols=("picture", "layout"), allow_redirects=False)  # type: ignore[no-untyped-call]
        self._assets = assets
        self._separation = separation
        self.refusals: list[Diagnostic] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The file behind an address. Raises `ValueError`, recorded in `refusals`, for any other address."""
        try:
            return self._served(url)
        except (ValueError, OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            code = "image-translucent" if isinstance(error, _TranslucentError) else "fetch-refused"
            refusal = Diagnostic(code, None, {"url": url[:200]})
            if refusal not in self.refusals:
                self.refusals.append(refusal)
            raise ValueError(f"{REFUSAL} {url[:200]}") from error

    def open(self, url: object, data: object = None, timeout: object = None) -> URLFetcherResponse:
        """`urllib`'s way in; leads to `fetch`."""
        return self.fetch(getattr(url, "full_url", None) or str(url))

    def _served(self, url: str) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "picture":
            asset = self._assets.pictures.get(unquote(parts.path))
            if asset is None:
                raise ValueError("no such picture")
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
        if parts.scheme == "layout" and not parts.netloc:
            pack, _, name = unquote(parts.path).lstrip("/").partition("/")
            media_type = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
            content = self._pack_file(pack, name)
            if self._separation is not None and media_type in _PICTURES:
                media_type, content = "image/jpeg", _separated(content, self._separation)
            return URLFetcherResponse(url, content, {"Content-Type": media_type})
        raise ValueError("address of another kind")

    def _pack_file(self, pack: str, name: str) -> bytes:
        """A regular file inside a pack's folder, symbolic links resolved."""
        folder = self._assets.layouts.get(pack)
        if folder is None or not name:
            raise ValueError("no such layout")
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError("outside the layout")
        with open(path, "rb", opener=_without_waiting) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST_FILE:
                raise ValueError("not a regular file of sensible size")
            return file.read(_LARGEST_FILE)


class _TranslucentError(ValueError):
    """A picture that inks cannot be mixed for, as nobody knows what is behind it."""


def _separated(content: bytes, separation: Separation) -> bytes:
    inked = separation.separated(content)
    if inked is None:
        raise _TranslucentError("translucent picture")
    return inked


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to would block an ordinary `open`; a link is no longer expected here."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
