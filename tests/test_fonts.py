"""Faces: only those of the package and the workspace, and all the characters that are promised."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
import yaml

from infobrief_pdf import Workspace, fonts, layouts
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.pdf import anatomy
from infobrief_pdf.storage import shipped
from tests.support.workspace import ISSUE, NAME, with_text, workspace

SHIPPED = shipped("fonts")
REGULAR = SHIPPED / "source-sans-3" / "SourceSans3-Regular.ttf"

SCRIPTS = {
    "German": "AÄÖÜaäöüßẞ „“‚‘»«–—…€§°·•†",
    "French": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ’",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Turkish": "çğıİöşüÇĞÖŞÜ",
    "Romanian": "ăâîșțĂÂÎȘȚ",
    "Croatian": "čćđšžČĆĐŠŽ",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Russian": "ёъыэЁЪЫЭ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψω",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي؟،",
    "Persian": "پچژگک",
    "Hebrew": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Amharic": "ሀለሐመሠረሰቀበተኀነአከወዘየደገጠጰጸፈፐ",
}


@pytest.fixture(scope="module")
def inventory() -> fonts.Fonts:
    return fonts.inventory([SHIPPED])


def test_the_index_says_what_the_files_say() -> None:
    """Else: `python tools/font_index.py`."""
    assert (SHIPPED / fonts.INDEX).read_text("utf-8") == fonts.index_text(fonts.scanned(SHIPPED))


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("purpose", ["text", "display"])
def test_the_shipped_layout_has_every_character_of(
    script: str, purpose: str, inventory: fonts.Fonts, tmp_path: Path
) -> None:
    families = layouts.load(Workspace(workspace(tmp_path)).chain("infobrief")).tokens.families[purpose]
    assert inventory.missing(SCRIPTS[script], families) == []


def test_missing_characters_are_named_once_with_their_first_place(inventory: fonts.Fonts) -> None:
    assert inventory.missing("a😀b😀ಕ\u200b\xad", ["Source Sans 3"]) == [(1, "😀"), (4, "ಕ")]
    assert inventory.missing("a", ["Nobody’s"]) == [(0, "a")]


def test_a_face_has_its_typographic_family_and_the_one_of_old_programs() -> None:
    families = {family for face in fonts.scanned(SHIPPED) for family in face.families}
    assert {"Source Sans 3", "Source Sans 3 Semibold"} <= families


def test_every_shipped_family_has_its_licence() -> None:
    folders = {path.parent for path in SHIPPED.rglob("*.ttf")}
    assert [folder.name for folder in folders if not (folder / "OFL.txt").is_file()] == []


class TestWorkspaceFonts:
    def test_a_face_of_the_workspace_is_found_at_any_depth(self, tmp_path: Path) -> None:
        (tmp_path / "haus" / "regular").mkdir(parents=True)
        shutil.copy(REGULAR, tmp_path / "haus" / "regular" / "Haus.TTF")
        (face,) = fonts.inventory([tmp_path]).faces
        assert face.file == "haus/regular/Haus.TTF"

    @pytest.mark.parametrize(
        "index",
        [
            "",
            "[",
            "{}",
            "[1]",
            '[{"file": "a.ttf"}]',
            '[{"file": "a.ttf", "families": ["Fake"], "ranges": [[0, 99]]}]',
        ],
    )
    def test_an_index_that_is_not_about_these_files_is_passed_over(self, index: str, tmp_path: Path) -> None:
        shutil.copy(REGULAR, tmp_path / "Haus.ttf")
        (tmp_path / fonts.INDEX).write_text(index, "utf-8")
        assert [face.families for face in fonts.inventory([tmp_path]).faces] == [("Source Sans 3",)]

    @pytest.mark.parametrize(
        "content", [b"", b"text", REGULAR.read_bytes()[:3000], b"\0\1\0\0\0\0" + bytes(50)]
    )
    def test_a_broken_face_is_named(self, content: bytes, tmp_path: Path) -> None:
        (tmp_path / "haus").mkdir()
        (tmp_path / "haus" / "a.ttf").write_bytes(content)
        with pytest.raises(Refused) as caught:
            fonts.inventory([tmp_path])
        (problem,) = caught.value.diagnostics
        assert (problem.code, str(problem.place)) == ("font-broken", "fonts/haus/a.ttf")
        assert str(tmp_path) not in problem.cause()

    @pytest.mark.parametrize("target", ["/usr/share/fonts", "/etc/passwd"])
    def test_a_link_to_elsewhere_is_refused(self, target: str, tmp_path: Path) -> None:
        (tmp_path / "a.ttf").symlink_to(target)
        with pytest.raises(Refused, match="outside"):
            fonts.inventory([tmp_path])


def embedded(path: Path) -> set[str]:
    """Names of the fonts in a PDF, without the prefix of a subset."""
    assert all(font.is_embedded for font in anatomy(path).fonts)
    return {font.name.lstrip("/").split("+")[-1] for font in anatomy(path).fonts}


def test_a_pdf_has_only_shipped_faces_whatever_the_machine_has(tmp_path: Path) -> None:
    text = "\n\n".join(f"Text, **fett**, *kursiv* und `Code`: {sample}" for sample in SCRIPTS.values())
    built = Workspace(workspace(tmp_path, {ISSUE: with_text(text)})).build(NAME)
    known = tuple(family.replace(" ", "").lower() for family in fonts.inventory([SHIPPED]).families)
    names = {name.replace("-", "").lower() for name in embedded(built.path)}
    assert len(names) >= 7
    assert [name for name in names if not name.startswith(known)] == []


def test_fontconfig_knows_only_these_folders_and_a_cache_of_its_own(
    tmp_path: Path, inventory: fonts.Fonts
) -> None:
    folders = (tmp_path / "Schriften & <Mehr>", SHIPPED)
    text = fonts.fontconfig(fonts.Fonts(folders, inventory.faces), tmp_path / "cache")
    assert text.count("<dir>") == 2
    assert f"<dir>{tmp_path}/Schriften &amp; &lt;Mehr&gt;</dir>" in text
    assert f"<cachedir>{tmp_path}/cache</cachedir>" in text
    assert not {"<include", "<alias", "<match", 'prefix="'} & set(text.split())


def renamed(source: Path, target: Path, family: str) -> None:
    """The same face under the name of another family."""
    from fontTools.ttLib import TTFont

    with TTFont(source) as font:
        for number in (1, 3, 4, 6, 16):
            font["name"].removeNames(nameID=number)
            font["name"].setName(family.replace(" ", "") if number == 6 else family, number, 3, 1, 0x409)
        font.save(target)


def test_workspaces_with_fonts_of_their_own_do_not_meet_in_one_process(tmp_path: Path) -> None:
    """Each is built with its own set of faces, whichever was built first."""
    layout = yaml.safe_dump({"extends": "infobrief", "tokens": {"families": {"display": ["Hausschrift"]}}})
    other = workspace(tmp_path / "other")
    Workspace(other).build(NAME)
    own = workspace(tmp_path / "own", {"layouts/mine/layout.yaml": layout, "fonts/README": ""})
    renamed(REGULAR, own / "fonts" / "haus.ttf", "Hausschrift")
    assert "Hausschrift" in embedded(Workspace(own).build(NAME).path)
    assert "Hausschrift" not in embedded(Workspace(other).build(NAME).path)


def test_text_can_be_copied_from_every_script(tmp_path: Path) -> None:
    built = Workspace(workspace(tmp_path, {ISSUE: with_text("Ґудзик, Şeker, Łódź, ქართული, ሰላም.")})).build(
        NAME
    )
    document = pypdfium2.PdfDocument(built.path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert all(word in text for word in ("Ґудзик", "Şeker", "Łódź", "ქართული", "ሰላም"))
