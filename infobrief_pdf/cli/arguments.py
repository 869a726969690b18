"""The commands and their options. Nothing here imports more than the standard library."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from infobrief_pdf import __version__
from infobrief_pdf.cli import sheets, working
from infobrief_pdf.cli.language import N_, _
from infobrief_pdf.cli.parsing import Parser
from infobrief_pdf.cli.values import day as _day
from infobrief_pdf.cli.values import whole as _whole
from infobrief_pdf.diagnostics import LANGUAGES

_EXIT_CODES: Final = N_(
    """exit codes:
  0  everything is fine
  1  something is wrong with the input; the sentences above say what
  2  the command was called in a way that it does not know
  3  a fault of the program itself"""
)

_COMMANDS: Final = {
    "init": N_("make a new workspace with a sample issue"),
    "new": N_("begin the next issue of a series"),
    "check": N_("look for errors and give hints, without making a PDF"),
    "build": N_("make PDFs"),
    "volume": N_("bind a year's issues into one PDF"),
    "verify": N_("examine finished PDFs: structure, accessibility, archiving"),
    "preflight": N_("examine finished PDFs before they are printed: boxes, colours, ink, pictures, QR codes"),
    "extract": N_("get the source of an issue back out of its PDF"),
    "schema": N_("print or write the JSON Schema, from which editors complete fields"),
    "layouts": N_("list the layouts"),
    "editions": N_("list the editions"),
}
"""Every command with a line about it."""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line, in the language in use."""
    main = Parser(
        prog="infobrief",
        description=_("One YAML file becomes an accessible, archivable, printable PDF newsletter."),
        epilog=_(_EXIT_CODES),
    )
    main.add_argument(
        "--version",
        action="version",
        version=f"infobrief-pdf {__version__}",
        help=_("show program's version number and exit"),
    )
    _add_common(main)
    commands = main.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=N_("commands"), parser_class=Parser
    )
    for name, sentence in _COMMANDS.items():
        command = commands.add_parser(name, help=_(sentence), description=_(sentence), epilog=_(_EXIT_CODES))
        _OPTIONS[name](command)
        _add_common(command)
    return main


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Options that may stand before or after the command.

    Their defaults are suppressed, so that one behind the command does not undo one in front of it.
    """
    group = parser.add_argument_group(_("everywhere"))
    group.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("language of the messages; else that of the system"),
    )
    group.add_argument(
        "--workspace",
        metavar=_("DIR"),
        type=Path,
        default=argparse.SUPPRESS,
        help=_("folder that holds `issues`; else the nearest one above the current folder"),
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("answer with one JSON object, for machines"),
    )


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar=_("DIR"),
        nargs="?",
        type=Path,
        default=Path(),
        help=_("where; else the current folder"),
    )
    parser.add_argument(
        "--series", metavar=_("NAME"), help=_("name of the first series, for example “Infobrief Migration”")
    )
    parser.add_argument(
        "--layout", action="store_true", help=_("also begin a layout of your own, with your colours")
    )


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "series",
        metavar=_("SERIES"),
        help=_("the folder below `issues`; a new series is made if there is none"),
    )
    parser.add_argument(
        "--new-series",
        action="store_true",
        help=_("begin a new series, even if one has a similar name"),
    )
    parser.add_argument(
        "--number", metavar="N", type=_whole(1, 999), help=_("number of the issue; else the next one")
    )
    parser.add_argument(
        "--year",
        metavar=_("YYYY"),
        type=_whole(1900, 2199),
        help=_("year of the issue; else that of the date"),
    )
    parser.add_argument(
        "--date", metavar=_("YYYY-MM-DD"), type=_day, help=_("day of publication; else today")
    )


def _check(parser: argparse.ArgumentParser) -> None:
    _add_issues(parser)
    _add_layout(parser)


def _build(parser: argparse.ArgumentParser) -> None:
    _add_issues(parser)
    parser.add_argument(
        "--edition",
        metavar=_("NAME"),
        action="append",
        help=_("a form to make: see `infobrief editions`; `all` for those of the series; else `screen`"),
    )
    parser.add_argument(
        "--article",
        metavar="ID",
        help=_("for the edition `onepager`: the article; else every one that has demands"),
    )
    parser.add_argument(
        "--occasion",
        metavar=_("LINE"),
        help=_("for handouts: the meeting, for example “Talk with the committee, 12 October 2018”"),
    )
    _add_layout(parser)
    parser.add_argument(
        "--output", metavar=_("DIR|FILE.pdf"), type=Path, help=_("where to; else the folder `output`")
    )
    parser.add_argument("--quiet", action="store_true", help=_("say only what is wrong"))
    sheets.add_options(parser)
    working.add_options(parser)


def _volume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar=_("YYYY"), type=_whole(1900, 2199), help=_("the year"))
    parser.add_argument(
        "--series", metavar=_("NAME"), help=_("the folder below `issues`; needed if several have that year")
    )
    parser.add_argument(
        "--screen",
        action="store_true",
        help=_("without blank pages and binding margin, for reading on screens"),
    )
    parser.add_argument(
        "--holes", type=int, choices=(2, 4), help=_("draw where the sheets are punched (ISO 838)")
    )
    parser.add_argument(
        "--dividers", action="store_true", help=_("also make a divider with a tab for each issue")
    )
    parser.add_argument(
        "--spine",
        choices=("wide", "narrow", "wide-long", "narrow-long"),
        help=_("also make labels for the spine: 61 or 39 mm wide, 192 or (long) 285 mm high"),
    )
    parser.add_argument(
        "--binder",
        choices=("80mm", "50mm"),
        help=_("the ring binder; a year that is too thick for one is parted"),
    )
    parser.add_argument(
        "--paper",
        metavar="G",
        type=_whole(40, 400),
        default=80,
        help=_("weight of the paper in g/m²; else 80"),
    )
    parser.add_argument(
        "--supplement",
        metavar=_("VOLUME.pdf"),
        type=Path,
        help=_("make only what is new since this volume was filed, with page numbers that fit it"),
    )
    _add_layout(parser)
    parser.add_argument(
        "--output", metavar=_("DIR|FILE.pdf"), type=Path, help=_("where to; else the folder `output`")
    )
    working.add_options(parser)


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar=_("FILE"), nargs="+", type=Path, help=_("a finished PDF"))


def _preflight(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar=_("FILE.pdf"), nargs="+", type=Path, help=_("a finished PDF of any program")
    )
    parser.add_argument(
        "--for",
        dest="purpose",
        choices=("press", "office", "screen"),
        default="office",
        help=_("what it is for: a print shop, the printer in the office, or a screen; else `office`"),
    )
    parser.add_argument(
        "--binding",
        choices=("saddle-stitch", "perfect"),
        help=_("how the sheets are bound, if the number of pages is to be looked at, too"),
    )


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE.pdf"), type=Path, help=_("a PDF that this program made"))
    parser.add_argument(
        "--output",
        metavar=_("DIR"),
        type=Path,
        help=_("where to; else a folder beside the PDF that is named like it"),
    )


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        nargs="?",
        choices=("issue", "series", "volume", "layout"),
        help=_("which; else `issue`, or all with --write"),
    )
    parser.add_argument("--write", action="store_true", help=_("write the files into the workspace"))


def _listing(parser: argparse.ArgumentParser) -> None:
    """Takes no arguments of its own."""


_OPTIONS: Final[dict[str, Callable[[argparse.ArgumentParser], None]]] = {
    "init": _init,
    "new": _new,
    "check": _check,
    "build": _build,
    "volume": _volume,
    "verify": _verify,
    "preflight": _preflight,
    "extract": _extract,
    "schema": _schema,
    "layouts": _listing,
    "editions": _listing,
}


def _add_issues(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "issues",
        metavar=_("ISSUE"),
        nargs="*",
        help=_("a file, series/year/number such as migration/2018/02, or a series or folder; else all"),
    )


def _add_layout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--layout", metavar=_("NAME"), help=_("another layout than that of the series"))
