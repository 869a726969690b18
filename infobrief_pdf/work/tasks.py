"""Tasks and outcomes: values that travel between processes and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.impose import Order
from infobrief_pdf.matter import Matter
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.model.folio import FIRST, Folio
from infobrief_pdf.passes import Numbers
from infobrief_pdf.products import Made
from infobrief_pdf.render import Spot


@dataclass(frozen=True)
class Whole:
    """An edition of an issue for readers; see `Workspace.build` for what its fields mean.

    `file` is the name of its file if that is not the usual one. `numbers` are page numbers to begin with.
    """

    edition: str
    file: str | None = None
    order: Order | None = None
    occasion: str | None = None
    article: str | None = None
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class Length:
    """How many pages an issue is likely to take in a form."""

    form: Edition


@dataclass(frozen=True)
class Part:
    """An issue as a part of a volume, its first page numbered `first_folio`; see `Whole` for `numbers`.

    Without a folio it asks for it when it knows the number of its pages; see `Following`.
    """

    form: Edition
    first_folio: Folio | None = FIRST
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """What is to be made of an issue. `issue` is its file, as `plan.inside` names it.

    `Matter` belongs to a whole year; `issue` is then the file of its series.
    """

    issue: str
    what: Whole | Length | Part | Matter
    layout: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What has become of a task; what does not apply to it is empty.

    `problems` tells why nothing was made. `name`, `beside` and `edition` are those of a finished edition,
    `spots` where what registers name stands; `used` are its inputs and `numbers` the page numbers of its
    contents, as `Made` has them; `seconds` is the time that the work took.
    """

    problems: tuple[Diagnostic, ...] = ()
    hints: tuple[Diagnostic, ...] = ()
    edition: str = ""
    name: str = ""
    pdf: bytes = field(default=b"", repr=False)
    pages: int = 0
    spots: Mapping[str, Spot] = field(default_factory=dict, repr=False)
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    used: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    numbers: Numbers = field(default_factory=dict, repr=False)
    seconds: float = 0.0

    def sound(self) -> Outcome:
        """The outcome itself. Raises `Refused` with its problems if there are any."""
        if self.problems:
            raise Refused(self.problems)
        return self

    def made(self) -> Made:
        """The edition. Raises `Refused` with its problems if there are any."""
        self.sound()
        hints = list(self.hints)
        return Made(
            self.edition,
            self.name,
            self.pdf,
            self.pages,
            lambda: hints,
            self.beside,
            self.used,
            self.numbers,
        )

    def after(self, seconds: float) -> Outcome:
        """The same with the time that it took."""
        return replace(self, seconds=seconds)
