"""The command `preflight`: what people read, what machines read, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infobrief_pdf.cli import main
from infobrief_pdf.cli.arguments import parser
from infobrief_pdf.preflight import BINDINGS, PURPOSES
from tests.support import printing
from tests.support.printing import ADDRESS, PLAIN, area, code


class TestCommand:
    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LC_ALL", "C")
        Path("gut.pdf").write_bytes(printing.pdf(code(ADDRESS, 0.5) + PLAIN))
        Path("rgb.pdf").write_bytes(printing.pdf(area("1 0 0 rg"), intent=False))

    def test_a_file_that_is_fit(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "gut.pdf"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out.startswith("gut.pdf  1 page, 105 × 148 mm\n  Colours: CMYK\n  Most ink: 100 % on page 1,")
        assert f"squares of 0.50 mm: {ADDRESS}\n" in out
        assert "  amount of ink               passed\n" in out
        assert "  pages fit the binding       not checked\n" in out
        assert out.endswith("1 file examined: no problems found\n")

    def test_a_file_that_is_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "rgb.pdf", "gut.pdf", "nichts.pdf"]) == 1
        out, _ = capsys.readouterr()
        assert "  colours as inks             FAILED: 1 problem\n" in out
        assert (
            "rgb.pdf: error [preflight-colour-area]\n  On page 1, an area is painted in RGB, first 0 mm"
            in out
        )
        assert "(estimated, for RGB names no inks)" in out
        assert "nichts.pdf: error [file-missing]" in out
        assert out.endswith("3 files examined: 2 have problems\n")

    def test_what_is_no_problem_in_the_office(self) -> None:
        assert main(["preflight", "rgb.pdf"]) == 0

    def test_numbers_are_written_as_the_language_does(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("duenn.pdf").write_bytes(printing.pdf(b"0.1 w 9 9 m 99 99 l S"))
        main(["--lang", "de", "preflight", "--for", "press", "duenn.pdf"])
        assert "0,1" in capsys.readouterr().out

    def test_for_machines(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "--for", "press", "--json", "gut.pdf", "rgb.pdf"]) == 1
        answer = json.loads(capsys.readouterr().out)
        good, bad = answer["files"]
        assert (answer["ok"], answer["purpose"], answer["binding"]) == (False, "press", None)
        assert (good["checks"]["colours"], bad["checks"]["colours"]) == ("passed", "failed")
        assert good["checks"]["binding"] == "not checked"
        (page,) = good["pages"]
        assert (page["width"], page["height"], page["bleed"]) == (105, 148, 3)
        assert page["ink"]["shares"]["Cyan"] == pytest.approx(
            0.0064 + 0.2 * 400 / (105 * 148) - 0.0064, abs=0.002
        )
        assert [each["text"] for each in page["codes"]] == [ADDRESS]
        assert page["colours"][0]["family"] == "cmyk"
        assert [problem["severity"] for problem in answer["diagnostics"]] == ["error", "error"]

    def test_the_same_twice(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["preflight", "--json", "gut.pdf"])
        first = capsys.readouterr().out
        main(["preflight", "--json", "gut.pdf"])
        assert capsys.readouterr().out == first

    def test_options_are_those_of_the_tables(self) -> None:
        for purpose in PURPOSES:
            for binding in BINDINGS:
                options = parser().parse_args(["preflight", "--for", purpose, "--binding", binding, "x.pdf"])
                assert (options.purpose, options.binding) == (purpose, binding)
