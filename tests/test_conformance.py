"""veraPDF finds nothing to complain of in whatever accessible is made here, judged at one start of Java."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from infobrief_pdf import Built
from tests.support.verapdf import Judge
from tests.support.volumes import VOLUMES
from tests.test_handout import OCCASION
from tests.test_large_print import ISSUES as LARGE
from tests.test_onepager import SHEETS
from tests.test_references import ISSUES

EDITIONS = {
    "handout": [(issue, {"occasion": OCCASION}) for issue in (ISSUES[0], ISSUES[3])],
    "large-print": [(issue, {}) for issue in LARGE],
    "onepager": [(issue, {"article": article}) for issue, article in SHEETS[:2]],
}


@pytest.fixture(scope="module")
def editions(made: Callable[..., Built]) -> Mapping[str, list[Path]]:
    """Files of other editions than that for the screen."""
    return {
        edition: [made(issue, edition, **options).path for issue, options in wanted]
        for edition, wanted in EDITIONS.items()
    }


@pytest.fixture(scope="module")
def ticket(made: Callable[..., Built]) -> Path:
    """The job ticket of the real issue."""
    return made(ISSUES[0], "press").beside[0]


@pytest.fixture(scope="module")
def shelved(parted: Mapping[str, Built], late: Mapping[str, Path]) -> list[Path]:
    """Parts of a year, dividers, a label and supplements."""
    return [*(each.path for each in parted.values()), late["first"], late["second"]]


@pytest.fixture(scope="module")
def judge(
    verapdf: Judge,
    built: Mapping[str, Built],
    volumes: Mapping[str, Built],
    editions: Mapping[str, list[Path]],
    shelved: list[Path],
    ticket: Path,
) -> Judge:
    verapdf.enrol(*(product.path for product in (*built.values(), *volumes.values())))
    verapdf.enrol(*(path for paths in editions.values() for path in paths), *shelved, ticket)
    return verapdf


@pytest.mark.parametrize("issue", ISSUES)
def test_pdf_ua_1_and_pdf_a_3a(judge: Judge, built: Mapping[str, Built], issue: str) -> None:
    assert judge.complaints(built[issue].path) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_other_editions(judge: Judge, editions: Mapping[str, list[Path]], edition: str) -> None:
    assert [complaint for path in editions[edition] for complaint in judge.complaints(path)] == []


@pytest.mark.parametrize("name", VOLUMES)
def test_volumes(judge: Judge, volumes: Mapping[str, Built], name: str) -> None:
    assert judge.complaints(volumes[name].path) == []


def test_everything_for_the_shelf(judge: Judge, shelved: list[Path]) -> None:
    assert {path.name: judge.complaints(path) for path in shelved} == {path.name: [] for path in shelved}


def test_a_job_ticket(judge: Judge, ticket: Path) -> None:
    assert judge.complaints(ticket) == []
