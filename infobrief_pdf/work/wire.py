"""Outcomes and diagnostics as JSON: what comes back from another machine is data and nothing else."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.render import Spot
from infobrief_pdf.setting import Estimate
from infobrief_pdf.work.tasks import Outcome


def encoded(outcome: Outcome) -> str:
    """An outcome as JSON; files are base64 (RFC 4648, 4)."""
    estimate = outcome.estimate
    return json.dumps(
        {
            "problems": [as_data(each) for each in outcome.problems],
            "hints": [as_data(each) for each in outcome.hints],
            "edition": outcome.edition,
            "name": outcome.name,
            "pdf": _text(outcome.pdf),
            "pages": outcome.pages,
            "spots": {anchor: list(spot) for anchor, spot in outcome.spots.items()},
            "beside": {name: _text(content) for name, content in outcome.beside.items()},
            "estimate": estimate and [estimate.pages, dict(estimate.numbers), [*map(dict, estimate.closer)]],
            "seconds": outcome.seconds,
        }
    )


def decoded(text: str) -> Outcome:
    """The outcome that `encoded` wrote. Raises `ValueError`, `KeyError` or `TypeError` for any other text."""
    data = json.loads(text)
    estimate = data["estimate"] and _estimate(*data["estimate"])
    return Outcome(
        problems=tuple(map(of_data, data["problems"])),
        hints=tuple(map(of_data, data["hints"])),
        edition=data["edition"],
        name=data["name"],
        pdf=b64decode(data["pdf"]),
        pages=data["pages"],
        spots={anchor: Spot(*spot) for anchor, spot in data["spots"].items()},
        beside={name: b64decode(content) for name, content in data["beside"].items()},
        estimate=estimate,
        seconds=data["seconds"],
    )


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic as JSON has it; values that it does not know become the text that they are printed as."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "place": [place.file, place.line, place.column, place.excerpt] if place else None,
        "values": {
            name: value if isinstance(value, str | int | float | None) else str(value)
            for name, value in diagnostic.values.items()
        },
    }


def of_data(data: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `as_data` made into data."""
    place = Place(*data["place"]) if data["place"] else None
    return Diagnostic(data["code"], place, data["values"])


def _estimate(pages: int, numbers: dict[str, int], closer: list[dict[str, int]]) -> Estimate:
    return Estimate(pages, numbers, tuple(closer))


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")
