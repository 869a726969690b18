"""Options of `build` for editions on sheets of paper. Other parts are imported when they are asked for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from infobrief_pdf.cli.language import _
from infobrief_pdf.cli.values import whole

if TYPE_CHECKING:
    from infobrief_pdf.impose import Order


def add_options(parser: argparse.ArgumentParser) -> None:
    """How an edition is brought on sheets of paper."""
    group = parser.add_argument_group(_("editions on folded sheets"))
    group.add_argument(
        "--fold",
        choices=("a5", "a6", "flat"),
        help=_("`a5`: fold once; `a6`: cut and fold; `flat`: two A5 pages side by side; else `a5`"),
    )
    group.add_argument(
        "--paper",
        metavar=_("GRAMS"),
        type=whole(40, 300),
        help=_("weight of the paper in g/m², for the creep of inner sheets; else 80"),
    )
    group.add_argument(
        "--flip",
        choices=("short", "long"),
        help=_("the edge on which the printer turns sheets, if it has to be"),
    )
    group.add_argument("--marks", action="store_true", help=_("mark where to fold, cut and staple"))
    group.add_argument(
        "--instructions", action="store_true", help=_("begin with a sheet that says how to print and fold")
    )


def order(options: argparse.Namespace) -> Order | None:
    """How sheets are wanted, if anything is said of it.

    Raises `UsageError` unless an edition that is printed on sheets is asked for.
    """
    if not (options.fold or options.paper or options.flip or options.marks or options.instructions):
        return None
    from infobrief_pdf.cli import UsageError
    from infobrief_pdf.impose import USUAL_GRAMMAGE, Order
    from infobrief_pdf.model.edition import EDITIONS

    wanted = Order(
        options.fold,
        options.paper or USUAL_GRAMMAGE,
        has_marks=options.marks,
        has_instructions=options.instructions,
        flips_on=options.flip,
    )
    on_sheets = [name for name, edition in EDITIONS.items() if edition.imposition is not None]
    if wanted != Order() and not {*on_sheets, "all"} & set(options.edition):
        sentence = _("--fold, --paper, --flip, --marks and --instructions are for these editions: {names}")
        raise UsageError(sentence.format(names=", ".join(on_sheets)))
    return wanted
