"""The registers of a year: persons by their last name, subjects with sub-entries."""

from __future__ import annotations

import pytest

from infobrief_pdf.compose.registers import Locator, subjects, surname_first
from infobrief_pdf.model.folio import Folio


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Murat Demir", "Demir, Murat"),
        ("Fırat Yıldız", "Yıldız, Fırat"),
        ("Petra Niehaus", "Niehaus, Petra"),
        ("Ralph Brinkhaus", "Brinkhaus, Ralph"),
        ("Max Bund", "Bund, Max"),
        ("Anna Land", "Land, Anna"),
        ("Maria dos Santos", "Santos, Maria dos"),
        ("Ana de la Cruz", "Cruz, Ana de la"),
        ("Dr. Katharina Vogelsang", "Vogelsang, Dr. Katharina"),
        ("Landratsamt Musterkreis", "Landratsamt Musterkreis"),
        ("Jugendamt Musterstadt", "Jugendamt Musterstadt"),
        ("Verein Beispiel", "Verein Beispiel"),
        ("Land Baden-Württemberg", "Land Baden-Württemberg"),
        ("Geschäftsstelle", "Geschäftsstelle"),
    ],
)
def test_persons_stand_under_their_last_name(name: str, listed: str) -> None:
    assert surname_first(name) == listed


def test_no_step_of_a_keyword_is_lost() -> None:
    place = Locator(Folio(3), "infobrief:01#a")
    (work,) = subjects([("Arbeit > Ausbildung > Dual", place), ("Arbeit > > B", place)], {})
    assert set(work.below) == {"Ausbildung", "B"}
    assert work.below["Ausbildung"].below["Dual"].locators == [place]
