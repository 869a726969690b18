"""From a file to the facts that the checks look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from infobrief_pdf import raster
from infobrief_pdf.bind import values
from infobrief_pdf.preflight import codes, colours, edges, ink, walk
from infobrief_pdf.preflight.facts import Facts, Sheet
from infobrief_pdf.preflight.opening import cut, unlocked


def examined(path: Path, name: str, *, with_ink: bool, profile: bytes | None = None) -> Facts:
    """What a PDF is to a printer. Raises `Refused`: unreadable, encrypted, or built to exhaust its reader.

    `name` is what messages call the file. Without `with_ink`, no ink is measured: it takes the most time.
    `profile` is that of the press, for what is RGB; a CMYK profile of the file's output intent goes before.
    """
    with unlocked(path, name) as (pdf, frames, intents, own_profile, imposed):
        budget = walk.Budget()
        painted = [walk.seen(frame, budget) for frame in frames]
        boxes = [frame.described() for frame in frames]
        blendings = [_blending(frame.page) for frame in frames]
        with raster.opened(cut(pdf, frames), name) as pages:
            nears = [edges.near(pages, frame) for frame in frames]
            found = [codes.read(pages, frame) for frame in frames]
        inks: Sequence[Any] = [None] * len(frames)
        if with_ink:
            inks = ink.measured(pdf, frames, painted, name, own_profile or profile)
        sheets = (
            Sheet(frame.number, *each)
            for frame, *each in zip(frames, boxes, painted, blendings, nears, found, inks, strict=True)
        )
        return Facts(tuple(sheets), intents, imposed)


def _blending(page: Any) -> str | None:
    """The colours that a page's group blends in (ISO 32000-1, 11.6.6); none if it does not say."""
    group = values.dictionary(page, "/Group")
    space = colours.described(group.get("/CS")) if "/CS" in group else colours.UNKNOWN
    return space.family if space.components else None
