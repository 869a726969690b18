"""The command line: the only part that prints and exits.

Each command is a module with a function `run(options, report)`, imported when it is asked for:
`infobrief --version` costs next to nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from infobrief_pdf.cli.arguments import parser
from infobrief_pdf.cli.language import _, speaking, wanted
from infobrief_pdf.cli.report import Report, say
from infobrief_pdf.diagnostics import Diagnostic, ExitCode, Refused, refuse
from infobrief_pdf.pausing import uncollected

if TYPE_CHECKING:
    import argparse

__all__ = ["UsageError", "main"]

_INTERRUPTED: Final = 130
_NOBODY_READS: Final = 141
"""128 + the number of the signal, as shells count."""

_FINDS_PROBLEMS: Final = frozenset({"check", "preflight", "verify"})


class UsageError(Exception):
    """Options that do not go together; the text is the sentence for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # pydantic would look through every installed package for plugins of its own.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with speaking(wanted(arguments)), uncollected():
        try:
            code = _run(arguments)
            if sys.stdout is not None:
                sys.stdout.flush()
        except SystemExit as leaving:  # argparse, after --help, --version or a wrong option
            return int(leaving.code or 0)
        except KeyboardInterrupt:
            return _INTERRUPTED
        except BrokenPipeError:
            _discard_output()
            return _NOBODY_READS
        except OSError as error:  # the output cannot be written, for example to a full disk
            _discard_output()
            return _said(of_the_system(error).diagnostics, ExitCode.INPUT)
        except Exception as error:
            return _said([internal(error)], ExitCode.INTERNAL)
        return code


def _run(arguments: Sequence[str]) -> int:
    commands = parser()
    options = commands.parse_args(arguments)
    if options.command is None:
        say(commands.format_help(), sys.stderr)
        return ExitCode.USAGE
    report = Report(
        as_json=getattr(options, "json", False), results_are_problems=options.command in _FINDS_PROBLEMS
    )
    try:
        _carry_out(options, report)
    except UsageError as error:
        commands.error(str(error))
    return report.close()


def _carry_out(options: argparse.Namespace, report: Report) -> None:
    """Run one command; whatever stops it becomes a diagnostic."""
    try:
        import_module(f"infobrief_pdf.cli.{options.command}").run(options, report)
    except Refused as refusal:
        report.problems(refusal.diagnostics)
    except (BrokenPipeError, UsageError):
        raise
    except OSError as error:
        report.problems(of_the_system(error).diagnostics)
    except Exception as error:
        report.problems([internal(error)])
        report.failed(ExitCode.INTERNAL)


def of_the_system(error: OSError) -> Refused:
    """A folder that may not be entered, a full disk: nothing that is wrong with the program."""
    from infobrief_pdf.diagnostics.reasons import of_system

    reason = of_system(error)
    if not error.filename:
        return refuse("output-unwritable", None, file=_("The output"), cause=reason)
    name = Path(os.fsdecode(error.filename)).name
    return refuse("file-unreadable", None, file=name, reason=reason)


def _said(diagnostics: Sequence[Diagnostic], code: ExitCode) -> ExitCode:
    """What is left to do outside of a command."""
    Report().problems(diagnostics)
    return code


def internal(error: Exception) -> Diagnostic:
    """A fault of the program; the details go into a file."""
    from infobrief_pdf.cli.failures import describe

    return describe(error)


def _discard_output() -> None:
    """Nobody reads any more; keep Python from complaining when it flushes at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
