"""What pydantic refuses, as diagnostics with codes, places and words of our own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.diagnostics.messages import MESSAGES
from infobrief_pdf.model import Model
from infobrief_pdf.source import Document, Key, Tree
from infobrief_pdf.validate.fields import example, known_fields
from infobrief_pdf.validate.suggestions import SUGGESTIONS, days_of_month, field_suggestion

_KEY: Final = "[key]"
"""How pydantic marks that a mapping's key is wrong, not its value."""

_LONGEST_TEXT: Final = 60

_SHAPES: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset(("string_type", "int_type", "bool_type", "float_type", "date_type", "datetime_type")),
    "list": frozenset(("tuple_type", "list_type")),
    "mapping": frozenset(("model_type", "mapping_type", "dict_type", "model_attributes_type")),
}
"""What pydantic expected, by the type of its error."""

_LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    "string_too_long": ("text-too-long", "max_length"),
    "too_short": ("list-too-short", "min_length"),
    "too_long": ("list-too-long", "max_length"),
    "greater_than_equal": ("number-too-small", "ge"),
    "greater_than": ("number-not-above", "gt"),
    "less_than_equal": ("number-too-large", "le"),
    "less_than": ("number-not-below", "lt"),
}
"""Code for each limit, and where pydantic keeps its value."""

_DAYS: Final = frozenset({"date-malformed", "moment-malformed"})
_FIELD_TO_BLAME: Final = {"event-ends-before-start": "end", "image-decorative-with-alt": "decorative"}
"""The field that a problem of a whole mapping points at."""


def diagnose_all(document: Document, model: type[Model], error: ValidationError) -> list[Diagnostic]:
    """The diagnostics for everything that pydantic refuses about a document."""
    problems, meant = [], set()
    all_details = error.errors(include_url=False)
    # Unknown fields first: `jahr` is one mistake, not also a missing `year`.
    for details in sorted(all_details, key=lambda details: details["type"] != "extra_forbidden"):
        if details["type"] == "missing" and details["loc"] in meant:
            continue
        if details["type"] == "too_short" and _is_long_enough(document, details):
            continue
        problem = diagnose(document, model, details)
        problems.append(problem)
        meant.add((*details["loc"][:-1], str(problem.values.get("suggestion"))))
    return problems


def _is_long_enough(document: Document, details: ErrorDetails) -> bool:
    """Whether pydantic finds a list too short only because it counts the entries without mistakes."""
    value = _value(document.tree, _existing(document.tree, details["loc"]))
    return isinstance(value, list) and len(value) >= details["ctx"]["min_length"]


def diagnose(document: Document, model: type[Model], details: ErrorDetails) -> Diagnostic:
    """The diagnostic for one of pydantic's error details."""
    kind, location = details["type"], details["loc"]
    context: Mapping[str, Any] = details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(document, model, location)
    if kind == "missing":
        return _missing(document, model, location)
    if location and location[-1] == _KEY:
        return _wrong_key(document, kind, location[:-1], context)
    key = _existing(document.tree, location)
    if key and _value(document.tree, key) is None:
        return _empty(document, model, key)
    if kind in MESSAGES:
        return _refused_by_model(document, kind, key, context)
    if kind in _LIMITS:
        code, name = _LIMITS[kind]
        return Diagnostic(code, document.place(key), {"field": _name(key), "limit": _plain(context[name])})
    return _wrong_shape(document, model, kind, key)


def _unknown(document: Document, model: type[Model], key: Key) -> Diagnostic:
    known = known_fields(model, key[:-1])
    around = _value(document.tree, _existing(document.tree, key[:-1]))
    free = [field for field in known if not isinstance(around, dict) or field not in around]
    field = str(key[-1])
    values = {"field": _shown(field), "known": ", ".join(known), "suggestion": field_suggestion(field, free)}
    return Diagnostic("field-unknown", document.place(key, at_key=True), values)


def _missing(document: Document, model: type[Model], key: Key) -> Diagnostic:
    around = _value(document.tree, _existing(document.tree, key[:-1]))
    if isinstance(around, dict) and key[-1] in around:
        return _empty(document, model, key)
    values = {"field": str(key[-1]), "example": example(model, key)}
    return Diagnostic("field-missing", document.place(key[:-1]), values)


def _empty(document: Document, model: type[Model], key: Key) -> Diagnostic:
    place = document.place(key, at_key=True)
    if isinstance(key[-1], int):
        return Diagnostic("entry-empty", place, {"field": _name(key)})
    return Diagnostic("field-empty", place, {"field": _name(key), "example": example(model, key)})


def _wrong_key(document: Document, kind: str, key: Key, context: Mapping[str, Any]) -> Diagnostic:
    place = document.place(key, at_key=True)
    code = kind if kind in MESSAGES else "value-malformed"
    return Diagnostic(code, place, _values(code, _name(key[:-1]), context))


def _refused_by_model(document: Document, code: str, key: Key, context: Mapping[str, Any]) -> Diagnostic:
    if code in _FIELD_TO_BLAME:
        key = (*key, _FIELD_TO_BLAME[code])
    place = document.place(key, offset=context.get("offset", 0))
    if code in _DAYS and (month := days_of_month(context["text"])):
        values = {"text": _shown(context["text"]), "month": month[0], "days": month[1]}
        return Diagnostic("day-impossible", place, values)
    return Diagnostic(code, place, _values(code, _name(key), context))


def _values(code: str, field: str, context: Mapping[str, Any]) -> dict[str, object]:
    values: dict[str, object] = {"field": field}
    values |= {name: _shown(value) if isinstance(value, str) else value for name, value in context.items()}
    if code in SUGGESTIONS and isinstance(context.get("text"), str):
        values["suggestion"] = SUGGESTIONS[code](context["text"])
    return values


def _wrong_shape(document: Document, model: type[Model], kind: str, key: Key) -> Diagnostic:
    """A list where text is expected, and the like."""
    value = _value(document.tree, key)
    found = "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "text"
    expected = next((shape for shape, kinds in _SHAPES.items() if kind in kinds), found)
    values: dict[str, object] = {"field": _name(key)}
    if expected == found:
        return Diagnostic("value-malformed", document.place(key), values)
    values["text"] = _shown(_first_entry(value)) if isinstance(value, str) else ""
    values["known"] = ", ".join(known_fields(model, key)) or "…"
    return Diagnostic(f"{found}-for-{expected}", document.place(key), values)


def _first_entry(text: str) -> str:
    """The first of several entries that were written without a blank behind the hyphen: `-One -Two`."""
    return re.split(r" -(?=\S)", text.lstrip("-–• "))[0] if text[:1] in ("-", "–", "•") else text


def _existing(tree: Tree, location: Key) -> Key:
    """The part of a location that the tree has; pydantic adds the names of types it tried."""
    for length, step in enumerate(location):
        is_there = (isinstance(tree, dict) and step in tree) or (
            isinstance(tree, list) and isinstance(step, int) and step < len(tree)
        )
        if not is_there:
            return location[:length]
        tree = tree[step]  # type: ignore[index]
    return location


def _value(tree: Tree, key: Key) -> Tree:
    for step in key:
        tree = tree[step]  # type: ignore[index]
    return tree


def _name(key: Key) -> str:
    """The field that a key belongs to: of an entry, the field of its list."""
    return _shown(next((step for step in reversed(key) if isinstance(step, str)), ""))


def _shown(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST_TEXT else bare[: _LONGEST_TEXT - 1] + "…"


def _plain(limit: Any) -> Any:
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit
