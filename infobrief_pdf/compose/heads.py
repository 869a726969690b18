"""The running heads of pages that may be met apart from their issue. Pure."""

from __future__ import annotations

from typing import Final

_MARGIN: Final = 26
"""Characters of the running head that certainly fit above the margin."""


def running_heads(name: str, number: str, day: str | None = None) -> tuple[str, str]:
    """Both parts of a dated running head, each on one line: above the margin, above the text.

    A name that is too long for the margin changes places with the number. A section follows; where there is
    none, the wide space is not seen.

    >>> running_heads("Infobrief Migration", "02 / 2018", "06.09.2018")
    ('Infobrief Migration', '02 / 2018 · 06.09.2018\u2003')
    >>> running_heads("Jahrbuch für Migration und Teilhabe", "2018")
    ('2018', 'Jahrbuch für Migration und Teilhabe\u2003')
    """
    head, note = (name, number) if len(name) <= _MARGIN else (number, name)
    return head, " · ".join(filter(None, (note, day))) + "\u2003"
