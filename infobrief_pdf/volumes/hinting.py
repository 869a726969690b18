"""Advice about a volume: what leads nowhere, what became of issues that were taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from infobrief_pdf.compose.registers import SUB_ENTRY
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.diagnostics.reasons import (
    ATTACHMENTS,
    FAR_LINKS,
    FORM_FIELDS,
    MEDIA,
    OTHER_ACTIONS,
    PROTECTION,
    SCRIPTS,
)
from infobrief_pdf.volumes import spelling
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.lending import lent
from infobrief_pdf.volumes.placed import Placed, Taken

_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"JavaScript": SCRIPTS, "Encryption": PROTECTION}
    | dict.fromkeys(("Collection", "EmbeddedFiles", "FileAttachment"), ATTACHMENTS)
    | dict.fromkeys(("Form", "ImportData", "ResetForm", "SubmitForm", "XFA"), FORM_FIELDS)
    | dict.fromkeys(("External", "GoToE", "GoToR", "Launch", "Thread", "Threads"), FAR_LINKS)
    | dict.fromkeys(("3D", "GoTo3DView", "Movie", "Rendition", "RichMedia", "RichMediaExecute"), MEDIA)
    | dict.fromkeys(("Screen", "Sound"), MEDIA)
)
"""What is taken out, by the names of ISO 32000-1, as an office calls it."""


def hints(bindery: Bindery, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """Typefaces that stay, references that lead nowhere, what became of issues that were taken over."""
    if staying := lent(bindery.workspace.folder, bindery.first.layout).staying:
        yield Diagnostic("typefaces-stay", None, {"families": ", ".join(staying)})
    yield from _lost_references(bindery, placed)
    yield from spelling.hints(bindery, placed)
    yield from _taken_over(bindery, placed)


def _taken_over(bindery: Bindery, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """What became of issues that exist only as PDF."""
    new = [each for each in placed if isinstance(each, Taken) and each.filed is None]
    if new:
        files = ", ".join(each.issue.file for each in new)
        yield Diagnostic("legacy-lowers-claim", bindery.place("legacy"), {"files": files})
    for index, issue in enumerate(bindery.volume.legacy):
        taken = next(each for each in placed if isinstance(each, Taken) and each.number == issue.number)
        if taken.filed is not None:
            continue
        place = bindery.place("legacy", index, "file")
        if issue.date.year != bindery.year:
            values = {"file": issue.file, "year": bindery.year}
            yield Diagnostic("legacy-other-year", bindery.place("legacy", index, "date"), values)
        if taken.legacy.is_mended:
            yield Diagnostic("legacy-mended", place, {"file": issue.file})
        if taken.legacy.removed:
            kinds = {_KINDS.get(each, OTHER_ACTIONS) for each in taken.legacy.removed}
            removed = tuple(
                kind for kind in (*dict.fromkeys(_KINDS.values()), OTHER_ACTIONS) if kind in kinds
            )
            yield Diagnostic("legacy-removed", place, {"file": issue.file, "removed": removed})
        if taken.crowded:
            values = {"file": issue.file, "pages": ", ".join(map(str, taken.crowded))}
            yield Diagnostic("legacy-crowded", place, values)
        if not taken.legacy.is_tagged:
            yield Diagnostic("legacy-untagged", place, {"file": issue.file})


def _lost_references(bindery: Bindery, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """Words of `see` that the subject index does not list, that lead to themselves or only further on."""
    listings = (each.listed(bindery.first.series.language) for each in placed)
    words = {word for each in listings for article in each.articles for word in article.keywords}
    found = {word.partition(SUB_ENTRY)[0].strip() for word in words}
    further = {each.term: each.see for each in bindery.volume.see}
    for index, reference in enumerate(bindery.volume.see):
        for number, word in enumerate(reference.see):
            place = bindery.place("see", index, "see", number)
            if word == reference.term:
                yield Diagnostic("see-itself", place, {"word": word})
            elif word not in found | further.keys():
                suggestion = next(iter(get_close_matches(word, sorted(found | further.keys()), 1)), "")
                yield Diagnostic("see-unlisted", place, {"word": word, "suggestion": suggestion})
            elif word not in found:
                yield Diagnostic("see-chain", place, {"word": word, "others": ", ".join(further[word])})
