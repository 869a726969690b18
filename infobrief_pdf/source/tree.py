"""Events of the YAML parser to a tree of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from infobrief_pdf.diagnostics import Diagnostic, Refused
from infobrief_pdf.source.plain import cut_off, in_brackets, is_without_colon, quoted, run_together
from infobrief_pdf.source.position import Node, Spot
from infobrief_pdf.source.syntax import Failure, explain
from infobrief_pdf.source.text import place_in

Key: TypeAlias = "tuple[str | int, ...]"
"""The path of a node: `("sections", 0, "articles", 1, "title")`."""

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""What a file holds: text, lists and mappings; `None` where a field has no value."""

DEEPEST_NESTING: Final = 30
MOST_VALUES: Final = 50_000
_MOST_PROBLEMS: Final = 100
_FIRST_FIELDS: Final = {
    "series.yaml": "name: Infobrief Migration",
    "layout.yaml": "extends: infobrief",
    "volume.yaml": "title: Infobrief Migration",
}
"""The first field by the name of the file; an issue begins with its series."""
_LOSSES: Final = frozenset({"text-cut-off", "lines-run-together", "text-in-brackets"})
"""What a syntax error on the next line follows from."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# Only the event parser of these loaders runs, never their constructors; the first reads ten times faster.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def grow(text: str, lines: tuple[str, ...], name: str) -> tuple[dict[str, Tree], Mapping[Key, Node]]:
    """The tree of a text and the node of every value.

    Raises `Refused` with everything that is wrong, in the file's order.
    """
    grower = _Grower(lines, name)
    try:
        grower.run(_events(text))
    except yaml.MarkedYAMLError as error:
        grower.give_up_on(error)
    except _HopelessError:
        pass
    except (yaml.YAMLError, ValueError):
        # Python's own YAML parser lets chr() fail on an escape such as "\U00110000".
        grower.note("yaml-malformed", grower.latest)
    return grower.result()


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_LOADER))


class _HopelessError(Exception):
    """Reading on would only lead astray; the problem has been reported."""


@dataclass(slots=True)
class _Collection:
    """A mapping or list whose end has not come yet."""

    path: Key
    tree: dict[str, Tree] | list[Tree]
    node: Node
    in_brackets: bool
    keys: dict[str, Spot] = field(default_factory=dict)
    pending: tuple[str, Spot] | None = None
    """The field whose value comes next."""
    name: Node | None = None
    """The name of the latest field."""
    last: Node | None = None
    """The latest value, if it is a text without quotes."""

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.tree, dict) and self.pending is None


class _Grower:
    """Takes events one by one."""

    def __init__(self, lines: tuple[str, ...], name: str) -> None:
        self.latest = Spot(0, 0)
        self._lines = lines
        self._name = name
        self._open: list[_Collection] = []
        self._root: Tree = None
        self._nodes: dict[Key, Node] = {}
        self._problems: list[Diagnostic] = []
        self._documents = 0

    def run(self, events: Iterator[Any]) -> None:
        for event in events:
            start = _spot(event.start_mark)
            self.latest = start
            match event:
                case yaml.DocumentStartEvent():
                    self._document(event, start)
                case yaml.AliasEvent():
                    self._report("alias-used", start, name=event.anchor)
                    self._scalar(f"*{event.anchor}", Node(start, _spot(event.end_mark)))
                case yaml.ScalarEvent():
                    self._decoration(event, start)
                    node = Node(start, _spot(event.end_mark), style=event.style or "")
                    is_empty = not event.value and not node.style
                    self._check(node)
                    self._scalar(None if is_empty else event.value, node)
                case yaml.CollectionStartEvent():
                    self._decoration(event, start)
                    self._begin(event, Node(start, start))
                case yaml.CollectionEndEvent():
                    self._open.pop()

    def note(self, code: str, spot: Spot, /, **values: object) -> None:
        self._problems.append(Diagnostic(code, place_in(self._name, self._lines, spot), values))

    def give_up_on(self, error: yaml.MarkedYAMLError) -> None:
        """Report what the parser failed on."""
        brackets = tuple(collection.node.start for collection in self._open if collection.in_brackets)
        place = _spot(error.problem_mark) if error.problem_mark else self.latest
        context = _spot(error.context_mark) if error.context_mark else place
        failure = Failure(self._lines, f"{error.context}: {error.problem}", place, context, brackets)
        code, spot, values = explain(failure)
        if not self._has_said(spot, place):
            self.note(code, spot, **values)

    def _has_said(self, spot: Spot, place: Spot) -> bool:
        """Whether the loss reported last explains a syntax error: the text goes on behind it."""
        last = self._problems[-1] if self._problems else None
        if last is None or last.code not in _LOSSES:
            return False
        said = Spot(*_in_file_order(last))
        between = self._lines[said.line : place.line]
        return spot < said or all(not line.strip() or line.lstrip().startswith("#") for line in between)

    def result(self) -> tuple[dict[str, Tree], Mapping[Key, Node]]:
        if not self._problems and self._root is None:
            self.note("file-empty", Spot(0, 0), example=self._first_field())
        if not self._problems and not isinstance(self._root, dict):
            self.note("root-not-mapping", self._nodes[()].start, example=self._first_field())
        if self._problems or not isinstance(self._root, dict):
            raise Refused(sorted(self._problems, key=_in_file_order))
        return self._root, self._nodes

    def _first_field(self) -> str:
        """How a file of this name begins."""
        return _FIRST_FIELDS.get(self._name.rpartition("/")[2], "series: migration")

    def _report(self, code: str, spot: Spot, /, **values: object) -> None:
        self.note(code, spot, **values)
        if len(self._problems) == _MOST_PROBLEMS:
            raise _HopelessError

    def _document(self, event: Any, start: Spot) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report("several-documents", start)
            raise _HopelessError
        if event.version or event.tags:
            self._report("directive-used", start)

    def _decoration(self, event: Any, start: Spot) -> None:
        if event.anchor is not None:
            self._report("anchor-used", start, name=event.anchor)
        if event.tag is not None:
            self._report("tag-used", start, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, text: str | None, node: Node) -> None:
        if text and _SURROGATE.search(text):
            self._report("escape-unknown", node.start)
        if self._open and self._open[-1].awaits_key:
            self._key(self._open[-1], text, node)
        else:
            self._value(text, node)
            if self._open:
                self._open[-1].last = node if text and not node.style else None

    def _check(self, node: Node) -> None:
        """Report what YAML silently loses of a text without quotes."""
        if node.style or not self._open or self._open[-1].awaits_key:
            return
        around = self._open[-1]
        if cut := cut_off(self._lines, node.end):
            self._report("text-cut-off", cut, example=self._example(around, node, cut))
        elif around.in_brackets:
            self._check_comma(around, node)
        elif lost := run_together(self._lines, node.start, node.end, around.node.start.column):
            name = f"{around.pending[0]}:" if around.pending else "-"
            self._report("lines-run-together", lost, example=f"{name} |")

    def _example(self, around: _Collection, node: Node, cut: Spot) -> str:
        """The text in quotes, on the line on which it is cut off."""
        line = self._lines[cut.line]
        begin = node.start.column if node.start.line == cut.line and node.start != node.end else 0
        if node.start == node.end:
            begin = cut.column
        return in_brackets(line, begin) if around.in_brackets else quoted(line[begin:])

    def _check_comma(self, around: _Collection, node: Node) -> None:
        """A field without a value behind a text: `{place: Haus der Verbände, Hamburg}`."""
        before, name = around.last, around.name
        if before and name and node.start == node.end and is_without_colon(self._lines, name.end):
            begin = before.start if before.start.line == name.start.line else name.start
            example = in_brackets(self._lines[begin.line], begin.column)
            self._report("text-in-brackets", name.start, example=example)
            around.last = None

    def _key(self, mapping: _Collection, text: str | None, node: Node) -> None:
        if not text:
            self._report("key-empty", node.start)
        elif text == "<<" and not node.style:
            self._report("merge-key", node.start)
        elif text in mapping.keys:
            self._report("key-duplicate", node.start, field=text, line=mapping.keys[text].line + 1)
        mapping.keys.setdefault(text or "", node.start)
        mapping.name = node
        mapping.pending = (text or "", node.start)

    def _begin(self, event: Any, node: Node) -> None:
        if self._open and self._open[-1].awaits_key:
            self._report("key-not-text", node.start)
            raise _HopelessError
        if len(self._open) == DEEPEST_NESTING:
            self._report("nesting-too-deep", node.start, limit=DEEPEST_NESTING)
            raise _HopelessError
        tree: dict[str, Tree] | list[Tree] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._value(tree, node)
        if self._open:
            self._open[-1].last = None
        self._open.append(_Collection(path, tree, node, bool(event.flow_style)))

    def _value(self, value: Tree, node: Node) -> Key:
        """Put a value where the innermost open collection wants it; its path."""
        if len(self._nodes) == MOST_VALUES:
            self._report("too-many-values", node.start, limit=MOST_VALUES)
            raise _HopelessError
        path: Key = ()
        if not self._open:
            self._root = value
        else:
            around = self._open[-1]
            if isinstance(around.tree, dict):
                assert around.pending is not None, "a value follows its key"
                name, key = around.pending
                path = (*around.path, name)
                node = node._replace(key=key)
                around.tree[name] = value
                around.pending = None
            else:
                path = (*around.path, len(around.tree))
                around.tree.append(value)
        self._nodes[path] = node
        return path


def _spot(mark: Any) -> Spot:
    return Spot(mark.line, mark.column)


def _in_file_order(problem: Diagnostic) -> tuple[int, int]:
    place = problem.place
    assert place is not None, "problems of a text have a place"
    return place.line or 0, place.column or 0
