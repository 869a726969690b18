"""Blocks of a text: headings, lists, tables, quotations; from the tree of tokens to HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from infobrief_pdf.markup import slips
from infobrief_pdf.markup.characters import BIDI_CONTROL, clean, escape
from infobrief_pdf.markup.footnotes import Footnotes
from infobrief_pdf.markup.fragment import Block, Fragment, Report
from infobrief_pdf.markup.inlines import Inlines, Surroundings, attribute_html
from infobrief_pdf.markup.languages import Scope
from infobrief_pdf.markup.parser import Node, parse, without_container
from infobrief_pdf.markup.quotations import split_attribution
from infobrief_pdf.markup.slugs import slug

WIDEST_TABLE: Final = 12
"""Columns that fit across a page of A4 in readable type."""

KINDS: Final[Mapping[str, str]] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullet_list": "list",
    "ordered_list": "list",
    "table": "table",
    "blockquote": "quote",
    "hr": "rule",
    "fence": "code",
    "code_block": "code",
}
"""Kind of a node of the tree to kind of a `Block`."""

_DEEPEST_HEADING: Final = 6
_ALIGNMENT: Final = "text-align:"


def write(text: str, *, language: str, heading_level: int, anchor: str, first_note: int) -> Fragment:
    """See `infobrief_pdf.markup.render`."""
    report = Report(text)
    for control in BIDI_CONTROL.finditer(text):
        report.add_at("bidi-control", control.start())
    parsed = parse(clean(text), language)
    for line in parsed.too_complex[:1]:
        report.add("markup-too-complex", [line, line + 1])
    definitions = _definitions(parsed.nodes, report)
    footnotes = Footnotes(definitions, anchor, language, first_note)
    shift = heading_level - _shallowest(parsed.nodes)
    writer = _Blocks(report, footnotes, language, heading_level, shift, anchor)
    blocks = tuple(writer.top_level(parsed.nodes))
    for label, definition in definitions.items():
        if label not in footnotes.called:
            report.add("footnote-unused", definition.token.map, label=label)
    return Fragment(blocks, report.sorted(), tuple(footnotes.notes), tuple(report.targets))


def _every(nodes: Iterable[Node], kind: str) -> Iterator[Node]:
    for node in nodes:
        if node.kind == kind:
            yield node
        yield from _every(node.children, kind)


def _definitions(nodes: list[Node], report: Report) -> dict[str, Node]:
    definitions: dict[str, Node] = {}
    for node in _every(nodes, "footnote_reference"):
        label = str(node.token.meta["label"])
        if label in definitions:
            report.add("footnote-duplicate", node.token.map, label=label)
        definitions.setdefault(label, node)
    return definitions


def _level(heading: Node) -> int:
    return int(heading.token.tag[1])


def _shallowest(nodes: list[Node]) -> int:
    return min(map(_level, _every(nodes, "heading")), default=1)


class _Blocks:
    """Writes the blocks of one text.

    `top` is the HTML level of its shallowest heading, `shift` turns the author's levels into HTML's.
    """

    def __init__(
        self, report: Report, footnotes: Footnotes, language: str, top: int, shift: int, anchor: str
    ) -> None:
        self._report = report
        self._inlines = Inlines(report, footnotes, language)
        self._scope = Scope.of(language)
        self._shift = shift
        self._anchor = anchor
        self._last_level = top - 1
        self._slugs: Counter[str] = Counter()

    def top_level(self, nodes: list[Node]) -> Iterator[Block]:
        """One `Block` for each node that prints something."""
        for node, html in self._written(nodes, self._scope):
            if html:
                yield Block(KINDS[node.kind], html)

    def _written(self, nodes: list[Node], scope: Scope) -> Iterator[tuple[Node, str]]:
        """Each printing node with its HTML; attribute lines act on the block below them."""
        waiting: Node | None = None
        for node in nodes:
            if node.kind == "attribute_line":
                self._refuse_attributes(waiting)
                waiting = node
            elif node.kind == "footnote_reference":
                continue
            else:
                attributes, inner = self._attributes(waiting, scope)
                waiting = None
                yield node, self._block(node, attributes, inner)
        self._refuse_attributes(waiting)

    def _html(self, nodes: list[Node], scope: Scope) -> str:
        return "".join(html for _, html in self._written(nodes, scope))

    def _attributes(self, line: Node | None, scope: Scope) -> tuple[dict[str, str], Scope]:
        if line is None:
            return {}, scope
        around = Surroundings(scope, line.token.map)
        return self._inlines.attributes(line.token.meta["attributes"], around)

    def _refuse_attributes(self, line: Node | None) -> None:
        if line:
            self._report.add("attribute-without-block", line.token.map, "{")

    def _block(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        return _WRITERS[node.kind](self, node, attributes, scope)

    def _content(self, node: Node, scope: Scope) -> str:
        """The inline content of a paragraph or cell."""
        return "".join(
            self._inlines.html(child.token, Surroundings(scope, child.token.map)) for child in node.children
        )

    def _paragraph(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        self._check_lines(node)
        content = self._content(node, scope)
        if node.token.hidden and not attributes:  # in a list without blank lines, CommonMark 5.3
            return content
        if "lang" in attributes:  # a line of another script must not be higher than its neighbours
            content = f'<span class="script">{content}</span>'
        return f"<p{attribute_html(attributes)}>{content}</p>"

    def _check_lines(self, paragraph: Node) -> None:
        """Report lines that were meant as a heading, a list or a table."""
        first = (paragraph.token.map or [0])[0]
        for slip in slips.in_paragraph(paragraph.children[0].token.content):
            number = first + slip.line
            self._report.add(slip.code, [number, number + 1], slip.needle, **slip.values)

    def _heading(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        level = _level(node) + self._shift
        self._check_level(node, level)
        token = node.children[0].token
        around = Surroundings(scope, token.map, frozenset(("heading",)))
        content = self._inlines.html(token, around)
        if not content:
            self._report.add("heading-empty", node.token.map)
        tag = f"h{max(1, min(level, _DEEPEST_HEADING))}"
        return f"<{tag}{attribute_html({'id': self._identifier(token), **attributes})}>{content}</{tag}>"

    def _check_level(self, node: Node, level: int) -> None:
        """Matterhorn Protocol 14-003: heading levels are not skipped on the way down."""
        if level > _DEEPEST_HEADING:
            self._report.add("heading-too-deep", node.token.map, marks=node.token.markup)
        elif level > self._last_level + 1:
            self._report.add("heading-level-skipped", node.token.map, marks=node.token.markup)
        self._last_level = level

    def _identifier(self, token: Token) -> str:
        """`anchor-slug`, counted up if the text has it already."""
        words = "".join(_words(token.children or []))
        name = wanted = f"{self._anchor}-{slug(words)}"
        while self._slugs[name]:
            self._slugs[wanted] += 1
            name = f"{wanted}-{self._slugs[wanted]}"
        self._slugs[name] += 1
        return name

    def _list(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        tag = node.token.tag
        start = node.token.attrs.get("start")
        self._check_list_of_one(node)
        own = {"start": str(start)} if start is not None else {}
        items = "".join(f"<li>{self._html(item.children, scope)}</li>" for item in node.children)
        return f"<{tag}{attribute_html({**own, **attributes})}>{items}</{tag}>"

    def _check_list_of_one(self, node: Node) -> None:
        """A line that begins with a number and a full stop need not be meant as a list."""
        if node.kind != "ordered_list" or len(node.children) != 1:
            return
        item = node.children[0]
        number, mark = item.token.info, item.token.markup
        words = self._report.line((item.token.map or [0])[0]).partition(f"{number}{mark}")[2].strip()
        if slips.is_no_list(words, int(number)):
            self._report.add("list-of-one", item.token.map, f"{number}{mark}", number=number, mark=mark)

    def _quote(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        children, attribution = split_attribution(node.children)
        html = self._html(children, scope)
        if attribution:
            around = Surroundings(scope, attribution.map)
            html += f'<p class="attribution">– {self._inlines.html(attribution, around)}</p>'
        return f"<blockquote{attribute_html(attributes)}>{html}</blockquote>"

    def _table(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        head = node.children[0].children[0]
        rows = node.children[1].children if len(node.children) > 1 else []
        columns = len(head.children)
        if columns > WIDEST_TABLE:
            self._report.add("table-too-wide", node.token.map, columns=columns, most=WIDEST_TABLE)
            return ""
        if not any(cell.children[0].token.content for cell in head.children):
            self._report.add("table-without-header", node.token.map)
        for row in rows:
            self._check_row(row, columns)
        header = "".join(self._cell(cell, scope, "col") for cell in head.children)
        has_row_headers = bool(rows) and all(_all_bold(row.children[0]) for row in rows)
        body = "".join(self._row(row, scope, has_row_headers) for row in rows)
        body = f"<tbody>{body}</tbody>" if rows else ""
        if len(rows) % 2 == 0:
            attributes = {"class": "even", **attributes}
        return f"<table{attribute_html(attributes)}><thead><tr>{header}</tr></thead>{body}</table>"

    def _check_row(self, row: Node, columns: int) -> None:
        """GFM 4.10 drops what stands in excess cells and fills up missing ones; an author wants to know."""
        line = without_container(self._report.line((row.token.map or [0])[0]))
        cells = len(escapedSplit(line.removeprefix("|").removesuffix("|")))
        if cells > columns:
            self._report.add("table-row-too-long", row.token.map, cells=cells, columns=columns)
        elif cells < columns:
            self._report.add("table-row-too-short", row.token.map, cells=cells, columns=columns)

    def _row(self, row: Node, scope: Scope, has_header: bool) -> str:
        first, *others = row.children
        cells = [self._cell(first, scope, "row" if has_header else None)]
        cells += [self._cell(cell, scope, None) for cell in others]
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Node, scope: Scope, header_of: str | None) -> str:
        """A cell. Header cells say what they head (Matterhorn Protocol 15-003); empty ones head nothing."""
        token = cell.children[0].token
        nodes = self._inlines.nodes(token)
        if header_of == "row":
            nodes = [child for node in nodes if node.kind == "strong" for child in node.children]
        content = self._inlines.of(nodes, Surroundings(scope, token.map))
        alignment = str(cell.token.attrs.get("style", "")).removeprefix(_ALIGNMENT)
        attributes = {"class": alignment} if alignment else {}
        if header_of and content:
            return f"<th{attribute_html({'scope': header_of, **attributes})}>{content}</th>"
        return f"<td{attribute_html(attributes)}>{content}</td>"

    def _rule(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        return "<hr/>"

    def _code(self, node: Node, attributes: dict[str, str], scope: Scope) -> str:
        return f"<pre{attribute_html(attributes)}><code>{escape(node.token.content)}</code></pre>"


_WRITERS: Final[Mapping[str, Callable[[_Blocks, Node, dict[str, str], Scope], str]]] = {
    "paragraph": _Blocks._paragraph,
    "heading": _Blocks._heading,
    "bullet_list": _Blocks._list,
    "ordered_list": _Blocks._list,
    "table": _Blocks._table,
    "blockquote": _Blocks._quote,
    "hr": _Blocks._rule,
    "fence": _Blocks._code,
    "code_block": _Blocks._code,
}


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content


def _all_bold(cell: Node) -> bool:
    """Whether the cell holds one `**…**` and nothing beside it."""
    tokens = [
        token for token in cell.children[0].token.children or [] if token.type != "text" or token.content
    ]
    ends = [index for index, token in enumerate(tokens) if token.type == "strong_close" and token.level == 0]
    return bool(tokens) and tokens[0].type == "strong_open" and ends == [len(tokens) - 1]
