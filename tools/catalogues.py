"""Gather the sentences of the program and compile their translations: `make catalogues`.

Sentences are the causes and remedies of all diagnostics, those about the editions, and what `_(…)`, `N_(…)`
and `ngettext(…)` mark anywhere. For each language the file `infobrief_pdf/locale/…/infobrief.po`
keeps the translations it has, gains what is new, loses what is gone, and is compiled to `infobrief.mo`.
Sentences without a translation are listed; the exit code is then 1. With `--check` nothing is written, and
files that are not up to date are listed as well.
"""

from __future__ import annotations

import argparse
import ast
import io
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from infobrief_pdf.diagnostics import messages
from infobrief_pdf.diagnostics.messages.message import DID_YOU_MEAN
from infobrief_pdf.model.edition import EDITIONS

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "infobrief_pdf"
LANGUAGES: Final = ("de",)
KEYWORDS: Final = {"_": 1, "N_": 1, "ngettext": 2}
"""Functions that mark sentences, and how many of their arguments are sentences."""

ARGPARSE: Final = (
    "ambiguous option: %(option)s could match %(matches)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
)
"""What argparse may say in one of its versions, beside the sentences that the command line lists itself."""

Id = str | tuple[str, str]
"""A sentence, or its singular and plural."""


class Timeless(Catalog):
    """A catalogue whose header names no day, no person and no version: same sentences, same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The header of the file."""
        return [
            ("Project-Id-Version", "infobrief-pdf"),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        """What a file says about itself changes nothing."""


def po_path(language: str) -> Path:
    """The file that translators edit."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "infobrief.po"


def mo_path(language: str) -> Path:
    """The file that the program reads."""
    return po_path(language).with_suffix(".mo")


def sentences() -> Iterator[tuple[Id, str, str]]:
    """Every sentence with the file it stands in and a word about it for translators."""
    yield DID_YOU_MEAN, "infobrief_pdf/diagnostics/messages/message.py", ""
    for module in pkgutil.iter_modules(messages.__path__, f"{messages.__name__}."):
        file = f"{module.name.replace('.', '/')}.py"
        for code, message in getattr(import_module(module.name), "MESSAGES", {}).items():
            for part in ("cause", "remedy", "did_you_mean"):
                sentence = getattr(message, part)
                if sentence != DID_YOU_MEAN:
                    yield sentence, file, f"{code}: {part}"
    for edition in EDITIONS.values():
        yield edition.sentence, "infobrief_pdf/model/edition.py", edition.name
    for path in sorted(PACKAGE.rglob("*.py")):
        for identity in marked(path.read_text(encoding="utf-8")):
            yield identity, path.relative_to(ROOT).as_posix(), ""
    for sentence in ARGPARSE:
        yield sentence, "argparse", ""


def marked(code: str) -> Iterator[Id]:
    """The sentences that a module marks, in its order.

    Babel's own extractor reads tokens, and before Python 3.12 there are none inside an f-string.
    """
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        number = KEYWORDS.get(getattr(call.func, "id", ""), 0)
        texts = [part.value for part in call.args[:number] if isinstance(part, ast.Constant)]
        if number and len(texts) == number:
            yield (str(texts[0]), str(texts[1])) if number == 2 else str(texts[0])


def gathered(language: str) -> Timeless:
    """All sentences in their order, each with the translation that the file on the disk has for it."""
    known = read_po(io.BytesIO(po_path(language).read_bytes())) if po_path(language).is_file() else Catalog()
    header = "# Translations of infobrief-pdf; `make catalogues` keeps this file in step with the program."
    catalog = Timeless(locale=language, domain="infobrief", header_comment=header, fuzzy=False)
    for identity, file, comment in sentences():
        if not identity:
            continue
        previous = known.get(identity)
        catalog.add(
            identity,
            previous.string if previous else None,
            locations=[(file, 0)],
            auto_comments=[comment] if comment else [],
        )
    for message in catalog:
        message.flags.clear()
        if "{" in _singular(message):
            message.flags.add("python-brace-format")
        elif message.python_format:
            message.flags.add("python-format")
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences that have no translation yet."""
    return [_singular(message) for message in catalog if message.id and not _is_translated(message)]


def po(catalog: Catalog) -> bytes:
    """The file for translators."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, include_lineno=False)
    return stream.getvalue()


def mo(catalog: Catalog) -> bytes:
    """The file for the program."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def outdated(language: str) -> list[Path]:
    """The files that do not agree with the program's sentences."""
    catalog = gathered(language)
    wanted = {po_path(language): po(catalog), mo_path(language): mo(catalog)}
    return [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]


def update(language: str) -> None:
    """Write both files."""
    catalog = gathered(language)
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    po_path(language).write_bytes(po(catalog))
    mo_path(language).write_bytes(mo(catalog))


def main() -> int:
    """The command; 1 if anything is missing or, with `--check`, not up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    complaints = []
    for language in LANGUAGES:
        if options.check:
            complaints += [f"not up to date: {path.relative_to(ROOT)}" for path in outdated(language)]
        else:
            update(language)
        complaints += [
            f"without translation ({language}): {text}" for text in untranslated(gathered(language))
        ]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


if __name__ == "__main__":
    sys.exit(main())
