"""What was made: an edition in memory, a file on the disk, and what there is to say about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from infobrief_pdf import plan, storage
from infobrief_pdf.checks.editorial.samples import untouched
from infobrief_pdf.checks.languages import words_missing
from infobrief_pdf.compose import Content
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.images import Prepared
from infobrief_pdf.markup.slugs import slug
from infobrief_pdf.model import Series
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.passes import Numbers
from infobrief_pdf.plan import Output
from infobrief_pdf.sources import Sources

Advise = Callable[[], list[Diagnostic]]


@dataclass(frozen=True)
class Made:
    """An edition in memory. `name` is that of its file, `beside` holds the files that go with it by name.

    `pages` are those of the file: of an edition on sheets, their sides.
    """

    edition: str
    name: str
    pdf: bytes
    pages: int
    advise: Advise = field(repr=False, compare=False)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    used: Mapping[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    """What it was made from, by the names of `infobrief_pdf.plan`; the digest of what was read once."""
    numbers: Numbers = field(default_factory=dict, repr=False, compare=False)
    """The page numbers of its contents: a first guess for the next time."""


@dataclass(frozen=True)
class Built:
    """A finished file. `seconds` is the time it took, `size` its bytes.

    `pages` are those of the file: of an edition on sheets, their sides.
    """

    path: Path
    edition: str
    pages: int
    size: int
    seconds: float
    advise: Advise = field(repr=False, compare=False)
    beside: tuple[Path, ...] = ()
    """Files that go with it."""
    outputs: tuple[Output, ...] = ()
    """What was written, the file itself first."""
    used: Mapping[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    """What it was made from, by the names of `infobrief_pdf.plan`; the digest of what was read once."""

    @cached_property
    def hints(self) -> tuple[Diagnostic, ...]:
        """What an editor may want to look at; worked out when it is asked for."""
        return tuple(self.advise())


_LONGEST_OCCASION: Final = 40
"""Characters of a meeting in the name of a file."""

_DIGEST: Final = 6


def file_name(
    series: Series,
    of: tuple[str, int, int],
    form: Edition,
    article: str | None = None,
    occasion: str | None = None,
) -> str:
    """What the file of an edition is called; `of` is the series, year and number of the issue.

    Handouts of several meetings lie beside each other: the name says which it is.
    """
    name, year, number = of
    stem = series.file_name.format(series=name, year=year, number=number, edition=form.name)
    part = f"-{article}" if form.unit == "article" else ""
    meeting = f"-{_shortened(occasion)}" if occasion else ""
    return f"{stem}{form.suffix}{part}{meeting}.pdf"


def _shortened(occasion: str) -> str:
    """A meeting as part of a file's name: whole words, and a digest of what they leave out.

    >>> _shortened("Gespräch mit dem Ausschuss, 12.10.2026")
    'gespraech-mit-dem-ausschuss-12-10-2026'
    >>> _shortened("Gespräch mit dem Ausschuss für Soziales, Gesundheit und Integration, 12.10.2026")
    'gespraech-mit-dem-ausschuss-fuer-b49c90'
    """
    words = slug(occasion)
    # Signs that have no Latin form are lost in it.
    is_whole = words.count("-") + 1 >= len(re.findall(r"[^\W_]+", occasion)) and words != slug("")
    if is_whole and len(words) <= _LONGEST_OCCASION:
        return words
    digest = sha256(occasion.encode()).hexdigest()[:_DIGEST]
    room = _LONGEST_OCCASION - _DIGEST - 1
    head = words if len(words) <= room else words[: room + 1].rpartition("-")[0] or words[:room]
    return f"{head}-{digest}"


def written(made: Made, folder: Path, seconds: float) -> Built:
    """Put an edition, which took so many seconds, and what goes with it into a folder. Raises `Refused`."""
    target = folder / made.name
    beside = {folder / name: content for name, content in made.beside.items()}
    files = {target: made.pdf, **beside}
    storage.write_together(files)
    return Built(
        target,
        made.edition,
        made.pages,
        len(made.pdf),
        seconds,
        made.advise,
        tuple(beside),
        plan.outputs(files),
        made.used,
    )


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
