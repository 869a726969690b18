"""`infobrief verify`: whether finished PDFs keep what they promise."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infobrief_pdf import pdf, verapdf
from infobrief_pdf.checks.promises import Promise, excused, promised
from infobrief_pdf.checks.structure import Findings, examine
from infobrief_pdf.cli.language import N_, _, ngettext
from infobrief_pdf.cli.numbered import numbered
from infobrief_pdf.cli.progress import progress, waiting
from infobrief_pdf.cli.report import Report, styled
from infobrief_pdf.cli.workspaces import readable
from infobrief_pdf.diagnostics import Diagnostic, Place, Refused

_TITLES: Final[Mapping[str, str]] = {
    "tags": N_("tags"),
    "content": N_("all content tagged"),
    "marks": N_("each piece of content in one tag"),
    "parent-tree": N_("way from content to tag"),
    "parents": N_("nesting of tags"),
    "identifiers": N_("identifiers"),
    "figures": N_("alternative texts"),
    "annotations": N_("links tied to tags"),
    "tab-order": N_("tab order"),
    "links": N_("targets of links"),
    "outline": N_("bookmarks"),
    "page-labels": N_("page labels"),
    "language": N_("language"),
    "title": N_("title"),
    "output-intent": N_("output intent"),
    "claims": N_("declared standards"),
    "fonts": N_("embedded fonts"),
    "actions": N_("no scripts"),
    "attachments": N_("files inside"),
    "protection": N_("no encryption"),
}
"""What each check is called in the table."""

_PROMISES: Final[Mapping[Promise, str]] = {
    "press": N_(
        "A file for a print shop: it claims {standard} and nothing else, and is not searched for tags. "
        "`infobrief preflight --for press` examines it."
    ),
    "sheets": N_(
        "Sheets for a printer: their pages do not stand in reading order, so they claim neither PDF/UA-1 nor "
        "PDF/A-3a. The edition `screen` is for reading; `infobrief preflight` examines sheets."
    ),
    "volume": N_(
        "A volume with pages of other programs, which were not made for PDF/UA-1 and PDF/A-3a: so the volume "
        "claims neither."
    ),
}
"""Why not all checks apply."""

_STANDARDS: Final[Mapping[verapdf.Flavour, str]] = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
_MOST_SHOWN: Final = 5

Judgements = Mapping[Path, Mapping[verapdf.Flavour, verapdf.Report]]


@dataclass
class _Examined:
    """One file and what was found about it."""

    path: Path
    pages: int
    findings: Findings
    promise: Promise = "accessible"
    reason: str = ""
    """Why not all checks apply, in words; empty if they do."""
    broken_rules: dict[str, list[Diagnostic]] = field(default_factory=dict)

    def problems(self) -> Iterator[list[Diagnostic]]:
        yield from (list(found) for found in self.findings.values() if found)
        yield from (found for found in self.broken_rules.values() if found)


def run(options: argparse.Namespace, report: Report) -> None:
    """Examine each file; one that cannot be read does not keep the others from being examined.

    JSON: `files`, a list of `file`, `pages`, `promise` (`accessible`, `press`, `sheets` or `volume`),
    `reason` (why not all checks apply, or null), `checks` (name to `passed`, `failed` or `not applicable`)
    and `verapdf` (the same by standard, or null where veraPDF is not installed).
    """
    paths = list(dict.fromkeys(options.files))
    examined, unreadable = _examined(paths)
    claiming = [each for each in examined if not each.reason]
    judgements, reason = _judged([each.path for each in claiming])
    report.set("files", [])
    for each in examined:
        if judgements is not None and each.path in judgements:
            each.broken_rules = _broken_rules(each.path, judgements)
        _show(each, report, is_judged=judgements is not None)
    report.problems(unreadable)
    if claiming and judgements is None:
        report.set("verapdf_missing", reason)
        sentence = _(
            "veraPDF was not run ({reason}): the structure was examined, but nobody judged whether the file "
            "keeps PDF/UA-1 and PDF/A-3a as a whole."
        )
        report.line(sentence.format(reason=reason) + "\n")
    failed = len(unreadable) + sum(any(each.problems()) for each in examined)
    count = ngettext("{count} file examined", "{count} files examined", len(paths)).format(count=len(paths))
    result = ngettext("{failed} has problems", "{failed} have problems", failed).format(failed=failed)
    report.line(f"{count}: {result if failed else _('no problems found')}")


def _examined(paths: Sequence[Path]) -> tuple[list[_Examined], list[Diagnostic]]:
    examined: list[_Examined] = []
    unreadable: list[Diagnostic] = []
    with progress(len(paths)) as step:
        for path in paths:
            step(path.name)
            try:
                anatomy = pdf.anatomy(path)
                examined.append(_judged_by_structure(path, anatomy))
            except Refused as refusal:
                unreadable += refusal.diagnostics
    return examined, unreadable


def _judged_by_structure(path: Path, anatomy: pdf.Anatomy) -> _Examined:
    promise = promised(anatomy)
    sentence = _(_PROMISES.get(promise, "")).format(standard=anatomy.claims.pdfx_version)
    found = numbered(examine(anatomy, readable(path)), anatomy.labels, _taken(path, promise))
    return _Examined(path, len(anatomy.pages), found, promise, sentence)


def _taken(path: Path, promise: Promise) -> dict[str, str]:
    """The pages of other programs in a volume, by their labels."""
    if promise != "volume":
        return {}
    from infobrief_pdf.volumes import state  # and all that binds volumes

    return state.taken(pdf.attachments(path))


def _judged(paths: list[Path]) -> tuple[Judgements | None, str]:
    """veraPDF's reports, or none and the reason."""
    if not paths:
        return {}, ""
    try:
        judge = verapdf.find()
        with waiting(_("veraPDF is judging …")):
            return judge.validate(paths, tuple(_STANDARDS)), ""
    except verapdf.VeraPdfError as error:
        return None, _(error.sentence).format(**error.values)


def _broken_rules(path: Path, judgements: Judgements) -> dict[str, list[Diagnostic]]:
    broken: dict[str, list[Diagnostic]] = {}
    place = Place(readable(path))
    for flavour, standard in _STANDARDS.items():
        report = judgements[path][flavour]
        problems = [
            Diagnostic(
                "pdf-standard-broken",
                place,
                {
                    "standard": standard,
                    "clause": f"{rule.clause} ({rule.test})",
                    "rule": rule.description.rstrip("."),
                    "count": rule.failed_checks,
                },
            )
            for rule in report.failed_rules
        ]
        if not report.compliant and not problems:
            cause = (report.unreadable or "").rstrip(".")
            problems = [Diagnostic("pdf-standard-unjudged", place, {"standard": standard, "cause": cause})]
        broken[standard] = problems
    return broken


def _show(each: _Examined, report: Report, *, is_judged: bool) -> None:
    """A table for people, an entry for machines, and the problems."""
    pages = ngettext("{count} page", "{count} pages", each.pages).format(count=each.pages)
    report.line(f"{styled(readable(each.path), 'place')}  {pages}")
    if each.reason:
        report.line(f"  {each.reason}")
    unlooked = excused(each.promise) | (set(_STANDARDS.values()) if each.reason else set())
    rows: list[tuple[str, Sequence[Diagnostic] | None]] = [
        (name, found) for name, found in each.findings.items()
    ]
    rows += [(standard, each.broken_rules.get(standard)) for standard in _STANDARDS.values()]
    titles = {name: _(_TITLES[name]) for name in each.findings}
    titles |= {standard: f"veraPDF: {standard}" for standard in _STANDARDS.values()}
    width = max(map(len, titles.values()))
    for name, found in rows:
        result = styled(_("not applicable"), "faint") if name in unlooked else _result(found)
        report.line(f"  {titles[name]:<{width}}  {result}")
    report.line()
    for problems in each.problems():
        report.problems(problems[: None if report.as_json else _MOST_SHOWN])
        if len(problems) > _MOST_SHOWN:
            count = len(problems) - _MOST_SHOWN
            sentence = ngettext("… and {count} more of this kind", "… and {count} more of this kind", count)
            report.line(f"  {sentence.format(count=count)}\n")
    report.add(
        "files",
        {
            "file": str(each.path),
            "pages": each.pages,
            "promise": each.promise,
            "reason": each.reason or None,
            "checks": {name: _for_machines(found) for name, found in each.findings.items()},
            "verapdf": {name: _for_machines(each.broken_rules.get(name)) for name in _STANDARDS.values()}
            if is_judged or each.reason
            else None,
        },
    )


def _result(found: Sequence[Diagnostic] | None) -> str:
    if found is None:
        return styled(_("not checked"), "faint")
    if not found:
        return styled(_("passed"), "good")
    return styled(
        ngettext("FAILED: {count} problem", "FAILED: {count} problems", len(found)).format(count=len(found)),
        "error",
    )


def _for_machines(found: Sequence[Diagnostic] | None) -> str:
    return "not applicable" if found is None else "failed" if found else "passed"
