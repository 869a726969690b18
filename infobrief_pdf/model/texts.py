"""All the texts of a model, with the key that each stands under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from infobrief_pdf.model.base import Model

Key = tuple[str | int, ...]

NOT_PRINTED: Final = frozenset({"archive_url", "file", "online_url", "url", "website"})
"""Fields of addresses and files: their text is not set as it stands, but shortened, encoded or not at all."""


def texts(value: object, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Every text below a value, in the order of the fields.

    >>> from infobrief_pdf.model import Link
    >>> list(texts(Link(text="weiter zum Beitrag", url="https://example.org/")))
    [(('text',), 'weiter zum Beitrag'), (('url',), 'https://example.org/')]
    """
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*key, name))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from texts(each, (*key, name))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from texts(each, (*key, index))
