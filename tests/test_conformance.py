"""veraPDF finds nothing to complain of in whatever accessible is made here, judged at one start of Java."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from weasyprint import HTML

from infobrief_pdf import Built
from infobrief_pdf.verapdf import PROMISED
from tests.support.pages import ISSUES
from tests.support.verapdf import Judge
from tests.support.volumes import VOLUMES
from tests.test_handout import OCCASION
from tests.test_large_print import ISSUES as LARGE
from tests.test_onepager import SHEETS

PAGE = "<html lang=de><title>Infobrief</title><h1>Infobrief</h1><p>Grüße aus Stuttgart.</html>"

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
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A PDF/UA, a PDF that promises nothing, and no PDF at all; with names that tempt."""
    folder = tmp_path_factory.mktemp("verapdf")
    page = HTML(string=PAGE)
    made = {"accessible": folder / "ä & ü.pdf", "plain": folder / "-plain", "broken": folder / "broken.pdf"}
    page.write_pdf(made["accessible"], pdf_variant="pdf/ua-1")
    page.write_pdf(made["plain"])
    made["broken"].write_bytes(b"no PDF")
    return made


@pytest.fixture(scope="module")
def judge(
    verapdf: Judge,
    built: Mapping[str, Built],
    volumes: Mapping[str, Built],
    editions: Mapping[str, list[Path]],
    shelved: list[Path],
    ticket: Path,
    files: Mapping[str, Path],
) -> Judge:
    verapdf.enrol(*(product.path for product in (*built.values(), *volumes.values())))
    verapdf.enrol(*(path for paths in editions.values() for path in paths), *shelved, ticket, *files.values())
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


def test_a_file_that_keeps_a_standard_complies(files: dict[str, Path], judge: Judge) -> None:
    report = judge.report(files["accessible"], "ua1")
    assert (report.compliant, report.failed_checks, report.failed_rules) == (True, 0, ())
    assert report.passed_checks > 100
    assert judge.complaints(files["accessible"], ["ua1"]) == []


def test_a_file_is_judged_by_each_standard(files: dict[str, Path], judge: Judge) -> None:
    (complaint,) = judge.complaints(files["accessible"])
    assert complaint.startswith("3a: ")


def test_a_failed_rule_names_clause_and_place(files: dict[str, Path], judge: Judge) -> None:
    report = judge.report(files["plain"], "ua1")
    assert report.failed_checks == sum(rule.failed_checks for rule in report.failed_rules)
    (rule,) = (rule for rule in report.failed_rules if (rule.clause, rule.test) == ("7.1", 3))
    assert rule.specification == "ISO 14289-1:2014"
    assert rule.description == "Content shall be marked as Artifact or tagged as real content"
    assert rule.contexts[0].startswith("root/document[0]/pages[0]")
    assert str(rule) in str(report)


@pytest.mark.parametrize("flavour", PROMISED)
def test_what_is_no_pdf_is_unreadable(flavour: str, files: dict[str, Path], judge: Judge) -> None:
    report = judge.report(files["broken"], flavour)
    assert not report.compliant
    assert report.unreadable
