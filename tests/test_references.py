"""Every page of every sample issue looks as it did. `UPDATE_REFERENCES=1` takes the present pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from infobrief_pdf import Built
from infobrief_pdf.model.edition import EDITIONS as EDITIONS_OF_THE_PROGRAM
from tests.support.pages import (
    FAILED,
    ISSUES,
    REFERENCES,
    changed_share,
    keep,
    looks_alike,
    pictures,
    save_reference,
)

_SAME_GREY = 1.0
"""Difference of the means of two pages, summed over the colours (0 to 765)."""


EDITIONS = (
    ("handout", "migration/2018/02", {"occasion": "Gespräch mit der Fraktion Beispielpartei, 12.10.2018"}),
    ("handout", "musterbrief/2025/04", {"occasion": "Gespräch mit der Fraktion Beispielpartei, 12.10.2018"}),
    ("large-print", "migration/2018/02", {}),
    ("press", "migration/2018/02", {}),
    ("press-a5", "migration/2018/02", {}),
    ("onepager", "migration/2018/02", {"article": "lobbygespraech-fachberatungsstelle"}),
    ("onepager", "musterbrief/2025/02", {"article": "teilhabegesetz"}),
)


@pytest.mark.parametrize("issue", ISSUES)
def test_pages_look_as_they_did(built: Mapping[str, Built], issue: str) -> None:
    compare(issue, built[issue].path)


@pytest.mark.parametrize(("edition", "issue", "options"), EDITIONS)
def test_pages_of_other_editions_look_as_they_did(
    made: Callable[..., Built], edition: str, issue: str, options: dict[str, str]
) -> None:
    compare(f"{edition}/{issue}", made(issue, edition, **options).path)


def compare(name: str, path: Path) -> None:
    """Each page with its reference; what differs is kept for the eye."""
    pages = pictures(path)
    folder = REFERENCES / name
    if os.environ.get("UPDATE_REFERENCES") == "1":
        for old in folder.glob("*.png"):
            old.unlink()
        for number, page in enumerate(pages, start=1):
            save_reference(page, folder / f"{number:02}.png")
    expected = {path.stem: Image.open(path).convert("RGB") for path in sorted(folder.glob("*.png"))}
    actual = {f"{number:02}": page for number, page in enumerate(pages, start=1)}
    changed = [
        page for page in actual if page not in expected or not looks_alike(actual[page], expected[page])
    ]
    for page in changed:
        keep(actual[page], expected.get(page), FAILED, f"{name.replace('/', '-')}-{page}")
    assert actual.keys() == expected.keys()
    assert not changed, f"pages {changed} of {name} differ; see {FAILED.name}/"


def test_every_edition_of_the_real_issue_has_references() -> None:
    """`archive` is in the volume."""
    found = {name for name in EDITIONS_OF_THE_PROGRAM if list((REFERENCES / name / ISSUES[0]).glob("*.png"))}
    assert found == set(EDITIONS_OF_THE_PROGRAM) - {"screen", "archive"}


@pytest.mark.parametrize("kind", ["volume", "dividers", "spine"])
def test_volumes_look_as_they_did(shelf: Mapping[str, Built], kind: str) -> None:
    compare(f"volume/2018/{kind}", shelf[kind].path)


def test_every_page_matches_its_own_reference_only() -> None:
    """The comparison is sharp: no page passes for another, so an altered page fails; blank ones are alike."""
    found = {path: Image.open(path).convert("RGB") for path in sorted(REFERENCES.rglob("*.png"))}
    pages = {path: page for path, page in found.items() if ImageChops.invert(page).getbbox()}
    assert len(pages) >= 30
    grey = {path: sum(ImageStat.Stat(page).mean) for path, page in pages.items()}
    for first, one in pages.items():
        for second, other in pages.items():
            if abs(grey[first] - grey[second]) < _SAME_GREY:  # a page of another grey is another page
                assert looks_alike(one, other) == (first == second), f"{first} against {second}"


@pytest.mark.parametrize("shift", [(0, 3), (2, 0)])
def test_shifted_text_is_seen(shift: tuple[int, int]) -> None:
    page = Image.open(REFERENCES / "migration/2018/02/02.png").convert("RGB")
    assert not looks_alike(ImageChops.offset(page, *shift), page)


def test_one_missing_line_is_seen() -> None:
    page = Image.open(REFERENCES / "migration/2018/02/02.png").convert("RGB")
    altered = page.copy()
    altered.paste("white", (130, 100, 420, 110))
    assert not looks_alike(altered, page)
    assert changed_share(page, page) == 0


def test_picture_in_readme_is_fresh() -> None:
    """`make readme-picture` draws it anew."""
    from tools import readme_picture

    shown, fresh = Image.open(readme_picture.PICTURE), readme_picture.first_page()
    assert looks_alike(fresh.convert("RGB"), shown.convert("RGB"))
