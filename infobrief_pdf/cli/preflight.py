"""`infobrief preflight`: whether finished PDFs are fit to be printed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from infobrief_pdf import pdf, preflight
from infobrief_pdf.cli.excerpt import harmless
from infobrief_pdf.cli.language import N_, _, decimal, ngettext
from infobrief_pdf.cli.numbered import numbered
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.report import Report, styled
from infobrief_pdf.cli.workspaces import readable
from infobrief_pdf.diagnostics import Diagnostic, Refused, Severity
from infobrief_pdf.preflight import Facts, Findings, Sheet, Wanted
from infobrief_pdf.preflight.facts import Code, Line, Near, Picture, Spot
from infobrief_pdf.profiles import FOGRA39

_TITLES: Final[Mapping[str, str]] = {
    "boxes": N_("boxes inside each other"),
    "bleed": N_("bleed"),
    "sizes": N_("pages of one size"),
    "fonts": N_("embedded fonts"),
    "colours": N_("colours as inks"),
    "spots": N_("no spot colours"),
    "blending": N_("transparency mixed in CMYK"),
    "output-intent": N_("output intent"),
    "ink": N_("amount of ink"),
    "coarse-pictures": N_("no coarse pictures"),
    "pictures": N_("resolution of pictures"),
    "hairlines": N_("no hairlines"),
    "transparency": N_("no transparency"),
    "black": N_("text in pure black"),
    "edges": N_("text away from the edge"),
    "binding": N_("pages fit the binding"),
    "codes": N_("QR codes readable"),
    "code-size": N_("size of QR codes"),
    "code-margin": N_("margin of QR codes"),
}
"""What each check is called in the table."""

_FAMILIES: Final[Mapping[str, str]] = {"gray": N_("gray"), "rgb": "RGB", "cmyk": "CMYK", "lab": "Lab"}
_MOST_SHOWN: Final = 5
_MOST_NAMED: Final = 12


def run(options: argparse.Namespace, report: Report) -> None:
    """Examine each file; one that cannot be read does not keep the others from being examined.

    JSON: `purpose`, `binding`, `files`: a list of `file`, `checks` (name to `passed`, `failed`, `hints` or
    `not checked`), `output_intents`, `imposed` (pages of an issue on sheets of this program, else null) and
    `pages`, each with all that was found on it; places are millimetres from the upper left of the trimmed
    page.
    """
    wanted = Wanted(options.purpose, options.binding)
    paths = list(dict.fromkeys(options.files))
    report.set("purpose", wanted.purpose)
    report.set("binding", wanted.binding)
    report.set("files", [])
    unreadable: list[Diagnostic] = []
    failed = 0
    with progress(len(paths)) as step:
        for path in paths:
            step(path.name)
            name = readable(path)
            try:
                facts = preflight.examined(
                    path,
                    name,
                    with_ink=preflight.measures_ink(wanted.purpose),
                    profile=FOGRA39.content(),
                )
            except Refused as refusal:
                unreadable += refusal.diagnostics
                continue
            findings = numbered(preflight.judged(facts, wanted, name), _labels(path))
            failed += any(_is_failed(found) for found in findings.values())
            _show(name, facts, findings, report)
            report.add("files", {"file": str(path), **_for_machines(facts, findings)})
    report.problems(unreadable)
    failed += len(unreadable)
    count = ngettext("{count} file examined", "{count} files examined", len(paths)).format(count=len(paths))
    result = ngettext("{failed} has problems", "{failed} have problems", failed).format(failed=failed)
    report.line(f"{count}: {result if failed else _('no problems found')}")


def _labels(path: Path) -> tuple[str, ...]:
    """What is printed on the pages, if that can be read."""
    try:
        return pdf.labels(path)
    except Refused:
        return ()


def _show(name: str, facts: Facts, findings: Findings, report: Report) -> None:
    """What the file is, a table of the checks, and the problems."""
    pages = ngettext("{count} page", "{count} pages", len(facts.sheets)).format(count=len(facts.sheets))
    report.line(f"{styled(name, 'place')}  {pages}, {_size(facts.sheets[0])}")
    for line in _described(facts):
        report.line(f"  {harmless(line)}")
    report.line()
    width = max(len(_(title)) for title in _TITLES.values())
    for check, found in findings.items():
        report.line(f"  {_(_TITLES[check]):<{width}}  {_result(found)}")
    report.line()
    for problems in (found for found in findings.values() if found):
        report.problems(problems[: None if report.as_json else _MOST_SHOWN])
        if len(problems) > _MOST_SHOWN:
            count = len(problems) - _MOST_SHOWN
            sentence = ngettext("… and {count} more of this kind", "… and {count} more of this kind", count)
            report.line(f"  {sentence.format(count=count)}\n")


def _described(facts: Facts) -> Iterator[str]:
    """What a printer asks first: colours, ink, codes."""
    colours = dict.fromkeys(
        _("spot colour “{name}”").format(name=colour.name) if colour.name else _(_FAMILIES[colour.family])
        for sheet in facts.sheets
        for colour in sheet.seen.colours
    )
    if facts.imposed is not None:
        sentence = ngettext(
            "Sheets that carry {count} page of an issue",
            "Sheets that carry {count} pages of an issue",
            facts.imposed,
        )
        yield sentence.format(count=facts.imposed)
    yield _("Colours: {colours}").format(colours=_listed(list(colours)))
    inked = [sheet.ink for sheet in facts.sheets if sheet.ink]
    if inked:
        most = max(inked, key=lambda ink: ink.most)
        sentence = _("Most ink: {most} % on page {page}, {left} mm from the left and {top} mm from the top")
        if any(ink.is_estimated for ink in inked):
            sentence = _(
                "Most ink: {most} % on page {page}, {left} mm from the left and {top} mm from the top "
                "(estimated, for RGB names no inks)"
            )
        spot = most.spot
        yield sentence.format(
            most=round(most.most), page=spot.page, left=round(spot.left), top=round(spot.top)
        )
    for code in (code for sheet in facts.sheets for code in sheet.codes if code.text is not None):
        sentence = _("QR code on page {page}, {size} mm wide, squares of {module} mm: {text}")
        words = " · ".join((code.text or "").split("\n")).replace("\r", "")
        yield sentence.format(
            page=code.spot.page, size=decimal(code.size), module=decimal(code.module, 2), text=words
        )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED]) or "–"
    return f"{shown} …" if len(names) > _MOST_NAMED else shown


def _size(sheet: Sheet) -> str:
    return f"{round(sheet.boxes.width)} × {round(sheet.boxes.height)} mm"


def _is_failed(found: Sequence[Diagnostic] | None) -> bool:
    return any(problem.severity is Severity.ERROR for problem in found or ())


def _result(found: Sequence[Diagnostic] | None) -> str:
    if found is None:
        return styled(_("not checked"), "faint")
    if not found:
        return styled(_("passed"), "good")
    count = len(found)
    if _is_failed(found):
        sentence = ngettext("FAILED: {count} problem", "FAILED: {count} problems", count)
        return styled(sentence.format(count=count), "error")
    return styled(ngettext("{count} hint", "{count} hints", count).format(count=count), "hint")


def _for_machines(facts: Facts, findings: Findings) -> dict[str, object]:
    def result(found: Sequence[Diagnostic] | None) -> str:
        if found is None:
            return "not checked"
        return "failed" if _is_failed(found) else "hints" if found else "passed"

    return {
        "checks": {name: result(found) for name, found in findings.items()},
        "imposed": facts.imposed,
        "output_intents": [intent._asdict() for intent in facts.intents],
        "pages": [_page(sheet) for sheet in facts.sheets],
    }


def _page(sheet: Sheet) -> dict[str, object]:
    seen, boxes = sheet.seen, asdict(sheet.boxes)
    return {
        "page": sheet.number,
        **{key: round(value, 2) if isinstance(value, float) else value for key, value in boxes.items()},
        "blending": sheet.blending,
        "colours": [{**colour._asdict(), **_place(spot)} for colour, spot in seen.colours.items()],
        "ink": None
        if sheet.ink is None
        else {
            "shares": {name: round(share, 4) for name, share in sheet.ink.shares.items()},
            "most": round(sheet.ink.most, 1),
            "is_estimated": sheet.ink.is_estimated,
            **_place(sheet.ink.spot),
        },
        "pictures": [_entry(picture) for picture in seen.pictures],
        "hairlines": [_entry(line) for line in seen.hairlines],
        "transparencies": [{"kind": kind, **_place(spot)} for kind, spot in seen.transparencies.items()],
        "fonts": [{"name": name, "is_embedded": embedded} for name, embedded in seen.fonts.items()],
        "text_near_edge": [_entry(near) for near in sheet.nears],
        "codes": [_entry(code) for code in sheet.codes],
    }


def _entry(thing: Picture | Line | Near | Code) -> dict[str, object]:
    """A thing with its place, numbers as exact as they are true."""
    values = thing._asdict()
    spot = values.pop("spot")
    rounded = {key: round(value, 2) if isinstance(value, float) else value for key, value in values.items()}
    return {**rounded, **_place(spot)}


def _place(spot: Spot) -> dict[str, object]:
    return {"left": round(spot.left, 1), "top": round(spot.top, 1)}
