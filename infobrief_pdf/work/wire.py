"""Outcomes as JSON: what comes back from another machine is data and nothing else."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from infobrief_pdf.plan.records import heard, said
from infobrief_pdf.render import Spot
from infobrief_pdf.work.tasks import Outcome


def encoded(outcome: Outcome) -> str:
    """An outcome as JSON; files are base64 (RFC 4648, 4)."""
    return json.dumps(
        {
            "problems": [said(each) for each in outcome.problems],
            "hints": [said(each) for each in outcome.hints],
            "edition": outcome.edition,
            "name": outcome.name,
            "pdf": _text(outcome.pdf),
            "pages": outcome.pages,
            "spots": {anchor: list(spot) for anchor, spot in outcome.spots.items()},
            "beside": {name: _text(content) for name, content in outcome.beside.items()},
            "used": dict(outcome.used),
            "numbers": {manner: dict(pages) for manner, pages in outcome.numbers.items()},
            "seconds": outcome.seconds,
        }
    )


def decoded(text: str) -> Outcome:
    """The outcome that `encoded` wrote. Raises `ValueError`, `KeyError` or `TypeError` for any other text."""
    data = json.loads(text)
    return Outcome(
        problems=tuple(map(heard, data["problems"])),
        hints=tuple(map(heard, data["hints"])),
        edition=data["edition"],
        name=data["name"],
        pdf=b64decode(data["pdf"]),
        pages=data["pages"],
        spots={anchor: Spot(*spot) for anchor, spot in data["spots"].items()},
        beside={name: b64decode(content) for name, content in data["beside"].items()},
        used=data["used"],
        numbers=data["numbers"],
        seconds=data["seconds"],
    )


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")
