"""A series: what all its issues have in common."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from infobrief_pdf.model.base import Address, Count, Email, Identifier, Language, Line, Markdown, Model, Phone

FILE_NAME_PLACEHOLDERS: Final = ("series", "year", "number", "edition")
"""What the name of a finished file may be made of."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_WIDTH: Final = re.compile(r"(?:year|number):0[1-9]")
_UNSAFE: Final = re.compile(r"[{}/\\:*?\"<>|]|^\.|\.$")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_LONGEST_FILE_NAME: Final = 120


def _file_name_pattern(text: str) -> str:
    for inside in _PLACEHOLDER.findall(text):
        if inside not in FILE_NAME_PLACEHOLDERS and not _WIDTH.fullmatch(inside):
            raise PydanticCustomError("file-name-placeholder", "", {"placeholder": "{" + inside + "}"})
    if not any(inside.startswith("number") for inside in _PLACEHOLDER.findall(text)):
        raise PydanticCustomError("file-name-not-unique", "")
    bare = _PLACEHOLDER.sub("0", text)
    if found := _UNSAFE.search(bare) or _RESERVED.match(bare):
        raise PydanticCustomError("file-name-unsafe", "", {"part": found[0]})
    return text


FileNamePattern = Annotated[Line, Field(max_length=_LONGEST_FILE_NAME), AfterValidator(_file_name_pattern)]
"""The name of a finished file, with placeholders for `str.format`; safe on every system."""


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


class Press(Model):
    """How the series is printed; what is not given is left to the print shop, or the usual is proposed."""

    paper: Line | None = Field(default=None, examples=["Bilderdruck matt, 135 g/m²"])
    """The paper; coated, since colours are made for it."""
    binding: Line | None = Field(default=None, examples=["Rückstichheftung"])
    """How the sheets are bound; the usual for the number of pages if left out."""
    copies: Count | None = Field(default=None, examples=[500])
    """How many are printed."""
    remark: Line | None = None
    """Anything else that the print shop must know."""


class Series(Model):
    """What all issues of a series have in common; `issues/<series>/series.yaml`."""

    name: Line = Field(examples=["Infobrief Migration"])
    """Name of the series as it is printed, for example “Infobrief Migration”."""
    publisher: Line = Field(examples=["Landesverband Beispiel e. V."])
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
    file_name: FileNamePattern = "{series}-{year}-{number:02}"
    """Name of the finished file without its ending, with `{series}`, `{year}`, `{number}` and `{edition}`."""
    imprint: Imprint = Imprint()
    """Who is answerable, set on the last page."""
    press: Press = Press()
    """What the job ticket of the press edition says."""
    editions: tuple[Identifier, ...] = ("screen",)
    """The forms that `--edition all` makes."""
