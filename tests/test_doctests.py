"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import infobrief_pdf

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    name
    for _, name, _ in pkgutil.walk_packages(infobrief_pdf.__path__, "infobrief_pdf.")
    if not name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["infobrief_pdf", *MODULES])
def test_examples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    results = doctest.testmod(module, extraglobs={"folder": tmp_path}, optionflags=doctest.ELLIPSIS)
    assert results.failed == 0


def test_the_programming_interface_has_an_example() -> None:
    from infobrief_pdf import Workspace

    assert ">>>" in (Workspace.__doc__ or "")
