"""Folios: the printed page numbers, of issues, of volumes and of what is filed later."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Folio:
    """A printed page number. Pages that were filed later, behind page 84, are 84.1, 84.2 and so on.

    >>> str(Folio(84)), str(Folio(84, 1) + 2), Folio(84, 9) < Folio(85)
    ('84', '84.3', True)
    """

    page: int = 1
    inserted: int = 0
    """Place among the pages behind `page`; 0 for `page` itself."""

    def __add__(self, pages: int) -> Folio:
        if self.inserted:
            return replace(self, inserted=self.inserted + pages)
        return replace(self, page=self.page + pages)

    def __str__(self) -> str:
        return f"{self.prefix}{self.number}"

    @property
    def prefix(self) -> str:
        """What stands before the number that counts on."""
        return f"{self.page}." if self.inserted else ""

    @property
    def number(self) -> int:
        """The number that counts on from page to page."""
        return self.inserted or self.page


FIRST = Folio()
