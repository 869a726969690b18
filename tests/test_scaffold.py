"""Texts to begin with: they teach every field, are valid as they stand, and stay so when fields are used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from infobrief_pdf import Workspace, scaffold, source, storage, validate
from infobrief_pdf.checks.editorial.samples import SAMPLES, SENTENCES
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.model import Issue, LayoutFile, Model, Series
from infobrief_pdf.model.edition import EDITIONS
from tests.support.models import fields

ROOT = Path(__file__).parent.parent
DAY = date(2018, 9, 6)
# A field and what stands below it is indented by even numbers of spaces, the lines of a note by odd ones.
FIELD = re.compile(r"^( *)#(?=(?:  )*[^ ])")


def texts(language: str) -> dict[str, str]:
    return {
        "issue": scaffold.issue("migration", 2, 2018, DAY, language)["issues/migration/2018/02.yaml"],
        "series": scaffold.series("Infobrief Migration", language)["issues/infobrief-migration/series.yaml"],
        "layout": scaffold.layout("haus", language)["layouts/haus/layout.yaml"],
    }


def in_use(text: str) -> str:
    """The text with every optional field in use: what an editor gets by removing each `#` of a field."""
    return "\n".join(FIELD.sub(r"\1", line) for line in text.splitlines())


def values(text: str) -> list[str]:
    """All texts of a file."""

    def below(tree: source.Tree) -> Iterator[str]:
        if isinstance(tree, str):
            yield tree
        for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
            yield from below(part)

    return list(below(source.parse(text, "x.yaml").tree))


VALIDATE = {"issue": validate.issue, "series": validate.series, "layout": validate.layout_file}


@pytest.mark.parametrize("language", scaffold.LANGUAGES)
class TestTexts:
    @pytest.mark.parametrize("kind", VALIDATE)
    def test_are_valid_as_they_stand(self, language: str, kind: str) -> None:
        VALIDATE[kind](source.parse(texts(language)[kind], "x.yaml"))

    @pytest.mark.parametrize("kind", VALIDATE)
    def test_are_valid_with_every_field_in_use(self, language: str, kind: str) -> None:
        text = in_use(texts(language)[kind])
        assert text.count("#") < texts(language)[kind].count("#")
        VALIDATE[kind](source.parse(text, "x.yaml"))

    @pytest.mark.parametrize(("kind", "model"), [("issue", Issue), ("series", Series)])
    def test_teach_every_field(self, language: str, kind: str, model: type[Model]) -> None:
        text = texts(language)[kind]
        assert [name for name in set(fields(model)) if not re.search(rf"\b{name}: ?", text)] == []

    def test_layouts_teach_the_fields_that_brands_need(self, language: str) -> None:
        text = texts(language)["layout"]
        assert [name for name in LayoutFile.model_fields if f"{name}:" not in text] == []

    def test_leave_no_placeholder(self, language: str) -> None:
        files = scaffold.workspace("Infobrief Migration", DAY, language, with_layout=True)
        assert [path for path, text in files.items() if "<<" in text] == []

    @pytest.mark.parametrize("kind", VALIDATE)
    def test_lines_fit_an_editor(self, language: str, kind: str) -> None:
        assert [line for line in texts(language)[kind].splitlines() if len(line) > 120] == []

    def test_a_new_workspace_builds_and_asks_for_texts_only(self, language: str, tmp_path: Path) -> None:
        files = scaffold.workspace("Infobrief Migration", DAY, language, with_layout=True)
        storage.write_tree(tmp_path, {path: text.encode() for path, text in files.items()})
        workspace = Workspace(tmp_path)
        (issue,) = workspace.issues()
        built = workspace.build(issue)
        assert built.pages == 2
        assert [hint.code for hint in built.hints] == ["sample-texts", "sample-texts"]


def test_the_samples_are_known_to_the_checks() -> None:
    written = [
        value
        for language in scaffold.LANGUAGES
        for kind in ("issue", "series")
        for value in values(texts(language)[kind])
    ]
    assert {value for value in SAMPLES if value not in written} == set()
    assert {part for part in SENTENCES if not any(part in value for value in written)} == set()
    own_words = {"Aus unserer Arbeit", "Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"}
    own_words |= {"From our work", "Dear readers,", "Kind regards"}
    texts_to_replace = {
        value for value in written if " " in value and not re.search(r"\d{4}|Infobrief", value)
    }
    unknown = {value for value in texts_to_replace if not any(part in value for part in SAMPLES | SENTENCES)}
    assert unknown == own_words, "what may stay as it is"


def test_same_fields_in_every_language() -> None:
    german, english = (texts(language) for language in ("de", "en"))
    for kind in VALIDATE:
        assert names_of_fields(german[kind]) == names_of_fields(english[kind])


def names_of_fields(text: str) -> list[str]:
    """Without the codes of languages, which differ."""
    return re.findall(r"(?m)^ *#?(?:  )*(?:- )?([a-z_]{3,}):", text)


def test_other_languages_get_english_comments() -> None:
    text = scaffold.issue("migration", 2, 2018, DAY, "tr")["issues/migration/2018/02.yaml"]
    assert "# A new issue." in text


@pytest.mark.parametrize(
    ("name", "folder", "title"),
    [
        ("migration", "migration", "Infobrief Migration"),
        ("teil-habe", "teil-habe", "Infobrief Teil Habe"),
        ("Infobrief Straße & Kiez", "infobrief-strasse-kiez", "Infobrief Straße & Kiez"),
        ('A: "b" # c', "a-b-c", 'A: "b" # c'),
        ("  Beitrag ", "beitrag", "Beitrag"),
    ],
)
def test_names_of_series(name: str, folder: str, title: str) -> None:
    ((path, text),) = scaffold.series(name, "de").items()
    assert path == f"issues/{folder}/series.yaml"
    assert validate.series(source.parse(text, path)).name == title


@pytest.mark.parametrize("name", ["", " ", "!!!", "مرحبا", "../../etc", "a\\b", "a\nb", "\x00", "a\udcffb"])
def test_what_names_no_series(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        scaffold.identifier(name)
    assert [problem.code for problem in refusal.value.diagnostics] == ["name-unusable"]


def test_a_name_that_is_too_long_is_told_how_long_it_may_be() -> None:
    with pytest.raises(Refused) as refusal:
        scaffold.identifier("Rundbrief " * 20)
    (problem,) = refusal.value.diagnostics
    assert (problem.code, problem.values["length"], problem.values["most"]) == ("name-too-long", 199, 120)


def test_the_last_day_of_the_calendar() -> None:
    assert scaffold.issue("a", 1, 2018, date(2199, 12, 31), "de")


def test_schemas_in_this_repository_are_fresh() -> None:
    """If this fails: infobrief schema --write."""
    stale = [
        path
        for kind, path in scaffold.SCHEMA_PATHS.items()
        if (ROOT / path).read_text(encoding="utf-8") != scaffold.schema_text(kind)
    ]
    assert stale == []


def test_schemas_are_json() -> None:
    for text in scaffold.schemas(with_layout=True).values():
        assert json.loads(text)["$schema"]


def test_series_name_existing_editions() -> None:
    for language in scaffold.LANGUAGES:
        series = validate.series(source.parse(in_use(texts(language)["series"]), "x.yaml"))
        assert set(series.editions) <= set(EDITIONS)
