"""WeasyPrint's private parts that are relied on are still the ones this was written for.

If this fails after an update of WeasyPrint: read the changed functions, see whether `render/tagging.py`,
`render/inking.py`, `render/renumbering.py`, `render/hyphens.py`, `render/words.py`, `render/columns.py` and
`render/shaping.py` still hold, look at golden tags and references, then set the new values.
"""

from __future__ import annotations

import hashlib
import inspect

import weasyprint

from infobrief_pdf.render import columns, floats, hyphens, inking, renumbering, shaping, tagging, words


def digest(parts: tuple[object, ...]) -> str:
    sources = "".join(inspect.getsource(part) for part in parts)  # type: ignore[arg-type]
    return hashlib.sha256(sources.encode()).hexdigest()[:16]


def test_version_is_the_pinned_one() -> None:
    assert weasyprint.__version__ == "70.0"


def test_tagging_relies_on_known_sources() -> None:
    assert digest(tagging.RELIED_ON) == "eb59487156ddfb0b"


def test_hyphens_rely_on_known_sources() -> None:
    assert digest(hyphens.RELIED_ON) == "57ababae57fab66c"


def test_floats_rely_on_known_sources() -> None:
    assert digest(floats.RELIED_ON) == "4f465f0bbc927ac2"


def test_inking_relies_on_known_sources() -> None:
    assert digest(inking.RELIED_ON) == "990ef15e0eef2f45"


def test_renumbering_relies_on_known_sources() -> None:
    assert digest(renumbering.RELIED_ON) == "113abb7dde9bf140"


def test_columns_rely_on_known_sources() -> None:
    assert digest(columns.RELIED_ON) == "ea68ea1b4eb87d66"


def test_words_rely_on_known_sources() -> None:
    assert digest(words.RELIED_ON) == "34f98c97cca990f7"


def test_shaping_relies_on_known_sources() -> None:
    assert digest(shaping.RELIED_ON) == "e54f3e716ea826e6"
