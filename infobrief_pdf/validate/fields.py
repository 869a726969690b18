"""What the models know about the field at a key: its neighbours and an example."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any

from infobrief_pdf.model import Model
from infobrief_pdf.source import Key


def known_fields(model: type[Model], key: Key) -> list[str]:
    """The fields of the mapping at `key`, in the order of the model; none if its keys are free."""
    found = _type_at(model, key)
    return list(found.model_fields) if found else []


def example(model: type[Model], key: Key) -> str:
    """A line of YAML that shows how the field at `key` is written."""
    field = key[-1]
    around = _type_at(model, key[:-1])
    info = around.model_fields.get(str(field)) if around else None
    shown = info.examples[0] if info and info.examples else "…"
    return f'{field}: "{shown}"' if str(shown).startswith("#") else f"{field}: {shown}"


def _type_at(model: type[Model], key: Key) -> type[Model] | None:
    kind: Any = model
    for step in key:
        kind = _inside(_bare(kind), step)
    kind = _bare(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Model) else None


def _bare(kind: Any) -> Any:
    """A type without its annotations, and without `None` if that is the alternative."""
    if typing.get_origin(kind) is typing.Annotated:
        return _bare(typing.get_args(kind)[0])
    alternatives = [part for part in typing.get_args(kind) if part is not type(None)]
    if type(None) in typing.get_args(kind) and len(alternatives) == 1:
        return _bare(alternatives[0])
    return kind


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what lies at `step` within a mapping or list."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and isinstance(step, int):
        return parts[0]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return parts[1]
    if isinstance(kind, type) and issubclass(kind, Model) and step in kind.model_fields:
        return kind.model_fields[str(step)].annotation
    return None
