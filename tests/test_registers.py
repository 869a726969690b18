"""The registers of a year: persons by their last name, subjects with sub-entries."""

from __future__ import annotations

import pytest

from infobrief_pdf.compose.registers import Locator, people, subjects, surname_first
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
        ("Dr. Katharina Vogelsang", "Vogelsang, Katharina, Dr."),
        ("Dr. med. Eva Roth", "Roth, Eva, Dr. med."),
        ("Dipl.-Soz.-Päd. (FH) Jo Ernst", "Ernst, Jo, Dipl.-Soz.-Päd. (FH)"),
        (
            "Prof. Dr. h. c. Karl-Theodor Freiherr von und zu Guttenfels",
            "Guttenfels, Karl-Theodor Freiherr von und zu, Prof. Dr. h. c.",
        ),
        ("Nguyễn, Thị Hạnh", "Nguyễn, Thị Hạnh"),
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


def test_an_organiser_who_is_known_as_a_person_stands_there() -> None:
    place, other = Locator(Folio(3), "infobrief:01#a"), Locator(Folio(9), "infobrief:01#b")
    found = people(
        [("Heide, Maria von der, Dr.", place), ("Maria von der Heide", other), ("Caritas Musterstadt", other)]
    )
    assert [(each.term, len(each.locators)) for each in found] == [
        ("Caritas Musterstadt", 1),
        ("Heide, Maria von der, Dr.", 2),
    ]
