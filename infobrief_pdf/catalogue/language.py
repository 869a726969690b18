"""How one language names and writes things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How one language names and writes things."""

    labels: Mapping[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    date_form: str
    time_form: str
    time_span_form: str
    day_form: str
