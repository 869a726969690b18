"""A series: what all its issues have in common."""

from __future__ import annotations

from infobrief_pdf.model.base import Address, Email, Identifier, Language, Line, Markdown, Model, Phone


class Imprint(Model):
    """Who is answerable for the series, set on the last page."""

    publisher: Line | None = None
    """Legal name of the publisher; the series' publisher if left out."""
    address: tuple[Line, ...] = ()
    """Postal address, a line each."""
    responsible: Line | None = None
    """Who answers for the contents."""
    editors: tuple[Line, ...] = ()
    """Who writes and edits."""
    phone: Phone | None = None
    """Telephone number of the office."""
    email: Email | None = None
    """E-mail address of the office."""
    website: Address | None = None
    """Web address of the publisher."""
    text: Markdown | None = None
    """Anything else, with Markdown."""


class Series(Model):
    """What all issues of a series have in common; `issues/<series>/series.yaml`."""

    name: Line
    """Name of the series as it is printed, for example “Infobrief Migration”."""
    publisher: Line
    """Who publishes the series; the author in the file's properties."""
    department: Line | None = None
    """The department that publishes the series."""
    layout: Identifier = "infobrief"
    """The layout: a folder in `layouts/`."""
    language: Language = "de"
    """Language of the series."""
    subject: Line | None = None
    """What the series is about; the subject in the file's properties."""
    keywords: tuple[Line, ...] = ()
    """Words that every issue carries in the file's properties."""
    archive_url: Address | None = None
    """Where all issues can be found."""
    file_name: Line = "{series}-{year}-{number:02}"
    """Name of the finished file without its ending, with `{series}`, `{year}`, `{number}` and `{edition}`."""
    imprint: Imprint = Imprint()
    """Who is answerable, set on the last page."""
    editions: tuple[Identifier, ...] = ("screen",)
    """The forms that `--edition all` makes."""
