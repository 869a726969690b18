"""Reading a content stream for what it opens and closes, and for its marks."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Dictionary, Name, PikepdfError, parse_content_stream

from infobrief_pdf.bind import values


@dataclass(slots=True)
class Scan:
    """What a content stream leaves open, and the marks in it."""

    marks: set[int] = field(default_factory=set)
    repeated: bool = False  # or not to be read at all
    is_marked: bool = False
    missing: int = 0  # Q without q
    open_states: int = 0
    open_marks: int = 0
    in_text: bool = False
    is_enclosed: bool = True  # one q … Q around everything

    @property
    def is_balanced(self) -> bool:
        """Whether the content closes what it opens, and nothing else."""
        return not (self.missing or self.open_states or self.open_marks or self.in_text)

    @property
    def closing(self) -> bytes:
        """The operators that close what is open at the end."""
        return b"\nET\n" * self.in_text + b"\n" + b"EMC\n" * self.open_marks + b"Q\n" * self.open_states


def scan(content: Any, resources: Any) -> Scan:
    """Read the operators that open and close something (ISO 32000-1, 8.4.2 and 14.6)."""
    found = Scan()
    properties = values.dictionary(resources, "/Properties")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd about the content shows in what is found
        try:
            instructions: Any = parse_content_stream(content, "q Q BMC BDC EMC BT ET")
        except (PikepdfError, TypeError, ValueError):
            return Scan(repeated=True)
    for index, (operands, operator) in enumerate(instructions):
        match str(operator):
            case "q":
                found.open_states += 1
            case "Q":
                found.missing += found.open_states == 0
                found.open_states = max(found.open_states - 1, 0)
                found.is_enclosed &= found.open_states > 0 or index == len(instructions) - 1
            case "BMC" | "BDC":
                found.open_marks += 1
                found.is_marked = True
                _note_mark(found, operands, properties)
            case "EMC":
                found.open_marks = max(found.open_marks - 1, 0)
            case other:
                found.in_text = other == "BT"
    return found


def _note_mark(found: Scan, operands: Any, properties: Dictionary) -> None:
    """ISO 32000-1, 14.6.2: a property list stands in the content or in the resources."""
    if len(operands) < 2:
        return
    described = operands[1]
    if isinstance(described, Name):
        described = properties.get(str(described))
    mark = values.get(described, "/MCID", int)
    if mark is not None:
        found.repeated |= mark in found.marks
        found.marks.add(mark)
