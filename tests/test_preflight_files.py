"""Any file can be examined: of other programs, of this one, broken, or built to exhaust the machine."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Stream

from infobrief_pdf import Built, Workspace, preflight
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.impose import Order
from infobrief_pdf.model.nature import NAMESPACE, PREFIX
from infobrief_pdf.preflight import CHECKS, PURPOSES, Wanted
from tests.support import printing
from tests.support.bombs import BOMBS, PAGE, chain, forged, stream
from tests.support.probes import facts_of

ROOT = Path(__file__).parent.parent
LEGACY = Path(__file__).parent / "data" / "legacy"
REFUSED = {
    "damaged-content.pdf", "empty.pdf", "encrypted-user-rc4.pdf", "encrypted-user.pdf", "html-renamed.pdf",
    "only-header.pdf", "text-renamed.pdf", "truncated-half.pdf", "truncated-page.pdf", "zero-pages.pdf",
}  # fmt: skip
WEIGHED_BOMBS = {
    "shared content",
    "flate picture",
    "predictor",
    "parent circle",
    "wide pages",
    "huge count",
    "nested arrays",
    "nested dictionaries",
    "deep objects",
    "deep forms",
    "resources circle",
    "length circle",
    "object stream",
    "fields circle",
    "many stamps",
    "infinite boxes",
}
"""What this part weighs itself; test_legacy.py has all of them."""

WITH_INK = {
    "cairo",
    "chromium-tagged",
    "crop-box",
    "ghostscript",
    "hidden-layer",
    "inline-image",
    "libreoffice-ua",
    "media",
    "matplotlib-type3",
    "negative-origin",
    "owner-aes-256",
    "pdf-lib-form",
    "pdfkit-tagged",
    "pdftex",
    "pymupdf-notes",
    "reportlab-form",
    "rotated-90",
    "scan-cmyk",
    "scan-fax",
    "scan-jpeg2000",
    "typst-ua",
    "unbalanced",
    "user-unit",
    "weasyprint-ua",
    "wkhtmltopdf",
    "xhtml2pdf",
}
"""One file of each producer and each oddity that rewriting may stumble over."""


class TestAnyFile:
    @pytest.mark.parametrize("path", sorted(LEGACY.glob("*.pdf")), ids=lambda path: path.stem)
    def test_of_other_programs(self, path: Path) -> None:
        try:
            facts = preflight.examined(path, path.name, with_ink=path.stem in WITH_INK)
        except Refused as refusal:
            (problem,) = refusal.diagnostics
            assert path.name in REFUSED
            assert path.name in problem.cause("de")
            return
        assert path.name not in REFUSED
        for purpose in PURPOSES:
            assert (
                preflight.judged(facts, Wanted(purpose, "saddle-stitch"), path.name).keys() == CHECKS.keys()
            )

    @pytest.mark.parametrize("name", sorted(WEIGHED_BOMBS))
    def test_built_to_exhaust_the_machine(self, probes: Path, name: str) -> None:
        path = probes / "bombe.pdf"
        path.write_bytes(BOMBS[name]())
        codes = set()
        try:
            assert preflight.examined(path, path.name, with_ink=True).sheets
        except Refused as refusal:
            codes = {problem.code for problem in refusal.diagnostics}
        assert codes <= {"pdf-unreadable", "pdf-too-large", "pdf-too-long", "pdf-encrypted"}

    def test_forms_that_paint_forms(self, probes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("infobrief_pdf.preflight.walk._MOST_OPERATIONS", 2_000)
        form = b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
        forms = [stream(b"/A Do /A Do /A Do", form % number) for number in range(6, 26)]
        page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>"
        path = probes / "formen.pdf"
        path.write_bytes(forged(page, stream(b"/A Do"), *forms, stream(b"", b"/Subtype/Form/BBox[0 0 9 9]")))
        with pytest.raises(Refused, match="too many or too deeply nested parts"):
            preflight.examined(path, path.name, with_ink=True)

    def test_forms_in_a_circle(self, probes: Path) -> None:
        form = stream(b"/A Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")
        path = probes / "kreis.pdf"
        path.write_bytes(
            forged(PAGE % b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>", stream(b"/A Do"), form)
        )
        assert len(preflight.examined(path, path.name, with_ink=True).sheets) == 1

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(
        name=st.sampled_from(
            ("pdf-lib-form.pdf", "pymupdf-notes.pdf", "inline-image.pdf", "matplotlib-type3.pdf")
        ),
        changes=st.lists(
            st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
        ),
    )
    def test_broken_somewhere(self, probes: Path, name: str, changes: list[tuple[float, int]]) -> None:
        content = bytearray((LEGACY / name).read_bytes())
        for place, value in changes:
            content[int(place * len(content))] = value
        path = probes / "kaputt.pdf"
        path.write_bytes(content)
        try:
            facts = preflight.examined(path, path.name, with_ink=True)
        except Refused as refusal:
            codes = {problem.code for problem in refusal.diagnostics}
        else:
            codes = set()
            assert preflight.judged(facts, Wanted("press", None), path.name)
        assert codes <= {"pdf-unreadable", "pdf-encrypted"}


def test_deep_resources_do_not_matter(probes: Path) -> None:
    path = probes / "tief.pdf"
    path.write_bytes(
        forged(PAGE % b"/Resources<</XObject<</A 4 0 R>>>>", *chain(b"<</A %d 0 R>>", 900), b"<<>>")
    )
    assert preflight.examined(path, path.name, with_ink=True).sheets


class TestOurOwnFiles:
    def test_screen_edition(self, built: Mapping[str, Built]) -> None:
        assert [problem for issue in built.values() for problem in self.problems(issue.path)] == []

    def test_archive_edition(self, tmp_path: Path) -> None:
        workspace = Workspace(ROOT)
        (issue,) = (path for path in workspace.issues() if path.as_posix().endswith("migration/2018/02.yaml"))
        assert self.problems(workspace.build(issue, edition="archive", output=tmp_path).path) == []

    @staticmethod
    def problems(path: Path) -> list[str]:
        """What an office printer or a screen has to remark."""
        facts = preflight.examined(path, path.name, with_ink=False)
        judged = (
            preflight.judged(facts, Wanted(purpose, None), path.name) for purpose in ("office", "screen")
        )
        return [each.cause() for findings in judged for found in findings.values() for each in found or ()]


class TestSheetsOfThisProgram:
    @pytest.mark.parametrize("fold", ["a5", "a6"])
    def test_sheets_of_this_program_are_counted_by_their_pages(self, probes: Path, fold: str) -> None:
        made = Workspace(ROOT).make(
            "migration/2018/02", edition="booklet", order=Order(fold=fold, has_instructions=True)
        )
        facts = facts_of(made.pdf, probes / "probe.pdf")
        assert (len(facts.sheets), facts.imposed) == (4, 4)
        assert preflight.judged(facts, Wanted("office", "saddle-stitch"), "probe.pdf")["binding"] == ()

    @pytest.mark.parametrize("pages", [0, 9, 99_999])
    def test_sheets_that_cannot_carry_so_many_pages_are_counted_themselves(
        self, probes: Path, pages: int
    ) -> None:
        """Two sides take at most eight pages; a file of another program that says so is not believed."""
        packet = (
            f'<x xmlns:{PREFIX}="{NAMESPACE}"><{PREFIX}:kind>sheets</{PREFIX}:kind>\n'
            f"<{PREFIX}:pages>{pages}</{PREFIX}:pages></x>"
        )
        with pikepdf.open(BytesIO(printing.pdf(b""))) as made:
            made.pages.append(made.pages[0])
            made.Root.Metadata = Stream(made, packet.encode())
            made.save(probes / "claim.pdf", stream_decode_level=pikepdf.StreamDecodeLevel.none)
        facts = preflight.examined(probes / "claim.pdf", "claim.pdf", with_ink=False)
        assert facts.imposed is None
        assert facts.leafed == 2
