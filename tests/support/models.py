"""The fields of the data contract, for tests that hold texts about them complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from infobrief_pdf.model import Model


def fields(model: type[Model]) -> Iterator[str]:
    """The names of all fields of a model and of the models inside it."""
    for name, info in model.model_fields.items():
        yield name
        for inside in models_in(info.annotation):
            yield from fields(inside)


def models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inside in get_args(annotation):
        yield from models_in(inside)
