"""Parts of a volume that are kept from one time to the next, each with what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from infobrief_pdf import render
from infobrief_pdf.cache import Entry, Store, Survey
from infobrief_pdf.cache.store import key
from infobrief_pdf.compose.listings import ListedAddress, ListedArticle, ListedEvent, Listing
from infobrief_pdf.compose.registers import Locator
from infobrief_pdf.matter import Matter, Own
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.passes import Numbers
from infobrief_pdf.plan import Record, inside, reasons
from infobrief_pdf.plan.records import as_json, from_json
from infobrief_pdf.setting import Estimate
from infobrief_pdf.volumes.placed import Set

_PDF: Final = "pdf"
_FILE: Final = "file/"


class Last(NamedTuple):
    """Where an issue began when it was last set; its length and page numbers then are a guess for now."""

    folio: Folio
    guess: Estimate


class Keeper:
    """Keeps parts in the workspace's cache.

    `libraries` tells the inputs of every part that this process sets. `is_forced`: nothing is taken from
    earlier times.
    """

    def __init__(
        self,
        workspace: Path,
        store: Store,
        survey: Survey,
        libraries: Callable[[], Mapping[str, str | None]],
        *,
        is_forced: bool = False,
    ) -> None:
        self._workspace = workspace
        self._store = store
        self._survey = survey
        self._libraries = libraries
        self._is_forced = is_forced

    def issue(self, path: Path, form: Edition, layout: str | None, folio: Folio) -> Set | None:
        """An issue set at this folio, if everything that it was made from is as it was then."""
        entry = self._kept(key(self._wish(path, form, layout, folio)))
        record = from_json(entry.values) if entry else None
        if entry is None or record is None:
            return None
        if reasons(record, self._survey.of(record.inputs), {}):
            return None
        return _set_from(path, record, entry.blobs, folio)

    def keep(self, form: Edition, layout: str | None, made: Set, numbers: Numbers) -> None:
        """Keep an issue that was set, and the page numbers of its contents for another folio."""
        used = {**made.used, **self._libraries()}
        inputs = {name: self._survey(name) if digest is None else digest for name, digest in used.items()}
        record = Record(inputs, facts=_facts(made))
        blobs = {_PDF: made.pdf, **{f"{_FILE}{name}": content for name, (_, content) in made.sources.items()}}
        self._store.put(
            key(self._wish(made.path, form, layout, made.first_folio)), Entry(as_json(record), blobs)
        )
        last = {
            "folio": astuple(made.first_folio),
            "pages": made.pages,
            "numbers": {manner: dict(of) for manner, of in numbers.items()},
        }
        self._store.put(key(self._wish(made.path, form, layout, None)), Entry(last))

    def last(self, path: Path, form: Edition, layout: str | None) -> Last | None:
        """How an issue was when it was last set, whatever has changed since."""
        if (entry := self._kept(key(self._wish(path, form, layout, None)))) is None:
            return None
        kept = entry.values
        return Last(Folio(*kept["folio"]), Estimate(kept["pages"], kept["numbers"]))

    def own(self, matter: Matter, inputs: Sequence[str]) -> Own | None:
        """Pages of the volume's own that say the same, from the same inputs."""
        if (entry := self._kept(self._said(matter, inputs))) is None:
            return None
        spots = {anchor: render.Spot(*spot) for anchor, spot in entry.values["spots"].items()}
        return Own(entry.values["pages"], entry.blobs[_PDF], spots)

    def keep_own(self, matter: Matter, inputs: Sequence[str], made: Own) -> None:
        """Keep pages of the volume's own."""
        values = {"pages": made.pages, "spots": {name: list(spot) for name, spot in made.spots.items()}}
        self._store.put(self._said(matter, inputs), Entry(values, {_PDF: made.pdf}))

    def _said(self, matter: Matter, inputs: Sequence[str]) -> str:
        taken = sorted(self._survey.of(inputs).items())
        said = sha256(repr((*matter.said(), taken)).encode("utf-8", "surrogatepass")).hexdigest()
        return key({"kind": "own", "said": said})

    def _kept(self, name: str) -> Entry | None:
        return None if self._is_forced else self._store.get(name)

    def _wish(self, path: Path, form: Edition, layout: str | None, folio: Folio | None) -> dict[str, object]:
        return {
            "kind": "part" if folio else "part-last",
            "issue": inside(path, self._workspace),
            "form": repr(form),
            "layout": layout,
            "folio": list(astuple(folio)) if folio else None,
        }


def _facts(made: Set) -> dict[str, Any]:
    return {
        "number": made.number,
        "digest": made.digest,
        "pages": made.pages,
        "targets": dict(made.targets),
        "day": made.day.isoformat(),
        "title": made.title,
        "language": made.language,
        "spots": {anchor: list(spot) for anchor, spot in made.spots.items()},
        "words": list(made.words),
        "types": {name: media_type for name, (media_type, _) in made.sources.items()},
        "listing": {
            "articles": [[*each[:4], _far(each.locator)] for each in made.listing.articles],
            "people": [[who, _far(locator)] for who, locator in made.listing.people],
            "events": [
                [each.day.isoformat(), each.title, _far(each.locator)] for each in made.listing.events
            ],
            "addresses": [[each.url, _far(each.locator)] for each in made.listing.addresses],
            "title": made.listing.title,
        },
    }


def _set_from(path: Path, record: Record, blobs: Mapping[str, bytes], folio: Folio) -> Set:
    facts = record.facts
    listed, day = facts["listing"], date.fromisoformat(facts["day"])
    listing = Listing(
        f"{facts['number']:02}",
        facts["number"],
        day,
        folio,
        tuple(
            ListedArticle(title, language, section, tuple(words), _near(at))
            for title, language, section, words, at in listed["articles"]
        ),
        tuple((who, _near(at)) for who, at in listed["people"]),
        tuple(
            ListedEvent(date.fromisoformat(when), title, _near(at)) for when, title, at in listed["events"]
        ),
        tuple(ListedAddress(url, _near(at)) for url, at in listed["addresses"]),
        listed["title"],
    )
    return Set(
        number=facts["number"],
        digest=facts["digest"],
        first_folio=folio,
        pages=facts["pages"],
        targets=facts["targets"],
        used=record.inputs,
        path=path,
        day=day,
        title=facts["title"],
        language=facts["language"],
        pdf=blobs[_PDF],
        spots={anchor: render.Spot(*spot) for anchor, spot in facts["spots"].items()},
        listing=listing,
        words=tuple(facts["words"]),
        sources={name: (media_type, blobs[f"{_FILE}{name}"]) for name, media_type in facts["types"].items()},
    )


def _far(locator: Locator) -> list[object]:
    return [*astuple(locator.folio), locator.href]


def _near(kept: Sequence[Any]) -> Locator:
    page, inserted, href = kept
    return Locator(Folio(page, inserted), href)
