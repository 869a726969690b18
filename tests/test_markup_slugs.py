"""Names of link targets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.markup import slug


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Fachberatung für Migrant*innen", "fachberatung-fuer-migrant-innen"),
        ("Größe & Maß: ÄÖÜ", "groesse-mass-aeoeue"),
        ("Größe", "groesse"),
        ("Çanakkale’de IŞIK, İzmir, Askın", "canakkalede-isik-izmir-askin"),
        ("Київ: сайт щастя", "kyiv-sait-shchastia"),
        ("Łódź, Ærø, Đà Nẵng", "lodz-aero-da-nang"),
        ("2018/02", "2018-02"),
        ("مرحبا", "beitrag"),
        ("!!!", "beitrag"),
        ("", "beitrag"),
        ("sehr " * 20, "sehr-sehr-sehr-sehr-sehr-sehr-sehr-sehr-sehr-sehr-sehr-sehr"),
        ("a" * 80, "a" * 60),
    ],
)
def test_titles_become_short_ascii_names(title: str, wanted: str) -> None:
    assert slug(title) == wanted


@given(st.text())
def test_every_title_has_a_name(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= 60
