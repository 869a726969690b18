"""The language that the program speaks, and numbers as that language writes them.

Sentences are English in the code and translated by the gettext catalogue `infobrief`. `_` looks a
sentence up when it is called, so that one process may speak both languages, one after the other.
"""

from __future__ import annotations

import argparse
import gettext
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from infobrief_pdf.diagnostics import LANGUAGES

_LOCALE_FOLDER: Final = Path(__file__).parent.parent / "locale"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK: Final = "en"
_GERMAN: Final = re.compile(r"de(?![a-z])|german", re.IGNORECASE)

_spoken: ContextVar[str] = ContextVar("spoken", default=_FALLBACK)


def spoken() -> str:
    """The language in use: `de` or `en`."""
    return _spoken.get()


def _(sentence: str) -> str:
    """The sentence in the language in use."""
    return _catalogue(spoken()).gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits the number."""
    return _catalogue(spoken()).ngettext(one, many, count)


def N_(sentence: str) -> str:  # noqa: N802 - the name that extractors of sentences know
    """Mark a sentence for the catalogue, to be translated later."""
    return sentence


def decimal(number: float, digits: int = 1) -> str:
    """A number as the language in use writes it."""
    written = f"{number:.{digits}f}"
    return written.replace(".", ",") if spoken() == "de" else written


def wanted(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language that the arguments or else the locale ask for.

    It is needed before the arguments can be parsed, for parsing speaks already.

    >>> wanted(["check", "--lang", "en"], {"LANG": "de_AT.UTF-8"}), wanted([], {"LANG": "de_AT.UTF-8"})
    ('en', 'de')
    """
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--":
            break
        named = following if argument == "--lang" else argument.removeprefix("--lang=")
        if (argument == "--lang" or argument.startswith("--lang=")) and named in LANGUAGES:
            return named
    return "de" if _GERMAN.match(_locale(environment)) else _FALLBACK


def _locale(environment: Mapping[str, str]) -> str:
    named = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    if named is None and os.name == "nt":  # Windows sets none of the variables
        import locale

        named = locale.getlocale()[0]
    return named or ""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While this holds, sentences are in that language, those of argparse too.

    argparse takes its sentences from gettext's global domain; for the time of the call it takes them from
    the catalogue of this program.
    """
    token = _spoken.set(language)
    originals = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._, argparse.ngettext = _, ngettext  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = originals  # type: ignore[attr-defined]
        _spoken.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("infobrief", _LOCALE_FOLDER, [language], fallback=True)


SENTENCES_OF_ARGPARSE: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("commands"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What argparse may say here, so that the catalogue has it."""
