"""Any issue that the schema allows is built or refused with reasons; nothing else ever happens.

When it is built, the PDF is tagged and every word of it can be read back.
"""

# ruff: noqa: E501 - tables of words and fields

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infobrief_pdf import Workspace
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.pdf import anatomy
from tests.support.workspace import ISSUE, NAME, SERIES, SERIES_TEXT, workspace

CALM = settings(
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

WORDS = (
    "Fachberatung", "Ümlaut", "e\u0301", "Straße", "مرحبا", "שלום", "ქართული", "ሰላም", "Donau\u00addampf\u00adschiff",
    "Rechtsanwaltsfachangestelltenausbildungsförderungsgesetz", "https://www.example.org/ein/langer/weg?mit=fragen&und=mehr",
    "info@example.org", "0711/2155-123", "02", "1_000", "NO", "null", "~", "1:30", "2018-09", "§ 5 Abs. 2", "50 %", "“so”", '"so"',
    "'so'", "...", "--", "---", "***", "**", "_", "*", "`", "```", "|", "| a | b |", "#", "### ", "> ", "- ", "1. ", "1) ", "[^1]",
    "[^1]: Note", "[a](b)", "[a](#b)", "[مرحبا]{lang=ar}", "{lang=tr}", "<b>", "&amp;", "&", "<", ">", "\\", "\\*", "!", "![x](y)",
    "\u200b", "\u200d", "\u2060", "\u00a0", "\u202f", "\u202e", "\ufe0f", "\u0301", "\U0001f600", "\U00012000", "\ufffd",
    "a" * 90, " " * 200, "\t", "Bürger*innen", "Bürger:innen", "z. B.", "Art. 3", "{{ issue }}", "{% if %}", "%(a)s", "{series}", "$x$",
)  # fmt: skip
GLYPHS = st.characters(
    min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="\x7f", exclude_categories=["Cc"]
)

scrap = st.one_of(st.sampled_from(WORDS), st.text(GLYPHS, min_size=1, max_size=12))
line = st.lists(scrap, min_size=1, max_size=6).map(" ".join).filter(lambda text: bool(text.strip()))
paragraph = st.lists(scrap, min_size=1, max_size=10).map(" ".join)
markdown = (
    st.lists(paragraph, min_size=1, max_size=4).map("\n\n".join).filter(lambda text: bool(text.strip()))
)
identifier = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
address = st.sampled_from(
    ["https://example.org", "https://www.example.org/" + "weg/" * 30, "mailto:info@example.org", "tel:+49711"]
)
language = st.sampled_from(["de", "en", "tr", "ar", "he", "zh-Hant", "pt-BR"])
day = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
moment = st.one_of(day, st.builds("{} {:02}:{:02}".format, day, st.integers(0, 23), st.integers(0, 59)))


def fields(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


contact = fields(
    {"name": line}, {"role": line, "phone": st.just("0711/2155-123"), "email": st.just("info@example.org")}
)
link = fields({"text": line, "url": address}, {})
article = fields(
    {"title": line, "text": markdown},
    {
        "subtitle": line,
        "summary": markdown,
        "demands": st.lists(line, max_size=3),
        "links": st.lists(link, max_size=2),
        "contacts": st.lists(contact, max_size=2),
        "keywords": st.lists(line, max_size=2),
        "language": language,
    },
)
section = fields({"articles": st.lists(article, min_size=1, max_size=2)}, {"title": line})
event = fields(
    {"title": line, "start": moment}, {"place": line, "organiser": line, "url": address, "text": markdown}
)
editorial = fields(
    {"text": markdown},
    {
        "salutation": line,
        "closing": line,
        "signed_by": st.lists(fields({"name": line}, {"role": line}), max_size=2),
    },
)
issues = fields(
    {"series": st.just("brief"), "number": st.just("1"), "year": st.just("2026"), "date": day},
    {
        "language": language,
        "keywords": st.lists(line, max_size=2),
        "online_url": address,
        "online_text": line,
        "department": line,
        "editorial": editorial,
        "sections": st.lists(section, max_size=2),
        "events": st.lists(event, max_size=3),
    },
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("any"), {SERIES: SERIES_TEXT})


def refused(build: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What is said against an issue; nothing if it is taken."""
    try:
        build()
    except Refused as refusal:
        return refusal.diagnostics or (Diagnostic("internal"),)
    return ()


def write(folder: Path, issue: dict[str, Any]) -> None:
    text = yaml.safe_dump(issue, allow_unicode=True, sort_keys=False, width=1000, default_style='"')
    (folder / ISSUE).write_text(text, encoding="utf-8")


@given(issue=issues)
@settings(CALM, max_examples=120)
def test_any_issue_is_composed_or_refused(issue: dict[str, Any], folder: Path) -> None:
    write(folder, issue)
    problems = refused(lambda: Workspace(folder).check(NAME))
    assert [problem.code for problem in problems if problem.place is None] == []


# What can be built: the same issues without what is refused for a good reason.

TAME = tuple(
    word
    for word in WORDS
    if (word.isalpha() and len(word) < 40 and word < "\U00010000")
    or word
    in {
        "02",
        "1_000",
        "NO",
        "null",
        "1:30",
        "Bürger:innen",
        "z. B.",
        "0711/2155-123",
        "50 %",
        "...",
        "--",
        "\u200b",
        "\u00a0",
        "\u0301",
        "{{ issue }}",
        " " * 200,
    }
)
TAME_LETTERS = st.text(
    st.characters(categories=["L"], min_codepoint=0x41, max_codepoint=0xFF), min_size=1, max_size=12
)

tame_scrap = st.one_of(st.sampled_from(TAME), TAME_LETTERS)
tame_line = st.lists(tame_scrap, min_size=1, max_size=6).map(lambda words: " ".join(["Titel", *words]))
tame_markdown = st.lists(
    st.lists(tame_scrap, min_size=1, max_size=40).map(lambda words: " ".join(["Wort", *words])),
    min_size=1,
    max_size=3,
).map("\n\n".join)
tame_article = fields(
    {"title": tame_line, "text": tame_markdown},
    {"subtitle": tame_line, "summary": tame_markdown, "demands": st.lists(tame_line, max_size=3)},
)
tame_issues = fields(
    {
        "series": st.just("brief"),
        "number": st.just("1"),
        "year": st.just("2026"),
        "date": day,
        "sections": st.lists(fields({"articles": st.lists(tame_article, min_size=1, max_size=2)}, {"title": tame_line}), min_size=1, max_size=2),
    },
    {"editorial": fields({"text": tame_markdown}, {"closing": tame_line}), "events": st.lists(fields({"title": tame_line, "start": moment}, {"place": tame_line}), max_size=2)},
)  # fmt: skip


@given(issue=st.one_of(issues, tame_issues, tame_issues))
@settings(CALM, max_examples=25)
def test_any_issue_is_built_or_refused_and_its_words_can_be_read(issue: dict[str, Any], folder: Path) -> None:
    write(folder, issue)
    path = folder / "output" / "any.pdf"
    if refused(lambda: Workspace(folder).build(NAME, output=path)):
        return
    pdf = anatomy(path)
    assert pdf.has_tree
    assert pdf.is_marked
    printed = letters(extracted(path))
    missing = [word for text in texts(issue) for word in words(text) if letters(word) not in printed]
    assert missing == []


@given(issue=tame_issues)
@settings(CALM, max_examples=15, derandomize=True)
def test_an_ordinary_issue_is_built(issue: dict[str, Any], folder: Path) -> None:
    write(folder, issue)
    assert Workspace(folder).build(NAME, output=folder / "output" / "any.pdf").pages >= 1


@pytest.mark.parametrize("paragraphs", [9, 10, 11])
def test_a_section_title_at_the_foot_of_a_page_is_printed_once(paragraphs: int, folder: Path) -> None:
    """It floats in the margin, and WeasyPrint would set its rest again on the next page (`render/floats.py`)."""
    title = "Anfang " + "a" * 90 + " Ende"
    first = {"title": "Eins", "articles": [{"title": "A", "text": "\n\n".join(["Text."] * paragraphs)}]}
    second = {"title": title, "articles": [{"title": "B", "text": "Text."}]}
    head = {"series": "brief", "number": "1", "year": "2026", "date": "2026-01-01"}
    write(folder, {**head, "sections": [first, second]})
    built = Workspace(folder).build(NAME, output=folder / "output" / "any.pdf")
    printed = letters(extracted(built.path))
    assert printed.count("ende") == printed.count("anfang"), "in the contents and above its articles"


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Titles and running text; addresses are shortened and keywords are not printed."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from texts(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, key)
    elif key in {"title", "text", "subtitle", "summary", "demands", "place", "closing"}:
        yield value


def words(text: str) -> list[str]:
    """Words of Latin letters: what stands from right to left comes out of a PDF in another order."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.replace("\xad", "")) if word.isascii()]


def letters(text: str) -> str:
    """Letters and digits only: words are divided at the ends of lines, quotes and dashes are set anew."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if character.isalnum()).casefold()


def extracted(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
