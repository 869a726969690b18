"""A small workspace with one issue, for tests that change something about it and see what happens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ISSUE = "issues/brief/2026/01.yaml"
SERIES = "issues/brief/series.yaml"
NAME = "brief/2026/01"
PDF = "brief-2026-01.pdf"

HEAD = """\
series: brief
number: 1
year: 2026
date: 2026-03-02
language: de
"""

ARTICLES = """\
sections:
  - title: Aus der Arbeit
    articles:
      - title: Ein Beitrag
"""

ISSUE_TEXT = f"""{HEAD}{ARTICLES}\
        text: |
          Der erste Absatz des Beitrags.
"""

SERIES_TEXT = """\
name: Rundbrief
publisher: Verein Beispiel
"""

LAYOUT_TEXT = "extends: infobrief\n"


def with_text(markdown: str) -> str:
    """The issue with an article of this Markdown, which begins in line 11, column 11."""
    lines = "".join(f"          {line}".rstrip() + "\n" for line in markdown.splitlines())
    return f"{HEAD}{ARTICLES}        text: |\n{lines}"


def with_image(file: str) -> str:
    """The issue with a picture, whose name stands in line 11, column 17."""
    return (
        f"{HEAD}{ARTICLES}        text: Der erste Absatz.\n        image: {{file: {file}, alt: Ein Bild}}\n"
    )


def workspace(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A workspace with one issue; `files` come on top and replace what has the same path.

    A workspace with a layout `mine` has its series use it.
    """
    given = dict(files or {})
    contents: dict[str, str | bytes] = {ISSUE: ISSUE_TEXT, SERIES: SERIES_TEXT}
    if any(path.startswith("layouts/mine/") for path in given):
        contents |= {SERIES: f"{SERIES_TEXT}layout: mine\n", "layouts/mine/layout.yaml": LAYOUT_TEXT}
    for path, content in (contents | given).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
