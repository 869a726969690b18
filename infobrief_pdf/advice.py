"""What an editor may want to look at in a product that is fit to be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infobrief_pdf.checks.editorial.samples import untouched
from infobrief_pdf.checks.languages import words_missing
from infobrief_pdf.compose import Content
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.images import Prepared
from infobrief_pdf.sources import Sources


def advice(
    sources: Sources,
    content: Content,
    pictures: Mapping[str, Prepared],
    others: Sequence[Diagnostic] = (),
) -> list[Diagnostic]:
    """What does not stop a build: hints of the Markdown and of the editor's desk, and `others`."""
    from infobrief_pdf.checks.editorial import hints  # not needed when nobody asks

    return [
        *content.problems,
        *others,
        *sources.blurred(pictures),
        *hints(sources.issue, sources.place),
        *untouched(sources.series, sources.series_place),
        *words_missing(sources.issue, sources.series, sources.layout, sources.place, sources.series_place),
    ]
