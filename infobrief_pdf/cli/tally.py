"""What has come of a build: files and problems, each told with the editions that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from infobrief_pdf.cli.language import _, decimal, ngettext
from infobrief_pdf.cli.report import Report
from infobrief_pdf.cli.workspaces import readable
from infobrief_pdf.diagnostics import Diagnostic, ExitCode
from infobrief_pdf.upkeep import Product


class Of(NamedTuple):
    """An edition as messages name it: `migration/2018/02`, `handout`."""

    issue: str
    edition: str


@dataclass
class Tally:
    """What there is so far, by the place in the order, and what is to be said about it at the end."""

    strays: list[Diagnostic]
    products: dict[int, tuple[Product, Of]] = field(default_factory=dict)
    failures: dict[int, dict[Of, list[Diagnostic]]] = field(default_factory=dict)
    kept: list[Path] = field(default_factory=list)
    """PDFs of failed editions that an earlier call made."""
    is_faulty: bool = False
    """Whether the program itself has failed."""

    def fail(self, number: int, of: Of, problems: Iterable[Diagnostic], kept: Iterable[Path]) -> None:
        """What cannot be made, why, and what there is of it from an earlier call."""
        self.failures.setdefault(number, {}).setdefault(of, []).extend(problems)
        self.kept += kept

    def failed(self) -> dict[str, list[str]]:
        """The editions that were not built, by their issues."""
        found: dict[str, list[str]] = {}
        for _number, failures in sorted(self.failures.items()):
            for of in failures:
                found.setdefault(of.issue, []).append(of.edition)
        return found

    def built(self) -> list[tuple[Product, Of]]:
        """What was made or is up to date, in the order in which it was asked for."""
        return [each for _number, each in sorted(self.products.items())]


def conclude(tally: Tally, report: Report, *, is_quiet: bool) -> None:
    """Say what is to be said when everything is done."""
    products, failed = tally.built(), tally.failed()
    hints = [(of, hint) for product, of in products for hint in product.hints]
    problems = [
        (of, problem)
        for _number, failures in sorted(tally.failures.items())
        for of, found in failures.items()
        for problem in found
    ]
    built = [of for _product, of in products]
    every = _editions([*built, *(of for each in tally.failures.values() for of in each)])
    if (tally.strays or hints or problems) and products and not is_quiet:
        report.line()
    if not is_quiet:
        report.problems(tally.strays)
        _report(report, hints, _editions(built))  # of what failed nobody knows its hints
    _report(report, problems, every)
    report.set("failed", list(failed))
    if tally.is_faulty:
        report.failed(ExitCode.INTERNAL)
    there = {product.path.resolve() for product, _of in products}
    for path in dict.fromkeys(tally.kept):
        if path.resolve() not in there:
            report.remark(_("{file} was left as it was.").format(file=readable(path)))
    if len(products) > 1 and not is_quiet:
        report.line(_summary(products, failed))
    if sum(map(len, failed.values())) > 1 or (failed and products):
        report.remark(_missing(failed, every))


def _report(
    report: Report, found: Sequence[tuple[Of, Diagnostic]], editions: Mapping[str, Sequence[str]]
) -> None:
    """Problems, each once; it names its editions unless it is about all `editions` that could have it."""
    concerned: dict[str, dict[Of, None]] = {}
    first: dict[str, Diagnostic] = {}
    for of, problem in found:
        key = repr(problem)
        concerned.setdefault(key, {})[of] = None
        first.setdefault(key, problem)
    for key, problem in first.items():
        its = _editions(concerned[key])
        is_apart = any(set(those) != set(editions[issue]) for issue, those in its.items())
        report.problem(problem, dict.fromkeys(of.edition for of in concerned[key]), is_apart=is_apart)


def _editions(every: Iterable[Of]) -> dict[str, list[str]]:
    """Editions by their issues."""
    found: dict[str, list[str]] = {}
    for of in every:
        found.setdefault(of.issue, []).append(of.edition)
    return found


def _summary(products: Sequence[tuple[Product, Of]], failed: Mapping[str, Sequence[str]]) -> str:
    """How many files were made, how many were up to date, how many failed."""
    count = sum(product.is_new for product, _of in products)
    parts = [ngettext("{count} file built", "{count} files built", count).format(count=count)]
    if unchanged := len(products) - count:
        parts.append(_("{count} unchanged").format(count=unchanged))
    if failed:
        parts.append(_("{count} failed").format(count=sum(map(len, failed.values()))))
    return ", ".join(parts)


def _missing(failed: Mapping[str, Sequence[str]], editions: Mapping[str, Sequence[str]]) -> str:
    """What was not built; of an issue that has other editions, which of them."""

    def named() -> Iterator[str]:
        for issue, those in failed.items():
            yield issue if len(editions[issue]) == 1 else f"{issue} ({', '.join(those)})"

    count = sum(map(len, failed.values()))
    sentence = ngettext("{count} file was not built: {names}", "{count} files were not built: {names}", count)
    return sentence.format(count=count, names=", ".join(named()))


def entry(built: Product, of: Of) -> dict[str, object]:
    """A finished file for machines."""
    return {
        "issue": of.issue,
        "edition": built.edition,
        "state": "built" if built.is_new else "unchanged",
        "path": str(built.path),
        "pages": built.pages,
        "bytes": built.size,
        "seconds": round(built.seconds, 3),
        "beside": [str(path) for path in built.beside],
    }


def line_about(built: Product) -> str:
    """A finished file for people: where it is, its pages, its size, how long it took, if it was made."""
    pages = ngettext("{count} page", "{count} pages", built.pages).format(count=built.pages)
    size = _("{size} kB").format(size=max(round(built.size / 1000), 1))
    seconds = _("{seconds} s").format(seconds=decimal(built.seconds)) if built.is_new else _("unchanged")
    return f"{readable(built.path)}  {pages}, {size}, {seconds}"
