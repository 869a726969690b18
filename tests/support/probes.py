"""Small PDFs that preflight examines: a plugin of fixtures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from infobrief_pdf import preflight
from infobrief_pdf.preflight import Facts, Findings, Sheet, Wanted
from tests.support import printing


@pytest.fixture(scope="session")
def probes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for small PDFs, each of which is examined once."""
    return tmp_path_factory.mktemp("preflight")


@cache
def facts_of(content: bytes, path: Path) -> Facts:
    path.write_bytes(content)
    return preflight.examined(path, path.name, with_ink=True)


def found(
    content: bytes,
    folder: Path,
    purpose: preflight.Purpose = "press",
    binding: preflight.Binding | None = None,
) -> Findings:
    """What a PDF of this content is found to lack."""
    return preflight.judged(facts_of(content, folder / "probe.pdf"), Wanted(purpose, binding), "probe.pdf")


def sheet(folder: Path, content: bytes, **options: Any) -> Sheet:
    """The first page of a small PDF, as preflight sees it."""
    return facts_of(printing.pdf(content, **options), folder / "probe.pdf").sheets[0]
