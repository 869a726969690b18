"""What each check of preflight looks for: from facts and what is wanted to problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from infobrief_pdf.preflight.edges import SAFE
from infobrief_pdf.preflight.facts import Boxes, Facts, Picture, Spot
from infobrief_pdf.preflight.notes import HAIRLINE

Purpose = Literal["press", "office", "screen"]
PURPOSES: Final[tuple[Purpose, ...]] = ("press", "office", "screen")

Binding = Literal["saddle-stitch", "perfect"]


class Problem(NamedTuple):
    """What a check found: the code of a diagnostic and its values."""

    code: str
    values: Mapping[str, object]


class Wanted(NamedTuple):
    """What the paper is for, and how it is bound if that is known."""

    purpose: Purpose
    binding: Binding | None


class Bound(NamedTuple):
    """A binding: of what the number of pages is a multiple, and what is said if it is not."""

    multiple: int
    code: str


BINDINGS: Final[Mapping[Binding, Bound]] = MappingProxyType(
    {"saddle-stitch": Bound(4, "preflight-sheets"), "perfect": Bound(2, "preflight-leaves")}
)

_LEAST_BLEED: Final = 3.0
_MOST_INK: Final = 300.0
_INK_SLACK: Final = 1.5
"""Percent by which four plates of 256 steps may miss the sum."""

_LEAST_PPI: Final[Mapping[Purpose, int]] = {"press": 200, "office": 120, "screen": 72}
_COARSE_PPI: Final = 100
_PPI_SLACK: Final = 0.5
_PIXELS_OF_A_PICTURE: Final = 4
"""What has fewer is a colour that was written as a picture."""

_LEAST_MODULE: Final = 0.4
_MODULE_SLACK: Final = 0.01
_QUIET_MODULES: Final = 4
_MOST_STAPLED_SHEETS: Final = 16
_SIZE_SLACK: Final = 1.5
_LONGEST_TEXT: Final = 60
_COLOURS: Final = {"rgb": "RGB", "lab": "Lab"}


def boxes(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """The sheet holds the bleed, and the bleed the trimmed page (ISO 32000-1, 14.11.2)."""
    for sheet in facts.sheets:
        for outer, inner in sheet.boxes.strays:
            yield Problem("preflight-box-outside", {"page": sheet.number, "outer": outer, "inner": inner})


def bleed(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Ink that runs to the edge has to run over it by 3 mm."""
    for sheet in facts.sheets:
        if not sheet.boxes.has_trim:
            yield Problem("preflight-trim-missing", {"page": sheet.number})
        elif (sheet.boxes.bleed or 0.0) < _LEAST_BLEED - 0.05:
            values = {
                "page": sheet.number,
                "bleed": round(max(sheet.boxes.bleed or 0.0, 0.0), 1),
                "least": _LEAST_BLEED,
            }
            yield Problem("preflight-bleed-short", values)


def sizes(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """One print run has one size."""
    first = facts.sheets[0].boxes
    for sheet in facts.sheets[1:]:
        boxes = sheet.boxes
        if max(abs(boxes.width - first.width), abs(boxes.height - first.height)) > _SIZE_SLACK:
            values = {"page": sheet.number, "size": _size(boxes), "first": _size(first)}
            yield Problem("preflight-size-differs", values)


def fonts(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """A font that is missing is replaced by whatever the printer has."""
    fonts = [item for sheet in facts.sheets for item in sheet.seen.fonts.items()]
    for name in dict.fromkeys(name for name, is_embedded in fonts if not is_embedded):
        yield Problem("pdf-font-loose", {"font": name})


def colours(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Whatever a print shop would have to convert without being told how."""
    for sheet in facts.sheets:
        for colour, spot in sheet.seen.colours.items():
            if colour.family in _COLOURS:
                values = {"colour": _COLOURS[colour.family], **_where(spot)}
                yield Problem(f"preflight-colour-{colour.use}", values)


def spots(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Each spot colour is one more ink to be bought."""
    for sheet in facts.sheets:
        for name in dict.fromkeys(colour.name for colour in sheet.seen.colours if colour.name):
            yield Problem("preflight-spot", {"page": sheet.number, "name": name})


def blending(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """What is mixed in RGB is converted afterwards, and then differs from its surroundings."""
    for sheet in facts.sheets:
        if sheet.seen.transparencies and {sheet.blending, *sheet.seen.blendings} != {"cmyk"}:
            yield Problem("preflight-blending", {"page": sheet.number})


def intent(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """A condition of printing, with its profile or by its registered name (ISO 15930-7)."""
    meant = [intent for intent in facts.intents if intent.subtype == "GTS_PDFX"]
    if not any(intent.family == "cmyk" or (intent.family is None and intent.condition) for intent in meant):
        yield Problem("preflight-intent", {})


def ink(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Coated paper takes 300 %; more does not dry.

    How RGB is mixed, whoever prints it decides: for a print shop RGB is a problem of its own.
    """
    for ink in (sheet.ink for sheet in facts.sheets if sheet.ink):
        if ink.named > _MOST_INK + _INK_SLACK:
            values = {"most": round(ink.named), "limit": round(_MOST_INK), **_where(ink.named_spot)}
            yield Problem("preflight-ink", values)


def pictures(facts: Facts, wanted: Wanted) -> Iterator[Problem]:
    """What is less than sharp."""
    least = _LEAST_PPI[wanted.purpose]
    for sheet in facts.sheets:
        for picture in sheet.seen.pictures:
            is_real = picture.width * picture.height > _PIXELS_OF_A_PICTURE
            if wanted.purpose == "press" and _is_coarse(picture):  # a check of its own tells
                continue
            if is_real and picture.ppi < least - _PPI_SLACK:
                values = {"ppi": round(picture.ppi), "least": least, **_where(picture.spot)}
                yield Problem("preflight-picture", values)


def coarse_pictures(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """What anybody sees to be blurred or stepped."""
    for sheet in facts.sheets:
        for picture in sheet.seen.pictures:
            if _is_coarse(picture):
                yield Problem("preflight-picture-coarse", {"ppi": round(picture.ppi), **_where(picture.spot)})


def _is_coarse(picture: Picture) -> bool:
    is_real = picture.width * picture.height > _PIXELS_OF_A_PICTURE
    return is_real and picture.ppi < _COARSE_PPI - _PPI_SLACK


def hairlines(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Lines that may break on a plate."""
    for sheet in facts.sheets:
        for line in sheet.seen.hairlines:
            values = {"width": round(line.width, 2), "least": HAIRLINE, **_where(line.spot)}
            yield Problem("preflight-hairline", values)


def transparency(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Fine in PDF/X-4, forbidden in older standards."""
    for sheet in facts.sheets:
        for spot in list(sheet.seen.transparencies.values())[:1]:
            yield Problem("preflight-transparent", _where(spot))


def black(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Black text takes black ink only, else it gets coloured edges."""
    for sheet in facts.sheets:
        for spot in sheet.seen.mixed_blacks[:1]:
            yield Problem("preflight-black-mixed", _where(spot))


def edges(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Text that may be cut off."""
    for sheet in facts.sheets:
        for near in sheet.nears:
            code = "preflight-text-cut" if near.distance < 0 else "preflight-text-near"
            yield Problem(code, {"distance": round(near.distance, 1), "least": SAFE, **_where(near.spot)})


def binding(facts: Facts, wanted: Wanted) -> Iterator[Problem]:
    """Sheets have two sides, folded ones four pages."""
    if wanted.binding is None:
        return
    multiple, code = BINDINGS[wanted.binding]
    pages = facts.leafed
    if missing := -pages % multiple:
        yield Problem(code, {"pages": pages, "missing": missing})
    sheets = -(-pages // 4)
    if wanted.binding == "saddle-stitch" and sheets > _MOST_STAPLED_SHEETS:
        yield Problem("preflight-thick", {"sheets": sheets, "most": _MOST_STAPLED_SHEETS})


def codes(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """What looks like a QR code can be read."""
    for code in (code for sheet in facts.sheets for code in sheet.codes):
        if code.text is None:
            yield Problem("preflight-code-unreadable", _where(code.spot))


def modules(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """Squares that a telephone can tell apart."""
    for code in (code for sheet in facts.sheets for code in sheet.codes):
        if code.text is not None and code.module < _LEAST_MODULE - _MODULE_SLACK:
            values = {"module": round(code.module, 2), "least": _LEAST_MODULE, "text": _short(code.text)}
            yield Problem("preflight-code-small", {**values, **_where(code.spot)})


def quiet(facts: Facts, _wanted: Wanted) -> Iterator[Problem]:
    """A code has a white margin (ISO/IEC 18004, 6.3)."""
    for code in (code for sheet in facts.sheets for code in sheet.codes):
        if code.text is not None and not code.is_quiet:
            values = {"least": _QUIET_MODULES, "text": _short(code.text), **_where(code.spot)}
            yield Problem("preflight-code-crowded", values)


def _where(spot: Spot) -> dict[str, object]:
    return {"page": spot.page, "left": round(spot.left), "top": round(spot.top)}


def _size(boxes: Boxes) -> str:
    return f"{boxes.width:.0f} × {boxes.height:.0f} mm"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_TEXT else f"{words[:_LONGEST_TEXT]}…"
