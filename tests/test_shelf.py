"""Where a year's sheets go: folios, binders, what is filed later. Pure plans."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infobrief_pdf.model.folio import Folio
from infobrief_pdf.volumes.numbering import Span, numbered
from infobrief_pdf.volumes.splitting import divided

PAGES = st.integers(1, 40).map(lambda sheets: 2 * sheets)


def _all_folios(spans: list[Span], firsts: list[Folio]) -> list[Folio]:
    return [first + page for span, first in zip(spans, firsts, strict=True) for page in range(span.pages)]


@given(st.lists(PAGES, min_size=1, max_size=30))
def test_folios_run_through_a_new_volume(pages: list[int]) -> None:
    spans = [Span(each) for each in pages]
    assert _all_folios(spans, numbered(spans)) == [Folio(page + 1) for page in range(sum(pages))]


@given(st.data())
def test_what_is_filed_later_fits_what_is_in_the_binder(data: st.DataObject) -> None:
    """Any sequence of late, changed and withdrawn issues: folios rise, none twice, unchanged sheets stay."""
    spans = [Span(each) for each in data.draw(st.lists(PAGES, min_size=1, max_size=8))]
    firsts = numbered(spans)
    for _ in range(data.draw(st.integers(1, 4))):
        after: list[Span] = []
        for span, first in zip(spans, firsts, strict=True):
            after += [Span(each) for each in data.draw(st.lists(PAGES, max_size=2))]
            what = data.draw(st.sampled_from(("stays", "changes", "goes")))
            if what == "stays":
                after.append(Span(span.pages, first, is_unchanged=True))
            elif what == "changes":
                after.append(Span(data.draw(PAGES), first))
        spans, firsts = after, numbered(after)
        found = _all_folios(spans, firsts)
        assert found == sorted(set(found))
        for span, first in zip(spans, firsts, strict=True):
            is_between = span.filed is not None and span.filed.inserted
            assert not span.is_unchanged or first == span.filed or is_between


@given(
    st.lists(st.integers(1, 300), min_size=1, max_size=40),
    st.integers(1, 20),
    st.integers(0, 60),
    st.integers(50, 600),
)
def test_binders_hold_what_they_are_given(
    issues: list[int], front: int, registers: int, capacity: int
) -> None:
    binders = divided(issues, front, registers, capacity)
    assert len(binders) == len(issues)
    assert binders == sorted(binders)
    assert set(binders) == set(range(1, binders[-1] + 1))
    for binder in set(binders):
        held = [issue for issue, number in zip(issues, binders, strict=True) if number == binder]
        total = front + sum(held) + (registers if binder == binders[-1] else 0)
        assert total <= capacity or len(held) == 1
    for before, after in pairwise(sorted(set(binders))):
        held = [issue for issue, number in zip(issues, binders, strict=True) if number == before]
        following = next(issue for issue, number in zip(issues, binders, strict=True) if number == after)
        is_last = binders.count(after) == 1 and after == binders[-1]
        assert front + sum(held) + following + (registers if is_last else 0) > capacity
