"""Pages as boxes, before they are painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from infobrief_pdf import Workspace, setting
from infobrief_pdf.model.edition import EDITIONS


class _LaidOut(Exception):  # noqa: N818 - no error: nothing is painted
    """An issue is laid out."""


@contextmanager
def recorded(*, is_painted: bool = True) -> Iterator[list[Any]]:
    """The page boxes of the last issue that is typeset meanwhile; unpainted, nothing else comes of it."""
    found: list[Any] = []
    lay_out = setting.laid_out

    def recording(*arguments: Any) -> Any:
        pages = lay_out(*arguments)
        found[:] = [page._page_box for page in pages._document.pages]
        if not is_painted:
            raise _LaidOut
        return pages

    with pytest.MonkeyPatch.context() as patch, suppress(_LaidOut):
        patch.setattr(setting, "laid_out", recording)
        yield found


def page_boxes(space: Workspace, issue: str, edition: str) -> list[Any]:
    """The page boxes of an edition of an issue, which is laid out, but not painted."""
    with recorded(is_painted=False) as found:
        space.typeset(issue, EDITIONS[edition])
    return found
