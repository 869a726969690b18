"""The structure of finished PDFs: what can be counted and compared without rendering.

veraPDF judges the standards as a whole; these checks run anywhere and also see what no standard asks for,
such as links that lead nowhere. Each check is a row of `CHECKS`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final, NamedTuple

from infobrief_pdf.checks.promises import excused, promised
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.pdf import Anatomy, Element, Mark


class Problem(NamedTuple):
    """What a check found: the code of a diagnostic and its values."""

    code: str
    values: Mapping[str, object]


Check = Callable[[Anatomy], Iterator[Problem]]

Findings = Mapping[str, tuple[Diagnostic, ...] | None]
"""For each check what it found; `None` where there is nothing that it could look at."""

_MOST_PROBLEMS: Final = 100
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WITHOUT_TAG: Final = frozenset({"Popup", "PrinterMark", "TrapNet"})
_MUST_SPEAK: Final = frozenset({"Link"})
_FORBIDDEN_ACTIONS: Final = frozenset(
    {
        "GoTo3DView", "Hide", "ImportData", "JavaScript", "Launch", "Movie", "Rendition", "ResetForm",
        "SetOCGState", "Sound", "SubmitForm", "Trans",
    }
)  # fmt: skip
"""ISO 19005-3, 6.5.1; forms that send their data elsewhere are refused, too."""


def examine(pdf: Anatomy, file: str) -> Findings:
    """The findings of every check."""
    place = Place(file)
    excluded = excused(promised(pdf))
    return {
        name: None
        if name in excluded or not applies(pdf)
        else tuple(
            Diagnostic(found.code, place, found.values) for found in islice(check(pdf), _MOST_PROBLEMS)
        )
        for name, (check, applies) in CHECKS.items()
    }


def _tags(pdf: Anatomy) -> Iterator[Problem]:
    if not (pdf.has_tree and pdf.is_marked and pdf.elements):
        yield Problem("pdf-untagged", {})


def _content(pdf: Anatomy) -> Iterator[Problem]:
    """Everything painted is tagged or an artifact (ISO 14289-1, 7.1)."""
    for number, page in enumerate(pdf.pages, start=1):
        if page.loose:
            yield Problem("pdf-content-loose", {"page": number, "count": page.loose})


def _marks(pdf: Anatomy) -> Iterator[Problem]:
    """Every mark is reached from exactly one element, and every element reaches existing marks."""
    owners = Counter(mark for element in pdf.elements for mark in element.marks)
    painted: set[Mark] = set()
    for index, page in enumerate(pdf.pages):
        for mcid, times in Counter(page.marks).items():
            mark = Mark(index, mcid)
            painted.add(mark)
            if times > 1:
                yield Problem("pdf-mark-repeated", _where(mark))
            if owners[mark] == 0:
                yield Problem("pdf-mark-unclaimed", _where(mark))
            elif owners[mark] > 1:
                yield Problem("pdf-mark-shared", _where(mark))
    for element in pdf.elements:
        for mark in element.marks:
            if mark not in painted:
                yield Problem("pdf-mark-missing", {"role": element.role, **_where(mark)})


def _parent_tree(pdf: Anatomy) -> Iterator[Problem]:
    """The parent tree leads from every mark to the element that holds it (ISO 32000-1, 14.7.4.4)."""
    holders = {mark: element.number for element in pdf.elements for mark in element.marks}
    for index, page in enumerate(pdf.pages):
        entry = pdf.parent_tree.get(-1 if page.struct_parents is None else page.struct_parents)
        owners = entry if isinstance(entry, tuple) else ()
        for mcid in dict.fromkeys(page.marks):
            mark = Mark(index, mcid)
            owner = owners[mcid] if 0 <= mcid < len(owners) else None
            if mark in holders and owner != holders[mark]:
                yield Problem("pdf-parent-tree-wrong", _where(mark))


def _parents(pdf: Anatomy) -> Iterator[Problem]:
    for element in pdf.elements:
        if element.named_parent != element.parent:
            yield Problem("pdf-tag-parent-wrong", {"role": element.role})
    for _ in pdf.repeated:
        yield Problem("pdf-tag-repeated", {})


def _identifiers(pdf: Anatomy) -> Iterator[Problem]:
    """Identifiers are unique, and the identifier tree knows them (ISO 32000-1, 14.7.2)."""
    named = [(element.identifier, element.number) for element in pdf.elements if element.identifier]
    for identifier, times in Counter(identifier for identifier, _ in named).items():
        if times > 1:
            yield Problem("pdf-identifier-repeated", {"identifier": identifier})
    for identifier, number in named:
        if pdf.identifiers.get(identifier) != number:
            yield Problem("pdf-identifier-lost", {"identifier": identifier})
    for identifier in pdf.identifiers.keys() - {identifier for identifier, _ in named}:
        yield Problem("pdf-identifier-lost", {"identifier": identifier})


def _figures(pdf: Anatomy) -> Iterator[Problem]:
    for element in pdf.elements:
        if element.role == "Figure" and not element.has_alternative:
            yield Problem("pdf-figure-silent", {})


def _annotations(pdf: Anatomy) -> Iterator[Problem]:
    """Links are tied to a tag in both directions and have words (ISO 14289-1, 7.18)."""
    by_number: dict[int, Element] = {element.number: element for element in pdf.elements}
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.annotations:
            if annotation.subtype in _WITHOUT_TAG or annotation.is_hidden:
                continue
            values = {"page": number, "kind": annotation.subtype}
            key = annotation.struct_parent
            owner = pdf.parent_tree.get(key) if key is not None else None
            holder = by_number.get(owner) if isinstance(owner, int) else None
            if holder is None or annotation.number not in holder.objects:
                yield Problem("pdf-annotation-untagged", values)
            if annotation.subtype in _MUST_SPEAK and not annotation.has_contents:
                yield Problem("pdf-annotation-silent", values)


def _tab_order(pdf: Anatomy) -> Iterator[Problem]:
    """ISO 14289-1, 7.18.3."""
    for number, page in enumerate(pdf.pages, start=1):
        if page.annotations and page.tab_order != "S":
            yield Problem("pdf-tab-order", {"page": number})


def _links(pdf: Anatomy) -> Iterator[Problem]:
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.annotations:
            if annotation.target is not None and not annotation.target.exists:
                yield Problem("pdf-link-dead", {"page": number, "target": annotation.target.name})


def _outline(pdf: Anatomy) -> Iterator[Problem]:
    if not pdf.outline:
        yield Problem("pdf-outline-missing", {})
    for title, target in pdf.outline:
        if target is None or not target.exists:
            yield Problem("pdf-outline-dead", {"title": title})


def _page_labels(pdf: Anatomy) -> Iterator[Problem]:
    if not pdf.labels:
        yield Problem("pdf-page-labels-missing", {})


def _language(pdf: Anatomy) -> Iterator[Problem]:
    if not _LANGUAGE.fullmatch(pdf.language or ""):
        yield Problem("pdf-language-missing", {})


def _title(pdf: Anatomy) -> Iterator[Problem]:
    if not (pdf.title or "").strip():
        yield Problem("pdf-title-missing", {})
    if not pdf.displays_title:
        yield Problem("pdf-title-hidden", {})


def _output_intent(pdf: Anatomy) -> Iterator[Problem]:
    if pdf.output_intents != (True,):
        yield Problem("pdf-output-intent", {"count": sum(pdf.output_intents)})


def _claims(pdf: Anatomy) -> Iterator[Problem]:
    if pdf.claims.pdfua_part != "1":
        yield Problem("pdf-claim-missing", {"standard": "PDF/UA-1"})
    if (pdf.claims.pdfa_part, (pdf.claims.pdfa_level or "").upper()) != ("3", "A"):
        yield Problem("pdf-claim-missing", {"standard": "PDF/A-3a"})


def _fonts(pdf: Anatomy) -> Iterator[Problem]:
    for font in dict.fromkeys(font.name for font in pdf.fonts if not font.is_embedded):
        yield Problem("pdf-font-loose", {"font": font})


def _actions(pdf: Anatomy) -> Iterator[Problem]:
    for kind in pdf.actions:
        if kind in _FORBIDDEN_ACTIONS:
            yield Problem("pdf-action-forbidden", {"kind": kind})


def _attachments(pdf: Anatomy) -> Iterator[Problem]:
    """ISO 19005-3, 6.8."""
    for attached in pdf.attachments:
        needed = {
            "AFRelationship": attached.relationship,
            "AF": attached.is_associated,
            "Subtype": attached.media_type,
        }
        for missing in (key for key, value in needed.items() if not value):
            yield Problem("pdf-attachment-loose", {"name": attached.name, "missing": missing})


def _protection(pdf: Anatomy) -> Iterator[Problem]:
    if pdf.is_encrypted:
        yield Problem("pdf-protected", {})


def _always(pdf: Anatomy) -> bool:
    return True


def _tagged(pdf: Anatomy) -> bool:
    return pdf.has_tree


def _has_links(pdf: Anatomy) -> bool:
    return any(page.annotations for page in pdf.pages)


def _has_attachments(pdf: Anatomy) -> bool:
    return bool(pdf.attachments)


CHECKS: Final[Mapping[str, tuple[Check, Callable[[Anatomy], bool]]]] = MappingProxyType(
    {
        "tags": (_tags, _always),
        "content": (_content, _tagged),
        "marks": (_marks, _tagged),
        "parent-tree": (_parent_tree, _tagged),
        "parents": (_parents, _tagged),
        "identifiers": (_identifiers, _tagged),
        "figures": (_figures, _tagged),
        "annotations": (_annotations, _has_links),
        "tab-order": (_tab_order, _has_links),
        "links": (_links, _has_links),
        "outline": (_outline, _always),
        "page-labels": (_page_labels, _always),
        "language": (_language, _always),
        "title": (_title, _always),
        "output-intent": (_output_intent, _always),
        "claims": (_claims, _always),
        "fonts": (_fonts, _always),
        "actions": (_actions, _always),
        "attachments": (_attachments, _has_attachments),
        "protection": (_protection, _always),
    }
)
"""Every check by name, and when there is something for it to look at."""


def _where(mark: Mark) -> dict[str, object]:
    return {"page": mark.page + 1, "mcid": mark.mcid}
