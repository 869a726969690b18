"""The German sentences are complete and fresh, and every code of a diagnostic is used and known."""

from __future__ import annotations

import ast
import gettext
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message

from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.diagnostics.messages import MESSAGES
from infobrief_pdf.diagnostics.reasons import REASONS
from tools import catalogues

PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")
CALLS_WITH_CODE = frozenset({"Diagnostic", "Finding", "Problem", "PydanticCustomError", "refuse"})
"""What takes the code of a diagnostic as its first argument."""


@pytest.fixture(scope="module", params=catalogues.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(language: str) -> Catalog:
    return catalogues.gathered(language)


def entries(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every translated sentence with its translation; plurals in pairs of their forms."""
    for message in catalog:
        if message.id and all(forms(message, "string")):
            yield from zip(forms(message, "id"), forms(message, "string"), strict=True)


def forms(message: Message, field: str) -> tuple[str, ...]:
    value = getattr(message, field)
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def placeholders(text: str) -> list[str]:
    """The placeholders of `str.format` with their formats, those of `%`, and how often each occurs."""
    if found := PERCENT.findall(text):
        return sorted(found)
    return sorted(f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name is not None)


class TestTranslations:
    def test_both_files_are_up_to_date(self, language: str) -> None:
        assert catalogues.outdated(language) == [], "run `make catalogues`"

    def test_every_sentence_has_a_translation(self, catalog: Catalog) -> None:
        assert catalogues.untranslated(catalog) == []

    def test_placeholders_are_the_same(self, catalog: Catalog) -> None:
        different = {
            sentence: translation
            for sentence, translation in entries(catalog)
            if placeholders(sentence) != placeholders(translation)
        }
        assert different == {}

    def test_the_compiled_file_holds_every_diagnostic_and_reason(self, language: str) -> None:
        with catalogues.mo_path(language).open("rb") as stream:
            compiled = gettext.GNUTranslations(stream)
        for code, message in MESSAGES.items():
            for sentence in (message.cause, message.remedy, message.did_you_mean):
                assert compiled.gettext(sentence) != sentence, code
        assert [reason for reason in REASONS if compiled.gettext(reason) == reason] == []

    def test_quotation_marks_are_those_of_the_language(self, catalog: Catalog) -> None:
        wrong = [translation for _, translation in entries(catalog) if re.search(r"”|“\w|‘|’", translation)]
        assert wrong == []

    def test_sentences_end_as_the_original_does(self, catalog: Catalog) -> None:
        ends = {
            sentence: translation
            for sentence, translation in entries(catalog)
            if ending(sentence) != ending(translation)
        }
        assert ends == {}

    def test_a_diagnostic_speaks_german(self) -> None:
        problem = Diagnostic(
            "field-unknown", None, {"field": "autor", "known": "title", "suggestion": "author"}
        )
        assert (problem.cause("de"), problem.remedy("de")) == (
            "Das Feld „autor“ gibt es hier nicht.",
            "Meinten Sie „author“?",
        )

    def test_compiling_twice_gives_the_same_bytes_without_a_date(
        self, language: str, catalog: Catalog
    ) -> None:
        assert catalogues.mo(catalog) == catalogues.mo(catalogues.gathered(language))
        assert not re.search(rb"-Date:|Generated-By", catalogues.mo(catalog))


class TestTool:
    def test_sentences_are_found_inside_f_strings_too(self) -> None:
        code = "f\"{_('one')}: {name}\"\nngettext('two', 'twos', 2)\n_(name)\nN_('th' 'ree')\n"
        assert list(catalogues.marked(code)) == ["one", ("two", "twos"), "three"]

    def test_translations_are_kept_new_sentences_stay_open_old_ones_go(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(catalogues, "po_path", lambda language: tmp_path / language / "infobrief.po")
        monkeypatch.setattr(catalogues, "ROOT", tmp_path)
        monkeypatch.setattr("sys.argv", ["catalogues"])

        def offer(*sentences: catalogues.Id) -> None:
            monkeypatch.setattr(
                catalogues, "sentences", lambda: iter((each, "a.py", "") for each in sentences)
            )

        offer("Old one", ("{count} page", "{count} pages"))
        assert catalogues.main() == 1
        path = catalogues.po_path("de")
        path.write_text(
            path.read_text(encoding="utf-8").replace('"Old one"\nmsgstr ""', '"Old one"\nmsgstr "Alt"'),
            encoding="utf-8",
        )
        capsys.readouterr()
        offer("Old one", "Old two")
        assert catalogues.main() == 1
        assert capsys.readouterr().err == "without translation (de): Old two\n"
        text = path.read_text(encoding="utf-8")
        assert 'msgstr "Alt"' in text
        assert "fuzzy" not in text
        assert "{count}" not in text

    def test_check_writes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(catalogues, "po_path", lambda language: tmp_path / "infobrief.po")
        monkeypatch.setattr(catalogues, "ROOT", tmp_path)
        monkeypatch.setattr(catalogues, "sentences", lambda: iter([("Text", "a.py", "")]))
        monkeypatch.setattr("sys.argv", ["catalogues", "--check"])
        assert catalogues.main() == 1
        assert "not up to date: infobrief.po\nnot up to date: infobrief.mo\n" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []


class TestCodes:
    """Every row of the tables is used, and every code that is used has a row."""

    def test_no_code_is_dead(self) -> None:
        used, patterns = literals()
        dead = [
            code
            for code in MESSAGES
            if code not in used and not any(pattern.fullmatch(code) for pattern in patterns)
        ]
        assert dead == []

    def test_every_code_has_its_sentences(self) -> None:
        unknown = [f"{where}: {code}" for where, code in codes_in_calls() if code not in MESSAGES]
        assert unknown == []


def literals() -> tuple[set[str], list[re.Pattern[str]]]:
    """All strings outside the tables of messages, and f-strings such as `{found}-for-{expected}`."""
    used, patterns = set(), []
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if re.fullmatch(
                    r"(?:-[a-z-]*)+|[a-z]+-[a-z-]*", "".join(str(part) for part in parts if part)
                ):
                    regex = "".join("[a-z]+" if part is None else re.escape(str(part)) for part in parts)
                    patterns.append(re.compile(regex))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
    return used, patterns


def codes_in_calls() -> Iterator[tuple[str, str]]:
    for name, tree in sources():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            function = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if function in CALLS_WITH_CODE and isinstance(node.args[0].value, str):
                yield f"{name}:{node.lineno}", node.args[0].value


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(catalogues.PACKAGE.rglob("*.py")):
        name = path.relative_to(catalogues.PACKAGE).as_posix()
        if not name.startswith("diagnostics/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def ending(text: str) -> str:
    """The full stop, question mark or line end that a text ends with."""
    return text[-1:] if text[-1:] in ".?!:\n " else ""
