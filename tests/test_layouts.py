"""Layout packs along their chain: what wins, what adds up, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from infobrief_pdf import Workspace, layouts, source, validate
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.layouts import Pack
from infobrief_pdf.model import Layout
from infobrief_pdf.storage import search_path
from tests.support.workspace import workspace

BASE = {
    "layouts/root/layout.yaml": """\
tokens:
  colors:
    ink: {rgb: "#000000", cmyk: [0, 0, 0, 100]}
    paper: {rgb: "#ffffff", cmyk: [0, 0, 0, 0]}
  pairs: [{text: ink, ground: paper}]
  families: {text: [Source Serif 4], display: [Source Sans 3]}
  spacing: {gutter: 6, page-left: 18}
  wordmark: {lines: [Verein]}
labels:
  de: {contents: Inhalt, events: Termine}
""",
    "layouts/root/a.css": "p { color: red }",
    "layouts/root/templates/issue.html": "root issue",
    "layouts/root/templates/imprint.html": "root imprint",
    "layouts/brand/layout.yaml": """\
extends: root
tokens:
  colors:
    ink: {rgb: "#111111", cmyk: [0, 0, 0, 90]}
  families: {text: [Source Sans 3]}
  spacing: {gutter: 8}
labels:
  de: {contents: Überblick}
  en: {contents: Overview}
""",
    "layouts/brand/a.css": "p { color: blue }",
    "layouts/brand/b.css": "p { color: green }",
    "layouts/brand/templates/imprint.html": "brand imprint",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path, BASE)


def loaded(folder: Path, name: str = "brand") -> Layout:
    return layouts.load(Workspace(folder).chain(name))


def refusal(folder: Path, name: str = "brand") -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        loaded(folder, name)
    (problem,) = caught.value.diagnostics
    return problem.code, str(problem.place or "")


def test_the_chain_leads_from_the_brand_to_the_base(folder: Path) -> None:
    assert [pack.name for pack in Workspace(folder).chain("brand")] == ["brand", "root"]
    shipped = [pack.name for pack in Workspace(folder).chain("paritaet-bw")]
    assert shipped == ["paritaet-bw", "infobrief", "base"]


def test_the_token_nearest_to_the_brand_wins_name_by_name(folder: Path) -> None:
    tokens = loaded(folder).tokens
    assert {name: color.rgb for name, color in tokens.colors.items()} == {
        "ink": "#111111",
        "paper": "#ffffff",
    }
    assert tokens.families == {"text": ("Source Sans 3",), "display": ("Source Sans 3",)}
    assert tokens.spacing == {"gutter": 8, "page-left": 18}
    assert tokens.pairs is not None
    assert len(tokens.pairs) == 1
    assert tokens.wordmark is not None
    assert tokens.wordmark.lines == ("Verein",)


def test_an_empty_list_of_pairs_takes_those_of_the_base_away(folder: Path) -> None:
    manifest = folder / "layouts/brand/layout.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("tokens:\n", "tokens:\n  pairs: []\n"), "utf-8")
    assert loaded(folder).tokens.pairs == ()


def test_labels_are_merged_by_language_and_name(folder: Path) -> None:
    assert loaded(folder).labels == {
        "de": {"contents": "Überblick", "events": "Termine"},
        "en": {"contents": "Overview"},
    }


def test_a_template_of_the_brand_replaces_that_of_the_base(folder: Path) -> None:
    templates = loaded(folder).templates
    assert {name: (template.name, template.text) for name, template in templates.items()} == {
        "issue.html": ("layouts/root/templates/issue.html", "root issue"),
        "imprint.html": ("layouts/brand/templates/imprint.html", "brand imprint"),
    }


def test_style_sheets_add_up_from_the_base_to_the_brand(folder: Path) -> None:
    names = [sheet.name for sheet in loaded(folder).stylesheets]
    assert names == ["layouts/root/a.css", "layouts/brand/a.css", "layouts/brand/b.css"]


def test_a_layout_of_the_workspace_hides_the_shipped_one_of_the_same_name(folder: Path) -> None:
    workspace(folder, {"layouts/infobrief/layout.yaml": "extends: root\n"})
    assert Workspace(folder).layouts()["infobrief"] == (folder / "layouts" / "infobrief").resolve()
    assert [pack.name for pack in Workspace(folder).chain("infobrief")] == ["infobrief", "root"]


def test_a_layout_without_a_manifest_is_none(folder: Path) -> None:
    workspace(folder, {"layouts/empty/a.css": ""})
    assert "empty" not in Workspace(folder).layouts()
    assert refusal(folder, "empty") == ("layout-unknown", "")


def test_a_name_that_is_nearly_right_is_suggested(folder: Path) -> None:
    with pytest.raises(Refused) as caught:
        Workspace(folder).chain("brnad")
    assert caught.value.diagnostics[0].remedy() == "Did you mean “brand”?"


def test_a_chain_may_have_eight_links(folder: Path) -> None:
    files = {f"layouts/p{number}/layout.yaml": f"extends: p{number + 1}\n" for number in range(1, 7)}
    workspace(folder, {**files, "layouts/p7/layout.yaml": "extends: root\n"})
    assert len(Workspace(folder).chain("p1")) == 8
    workspace(folder, {"layouts/p0/layout.yaml": "extends: p1\n"})
    assert refusal(folder, "p0") == ("layout-circle", "layouts/p7/layout.yaml:1:10")


def test_a_link_inside_the_pack_is_followed(folder: Path) -> None:
    (folder / "layouts/brand/c.css").symlink_to("b.css")
    assert loaded(folder).stylesheets[-1].text == "p { color: green }"


@pytest.mark.parametrize("target", ["../root/a.css", "/etc/passwd", "../../issues/brief/series.yaml"])
def test_a_link_out_of_the_pack_is_refused(folder: Path, target: str) -> None:
    (folder / "layouts/brand/c.css").symlink_to(target)
    assert refusal(folder) == ("layout-file-outside", "layouts/brand/c.css")


def test_a_link_to_nothing_is_refused(folder: Path) -> None:
    (folder / "layouts/brand/c.css").symlink_to("nothing.css")
    assert refusal(folder) == ("layout-file-unusable", "layouts/brand/c.css")


def test_every_shipped_layout_can_be_loaded(tmp_path: Path) -> None:
    space = Workspace(workspace(tmp_path))
    for name in space.layouts():
        assert layouts.load(space.chain(name)).name == name


def test_chain_reads_each_manifest_once(folder: Path) -> None:
    read: list[str] = []

    def noted(path: Path, name: str) -> layouts.Manifest:
        read.append(name)
        return layouts.Manifest(validate.layout_file(source.read(path, name)), lambda key: None)

    packs = layouts.chain("brand", search_path(folder, "layouts"), noted)
    assert all(isinstance(pack, Pack) for pack in packs)
    assert read == ["layouts/brand/layout.yaml", "layouts/root/layout.yaml"]
