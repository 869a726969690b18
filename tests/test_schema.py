"""The JSON Schema that editors complete from."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from infobrief_pdf import validate
from infobrief_pdf.validate.schema import Kind

KINDS: tuple[Kind, ...] = ("issue", "series", "volume", "layout")

ISSUE: dict[str, Any] = {
    "series": "migration",
    "number": 2,
    "year": 2018,
    "date": "2018-09-06",
    "language": "de",
    "keywords": ["Landespolitik", 2018],
    "online_url": "https://www.example.org/",
    "editorial": {"salutation": "Liebe Leute,", "text": "…", "signed_by": [{"name": "A", "role": None}]},
    "sections": [
        {
            "title": None,
            "articles": [
                {
                    "id": "fachberatung",
                    "title": 1984,
                    "text": True,
                    "summary": None,
                    "demands": ["Mehr"],
                    "image": {"file": "a.jpg", "alt": "b", "decorative": False},
                    "links": [{"text": "weiter", "url": "https://www.example.org/"}],
                    "contacts": [{"name": "A", "phone": 711, "email": "a@example.org"}],
                    "keywords": None,
                }
            ],
        }
    ],
    "events": [{"title": "A", "start": "2018-10-04 10:00", "end": "2018-10-04"}],
}
SERIES: dict[str, Any] = {
    "name": "Infobrief",
    "publisher": "Verband",
    "layout": None,
    "file_name": "{series}-{number}",
    "imprint": {"address": ["Straße 1"], "phone": "0711/2155-123"},
}
LAYOUT: dict[str, Any] = {
    "extends": "base",
    "tokens": {
        "colors": {"ink": {"rgb": "#123456", "cmyk": [0, 0, "12.5", 100]}},
        "scale": {"body": {"size": 10.5, "line": "14"}},
        "spacing": {"margin-left": 18},
    },
    "labels": {"de": {"events": "Termine"}},
}
VOLUME: dict[str, Any] = {
    "title": None,
    "preface": {"text": "Ein Jahr.", "signed_by": [{"name": "A"}]},
    "see": [{"term": "MSO", "see": ["Organisationen", 2018]}],
    "legacy": [
        {"file": "a.pdf", "number": 1, "date": "2018-03-01", "articles": [{"title": "A", "page": "2"}]}
    ],
}
SAMPLES: dict[Kind, dict[str, Any]] = {
    "issue": ISSUE,
    "series": SERIES,
    "volume": VOLUME,
    "layout": LAYOUT,
}


def errors(kind: Kind, sample: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(validate.schema(kind)).iter_errors(sample)]


@pytest.mark.parametrize("kind", KINDS)
class TestEverySchema:
    def test_is_a_schema(self, kind: Kind) -> None:
        schema = validate.schema(kind)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"]
        assert schema["description"]

    def test_takes_a_sample(self, kind: Kind) -> None:
        assert errors(kind, SAMPLES[kind]) == []

    def test_describes_every_field(self, kind: Kind) -> None:
        for path, node in objects(validate.schema(kind)):
            assert node["additionalProperties"] is False, path
            for name, field in node.get("properties", {}).items():
                assert field.get("description", "").endswith((".", "…", "”")), f"{path}.{name}"

    def test_lets_optional_fields_stay_empty_and_no_others(self, kind: Kind) -> None:
        for path, node in objects(validate.schema(kind)):
            for name, field in node.get("properties", {}).items():
                may_be_empty = {"type": "null"} in field.get("anyOf", [])
                assert may_be_empty == (name not in node.get("required", [])), f"{path}.{name}"

    def test_is_the_same_each_time(self, kind: Kind) -> None:
        assert json.dumps(validate.schema(kind)) == json.dumps(validate.schema(kind))


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("issue", ("autor",), "x"),
        ("issue", ("number",), None),
        ("issue", ("number",), 0),
        ("issue", ("number",), "zwei"),
        ("issue", ("year",), 18),
        ("issue", ("date",), "6.9.2018"),
        ("issue", ("keywords",), "Landespolitik"),
        ("issue", ("sections", 0, "articles"), []),
        ("issue", ("sections", 0, "articles", 0, "title"), ["x"]),
        ("issue", ("sections", 0, "articles", 0, "image"), "foto.jpg"),
        ("issue", ("sections", 0, "articles", 0, "image", "decorative"), "vielleicht"),
        ("issue", ("events", 0, "start"), "morgen"),
        ("issue", ("online_url",), "www.example.org"),
        ("series", ("publisher",), None),
        ("series", ("layout",), "Mein Layout"),
        ("layout", ("tokens", "colors", "ink", "rgb"), "red"),
        ("layout", ("tokens", "colors", "ink", "cmyk"), [1, 2, 3]),
        ("layout", ("tokens", "colors", "Ink"), {"rgb": "#123456", "cmyk": [1, 2, 3, 4]}),
        ("layout", ("tokens", "scale", "body", "size"), 0),
    ],
)
def test_mistakes_are_marked(kind: Kind, path: tuple[Any, ...], value: object) -> None:
    sample = copy.deepcopy(SAMPLES[kind])
    around: Any = sample
    for step in path[:-1]:
        around = around[step]
    around[path[-1]] = value
    assert errors(kind, sample)


@pytest.mark.parametrize("value", [2, "2", "02"])
def test_numbers_may_be_written_as_text(value: object) -> None:
    assert errors("issue", {**ISSUE, "number": value}) == []


def test_there_are_examples() -> None:
    schema: Any = validate.schema("issue")
    assert schema["properties"]["date"]["examples"] == ["2018-09-06"]


def objects(node: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of a mapping, with its path."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield path, node
        for key, part in node.items():
            yield from objects(part, f"{path}.{key}")
    elif isinstance(node, list):
        for index, part in enumerate(node):
            yield from objects(part, f"{path}[{index}]")
