"""The command `build`, and what it tells of a volume: files, lines about them, and what fails."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from infobrief_pdf.cli import main
from tests.support.terminal import BROKEN, ISSUE, SERIES, Output, add_issue, answer

pytestmark = pytest.mark.usefixtures("english_pipe")


class TestBuild:
    def test_an_older_pdf_is_mentioned(self, space: Path, output: Output) -> None:
        assert main(["build"]) == 0
        (pdf,) = Path("output").glob("*.pdf")
        before = pdf.read_bytes()
        add_issue(1, ISSUE.replace("number", "nummer"))
        output()
        for arguments in ([], ["--edition", "all"], ["--output", str(pdf)]):
            assert main(["build", *arguments]) == 1
            assert output()[1].count(f"{pdf.as_posix()} was left as it was.\n") == 1
        assert main(["build", "--output", "elsewhere"]) == 1
        assert "left as it was" not in output()[1]
        assert pdf.read_bytes() == before

    def test_a_line_for_each_product(self, space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["build"]) == 0
        out, err = output()
        *products, summary = out.splitlines()
        first, second = sorted(products)
        assert summary == "2 files built"
        assert first.startswith("output/test-2018-01.pdf  1 page, ")
        assert first.endswith(" s")
        assert second.startswith("output/test-2018-02.pdf  1 page, ")
        assert err == ""
        assert Path("output/test-2018-01.pdf").read_bytes().startswith(b"%PDF")

    def test_others_are_built_all_the_same(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        add_issue(3)
        assert main(["build"]) == 1
        out, err = output()
        assert sorted(line.split()[0] for line in out.splitlines() if line) == [
            "2",
            "output/test-2018-01.pdf",
            "output/test-2018-03.pdf",
        ]
        assert out.endswith("\n2 files built, 1 failed\n")
        assert "error [field-unknown]" in err
        assert err.endswith("1 file was not built: test/2018/02\n")

    def test_one_file(self, space: Path, output: Output) -> None:
        assert main(["build", "test/2018/01", "--output", "x.pdf", "--quiet"]) == 0
        assert output() == ("", "")
        assert Path("x.pdf").is_file()

    def test_several_issues_do_not_fit_into_one_file(self, space: Path, output: Output) -> None:
        add_issue(2)
        assert main(["build", "--output", "x.pdf"]) == 2
        assert "several PDFs cannot be written to one file" in output()[1]
        assert not Path("x.pdf").exists()

    def test_an_issue_named_twice_is_built_once(self, space: Path, output: Output) -> None:
        assert main(["build", "test/2018/01", "issues/test/2018/01.yaml", "--json"]) == 0
        assert len(answer(output)["built"]) == 1

    def test_two_issues_with_one_file_name(self, space: Path, output: Output) -> None:
        series = Path("issues/test/series.yaml")
        series.write_text(SERIES + 'file_name: "{series}-{number:02}"\n', encoding="utf-8")
        other = Path("issues/test/2019/01.yaml")
        other.parent.mkdir()
        other.write_text(ISSUE.replace("2018", "2019"), encoding="utf-8")
        assert main(["build"]) == 1
        assert "output/test-01.pdf would be the file of test/2018/01 and of test/2019/01." in output()[1]

    def test_json(self, space: Path, output: Output) -> None:
        add_issue(2, BROKEN)
        assert main(["build", "--json", "--output", "out"]) == 1
        found = answer(output)
        assert found["failed"] == ["test/2018/02"]
        (product,) = found["built"]
        assert product["pages"] == 1
        assert product["bytes"] == Path(product["path"]).stat().st_size
        assert set(product) == {
            "issue", "edition", "state", "path", "pages", "bytes", "seconds", "beside"
        }  # fmt: skip

    def test_an_unknown_layout(self, space: Path, output: Output) -> None:
        assert main(["build", "--layout", "x"]) == 1
        assert "error [layout-unknown]" in output()[1]

    def test_the_editions_of_the_series(self, space: Path, output: Output) -> None:
        assert main(["build", "--edition", "all", "--json"]) == 0
        assert [product["edition"] for product in answer(output)["built"]] == ["screen"]

    def test_several_editions_at_once(self, space: Path, output: Output) -> None:
        arguments = ["--edition", "screen", "--edition", "handout", "--edition", "screen"]
        assert main(["build", *arguments, "--occasion", "Gespräch", "--json"]) == 0
        paths = [Path(each["path"]).name for each in answer(output)["built"]]
        assert paths == ["test-2018-01.pdf", "test-2018-01-handout-gespraech.pdf"]
        assert main(["build", *arguments, "--output", "x.pdf"]) == 2

    def test_handouts_of_two_meetings_lie_beside_each_other(self, space: Path) -> None:
        long = "Gespräch mit dem Ausschuss für Soziales, Gesundheit und Integration am {}. Oktober"
        for occasion in ("اجتماع", "لقاء", long.format(1), long.format(2), "../../x"):
            assert main(["build", "--edition", "handout", "--occasion", occasion, "--quiet"]) == 0
        names = [path.name for path in Path("output").iterdir()]
        assert len(names) == 5
        assert all(re.fullmatch(r"test-2018-01-handout-[a-z0-9-]{1,40}\.pdf", name) for name in names)

    def test_a_volume_tells_what_it_has_set(
        self, space: Path, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A line for each part, but only to people who watch a terminal."""
        add_issue(2)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert main(["volume", "2018", "--jobs", "1"]) == 0
        assert output()[1].splitlines()[:2] == ["set: test/2018/01", "set: test/2018/02"]
        assert main(["volume", "2018", "--jobs", "1", "--force", "--json"]) == 0
        assert output()[1] == ""
