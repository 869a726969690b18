"""The base of all models and the types of their fields.

YAML gives nothing but text (see `infobrief_pdf.source`); these types turn text into numbers, dates and
switches where a field asks for one, and say in a stable code what is wrong when they cannot.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from posixpath import normpath
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_LINE_BREAK: Final = re.compile(r"[\r\n\u2028\u2029]")
_D = TypeVar("_D", bound=date)

_YEARS: Final = (1900, 2199)

_BIDI: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of writing; they can make a name look like another."""

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_IDENTIFIER: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{1,2}:[0-9]{2}))?")
_EMAIL: Final = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+\.[^\s@<>\"(),:;\\\[\].]{2,}")
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()/.–\-\u00a0\u202f]{3,40}[0-9]")
_LINK_SCHEMES: Final = ("http", "https", "mailto", "tel")
_SWITCH: Final = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nein": False}

_TEXT: Final = ["string", "number", "boolean"]
"""JSON types of text: an editor's YAML reader takes `0711` for a number and `no` for a switch."""


class Model(BaseModel):
    """Frozen, closed to unknown keys; a key without a value counts as not given."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_fields(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        # Unknown keys stay even without a value, so that they are refused.
        return {
            key: value for key, value in given.items() if value is not None or key not in cls.model_fields
        }


def _readable(text: str) -> str:
    if found := _CONTROL.search(text):
        raise PydanticCustomError(
            "character-forbidden", "", {"codepoint": f"U+{ord(found[0]):04X}", "offset": found.start()}
        )
    return text


def _without_steps(name: str) -> str:
    """`./images//foto.jpg` is `images/foto.jpg`; steps out of the folder stay and are refused later."""
    return normpath(name) if "\\" not in name else name


def _undirected(text: str) -> str:
    if _BIDI.search(text):
        raise PydanticCustomError("bidi-control", "")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text-empty", "")
    return text


def _filled(text: str) -> str:
    return _not_blank(text).strip()


def _one_line(text: str) -> str:
    if _LINE_BREAK.search(text.strip()):
        raise PydanticCustomError("text-one-line", "")
    return text


def _matching(pattern: re.Pattern[str], code: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise PydanticCustomError(code, "", {"text": text})
        return text

    return AfterValidator(check)


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise PydanticCustomError("number-malformed", "", {"text": value})
        return int(value)
    return value


def _switch(value: Any) -> Any:
    if isinstance(value, str):
        if value.strip().lower() not in _SWITCH:
            raise PydanticCustomError("switch-malformed", "", {"text": value})
        return _SWITCH[value.strip().lower()]
    return value


def _plausible(moment: _D) -> _D:
    """A day of the centuries that newsletters are written in. Raises `ValueError` for any other."""
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(moment.year)
    return moment


def _date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            if _DATE.fullmatch(value.strip()):
                return _plausible(date.fromisoformat(value.strip()))
        except ValueError:
            pass
        raise PydanticCustomError("date-malformed", "", {"text": value})
    return value


def _moment(value: Any) -> Any:
    """A day, or a day with a time of day, as `date` or `datetime`."""
    if isinstance(value, str):
        try:
            if found := _MOMENT.fullmatch(value.strip()):
                day, clock = found.groups()
                if clock is None:
                    return _plausible(date.fromisoformat(day))
                return _plausible(datetime.fromisoformat(f"{day} {clock:0>5}"))
        except ValueError:
            pass
        raise PydanticCustomError("moment-malformed", "", {"text": value})
    return value


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_valid = parts.port is None or parts.port >= 0
    except ValueError as error:
        raise PydanticCustomError("address-malformed", "", {"text": text}) from error
    has_target = bool(parts.netloc if parts.scheme in ("http", "https") else parts.path)
    if not port_is_valid or not has_target or parts.scheme not in _LINK_SCHEMES or re.search(r"\s", text):
        raise PydanticCustomError("address-malformed", "", {"text": text})
    return text


def _whole_number(lowest: int, highest: int, digits: str) -> WithJsonSchema:
    number = {"type": "integer", "minimum": lowest, "maximum": highest}
    return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": f"^{digits}$"}]})


_Readable = AfterValidator(_readable)
_Filled = AfterValidator(_filled)

Line = Annotated[
    str,
    Field(max_length=1000),
    _Readable,
    AfterValidator(_undirected),
    AfterValidator(_one_line),
    _Filled,
    WithJsonSchema({"type": _TEXT, "maxLength": 1000}),
]
"""Text on one line: a title, a name, a place."""

Markdown = Annotated[
    str, Field(max_length=500_000), _Readable, AfterValidator(_not_blank), WithJsonSchema({"type": _TEXT})
]
"""Running text with Markdown."""

Number = Annotated[
    int, BeforeValidator(_number), Field(ge=1, le=999), _whole_number(1, 999, "0*[1-9][0-9]{0,2}")
]
Count = Annotated[
    int,
    BeforeValidator(_number),
    Field(ge=1, le=999_999),
    _whole_number(1, 999_999, "0*[1-9][0-9]{0,5}"),
]
Year = Annotated[
    int, BeforeValidator(_number), Field(ge=1900, le=2199), _whole_number(1900, 2199, "(19|20|21)[0-9]{2}")
]
Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"enum": [True, False, *_SWITCH]})]
"""On or off, written as `true` and `false`, `yes` and `no` or `ja` and `nein`."""

Day = Annotated[
    date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DATE.pattern}$"}),
]
Moment = Annotated[
    datetime | date,
    BeforeValidator(_moment),
    WithJsonSchema(
        {"type": "string", "pattern": f"^{_MOMENT.pattern}$", "examples": ["2018-10-04 10:00", "2018-10-04"]}
    ),
]
"""A day, or a day with a time of day."""

Identifier = Annotated[
    str,
    _matching(_IDENTIFIER, "identifier-malformed"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_IDENTIFIER.pattern}$"}),
]
"""Lower-case letters, digits and hyphens; usable in a link and in a file name."""

Language = Annotated[
    str,
    _matching(_LANGUAGE, "language-malformed"),
    WithJsonSchema(
        {"type": ["string", "boolean"], "pattern": f"^{_LANGUAGE.pattern}$", "examples": ["de", "en", "tr"]}
    ),
]
"""A language as in BCP 47: `de`, `tr`, `zh-Hant`, `pt-BR`."""

Address = Annotated[
    str,
    Field(max_length=2000),
    _Readable,
    _Filled,
    AfterValidator(_address),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(https?|mailto|tel):",
            "examples": ["https://www.example.org/infobrief"],
        }
    ),
]
"""A web address with its scheme (`https://…`), or `mailto:` or `tel:`."""

Email = Annotated[
    str,
    _Readable,
    _Filled,
    _matching(_EMAIL, "email-malformed"),
    WithJsonSchema({"type": "string", "format": "email", "examples": ["info@example.org"]}),
]
Phone = Annotated[
    str,
    _Readable,
    _Filled,
    _matching(_PHONE, "phone-malformed"),
    WithJsonSchema({"type": ["string", "number"], "examples": ["0711/2155-123", "+49 711 2155-123"]}),
]
"""A telephone number as it is to be printed: `0711/2155-123`, `+49 711 2155-123`."""

FileName = Annotated[
    str,
    Field(max_length=255),
    _Readable,
    AfterValidator(_one_line),
    _Filled,
    AfterValidator(_without_steps),
    WithJsonSchema({"type": "string", "maxLength": 255}),
]
"""A file, named from the folder of the issue, with forward slashes."""
