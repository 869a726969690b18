"""The strict YAML reader: what it keeps, where it says things are, what it refuses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.source import Document, parse, read
from infobrief_pdf.source import tree as tree_module

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's two parsers word their errors differently; editors must not notice."""
    monkeypatch.setattr(tree_module, "_LOADER", request.param)


def refused(text: str | bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as caught:
        parse(text, "02.yaml")
    return caught.value.diagnostics


def summary(problem: Diagnostic) -> tuple[str, int | None, int | None]:
    assert problem.place is not None
    return problem.code, problem.place.line, problem.place.column


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


SYNTAX = [
    # text, code, line, column
    ("title: Foo: Bar\n", "colon-in-text", 1, 11),
    ("a:\n  - Frage: Ja: Nein\n", "colon-in-text", 2, 14),
    ("title: @x\n", "character-reserved", 1, 8),
    ("title: `x`\n", "character-reserved", 1, 8),
    ("title: %x\n", "character-reserved", 1, 8),
    ("title: *Neu* im Land\n", "character-reserved", 1, 8),
    ("title: **Neu**\n", "character-reserved", 1, 8),
    ("title: & y\n", "character-reserved", 1, 8),
    ("title: !<x y\n", "character-reserved", 1, 8),
    ("title: ? x\n", "character-reserved", 1, 8),
    ("title: , x\n", "character-reserved", 1, 8),
    ("title: : x\n", "character-reserved", 1, 8),
    ("title: ]\n", "character-reserved", 1, 8),
    ("a: [b, , c]\n", "character-reserved", 1, 8),
    ("\ta: b\n", "tab-for-space", 1, 1),
    ("a:\n\tb: c\n", "tab-for-space", 2, 1),
    ("a:\n  \tb: c\n", "tab-for-space", 2, 3),
    ("a: x\n\tb: y\n", "tab-for-space", 2, 1),
    ("a: |\n\tb\n", "tab-for-space", 2, 1),
    ('a: "x\n', "quote-unclosed", 1, 4),
    ("a: b\nc: 'x\n", "quote-unclosed", 2, 4),
    ("a: 'b\n---\nc'\n", "quote-unclosed", 1, 4),
    ("a: 'it's'\n", "text-after-quote", 1, 8),
    ('a: "say "hi" now"\n', "text-after-quote", 1, 10),
    ("a: [x\n", "bracket-unclosed", 1, 4),
    ("a: [x,\n", "bracket-unclosed", 1, 4),
    ("a: [x, y\nb: c\n", "bracket-unclosed", 1, 4),
    ("a: {b: c d: e}\n", "text-in-brackets", 1, 11),
    ("a: {title: Einladung: X, start: y}\n", "text-in-brackets", 1, 21),
    ("a:\n  - {place: Haus der Verbände, Hamburg, start: y}\n", "text-in-brackets", 2, 32),
    ("a: [Eins: Zwei: Drei]\n", "text-in-brackets", 1, 15),
    # text that YAML would lose
    ("title: Neue Mitarbeiterin #1 im Team\n", "text-cut-off", 1, 27),
    ("title: Wir sind #unteilbar dabei\nb: c\n", "text-cut-off", 1, 17),
    ("title: Wir sind\t##unteilbar\n", "text-cut-off", 1, 17),
    ("a: Wir sind\n  dabei #1 und\n  mehr\n", "text-cut-off", 2, 9),
    ("a:\n  - Wir sind #unteilbar\n  - b\n", "text-cut-off", 2, 14),
    ("a:\n  - Wir sind #unteilbar\n    dabei\n", "text-cut-off", 2, 14),
    ("rgb: #5b2a86\n", "text-cut-off", 1, 6),
    ("a: [Wir #1, zwei]\nb: c\n", "text-cut-off", 1, 9),
    ("a: {rgb: #5b2a86}\n", "text-cut-off", 1, 10),
    ("a:\n  b: {rgb: #5b2a86, cmyk: [1]}\n  c: {rgb: '#123456'}\n", "text-cut-off", 2, 12),
    ("a: Eins\n\n  zwei\n", "lines-run-together", 3, 3),
    ("a: Eins\n  - zwei\n  - drei\n", "lines-run-together", 2, 3),
    ("a: Eins\n  * zwei\n", "lines-run-together", 2, 3),
    ("a:\n  Eins\n  -zwei\n", "lines-run-together", 3, 3),
    ("a: Eins\n  1. zwei\n  2. drei\n", "lines-run-together", 2, 3),
    ("a: Eins\n  > zwei\n", "lines-run-together", 2, 3),
    ("a:\n  - Eins\n    | zwei |\n", "lines-run-together", 3, 5),
    ("a: Eins\n  ### Titel\nb: c\n", "lines-run-together", 2, 3),
    ("a: Eins\n\n  ###Titel\n  mehr\nb: c\n", "lines-run-together", 3, 3),
    ("a: Eins\n  # Titel\n  mehr\nb: c\n", "lines-run-together", 2, 3),
    ("a: {b: c, d: [}\n", "bracket-unclosed", 1, 14),
    ("title: [merhaba]{lang=tr}\n", "text-after-bracket", 1, 17),
    ("title: - foo\n", "list-on-field-line", 1, 8),
    ("a: 1\nfoo\nb: 2\n", "line-stray", 2, 1),
    ("a: |\n  foo\nbar\n", "line-stray", 3, 1),
    ("a:b\nc: d\n", "line-stray", 1, 1),
    ("-a\nb: c\n", "line-stray", 1, 1),
    ("a:\n  - b: A\n   c: d\n", "indentation-mismatch", 3, 4),
    ("a:\n  - b: A\n  c: d\n", "indentation-mismatch", 3, 3),
    ("a:\n  b: 1\n c: 2\n", "indentation-mismatch", 3, 2),
    ("a: 1\n- b\n", "indentation-mismatch", 2, 1),
    ("a: |\n  foo\n bar\n", "indentation-mismatch", 3, 2),
    ("a: 1\n  b: 2\n", "indentation-too-deep", 2, 3),
    ("a: > foo\n", "block-text-on-line", 1, 6),
    ('a: "images\\qoto.jpg"\n', "escape-unknown", 1, 11),
    ('a: "\\x1"\n', "escape-unknown", 1, 5),
    (": b\n", "key-empty", 1, 1),
    ("a: {: b}\n", "bracket-unclosed", 1, 4),
    ("? [a]\n: b\n", "key-not-text", 1, 3),
    ("[a]: b\n", "key-not-text", 1, 1),
    ("a:\n  {b: c}: d\n", "key-not-text", 2, 3),
    ("<<: b\n", "merge-key", 1, 1),
    ("a: &x b\n", "anchor-used", 1, 4),
    ("a: *x\n", "alias-used", 1, 4),
    ("a: !!int 3\n", "tag-used", 1, 4),
    ("a: !foo b\n", "tag-used", 1, 4),
    ("a: !foo {b: c}\n", "tag-used", 1, 4),
    ("%YAML 1.1\n---\na: b\n", "directive-used", 1, 1),
    ("%YAML 3.0\n---\na: b\n", "directive-used", 1, 1),
    ("a: b\n---\nc: d\n", "several-documents", 2, 1),
    ("a: b\n...\nc: d\n", "several-documents", 3, 1),
    ("- a\n", "root-not-mapping", 1, 1),
    ("a\n", "root-not-mapping", 1, 1),
    ("", "file-empty", 1, 1),
    ("# nothing\n", "file-empty", 1, 1),
    ("---\n", "file-empty", 1, 1),
    ("a: b\0c\n", "character-forbidden", 1, 5),
    ("a: b\u2028c\n", "character-forbidden", 1, 5),
    ("a: b\ufeffc\n", "character-forbidden", 1, 5),
    ("a: \ud800\n", "character-forbidden", 1, 4),
]  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize(("text", "code", "line", "column"), SYNTAX, ids=[repr(row[0]) for row in SYNTAX])
    @pytest.mark.usefixtures("each_parser")
    def test_have_a_code_and_a_place(self, text: str, code: str, line: int, column: int) -> None:
        assert [summary(problem) for problem in refused(text)] == [(code, line, column)]

    @pytest.mark.parametrize(
        ("text", "cause", "remedy"),
        [
            (
                "title: Foo: Bar # so\n",
                "The text contains a colon and must therefore be in quotes.",
                'Write: "Foo: Bar"',
            ),
            (
                "title: @laka 'x'\n",
                "A text cannot begin with “@” unless it is in quotes.",
                "Write: \"@laka 'x'\"",
            ),
            (
                "a: [@laka, b]\n",
                "A text cannot begin with “@” unless it is in quotes.",
                'Write: "@laka"',
            ),
            (
                "title: Team #1 # so\n",
                "Behind a space, “#” begins a comment: what follows on this line is not read.",
                'Put the text in quotes: "Team #1"; for a comment, leave a space behind the “#”.',
            ),
            (
                "a: {place: Haus der Verbände, Hamburg, b: c}\n",
                "Inside brackets, a text that contains a comma or a colon must be in quotes.",
                'Write: "Haus der Verbände, Hamburg"; if a new field begins here, put a comma in front of '
                "its name and a colon behind it.",
            ),
            (
                "text: Eins\n\n  Zwei\n",
                "This line would not stand on its own: without “|” all lines of a text become one.",
                "For a list, begin each entry on a line of its own with a hyphen and a space; else put “|” "
                "behind the colon or hyphen, and begin the text on the next line: text: |",
            ),
            (
                "a:\n\tb: c\n",
                "A tab stands where only spaces are allowed.",
                "Replace tabs by spaces; most editors can do so for the whole file.",
            ),
            (
                "a: b\nc: d\na: e\n",
                "The field “a” was already given in line 1.",
                "Keep one of the two; for several entries use one field with a list.",
            ),
            (
                "a: 1\n b: 2\n",
                "This line is indented further, but the line above it already has its value.",
                "Begin a new field in the same column as the field above; put a text of several lines that "
                "contains a colon after “|”.",
            ),
        ],
    )
    @pytest.mark.usefixtures("each_parser")
    def test_read_well(self, text: str, cause: str, remedy: str) -> None:
        (problem,) = refused(text)
        assert (problem.cause(), problem.remedy()) == (cause, remedy)

    @pytest.mark.usefixtures("each_parser")
    def test_name_every_duplicate(self) -> None:
        text = 'a: 1\nb:\n  - {c: 1, c: 2}\na: 2\n"a": 3\na: 4\n'
        assert [(*summary(problem), problem.values["line"]) for problem in refused(text)] == [
            ("key-duplicate", 3, 12, 3),
            ("key-duplicate", 4, 1, 1),
            ("key-duplicate", 5, 1, 1),
            ("key-duplicate", 6, 1, 1),
        ]

    @pytest.mark.usefixtures("each_parser")
    def test_come_all_together_up_to_the_first_syntax_error(self) -> None:
        text = "a: &x 1\nb: !t 2\na: *x\nc: 'open\n"
        assert [problem.code for problem in refused(text)] == [
            "anchor-used",
            "tag-used",
            "key-duplicate",
            "alias-used",
            "quote-unclosed",
        ]

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("issues/a/2018/02.yaml", "series:"),
            ("issues/a/series.yaml", "name:"),
            ("layout.yaml", "extends:"),
        ],
    )
    def test_name_the_first_field_of_the_kind_of_file(self, name: str, field: str) -> None:
        for text in ("", "- a\n"):
            with pytest.raises(Refused) as caught:
                parse(text, name)
            assert f"for example: {field}" in caught.value.diagnostics[0].remedy()

    def test_stop_at_a_hundred(self) -> None:
        assert len(refused("a: 1\n" * 5000)) == 100

    @pytest.mark.parametrize("loader", LOADERS)
    def test_explain_escapes_of_no_character(self, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tree_module, "_LOADER", loader)
        for text in ('a: "\\U00110000"\n', 'a: "\\ud800"\n'):
            (problem,) = refused(text)
            assert problem.code in {"escape-unknown", "yaml-malformed"}


class TestEncodings:
    def test_latin_1_names_the_byte_and_its_line(self) -> None:
        (problem,) = refused("a: b\nname: Müller ß\n".encode("cp1252"))
        assert summary(problem) == ("file-not-utf8", 2, 8)
        assert problem.cause() == "From this character on the file is not UTF-8 (byte 0xFC)."
        assert problem.place is not None
        assert problem.place.excerpt == "name: Müller ß"

    def test_latin_1_behind_a_byte_order_mark(self) -> None:
        (problem,) = refused(b"\xef\xbb\xbf\xc3\xbc: \xfc\n")
        assert summary(problem) == ("file-not-utf8", 1, 4)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
    def test_utf_16_is_explained(self, encoding: str) -> None:
        (problem,) = refused("a: b\n".encode(encoding))
        assert problem.code == "file-is-utf16"

    def test_a_binary_file_gives_a_readable_number_of_problems(self) -> None:
        assert len(refused(b"a\n" + b"\0\1\2\n" * 1000)) == 20


class TestBombs:
    @pytest.mark.parametrize("text", ["[", "{a: ", "- ", "? ", "[{a: "])
    def test_two_megabytes_of_nesting(self, text: str) -> None:
        (problem,) = refused(text * (2_000_000 // len(text)))
        assert problem.code in {"nesting-too-deep", "key-not-text"}

    def test_nesting_up_to_thirty_levels(self) -> None:
        assert parse("a: " + "[" * 29 + "]" * 29, "02.yaml").tree
        assert [summary(problem) for problem in refused("a: " + "[" * 30 + "]" * 30)] == [
            ("nesting-too-deep", 1, 33)
        ]

    def test_a_billion_laughs(self) -> None:
        lines = ["a0: &a0 [ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
        problems = refused("\n".join(lines))
        assert {problem.code for problem in problems} == {"anchor-used", "alias-used"}

    def test_a_bomb_of_merge_keys(self) -> None:
        lines = ["a0: &a0 {x: y}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 30))]
        problems = refused("\n".join(lines))
        assert {problem.code for problem in problems} == {"anchor-used", "alias-used", "merge-key"}

    def test_a_million_values(self) -> None:
        (problem,) = refused("a: [" + "x," * 900_000 + "]")
        assert problem.code == "too-many-values"

    def test_more_than_two_megabytes(self) -> None:
        assert parse("a: " + "x" * 1_999_990, "02.yaml").tree
        for text in ("a: " + "x" * 2_000_000, b"a: " + b"x" * 2_000_000):
            assert [problem.code for problem in refused(text)] == ["file-too-large"]


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
