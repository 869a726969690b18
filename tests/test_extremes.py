"""Texts of extremes on the pages of every edition: long addresses, many contacts, many links."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from weasyprint.formatting_structure import boxes

from infobrief_pdf import Built, Workspace
from infobrief_pdf.units import PT_PER_PX
from tests.support.boxes import page_boxes
from tests.support.workspace import HEAD, NAME, workspace

EMAIL = "fluechtlingsberatungsstelle-neumuster@example.org"
LONGEST = "schwangerschaftskonfliktberatungsstellenleitung@beratungsstelle-neumuster-und-umgebung.example.org"
REPORT = (
    "https://www.example.org/verband/berichte/2026/tabellen-nach-landkreisen-und-gemeinden-nummer-{}/download"
)
CONTACT = "{{name: 'Dr. Eva Muster {}', role: Referentin für Teilhabe und Grundsatzfragen, email: {}}}"
ISSUE = f"""\
series: brief
number: 1
year: 2026
date: 2026-03-02
sections:
  - title: Rubrik
    articles:
      - id: adressen
        title: Lange Adressen
        text: |
          Schreiben Sie bitte in jedem Fall an {EMAIL} oder {LONGEST}, auch an [die Stelle](mailto:{LONGEST}).
        contacts: [{CONTACT.format(1, EMAIL)}, {CONTACT.format(2, LONGEST)}]
      - id: berichte
        title: Viele Berichte
        text: >-
          Siehe {" und ".join(f"[Bericht {each}]({REPORT.format(each)})" for each in range(1, 11))}.
      - id: menschen
        title: Viele Menschen
        text: Es antworten viele.
        contacts: [{", ".join(CONTACT.format(each, f"muster{each}@example.org") for each in range(1, 15))}]
"""
Pages = Callable[[str], list[Any]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The page boxes of the issue in an edition."""
    space = Workspace(workspace(tmp_path_factory.mktemp("extremes"), {f"issues/{NAME}.yaml": ISSUE}))

    return cache(partial(page_boxes, space, NAME))


def every(pages: list[Any], name: str) -> list[Any]:
    """The blocks of this class."""
    blocks = (boxes.BlockContainerBox, boxes.TableBox)
    found = (
        box
        for page in pages
        for box in page.descendants()
        if box.element is not None and isinstance(box, blocks)
    )
    return [box for box in found if name in (box.element.get("class") or "").split()]


def lines(box: Any) -> list[str]:
    """Its lines, those of addresses apart from what stands before them."""
    found = [each for each in box.descendants() if isinstance(each, boxes.LineBox)]
    outer = {id(each) for each in found for it in each.descendants() if it in found and it is not each}
    return [text(each) for each in found if id(each) not in outer]


def text(box: Any) -> str:
    inside = (each.text for each in box.descendants() if isinstance(each, boxes.TextBox))
    return "".join(inside).replace("\u200b", "").strip()


@pytest.mark.parametrize("edition", ["screen", "booklet", "handout", "large-print"])
def test_long_addresses_break_at_their_signs_without_a_hyphen(pages: Pages, edition: str) -> None:
    found = [line for box in every(pages(edition), "contact-email") for line in lines(box)]
    assert "".join(found).count(EMAIL) == 1
    assert "".join(found).count(LONGEST) == 1
    torn = [line for line in found if not re.search(r"[-@.:]$|neumuster$|\.org$", line)]
    assert len(torn) <= (edition in ("screen", "handout"))  # one part is longer than a line of the margin


@pytest.mark.parametrize("edition", ["screen", "press-a5"])
def test_contacts_in_two_columns_stand_level_and_apart(pages: Pages, edition: str) -> None:
    for page in pages(edition):
        for aside in every([page], "aside"):
            contacts = every([aside], "contact")
            columns = sorted({contact.position_x for contact in contacts})
            if len(columns) < 2:
                continue
            left, right = ([each for each in contacts if each.position_x == x] for x in columns)
            assert left[0].position_y == right[0].position_y
            assert (columns[1] - columns[0] - left[0].width) * PT_PER_PX >= 14


def test_codes_stand_on_the_page_of_their_words_and_address(pages: Pages) -> None:
    found = {}
    for page in pages("handout"):
        for link in every([page], "printed-link"):
            found[text(every([link], "printed-words")[0])] = "".join(
                lines(every([link], "printed-address")[0])
            )
            assert link.height * PT_PER_PX >= 55  # the height of its code
    assert found == {f"Bericht {each}": REPORT.format(each).removeprefix("https://") for each in range(1, 11)}


@pytest.mark.parametrize("edition", ["booklet", "press"])
def test_without_codes_addresses_are_printed_whole(pages: Pages, edition: str) -> None:
    words = re.sub(r"\s", "", "".join(map(text, pages(edition))))
    assert all(f"({REPORT.format(each).removeprefix('https://')})" in words for each in range(1, 11))


@pytest.mark.parametrize("count", [2, 8, 9])
def test_no_entry_of_the_contents_stands_alone(tmp_path: Path, count: int) -> None:
    articles = ", ".join(f"{{title: Ein Beitrag {each}, text: Wort.}}" for each in range(count))
    sections = f"sections: [{{title: Rubrik, articles: [{articles}]}}]\n"
    issue = f"{HEAD}events: [{{title: Treffen, start: 2026-03-04}}]\n{sections}"
    space = Workspace(workspace(tmp_path, {f"issues/{NAME}.yaml": issue}))
    found = page_boxes(space, NAME, "large-print")
    parts = [len(every([page], "toc-entry")) for page in found[:3]]
    assert all(part != 1 for part in parts)
    assert sum(parts) == count + 2


def test_many_contacts_begin_below_their_text(pages: Pages) -> None:
    (page,) = [page for page in pages("large-print") if "Es antworten viele." in text(page)]
    assert "muster1@example.org" in text(page)


def test_the_text_of_an_article_is_not_parted_for_its_contact(made: Callable[..., Built]) -> None:
    document = pypdfium2.PdfDocument(made("musterbrief/2025/02", "press-a5").path)
    words = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    (page,) = [page for page in words if "Die zweite Lesung ist für den 3. Juli angesetzt" in page]
    assert "Fragen direkt an den Tisch." in page
