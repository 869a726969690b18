"""A parser that says what is wrong in sentences of this program."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from infobrief_pdf.cli.language import _


class Parser(argparse.ArgumentParser):
    """Keeps the lines of the exit codes, and takes no abbreviations: they would break with a new option."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """What argparse says is quoted as in Python."""
        if action.choices is not None and value not in action.choices:
            sentence = _("“{value}” is not one of these: {choices}")
            choices = ", ".join(map(str, action.choices))
            raise argparse.ArgumentError(action, sentence.format(value=value, choices=choices))

    def error(self, message: str) -> NoReturn:
        """What is wrong, and where all options can be read: they would bury it."""
        wrong = _("{program}: error: {message}").format(program=self.prog, message=message)
        self.exit(2, f"{wrong}\n{_('See `{program} --help`.').format(program=self.prog)}\n")
