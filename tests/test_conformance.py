"""veraPDF finds nothing to complain of, in any issue that is built here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from infobrief_pdf import Built, Workspace
from tests.support.verapdf import Judge
from tests.test_references import ISSUES


@pytest.fixture(scope="module")
def ticket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job ticket of the real issue."""
    space = Workspace(Path(__file__).parent.parent)
    return space.build(ISSUES[0], edition="press", output=tmp_path_factory.mktemp("ticket")).beside[0]


@pytest.fixture(scope="module")
def judge(verapdf: Judge, built: Mapping[str, Built], ticket: Path) -> Judge:
    verapdf.enrol(*(product.path for product in built.values()), ticket)
    return verapdf


@pytest.mark.parametrize("issue", ISSUES)
def test_pdf_ua_1_and_pdf_a_3a(judge: Judge, built: Mapping[str, Built], issue: str) -> None:
    assert judge.complaints(built[issue].path) == []


def test_a_job_ticket(judge: Judge, ticket: Path) -> None:
    assert judge.complaints(ticket) == []
