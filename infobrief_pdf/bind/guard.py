"""What keeps a hostile or damaged PDF from doing harm: refusals, and a sweep of every object."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from pikepdf import Array, Dictionary, ObjectSet, PasswordError, Pdf, PdfError, PikepdfError, Stream

from infobrief_pdf.bind import values
from infobrief_pdf.bind.weights import Scales, TooLarge
from infobrief_pdf.diagnostics import Place, Refused, refuse
from infobrief_pdf.diagnostics.reasons import TOO_COMPLEX, because, of_pdf

LARGEST_MB: Final = 500
MOST_PAGES: Final = 2000
_DEEPEST: Final = 1000
"""References followed one inside the other. qpdf copies objects recursively: 100,000 end the process."""

_MOST_OBJECTS: Final = 250_000
"""Beginnings and ends of objects: qpdf, when it has to search a damaged file for them, is slow."""

# What qpdf remarks about odd files is no message for the user; without a handler Python prints it.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_BROKEN: Final = (
    PikepdfError, ArithmeticError, AttributeError, LookupError, MemoryError, NotImplementedError,
    RecursionError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What pikepdf lets through when a file is broken."""

_NAMED: Final = {
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs",
    "/RoleMap", "/RoleMapNS", "/ClassMap", "/Colorants",
}  # fmt: skip
"""Dictionaries whose keys are names that the producer chose: a font may well be called /AA."""

_SWEPT: Final = {
    "/AA": "AA", "/JS": "JavaScript", "/AF": "EmbeddedFiles", "/EF": "EmbeddedFiles", "/XFA": "XFA",
    "/PieceInfo": "", "/Metadata": "", "/LastModified": "", "/OPI": "", "/Alternates": "", "/Measure": "",
    "/PS": "", "/Subtype2": "", "/PtData": "",
}  # fmt: skip
"""Keys that no page needs to look as it does, and what their removal is called; nothing is not told."""

_EXTERNAL: Final = {"/F", "/FFilter", "/FDecodeParms", "/Ref"}
"""Streams whose data lies elsewhere (ISO 32000-1, 7.3.8.2) or is a page of another file (8.10.4)."""

ACTIONS: Final = {
    "GoTo3DView", "GoToE", "GoToR", "Hide", "ImportData", "JavaScript", "Launch", "Movie", "Named",
    "Rendition", "ResetForm", "RichMediaExecute", "SetOCGState", "Sound", "SubmitForm", "Thread", "Trans",
}  # fmt: skip
"""Kinds of actions (ISO 32000-1, 12.6.4) other than going to a page or an address."""


class TooLong(Exception):  # noqa: N818 - becomes a refusal
    """The file has more pages than a newsletter can have."""


@contextmanager
def refusing(name: str, place: Place | None) -> Iterator[None]:
    """Whatever goes wrong while this holds becomes a `Refused` about the file."""
    try:
        yield
    except Refused:
        raise
    except PasswordError:
        raise refuse("pdf-encrypted", place, file=name) from None
    except TooLarge as error:
        raise refuse("pdf-too-large", place, file=name, limit=error.limit) from None
    except TooLong:
        raise refuse("pdf-too-long", place, file=name, limit=MOST_PAGES) from None
    except _BROKEN as error:
        raise refuse("pdf-unreadable", place, file=name, **because(error)) from None


def opened(content: bytes) -> Pdf:
    """The file, mended by qpdf and opened with the empty password."""
    if len(content) > LARGEST_MB * 1_000_000:
        raise TooLarge(LARGEST_MB)
    if content.count(b"obj") > _MOST_OBJECTS:
        raise ValueError(TOO_COMPLEX)
    # qpdf would hand down inherited attributes recursively; the sheets do that themselves, in a loop.
    try:
        return Pdf.open(BytesIO(content), inherit_page_attributes=False)
    except PasswordError:
        raise
    except PdfError as error:
        raise ValueError(of_pdf(content)) from error


def sweep(roots: Iterable[Any], kept: ObjectSet, scales: Scales) -> set[str]:
    """Walk everything that can be reached, take out what acts, and weigh every stream.

    `kept` holds the pages and annotations of the cleaned file; other ones are cut off. Returns what was
    taken out.
    """
    removed: set[str] = set()
    seen = ObjectSet()
    path = [iter([(root, False) for root in roots])]
    while path:
        value, is_named = next(path[-1], (None, False))
        if value is None:
            path.pop()
        elif not value.is_indirect or seen.add(value):
            if len(path) > _DEEPEST:
                raise ValueError(TOO_COMPLEX)
            removed |= _disarmed(value, is_named)
            if isinstance(value, Stream):
                scales.weigh(value)
            path.append(_children(value, is_named, kept))
    return removed


def _disarmed(value: Any, is_named: bool) -> set[str]:
    """Remove the keys that act, and say what they were."""
    if is_named or isinstance(value, Array):
        return set()
    keys = set(value.keys())
    doomed = keys & _SWEPT.keys() | (keys & _EXTERNAL if isinstance(value, Stream) else set())
    values.drop(value, *doomed)
    return {_SWEPT.get(key, "External") for key in doomed} - {""}


def _children(value: Any, is_named: bool, kept: ObjectSet) -> Iterator[tuple[Any, bool]]:
    """The dictionaries, streams and arrays inside a value, in qpdf's order; strangers are cut off."""
    if isinstance(value, Array):
        for index, item in enumerate(value):
            if isinstance(item, Dictionary) and _is_strange(item, kept):
                value[index] = None
            elif isinstance(item, Dictionary | Stream | Array) and item not in kept:
                yield item, False
        return
    for key in list(value.keys()):
        item = value.get(key)
        if isinstance(item, Dictionary) and _is_strange(item, kept):
            del value[key]
        elif isinstance(item, Dictionary | Stream | Array) and item not in kept:
            yield item, key in _NAMED and not is_named


def _is_strange(value: Dictionary, kept: ObjectSet) -> bool:
    """Whether a dictionary is a page, annotation, file or action that does not belong here."""
    if value in kept:
        return False
    if values.name(value, "/Type") in {"Page", "Pages", "Catalog", "Annot", "Filespec", "Action"}:
        return True
    return values.name(value, "/S") in ACTIONS and "/P" not in value
