"""Why a file cannot be used, by kind, in sentences of this program's own.

What libraries say is English, and for programmers: it stays among the details, which are shown where
`INFOBRIEF_DEBUG` is 1.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LONGEST_DETAILS: Final = 200
_NEAR_THE_END: Final = 1024
"""Bytes within which readers look for the first and the last line of a PDF."""


def N_(sentence: str) -> str:  # noqa: N802 - the name that extractors of sentences know
    """Mark a sentence for the catalogue."""
    return sentence


DAMAGED: Final = N_("it is damaged")
CUT: Final = N_("it ends in the middle")
EMPTY: Final = N_("it is empty")
NO_PDF: Final = N_("it is another kind of file")
NO_PAGES: Final = N_("it has no pages")
PAGE_LOST: Final = N_("a page or its content is lost")
PARTS_LOST: Final = N_("it is damaged, and parts that its pages need are missing")
UNDRAWABLE: Final = N_("a page cannot be drawn")
TOO_COMPLEX: Final = N_("it is built in too many or too deeply nested parts")
ODD_FILTERS: Final = N_("it is packed in a way that is not supported")
NO_FONT: Final = N_("it is not a font")
NO_TABLE: Final = N_("a table is missing in it")
FOREIGN_LINK: Final = N_("it is a link to a place outside the folder")
ODD_XML: Final = N_("its XML is not well-formed")
ODD_ENCODING: Final = N_("its encoding is not known")
NO_SIZE: Final = N_("it has no size")
ODD_SYNTAX: Final = N_("a tag is wrong, or is not closed")
UNFIT_VALUE: Final = N_("it does something with a value that cannot be done with it")
FORBIDDEN: Final = N_("it does what templates must not do")
TOO_LARGE_NUMBER: Final = N_("it calculates with numbers that are too large")
TOO_LONG: Final = N_("it prints more than 20 million characters")
ENDLESS: Final = N_("it is nested too deeply, or includes or calls itself without end")
UNREACHED: Final = N_("the connection fails")
REJECTED: Final = N_("the connection is rejected")
TOO_SLOW: Final = N_("no answer comes in time")
NOT_ALLOWED: Final = N_("you are not allowed to")
FULL: Final = N_("the disk is full")
READ_ONLY: Final = N_("the disk or folder cannot be written to")
A_FOLDER: Final = N_("a folder has that name")
A_FILE: Final = N_("there is a file where a folder is needed")
NO_FOLDER: Final = N_("there is no such folder")
LONG_NAME: Final = N_("its name is too long")
IN_USE: Final = N_("another program is using it")
CIRCLE: Final = N_("its links lead in a circle")
DISK: Final = N_("the disk does not answer as it should")
SYSTEM: Final = N_("the system does not allow it")

# What is taken out of the PDF of another program, in the words of an office.
SCRIPTS: Final = N_("scripts")
ATTACHMENTS: Final = N_("attached files")
FORM_FIELDS: Final = N_("form fields that can be filled")
PROTECTION: Final = N_("the protection against changes")
FAR_LINKS: Final = N_("links to files and programs")
MEDIA: Final = N_("sound, films and models")
OTHER_ACTIONS: Final = N_("other actions")

REASONS: Final = frozenset(
    value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str)
)
"""All of them: a value that is among them, alone or in a tuple, is translated where it fills a sentence."""

_BY_NUMBER: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.EACCES: NOT_ALLOWED,
        errno.EPERM: NOT_ALLOWED,
        errno.ENOSPC: FULL,
        errno.EROFS: READ_ONLY,
        errno.EISDIR: A_FOLDER,
        errno.EEXIST: A_FILE,
        errno.ENOENT: NO_FOLDER,
        errno.ENOTDIR: A_FILE,
        errno.ENAMETOOLONG: LONG_NAME,
        errno.EBUSY: IN_USE,
        errno.ELOOP: CIRCLE,
        errno.EIO: DISK,
        errno.ECONNREFUSED: REJECTED,
        errno.ETIMEDOUT: TOO_SLOW,
    }
)

_BY_WORDS: Final = (
    (re.compile(r"empty", re.IGNORECASE), EMPTY),
    (re.compile(r"truncat|premature|unexpected(ly)?\b.*\bend|end(ed|s)?\b.*\bunexpected|\beof\b", re.I), CUT),
    (re.compile(r"header|not a pdf|startxref not found|unable to find trailer|format error", re.I), NO_PDF),
)


def because(error: BaseException, otherwise: str = DAMAGED) -> dict[str, str]:
    """The values `cause` and `details` of a diagnostic for what a library says of a file, or caused an error.

    >>> because(EOFError("Stream has ended unexpectedly"))
    {'cause': 'it ends in the middle', 'details': 'EOFError: Stream has ended unexpectedly'}
    """
    words = " ".join(str(error).split())
    said = error.__cause__ or error
    details = f"{type(said).__name__}: {' '.join(str(said).split())}"[:_LONGEST_DETAILS]
    if words in REASONS:
        return {"cause": words, "details": details}
    known = (cause for pattern, cause in _BY_WORDS if pattern.search(words))
    return {"cause": next(known, otherwise), "details": details}


def of_pdf(content: bytes) -> str:
    """Why a file cannot be opened as a PDF, by its bytes (ISO 32000-1, 7.5.2 and 7.5.5, annex H).

    >>> of_pdf(b"<html>"), of_pdf(b"%PDF-1.7 1 0 obj")
    ('it is another kind of file', 'it ends in the middle')
    """
    if not content.strip():
        return EMPTY
    if b"%PDF-" not in content[:_NEAR_THE_END]:
        return NO_PDF
    return DAMAGED if b"%%EOF" in content[-_NEAR_THE_END:] else CUT


def of_system(error: OSError) -> str:
    """Why the system refuses.

    >>> of_system(PermissionError(errno.EACCES, "Permission denied"))
    'you are not allowed to'
    """
    return _BY_NUMBER.get(error.errno or 0, SYSTEM)
