"""A year as a Typst document: the words of every issue as `data.typ`, beside the template `year.typ`.

It has what the volume shows: cover, contents by issue and by section with page numbers, running heads, each
issue with its own contents, contacts in the marginal column, registers; page and typefaces are the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.process import ROOT, Once, Warm, python, run
from infobrief_pdf import Workspace
from infobrief_pdf.model import Issue, Series
from infobrief_pdf.model.issue import Article

_TEMPLATE: Final = Path(__file__).with_name("year.typ")

_COMPILE: Final = """
import sys
import typst
document, target, fonts, *standards = sys.argv[1:]
typst.compile(
    document,
    output=target,
    font_paths=[fonts],
    ignore_system_fonts=True,
    pdf_standards=standards,
    pdf_tags=bool(standards),
)
"""

_COMPILE_AGAIN: Final = """
import itertools, os, re, sys, time
from pathlib import Path
import typst
document, target, fonts, *standards = sys.argv[1:]
data = Path(document).with_name("data.typ")
title = re.compile(r'("id": "a-6-0-0".*?"title": "[^"]*?)(?: [(][0-9]+[)])?"')
for number in itertools.count():
    if number and not sys.stdin.readline():
        break
    data.write_text(title.sub(rf'\\g<1> ({number:03})"', data.read_text("utf-8"), count=1), "utf-8")
    worked, started = sum(os.times()[:4]), time.perf_counter()
    typst.compile(
        document, output=target, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=standards
    )
    if number:
        print(time.perf_counter() - started, sum(os.times()[:4]) - worked, flush=True)
"""

_STANDARDS: Final = ("ua-1", "a-3a")


def missing() -> str:
    """Why Typst cannot be measured here; empty if it can."""
    return "" if find_spec("typst") else "not installed (pip install -r benchmarks/requirements.txt)"


def compiling(document: Path, folder: Path, *, is_tagged: bool = True) -> Once:
    """One process that compiles a document, from the start of Python to the written PDF.

    The PDF keeps PDF/UA-1 and PDF/A-3a, as the volume does, unless it is not tagged.
    """
    target = folder / "year.pdf"
    command = python(_COMPILE, document, target, ROOT / "fonts", *(_STANDARDS if is_tagged else ()))
    return lambda: replace(run(command), size=target.stat().st_size)


def compiling_again(document: Path, folder: Path) -> Once:
    """A process that has compiled the document before compiles it after an edit as in `benchmarks.runs`."""
    return Warm(_COMPILE_AGAIN, document, folder / "year.pdf", ROOT / "fonts", *_STANDARDS).once


def write(workspace: Path, folder: Path) -> Path:
    """Write the document of all issues of a workspace into a folder; returns its main file."""
    space = Workspace(workspace)
    found = [space.read(path) for path in space.issues()]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data.typ").write_text(
        f"#let year = {_year([each.issue for each in found], found[0].series)}\n", "utf-8"
    )
    return Path(shutil.copy(_TEMPLATE, folder))


def _year(issues: Sequence[Issue], series: Series) -> str:
    return _code(
        {
            "series": series.name,
            "name": str(issues[0].year),
            "title": f"Jahresband {series.name} {issues[0].year}",
            "publisher": series.publisher,
            "department": series.department or "",
            "issues": [_issue(issue, series) for issue in issues],
        }
    )


def _issue(issue: Issue, series: Series) -> dict[str, object]:
    editorial = issue.editorial
    number = f"{issue.number:02} / {issue.year}"
    return {
        "number": number,
        "title": f"{series.name} {number}",
        "date": f"{issue.date:%d.%m.%Y}",
        "salutation": (editorial.salutation if editorial else None) or "",
        "editorial": str(editorial.text) if editorial else "",
        "sections": [
            {
                "title": str(section.title),
                "articles": [
                    _article(article, f"a-{issue.number}-{place}-{index}", f"{issue.number:02}")
                    for index, article in enumerate(section.articles)
                ],
            }
            for place, section in enumerate(issue.sections)
        ],
    }


def _article(article: Article, identifier: str, issue: str) -> dict[str, object]:
    return {
        "id": identifier,
        "issue": issue,
        "title": article.title,
        "paragraphs": [part.strip() for part in str(article.text).split("\n\n") if part.strip()],
        "keywords": list(article.keywords),
        "links": [{"words": link.text, "url": str(link.url)} for link in article.links],
        "contacts": [
            {"name": each.name, "role": each.role or "", "phone": str(each.phone or "")}
            for each in article.contacts
        ],
    }


def _code(value: object) -> str:
    """A value as Typst writes it; strings are quoted as in JSON, which differs in control characters only."""
    if isinstance(value, Mapping):
        return "(" + "".join(f"{json.dumps(key)}: {_code(each)}, " for key, each in value.items()) + ")"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "(" + "".join(f"{_code(each)}, " for each in value) + ")"
    return json.dumps(value, ensure_ascii=False)
