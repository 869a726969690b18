"""What was found on the pages of a PDF, with the numbers that are printed on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from infobrief_pdf.diagnostics import Diagnostic, PrintedPage

Findings = Mapping[str, tuple[Diagnostic, ...] | None]

_NONE: Mapping[str, str] = {}


def numbered(findings: Findings, labels: Sequence[str], taken: Mapping[str, str] = _NONE) -> Findings:
    """The same findings, pages also by their labels where those are others.

    `taken` are the labels of pages that were taken over, each with the PDF that it comes from.
    """
    return {
        name: found and tuple(_with_number(each, labels, taken) for each in found)
        for name, found in findings.items()
    }


def _with_number(found: Diagnostic, labels: Sequence[str], taken: Mapping[str, str]) -> Diagnostic:
    page = found.values.get("page")
    if not isinstance(page, int) or not 0 < page <= len(labels):
        return found
    label = labels[page - 1]
    values = dict(found.values)
    if label != str(page):
        values["page"] = PrintedPage(page, label)
    if label in taken:
        values["suggestion"] = taken[label]
    return replace(found, values=values)
