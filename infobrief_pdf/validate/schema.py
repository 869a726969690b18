"""JSON Schema of the models, for editors that complete and check YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from infobrief_pdf.model import Issue, LayoutFile, Model, Series
from infobrief_pdf.model.volume import Volume

Kind: TypeAlias = Literal["issue", "series", "volume", "layout"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Final[Mapping[Kind, tuple[type[Model], str]]] = {
    "issue": (Issue, "Issue of an Infobrief"),
    "series": (Series, "Series of Infobriefe"),
    "volume": (Volume, "Yearly volume of Infobriefe"),
    "layout": (LayoutFile, "Layout of an Infobrief"),
}
_NULL: Final = {"type": "null"}
_ABOUT_THE_FIELD: Final = ("description", "examples", "default")


def schema(kind: Kind) -> dict[str, object]:
    """JSON Schema, draft 2020-12, of a kind of file.

    It describes YAML as editors read it, where `0711` is a number and a field without a value is null;
    what the schema accepts may still be refused (a date that does not exist), never the other way round
    for the forms that the documentation shows.
    """
    model, title = _MODELS[kind]
    generated = model.model_json_schema(mode="validation")
    definitions = generated.pop("$defs", {})
    finished = {"$schema": _DIALECT, **_tidied(generated), "title": title}
    if definitions:
        finished["$defs"] = {name: _tidied(definitions[name]) for name in sorted(definitions)}
    return finished


def _tidied(node: Any) -> Any:
    """A schema without pydantic's titles, with optional fields that may stay empty."""
    if isinstance(node, list):
        return [_tidied(part) for part in node]
    if not isinstance(node, dict):
        return node
    tidied = {key: _tidied(part) for key, part in node.items() if key != "properties"}
    if "properties" in node:
        required = node.get("required", ())
        tidied["properties"] = {
            name: _field(_tidied(part), is_required=name in required)
            for name, part in node["properties"].items()
        }
    if "patternProperties" in node:
        tidied["additionalProperties"] = False
    return tidied


def _field(field: dict[str, Any], *, is_required: bool) -> dict[str, Any]:
    about: dict[str, Any] = {key: field[key] for key in _ABOUT_THE_FIELD if key in field}
    if about.get("default") in (None, [], {}) or isinstance(about.get("default"), dict):
        about.pop("default", None)
    accepted = {key: part for key, part in field.items() if key not in (*_ABOUT_THE_FIELD, "title")}
    if is_required or _NULL in accepted.get("anyOf", ()):
        return {**about, **accepted}
    return {**about, "anyOf": [*accepted.pop("anyOf", [accepted]), _NULL]}
