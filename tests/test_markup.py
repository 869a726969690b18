"""Markdown to HTML: cases as text, problems and their places, bounds, and what holds for every text.

A case in `tests/data/markup/*.txt` is a title, `....`, the Markdown, `----`, the blocks of HTML (`~` is
U+00A0, `^` is U+202F) and a line `! code @offset` for each problem; `====` stands between cases.
"""

import doctest
import importlib
import pkgutil
import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infobrief_pdf.markup as markup
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.markup import Fragment, inline, render

CASES = Path(__file__).parent / "data" / "markup"

ATTRIBUTES = {"id", "class", "lang", "dir", "href", "scope", "start", "data-role", "aria-label"}
ELEMENTS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
}
ELEMENTS |= {"table", "tbody", "td", "th", "thead", "tr", "ul", "wbr"}
CLASSES = {
    "address",
    "attribution",
    "center",
    "even",
    "left",
    "note-call",
    "nowrap",
    "phone",
    "right",
    "script",
}


def rendered(text: str, language: str = "de") -> Fragment:
    return render(text, language=language, heading_level=4, anchor="mso")


def cases() -> list[object]:
    return [
        pytest.param(
            *re.split(r"\n(?:\.{4}|-{4})\n", case.strip("\n"))[1:], id=f"{file.stem}: {case.splitlines()[0]}"
        )
        for file in sorted(CASES.glob("*.txt"))
        for case in file.read_text(encoding="utf-8").split("\n====\n")
    ]


def written(fragment: Fragment) -> str:
    blocks = [block.html for block in fragment.blocks]
    problems = [f"! {problem.code} @{problem.offset}" for problem in fragment.problems]
    return "\n".join(blocks + problems).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(("source", "wanted"), cases())
def test_case(source: str, wanted: str) -> None:
    assert written(rendered(source)) == wanted


def test_blocks_say_what_they_are() -> None:
    text = "a\n\n# b\n\n- c\n\n1. d\n\n|e|\n|-|\n\n> f\n\n---\n\n    g\n\n```\nh\n```\n\n[^1]: i"
    kinds = [block.kind for block in rendered(text).blocks]
    assert kinds == ["paragraph", "heading", "list", "list", "table", "quote", "rule", "code", "code"]


def test_headings_begin_at_the_given_level() -> None:
    fragment = render("### a\n#### b\n### c", language="de", heading_level=2, anchor="x")
    assert [block.html[:3] for block in fragment.blocks] == ["<h2", "<h3", "<h2"]


def test_offsets_count_characters_of_the_text_as_it_came() -> None:
    text = "eins\r\nzwei <b>\r\n\r\n> - drei\r\n>   ![vier](x)"
    assert [text[problem.offset :][:3] for problem in rendered(text).problems] == ["<b>", "![v"]


def test_every_problem_has_its_sentences() -> None:
    sources = (str(case.values[0]) for case in cases())  # type: ignore[attr-defined]
    problems = [problem for source in sources for problem in rendered(source).problems]
    for problem in problems:
        diagnostic = Diagnostic(problem.code, None, problem.values)
        assert diagnostic.cause()
        assert diagnostic.remedy()


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("[x]{lang=türkisch}", "Did you mean “{lang=tr}”?"),
        ("[x]{lang=Arabisch}", "Did you mean “ar”?"),
        ("###Titel", "Put a space behind the “###” of a heading."),
        ("| a | b |\n| 1 | 2 |", "Write below the first row, which names the columns: |---|---|"),
        ("3. bis 5. Juni", "If no list is meant, write a backslash behind the number: 3\\."),
        (
            "a\n•  Eins",
            "Begin each item with a hyphen and a space, and leave an empty line above the list: - Eins",
        ),
        ("[hier] (https://x.de)", "Remove the space: “[words](https://…)”."),
    ],
)
def test_remedies_fit_the_text(text: str, remedy: str) -> None:
    (problem,) = rendered(text).problems
    assert Diagnostic(problem.code, None, problem.values).remedy() == remedy


def test_every_sentence_is_used() -> None:
    from infobrief_pdf.diagnostics.messages.markup import MESSAGES

    sources = (str(case.values[0]) for case in cases())  # type: ignore[attr-defined]
    reported = {problem.code for source in sources for problem in rendered(source).problems}
    assert set(MESSAGES) - reported == {"link-malformed", "markup-too-complex"}  # tested elsewhere


@pytest.mark.parametrize(
    "deep", ["> " * 30 + "tief", "- " * 20 + "tief", "[" * 700, "**a *b " * 40 + "c* d**" * 40]
)
def test_intricate_markup_is_refused_at_its_place(deep: str) -> None:
    problems = rendered(f"Text\n\n{deep}\n").problems
    assert [(problem.code, problem.offset) for problem in problems][:1] == [("markup-too-complex", 6)]


def test_titles_are_escaped_and_typeset_but_not_marked_up() -> None:
    assert inline('"A" & **b** - <c> 10-12', language="de") == "„A“ &amp; **b** – &lt;c&gt; 10–12"
    assert inline("www.a.de/10-12 -- 0711/2155-123", language="de") == (
        'www.a.de/<span class="nowrap">10-12</span> – 0711/2155-123'
    )


def test_reserved_characters_cannot_be_forged() -> None:
    forged = "a\ufdd0b \U000f003cscript> \x00\x0b \ud800 &#xf003c;b> &#12;"
    html = "".join(block.html for block in rendered(forged).blocks)
    assert "<s" not in html
    assert "<b" not in html
    ElementTree.fromstring(f"<x>{html}{inline(forged, language='de')}</x>")


def test_examples_in_the_documentation() -> None:
    for module in pkgutil.iter_modules(markup.__path__, f"{markup.__name__}."):
        assert doctest.testmod(importlib.import_module(module.name)).failed == 0
    assert doctest.testmod(markup).failed == 0


N = 50_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * N, "*" * N, ">" * N, "_a" * (N // 2), "*a **b " * (N // 7), "`" * N,
        "![" * (N // 2), "[^" * (N // 2),
        "[a](" * (N // 4), "<" * N, "&" * N,
        "\\" * N, '"' * N, "'a \"b " * (N // 6), "0711/" * (N // 5),
        "www." * (N // 4), "www.a" + ")" * N, "a@" * (N // 2), "z." * (N // 2),
        "1-" * (N // 2), " " * N, "\n" * N,
        "a" * (10 * N), "1" * (10 * N), "{lang=de}\n" * (N // 10), "# a\n" * (N // 4), "> a\n" * (N // 4),
        "- " * (N // 2) + "a", "".join("  " * depth + "- a\n" for depth in range(1000)),
        ("[" * 590 + "\n\n") * (N // 592), ("*a " * 190 + "\n\n") * (N // 572),
        "".join(f"a[^{n}]\n\n[^{n}]: n\n\n" for n in range(N // 10)),
        "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + ("|b" * 1000 + "|\n") * 10,
    ],
    ids=lambda text: f"{text[:12]!r}",
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    fragment = rendered(text)
    inline(text, language="de")
    assert time.process_time() - start < 15  # 1 on an idle machine; what grows with the square takes an hour
    assert all(problem.offset <= len(text) for problem in fragment.problems)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "*",
                "**",
                "_",
                "__",
                "`",
                "[",
                "]",
                "(",
                ")",
                "<",
                ">",
                "!",
                "\\",
                "#",
                "##",
                "- ",
                "1. ",
                "> ",
                "|",
                "|-|-|",
            ),
            *(
                "\n",
                "\n\n",
                "    ",
                "  \n",
                "{lang=ar}",
                "{lang=uk}",
                "{onclick=x}",
                "[^1]",
                "[^1]: ",
                "[x]{lang=tr}",
            ),
            *(
                '"',
                "'",
                "--",
                " - ",
                "...",
                "&lt;",
                "&quot;",
                "&#0;",
                "<script>",
                "<b onclick='x'>",
                "---",
                "```",
                "~~~",
            ),
            *(
                "https://x.de/?a=b&c",
                "www.x.de",
                "a@x.de",
                "0711/2155-123",
                "[a](https://x.de)",
                "[a](javascript:x)",
            ),
            *(
                "Wort",
                "z.B.",
                "§ 5",
                "10-12 Uhr",
                "مرحبا",
                "сайт",
                "— ",
                "-- ",
                "\u202e",
                "\ufdd0",
                "\U000f0022",
            ),
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKDOWN, st.sampled_from(["de", "en", "fr", "ar", "xx"]))
def test_html_of_any_text_is_well_formed_and_harmless(text: str, language: str) -> None:
    fragment = rendered(text, language)
    for block in fragment.blocks:
        for element in ElementTree.fromstring(block.html).iter():
            assert element.tag in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES
            assert set(element.get("class", "").split()) <= CLASSES
            assert re.match(r"https?://|mailto:|tel:|#|$", element.get("href", ""))
    for problem in fragment.problems:
        assert 0 <= problem.offset <= len(text)
        Diagnostic(problem.code, None, problem.values).remedy()


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_titles_of_any_text_are_well_formed(text: str) -> None:
    element = ElementTree.fromstring(f"<x>{inline(text, language='de')}</x>")
    assert not list(element)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1), min_size=1),
    st.sampled_from([" ", "\n", ' "', "' "]),
)
def test_no_word_of_a_paragraph_is_lost(words: list[str], between: str) -> None:
    fragment = rendered(between.join(words).strip())
    text = "".join(
        ElementTree.fromstring(f"<x>{''.join(block.html for block in fragment.blocks)}</x>").itertext()
    )
    assert re.findall(r"[^\W_]+", text) == re.findall(r"[^\W_]+", " ".join(words))
