"""What stands inside a paragraph, a cell or a heading: from tokens to HTML, with typography.

Text and elements of one language are set together, so that quotation marks find their partners across
`**`; words in another language are set for themselves and stand in the surrounding text as an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from infobrief_pdf.markup import links, slips
from infobrief_pdf.markup.characters import (
    BIDI_CONTROL,
    EDGE,
    LINE,
    OBJECT,
    STANDINGS,
    clean,
    escape,
    shield,
    unshield,
)
from infobrief_pdf.markup.footnotes import Footnotes
from infobrief_pdf.markup.fragment import Report
from infobrief_pdf.markup.languages import DIRECTIONS, Scope, code_of, direction, well_formed
from infobrief_pdf.markup.parser import ATTRIBUTES, DEEPEST, Node, depth, nested
from infobrief_pdf.markup.typography import typeset

_HTML_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<!\w|<\?\w")

_LETTERED: Final = re.compile(r"(?<![\w&#-])[^\W\d_]-[^\W\d_]{1,12}(?!\w)")
"""E-Mail, U-Bahn, S-Bahn."""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML between stretches of text, and what it is to the text around it."""

    html: str
    standing: str = EDGE


Part = str | Markup


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an inline element stands in."""

    scope: Scope
    lines: list[int] | None
    inside: frozenset[str] = frozenset()

    def within(self, element: str) -> Surroundings:
        """The same, one element further in."""
        return replace(self, inside=self.inside | {element})


def with_lettered(html: str) -> str:
    """Text in which a word that begins with a letter and a hyphen is not parted there.

    The hyphen stays the one that readers search for and copy.

    >>> with_lettered("eine E-Mail-Adresse")
    'eine <span class="nowrap">E-Mail</span>-Adresse'
    """
    return _LETTERED.sub(r'<span class="nowrap">\g<0></span>', html)


def set_text(parts: Iterable[Part], language: str, finish: Callable[[str], str] = str) -> str:
    """Text and elements as HTML, the text with the typography of `language`; `finish` has its stretches."""
    parts = list(parts)
    elements = [part for part in parts if isinstance(part, Markup)]
    text = typeset("".join(part.standing if isinstance(part, Markup) else part for part in parts), language)
    stretches = [finish(escape(stretch)) for stretch in STANDINGS.split(text)]
    if len(stretches) != len(elements) + 1:
        raise AssertionError("typography must leave elements where they are")
    return stretches[0] + "".join(
        element.html + stretch for element, stretch in zip(elements, stretches[1:], strict=True)
    )


def attribute_html(attributes: Mapping[str, str]) -> str:
    """` name="value"` for each attribute."""
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


class Inlines:
    """Writes the inline content of one text and reports what is wrong with it."""

    def __init__(self, report: Report, footnotes: Footnotes, language: str) -> None:
        self._report = report
        self._footnotes = footnotes
        self._language = language

    def html(self, token: Token, around: Surroundings) -> str:
        """The HTML of an `inline` token."""
        return self.of(self.nodes(token), around)

    def nodes(self, token: Token) -> list[Node]:
        """What stands in an `inline` token; nothing if it is nested too deeply to be read by anyone."""
        children = token.children or []
        if depth(children) > DEEPEST:
            self._report.add("markup-too-complex", token.map)
            return []
        return nested(children)

    def of(self, nodes: list[Node], around: Surroundings) -> str:
        """The HTML of several inline nodes, set as one text."""
        return set_text(self._parts(nodes, around), around.scope.language, with_lettered)

    def attributes(self, found: Mapping[str, object], around: Surroundings) -> tuple[dict[str, str], Scope]:
        """Attributes to write and the scope they make; what is unknown or malformed is reported."""
        accepted: dict[str, str] = {}
        scope = around.scope
        for name, value in found.items():
            text = str(value)
            if name not in ATTRIBUTES:
                self._report.add("attribute-unknown", around.lines, "{", attribute=name)
            elif name == "lang" and (tag := well_formed(text)) != text:
                suggestion = code_of(text) or tag
                self._report.add(
                    "attribute-language", around.lines, text, language=text, suggestion=suggestion
                )
            elif name == "dir" and text not in DIRECTIONS:
                self._report.add("attribute-direction", around.lines, text, direction=text)
            else:
                accepted[name] = text
        if "lang" in accepted:
            usual = direction(accepted["lang"])
            if usual == "rtl" or usual != scope.direction:
                accepted.setdefault("dir", usual)
            scope = Scope(accepted["lang"], accepted.get("dir", usual))
        return dict(sorted(accepted.items(), reverse=True)), scope

    def _parts(self, nodes: list[Node], around: Surroundings) -> Iterator[Part]:
        written: list[str] = []
        for node in nodes:
            match node.kind:
                case "text":
                    written.append(clean(node.token.content))
                case "text_special":
                    written.append(self._special(node.token, around))
                case "softbreak":
                    written.append(" ")
                case _:
                    yield from self._text("".join(written), around)
                    written.clear()
                    yield from self._element(node, around)
        yield from self._text("".join(written), around)

    def _special(self, token: Token, around: Surroundings) -> str:
        """An escaped character or an HTML entity."""
        if BIDI_CONTROL.search(token.content):
            self._report.add("bidi-control", around.lines, token.markup)
        text = clean(token.content)
        return shield(text) if len(text) == 1 else text

    def _text(self, text: str, around: Surroundings) -> Iterator[Part]:
        for tag in _HTML_TAG.finditer(text):
            self._report.add("html-in-markdown", around.lines, tag[0], tag=tag[0])
        for slip in slips.in_text(text, self._report.text):
            self._report.add(slip.code, around.lines, slip.needle, **slip.values)
        for stretch in links.bare(text, self._language):
            if isinstance(stretch, str):
                yield stretch
            else:
                yield self._bare(stretch, in_link="link" in around.inside)

    def _bare(self, found: links.Found, *, in_link: bool) -> Markup:
        text = links.visible(found)
        if not in_link:
            return Markup(
                f'<a class="{found.kind}" href="{escape(links.normalized(found.target))}">{text}</a>', OBJECT
            )
        return Markup(f'<span class="nowrap">{text}</span>' if found.kind == "phone" else text, OBJECT)

    def _element(self, node: Node, around: Surroundings) -> Iterator[Part]:
        match node.kind:
            case "strong" | "em":
                yield Markup(f"<{node.token.tag}>")
                yield from self._parts(node.children, around)
                yield Markup(f"</{node.token.tag}>")
            case "span":
                yield from self._span(node, around)
            case "link":
                yield from self._link(node, around)
            case "code_inline":
                attributes, _ = self.attributes(_attributes(node.token), around)
                yield Markup(
                    f"<code{attribute_html(attributes)}>{escape(clean(node.token.content))}</code>", OBJECT
                )
            case "hardbreak":
                yield Markup("<br/>", LINE)
            case "footnote_ref":
                yield from self._footnote(str(node.token.meta["label"]), around)
            case "image":
                self._report.add("image-in-markdown", around.lines, "![")
            case unknown:
                raise AssertionError(f"no rule for the inline token {unknown}")

    def _span(self, node: Node, around: Surroundings) -> Iterator[Part]:
        attributes, scope = self.attributes(_attributes(node.token), around)
        if attributes:
            yield from self._in_scope("span", attributes, node, scope, around)
        else:
            yield from self._parts(node.children, around)

    def _link(self, node: Node, around: Surroundings) -> Iterator[Part]:
        target = str(node.token.attrs.get("href", ""))
        written, scope = self.attributes(_attributes(node.token), around)
        written = {**written, "href": links.normalized(target)}
        if node.token.info == "auto" and not links.fault(target):
            text = links.breakable(clean(node.children[0].token.content))
            yield Markup(f"<a{attribute_html({'class': 'address', **written})}>{text}</a>", OBJECT)
        elif self._check_link(node, target, around):
            yield from self._in_scope("a", written, node, scope, around.within("link"))
        else:
            yield from self._parts(node.children, around)

    def _check_link(self, node: Node, target: str, around: Surroundings) -> bool:
        """Report what is wrong with a link; whether it can be linked."""
        has_text = _has_words(node)
        place = self._report.place(around.lines, target if target and has_text else f"]({target}")
        fault = links.fault(target)
        if fault:
            self._report.add_at(fault.code, place, **fault.values)
        elif target.startswith("#"):
            self._report.targets.append((unquote(target[1:]), place))
        if "title" in node.token.attrs:
            self._report.add_at("link-title", place, title=node.token.attrs["title"])
        if not has_text:
            self._report.add_at("link-text-missing", place, url=target)
        return fault is None

    def _in_scope(
        self, tag: str, attributes: Mapping[str, str], node: Node, scope: Scope, around: Surroundings
    ) -> Iterator[Part]:
        """An element set together with the text around it, unless it is in another language."""
        start, end = f"<{tag}{attribute_html(attributes)}>", f"</{tag}>"
        if scope == around.scope:
            yield Markup(start)
            yield from self._parts(node.children, around)
            yield Markup(end)
        else:
            yield Markup(start + self.of(node.children, replace(around, scope=scope)) + end, OBJECT)

    def _footnote(self, label: str, around: Surroundings) -> Iterator[Part]:
        """The call: a number that leads to the note."""
        place = self._report.place(around.lines, f"[^{label}]")
        definition = self._footnotes.definitions.get(label)
        fault = self._call_fault(label, around)
        self._footnotes.called.add(label)
        if fault or definition is None:
            self._report.add_at(fault or "footnote-undefined", place, label=label)
        elif (content := self._note(label, definition)) is not None:
            yield Markup(self._footnotes.call(content))

    def _call_fault(self, label: str, around: Surroundings) -> str | None:
        if "footnote" in around.inside:
            return "footnote-in-footnote"
        if "heading" in around.inside:
            return "footnote-in-heading"
        return "footnote-repeated" if label in self._footnotes.called else None

    def _note(self, label: str, definition: Node) -> str | None:
        match definition.children:
            case [Node(token=Token(type="paragraph_open"), children=[Node(token=content)])]:
                scope = Scope.of(self._language)
                return self.html(content, Surroundings(scope, content.map, frozenset(("footnote",))))
            case []:
                self._report.add("footnote-empty", definition.token.map, label=label)
            case _:
                self._report.add("footnote-too-long", definition.token.map, label=label)
        return None


def _attributes(token: Token) -> dict[str, object]:
    """All attributes the author has given, allowed ones first."""
    given = {name: value for name, value in token.attrs.items() if name in ATTRIBUTES}
    return {**given, **token.meta.get("insecure_attrs", {})}


def _has_words(node: Node) -> bool:
    return any(
        _has_words(child) if child.children else unshield(child.token.content).strip()
        for child in node.children
    )
