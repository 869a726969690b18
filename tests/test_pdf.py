"""Reading finished PDFs and the checks of their structure: a sound file passes, every damage is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from infobrief_pdf import Built, Workspace, pdf
from infobrief_pdf.checks.structure import CHECKS, examine
from infobrief_pdf.diagnostics import Refused
from tests.support.workspace import HEAD, ISSUE, NAME, workspace

SAMPLE = "musterbrief/2025/01"  # has links, a table of contents, a picture and a footnote


def failures(path: Path) -> set[tuple[str, str]]:
    """Names of failed checks with the codes they found."""
    findings = examine(pdf.anatomy(path), path.name)
    return {(name, problem.code) for name, found in findings.items() for problem in found or ()}


@pytest.mark.parametrize(
    "name", ["migration/2018/02", *(f"musterbrief/2025/{number:02}" for number in (1, 2, 3, 4))]
)
def test_sample_issues_are_sound(built: Mapping[str, Built], name: str) -> None:
    path = built[name].path
    assert failures(path) == set()
    anatomy = pdf.anatomy(path)
    assert len(anatomy.pages) == built[name].pages
    assert all(page.marks for page in anatomy.pages)
    assert any(element.role == "Document" for element in anatomy.elements)


def test_every_check_looked_at_something(built: Mapping[str, Built]) -> None:
    findings = examine(pdf.anatomy(built[SAMPLE].path), "x.pdf")
    assert [name for name, found in findings.items() if found is None] == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that has one of each: links out and inside, a table of contents, a picture and a footnote."""
    text = """\
sections:
  - title: Aus der Arbeit
    articles:
      - title: Ein Beitrag
        image: {file: foto.png, alt: Ein Bild}
        text: |
          Siehe [oben](#ein-beitrag) und [dort](https://www.example.org/dort).[^1]

          [^1]: Eine Anmerkung.
      - {title: Noch ein Beitrag, text: Ein Absatz.}
"""
    buffer = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(buffer, "PNG")
    files = {ISSUE: HEAD + text, "issues/brief/2026/foto.png": buffer.getvalue()}
    folder = workspace(tmp_path_factory.mktemp("small"), files)
    return Workspace(folder).build(NAME, output=folder).path


class Patient:
    """A copy of the sample that is about to be damaged."""

    def __init__(self, path: Path) -> None:
        self.writer = PdfWriter(clone_from=path)
        self.catalog: Any = self.writer.root_object
        self.page: Any = self.writer.pages[0]

    def elements(self) -> list[Any]:
        """All structure elements, in reading order."""
        found, waiting = [], [self.catalog["/StructTreeRoot"]["/K"][0].get_object()]
        while waiting:
            element = waiting.pop(0)
            if isinstance(element, DictionaryObject) and element.get("/Type") == "/StructElem":
                found.append(element)
                waiting[:0] = [kid.get_object() for kid in element.get("/K", [])]
        return found

    def leaf(self, page: int = 0) -> Any:
        """An element whose first kid is a mark of a page."""
        reference = self.writer.pages[page].indirect_reference
        return next(
            element
            for element in self.elements()
            if isinstance(element["/K"][0], NumberObject) and element.raw_get("/Pg") == reference
        )

    def annotation(self, key: str) -> Any:
        return next(
            annotation.get_object()
            for page in self.writer.pages
            for annotation in page.get("/Annots", [])
            if key in annotation.get_object()
        )

    def nums(self) -> Any:
        return self.catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]

    def embedded(self) -> Any:
        return self.catalog["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()

    def content(self) -> bytes:
        return bytes(self.page["/Contents"].get_object().get_data())

    def set_content(self, content: bytes) -> None:
        stream = DecodedStreamObject()
        stream.set_data(content)
        self.page[NameObject("/Contents")] = self.writer._add_object(stream)

    def set_xmp(self, change: Callable[[bytes], bytes]) -> None:
        stream = DecodedStreamObject()
        stream.set_data(change(self.catalog["/Metadata"].get_data()))
        stream.update(
            {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
        )
        self.catalog[NameObject("/Metadata")] = self.writer._add_object(stream)


Damage = Callable[[Patient], None]
DAMAGES: dict[str, tuple[Damage, set[tuple[str, str]]]] = {}


def damage(*expected: tuple[str, str]) -> Callable[[Damage], Damage]:
    """Register a damage with all that must be found because of it."""

    def register(function: Damage) -> Damage:
        DAMAGES[function.__name__] = function, set(expected)
        return function

    return register


@damage(("tags", "pdf-untagged"), ("annotations", "pdf-annotation-untagged"))
def tree_removed(patient: Patient) -> None:
    del patient.catalog["/StructTreeRoot"]


@damage(("tags", "pdf-untagged"))
def not_marked(patient: Patient) -> None:
    patient.catalog["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)


@damage(("content", "pdf-content-loose"))
def line_outside_of_tags(patient: Patient) -> None:
    patient.set_content(b"0 0 m 9 9 l S\n" + patient.content())


@damage(("content", "pdf-content-loose"))
def picture_outside_of_tags(patient: Patient) -> None:
    (name, *_) = patient.page["/Resources"]["/XObject"]
    patient.set_content(patient.content() + f"\n{name} Do\n".encode())


@damage(("marks", "pdf-mark-unclaimed"))
def mark_without_element(patient: Patient) -> None:
    patient.leaf()["/K"].pop(0)


@damage(("marks", "pdf-mark-missing"))
def mark_that_is_not_painted(patient: Patient) -> None:
    patient.leaf()["/K"].append(NumberObject(9999))


@damage(("marks", "pdf-mark-missing"))
def mark_of_no_page(patient: Patient) -> None:
    mark = {"/Type": NameObject("/MCR"), "/Pg": patient.catalog.indirect_reference, "/MCID": NumberObject(0)}
    patient.leaf()["/K"].append(DictionaryObject({NameObject(key): value for key, value in mark.items()}))


@damage(("marks", "pdf-mark-shared"), ("parent-tree", "pdf-parent-tree-wrong"))
def mark_in_two_elements(patient: Patient) -> None:
    first = patient.leaf()
    mark = {"/Type": NameObject("/MCR"), "/Pg": first.raw_get("/Pg"), "/MCID": first["/K"][0]}
    other = patient.elements()[-1]
    other["/K"].append(DictionaryObject({NameObject(key): value for key, value in mark.items()}))


@damage(("marks", "pdf-mark-repeated"), ("marks", "pdf-mark-missing"))
def mark_painted_twice(patient: Patient) -> None:
    assert b"/MCID 1>>" in patient.content()
    patient.set_content(patient.content().replace(b"/MCID 1>>", b"/MCID 0>>"))


@damage(("parent-tree", "pdf-parent-tree-wrong"))
def parent_tree_swapped(patient: Patient) -> None:
    owners = patient.nums()[1].get_object()
    owners[0], owners[1] = owners[1], owners[0]


@damage(("parent-tree", "pdf-parent-tree-wrong"))
def parent_tree_too_short(patient: Patient) -> None:
    patient.nums()[1].get_object().pop()


@damage(("parent-tree", "pdf-parent-tree-wrong"))
def page_without_key(patient: Patient) -> None:
    del patient.page["/StructParents"]


@damage(("parents", "pdf-tag-parent-wrong"))
def wrong_parent(patient: Patient) -> None:
    patient.leaf()[NameObject("/P")] = patient.elements()[-1].indirect_reference


@damage(("parents", "pdf-tag-repeated"))
def element_twice(patient: Patient) -> None:
    kids = patient.elements()[0]["/K"]
    kids.append(kids[0])


@damage(("identifiers", "pdf-identifier-repeated"), ("identifiers", "pdf-identifier-lost"))
def identifier_twice(patient: Patient) -> None:
    note = next(element for element in patient.elements() if "/ID" in element)
    patient.leaf()[NameObject("/ID")] = note["/ID"]


@damage(("identifiers", "pdf-identifier-lost"))
def identifier_tree_lost(patient: Patient) -> None:
    del patient.catalog["/StructTreeRoot"]["/IDTree"]


@damage(("figures", "pdf-figure-silent"))
def figure_without_words(patient: Patient) -> None:
    figure = next(element for element in patient.elements() if element["/S"] == "/Figure")
    del figure["/Alt"]


@damage(("annotations", "pdf-annotation-untagged"))
def link_without_key(patient: Patient) -> None:
    del patient.annotation("/A")["/StructParent"]


@damage(("annotations", "pdf-annotation-untagged"))
def link_tied_to_another_element(patient: Patient) -> None:
    nums = patient.nums()
    nums[-1] = patient.elements()[0].indirect_reference


@damage(("annotations", "pdf-annotation-silent"))
def link_without_words(patient: Patient) -> None:
    del patient.annotation("/A")["/Contents"]


@damage(("tab-order", "pdf-tab-order"))
def tab_order_by_rows(patient: Patient) -> None:
    patient.page[NameObject("/Tabs")] = NameObject("/R")


@damage(("links", "pdf-link-dead"))
def link_to_an_unknown_name(patient: Patient) -> None:
    patient.annotation("/Dest")[NameObject("/Dest")] = TextStringObject("nowhere")


@damage(("links", "pdf-link-dead"))
def link_to_no_page(patient: Patient) -> None:
    target = ArrayObject(
        [patient.catalog.indirect_reference, NameObject("/XYZ"), *map(FloatObject, (0, 0, 0))]
    )
    patient.annotation("/Dest")[NameObject("/Dest")] = target


@damage(("outline", "pdf-outline-missing"))
def outline_removed(patient: Patient) -> None:
    del patient.catalog["/Outlines"]


@damage(("outline", "pdf-outline-dead"))
def outline_leads_nowhere(patient: Patient) -> None:
    del patient.catalog["/Outlines"]["/First"]["/Dest"]


@damage(("page-labels", "pdf-page-labels-missing"))
def page_labels_removed(patient: Patient) -> None:
    del patient.catalog["/PageLabels"]


@damage(("language", "pdf-language-missing"))
def language_removed(patient: Patient) -> None:
    del patient.catalog["/Lang"]


@damage(("language", "pdf-language-missing"))
def language_is_nonsense(patient: Patient) -> None:
    patient.catalog[NameObject("/Lang")] = TextStringObject("Deutsch, bitte")


@damage(("title", "pdf-title-hidden"))
def title_hidden(patient: Patient) -> None:
    del patient.catalog["/ViewerPreferences"]


@damage(("title", "pdf-title-missing"))
def title_removed(patient: Patient) -> None:
    del patient.writer._info["/Title"]  # type: ignore[union-attr, attr-defined]


@damage(("output-intent", "pdf-output-intent"))
def two_output_intents(patient: Patient) -> None:
    patient.catalog["/OutputIntents"].append(patient.catalog["/OutputIntents"][0])


@damage(("output-intent", "pdf-output-intent"))
def output_intent_without_profile(patient: Patient) -> None:
    del patient.catalog["/OutputIntents"][0].get_object()["/DestOutputProfile"]


@damage(("claims", "pdf-claim-missing"))
def level_b_declared(patient: Patient) -> None:
    patient.set_xmp(lambda xmp: xmp.replace(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"))


@damage(("claims", "pdf-claim-missing"))
def no_pdf_ua_declared(patient: Patient) -> None:
    patient.set_xmp(lambda xmp: xmp.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


@damage(("claims", "pdf-claim-missing"), ("title", "pdf-title-missing"))
def metadata_removed(patient: Patient) -> None:
    del patient.catalog["/Metadata"]


@damage(("fonts", "pdf-font-loose"))
def font_not_embedded(patient: Patient) -> None:
    font = next(iter(patient.page["/Resources"]["/Font"].values())).get_object()
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    for key in ("/FontFile2", "/FontFile3"):
        descriptor.pop(NameObject(key), None)


@damage(("actions", "pdf-action-forbidden"))
def script_at_opening(patient: Patient) -> None:
    patient.catalog[NameObject("/OpenAction")] = action("/JavaScript")


@damage(("actions", "pdf-action-forbidden"))
def script_behind_a_link(patient: Patient) -> None:
    patient.annotation("/A")["/A"][NameObject("/Next")] = ArrayObject([action("/Launch")])


@damage(("actions", "pdf-action-forbidden"))
def named_script(patient: Patient) -> None:
    names = ArrayObject([TextStringObject("x"), action("/JavaScript")])
    patient.catalog["/Names"][NameObject("/JavaScript")] = DictionaryObject({NameObject("/Names"): names})


@damage(("attachments", "pdf-attachment-loose"))
def attachment_without_relationship(patient: Patient) -> None:
    del patient.embedded()["/AFRelationship"]


@damage(("attachments", "pdf-attachment-loose"))
def attachments_not_associated(patient: Patient) -> None:
    del patient.catalog["/AF"]


@damage(("attachments", "pdf-attachment-loose"))
def attachment_without_media_type(patient: Patient) -> None:
    del patient.embedded()["/EF"]["/F"].get_object()["/Subtype"]


@damage(("protection", "pdf-protected"))
def encrypted(patient: Patient) -> None:
    patient.writer.encrypt("", "owner", algorithm="RC4-128")


def action(kind: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind)})


class TestDamages:
    def test_a_copy_is_sound(self, small: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.pdf"
        Patient(small).writer.write(copy)
        assert failures(copy) == set()

    @pytest.mark.parametrize("name", DAMAGES)
    def test_is_found(self, name: str, small: Path, tmp_path: Path) -> None:
        inflict, expected = DAMAGES[name]
        patient = Patient(small)
        inflict(patient)
        damaged = tmp_path / "damaged.pdf"
        patient.writer.write(damaged)
        assert failures(damaged) == expected

    def test_every_check_is_tried(self) -> None:
        tried = {check for _, expected in DAMAGES.values() for check, _ in expected}
        assert tried == set(CHECKS)


class TestForeignFiles:
    """Whatever a file is, it is read or refused with a sentence."""

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00\xff" * 500, b"GIF89a"])
    def test_rubbish(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(content)
        assert complaints(path) == {"pdf-unreadable"}

    @pytest.mark.parametrize(
        "body", [b"1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>", b"trailer<</Root 99 0 R>>"]
    )
    def test_next_to_nothing(self, tmp_path: Path, body: bytes) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(b"%PDF-1.7\n" + body + b"\n%%EOF")
        assert complaints(path)

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_cut_off(self, built: Mapping[str, Built], tmp_path: Path, share: float) -> None:
        whole = built[SAMPLE].path.read_bytes()
        path = tmp_path / "x.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        complaints(path)  # raises nothing

    @pytest.mark.parametrize("seed", range(12))
    def test_bytes_changed(self, built: Mapping[str, Built], tmp_path: Path, seed: int) -> None:
        content = bytearray(built[SAMPLE].path.read_bytes())
        for step in range(400):
            content[(seed * 7919 + step * 104_729) % len(content)] = (seed + step * 31) % 256
        path = tmp_path / "x.pdf"
        path.write_bytes(content)
        complaints(path)  # raises nothing

    def test_password(self, small: Path, tmp_path: Path) -> None:
        patient = Patient(small)
        patient.writer.encrypt("secret", algorithm="RC4-128")
        patient.writer.write(tmp_path / "x.pdf")
        with pytest.raises(Refused) as refusal:
            pdf.anatomy(tmp_path / "x.pdf")
        assert [problem.code for problem in refusal.value.diagnostics] == ["pdf-encrypted"]

    @pytest.mark.parametrize(("name", "code"), [("none.pdf", "file-missing"), (".", "file-is-folder")])
    def test_no_file(self, tmp_path: Path, name: str, code: str) -> None:
        with pytest.raises(Refused) as refusal:
            pdf.attachments(tmp_path / name)
        assert [problem.code for problem in refusal.value.diagnostics] == [code]

    def test_circles_end(self, small: Path, tmp_path: Path) -> None:
        patient = Patient(small)
        first = patient.catalog["/Outlines"]["/First"]
        first[NameObject("/Next")] = first.indirect_reference
        leaf = patient.leaf()
        leaf["/K"].append(patient.elements()[0].indirect_reference)
        tree = patient.catalog["/StructTreeRoot"]["/ParentTree"]
        tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference])
        patient.writer.write(tmp_path / "x.pdf")
        assert ("parents", "pdf-tag-repeated") in failures(tmp_path / "x.pdf")

    def test_blank_page(self, tmp_path: Path) -> None:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.write(tmp_path / "x.pdf")
        findings = examine(pdf.anatomy(tmp_path / "x.pdf"), "x.pdf")
        assert findings["marks"] is None
        assert findings["tags"]


def complaints(path: Path) -> set[str]:
    """The codes of what a file fails, or is refused for."""
    try:
        return {code for _, code in failures(path)}
    except Refused as refusal:
        return {problem.code for problem in refusal.diagnostics}


def test_attachments_are_the_sources(built: Mapping[str, Built]) -> None:
    found = pdf.attachments(built[SAMPLE].path)
    assert set(found) == {"01.yaml", "images-tisch.jpg", "manifest.json", "series.yaml"}
    assert found["01.yaml"] == Path("issues/musterbrief/2025/01.yaml").read_bytes()
    assert len(PdfReader(built[SAMPLE].path).pages) == built[SAMPLE].pages
