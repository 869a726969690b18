"""Reading YAML: text to a tree of text, with the line and column of every node.

The only YAML import of the project. Every scalar stays the text that was written: `NO`, `010`, `12:30`
and `2018-09` turn into nothing else. What YAML offers beyond mappings, lists and text (anchors, tags,
merge keys, several documents) is refused, as it either surprises an editor or can exhaust the machine.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infobrief_pdf.diagnostics import Place, Refused, refuse
from infobrief_pdf.diagnostics.reasons import DAMAGED, of_system
from infobrief_pdf.source.position import Node, Spot, position
from infobrief_pdf.source.text import LARGEST_FILE, decoded, forbidden_characters, place_in, split_lines
from infobrief_pdf.source.tree import Key, Tree, grow

__all__ = ["Document", "Key", "Tree", "parse", "read"]


@dataclass(frozen=True, eq=False)
class Document:
    """A YAML file that was read.

    `name` is how diagnostics call the file, `text` what it holds (without a byte order mark), `tree` its
    mapping: every scalar as text, a field without a value as `None`.
    """

    name: str
    text: str = field(repr=False)
    tree: dict[str, Tree]
    _lines: tuple[str, ...] = field(repr=False)
    _nodes: Mapping[Key, Node] = field(repr=False)

    def place(self, key: Key, *, at_key: bool = False, offset: int = 0) -> Place:
        """Where the value at `key` stands, or with `at_key` the name of its field.

        `offset` counts characters into the value's text; the place is exact for text after `|` and for
        quoted or plain text, folded or not. A key that does not exist gives the place of the nearest
        mapping or list around it.
        """
        nearest = key
        while nearest not in self._nodes:
            nearest = nearest[:-1]
        node = self._nodes[nearest]
        if nearest != key:
            return place_in(self.name, self._lines, node.start)
        if at_key:
            return place_in(self.name, self._lines, node.key or node.start)
        return place_in(self.name, self._lines, self._within(key, node, offset))

    def has(self, key: Key) -> bool:
        """Whether a value stands at `key`."""
        return key in self._nodes

    def _within(self, key: Key, node: Node, offset: int) -> Spot:
        value: Tree = self.tree
        for step in key:
            value = value[step]  # type: ignore[index]
        return position(self._lines, node, value, offset) if isinstance(value, str) else node.start


def parse(text: str | bytes, name: str) -> Document:
    """Parse YAML.

    `name` stands for the file in diagnostics. Raises `Refused` with everything that is wrong, in the
    file's order; after a syntax error the rest of the file cannot be judged.
    """
    readable = decoded(text, name)
    lines = split_lines(readable)
    if problems := forbidden_characters(lines, name):
        raise Refused(problems)
    tree, nodes = grow(readable, lines, name)
    return Document(name, readable, tree, lines, nodes)


def read(path: Path, name: str) -> Document:
    """Read a YAML file.

    `name` stands for the file in diagnostics. Raises `Refused` if there is no such file, if it is not a
    regular file of at most 2 MB, and for whatever `parse` refuses.
    """
    place = Place(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refuse("file-is-folder", place, file=name)
        if not stat.S_ISREG(mode):
            raise refuse("file-not-regular", place, file=name)
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file-missing", place, file=name) from None
    except (OSError, ValueError) as error:
        reason = of_system(error) if isinstance(error, OSError) else DAMAGED
        raise refuse("file-unreadable", place, file=name, reason=reason) from error
    return parse(content, name)
