"""What is stale, and why: values compared with values. And records, which come back as they were."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infobrief_pdf.cli import reasons as said
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.plan import (
    FONTS,
    FORCED,
    LIBRARIES,
    PROGRAM,
    UNKNOWN,
    Output,
    Reason,
    Record,
    file,
    listing,
    pack,
    reasons,
    setting,
    shared,
)
from infobrief_pdf.plan.records import as_json, from_json

ISSUE = file("issues/migration/2018/02.yaml")
RECORD = Record(
    {
        ISSUE: "a",
        pack("base"): "b",
        FONTS: "c",
        PROGRAM: "d",
        LIBRARIES: "e",
        setting("SOURCE_DATE_EPOCH"): "",
    },
    (Output("02.pdf", "f", 1), Output("02-ticket.pdf", "0", 2)),
    {"pages": 2, "wanted": [["screen", None]]},
    (Diagnostic("name-spelling", Place("02.yaml", 1, 2, "Ää"), {"name": "A", "other": "B", "line": 3}),),
)
THERE = {"02.pdf": "f", "02-ticket.pdf": "0"}


@pytest.mark.parametrize(
    ("name", "reason", "sentence"),
    [
        (ISSUE, Reason("file", "issues/migration/2018/02.yaml"), "issues/migration/2018/02.yaml changed"),
        (pack("paritaet-bw"), Reason("layout", "paritaet-bw"), "layout paritaet-bw changed"),
        (FONTS, Reason("fonts"), "the typefaces changed"),
        (PROGRAM, Reason("program"), "a new version of the program"),
        (LIBRARIES, Reason("libraries"), "a new version of a library"),
        (shared("/usr/lib/libpango-1.0.so.0"), Reason("libraries"), "a new version of a library"),
        (setting("EPOCH"), Reason("setting", "EPOCH"), "the setting EPOCH changed"),
        (listing("issues/a/2026"), Reason("listing", "issues/a/2026"), "other files in issues/a/2026"),
    ],
)  # fmt: skip
def test_each_kind_of_input_has_its_reason(name: str, reason: Reason, sentence: str) -> None:
    record = Record({name: "1"})
    assert reasons(record, {}, {}) == reasons(record, {name: "2"}, {}) == (reason,)
    assert reasons(record, {name: "1"}, {}) == ()
    assert said.sentence([reason]) == sentence


def test_what_appears_where_nothing_was_is_a_change() -> None:
    record = Record({file("issues/brief/2026/volume.yaml"): ""})
    assert reasons(record, {}, {}) == ()
    assert reasons(record, {file("issues/brief/2026/volume.yaml"): "1"}, {}) != ()


def test_files_that_were_written_count() -> None:
    assert reasons(RECORD, RECORD.inputs, THERE) == ()
    assert reasons(RECORD, RECORD.inputs, {}) == (
        Reason("output-missing", "02.pdf"),
        Reason("output-missing", "02-ticket.pdf"),
    )
    changed = reasons(RECORD, RECORD.inputs, THERE | {"02.pdf": "1"})
    assert changed == (Reason("output-changed", "02.pdf"),)
    assert said.sentence(changed) == "02.pdf is not as it was written"


def test_without_a_record_nothing_is_known() -> None:
    assert reasons(None, {}, {}) == (UNKNOWN,)
    assert said.sentence([UNKNOWN, FORCED]) == "no earlier build is known, everything is to be made anew"
    assert said.sentence([]) == "unchanged"
    assert said.entries([Reason("layout", "base")]) == [{"kind": "layout", "name": "base"}]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.text(min_size=1), st.text(min_size=1)),
    st.dictionaries(st.text(min_size=1), st.text(min_size=1)),
)
def test_a_product_is_up_to_date_if_and_only_if_all_its_inputs_agree(
    then: dict[str, str], now: dict[str, str]
) -> None:
    agrees = all(now.get(name) == digest for name, digest in then.items())
    assert (reasons(Record(then), now, {}) == ()) is agrees


class TestRecords:
    def test_come_back_as_they_were(self) -> None:
        assert from_json(json.loads(json.dumps(as_json(RECORD)))) == RECORD

    @pytest.mark.parametrize(
        "broken",
        [
            None, [], "text", {}, {"inputs": []}, {**as_json(RECORD), "outputs": [["a", "b"]]},
            {**as_json(RECORD), "hints": [{"code": "never-heard-of", "place": None, "values": {}}]},
            {**as_json(RECORD), "hints": [7]}, {**as_json(RECORD), "facts": 7},
            {**as_json(RECORD), "outputs": 7},
        ],
        ids=repr,
    )  # fmt: skip
    def test_what_looks_otherwise_is_none(self, broken: object) -> None:
        assert from_json(broken) is None
