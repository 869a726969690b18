"""Folios put on pages that are laid out already: the same bytes as if they had been laid out with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import Workspace, render
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.folio import FIRST, Folio

ROOT = Path(__file__).parent.parent
PAIRS = (
    ("migration/2018/02", "screen"),
    ("migration/2018/02", "booklet"),
    ("musterbrief/2025/03", "archive"),
)


def typeset(issue: str, edition: str, first: Folio | Callable[[int], Folio]) -> bytes:
    return Workspace(ROOT).typeset(issue, EDITIONS[edition], first_folio=first).pdf


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of every layout."""
    made: list[str] = []
    lay_out = render.lay_out

    def counting(html: str, *args: Any, **kwargs: Any) -> Any:
        made.append(html)
        return lay_out(html, *args, **kwargs)

    monkeypatch.setattr(render, "lay_out", counting)
    return made


@pytest.mark.parametrize(("issue", "edition"), PAIRS)
def test_same_bytes_as_laid_out_with_them(
    issue: str, edition: str, monkeypatch: pytest.MonkeyPatch, layouts: list[str]
) -> None:
    put = typeset(issue, edition, lambda pages: Folio(95))
    quickly = len(layouts)
    monkeypatch.setattr("infobrief_pdf.render.engine.Pages.renumber", lambda *_: False)
    assert typeset(issue, edition, Folio(95)) == put
    assert len(layouts) - quickly >= quickly


def test_an_issue_is_laid_out_once(layouts: list[str]) -> None:
    typeset("musterbrief/2025/03", "archive", FIRST)
    assert len(layouts) == len({re.findall(r"density-\d", html)[0] for html in layouts})
