"""veraPDF finds nothing to complain of, in any issue that is built here."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from infobrief_pdf import Built
from tests.support.verapdf import Judge
from tests.test_references import ISSUES


@pytest.fixture(scope="module")
def judge(verapdf: Judge, built: Mapping[str, Built]) -> Judge:
    verapdf.enrol(*(product.path for product in built.values()))
    return verapdf


@pytest.mark.parametrize("issue", ISSUES)
def test_pdf_ua_1_and_pdf_a_3a(judge: Judge, built: Mapping[str, Built], issue: str) -> None:
    assert judge.complaints(built[issue].path) == []
