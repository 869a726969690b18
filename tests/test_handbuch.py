"""The Handbuch and README say what the program does: examples hold, commands parse, nothing is missing."""

from __future__ import annotations

import gettext
import re
import shlex
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import infobrief_pdf
from infobrief_pdf import Workspace, catalogue, markup, source, validate
from infobrief_pdf.cli.arguments import parser
from infobrief_pdf.cli.preflight import _TITLES
from infobrief_pdf.diagnostics import Severity
from infobrief_pdf.diagnostics.messages import MESSAGES
from infobrief_pdf.model import Article, Issue, LayoutFile, Model, Series
from infobrief_pdf.model.edition import EDITIONS
from infobrief_pdf.model.texts import texts
from infobrief_pdf.model.volume import Volume
from infobrief_pdf.preflight import CHECKS, PURPOSES
from tests.support.models import fields, models_in

ROOT: Final = Path(__file__).parent.parent
HANDBUCH: Final = ROOT / "docs" / "handbuch"
PAGES: Final = (*sorted(HANDBUCH.glob("*.md")), ROOT / "README.md")
DOCUMENTS: Final = (*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md")
IMAGES: Final = ROOT / "issues" / "musterbrief" / "2025" / "images"
GERMAN: Final = gettext.translation("infobrief", Path(infobrief_pdf.__file__).parent / "locale", ["de"])

FENCE: Final = re.compile(r"^```(?P<language>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*\b(?:src|href)=\"([^\"]+)\"")
CODE: Final = re.compile(r"\[([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\](?!\()")
SHOWN: Final = re.compile(
    r"(?:Fehler|Hinweis) \[(?P<code>[a-z0-9-]+)\]\n(?:.*\|.*\n)*(?P<sentences>(?:  \S.*\n)+)"
)
FIELD: Final = re.compile(r"^([a-z_]+):.*\n(?:(?: .*)?\n)*", re.MULTILINE)
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
PLACEHOLDER: Final = re.compile(r"\\\{[a-z_]+\\\}")


class Example(NamedTuple):
    """A fenced block of a page; `line` is where it begins."""

    page: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def fenced(language: str, pages: Iterable[Path] = PAGES) -> list[Example]:
    return [
        Example(page.relative_to(ROOT).as_posix(), text.count("\n", 0, found.start()) + 1, found["text"])
        for page in pages
        for text in [page.read_text("utf-8")]
        for found in FENCE.finditer(text)
        if found["language"] == language
    ]


class Kind(NamedTuple):
    """What a YAML example may be a part of: its model, and what is put around it to make it whole."""

    model: type[Model]
    missing: dict[str, str]
    validate: Callable[[source.Document], object]
    indentation: str = ""
    before: str = ""


ISSUE: Final = {
    "series": "rundbrief",
    "number": "2",
    "year": "2026",
    "date": "2026-06-11",
    "editorial": "{text: x}",
}
KINDS: Final = (
    Kind(Issue, ISSUE, validate.issue),
    Kind(Series, {"name": "Rundbrief", "publisher": "Verband"}, validate.series),
    Kind(LayoutFile, {}, validate.layout_file),
    Kind(Volume, {}, validate.volume),
    Kind(
        Article,
        {"title": "x", "text": "x"},
        validate.issue,
        " " * 8,
        "".join(f"{name}: {value}\n" for name, value in ISSUE.items())
        + "sections:\n  - articles:\n      -\n",
    ),
)


def completed(text: str, kind: Kind) -> str:
    names = set(FIELD.findall(text))
    added = "".join(f"{name}: {value}\n" for name, value in kind.missing.items() if name not in names)
    return kind.before + "".join(
        f"{kind.indentation}{line}" for line in (added + text).splitlines(keepends=True)
    )


def is_whole(text: str) -> bool:
    names = set(FIELD.findall(text))
    return {"series", "number"} <= names or {"name", "publisher"} <= names or "extends" in names


class TestExamples:
    @pytest.mark.parametrize("example", fenced("yaml"), ids=str)
    def test_yaml_is_valid_in_some_kind_of_file(self, example: Example) -> None:
        names = set(FIELD.findall(example.text))
        fitting = [kind for kind in KINDS if names and names <= set(kind.model.model_fields)]
        assert fitting, f"no file has all of {sorted(names)}"
        for kind in fitting:
            whole = example.text if is_whole(example.text) else completed(example.text, kind)
            model = kind.validate(source.parse(whole, str(example)))
            assert markup_problems(model) == []

    @pytest.mark.parametrize("example", fenced("markdown"), ids=str)
    def test_markdown_is_accepted(self, example: Example) -> None:
        fragment = markup.render(example.text, language="de", heading_level=4, anchor="a")
        assert fragment.blocks
        assert [problem.code for problem in fragment.problems] == []

    def test_whole_files_are_among_the_examples(self) -> None:
        whole = [example.text for example in fenced("yaml", HANDBUCH.glob("*.md")) if is_whole(example.text)]
        assert [any(re.search(f"^{name}:", text, re.M) for text in whole) for name in KEYS] == [True] * 3

    def test_typography_is_as_the_table_says(self) -> None:
        table = page("text.md").partition("| Sie tippen | Gedruckt wird |")[2].partition("\n\n")[0]
        rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| `")]
        assert rows
        for typed, printed in rows:
            inputs = INLINE.findall(typed)
            expected = ", ".join(dict.fromkeys(markup.inline(text, language="de") for text in inputs))
            assert expected.replace("\xa0", " ") == printed.strip()

    def test_refused_texts_are_refused_as_the_table_says(self) -> None:
        table = page("text.md").partition("## Was abgelehnt wird")[2]
        rows = re.findall(r"^\| `([^`]+)` \| `\[([a-z-]+)\]`", table, re.MULTILINE)
        found = {
            text: [
                each.code for each in markup.render(text, language="de", heading_level=4, anchor="a").problems
            ]
            for text, code in rows
            if code != "anchor-missing"  # known only once the pages are set
        }
        assert len(found) > 5
        assert {text: codes[:1] for text, codes in found.items()} == {
            text: [code] for text, code in rows if text in found
        }


KEYS: Final = ("series", "publisher", "extends")
"""A field that only an issue, a series, a layout has."""


class TestWorkspace:
    """The examples together make a workspace that can be checked and built."""

    def test_the_first_issue_has_no_hint(self, tmp_path: Path) -> None:
        assert Workspace(first_workspace(tmp_path)).check("rundbrief/2026/01") == ()

    def test_the_layout_builds(self, tmp_path: Path) -> None:
        folder = first_workspace(tmp_path) / "layouts" / "haus"
        gestalten = [HANDBUCH / "gestalten.md"]
        layout = next(each.text for each in fenced("yaml", gestalten) if "pairs:" in each.text)
        css = "".join(each.text for each in fenced("css", gestalten))
        logo = next(each.text for each in fenced("html", gestalten) if "wordmark" in each.text)
        template = (ROOT / "layouts" / "base" / "templates" / "nameplate.html").read_text("utf-8")
        own, count = re.subn(r'(?m)^<p class="wordmark">.*\n', logo, template)
        assert count == 1
        (folder / "templates").mkdir(parents=True)
        (folder / "layout.yaml").write_text(layout, "utf-8")
        (folder / "haus.css").write_text(css, "utf-8")
        (folder / "templates" / "nameplate.html").write_text(own, "utf-8")
        shutil.copy(IMAGES / "weg.svg", folder / "logo.svg")
        built = Workspace(tmp_path).build("rundbrief/2026/01", layout="haus")
        assert built.pages in (1, 2)

    def test_all_fields_together_have_no_hint(self, tmp_path: Path) -> None:
        text = page("felder.md")
        issue = chunks(part(text, "Die Ausgabe"))
        series = chunks(part(text, "Die Reihe"))
        year = tmp_path / "issues" / "rundbrief" / "2026"
        shutil.copytree(IMAGES, year / "images")
        (year / "02.yaml").write_text("".join(issue.values()), "utf-8")
        (year.parent / "series.yaml").write_text("".join(series.values()), "utf-8")
        assert set(issue) == set(Issue.model_fields)
        assert set(series) == set(Series.model_fields)
        assert Workspace(tmp_path).check("rundbrief/2026/02") == ()


class TestFields:
    @pytest.mark.parametrize(
        ("title", "model"), [("Die Ausgabe", Issue), ("Die Reihe", Series)], ids=["issue", "series"]
    )
    def test_every_field_has_its_place(self, title: str, model: type[Model]) -> None:
        described = sections(part(page("felder.md"), title))
        assert list(described) == list(model.model_fields)
        for name, info in model.model_fields.items():
            inside = {field for nested in models_in(info.annotation) for field in fields(nested)}
            assert inside - set(INLINE.findall(described[name])) == set(), name

    @pytest.mark.parametrize(("title", "model"), [("Die Ausgabe", Issue), ("Die Reihe", Series)])
    def test_tables_name_no_other_fields(self, title: str, model: type[Model]) -> None:
        named = set(re.findall(r"^\| `([a-z_]+)` \|", part(page("felder.md"), title), re.MULTILINE))
        assert named <= set(fields(model))

    @pytest.mark.parametrize("model", [Issue, Series], ids=["issue", "series"])
    def test_required_fields_are_marked(self, model: type[Model]) -> None:
        described = sections(part(page("felder.md"), "Die Ausgabe" if model is Issue else "Die Reihe"))
        marked = {name for name, text in described.items() if text.lstrip().startswith("**Pflicht.**")}
        assert marked == {name for name, info in model.model_fields.items() if info.is_required()}


class TestLayouts:
    def test_every_word_is_listed(self) -> None:
        text = page("gestalten.md").partition("## Wörter")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)
        listed = {name for row in rows for name in INLINE.findall(row)}
        templates = (ROOT / "layouts" / "base" / "templates").glob("*.html")
        used = {
            name for each in templates for name in re.findall(r"labels\.([a-z]+)", each.read_text("utf-8"))
        }
        assert used <= listed
        assert listed == set(catalogue.language("de").labels)

    def test_every_template_is_listed(self) -> None:
        names = {path.name for path in (ROOT / "layouts" / "base" / "templates").glob("*.html")}
        assert names <= set(INLINE.findall(page("gestalten.md")))

    def test_every_colour_and_size_is_listed(self) -> None:
        named = set(INLINE.findall(page("gestalten.md")))
        base, brand = (
            validate.layout_file(source.read(ROOT / "layouts" / name / "layout.yaml", name)).tokens
            for name in ("base", "infobrief")
        )
        assert {*brand.colors, *brand.families, *base.scale} - named == set()

    def test_every_layout_is_listed(self) -> None:
        shipped = {path.parent.name for path in (ROOT / "layouts").glob("*/layout.yaml")}
        assert shipped <= set(INLINE.findall(page("gestalten.md")))


class TestCommands:
    def test_lines_of_shell_blocks_parse(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = [line for each in fenced("sh") for line in each.text.splitlines() if line.strip()]
        assert lines
        assert [line for line in lines if not is_command(line)] == []
        capsys.readouterr()

    def test_commands_within_sentences_parse(self, capsys: pytest.CaptureFixture[str]) -> None:
        named = {
            command
            for each in PAGES
            for command in INLINE.findall(FENCE.sub("", each.read_text("utf-8")))
            if re.match(r"infobrief\s", command)
        }
        assert len(named) > 5
        bare = {f"infobrief {name}" for name in commands()}
        assert [command for command in sorted(named - bare) if not is_command(command)] == []
        capsys.readouterr()

    def test_every_command_is_in_the_overview(self) -> None:
        named = {command.split()[1] for command in INLINE.findall(page("README.md")) if " " in command}
        assert commands() <= named

    def test_the_readme_begins_with_two_commands(self) -> None:
        lines = [line for each in fenced("sh", [ROOT / "README.md"]) for line in each.text.splitlines()]
        assert [line.partition("#")[0].strip() for line in lines[:2]] == ["make pdf", "make test"]
        assert {"pdf", "test"} <= targets()

    def test_python_of_the_readme_compiles(self) -> None:
        for each in fenced("python", [ROOT / "README.md"]):
            compile(each.text, str(each), "exec")


class TestPrinting:
    def test_every_edition_has_its_occasion(self) -> None:
        table = part(page("drucken.md"), "Welche Fassung wofür").partition("\n\n```")[0]
        assert [name for name in EDITIONS if f"`{name}`" not in table] == []

    def test_every_check_before_printing_is_as_the_table_says(self) -> None:
        text = part(page("pruefen.md"), "Vor dem Druck prüfen")
        rows = re.findall(r"^\| (.+?) \| .+ \| (\S+) \| (\S+) \| (\S+) \|$", text, re.MULTILINE)
        words = {Severity.ERROR: "Fehler", Severity.HINT: "Hinweis", None: "–"}
        expected = [
            (GERMAN.gettext(_TITLES[name]), *(words[check.severity(purpose)] for purpose in PURPOSES))
            for name, check in CHECKS.items()
        ]
        assert sorted(rows[1:]) == sorted(expected)


class TestMessages:
    def test_every_code_exists(self) -> None:
        named = {
            (each.name, code)
            for each in HANDBUCH.glob("*.md")
            for code in CODE.findall("\n".join(INLINE.findall(FENCE.sub("", each.read_text("utf-8")))))
        }
        shown = {(each.page, found["code"]) for each in fenced("text") for found in SHOWN.finditer(each.text)}
        assert len(named) > 50
        assert [(name, code) for name, code in sorted(named | shown) if code not in MESSAGES] == []

    def test_everything_that_can_be_wrong_with_what_stands_on_a_page_is_explained(self) -> None:
        named = set(
            re.findall(r"`\[([a-z0-9-]+)\]`", "".join(page(path.name) for path in HANDBUCH.glob("*.md")))
        )
        assert {code for code in MESSAGES if code.startswith("content-")} - named == set()

    def test_every_hint_is_explained(self) -> None:
        text = page("pruefen.md").partition("## Alle Hinweise")[2].partition("\n## ")[0]
        explained = set(CODE.findall(text))
        hints = {code for code, each in MESSAGES.items() if each.hint}
        assert explained == hints

    def test_shown_messages_have_the_programs_words(self) -> None:
        shown = [found for each in fenced("text") for found in SHOWN.finditer(each.text)]
        assert shown
        for found in shown:
            message = MESSAGES[found["code"]]
            cause, remedy = (line.strip() for line in found["sentences"].splitlines())
            assert re.fullmatch(pattern(message.cause), cause)
            assert re.fullmatch(pattern(message.remedy), remedy)

    def test_exit_codes(self) -> None:
        table = page("pruefen.md").partition("## Rückgabewerte")[2]
        assert re.findall(r"^\| (\d) \|", table, re.MULTILINE) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_something(document: Path) -> None:
    text = INLINE.sub("", FENCE.sub("", document.read_text("utf-8")))
    targets = [first or second for first, second in LINK.findall(text)]
    dead = [target for target in targets if not re.match(r"[a-z]+:", target) and not leads(document, target)]
    assert dead == []


def test_the_overview_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([a-z-]+\.md)", page("README.md")))
    assert linked == {each.name for each in HANDBUCH.glob("*.md")} - {"README.md"}


def page(name: str) -> str:
    return (HANDBUCH / name).read_text("utf-8")


def part(text: str, title: str) -> str:
    """What stands below a heading of the second level."""
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def sections(text: str) -> dict[str, str]:
    """The text below each heading of the third level that is the name of a field."""
    return dict(re.findall(r"^### `([a-z_]+)`\n(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL))


def chunks(text: str) -> dict[str, str]:
    """Every field at the top of the YAML examples of a text, with all that belongs to it."""
    examples = (found["text"] for found in FENCE.finditer(text) if found["language"] == "yaml")
    return {found[1]: found[0] for example in examples for found in FIELD.finditer(example)}


def first_workspace(folder: Path) -> Path:
    """The series and the issue of the first page."""
    series, issue = (
        next(
            each.text
            for each in fenced("yaml", [HANDBUCH / "erste-ausgabe.md"])
            if re.search(key, each.text, re.M)
        )
        for key in ("^publisher:", "^series:")
    )
    year = folder / "issues" / "rundbrief" / "2026"
    year.mkdir(parents=True)
    (year / "01.yaml").write_text(issue, "utf-8")
    (year.parent / "series.yaml").write_text(series, "utf-8")
    return folder


def markup_problems(model: object) -> list[str]:
    return [
        problem.code
        for key, text in texts(model)
        if key[-1] in ("text", "summary")
        for problem in markup.render(text, language="de", heading_level=4, anchor="a").problems
    ]


def is_command(line: str) -> bool:
    """Whether the program, make or the shell knows such a command."""
    program, *arguments = shlex.split(line, comments=True)
    if program == "make":
        return set(arguments) <= targets()
    if program == "cd":
        return len(arguments) == 1
    if program != "infobrief":
        return False
    try:
        return parser().parse_args(arguments).command is not None
    except SystemExit as leaving:  # after --help and --version
        return leaving.code == 0


def commands() -> set[str]:
    (action,) = (action for action in parser()._actions if action.dest == "command")
    return set(action.choices or ())


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def pattern(sentence: str) -> str:
    """A regular expression for a sentence of the program in German, whatever fills its placeholders."""
    translated = re.escape(GERMAN.gettext(sentence).replace("{{", "{").replace("}}", "}"))
    return PLACEHOLDER.sub(".+", translated)


def leads(document: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    path = document.parent / name if name else document
    return path.exists() and (not anchor or anchor in anchors(path))


def anchors(path: Path) -> set[str]:
    """The targets that GitHub makes of headings."""
    headings = HEADING.findall(FENCE.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
