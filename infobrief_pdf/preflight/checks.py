"""The checks of preflight: each is a row that says how much its problems weigh for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place, Severity
from infobrief_pdf.preflight import rules
from infobrief_pdf.preflight.facts import Facts
from infobrief_pdf.preflight.rules import Problem, Purpose, Wanted

_MOST_PROBLEMS: Final = 100

Findings = Mapping[str, tuple[Diagnostic, ...] | None]
"""For each check what it found; `None` where it was not looked at."""


def _always(_facts: Facts, _wanted: Wanted) -> bool:
    return True


def _is_bound(_facts: Facts, wanted: Wanted) -> bool:
    return wanted.binding is not None


def _names_inks(facts: Facts, _wanted: Wanted) -> bool:
    seen = [sheet.seen for sheet in facts.sheets]
    return any(page.names_inks for page in seen) or not any(page.needs_estimate for page in seen)


def _has_pictures(facts: Facts, _wanted: Wanted) -> bool:
    return any(sheet.seen.pictures for sheet in facts.sheets)


def _has_codes(facts: Facts, _wanted: Wanted) -> bool:
    return any(sheet.codes for sheet in facts.sheets)


@dataclass(frozen=True, slots=True)
class Check:
    """A check, and what a finding is for a print shop, an office printer and a screen; none: not looked at.

    `applies` tells whether there is something to look at.
    """

    look: Callable[[Facts, Wanted], Iterator[Problem]]
    press: Severity | None
    office: Severity | None
    screen: Severity | None
    applies: Callable[[Facts, Wanted], bool] = _always

    def severity(self, purpose: Purpose) -> Severity | None:
        """How much a finding weighs."""
        return {"press": self.press, "office": self.office, "screen": self.screen}[purpose]


def judged(facts: Facts, wanted: Wanted, file: str) -> Findings:
    """The findings of every check."""
    place = Place(file)
    found: dict[str, tuple[Diagnostic, ...] | None] = {}
    for name, check in CHECKS.items():
        severity = check.severity(wanted.purpose)
        if severity is None or not check.applies(facts, wanted):
            found[name] = None
            continue
        as_hint = severity is Severity.HINT
        problems = islice(check.look(facts, wanted), _MOST_PROBLEMS)
        found[name] = tuple(Diagnostic(each.code, place, each.values, as_hint) for each in problems)
    return found


_ERROR, _HINT = Severity.ERROR, Severity.HINT

CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "boxes": Check(rules.boxes, _ERROR, _HINT, _HINT),
        "bleed": Check(rules.bleed, _ERROR, None, None),
        "sizes": Check(rules.sizes, _HINT, _HINT, None),
        "fonts": Check(rules.fonts, _ERROR, _HINT, _HINT),
        "colours": Check(rules.colours, _ERROR, None, None),
        "spots": Check(rules.spots, _HINT, None, None),
        "blending": Check(rules.blending, _ERROR, None, None),
        "output-intent": Check(rules.intent, _ERROR, None, None),
        "ink": Check(rules.ink, _ERROR, _HINT, None, _names_inks),
        "coarse-pictures": Check(rules.coarse_pictures, _ERROR, None, None, _has_pictures),
        "pictures": Check(rules.pictures, _HINT, _HINT, _HINT, _has_pictures),
        "hairlines": Check(rules.hairlines, _ERROR, _HINT, None),
        "transparency": Check(rules.transparency, _HINT, None, None),
        "black": Check(rules.black, _HINT, None, None),
        "edges": Check(rules.edges, _ERROR, _HINT, None),
        "binding": Check(rules.binding, _ERROR, _ERROR, None, _is_bound),
        "codes": Check(rules.codes, _ERROR, _ERROR, _ERROR, _has_codes),
        "code-size": Check(rules.modules, _ERROR, _ERROR, None, _has_codes),
        "code-margin": Check(rules.quiet, _HINT, _HINT, None, _has_codes),
    }
)
"""Every check by name: for a print shop, an office printer, a screen."""


def measures_ink(purpose: Purpose) -> bool:
    """Whether anybody looks at the ink."""
    return CHECKS["ink"].severity(purpose) is not None
