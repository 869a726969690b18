"""German hyphenation: words of the field break where a proofreader would break them."""

from __future__ import annotations

import sys
from pathlib import Path

import pyphen
import pytest

from infobrief_pdf import hyphenation
from infobrief_pdf.hyphenation import GERMAN

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import make_hyphenation

PYPHENS = Path(pyphen.__file__).parent / "dictionaries" / "hyph_de_DE.dic"
WORDS = make_hyphenation.read_words(Path(__file__).parent / "data" / "hyphenation_de.txt")


@pytest.fixture(scope="module")
def ours() -> pyphen.Pyphen:
    return pyphen.Pyphen(filename=GERMAN, left=2, right=2)


@pytest.mark.parametrize("expected", WORDS)
def test_word_breaks_as_listed(ours: pyphen.Pyphen, expected: str) -> None:
    assert ours.inserted(expected.replace("-", "")) == expected


def test_list_is_long_and_holds_no_word_twice() -> None:
    assert len(WORDS) >= 230
    assert len({word.replace("-", "").lower() for word in WORDS}) == len(WORDS)


@pytest.mark.parametrize(
    ("right", "wrong_break"),
    [
        ("Über-gang", "Über-g"),
        ("Ju-gend-ar-beit", "Ju-gend-a-r-"),
        ("Ar-beits-markt-in-te-gra-ti-on", "mark-tin"),
        ("Rechts-staat-lich-keit", "s-taat"),
        ("Dach-ver-band", "Da-ch-"),
        ("Rück-mel-dung", "Rü-ck-"),
        ("Groß-el-tern", "Gro-ß-"),
    ],
)
def test_pyphens_own_dictionary_is_wrong(ours: pyphen.Pyphen, right: str, wrong_break: str) -> None:
    """Why this package brings patterns of its own."""
    word = right.replace("-", "")
    assert wrong_break in pyphen.Pyphen(filename=PYPHENS, left=2, right=2).inserted(word)
    assert ours.inserted(word) == right


def test_capitals_break_like_small_letters(ours: pyphen.Pyphen) -> None:
    assert ours.inserted("ÜBERGANG") == "ÜBER-GANG"


def test_exceptions_hold_inside_longer_words(ours: pyphen.Pyphen) -> None:
    assert ours.inserted("Empowermentgruppen") == "Em-power-ment-grup-pen"
    assert ours.inserted("wiedereröffnet") == "wie-der-er-öff-net"


def test_every_exception_is_in_the_dictionary() -> None:
    exceptions = make_hyphenation.read_words(GERMAN.parent / "exceptions_de.txt")
    lines = set(GERMAN.read_text("utf-8").splitlines())
    assert exceptions
    assert {make_hyphenation.word_pattern(word) for word in exceptions} <= lines


def test_licence_of_the_patterns_is_beside_them() -> None:
    licence = (GERMAN.parent / "LICENCE-hyph_de.txt").read_text("utf-8")
    assert "Permission is hereby granted" in licence
    assert "Werner Lemberg" in licence


def test_tool_turns_a_tex_file_into_a_dictionary(tmp_path: Path) -> None:
    source = "% version: 2022-01-01\n\\patterns{% remark }\n.ab3a\n1ba\n}\n"
    text = make_hyphenation.make_dictionary(source, ["ab-cd", "*ef-gh*"])
    lines = text.splitlines()
    assert lines[0] == "UTF-8"
    assert [line for line in lines[1:] if not line.startswith(("%", "LEFT", "RIGHT"))] == [
        ".ab3a",
        "1ba",
        ".a8b9c8d.",
        "e8f9g8h",
    ]
    path = tmp_path / "test.dic"
    path.write_text(text, "utf-8")
    assert pyphen.Pyphen(filename=path, left=2, right=2).inserted("abcd") == "ab-cd"


@pytest.mark.parametrize("word", ["", "ab--cd", "-ab", "ab cd"])
def test_tool_refuses_what_is_not_a_word(word: str) -> None:
    with pytest.raises(ValueError, match="not a word"):
        make_hyphenation.word_pattern(word)


def test_quick_reader_agrees_with_pyphens() -> None:
    own = hyphenation._dictionary(GERMAN.read_bytes())
    theirs = pyphen.HyphDict(GERMAN)
    assert own.maxlen == theirs.maxlen
    read = {letters: own.patterns.get(letters) for letters in own.patterns}
    assert {letters: pattern for letters, pattern in read.items() if pattern} == theirs.patterns
