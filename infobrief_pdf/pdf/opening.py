"""Opening a file that claims to be a PDF."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError, PyPdfError

from infobrief_pdf.diagnostics import Place, refuse
from infobrief_pdf.diagnostics.reasons import because, of_pdf, of_system

_LARGEST_MB: Final = 500

# What pypdf remarks about odd files is no message for the user; without a handler Python prints it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_BROKEN: Final = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf lets through when a file is broken."""


def opened(path: Path) -> PdfReader:
    """A reader for a file. Raises `Refused` if it cannot be read without a password."""
    with refusing(path):
        if path.stat().st_size > _LARGEST_MB * 1_000_000:
            raise refuse("pdf-too-large", Place(path.name), file=path.name, limit=_LARGEST_MB)
        content = path.read_bytes()
        try:
            reader = PdfReader(BytesIO(content))
        except FileNotDecryptedError:
            raise
        except PdfReadError as error:
            raise ValueError(of_pdf(content)) from error
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse("pdf-encrypted", Place(path.name), file=path.name)
        return reader


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Whatever goes wrong while this holds becomes a `Refused` about the file."""
    name = path.name or str(path)
    try:
        yield
    except FileNotFoundError:
        raise refuse("file-missing", Place(name), file=name) from None
    except IsADirectoryError:
        raise refuse("file-is-folder", Place(name), file=name) from None
    except OSError as error:
        raise refuse("file-unreadable", Place(name), file=name, reason=of_system(error)) from None
    except (DependencyError, FileNotDecryptedError):
        raise refuse("pdf-encrypted", Place(name), file=name) from None
    except _BROKEN as error:
        raise refuse("pdf-unreadable", Place(name), file=name, **because(error)) from None
