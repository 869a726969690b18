"""Why something is made anew, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from infobrief_pdf.cli.language import N_, _
from infobrief_pdf.plan import Reason

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": N_("{name} changed"),
        "fonts": N_("the typefaces changed"),
        "forced": N_("everything is to be made anew"),
        "layout": N_("layout {name} changed"),
        "libraries": N_("a new version of a library"),
        "listing": N_("other files in {name}"),
        "output-changed": N_("{name} is not as it was written"),
        "output-missing": N_("{name} is missing"),
        "program": N_("a new version of the program"),
        "setting": N_("the setting {name} changed"),
        "unknown": N_("no earlier build is known"),
    }
)
"""A sentence for each kind of reason."""


def sentence(reasons: Iterable[Reason]) -> str:
    """Reasons in words; that nothing is to be done if there are none."""
    said = (_(_SENTENCES[each.kind]).format(name=each.name) for each in reasons)
    return ", ".join(said) or _("unchanged")


def entries(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    """Reasons for a machine."""
    return [each._asdict() for each in reasons]
