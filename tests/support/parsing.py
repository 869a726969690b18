"""YAML as the strict reader takes it, with each of PyYAML's parsers: a plugin of fixtures."""

from __future__ import annotations

import pytest
import yaml

from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.source import parse
from infobrief_pdf.source import tree as tree_module

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's two parsers word their errors differently; editors must not notice."""
    monkeypatch.setattr(tree_module, "_LOADER", request.param)


def refused(text: str | bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as caught:
        parse(text, "02.yaml")
    return caught.value.diagnostics


def summary(problem: Diagnostic) -> tuple[str, int | None, int | None]:
    assert problem.place is not None
    return problem.code, problem.place.line, problem.place.column
