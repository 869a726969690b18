"""Folios for issues in a row, whatever the order in which their lengths become known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes.row import Row


def pads(pages: int) -> int:
    return pages % 2


@given(st.data(), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_each_begins_behind_those_before_it(data: st.DataObject, lengths: list[int]) -> None:
    numbers = list(range(1, len(lengths) + 1))
    row = Row(numbers, pads)
    asking = {number: row.following(number) for number in numbers}
    known: set[int] = set()
    for number in data.draw(st.permutations(numbers)):
        asking[number].measure(lengths[number - 1])
        known.add(number)
        told = {each for each in numbers if asking[each].folio is not None}
        assert told == {each for each in known if set(range(1, each)) <= known}
    for number in numbers:
        before = lengths[: number - 1]
        assert asking[number].folio == Folio(1 + sum(pages + pads(pages) for pages in before))


def test_what_cannot_be_set_keeps_nobody_waiting() -> None:
    row = Row([1, 2], pads)
    second = row.following(2)
    second.measure(3)
    assert second.folio is None
    row.settle(1)
    assert second.folio is not None
