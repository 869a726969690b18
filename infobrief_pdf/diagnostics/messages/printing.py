"""Finished PDFs on their way to paper: what preflight finds."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

_EXPORT: Final = "Set this right in the program that made the file, and export it again."
_AS_INKS: Final = "Export the file as PDF/X with all colours as CMYK, or use the edition `press`."

MESSAGES: Final = {
    "preflight-box-outside": Message("On page {page}, the {inner} is not inside the {outer}.", _EXPORT),
    "preflight-trim-missing": Message(
        "Page {page} does not say where it is cut: it has no TrimBox.",
        "Export the file as PDF/X with crop marks and bleed, or use the edition `press`.",
    ),
    "preflight-bleed-short": Message(
        "Page {page} has {bleed} mm of bleed; a print shop needs {least} mm.",
        "Let pictures and areas run over the edge, and export the file with {least} mm of bleed.",
    ),
    "preflight-size-differs": Message(
        "Page {page} has another size than page 1: {size} instead of {first}.",
        "Check that this is meant; else export all pages in the same size.",
    ),
    "preflight-colour-text": Message(
        "On page {page}, text is painted in {colour}, first {left} mm from the left and {top} mm from the top.",
        _AS_INKS,
    ),
    "preflight-colour-area": Message(
        "On page {page}, an area is painted in {colour}, first {left} mm from the left and {top} mm from the top.",
        _AS_INKS,
    ),
    "preflight-colour-line": Message(
        "On page {page}, a line is painted in {colour}, first {left} mm from the left and {top} mm from the top.",
        _AS_INKS,
    ),
    "preflight-colour-picture": Message(
        "On page {page}, a picture is in {colour}, first {left} mm from the left and {top} mm from the top.",
        _AS_INKS,
    ),
    "preflight-colour-shading": Message(
        "On page {page}, a gradient is in {colour}, first {left} mm from the left and {top} mm from the top.",
        _AS_INKS,
    ),
    "preflight-spot": Message(
        "Page {page} uses the spot colour “{name}”.",
        "Order it with the print shop, or have it converted to CMYK.",
    ),
    "preflight-blending": Message(
        "Page {page} has transparent parts that are not mixed in CMYK.",
        _AS_INKS,
    ),
    "preflight-intent": Message(
        "The file does not say for which printing condition its colours are meant.",
        "Export it as PDF/X-4 with a CMYK output intent, for example FOGRA39.",
    ),
    "preflight-ink": Message(
        "On page {page}, the inks add up to {most} %, {left} mm from the left and {top} mm from the top; the "
        "paper takes {limit} %.",
        "Use lighter colours there, or convert the picture with a profile for this paper.",
    ),
    "preflight-picture": Message(
        "On page {page}, a picture has {ppi} pixels an inch ({left} mm from the left, {top} mm from the top); "
        "it should have {least}.",
        "Print it smaller, or use the original with more pixels.",
    ),
    "preflight-picture-coarse": Message(
        "On page {page}, a picture has only {ppi} pixels an inch and will look blurred or stepped ({left} mm "
        "from the left, {top} mm from the top).",
        "Print it smaller, or use the original with more pixels.",
    ),
    "preflight-hairline": Message(
        "On page {page}, a line is {width} pt wide ({left} mm from the left, {top} mm from the top); under "
        "{least} pt it may break.",
        "Make it at least {least} pt wide.",
    ),
    "preflight-transparent": Message(
        "Page {page} has transparent parts, first {left} mm from the left and {top} mm from the top.",
        "Fine for PDF/X-4; ask the print shop if it wants an older standard, such as PDF/X-1a.",
    ),
    "preflight-black-mixed": Message(
        "On page {page}, black text is mixed from several inks, first {left} mm from the left and {top} mm "
        "from the top; it gets coloured edges when the plates do not meet exactly.",
        "Set text in pure black (0, 0, 0, 100).",
    ),
    "preflight-text-cut": Message(
        "On page {page}, text runs over the edge at which the page is cut ({left} mm from the left, {top} mm "
        "from the top).",
        "Move it at least {least} mm into the page.",
    ),
    "preflight-text-near": Message(
        "On page {page}, text stands {distance} mm from the edge of the page ({left} mm from the left, {top} "
        "mm from the top).",
        "Keep {least} mm: a stack of paper is not cut to a hair, and office printers do not reach the edge.",
    ),
    "preflight-sheets": Message(
        "The number of pages is {pages}; a booklet that is stapled through the fold needs a multiple of 4.",
        "Add blank pages before the last one: {missing}.",
    ),
    "preflight-leaves": Message(
        "The number of pages is {pages}; a glued block of leaves needs an even one.",
        "Add a blank page before the last one.",
    ),
    "preflight-thick": Message(
        "{sheets} sheets are stapled through the fold; over {most} the booklet stands open.",
        "Use thinner paper, or have it glued.",
    ),
    "preflight-code-unreadable": Message(
        "On page {page}, a QR code cannot be read ({left} mm from the left, {top} mm from the top).",
        "Make it larger, black on white, with nothing printed over it.",
    ),
    "preflight-code-small": Message(
        "On page {page}, the squares of a QR code are {module} mm wide ({text}); telephones need {least} mm.",
        "Print the code larger, or use a shorter address.",
    ),
    "preflight-code-crowded": Message(
        "On page {page}, a QR code lacks its white margin of {least} squares ({text}).",
        "Leave more room around it.",
    ),
}  # fmt: skip
