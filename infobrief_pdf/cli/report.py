"""What a command has to say: sentences for people, or one JSON object for a machine.

People get results on the standard output. Problems that keep a command from its work go to the standard
error; where finding problems *is* the work (`check`, `preflight`, `verify`), they are results.

A machine gets, at the end, one object on the standard output: `ok`, `diagnostics` (each with `code`,
`severity`, `file`, `line`, `column`, `cause`, `remedy`; `build` adds `editions`) and what the command adds.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from infobrief_pdf.cli.excerpt import harmless, with_caret
from infobrief_pdf.cli.language import _, ngettext, spoken
from infobrief_pdf.diagnostics import Diagnostic, ExitCode, Severity

_WIDTH_WHEN_PIPED: Final = 100
_STYLES: Final = {
    "error": "\x1b[1;31m",
    "hint": "\x1b[1;36m",
    "good": "\x1b[32m",
    "faint": "\x1b[2m",
    "place": "\x1b[1m",
}
_PLAIN: Final = "\x1b[0m"


class Report:
    """Gathers and prints what one command says."""

    def __init__(self, *, as_json: bool = False, results_are_problems: bool = False) -> None:
        self.as_json = as_json
        self.exit_code = ExitCode.FINE
        self._results_are_problems = results_are_problems
        self._facts: dict[str, object] = {}
        self._diagnostics: list[Diagnostic] = []
        self._editions: list[list[str]] = []

    def line(self, text: str = "") -> None:
        """A result for people."""
        if not self.as_json:
            say(text)

    def remark(self, text: str) -> None:
        """A sentence for people that is no result."""
        if not self.as_json:
            say(text, sys.stderr)

    def add(self, name: str, entry: object) -> None:
        """One more entry of a list in the JSON object."""
        entries = self._facts.setdefault(name, [])
        assert isinstance(entries, list), "a name is a list or a value"
        entries.append(entry)

    def set(self, name: str, value: object) -> None:
        """A value of the JSON object."""
        self._facts[name] = value

    def problems(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Errors and hints; each is said once, however many issues share it. An error means exit code 1."""
        for diagnostic in diagnostics:
            self.problem(diagnostic)

    def problem(
        self, diagnostic: Diagnostic, editions: Iterable[str] = (), *, is_apart: bool = False
    ) -> None:
        """An error or a hint about editions of an issue.

        People are told which if there are others that it is not about (`is_apart`), a machine always.
        """
        if diagnostic.severity is Severity.ERROR:
            self.exit_code = ExitCode.INPUT
        if diagnostic in self._diagnostics:
            return
        self._diagnostics.append(diagnostic)
        self._editions.append(list(editions))
        if not self.as_json:
            stream = sys.stdout if self._results_are_problems else sys.stderr
            apart = self._editions[-1] if is_apart else ()
            say("\n".join(described(diagnostic, stream, apart)) + "\n", stream)

    def failed(self, exit_code: ExitCode = ExitCode.INPUT) -> None:
        """The command did not succeed, whatever the diagnostics are."""
        self.exit_code = exit_code

    def count(self) -> str:
        """How many errors and hints there were, in words."""
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in self._diagnostics)
        hints = len(self._diagnostics) - errors
        parts = (
            ngettext("{count} error", "{count} errors", errors).format(count=errors) if errors else "",
            ngettext("{count} hint", "{count} hints", hints).format(count=hints) if hints else "",
        )
        return ", ".join(part for part in parts if part) or _("nothing to remark")

    def close(self) -> ExitCode:
        """Print the JSON object, if that is wanted; the exit code."""
        if self.as_json:
            found = zip(self._diagnostics, self._editions, strict=True)
            diagnostics = [
                {**each.as_dict(spoken()), **({"editions": editions} if editions else {})}
                for each, editions in found
            ]
            answer = {"ok": self.exit_code is ExitCode.FINE, "diagnostics": diagnostics, **self._facts}
            # ASCII is right in whatever encoding the reader expects.
            say(json.dumps(answer, indent=2))
        return self.exit_code


def described(
    diagnostic: Diagnostic, stream: TextIO | None = None, editions: Sequence[str] = ()
) -> list[str]:
    """The lines that show a diagnostic: place, excerpt with a caret, cause, remedy; `editions` are named."""
    stream = stream or sys.stdout
    severity = _("error") if diagnostic.severity is Severity.ERROR else _("hint")
    kind = styled(severity, str(diagnostic.severity), stream)
    place = diagnostic.place
    head = f"{styled(harmless(str(place)), 'place', stream)}: " if place else ""
    excerpt: list[str] = []
    if place and place.line and place.column and place.excerpt is not None:
        gutter = f"{place.line:>5} | "
        line, caret = with_caret(place.excerpt, place.column, _width() - len(gutter))
        excerpt = [f"{gutter}{line}".rstrip(), f"{'|':>7} {styled(caret, str(diagnostic.severity), stream)}"]
    details = str(diagnostic.values.get("details", "")) if os.environ.get("INFOBRIEF_DEBUG") == "1" else ""
    sentences = (diagnostic.cause(spoken()), diagnostic.remedy(spoken()), f"({details})" if details else "")
    indented = (f"  {harmless(sentence)}" for sentence in sentences if sentence)
    where = " " + _("in {editions}").format(editions=", ".join(editions)) if editions else ""
    return [f"{head}{kind} [{diagnostic.code}]{where}", *excerpt, *indented]


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Text in colour, where the reader is a person at a terminal who has not refused it (no-color.org)."""
    stream = stream or sys.stdout
    return f"{_STYLES[style]}{text}{_PLAIN}" if _is_coloured(stream) else text


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a text; characters that the terminal cannot show become question marks."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream)


def _is_coloured(stream: TextIO) -> bool:
    # A program that runs without a console has no streams.
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not (stream and stream.isatty()):
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ


def _width() -> int:
    import shutil  # not needed for what has no excerpt

    return shutil.get_terminal_size((_WIDTH_WHEN_PIPED, 24)).columns
