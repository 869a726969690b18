"""Filling a layout's templates in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from infobrief_pdf.diagnostics import Place, Refused, refuse
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


def filled(layout: Layout, template: str, context: Mapping[str, Any]) -> str:
    """The template with the context filled in. Raises `Refused` naming the template's file and line."""
    environment = _environment(_Templates(layout))
    try:
        return environment.get_template(template).render(context)
    except TemplateSyntaxError as error:
        raise _refused(layout, error.name or template, error.lineno, error.message or str(error)) from None
    except TemplateNotFound as error:
        raise _refused(layout, *_position(error, layout, template), f"{error.name} does not exist") from None
    except (
        TemplateError,
        SecurityError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        MemoryError,
        OverflowError,
    ) as error:
        raise _refused(layout, *_position(error, layout, template), str(error)) from None


class _Templates:
    """Hashable by identity of the layout's texts, so that environments can be kept between builds."""

    def __init__(self, layout: Layout) -> None:
        self.texts = {name: source.text for name, source in layout.templates.items()}
        self._key = tuple(sorted(self.texts.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Templates) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=8)
def _environment(templates: _Templates) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(templates.texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _position(error: BaseException, layout: Layout, template: str) -> tuple[str, int | None]:
    """Name and line of the innermost template in an error's traceback (Jinja2 rewrites it to show them)."""
    name, line = template, None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if "__jinja_template__" in trace.tb_frame.f_globals:
            shown = trace.tb_frame.f_globals["__jinja_template__"]
            name, line = shown.name or name, shown.get_corresponding_lineno(trace.tb_lineno)
        elif trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return name, line


def _refused(layout: Layout, name: str, line: int | None, cause: str) -> Refused:
    source = layout.templates.get(name)
    if source is None:
        return refuse("template-broken", Place(f"layouts/{layout.name}/templates/{name}"), cause=cause)
    lines = source.text.splitlines()
    excerpt = lines[line - 1] if line and line <= len(lines) else None
    return refuse("template-broken", Place(source.name, line, None, excerpt), cause=cause)
