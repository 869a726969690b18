"""Tokens in style sheets, templates in their sandbox, contrast of colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from infobrief_pdf.checks.contrast import contrast, low_contrast, luminance
from infobrief_pdf.compose.pictures import Picture, printed_size
from infobrief_pdf.compose.templates import filled
from infobrief_pdf.compose.tokens import css_values, mirrored, resolved
from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.model import Layout, Tokens
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.model.layout import Color, Pair, Source, TypeSize

TOKENS = Tokens(
    colors={"ink": Color(rgb="#1C2226", cmyk=(0, 0, 0, 100))},
    families={"text": ("Source Serif 4", 'Haus "Schrift"')},
    scale={"body": TypeSize(size=10.5, line=14)},
    spacing={"gutter": 6.0, "page-bottom": 23.05, "page-left": 18.0},
)


def layout(tokens: Tokens = TOKENS, **templates: str) -> Layout:
    sources = {
        f"{name}.html": Source(f"layouts/mine/templates/{name}.html", text)
        for name, text in templates.items()
    }
    return Layout("mine", tokens, {}, sources, ())


def css(text: str) -> str:
    return resolved(Source("layouts/mine/a.css", text), css_values(TOKENS, "ltr")).text


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        css(text)
    return [f"{problem.values['token']} {problem.place}" for problem in caught.value.diagnostics]


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
@pytest.mark.parametrize("height", range(150, 480, 11))
def test_small_pictures_are_printed_small_rather_than_coarse(edition: Edition, height: int) -> None:
    size = printed_size(Picture("picture:1", 400, height), layout(), edition.least_ppi)
    enlarged = max(size["width"] / 400, size["height"] / height)  # `object-fit: cover`
    least = 100 if edition.has_ticket else 120 if edition.links != "live" else 72  # what preflight asks for
    assert 72 / enlarged > least


class TestTokens:
    def test_every_kind_of_token_has_a_name_in_css(self) -> None:
        assert css_values(TOKENS, "ltr") == {
            "color-ink": "#1c2226",
            "family-text": '"Source Serif 4", "Haus \\"Schrift\\""',
            "size-body": "10.5pt",
            "line-body": "14pt",
            "weight-body": "400",
            "space-gutter": "6mm",
            "space-page-bottom": "23.05mm",
            "space-page-left": "18mm",
            "edge-left": "18mm",
            "edge-right": "0",
            "paper-width": "210mm",
            "paper-height": "297mm",
            "bleed": "0mm",
        }

    def test_the_margins_of_the_page_change_sides_with_the_direction(self) -> None:
        values = css_values(TOKENS, "rtl")
        assert (values["edge-left"], values["edge-right"]) == ("0", "18mm")
        sheet = Source("layouts/mine/a.css", "@page { @top-left { } @bottom-right { } @top-center { } }")
        assert mirrored(sheet).text == "@page { @top-right { } @bottom-left { } @top-center { } }"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("p { color: var(--color-ink) }", "p { color: #1c2226 }"),
            ("p { color: var( --color-ink ) }", "p { color: #1c2226 }"),
            ("p { color: VAR(--color-ink) }", "p { color: #1c2226 }"),
            ("p { color: var(--color-ink, red) }", "p { color: #1c2226 }"),
            (
                "@page { margin: calc(-1 * (var(--space-gutter) + 1mm)) }",
                "@page { margin: calc(-1 * (6mm + 1mm)) }",
            ),
            ("/* var(--color-nothing) */ p {}", "/* var(--color-nothing) */ p {}"),
            ("p { --own: 1 }", "p { --own: 1 }"),
        ],
    )
    def test_a_token_becomes_its_value(self, text: str, expected: str) -> None:
        assert css(text) == expected

    def test_all_unknown_tokens_are_named_with_line_and_column(self) -> None:
        text = (
            "p { color: var(--color-tinte) }\n\na {\n  margin: var(--space-rand, 3pt) var(--space-gutter);\n}"
        )
        assert problems(text) == ["color-tinte layouts/mine/a.css:1:12", "space-rand layouts/mine/a.css:4:11"]


def said(text: str, context: Mapping[str, Any] | None = None, **others: str) -> Diagnostic:
    with pytest.raises(Refused) as caught:
        filled(layout(issue=text, **others), "issue.html", context or {})
    (problem,) = caught.value.diagnostics
    assert problem.code in {"template-broken", "template-name-unknown", "template-missing"}
    return problem


class TestTemplates:
    def test_text_is_escaped(self) -> None:
        assert (
            filled(layout(issue="{{ a }}"), "issue.html", {"a": '<b> & "c"'}) == "&lt;b&gt; &amp; &#34;c&#34;"
        )

    def test_templates_include_each_other(self) -> None:
        made = layout(issue='{% include "part.html" %}!', part="{{ a | upper }}")
        assert filled(made, "issue.html", {"a": "x"}) == "X!"

    def test_a_changed_template_is_read_anew(self) -> None:
        assert [filled(layout(issue=text), "issue.html", {}) for text in ("one", "two")] == ["one", "two"]

    @pytest.mark.parametrize(
        "attempt",
        [
            "{{ ''.__class__ }}",
            "{{ a.__class__.__mro__ }}",
            "{{ a['__class__'] }}",
            "{{ a | attr('__class__') }}",
            "{{ '{0.__class__}'.format(a) }}",
            "{{ '{a}'.format_map({'a': 1}) }}",
            "{{ '{:>9999999999}'.format(1) }}",
            "{{ self.__init__ }}",
            "{{ a.clear() }}",
            "{{ cycler }}",
            "{{ range(3) }}",
            "{{ lipsum() }}",
            "{{ joiner.__init__.__globals__ }}",
            "{% import 'os' as os %}",
            "{{ 'a' * 1000000000 }}",
            "{{ '%1000000000d' % 1 }}",
            "{{ 9 ** 999999999 }}",
            "{{ 'a'.zfill(10000000000) }}",
            "{{ 'a'.replace('', 'aaaaaaaa') }}",
            "{{ 'a\\t'.expandtabs(10000000000) }}",
        ],
    )
    def test_nothing_leads_out_of_the_sandbox(self, attempt: str) -> None:
        problem = said(f"<p>\n{attempt}", {"a": {"b": "c"}})
        assert str(problem.place) == "layouts/mine/templates/issue.html:2"

    def test_an_error_is_placed_in_the_template_that_has_it(self) -> None:
        problem = said('<p>\n{% include "part.html" %}', part="<b>\n<i>\n{{ nobody }}")
        assert str(problem.place) == "layouts/mine/templates/part.html:3"
        assert problem.place is not None
        assert problem.place.excerpt == "{{ nobody }}"
        assert problem.cause() == "The template prints “nobody”, which it is not given."

    def test_a_syntax_error_is_placed_in_the_template_that_has_it(self) -> None:
        problem = said('{% include "part.html" %}', part="<b>\n{% if %}")
        assert str(problem.place) == "layouts/mine/templates/part.html:2"

    def test_a_template_that_includes_itself_ends(self) -> None:
        assert "without end" in said('{% include "issue.html" %}').cause()

    def test_a_template_that_does_not_exist_is_named(self) -> None:
        problem = said('\n\n{% include "nothing.html" %}')
        assert problem.cause() == "The template includes “nothing.html”, but there is no such template."
        assert str(problem.place) == "layouts/mine/templates/issue.html:3"


class TestContrast:
    """Numbers as the calculators of WebAIM and of WCAG's working group give them."""

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#ffffff", 4.54),
            ("#ff0000", "#ffffff", 4.0),
            ("#0000ff", "#ffffff", 8.59),
            ("#ffff00", "#ffffff", 1.07),
        ],
    )
    def test_known_ratios(self, first: str, second: str, expected: float) -> None:
        assert contrast(first, second) == contrast(second, first) == pytest.approx(expected, abs=0.005)

    def test_luminance_of_the_ends(self) -> None:
        assert (luminance("#000000"), luminance("#ffffff")) == (0.0, pytest.approx(1.0))

    @pytest.mark.parametrize(
        ("ink", "is_large", "is_refused"),
        [
            ("#767676", False, False),
            ("#777777", False, True),
            ("#777777", True, False),
            ("#959595", True, True),
        ],
    )
    def test_the_limit_depends_on_the_size_of_type(self, ink: str, is_large: bool, is_refused: bool) -> None:
        tokens = Tokens(
            colors={
                "ink": Color(rgb=ink, cmyk=(0, 0, 0, 50)),
                "paper": Color(rgb="#ffffff", cmyk=(0, 0, 0, 0)),
            },
            pairs=(Pair(text="ink", ground="paper", large=is_large),),
        )
        assert bool(low_contrast(layout(tokens))) is is_refused

    def test_a_ratio_is_never_rounded_up_to_the_limit(self) -> None:
        tokens = Tokens(
            colors={
                "ink": Color(rgb="#777777", cmyk=(0, 0, 0, 50)),
                "paper": Color(rgb="#ffffff", cmyk=(0, 0, 0, 0)),
            },
            pairs=(Pair(text="ink", ground="paper"),),
        )
        (problem,) = low_contrast(layout(tokens))
        assert problem.values["contrast"] == 4.47
