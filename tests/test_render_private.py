"""WeasyPrint's private parts that are relied on are still the ones this was written for.

If this fails after an update of WeasyPrint: read the changed functions, see whether `render/tagging.py`,
`render/inking.py`, `render/renumbering.py`, `render/hyphens.py`, `render/words.py`, `render/columns.py`,
`render/shaping.py`, `render/lines.py` and `render/reading.py` still hold, look at golden tags and
references, then set the new values.
"""

from __future__ import annotations

import hashlib
import inspect
from typing import Any

import pytest
import weasyprint

from infobrief_pdf.render import (
    columns,
    floats,
    hyphens,
    inking,
    lines,
    reading,
    renumbering,
    shaping,
    tagging,
    words,
)


def digest(parts: tuple[object, ...]) -> str:
    sources = "".join(inspect.getsource(part) for part in parts)  # type: ignore[arg-type]
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def test_version_is_the_pinned_one() -> None:
    assert weasyprint.__version__ == "70.0"


@pytest.mark.parametrize(
    ("module", "known"),
    [
        (tagging, "eb59487156ddfb0b"),
        (hyphens, "57ababae57fab66c"),
        (floats, "860a1ce81c5fa858"),
        (inking, "990ef15e0eef2f45"),
        (renumbering, "113abb7dde9bf140"),
        (columns, "ea68ea1b4eb87d66"),
        (words, "34f98c97cca990f7"),
        (shaping, "e54f3e716ea826e6"),
        (lines, "2fe7b58bc59b5d33"),
        (reading, "5f19f40b81837f87"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__.rpartition(".")[2],
)
def test_sources_are_known(module: Any, known: str) -> None:
    assert digest(module.RELIED_ON) == known
