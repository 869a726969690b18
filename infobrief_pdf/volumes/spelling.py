"""Words that the registers of a year list apart because they are not spelled alike in all issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from infobrief_pdf import source, storage
from infobrief_pdf.checks.editorial.names import bare, sound
from infobrief_pdf.compose.listings import Listing
from infobrief_pdf.compose.registers import is_torn, steps, surname_first, untitled
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.volumes.bindery import Bindery
from infobrief_pdf.volumes.placed import Placed, Taken

_UMLAUTS: Final = frozenset("äöü")
"""Letters that make other words: Mutter, Mütter."""

_NAMES: Final = frozenset({"name", "organiser"})


class _Found(NamedTuple):
    """A heading of a register, as it is first written in an issue; `group` is what headings alike share."""

    group: object
    heading: str
    issue: str
    is_place: Callable[[source.Key, str], bool]
    """Whether a text of the issue, under this key, is where it is written."""


def hints(bindery: Bindery, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """Headings that differ in case, accents or titles only; keywords with a step that leads nowhere."""
    listings = [each.listed(bindery.first.series.language) for each in placed]
    issues = {each.name: each for each in placed}
    for found, other in _apart(
        found for listing in listings for found in (*_subjects(listing), *_people(listing))
    ):
        values = {"word": found.heading, "issue": found.issue, "other": other.heading, "before": other.issue}
        yield Diagnostic("register-spelling", _place(bindery, issues[found.issue], found.is_place), values)
    for listing in listings:
        for keyword in dict.fromkeys(word for article in listing.articles for word in article.keywords):
            if is_torn(keyword):
                place = _place(bindery, issues[listing.name], _is_keyword(keyword))
                yield Diagnostic("keyword-step", place, {"keyword": keyword})


def _apart(found: Iterable[_Found]) -> Iterator[tuple[_Found, _Found]]:
    """Each further heading of a group with the first."""
    groups: dict[object, dict[str, _Found]] = {}
    for each in found:
        known = groups.setdefault(each.group, {})
        if each.heading not in known:
            if known:
                yield each, next(iter(known.values()))
            known[each.heading] = each


def _subjects(listing: Listing) -> Iterator[_Found]:
    for keyword in (word for article in listing.articles for word in article.keywords):
        path = steps(keyword)
        for end in range(1, len(path) + 1):
            # Only where the last step differs: what stands below two headings is not told again.
            group = ("subjects", path[: end - 1], bare(path[end - 1], _UMLAUTS))
            yield _Found(group, path[end - 1], listing.name, _is_keyword(keyword))


def _people(listing: Listing) -> Iterator[_Found]:
    for heading, _ in listing.people:
        yield _Found(("people", sound(untitled(heading))), heading, listing.name, _is_name(heading))


def _is_keyword(keyword: str) -> Callable[[source.Key, str], bool]:
    return lambda key, text: "keywords" in key and text == keyword


def _is_name(heading: str) -> Callable[[source.Key, str], bool]:
    return lambda key, text: key[-1] in _NAMES and heading in {text, surname_first(text)}


def _place(bindery: Bindery, placed: Placed, is_place: Callable[[source.Key, str], bool]) -> Place:
    """Where something is written in an issue, of ours or taken over."""
    root: source.Key = ()
    if isinstance(placed, Taken):
        index = next(n for n, each in enumerate(bindery.volume.legacy) if each.number == placed.number)
        document, root = bindery.document, ("legacy", index)
        assert document is not None, "what volume.yaml says has a place in it"
    else:
        name = f"{placed.name}.yaml"
        shown = storage.shown(bindery.folder / name, bindery.workspace.folder)
        document = source.parse(placed.files()[name][1], shown)
    texts = ((key, text) for key, text in _texts(document.tree) if key[: len(root)] == root)
    return document.place(next((key for key, text in texts if is_place(key, text)), root))


def _texts(tree: source.Tree, key: source.Key = ()) -> Iterator[tuple[source.Key, str]]:
    if isinstance(tree, str):
        yield key, tree
    elif isinstance(tree, list | dict):
        for part, value in enumerate(tree) if isinstance(tree, list) else tree.items():
            yield from _texts(value, (*key, part))
