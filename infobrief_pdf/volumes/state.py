"""What a volume remembers of itself, so that a late issue can be filed into it: part of its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from infobrief_pdf import pdf
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.sources import MANIFEST

KEY = "volume"


class _State(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class Filed(_State):
    """An issue in the binder. `pages` are its own, `pads` the blank ones behind it."""

    number: int
    first: tuple[int, int]
    pages: int
    pads: int
    binder: int
    digest: str
    targets: Mapping[str, int]
    """Pages of its targets, counted from 0."""
    file: str | None = None
    """The file of its pages; `None` for the one that this stands in."""

    @property
    def first_folio(self) -> Folio:
        """The folio of its first page."""
        return Folio(*self.first)


class State(_State):
    """A volume as it stands in its binders."""

    series: str
    year: int
    is_duplex: bool
    fronts: tuple[int, ...]
    """Pages of the front matter of each binder, blank ones included."""
    registers: int
    """Pages of the registers, blank ones included."""
    issues: tuple[Filed, ...]

    def end(self) -> Folio:
        """The folio behind the last issue, where the registers begin."""
        last = max(each.first_folio + (each.pages + each.pads - 1) for each in self.issues)
        return Folio(last.page + 1)


def kept(state: State) -> dict[str, Any]:
    """The state as the manifest keeps it."""
    return {KEY: state.model_dump(mode="json")}


def read(path: Path) -> State:
    """The state of a volume that this program made. Raises `Refused` for any other file."""
    try:
        return State.model_validate_json(json.dumps(json.loads(pdf.attachments(path)[MANIFEST])[KEY]))
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError):
        raise refuse("supplement-without-state", None, file=path.name) from None
