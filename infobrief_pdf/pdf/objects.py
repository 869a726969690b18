"""Careful steps through the objects of a PDF: a value of the expected kind, or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

_MOST_NODES: Final = 200_000
"""How many nodes of a tree are looked at; a file that has more is built to exhaust the machine."""

_T = TypeVar("_T")


class Numbers:
    """The number of an object; objects without one get negative numbers, always the same."""

    def __init__(self) -> None:
        self._direct: dict[int, tuple[int, Any]] = {}

    def of(self, value: Any) -> int:
        """The number of a reference or of an object that was reached by one."""
        reference = value if isinstance(value, IndirectObject) else getattr(value, "indirect_reference", None)
        if isinstance(reference, IndirectObject):
            return reference.idnum
        # The object is kept so that no other one takes its identity.
        return self._direct.setdefault(id(value), (-1 - len(self._direct), value))[0]


def resolved(value: Any) -> Any:
    """The object behind a reference."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def get(value: Any, key: str, kind: type[_T]) -> _T | None:
    """The value of a dictionary's key if it is of that kind."""
    if not isinstance(value, DictionaryObject) or key not in value:
        return None
    found = resolved(value.raw_get(key))
    if kind is not bool and isinstance(found, bool):
        return None
    return found if isinstance(found, kind) else None


def dictionary(value: Any, *keys: str) -> DictionaryObject:
    """The dictionary along a path of keys; an empty one if there is none."""
    found = resolved(value)
    for key in keys:
        found = get(found, key, DictionaryObject)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(value: Any, key: str) -> ArrayObject:
    """The array at a key, references as they are; an empty one if there is none."""
    found = get(value, key, ArrayObject)
    return found if found is not None else ArrayObject()


def truth(value: Any, key: str) -> bool:
    """Whether a key is true."""
    found = resolved(value.raw_get(key)) if isinstance(value, DictionaryObject) and key in value else None
    return bool(getattr(found, "value", False)) if found is not None else False


def name(value: Any, key: str) -> str | None:
    """A name without its slash."""
    found = get(value, key, NameObject)
    return str(found).removeprefix("/") if found is not None else None


def text(value: Any, key: str) -> str | None:
    """A text, or bytes that are no text, decoded somehow."""
    found = get(value, key, object)
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return str(found) if isinstance(found, str) and not isinstance(found, NameObject) else None


def integer(value: Any, key: str) -> int | None:
    """A whole number."""
    found = get(value, key, int)
    return int(found) if found is not None else None


def stream_data(value: Any, key: str, limit: int) -> bytes:
    """The decoded content of a stream, up to a limit; nothing if there is no stream."""
    found = get(value, key, StreamObject)
    return found.get_data()[:limit] if found is not None else b""


def pairs(tree: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree (leaf `/Names`) or number tree (`/Nums`), values unresolved.

    ISO 32000-1, 7.9.6 and 7.9.7. Circles are cut.
    """
    waiting: list[Any] = [tree]
    seen: set[int] = set()
    visited = 0
    while waiting and visited < _MOST_NODES:
        node = resolved(waiting.pop())
        visited += 1
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        entries = array(node, leaf)
        for index in range(0, len(entries) - 1, 2):
            yield resolved(entries[index]), entries[index + 1]
        waiting.extend(reversed(array(node, "/Kids")))
