"""What the strict YAML reader refuses: in which words, where, and within which bounds."""

from __future__ import annotations

import pytest

from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.source import parse
from tests.support.parsing import refused, summary

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

    @pytest.mark.usefixtures("each_parser")
    def test_explain_escapes_of_no_character(self) -> None:
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
