"""Having made what is stale: on all cores, one failure not keeping the others from being made."""

from __future__ import annotations

import argparse
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infobrief_pdf import source, storage, validate
from infobrief_pdf.cli import internal, of_the_system
from infobrief_pdf.cli.progress import progress
from infobrief_pdf.cli.workspaces import readable
from infobrief_pdf.diagnostics import Diagnostic, Refused, refuse
from infobrief_pdf.impose.editions import folded
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.plan import FONTS
from infobrief_pdf.products import file_name, written
from infobrief_pdf.setting import Numbers
from infobrief_pdf.upkeep import EditionWish, Product, Upkeep
from infobrief_pdf.upkeep.wishes import folder, place
from infobrief_pdf.work import Task, Whole, carried_out
from infobrief_pdf.work.tasks import named

if TYPE_CHECKING:
    from infobrief_pdf.cli.build import Stale


@dataclass(frozen=True)
class Failure:
    """Why an edition was not made; `is_faulty`: the program itself has failed."""

    problems: tuple[Diagnostic, ...]
    is_faulty: bool = False


def made(
    options: argparse.Namespace, upkeep: Upkeep, stale: Sequence[Stale], known: dict[Path, str]
) -> Generator[tuple[Stale, Product | Failure]]:
    """Each edition as it is done, written and recorded; `known` files are those of other issues already."""
    possible: list[Stale] = []
    for each in stale:
        target = target_of(each.wish, upkeep.workspace)
        if target and (other := known.setdefault(target.resolve(), each.name)) != each.name:
            twice = refuse("output-twice", None, file=readable(target), first=other, second=each.name)
            yield each, Failure(twice.diagnostics)
        else:
            possible.append(each)
    if not possible:
        return
    space = upkeep.workshop.at(upkeep.survey(FONTS))
    tasks = [
        _task(each.wish, upkeep, upkeep.ready(each.wish), advises=not options.quiet) for each in possible
    ]
    outcomes = carried_out(space, tasks, jobs=options.jobs, address=options.executor)
    with progress(len(possible), is_wanted=not options.quiet) as bar, closing(outcomes):
        for number, future in outcomes:
            each = possible[number]
            bar(each.name)
            try:
                outcome = future.result()
                built = written(outcome.made(), folder(each.wish.output, upkeep.workspace), outcome.seconds)
                found: Product | Failure = upkeep.note(each.wish, built)
            except Refused as refusal:
                found = Failure(refusal.diagnostics)
            except OSError as error:
                found = Failure(of_the_system(error).diagnostics)
            except Exception as error:
                found = Failure((internal(error),), is_faulty=True)
            yield each, found


def target_of(wish: EditionWish, workspace: Path) -> Path | None:
    """Where an edition goes, if its series can be read and its path says which issue it is."""
    chosen = place(wish.output, workspace)
    if chosen.suffix.lower() == ".pdf":
        return chosen
    home = wish.issue.absolute().parent.parent / "series.yaml"
    with suppress(Refused, ValueError, KeyError):
        series = validate.series(source.read(home, storage.shown(home, workspace)))
        of = home.parent.name, int(wish.issue.parent.name), int(wish.issue.stem)
        form = folded(EDITIONS[wish.edition], wish.order.fold if wish.order else None)
        return chosen / file_name(series, of, form, wish.article)
    return None


def _task(wish: EditionWish, upkeep: Upkeep, numbers: Numbers, *, advises: bool) -> Task:
    chosen = place(wish.output, upkeep.workspace)
    what = Whole(
        wish.edition,
        file=chosen.name if chosen.suffix.lower() == ".pdf" else None,
        order=wish.order,
        occasion=wish.occasion,
        article=wish.article,
        numbers=numbers,
        advises=advises,
    )
    return Task(named(wish.issue, upkeep.workspace), what, wish.layout)
