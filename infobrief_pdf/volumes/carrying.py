"""What a file of a volume says of itself and carries inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from infobrief_pdf import layouts, render
from infobrief_pdf.finish import Attachment, Conformance, Metadata
from infobrief_pdf.model.nature import Nature
from infobrief_pdf.sources import TYPEFACES, packed
from infobrief_pdf.volumes.bindery import FILE
from infobrief_pdf.volumes.lending import lent
from infobrief_pdf.volumes.shelving import Shelf
from infobrief_pdf.volumes.state import State, kept

if TYPE_CHECKING:
    from infobrief_pdf.bind import Carried

_YAML = "application/yaml"


def carried(shelf: Shelf, binder: int, kind: str, state: State, elsewhere: Mapping[str, str]) -> Carried:
    """Everything but the pages; `elsewhere` names the files of parts that are not in this one."""
    from infobrief_pdf.bind import Carried

    wanted = shelf.bindery.wanted
    return Carried(
        _metadata(shelf, binder, kind),
        _attachments(shelf, kind, state),
        wanted.holes,
        wanted.is_duplex,
        elsewhere,
    )


def _metadata(shelf: Shelf, binder: int, kind: str) -> Metadata:
    """As old as its youngest issue, with no claim that it does not keep."""
    first, year = shelf.bindery.first, shelf.year.seen_from(binder)
    words = (word for each in shelf.placed for word in each.keywords())
    title = year.full_title() if kind == "volume" else f"{year.title}: {year.words().labels[kind]}"
    described = first.described(
        title, first.series.language, words, shelf.bindery.day, f"WeasyPrint {render.version()}"
    )
    if year.conforms:
        return described
    return replace(described, conformance=Conformance(None, None, None), nature=Nature("volume"))


def _attachments(shelf: Shelf, kind: str, state: State) -> tuple[Attachment, ...]:
    """The sources of the year, own layouts and typefaces: the workspace can be made again from them."""
    bindery = shelf.bindery
    home, first = f"issues/{bindery.series}", bindery.first
    folder = f"{home}/{bindery.year}"
    files = {f"{home}/series.yaml": (_YAML, first.series_document.text.encode())}
    if bindery.document is not None:
        files[f"{folder}/{FILE}"] = (_YAML, bindery.document.text.encode())
    for each in shelf.placed:
        files |= {f"{folder}/{name}": file for name, file in each.files().items()}
    own = bindery.workspace.folder.resolve() / "layouts"
    for pack in first.packs:
        if pack.folder.resolve().is_relative_to(own):
            files |= {f"layouts/{pack.name}/{name}": file for name, file in layouts.files(pack).items()}
    borrowed = lent(bindery.workspace.folder, first.layout)
    files |= borrowed.files
    absent = {TYPEFACES: list(borrowed.staying)} if borrowed.staying else {}
    description = f"Source of {bindery.series} {bindery.year}"
    return packed(files, kind, first.layout.name, description, **kept(state), **absent)
