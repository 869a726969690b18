"""What the program has to say about an input: place, cause, remedy, exit code.

A `Diagnostic` is a value: a stable code, a place and the particulars that fill the sentence. The
sentences themselves stand in the tables of `infobrief_pdf.diagnostics.messages`; they are written in
English and translated by the gettext catalogue `infobrief` (`infobrief_pdf/locale/`).

>>> place = Place("issues/migration/2018/02.yaml", line=3, column=1, excerpt="autor: Askın")
>>> problem = Diagnostic("field-unknown", place, {"field": "autor", "suggestion": "author"})
>>> print(problem.cause("en"))
Unknown field “autor”.
>>> print(problem.remedy("en"))
Did you mean “author”?
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from infobrief_pdf.diagnostics.messages import MESSAGES
from infobrief_pdf.diagnostics.reasons import N_, REASONS

LANGUAGES: Final = ("de", "en")
"""The languages that every sentence is written in."""

_PRINTED: Final = N_("{page} (printed {label})")
_LOCALE_FOLDER: Final = Path(__file__).parent.parent / "locale"


class ExitCode(IntEnum):
    """What the command line reports to its caller."""

    FINE = 0
    INPUT = 1
    USAGE = 2
    INTERNAL = 3


class Severity(StrEnum):
    """An error stops the build; a hint is editorial advice."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands.

    `line` and `column` count from 1, columns in characters. `excerpt` is the whole offending line.
    """

    file: str
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        return ":".join((self.file, *numbers))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `values` fill the placeholders of the code's sentences.

    `as_hint`: advice here, whatever the code is elsewhere.
    """

    code: str
    place: Place | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    as_hint: bool = False

    @property
    def severity(self) -> Severity:
        """Whether the problem stops the build."""
        return Severity.HINT if self.as_hint or MESSAGES[self.code].hint else Severity.ERROR

    def cause(self, language: str = "en") -> str:
        """What is wrong, in one sentence."""
        return self._sentence(MESSAGES[self.code].cause, language)

    def remedy(self, language: str = "en") -> str:
        """What to do about it, in one sentence."""
        message = MESSAGES[self.code]
        has_suggestion = bool(self.values.get("suggestion"))
        return self._sentence(message.did_you_mean if has_suggestion else message.remedy, language)

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The form that `--json` prints."""
        place = self.place
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "cause": self.cause(language),
            "remedy": self.remedy(language),
        }

    def _sentence(self, template: str, language: str) -> str:
        values = {name: _written(value, language) for name, value in self.values.items()}
        return _catalogue(language).gettext(template).format_map(values)


class PrintedPage(int):
    """A page of a file, counted from 1, that has another number printed on it."""

    label: str

    def __new__(cls, page: int, label: str) -> PrintedPage:
        """The page with its label."""
        made = super().__new__(cls, page)
        made.label = label
        return made


class Refused(Exception):  # noqa: N818 - the input is refused; the program has not erred
    """The input cannot be used; carries every problem found, in the order of the file.

    Raised by readers, validation and stages; shown by the command line, exit code 1.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(
            "; ".join(f"{problem.place or ''} {problem.cause()}".strip() for problem in self.diagnostics)
        )


def refuse(code: str, place: Place | None = None, /, **values: object) -> Refused:
    """Short for a refusal with a single problem: `raise refuse("file-missing", place, file="02.yaml")`."""
    return Refused([Diagnostic(code, place, values)])


def _written(value: object, language: str) -> object:
    """Reasons and fractions as the language writes them, several with commas; all else as it is."""
    if isinstance(value, tuple | list):
        return ", ".join(str(_written(each, language)) for each in value)
    if isinstance(value, PrintedPage) and value.label:
        return _catalogue(language).gettext(_PRINTED).format(page=int(value), label=value.label)
    if isinstance(value, str) and value in REASONS:
        return _catalogue(language).gettext(value)
    if not isinstance(value, float):
        return value
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return written.replace(".", ",") if language == "de" else written


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("infobrief", _LOCALE_FOLDER, [language], fallback=True)
