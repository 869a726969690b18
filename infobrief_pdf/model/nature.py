"""What a file of this program is where it claims no standard: sheets of paper, or a volume.

It says so in its XMP packet, so that nobody looks for what it does not promise.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, cast

NAMESPACE: Final = "urn:infobrief-pdf:nature"
PREFIX: Final = "infobrief"

Kind = Literal["sheets", "volume"]

_MARK: Final = re.compile(
    rf'xmlns:{PREFIX}="{NAMESPACE}">\s*<{PREFIX}:kind>(?P<kind>sheets|volume)</{PREFIX}:kind>\s*'
    rf"(?:<{PREFIX}:pages>(?P<pages>[0-9]{{1,5}})</{PREFIX}:pages>)?"
)


class Nature(NamedTuple):
    """`sheets` carry pages of an issue: `pages`, with blanks; a `volume` has pages of other programs."""

    kind: Kind
    pages: int = 0

    def properties(self) -> dict[str, str]:
        """What stands in the packet."""
        return {"kind": self.kind, **({"pages": str(self.pages)} if self.pages else {})}


def nature_of(xmp: str) -> Nature | None:
    """What an XMP packet says that its file is.

    >>> nature_of(f'<rdf:Description xmlns:{PREFIX}="{NAMESPACE}"><{PREFIX}:kind>volume</{PREFIX}:kind>')
    Nature(kind='volume', pages=0)
    """
    found = _MARK.search(xmp)
    return Nature(cast("Kind", found["kind"]), int(found["pages"] or 0)) if found else None
