"""The sentences of every diagnostic, one table for each part of the program.

A code never changes its meaning once it has been released: machines match on it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from infobrief_pdf.diagnostics.messages import (
    editorial,
    files,
    layout,
    markup,
    model,
    printing,
    rendering,
    working,
    yaml,
)
from infobrief_pdf.diagnostics.messages.message import Message

_TABLES: Final = (
    yaml.MESSAGES,
    model.MESSAGES,
    markup.MESSAGES,
    layout.MESSAGES,
    rendering.MESSAGES,
    files.MESSAGES,
    printing.MESSAGES,
    working.MESSAGES,
    editorial.MESSAGES,
)

MESSAGES: Final[Mapping[str, Message]] = MappingProxyType(
    {code: message for table in _TABLES for code, message in table.items()}
)
"""Code to sentences, for every diagnostic of the program."""

if sum(map(len, _TABLES)) != len(MESSAGES):
    raise ValueError("two diagnostics share a code")
