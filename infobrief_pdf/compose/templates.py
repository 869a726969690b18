"""Filling a layout's templates in a sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from infobrief_pdf.diagnostics import Diagnostic, Place, Refused, reasons
from infobrief_pdf.diagnostics.reasons import because
from infobrief_pdf.model import Layout

_FILTERS: Final = (
    "join",
    "length",
    "lower",
    "upper",
    "first",
    "last",
    "default",
    "escape",
    "e",
    "trim",
    "title",
)
_TEXT_METHODS: Final = frozenset(
    (
        "capitalize",
        "endswith",
        "isdigit",
        "lower",
        "removeprefix",
        "removesuffix",
        "split",
        "startswith",
        "strip",
        "title",
        "upper",
    )
)
_LONGEST_OUTPUT: Final = 20_000_000
_LARGEST_NUMBER: Final = 1_000_000
_LARGEST_POWER: Final = 20
_NAME: Final = re.compile(r"attribute '(?P<name>[^']*)'|'(?P<bare>[^']*)' is undefined")
_CAUSES: Final = (
    (RecursionError, reasons.ENDLESS),
    (TemplateSyntaxError, reasons.ODD_SYNTAX),
    (SecurityError, reasons.FORBIDDEN),
    (SyntaxError, reasons.ENDLESS),  # Python refuses what Jinja2 made of it: too many blocks in each other
)
"""What an error of Jinja2 means."""


def filled(layout: Layout, template: str, context: Mapping[str, Any]) -> str:
    """The template with the context filled in. Raises `Refused` naming the template's file and line."""
    environment = _environment(_Templates(layout))
    try:
        return _bounded(environment.get_template(template).generate(context))
    except Exception as error:  # whatever a template does wrong
        raise Refused([_described(error, _place(layout, template, error))]) from None


def _described(error: Exception, place: Place) -> Diagnostic:
    """What a template does wrong."""
    if isinstance(error, TemplateNotFound):
        return Diagnostic("template-missing", place, {"name": error.name})
    if isinstance(error, UndefinedError) and (named := _NAME.search(str(error))):
        return Diagnostic("template-name-unknown", place, {"name": named["name"] or named["bare"]})
    why = because(error)
    if str(error) not in reasons.REASONS:
        kinds = (cause for kind, cause in _CAUSES if isinstance(error, kind))
        why["cause"] = next(kinds, reasons.UNFIT_VALUE)
    return Diagnostic("template-broken", place, why)


def _bounded(parts: Iterator[str]) -> str:
    """The parts as one text; a template that prints without end is stopped."""
    printed: list[str] = []
    length = 0
    for part in parts:
        printed.append(part)
        length += len(part)
        if length > _LONGEST_OUTPUT:
            raise ValueError(reasons.TOO_LONG)
    return "".join(printed)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, without what makes long texts and large numbers out of short ones."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic of numbers of sensible size only."""
        for operand in (left, right):
            if not isinstance(operand, int | float) or abs(operand) > _LARGEST_NUMBER:
                raise SecurityError(reasons.TOO_LARGE_NUMBER)
        if operator == "**" and right > _LARGEST_POWER:
            raise SecurityError(reasons.TOO_LARGE_NUMBER)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """No `format`, not even Jinja2's safe one: a width makes a long text."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No methods of texts but those that keep them as long as they are."""
        if isinstance(obj, str) and callable(value):
            return attr in _TEXT_METHODS
        return super().is_safe_attribute(obj, attr, value)


class _Templates:
    """Hashable by identity of the layout's texts, so that environments can be kept between builds."""

    def __init__(self, layout: Layout) -> None:
        self.sources = dict(layout.templates)
        self._key = tuple((name, source.name, source.text) for name, source in sorted(self.sources.items()))

    def load(self, name: str) -> tuple[str, str, None] | None:
        """Text and display name of a template; Jinja2 gives the latter to the frames of its tracebacks."""
        source = self.sources.get(name)
        return (source.text, source.name, None) if source else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Templates) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=8)
def _environment(templates: _Templates) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        loader=FunctionLoader(templates.load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _position(error: BaseException, layout: Layout) -> tuple[str | None, int | None]:
    """Display name and line of the innermost template in an error's traceback, which Jinja2 rewrites."""
    names = {source.name for source in layout.templates.values()}
    if isinstance(error, SyntaxError) and error.filename in names:  # Python refuses what Jinja2 made of it
        return error.filename, None
    found: tuple[str | None, int | None] = (None, None)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in names:
            found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return found


def _place(layout: Layout, template: str, error: Exception) -> Place:
    """The line of the template that an error comes from."""
    texts = {source.name: source.text for source in layout.templates.values()}
    where = _position(error, layout)
    if isinstance(error, TemplateSyntaxError):
        where = error.filename, error.lineno
    name, line = where
    if name not in texts:
        source = layout.templates.get(template)
        name, line = source.name if source else f"layouts/{layout.name}/templates/{template}", None
    lines = texts.get(name, "").splitlines()
    excerpt = lines[line - 1] if line and line <= len(lines) else None
    return Place(name, line, None, excerpt)
