"""A line and the caret below it: right with tabs, wide and combining characters, and when it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.cli.excerpt import cells, harmless, with_caret


@pytest.mark.parametrize(
    ("line", "column", "text", "caret"),
    [
        ("autor: Askın", 1, "autor: Askın", "^"),
        ("autor: Askın", 8, "autor: Askın", "       ^"),
        ("ab", 3, "ab", "  ^"),
        ("", 1, "", "^"),
        ("ab", 99, "ab", "  ^"),
        ("\tab", 2, "    ab", "    ^"),
        ("a\tb", 3, "a   b", "    ^"),
        ("漢字x", 3, "漢字x", "    ^"),
        ("e\u0301x", 3, "e\u0301x", " ^"),
        ("a\x1b[31mb", 7, "a\N{REPLACEMENT CHARACTER}[31mb", "      ^"),
        ("a\u202eb", 3, "a\N{REPLACEMENT CHARACTER}b", "  ^"),
    ],
)
def test_caret(line: str, column: int, text: str, caret: str) -> None:
    assert with_caret(line, column, 80) == (text, caret)


def test_a_long_line_is_cut_at_its_end() -> None:
    assert with_caret("0123456789" * 10, 3, 20) == ("012345678901234567…"[:19] + "", "  ^")


def test_a_long_line_is_cut_at_both_ends() -> None:
    text, caret = with_caret("0123456789" * 10, 51, 20)
    assert text.startswith("…")
    assert text.endswith("…")
    assert text[len(caret) - 1] == "0"


def test_a_long_line_is_cut_at_its_beginning() -> None:
    text, caret = with_caret("0123456789" * 10, 100, 20)
    assert text.startswith("…")
    assert text.endswith("9")
    assert text[len(caret) - 1] == "9"


@given(st.text(max_size=200), st.integers(1, 220), st.integers(10, 120))
def test_the_caret_is_below_its_character_and_all_fits(line: str, column: int, width: int) -> None:
    text, caret = with_caret(line, column, width)
    shown = cells(text)
    assert sum(cell.width for cell in shown) <= width
    assert len(caret) <= width + 1
    if column <= len(line) and not line[column - 1].isspace():
        wanted = cells(line)[column - 1]
        position = 0
        for cell in shown:
            if position == len(caret) - 1 and cell.width == wanted.width and cell.shown == wanted.shown:
                return
            position += cell.width
        assert wanted.width == 0


def test_nothing_steers_the_terminal() -> None:
    assert harmless("a\x1b]0;x\x07\u202e\nb") == "a�]0;x���b"
