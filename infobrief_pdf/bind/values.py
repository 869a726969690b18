"""Careful steps through the objects of a foreign PDF: a value of the expected kind, or none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Any, Final, TypeVar

from pikepdf import Array, Dictionary, Name, ObjectSet, Stream, String

_MOST_NODES: Final = 200_000
"""How many nodes of a tree are looked at; a file that has more is built to exhaust the machine."""

_FARTHEST: Final = 1e7
"""Coordinates beyond this are no places on a page."""

_T = TypeVar("_T")


def get(value: Any, key: str, kind: type[_T]) -> _T | None:
    """The value of the key of a dictionary or stream if it is of that kind."""
    found = value.get(key) if isinstance(value, Dictionary | Stream) else None
    if isinstance(found, bool) and kind is not bool:
        return None
    return found if isinstance(found, kind) else None


def dictionary(value: Any, *keys: str) -> Dictionary:
    """The dictionary along a path of keys; an empty one if there is none."""
    for key in keys:
        value = get(value, key, Dictionary)
    return value if isinstance(value, Dictionary) else Dictionary()


def items(value: Any, key: str) -> list[Any]:
    """The items of an array; a single dictionary, stream or name counts as an array of one."""
    found = value.get(key) if isinstance(value, Dictionary | Stream) else None
    if isinstance(found, Array):
        return list(found)
    return [found] if isinstance(found, Dictionary | Stream | Name) else []


def number(value: Any) -> float | None:
    """A number that can be a coordinate."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        return None
    return float(value) if isfinite(value) and abs(float(value)) < _FARTHEST else None


def numbers(value: Any, key: str) -> list[float]:
    """An array of nothing but numbers; an empty one if there is none."""
    array = get(value, key, Array)
    if array is None or len(array) > _MOST_NODES:
        return []
    found = [number(item) for item in array]
    return [item for item in found if item is not None] if None not in found else []


def name(value: Any, key: str) -> str:
    """A name without its slash; nothing if there is none."""
    found = get(value, key, Name)
    return str(found).removeprefix("/") if found is not None else ""


def text(value: Any, key: str) -> str:
    """A text; nothing if there is none."""
    found = get(value, key, String)
    return str(found) if found is not None else ""


def keep(value: Any, *keys: str) -> None:
    """Remove every other key of a dictionary."""
    drop(value, *(set(value.keys()) - set(keys)))


def drop(value: Any, *keys: str) -> None:
    """Remove keys of a dictionary if they are there."""
    for key in keys:
        if key in value:
            del value[key]


def pairs(tree: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree (leaf `/Names`) or number tree (`/Nums`); circles are cut.

    ISO 32000-1, 7.9.6 and 7.9.7.
    """
    waiting: list[Any] = [tree]
    seen = ObjectSet()
    visited = 0
    while waiting and visited < _MOST_NODES:
        node = waiting.pop()
        visited += 1
        if not isinstance(node, Dictionary) or not seen.add(node):
            continue
        entries = items(node, leaf)
        yield from zip(entries[::2], entries[1::2], strict=False)
        waiting.extend(reversed(items(node, "/Kids")))
