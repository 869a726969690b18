"""Metadata, outline, labels, links and tags as golden text. `UPDATE_GOLDEN=1` takes the present ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from infobrief_pdf import Built
from tests.support.described import described
from tests.support.pages import ISSUES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("issue", ISSUES)
def test_described_as_before(built: Mapping[str, Built], issue: str) -> None:
    golden = GOLDEN / f"{issue.replace('/', '-')}.txt"
    actual = described(built[issue].path)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(actual, "utf-8")
    assert actual == golden.read_text("utf-8")
