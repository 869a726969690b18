"""What a volume remembers of itself, so that a late issue can be filed into it: part of its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from infobrief_pdf import source, validate
from infobrief_pdf.diagnostics import Refused, refuse
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.sources import MANIFEST
from infobrief_pdf.volumes.bindery import FILE

KEY = "volume"


_MOST: Final = 100_000
"""More pages no volume has."""

_Count = Annotated[int, Field(ge=0, le=_MOST)]


class _State(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class Filed(_State):
    """An issue in the binder. `pages` are its own, `pads` the blank ones behind it."""

    number: int = Field(ge=1, le=_MOST)
    first: tuple[_Count, _Count]
    pages: int = Field(ge=1, le=_MOST)
    pads: int = Field(ge=0, le=1)
    binder: int = Field(ge=1, le=99)
    digest: str
    targets: Mapping[str, _Count]
    """Pages of its targets, counted from 0."""
    file: Annotated[str, Field(pattern=r"^[^/\\:\x00-\x1f]{1,200}\.pdf$")] | None = None
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
    fronts: Annotated[tuple[_Count, ...], Field(min_length=1, max_length=99)]
    """Pages of the front matter of each binder, blank ones included."""
    registers: _Count
    """Pages of the registers, blank ones included."""
    issues: Annotated[tuple[Filed, ...], Field(min_length=1)]
    matter: str = ""
    """A fingerprint of `volume.yaml`."""
    supplements: _Count = 0
    """How many supplements have been made to the volume so far, this one included."""

    @model_validator(mode="after")
    def _is_one_volume(self) -> State:
        numbers = [each.number for each in self.issues]
        if len(set(numbers)) < len(numbers) or any(each.binder > len(self.fronts) for each in self.issues):
            raise ValueError("an issue stands twice, or in no binder")
        return self

    def end(self) -> Folio:
        """The folio behind the last issue, where the registers begin."""
        last = max(each.first_folio + (each.pages + each.pads - 1) for each in self.issues)
        return Folio(last.page + 1)


def kept(state: State) -> dict[str, Any]:
    """The state as the manifest keeps it."""
    return {KEY: state.model_dump(mode="json")}


def taken(files: Mapping[str, bytes]) -> dict[str, str]:
    """The labels of a volume's pages that were taken over, each with the PDF that it comes from.

    `files` are those inside the volume; nothing for a file that is no volume of this program.
    """
    try:
        state = State.model_validate_json(json.dumps(json.loads(files[MANIFEST])[KEY]))
        volume = validate.volume(source.parse(files[FILE], FILE))
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError, Refused):
        return {}
    files_of = {each.number: each.file for each in volume.legacy}
    return {
        str(each.first_folio + page): files_of[each.number]
        for each in state.issues
        if each.number in files_of
        for page in range(each.pages)
    }


def read(path: Path, series: str, year: int) -> State:
    """The state of a volume of this year that this program made. Raises `Refused` for any other file."""
    from infobrief_pdf import pdf  # only a supplement reads one

    try:
        found = State.model_validate_json(json.dumps(json.loads(pdf.attachments(path)[MANIFEST])[KEY]))
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError):
        raise refuse("supplement-without-state", None, file=path.name) from None
    if (found.series, found.year) != (series, year):
        values = {"file": path.name, "series": found.series[:80], "year": found.year}
        raise refuse("supplement-of-another", None, **values)
    if not found.is_duplex:  # without blank pages, a sheet may hold the end of one issue and the next
        raise refuse("supplement-on-screen", None, file=path.name)
    return found
