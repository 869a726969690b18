"""From a tree to a model: what is taken, and how each mistake is told."""

from __future__ import annotations

import string
import typing
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import core_schema

from infobrief_pdf import validate
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.diagnostics.messages import MESSAGES, model
from infobrief_pdf.model import Issue, Series
from infobrief_pdf.source import parse
from infobrief_pdf.validate.problems import diagnose
from infobrief_pdf.validate.suggestions import SUGGESTIONS, field_suggestion

HEAD = "series: migration\nnumber: 2\nyear: 2018\ndate: 2018-09-06\n"
EVENT = HEAD + "events:\n  - title: Fachtag\n    start: 2018-10-04\n"
ARTICLE = HEAD + "sections:\n  - articles:\n      - title: Neu\n        text: Text\n"
SERIES = "name: Infobrief Migration\npublisher: Verband\n"

Check = Callable[[Any], object]


def problems(text: str, check: Check = validate.issue) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refused) as caught:
        check(parse(text, "02.yaml"))
    return caught.value.diagnostics


def summary(problem: Diagnostic) -> tuple[str, int | None, int | None]:
    assert problem.place is not None
    return problem.code, problem.place.line, problem.place.column


class TestWhatIsTaken:
    def test_text_turns_into_numbers_dates_and_switches_where_a_field_asks_for_them(self) -> None:
        image = "        image: {file: a.jpg, decorative: ja}\n"
        issue = validate.issue(parse(ARTICLE.replace("number: 2", "number: 02") + image, "02.yaml"))
        assert (issue.number, issue.year, issue.date) == (2, 2018, date(2018, 9, 6))
        article = issue.sections[0].articles[0]
        assert article.image
        assert article.image.decorative is True

    def test_text_stays_text(self) -> None:
        issue = validate.issue(parse(ARTICLE.replace("Neu", "1_000").replace("Text", "NO"), "02.yaml"))
        article = issue.sections[0].articles[0]
        assert (article.title, article.text) == ("1_000", "NO")

    def test_an_optional_field_without_a_value_counts_as_not_given(self) -> None:
        issue = validate.issue(parse(ARTICLE + "        links:\n        image:\nlanguage:\n", "02.yaml"))
        assert (issue.language, issue.sections[0].articles[0].links) == (None, ())

    @pytest.mark.parametrize(
        ("written", "moment"),
        [
            ("2018-10-04", date(2018, 10, 4)),
            ("2018-10-04 9:30", datetime(2018, 10, 4, 9, 30)),
            ("2018-10-04T19:30", datetime(2018, 10, 4, 19, 30)),
        ],
    )
    def test_moments(self, written: str, moment: date) -> None:
        issue = validate.issue(parse(EVENT.replace("2018-10-04", written), "02.yaml"))
        assert issue.events[0].start == moment

    def test_a_series_and_a_layout(self) -> None:
        series = validate.series(parse(SERIES + "file_name: '{series}_{year}-{number:02}'\n", "series.yaml"))
        assert series.file_name == "{series}_{year}-{number:02}"
        color = "tokens: {colors: {ink: {rgb: '#1A2B3C', cmyk: [100, 0, 12.5, 0]}}}\n"
        layout = validate.layout_file(parse(color, "layout.yaml"))
        assert layout.tokens.colors["ink"].cmyk == (100, 0, 12.5, 0)
        assert layout.tokens.colors["ink"].rgb == "#1a2b3c"


ISSUE_MISTAKES = [
    # text, code, line, column
    (HEAD + "titel: x\nevents:\n", "field-unknown", 5, 1),
    (HEAD + "autor:\n", "field-unknown", 5, 1),
    (EVENT + "    ort: Stuttgart\n", "field-unknown", 8, 5),
    (EVENT.replace("year: 2018\n", ""), "field-missing", 1, 1),
    (EVENT.replace("title: Fachtag\n    ", ""), "field-missing", 6, 5),
    (EVENT.replace(" 2018-09-06", ""), "field-empty", 4, 1),
    (EVENT.replace(" Fachtag", ""), "field-empty", 6, 5),
    (EVENT + "  -\n", "entry-empty", 8, 4),
    (EVENT.replace("Fachtag", "[a, b]"), "list-for-text", 6, 12),
    (EVENT.replace("2018-10-04", "[a]"), "list-for-text", 7, 12),
    (EVENT.replace("number: 2", "number: [2]"), "list-for-text", 2, 9),
    (EVENT + "keywords:\n  - Frage: Antwort\n", "mapping-for-text", 9, 5),
    (EVENT + "keywords: Landespolitik\n", "text-for-list", 8, 11),
    (HEAD + "sections:\n  title: x\n", "mapping-for-list", 6, 3),
    (EVENT + "editorial: Hallo\n", "text-for-mapping", 8, 12),
    (EVENT + "editorial:\n  - text: a\n", "list-for-mapping", 9, 3),
    (HEAD + "sections:\n  - articles: []\n", "list-too-short", 6, 15),
    (EVENT.replace("Fachtag", "''"), "text-empty", 6, 13),
    (EVENT.replace("Fachtag", "|\n      a\n      b"), "text-one-line", 7, 7),
    (EVENT.replace("Fachtag", "x" * 1001), "text-too-long", 6, 12),
    (EVENT.replace("Fachtag", '"a\\0b"'), "character-forbidden", 6, 14),
    (EVENT.replace("migration", "Migration 2018"), "identifier-malformed", 1, 9),
    (EVENT.replace("2018-09-06", "2018-11-31"), "day-impossible", 4, 7),
    (EVENT.replace("start: 2018-10-04", "start: 2018-02-29"), "day-impossible", 7, 12),
    (EVENT + "language: deutsch\n", "language-malformed", 8, 11),
    (EVENT + "    url: www.example.org\n", "address-malformed", 8, 10),
    (ARTICLE + "        contacts: [{name: a, email: b}]\n", "email-malformed", 9, 37),
    (ARTICLE + "        contacts: [{name: a, phone: b}]\n", "phone-malformed", 9, 37),
    (ARTICLE + "        image: {file: a.jpg, decorative: x}\n", "switch-malformed", 9, 42),
    (ARTICLE + "        image: {file: a.jpg}\n", "image-without-alt", 9, 16),
    (ARTICLE + "        image: {file: a, alt: b, decorative: ja}\n", "image-decorative-with-alt", 9, 46),
    (EVENT.replace("number: 2", "number: zwei"), "number-malformed", 2, 9),
    (EVENT.replace("number: 2", "number: 0"), "number-too-small", 2, 9),
    (EVENT.replace("number: 2", "number: 1000"), "number-too-large", 2, 9),
    (EVENT.replace("2018-09-06", "demnächst"), "date-malformed", 4, 7),
    (EVENT.replace("2018-10-04", "4.10.2018 10 Uhr"), "moment-malformed", 7, 12),
    (EVENT + "    end: 2018-10-03\n", "event-ends-before-start", 8, 10),
    (HEAD, "issue-empty", 1, 1),
]  # fmt: skip

SERIES_MISTAKES = [
    (SERIES + "file_name: '{series.name}{number}'\n", "file-name-placeholder", 3, 13),
    (SERIES + "file_name: '{number:999999}'\n", "file-name-placeholder", 3, 13),
    (SERIES + "file_name: '{nummer}'\n", "file-name-placeholder", 3, 13),
    (SERIES + "file_name: '{series:02}{number}'\n", "file-name-placeholder", 3, 13),
    (SERIES + "file_name: Infobrief\n", "file-name-not-unique", 3, 12),
    (SERIES + "file_name: '../{number}'\n", "file-name-unsafe", 3, 13),
    (SERIES + "file_name: 'a:{number}'\n", "file-name-unsafe", 3, 13),
    (SERIES + "file_name: '{number}.'\n", "file-name-unsafe", 3, 13),
    (SERIES + "file_name: 'con.{number}'\n", "file-name-unsafe", 3, 13),
    (SERIES + "file_name: '{number'\n", "file-name-not-unique", 3, 13),
    (SERIES + "file_name: '{{number}}'\n", "file-name-unsafe", 3, 13),
]  # fmt: skip

LAYOUT_MISTAKES = [
    ("tokens: {colors: {Ink: {rgb: '#123456', cmyk: [1, 2, 3, 4]}}}\n", "token-malformed", 1, 19),
    ("tokens: {colors: {ink: {rgb: red, cmyk: [1, 2, 3, 4]}}}\n", "color-malformed", 1, 30),
    ("tokens: {colors: {ink: {rgb: '#123456', cmyk: [1, 2]}}}\n", "cmyk-malformed", 1, 47),
    ("tokens: {colors: {ink: {rgb: '#123456', cmyk: [1, 2, 3, 101]}}}\n", "number-too-large", 1, 57),
    ("tokens: {colors: {ink: }}\n", "field-empty", 1, 19),
    ("tokens: {spacing: {margin: 10mm}}\n", "decimal-malformed", 1, 28),
    ("tokens: {spacing: [10]}\n", "list-for-mapping", 1, 19),
    ("tokens: {scale: {body: {size: 0, line: 14}}}\n", "number-not-above", 1, 31),
    ("tokens: {wordmark: {lines: [a, b, c, d]}}\n", "list-too-long", 1, 28),
    ("labels: {DE: {a: b}}\n", "language-malformed", 1, 10),
]  # fmt: skip

MISTAKES = [
    *((validate.issue, *row) for row in ISSUE_MISTAKES),
    *((validate.series, *row) for row in SERIES_MISTAKES),
    *((validate.layout_file, *row) for row in LAYOUT_MISTAKES),
]


class TestMistakes:
    @pytest.mark.parametrize(
        ("check", "text", "code", "line", "column"), MISTAKES, ids=[row[2] for row in MISTAKES]
    )
    def test_have_a_code_and_a_place(
        self, check: Check, text: str, code: str, line: int, column: int
    ) -> None:
        assert [summary(problem) for problem in problems(text, check)] == [(code, line, column)]

    def test_of_every_kind_are_in_the_tables_above(self) -> None:
        tried = {code for _, _, code, *_ in MISTAKES} | {"article-id-repeated"}
        out_of_reach = {"number-not-below", "value-malformed"}
        assert set(model.MESSAGES) - tried - {"character-forbidden"} == out_of_reach

    @pytest.mark.parametrize(
        ("text", "cause", "remedy"),
        [
            (HEAD + "rubriken:\n", "Unknown field “rubriken”.", "Did you mean “sections”?"),
            (
                EVENT + "    xyz: 1\n",
                "Unknown field “xyz”.",
                "Remove it, or use one of: title, start, end, place, organiser, url, text.",
            ),
            (
                EVENT.replace("number: 2\n", ""),
                "The field “number” is missing.",
                "Add it, for example: number: 2",
            ),
            (
                EVENT.replace(" Fachtag", ""),
                "The field “title” has no value.",
                "Write one after the colon, for example: title: Fachtag Migration",
            ),
            (
                EVENT + "keywords: Landespolitik\n",
                "“keywords” needs a list here, not a text.",
                "Start each entry on a line of its own with a hyphen and a space: - Landespolitik",
            ),
            (
                EVENT + "keywords:\n  -Ein Wort\n  -Zwei\n",
                "“keywords” needs a list here, not a text.",
                "Start each entry on a line of its own with a hyphen and a space: - Ein Wort",
            ),
            (
                EVENT.replace("2018-09-06", "31.11.2018"),
                "There is no such day as “31.11.2018”: the month 11/2018 has only 30 days.",
                "Correct the day or the month.",
            ),
            (
                EVENT + "keywords:\n  - Frage: Antwort\n",
                "“keywords” needs a text here, not a group of fields.",
                "Put the text in quotes if it contains a colon.",
            ),
            (
                EVENT.replace("2018-09-06", "6.9.2018"),
                "“6.9.2018” is not a date.",
                "Did you mean “2018-09-06”?",
            ),
            (
                EVENT.replace("2018-09-06", "demnächst"),
                "“demnächst” is not a date.",
                "Write year, month and day with hyphens, for example: 2018-09-06",
            ),
            (
                ARTICLE + "        image: {file: foto.jpg}\n",
                "The picture “foto.jpg” has no alternative text for readers who cannot see it.",
                "Say in the field “alt” what it shows, or add “decorative: true” if it adds nothing to the "
                "text.",
            ),
        ],
    )
    def test_read_well(self, text: str, cause: str, remedy: str) -> None:
        problem = problems(text)[0]
        assert (problem.cause(), problem.remedy()) == (cause, remedy)

    def test_of_a_file_come_all_at_once_in_its_order(self) -> None:
        text = (
            "series: A\nnumber: x\nyear: 2018\ndate: 6.9.2018\nsections:\n  - articles:\n"
            "      - titel: a\n        text: b\n        id: c\n      - title: d\n        id: c\n  - 7\n"
        )
        assert [summary(problem) for problem in problems(text)] == [
            ("identifier-malformed", 1, 9),
            ("number-malformed", 2, 9),
            ("date-malformed", 4, 7),
            ("field-unknown", 7, 9),
            ("field-missing", 10, 9),
            ("article-id-repeated", 11, 13),
            ("text-for-mapping", 12, 5),
        ]

    def test_a_misnamed_field_is_not_also_missing(self) -> None:
        text = EVENT.replace("year:", "jahr:")
        assert [problem.code for problem in problems(text)] == ["field-unknown"]

    def test_a_field_that_is_there_is_not_suggested(self) -> None:
        (problem,) = problems(EVENT + "    titel: x\n")
        assert problem.values["suggestion"] is None

    def test_repeated_article_ids_name_the_first_line(self) -> None:
        article = "      - {id: a, title: b, text: c}\n"
        (problem,) = problems(HEAD + "sections:\n  - articles:\n" + article * 2)
        assert summary(problem) == ("article-id-repeated", 8, 14)
        assert problem.cause() == "The id “a” already belongs to the article in line 7."


class TestSuggestions:
    @pytest.mark.parametrize(
        ("code", "text", "suggestion"),
        [
            ("date-malformed", "6.9.2018", "2018-09-06"),
            ("date-malformed", "06.09.18", "2018-09-06"),
            ("date-malformed", "6. September 2018", "2018-09-06"),
            ("date-malformed", "Do, 1. März 2018", "2018-03-01"),
            ("date-malformed", "2018/9/6", "2018-09-06"),
            ("date-malformed", "2018-9-6", "2018-09-06"),
            ("date-malformed", "2018-13-09", "2018-09-13"),
            ("date-malformed", "31.2.2018", None),
            ("date-malformed", "2018", None),
            ("moment-malformed", "4.10.2018, 10:00 Uhr", "2018-10-04 10:00"),
            ("moment-malformed", "4.10.2018 10 Uhr", "2018-10-04 10:00"),
            ("moment-malformed", "2018-10-04 10.30", "2018-10-04 10:30"),
            ("moment-malformed", "4.10.2018", "2018-10-04"),
            ("moment-malformed", "2018-10-04 25:00", "2018-10-04"),
            ("address-malformed", "www.example.org/a?b", "https://www.example.org/a?b"),
            ("address-malformed", "example.org", "https://example.org"),
            ("address-malformed", "info@example.org", "mailto:info@example.org"),
            ("address-malformed", "siehe unten", None),
            ("identifier-malformed", "Größe & Maß", "groesse-mass"),
            ("identifier-malformed", "Askın", "ask-n"),
            ("identifier-malformed", "…", None),
            ("language-malformed", "Deutsch", "de"),
            ("language-malformed", "de_at", "de-AT"),
            ("language-malformed", "Leichte Sprache", None),
            ("color-malformed", "123456", "#123456"),
            ("color-malformed", "#ABC", "#aabbcc"),
            ("color-malformed", "red", None),
            ("decimal-malformed", "4,5 mm", "4.5"),
            ("decimal-malformed", "breit", None),
            ("number-malformed", "Nr. 02", "2"),
            ("number-malformed", "2/2018", None),
            ("email-malformed", "<info@example.org>", "info@example.org"),
            ("email-malformed", "info (at) example.org", "info@example.org"),
            ("email-malformed", "info", None),
        ],
    )
    def test_what_was_meant(self, code: str, text: str, suggestion: str | None) -> None:
        assert SUGGESTIONS[code](text) == suggestion

    @pytest.mark.parametrize("code", SUGGESTIONS)
    @given(text=st.text())
    def test_any_text_may_be_asked_about(self, code: str, text: str) -> None:
        SUGGESTIONS[code](text)

    @pytest.mark.parametrize(
        ("written", "field"),
        [
            ("Titel", "title"),
            ("beiträge", "articles"),
            ("articels", "articles"),
            ("Ansprechpartner", "contacts"),
            ("signed-by", "signed_by"),
            ("Telefon", "phone"),
            ("schlagwörter", "keywords"),
            ("qqq", None),
        ],
    )
    def test_fields(self, written: str, field: str | None) -> None:
        fields = ["title", "articles", "contacts", "signed_by", "phone", "keywords"]
        assert field_suggestion(written, fields) == field


class TestEveryErrorOfPydantic:
    @pytest.mark.parametrize(
        ("kind", "location"),
        [
            (kind, location)
            for kind in typing.get_args(core_schema.ErrorType)
            for location in [("series",), ("events", 0, "title"), ("events",), (), ("events", 7, "x")]
            if location or kind not in ("extra_forbidden", "missing")  # these two always name a field
        ],
    )
    def test_has_a_sentence_of_ours(self, kind: str, location: tuple[str | int, ...]) -> None:
        limits = {"ge": 1, "gt": 1, "le": 1, "lt": 1, "max_length": 1, "min_length": 1}
        document = parse(EVENT, "02.yaml")
        details: Any = {"type": kind, "loc": location, "msg": "Input should be", "input": "", "ctx": limits}
        problem = diagnose(document, Issue, details)
        for sentence in (problem.cause(), problem.remedy()):
            assert sentence
            assert "Input" not in sentence
        assert problem.place is not None
        assert problem.place.line

    @given(
        st.recursive(
            st.none() | st.text(max_size=12) | st.sampled_from(["2018", "2018-09-06", "a", "https://a.de"]),
            lambda part: (
                st.lists(part, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["title", "text", "articles", "sections", "image", "start", "x"]), part
                )
            ),
            max_leaves=10,
        ),
        st.sampled_from(
            ["sections", "events", "editorial", "number", "date", "keywords", "file_name", "imprint"]
        ),
        st.sampled_from([validate.issue, validate.series, validate.layout_file]),
    )
    def test_any_tree_is_taken_or_refused(self, tree: Any, field: str, check: Check) -> None:
        text = yaml.safe_dump({field: tree}, default_style='"').replace('!!null "null"', "")
        try:
            check(parse(text, "02.yaml"))
        except Refused as refusal:
            for problem in refusal.diagnostics:
                assert problem.cause()
                assert problem.remedy()


class TestSentences:
    @pytest.mark.parametrize("code", MESSAGES)
    def test_end_as_sentences_do(self, code: str) -> None:
        message = MESSAGES[code]
        assert message.cause.endswith((".", "?"))
        assert message.cause[0].isupper() or message.cause[0] in "“{"
        list(string.Formatter().parse(message.remedy))


def test_the_default_file_name_passes_its_own_check() -> None:
    default = Series.model_fields["file_name"].default
    assert Series(name="a", publisher="b", file_name=default).file_name == default
