"""Editions: the forms that one issue can take. Every edition is a row here, not a branch in the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Edition:
    """One form of an issue.

    `image_ppi` is the resolution of its pictures at printed size, `suffix` what its file name adds.
    """

    name: str
    sentence: str
    image_ppi: float
    suffix: str


EDITIONS: Final[Mapping[str, Edition]] = MappingProxyType(
    {
        edition.name: edition
        for edition in (
            Edition(
                name="screen",
                sentence="A4 for e-mail and download, accessible (PDF/UA-1) and archivable (PDF/A-3a).",
                image_ppi=150.0,
                suffix="",
            ),
        )
    }
)
"""Editions by name."""
