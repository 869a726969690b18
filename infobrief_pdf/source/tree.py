"""Events of the YAML parser to a tree of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from infobrief_pdf.diagnostics import Diagnostic, Refused
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
        self.note(code, spot, **values)

    def result(self) -> tuple[dict[str, Tree], Mapping[Key, Node]]:
        if not self._problems and self._root is None:
            self.note("file-empty", Spot(0, 0))
        if not self._problems and not isinstance(self._root, dict):
            self.note("root-not-mapping", self._nodes[()].start)
        if self._problems or not isinstance(self._root, dict):
            raise Refused(sorted(self._problems, key=_in_file_order))
        return self._root, self._nodes

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

    def _key(self, mapping: _Collection, text: str | None, node: Node) -> None:
        if not text:
            self._report("key-empty", node.start)
        elif text == "<<" and not node.style:
            self._report("merge-key", node.start)
        elif text in mapping.keys:
            self._report("key-duplicate", node.start, field=text, line=mapping.keys[text].line + 1)
        mapping.keys.setdefault(text or "", node.start)
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
