"""Words that no column can hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model.texts import NOT_PRINTED, Key, texts

LONGEST_WORD: Final = 400
"""Characters without a blank; WeasyPrint needs minutes to break one of some thousands."""

_ENDLESS: Final = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def endless_words(value: object, locate: Callable[[Key, int], Place]) -> list[Diagnostic]:
    """Each text of an issue or series with a word that is none: an address or a file pasted into it."""
    most = LONGEST_WORD
    return [
        Diagnostic("word-endless", locate(key, found.start()), {"length": len(found[0]), "most": most})
        for key, text in texts(value)
        if key[-1] not in NOT_PRINTED and (found := _ENDLESS.search(text))
    ]
