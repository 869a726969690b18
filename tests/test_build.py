"""The whole pipeline on the real issue: words, size, repeatability, whole files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from infobrief_pdf import Built, Workspace
from infobrief_pdf.diagnostics import Refused

ROOT = Path(__file__).parent.parent
REAL = "migration/2018/02"
SEED = Path(__file__).parent / "data" / "seed-migration-2018-02.txt"


def words(text: str) -> str:
    """Text as a proofreader compares it: hyphens at line ends joined, blanks alike."""
    joined = re.sub("(?:\ufffe|\xad)\\s*", "", text)
    joined = re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])", "-", joined)
    return " ".join(joined.replace("\u202f", " ").replace("\xa0", " ").split())


def extracted(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_real_issue_is_small(built: Mapping[str, Built]) -> None:
    assert built[REAL].pages <= 3
    assert built[REAL].size <= 90_000


def test_every_sentence_of_the_seed_stands_in_the_pdf_in_order(built: Mapping[str, Built]) -> None:
    text = words(extracted(built[REAL].path)).replace("-", "")
    position = 0
    for paragraph in SEED.read_text("utf-8").splitlines():
        for sentence in re.split(r"(?<=[.!?:,]) (?=[A-ZÄÖÜ])", words(paragraph)):
            wanted = sentence.replace("»", "").rstrip(",").replace("-", "")
            found = text.find(wanted, position)
            assert found >= 0, f"“{sentence}” does not follow after position {position}"
            position = found


_BUILD = """
import sys
from infobrief_pdf import Workspace
for issue in ("migration/2018/02", "musterbrief/2025/03"):
    Workspace(sys.argv[1]).build(issue, output=sys.argv[2])
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"},
    ],
)
def test_same_bytes_elsewhere(
    built: Mapping[str, Built], tmp_path: Path, surroundings: dict[str, str]
) -> None:
    """In another folder, process, time zone, locale and home, with another hash seed and an empty cache."""
    workspace = tmp_path / "Arbeitsordner mit Umläuten"
    shutil.copytree(ROOT / "issues", workspace / "issues")
    environment = {
        **os.environ,
        **surroundings,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    output = tmp_path / "out"
    subprocess.run(
        [sys.executable, "-c", _BUILD, workspace, output], check=True, env=environment, cwd=tmp_path
    )
    for issue in (REAL, "musterbrief/2025/03"):
        product = built[issue].path
        assert (output / product.name).read_bytes() == product.read_bytes()


def test_issue_can_be_rebuilt_from_its_pdf(built: Mapping[str, Built], tmp_path: Path) -> None:
    """What travels inside, pictures included, gives the same bytes again."""
    from infobrief_pdf.cli import main

    product = built["musterbrief/2025/02"].path
    assert main(["extract", str(product), "--output", str(tmp_path)]) == 0
    again = Workspace(tmp_path).build("musterbrief/2025/02", output=tmp_path / "again")
    assert again.path.read_bytes() == product.read_bytes()


def test_no_name_of_this_machine_inside(built: Mapping[str, Built]) -> None:
    import pypdf

    names = {str(ROOT).encode(), os.fsencode(Path.home()), b"/tmp/"}
    for product in built.values():
        content = product.path.read_bytes()
        reader = pypdf.PdfReader(product.path)
        streams = [
            entry.get_data()
            for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1)
            if hasattr(entry := reader.get_object(number), "get_data")
        ]
        assert not [name for name in names for part in (content, *streams) if len(name) > 4 and name in part]


def test_date_comes_from_the_issue_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pypdf

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    product = Workspace(ROOT).build(REAL, output=tmp_path)
    assert pypdf.PdfReader(product.path).metadata["/CreationDate"] == "D:20180906000000+00'00'"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    product = Workspace(ROOT).build(REAL, output=tmp_path)
    assert pypdf.PdfReader(product.path).metadata["/CreationDate"] == "D:19700102000000+00'00'"


def test_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "brief.pdf"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as refusal:
        Workspace(ROOT).build(REAL, output=target)
    assert [problem.code for problem in refusal.value.diagnostics] == ["output-unwritable"]
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.pdf"]
