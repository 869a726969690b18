"""The strict YAML reader: what it keeps, where it says things are, and that it reads or refuses any text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.source import Document, parse, read
from infobrief_pdf.source import tree as tree_module
from tests.support.parsing import LOADERS


def spot(document: Document, *key: str | int, **options: Any) -> tuple[int | None, int | None]:
    place = document.place(key, **options)
    return place.line, place.column


class TestText:
    @pytest.mark.parametrize(
        "scalar",
        [
            "NO", "on", "yes", "true", "False", "010", "0o17", "0x1F", "12:30", "3.10", "1e3", ".inf", "-5",
            "2018-09", "2018-09-06", "2018-10-04 10:00", "null", "Null", "~", "1_000", "=",
            "02", "+49 711 2155",
        ],
    )  # fmt: skip
    @pytest.mark.usefixtures("each_parser")
    def test_every_scalar_stays_as_written(self, scalar: str) -> None:
        document = parse(f"a: {scalar}\nb: [{scalar}]\n{scalar}: c\n", "02.yaml")
        assert document.tree == {"a": scalar, "b": [scalar], scalar: "c"}

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("", None),
            (" # comment", None),
            (' ""', ""),
            (" ''", ""),
            (" |", ""),
            (' "a\\nb"', "a\nb"),
            (" 'it''s'", "it's"),
            (" |\n  a\n\n  b", "a\n\nb\n"),
            (" >-\n  a\n  b\n\n  c", "a b\nc"),
            (" a\n  b", "a b"),
            (" x]", "x]"),
            (" x # comment", "x"),
            (" x ## comment", "x"),
            (" x\n#b: c", "x"),
            (" x#1", "x#1"),
            (' "x" #comment', "x"),
            (" |  #comment\n  x #1\n\n  - y", "x #1\n\n- y\n"),
            (" x\n  y\n  # comment", "x y"),
            (" am\n  1. Oktober\n  2018", "am 1. Oktober 2018"),
            (" Askın & Söhne", "Askın & Söhne"),
        ],
    )
    @pytest.mark.usefixtures("each_parser")
    def test_ways_of_writing_text(self, written: str, value: str | None) -> None:
        assert parse(f"title:{written}\n", "02.yaml").tree == {"title": value}

    @pytest.mark.parametrize(
        "text", ["---\na: b\n", "a: b\n...\n", "\ufeffa: b\n", "# c\r\na: b\r\n", "a: b"]
    )
    @pytest.mark.usefixtures("each_parser")
    def test_what_is_let_pass(self, text: str) -> None:
        assert parse(text, "02.yaml").tree == {"a": "b"}
        assert parse(text.encode(), "02.yaml").tree == {"a": "b"}

    def test_the_document_keeps_the_text_without_its_byte_order_mark(self) -> None:
        document = parse(b"\xef\xbb\xbfa: \xc3\xbc\r\n", "02.yaml")
        assert (document.name, document.text) == ("02.yaml", "a: ü\r\n")


ISSUE = """\
series: migration
sections:
  - title: "Aus der Politik"
    articles:
      - title: Neu
        text: |   # Markdown

          Erster *Absatz*.
            eingerückt

          Ende
  - {title: x, keywords: [a, ü b]}
empty:
"""


class TestPlaces:
    @pytest.mark.parametrize(
        ("key", "value_at", "key_at"),
        [
            ((), (1, 1), (1, 1)),
            (("series",), (1, 9), (1, 1)),
            (("sections",), (3, 3), (2, 1)),
            (("sections", 0), (3, 5), (3, 5)),
            (("sections", 0, "title"), (3, 13), (3, 5)),
            (("sections", 0, "articles", 0, "text"), (7, 1), (6, 9)),
            (("sections", 1), (12, 5), (12, 5)),
            (("sections", 1, "keywords", 1), (12, 30), (12, 30)),
            (("empty",), (13, 7), (13, 1)),
            (("sections", 0, "subtitle"), (3, 5), (3, 5)),
            (("sections", 7, "title"), (3, 3), (3, 3)),
            (("number",), (1, 1), (1, 1)),
        ],
    )
    def test_of_values_and_of_their_fields(self, key: Any, value_at: Any, key_at: Any) -> None:
        document = parse(ISSUE, "02.yaml")
        assert spot(document, *key) == value_at
        assert spot(document, *key, at_key=True) == key_at

    def test_carry_the_whole_line(self) -> None:
        place = parse(ISSUE, "02.yaml").place(("sections", 0, "title"))
        assert (str(place), place.excerpt) == ("02.yaml:3:13", '  - title: "Aus der Politik"')

    @pytest.mark.parametrize(
        ("yaml_text", "word", "expected"),
        [
            (ISSUE, None, None),
            ("t: abc X\n", "X", (1, 8)),
            ('t: "abc X"\n', "X", (1, 9)),
            ('t: "\\u00fc \\" X"\n', "X", (1, 15)),
            ("t: 'it''s X'\n", "X", (1, 11)),
            ("t: a\n   b X\n", "X", (2, 6)),
            ('t: "a\n   b\n\n   X"\n', "X", (4, 4)),
            ('t: "a\\\n   X"\n', "X", (2, 4)),
            ("t: >\n   a\n   b\n\n   c X\nu: v\n", "X", (5, 6)),
            ("t: >2\n   a\n  X\n", "X", (3, 3)),
            ("t: |2\n   a\n  X\n", "X", (3, 3)),
            ("t: |\r\n  a\r\n  b X\r\n", "X", (3, 5)),
        ],
    )
    @pytest.mark.usefixtures("each_parser")
    def test_within_text(self, yaml_text: str, word: str | None, expected: Any) -> None:
        document = parse(yaml_text, "02.yaml")
        if word is None:
            key = ("sections", 0, "articles", 0, "text")
            text = "\nErster *Absatz*.\n  eingerückt\n\nEnde\n"
            found = [
                spot(document, *key, offset=text.index(part)) for part in ("*Absatz", "eingerückt", "Ende")
            ]
            assert found == [(8, 18), (9, 13), (11, 11)]
        else:
            value = document.tree["t"]
            assert isinstance(value, str)
            assert spot(document, "t", offset=value.index(word)) == expected

    @given(st.lists(st.text("ab *ü", max_size=6), min_size=1, max_size=6), st.integers(1, 6))
    def test_within_literal_text_are_exact(self, lines: list[str], indentation: int) -> None:
        written = "\n".join(" " * indentation + line for line in lines)
        document = parse(f"t: |{indentation}+\n{written}\n", "02.yaml")
        text = document.tree["t"]
        assert isinstance(text, str)
        for offset, character in enumerate(text):
            place = document.place(("t",), offset=offset)
            assert place.excerpt is not None
            assert place.column is not None
            assert (place.excerpt + "\n")[place.column - 1] == character

    @given(st.text("ab *ü\n\"'\\\t", max_size=30), st.sampled_from(['"', "'", ">"]), st.integers(8, 20))
    def test_within_folded_text_find_the_character(self, text: str, style: str, width: int) -> None:
        document = parse(
            yaml.safe_dump({"t": text}, default_style=style, width=width, allow_unicode=True), "x"
        )
        for offset, character in enumerate(text):
            place = document.place(("t",), offset=offset)
            if character in "abü*":
                assert place.excerpt is not None
                assert place.column is not None
                assert place.excerpt[place.column - 1] == character


class TestFiles:
    def code(self, path: Path) -> str:
        with pytest.raises(Refused) as caught:
            read(path, "02.yaml")
        (problem,) = caught.value.diagnostics
        assert problem.cause()
        assert problem.remedy()
        return problem.code

    def test_a_file_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "02.yaml").write_bytes("title: Ü\r\n".encode())
        assert read(tmp_path / "02.yaml", "02.yaml").tree == {"title": "Ü"}

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("a: b")
        assert self.code(tmp_path) == "file-is-folder"
        assert self.code(tmp_path / "none.yaml") == "file-missing"
        assert self.code(tmp_path / "file" / "none.yaml") == "file-missing"
        assert self.code(tmp_path / ("x" * 5000)) == "file-unreadable"
        assert self.code(tmp_path / "a\0b") in {"file-unreadable", "file-missing"}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert self.code(tmp_path / "pipe") == "file-not-regular"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_locked_file(self, tmp_path: Path) -> None:
        (tmp_path / "locked").write_text("a: b")
        (tmp_path / "locked").chmod(0)
        assert self.code(tmp_path / "locked") == "file-unreadable"

    def test_a_large_file(self, tmp_path: Path) -> None:
        (tmp_path / "large").write_bytes(b"a" * 2_000_001)
        assert self.code(tmp_path / "large") == "file-too-large"


TREES = st.dictionaries(
    st.text(min_size=1),
    st.recursive(
        st.text(),
        lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(min_size=1), part, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)

YAML_SIGNS = st.text(st.sampled_from(list("ab:- \n\t[]{},'\"|>#&*!%@`?<\\~0\r…")), max_size=40)


class TestAnyText:
    @pytest.mark.parametrize("loader", LOADERS)
    @given(text=st.text(max_size=200) | YAML_SIGNS)
    def test_is_read_or_refused(self, loader: Any, text: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tree_module, "_LOADER", loader)
            check_read_or_refused(text)

    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, content: bytes) -> None:
        check_read_or_refused(content)

    @given(TREES)
    def test_a_tree_in_quotes_comes_back(self, tree: Any) -> None:
        text = yaml.safe_dump(tree, default_style='"')
        assert parse(text, "02.yaml").tree == tree


def check_read_or_refused(text: str | bytes) -> None:
    try:
        document = parse(text, "02.yaml")
    except Refused as refusal:
        for problem in refusal.diagnostics:
            assert problem.cause()
            assert problem.remedy()
            assert problem.place is not None
            assert problem.place.line is not None or problem.code == "file-too-large"
    else:
        for key in document.tree:
            for offset in range(5):
                assert document.place((key,), offset=offset).line
