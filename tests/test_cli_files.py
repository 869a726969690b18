"""The commands that take finished PDFs: `extract` gives back the sources, `verify` judges."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter

from infobrief_pdf import Built, pdf, verapdf
from infobrief_pdf.checks.promises import promised
from infobrief_pdf.checks.structure import examine
from infobrief_pdf.cli import main
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model.nature import Nature
from infobrief_pdf.pdf.anatomy import Claims
from tests.support.terminal import Output, answer

pytestmark = pytest.mark.usefixtures("english_pipe")


def carrier(files: Mapping[str, bytes]) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name, content)
    writer.write("carrier.pdf")


class TestExtract:
    def test_gives_back_what_was_put_in(self, built: Mapping[str, Built], output: Output) -> None:
        pdf = Path("a b.pdf")
        pdf.write_bytes(built["migration/2018/02"].path.read_bytes())
        assert main(["extract", "a b.pdf"]) == 0
        assert output()[0] == (
            "written: a b/issues/migration/2018/02.yaml\nwritten: a b/issues/migration/series.yaml\n"
        )
        source = Path(__file__).parent.parent / "issues/migration/2018/02.yaml"
        assert Path("a b/issues/migration/2018/02.yaml").read_bytes() == source.read_bytes()
        assert main(["check", "--workspace", "a b"]) == 0

    def test_overwrites_nothing(self, built: Mapping[str, Built], output: Output) -> None:
        arguments = ["extract", str(built["migration/2018/02"].path), "--output", "out"]
        assert main(arguments) == 0
        assert main(arguments) == 1
        assert "out/issues/migration/2018/02.yaml exists already." in output()[1]

    @pytest.mark.parametrize(
        "path",
        [
            "../x.yaml", "/etc/x", "a/../../x", "C:/x", "C:x", "a\\b", "", ".", "a//b", "a/./b", "a\x00b",
            "a/b.", "x" * 500, "~/x\udcff",
        ],
    )  # fmt: skip
    def test_paths_that_lead_away(self, path: str, output: Output) -> None:
        carrier({"x.yaml": b"a: b", "manifest.json": json.dumps({"files": {"x.yaml": path}}).encode()})
        before = sorted(Path().parent.rglob("*"))
        assert main(["extract", "carrier.pdf"]) == 1
        assert "error [pdf-path-unsafe]" in output()[1]
        assert sorted(Path().parent.rglob("*")) == before

    @pytest.mark.parametrize(
        "manifest",
        [
            b"",
            b"[]",
            b"{}",
            b'{"files": []}',
            b'{"files": {}}',
            b'{"files": {"y": "y"}}',
            b"\xff",
            b"[" * 100_000,
        ],
    )
    def test_manifests_that_say_nothing(self, manifest: bytes, output: Output) -> None:
        carrier({"x.yaml": b"a: b", "manifest.json": manifest})
        assert main(["extract", "carrier.pdf"]) == 1
        assert "carrier.pdf does not carry the source of an issue." in output()[1]

    def test_a_foreign_pdf(self, output: Output) -> None:
        carrier({})
        assert main(["extract", "carrier.pdf"]) == 1
        assert "error [pdf-without-source]" in output()[1]


class TestVerify:
    @pytest.fixture(autouse=True)
    def _without_verapdf(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VERAPDF", "/nowhere/verapdf")

    def test_a_sound_file(self, built: Mapping[str, Built], output: Output) -> None:
        assert main(["verify", str(built["migration/2018/02"].path)]) == 0
        out, err = output()
        assert err == ""
        assert "  tags                              passed\n" in out
        assert "  veraPDF: PDF/UA-1                 not checked\n" in out
        assert "veraPDF was not run (VERAPDF names /nowhere/verapdf" in out
        assert out.endswith("1 file examined: no problems found\n")
        assert "FAILED" not in out

    def test_without_verapdf_no_standard_passes(self, built: Mapping[str, Built], output: Output) -> None:
        assert main(["verify", "--json", str(built["migration/2018/02"].path)]) == 0
        found = answer(output)
        assert found["files"][0]["verapdf"] is None
        assert found["files"][0]["checks"]["tags"] == "passed"

    @pytest.mark.parametrize(
        ("edition", "promise"), [("press", "press"), ("press-a5", "press"), ("booklet", "sheets")]
    )
    def test_what_is_only_for_paper(
        self, made: Callable[..., Built], output: Output, edition: str, promise: str
    ) -> None:
        """It is judged by what it claims, and says why the rest does not apply."""
        path = str(made("migration/2018/02", edition).path)
        assert main(["verify", path]) == 0
        out, _ = output()
        assert "  tags                              not applicable\n" in out
        assert "  veraPDF: PDF/UA-1                 not applicable\n" in out
        assert "  embedded fonts                    passed\n" in out
        assert {"press": "it claims PDF/X-4", "sheets": "Sheets for a printer"}[promise] in out
        assert "report it" not in out
        assert "veraPDF was not run" not in out
        assert main(["verify", path, "--json"]) == 0
        (entry,) = answer(output)["files"]
        assert (entry["promise"], entry["checks"]["tags"]) == (promise, "not applicable")
        assert entry["verapdf"] == {"PDF/UA-1": "not applicable", "PDF/A-3a": "not applicable"}

    def test_whoever_claims_a_standard_is_held_to_it(self, built: Mapping[str, Built]) -> None:
        anatomy = pdf.anatomy(built["migration/2018/02"].path)
        pretending = replace(anatomy, nature=Nature("sheets", 4), has_tree=False)
        assert promised(pretending) == "accessible"
        assert examine(pretending, "x.pdf")["tags"]
        unclaimed = replace(pretending, claims=Claims(None, None, None))
        assert examine(unclaimed, "x.pdf")["tags"] is None

    def test_a_foreign_file(self, output: Output) -> None:
        carrier({})
        assert main(["verify", "carrier.pdf"]) == 1
        out, _ = output()
        assert "  tags                              FAILED: 1 problem\n" in out
        assert "  nesting of tags                   not checked\n" in out
        assert "carrier.pdf: error [pdf-untagged]" in out
        assert out.endswith("1 file examined: 1 has problems\n")

    def test_files_that_cannot_be_read(self, built: Mapping[str, Built], output: Output) -> None:
        Path("rubbish.pdf").write_bytes(b"\x00\xff" * 99)
        sound = str(built["migration/2018/02"].path)
        assert main(["verify", "rubbish.pdf", "none.pdf", ".", sound, "--json"]) == 1
        found = answer(output)
        assert [problem["code"] for problem in found["diagnostics"]] == [
            "pdf-unreadable",
            "file-missing",
            "file-is-folder",
        ]
        assert len(found["files"]) == 1

    def test_many_problems_are_summed_up(self, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("infobrief_pdf.cli.verify.examine", many)
        carrier({})
        assert main(["verify", "carrier.pdf"]) == 1
        out, _ = output()
        assert out.count("error [pdf-font-loose]") == 5
        assert "… and 4 more of this kind" in out

    def test_what_verapdf_says(
        self, built: Mapping[str, Built], output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verapdf, "find", Judge)
        assert main(["verify", str(built["migration/2018/02"].path), "--json"]) == 1
        found = answer(output)
        assert found["files"][0]["verapdf"] == {"PDF/UA-1": "failed", "PDF/A-3a": "passed"}
        assert found["diagnostics"][0]["cause"] == "PDF/UA-1, 7.1 (3), is broken 2 times: All is tagged."


def many(_anatomy: object, file: str) -> dict[str, tuple[Diagnostic, ...]]:
    return {"fonts": tuple(Diagnostic("pdf-font-loose", Place(file), {"font": str(n)}) for n in range(9))}


class Judge:
    """A veraPDF that finds one broken rule."""

    def validate(self, paths: list[Path], _flavours: object) -> dict[Path, dict[str, verapdf.Report]]:
        rule = verapdf.FailedRule("ISO 14289-1:2014", "7.1", 3, "All is tagged.", 2, ())
        reports = {
            "ua1": verapdf.Report("ua1", compliant=False, failed_checks=2, failed_rules=(rule,)),
            "3a": verapdf.Report("3a", compliant=True),
        }
        return dict.fromkeys(paths, reports)


def test_verify_with_verapdf(built: Mapping[str, Built], verapdf: object, output: Output) -> None:
    assert main(["verify", str(built["migration/2018/02"].path), "--json"]) == 0
    assert answer(output)["files"][0]["verapdf"] == {"PDF/UA-1": "passed", "PDF/A-3a": "passed"}
