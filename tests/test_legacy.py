"""PDFs of other programs: bound as a reader saw them, without what acts, or refused with a clear sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from infobrief_pdf import Workspace, pdf
from infobrief_pdf.bind import Legacy, cleaned
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.volumes import bind_year
from tests.support.bombs import BOMBS
from tests.support.workspace import workspace

SAMPLES = Path(__file__).parent / "data" / "legacy"
FILES = sorted(path.name for path in SAMPLES.glob("*.pdf"))
REFUSED = {
    "damaged-content.pdf": "pdf-unreadable",
    "empty.pdf": "pdf-unreadable",
    "encrypted-user-rc4.pdf": "pdf-encrypted",
    "encrypted-user.pdf": "pdf-encrypted",
    "html-renamed.pdf": "pdf-unreadable",
    "only-header.pdf": "pdf-unreadable",
    "text-renamed.pdf": "pdf-unreadable",
    "truncated-half.pdf": "pdf-unreadable",
    "truncated-page.pdf": "pdf-unreadable",
    "zero-pages.pdf": "pdf-unreadable",
}
TAGGED = {
    "chromium-letter-landscape.pdf",
    "chromium-tagged.pdf",
    "libreoffice-ua.pdf",
    "pdfkit-tagged.pdf",
    "tagged-form.pdf",
    "typst-ua.pdf",
    "weasyprint-ua.pdf",
}
REMOVED = {
    "actions.pdf": {"GoToR", "Hide", "ImportData", "Launch", "Named", "SubmitForm"},
    "embedded-files.pdf": {"EmbeddedFiles", "FileAttachment"},
    "form-filled.pdf": {"Form"},
    "form-xfa.pdf": {"Form", "XFA"},
    "javascript.pdf": {"JavaScript"},
    "media.pdf": {"3D", "Movie", "RichMedia", "Screen", "Sound"},
    "owner-aes-256.pdf": {"Encryption"},
}
ACTIVE = {"/JS", "/AcroForm", "/AA", "/XFA", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction"}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition", "/Movie", "/Sound"}
A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def clean() -> Mapping[str, Legacy]:
    return {name: cleaned((SAMPLES / name).read_bytes(), name) for name in FILES if name not in REFUSED}


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60
    assert REFUSED.keys() | TAGGED | REMOVED.keys() <= set(FILES)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Refused) as caught:
        cleaned((SAMPLES / name).read_bytes(), name)
    (problem,) = caught.value.diagnostics
    assert problem.code == REFUSED[name]
    assert name in problem.cause("de")


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_cleaned(clean: Mapping[str, Legacy], name: str) -> None:
    legacy = clean[name]
    assert legacy.is_tagged == (name in TAGGED)
    assert set(legacy.removed) >= REMOVED.get(name, set())
    again = cleaned(legacy.pdf, name)
    assert again.pdf == legacy.pdf, "cleaning again changes nothing"
    with pikepdf.open(BytesIO(legacy.pdf)) as opened:
        assert len(opened.pages) == legacy.pages >= 1
        assert not opened.is_encrypted
        for page in opened.pages:
            box = [float(side) for side in page.obj.MediaBox]
            assert box == pytest.approx([0, 0, *A4], abs=0.01)
            assert "/Rotate" not in page.obj
        for value in opened.objects:
            assert not active(value)


def active(value: Any) -> set[str]:
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    kind = str(value.get("/S", "")) if "/S" in value and "/Type" not in value else ""
    return ACTIVE & set(value.keys()) | ACTIONS & {kind}


def pictures(content: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            yield page.render(scale=0.5).to_pil().convert("L")
    finally:
        document.close()


UPRIGHT = (
    "chromium-tagged.pdf", "ghostscript.pdf", "groff.pdf", "libreoffice-ua.pdf", "pdftex.pdf",
    "pymupdf-notes.pdf", "reportlab-form.pdf", "scan-cmyk.pdf", "hidden-layer.pdf", "unbalanced.pdf",
    "weasyprint-ua.pdf", "wkhtmltopdf.pdf", "form-filled.pdf", "rotated-180.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", UPRIGHT)
def test_looks_as_it_did(clean: Mapping[str, Legacy], name: str) -> None:
    originals = list(pictures((SAMPLES / name).read_bytes()))
    shown = list(pictures(clean[name].pdf))
    assert len(originals) == len(shown)
    for before, after in zip(originals, shown, strict=True):
        difference = ImageChops.difference(before.resize(after.size), after)
        assert ImageStat.Stat(difference).mean[0] < 4
        assert after.getextrema()[0] < 200, "something is there"


def test_all_of_them_in_one_volume(clean: Mapping[str, Legacy], tmp_path: Path) -> None:
    """Tags, keys, targets and links of more than sixty files of many programs fit together."""
    usable = [name for name in FILES if name not in REFUSED]
    entries = "".join(
        f"  - {{file: {name}, number: {number}, date: 2026-02-01, title: {name}}}\n"
        for number, name in enumerate(usable, start=2)
    )
    files: dict[str, str | bytes] = {
        f"issues/brief/2026/{name}": (SAMPLES / name).read_bytes() for name in usable
    }
    folder = workspace(tmp_path, {"issues/brief/2026/volume.yaml": f"legacy:\n{entries}", **files})
    (built,) = bind_year(Workspace(folder), "brief", 2026)
    anatomy = pdf.anatomy(built.path)
    found = {check for check, problems in examine(anatomy, "volume.pdf").items() if problems}
    assert found <= {"claims", "fonts"}
    assert len(anatomy.pages) == built.pages > 2 * len(usable)
    document = pypdfium2.PdfDocument(built.path)
    shown = [page.render(scale=0.5).to_pil().convert("L") for page in document]
    labels = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    folio = 3
    for name in usable:
        for before in pictures(clean[name].pdf):
            after = shown[labels.index(str(folio))]
            assert ImageStat.Stat(ImageChops.difference(before, after)).mean[0] < 0.4, name
            folio += 1
        folio += (folio + 1) % 2
    with pikepdf.open(built.path) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_built_to_exhaust_the_machine(name: str) -> None:
    """Bound or refused; pytest's own limits tell if it never ends."""
    try:
        legacy = cleaned(BOMBS[name](), "bombe.pdf")
    except Refused as refusal:
        codes = {problem.code for problem in refusal.diagnostics}
    else:
        codes = set()
        assert legacy.pages >= 1
    assert codes <= {"pdf-unreadable", "pdf-too-large", "pdf-too-long", "pdf-encrypted"}


CUT = {"chromium-tagged.pdf": 31, "reportlab-form.pdf": 29, "libreoffice-ua.pdf": 38}
"""Files, and the fortieth of each near which what is left begins to have pages, or all that they need."""


@pytest.mark.parametrize("name", CUT)
def test_cut_off_is_refused_or_looks_as_it_did(clean: Mapping[str, Legacy], name: str) -> None:
    """An end that is lost is mended; a font or picture that is lost would make garbage of a page."""
    content = (SAMPLES / name).read_bytes()
    fates = []
    for part in range(CUT[name] - 4, 40):
        try:
            legacy = cleaned(content[: len(content) * part // 40], name)
        except Refused as refusal:
            fates.append(refusal.diagnostics[0].code)
            continue
        fates.append("mended" if legacy.is_mended else "whole")
        shown = [each.tobytes() for each in pictures(legacy.pdf)]
        assert shown == [each.tobytes() for each in pictures(clean[name].pdf)]
    assert set(fates) == {"pdf-unreadable", "mended"}


def test_what_had_to_be_mended(clean: Mapping[str, Legacy]) -> None:
    assert {name for name, legacy in clean.items() if legacy.is_mended} == {
        "broken-xref.pdf", "missing-endobj.pdf", "missing-eof.pdf", "truncated-tail.pdf",
    }  # fmt: skip


MUTATED = ("actions.pdf", "form-filled.pdf", "chromium-tagged.pdf", "pdftex.pdf")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(MUTATED),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
    ),
)
def test_broken_somewhere(name: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray((SAMPLES / name).read_bytes())
    for place, value in changes:
        content[int(place * len(content))] = value
    try:
        pages = cleaned(bytes(content), name).pages
    except Refused:
        pages = 1
    assert pages >= 1


def text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return ["".join(sorted(page.get_textpage().get_text_range().replace(" ", ""))) for page in document]
    finally:
        document.close()


REPAINTED = {"pymupdf-notes.pdf", "reportlab-form.pdf", "pdf-lib-form.pdf"}
"""Files where painted annotations add words to the page; the others are named form… and tagged…"""


UNREADABLE = {"truncated-tail.pdf"}
"""Files that qpdf mends and PDFium, which reads the original here, does not."""


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED.keys() | UNREADABLE])
def test_says_what_it_said(clean: Mapping[str, Legacy], name: str) -> None:
    before, after = (text(content) for content in ((SAMPLES / name).read_bytes(), clean[name].pdf))
    if name in REPAINTED or name.startswith(("form-", "tagged-")):
        assert len(after[0]) > len(before[0])
    else:
        assert after == before


MOVED = {
    "rotated-90.pdf": 0, "landscape-a4.pdf": 90, "rotated-270.pdf": 90, "chromium-letter-landscape.pdf": 90,
    "large-a3.pdf": 0, "us-letter.pdf": 0, "typst-a5.pdf": 0, "crop-box.pdf": 0, "user-unit.pdf": 0,
    "negative-origin.pdf": 0, "pdfmake.pdf": 90, "matplotlib-type3.pdf": 90, "cairo.pdf": 0,
}  # fmt: skip
"""Pages that have to be moved, and by how much they are turned against the clock."""


@pytest.mark.parametrize("name", MOVED)
def test_fitted_in_the_middle_of_the_sheet(clean: Mapping[str, Legacy], name: str) -> None:
    (before, *_), (after, *_) = pictures((SAMPLES / name).read_bytes()), pictures(clean[name].pdf)
    before = before.rotate(MOVED[name], expand=True)
    scale = min(after.width / before.width, after.height / before.height)
    before = before.resize((round(before.width * scale), round(before.height * scale)))
    sheet = Image.new("L", after.size, 255)
    sheet.paste(before, ((after.width - before.width) // 2, (after.height - before.height) // 2))
    blurred = [picture.resize((60, 85), Image.Resampling.BOX) for picture in (sheet, after)]
    assert ImageStat.Stat(ImageChops.difference(*blurred)).mean[0] < 5, (
        "turned the other way, it would be more than twice as much"
    )


def test_what_is_cropped_or_hidden_stays_so(clean: Mapping[str, Legacy]) -> None:
    for name in ("crop-box.pdf", "hidden-layer.pdf"):
        document = pypdfium2.PdfDocument(clean[name].pdf)
        reds = document[0].render(scale=0.5).to_pil().convert("RGB").getcolors(100_000)
        assert not any(red > 200 and green < 90 and blue < 90 for _, (red, green, blue) in reds)
        document.close()
    with pikepdf.open(BytesIO(clean["shown-layers.pdf"].pdf)) as opened:
        assert "/OCProperties" not in opened.Root


def annotations(content: bytes) -> list[dict[str, Any]]:
    with pikepdf.open(BytesIO(content)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        found = []
        for page in opened.pages:
            for item in page.get("/Annots", ()):
                assert item.Subtype == "/Link"
                target: Any = item.get("/Dest")
                found.append(
                    {
                        "place": [round(float(side)) for side in item.Rect],
                        "address": str(item.A.URI) if "/A" in item else None,
                        "page": numbers[target[0].objgen] if target is not None else None,
                        "point": [round(float(side)) for side in list(target)[2:4]]
                        if target is not None
                        else [],
                    }
                )
        return found


def test_links_follow_their_page(clean: Mapping[str, Legacy]) -> None:
    (turned,) = annotations(clean["rotated-180.pdf"].pdf)
    assert turned["place"] == [245, 36, 545, 76]
    (shrunk,) = annotations(clean["large-a3.pdf"].pdf)
    assert (shrunk["page"], shrunk["point"]) == (1, [35, 806])
    (named,) = annotations(clean["us-letter.pdf"].pdf)
    assert (named["page"], named["address"]) == (1, None), "the one that leads nowhere is gone"
    (kept,) = annotations(clean["actions.pdf"].pdf)
    assert kept["address"] == "mailto:post@example.org"
    assert [link["address"] for link in annotations(clean["javascript.pdf"].pdf)] == ["https://example.org/"]


def test_bookmarks_that_lead_somewhere(clean: Mapping[str, Legacy]) -> None:
    with pikepdf.open(BytesIO(clean["outline-odd.pdf"].pdf)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Übersicht", "Termine", "Zweite Seite"]
    with pikepdf.open(BytesIO(clean["pdftex.pdf"].pdf)) as opened, opened.open_outline() as outline:
        assert len(outline.root) == 2


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED and name not in TAGGED])
def test_untagged_content_is_one_mark(clean: Mapping[str, Legacy], name: str) -> None:
    with pikepdf.open(BytesIO(clean[name].pdf)) as opened:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(opened.Root.keys())
        for page in opened.pages:
            instructions: Any = pikepdf.parse_content_stream(page, "BDC BMC EMC")
            assert [str(operator) for _, operator in instructions] == ["BDC", "EMC"]
            assert instructions[0].operands[1].MCID == 0
            assert "/StructParents" not in page.obj
            assert "/StructParents" not in page.Resources.XObject.Fm0


@pytest.mark.parametrize("name", sorted(TAGGED))
def test_tags_fit_their_marks(clean: Mapping[str, Legacy], name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(clean[name].pdf)
    problems = {
        problem.code
        for found in examine(pdf.anatomy(path), name).values()
        for problem in found or ()
        if problem.code.startswith(("pdf-mark", "pdf-parent", "pdf-tag", "pdf-identifier", "pdf-content"))
    }
    assert problems <= {"pdf-mark-unclaimed"}, "Chromium and others mark what no tag holds"


def test_tags_of_painted_fields_and_lost_links_follow(clean: Mapping[str, Legacy]) -> None:
    with pikepdf.open(BytesIO(clean["tagged-form.pdf"].pdf)) as opened:
        paragraph, field, link = opened.Root.StructTreeRoot.K.K
        assert paragraph.K == 0
        assert (field.S, field.K.Type, field.K.MCID) == ("/Form", "/MCR", 1)
        assert (str(link.S), "/K" in link) == ("/Span", False)


@pytest.mark.parametrize("name", ["pdftex.pdf", "tagged-form.pdf", "form-undrawn.pdf", "owner-aes-256.pdf"])
def test_same_bytes_again(clean: Mapping[str, Legacy], name: str) -> None:
    assert cleaned((SAMPLES / name).read_bytes(), "other.pdf") == clean[name]


def test_too_many_pages_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, limit, code in (
        ("legacy", "MOST_PAGES", "pdf-too-long"),
        ("guard", "LARGEST_MB", "pdf-too-large"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"infobrief_pdf.bind.{module}.{limit}", 0)
            with pytest.raises(Refused) as caught:
                cleaned((SAMPLES / "pdftex.pdf").read_bytes(), "x.pdf")
            assert caught.value.diagnostics[0].code == code
