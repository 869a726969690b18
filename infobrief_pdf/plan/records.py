"""Records as JSON, and back: what does not look like a record is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.diagnostics.messages import MESSAGES
from infobrief_pdf.plan import Output, Record


def as_json(record: Record) -> dict[str, Any]:
    """A record in values that JSON has."""
    return {
        "inputs": dict(sorted(record.inputs.items())),
        "outputs": [list(output) for output in record.outputs],
        "facts": dict(record.facts),
        "hints": [said(hint) for hint in record.hints],
    }


def from_json(kept: object) -> Record | None:
    """The record of what `as_json` gave; `None` for anything else."""
    try:
        assert isinstance(kept, Mapping)
        return Record(
            {str(name): str(digest) for name, digest in kept["inputs"].items()},
            tuple(Output(str(name), str(digest), int(size)) for name, digest, size in kept["outputs"]),
            dict(kept["facts"]),
            tuple(heard(hint) for hint in kept["hints"]),
        )
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError):
        return None


def said(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic in values that JSON has."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "place": [place.file, place.line, place.column, place.excerpt] if place else None,
        "values": {name: _plain(value) for name, value in diagnostic.values.items()},
    }


def heard(kept: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic of what `said` gave. Raises `KeyError` or `TypeError` for anything else."""
    if kept["code"] not in MESSAGES:
        raise KeyError(kept["code"])
    place = Place(*kept["place"]) if kept["place"] else None
    return Diagnostic(kept["code"], place, dict(kept["values"]))


def _plain(value: object) -> object:
    """Sentences are filled with numbers and text; anything else is as its text."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
