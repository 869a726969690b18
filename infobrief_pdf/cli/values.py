"""Values of options: what is wrong with one is said in the language in use."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from infobrief_pdf.cli.language import _

if TYPE_CHECKING:
    from datetime import date


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """Whole numbers from one to another."""

    def number(text: str) -> int:
        if text.isascii() and text.isdecimal() and lowest <= int(text[:9]) <= highest:
            return int(text[:9])
        sentence = _("“{text}” is not a whole number from {lowest} to {highest}")
        raise argparse.ArgumentTypeError(sentence.format(text=text, lowest=lowest, highest=highest))

    return number


def day(text: str) -> date:
    """A day of this and the last century, or the next."""
    from datetime import date

    try:
        if len(text) == len("2018-09-06"):
            found = date.fromisoformat(text)
            if 1900 <= found.year <= 2199:
                return found
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_("“{text}” is not a date such as 2018-09-06").format(text=text))
