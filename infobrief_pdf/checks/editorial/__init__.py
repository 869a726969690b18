"""Editorial hints: what a proofreader would ask about. Nothing here stops a build.

Each check is a pure function from an issue to findings; `CHECKS` is the table of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from infobrief_pdf.checks.editorial import dates, form, names, wording
from infobrief_pdf.checks.editorial.passages import Finding
from infobrief_pdf.checks.editorial.samples import untouched
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Issue
from infobrief_pdf.model.texts import Key

Locate = Callable[[Key, int], Place]
Check = Callable[[Issue], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    names.spelled_differently,
    wording.doubled_spaces,
    wording.doubled_words,
    wording.vague_links,
    dates.impossible_dates,
    dates.wrong_weekdays,
    dates.past_events,
    dates.long_events,
    form.words_without_address,
    form.long_lines,
    form.capital_titles,
    form.titles_with_full_stop,
    form.empty_headings,
    form.weak_alternatives,
    form.markup_in_lines,
    form.repeated_keywords,
    form.torn_keywords,
    form.missing_contacts,
)
"""Every check; the order does not matter, hints are sorted by place."""


def hints(issue: Issue, locate: Locate) -> Iterator[Diagnostic]:
    """All hints for an issue, in the order of the file.

    `locate` says where the character at an offset of the text under a key stands.
    """
    found = [_diagnostic(finding, locate) for check in CHECKS for finding in check(issue)]
    yield from sorted(
        (*found, *untouched(issue, locate)), key=lambda hint: (_position(hint.place), hint.code)
    )


def _diagnostic(finding: Finding, locate: Locate) -> Diagnostic:
    place = locate(finding.key, finding.offset)
    if finding.other is None:
        return Diagnostic(finding.code, place, finding.values)
    name, other, other_place = finding.values["name"], finding.values["other"], locate(*finding.other)
    if _position(place) < _position(other_place):
        name, other, place, other_place = other, name, other_place, place
    return Diagnostic(finding.code, place, {"name": name, "other": other, "line": other_place.line})


def _position(place: Place | None) -> tuple[int, int]:
    assert place is not None, "hints have a place"
    return place.line or 0, place.column or 0
