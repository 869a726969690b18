"""What WeasyPrint says while it works, as diagnostics with their places in the style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.render.fetcher import REFUSAL

_MEANINGS: Final = tuple(
    (re.compile(pattern, re.DOTALL), code)
    for pattern, code in (
        (r"No anchor #(?P<target>\S+) for internal URI", "anchor-missing"),
        (r'\.notdef glyph rendered .*"(?P<character>.*)" \((?P<codepoint>U\+[0-9A-F]+)\)', "glyph-missing"),
        (
            r"Ignored `(?P<rule>.*)` at (?P<line>\d+):(?P<column>\d+), (?P<reason>.*)\.",
            "css-unsupported",
        ),
        (r"Failed to load image at '?(?P<url>[^']*)'?", "image-not-shown"),
        (r"Failed to render SVG image (?P<url>\S+)", "image-not-shown"),
    )
)
"""WeasyPrint's words → diagnostics; anything else it says becomes `rendering-warning`."""

_IN_CSS: Final = re.compile(r" at (\d+):(\d+)")

_NAMED_IN_CSS: Final = {
    "fetch-refused": "url",
    "image-not-shown": "url",
    "image-translucent": "url",
    "font-family-missing": "family",
}
"""Code → the value that leads to the line of a style sheet, if it stands in one."""


def diagnostics(
    records: Iterable[str], sheet: str | None = None, lines: list[str] | None = None
) -> Iterator[Diagnostic]:
    """What it has said while a style sheet was read, of which these are the lines, or a document."""
    for record in dict.fromkeys(records):
        if REFUSAL in record:  # the fetcher tells it itself
            continue
        for pattern, code in _MEANINGS:
            if found := pattern.search(record):
                values = found.groupdict()
                place = _place(record, sheet, lines) if "line" in values else None
                yield Diagnostic(code, place, values)
                break
        else:
            yield Diagnostic(
                "rendering-warning", _place(record, sheet, lines), {"message": record.rstrip(".")}
            )


def _place(record: str, sheet: str | None, lines: list[str] | None) -> Place | None:
    """The place in a style sheet that WeasyPrint's words name."""
    found = _IN_CSS.search(record)
    if not sheet or not found:
        return Place(sheet) if sheet else None
    line, column = int(found[1]), int(found[2])
    return Place(sheet, line, column, lines[line - 1] if lines and line <= len(lines) else None)


def placed(problem: Diagnostic, stylesheets: tuple[tuple[str, str], ...]) -> Diagnostic:
    """The problem with the place in the style sheet that names what is missing, if one does."""
    if problem.place is not None or problem.code not in _NAMED_IN_CSS:
        return problem
    needle = str(problem.values[_NAMED_IN_CSS[problem.code]]).strip()
    for name, text in reversed(stylesheets):
        bare = (
            needle.removeprefix(f"layout:///{name.split('/')[1]}/") if name.startswith("layouts/") else needle
        )
        offset = text.find(bare)
        if bare and offset >= 0:
            number, begin = text.count("\n", 0, offset), text.rfind("\n", 0, offset) + 1
            place = Place(name, number + 1, offset - begin + 1, text.splitlines()[number])
            return Diagnostic(problem.code, place, problem.values)
    return problem
