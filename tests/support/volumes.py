"""Volumes that several files of tests look at: a plugin of fixtures, loaded by `tests/conftest.py`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from infobrief_pdf import Built, Workspace
from infobrief_pdf.volumes import Wanted, bind_year, shelving
from tests.support import shared
from tests.support.workspace import ISSUE_TEXT, workspace
from tests.support.years import FOLDER, issue, issues

ROOT = Path(__file__).parent.parent.parent
VOLUMES = ("migration/2018", "musterbrief/2025", "brief/2026")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with thirteen short issues, which all have the same identifiers and targets."""
    volume = (
        "preface:\n  text: |\n    Ein Jahr in dreizehn Briefen.\nsee:\n  - {term: MSO, see: [Beratung]}\n"
    )
    texts = {
        f"issues/brief/2026/{number:02}.yaml": ISSUE_TEXT.replace("number: 1", f"number: {number}").replace(
            "          Der erste Absatz des Beitrags.\n",
            f"          Brief {number} hat eine Fußnote.[^1] Siehe [oben](#ein-beitrag).\n\n"
            f"          [^1]: Anmerkung {number}.\n"
            f"        keywords: [Beratung, Arbeit > Ausbildung {number % 3}, Thema {number}]\n"
            f"        contacts: [{{name: Dr. Ayşe Demir, role: Referentin, phone: 030 1234-{number:03}}}]\n",
        )
        for number in range(1, 14)
    }
    folder = tmp_path_factory.mktemp("many")
    return workspace(folder, {"issues/brief/2026/volume.yaml": volume, **texts})


@pytest.fixture(scope="session")
def volumes(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """Volumes of one, four and thirteen issues. Do not change the files."""
    folder = shared.folder(tmp_path_factory, "volumes")

    def bound(name: str) -> tuple[Built, ...]:
        series, _, year = name.partition("/")
        space = Workspace(many if series == "brief" else ROOT)
        return tuple(bind_year(space, series, int(year), output=folder))

    found = {name: shared.once(folder, name, lambda name=name: bound(name)) for name in VOLUMES}
    return {name: volume for name, (volume,) in found.items()}


@pytest.fixture(scope="session")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """Five issues in binders that hold eight sheets, with all that goes with them, by name of the file."""
    folder = shared.folder(tmp_path_factory, "parted")

    def bound() -> tuple[Built, ...]:
        workspace(folder, issues(range(1, 6)))
        (folder / FOLDER / "volume.yaml").write_text("qr_codes: true\n", "utf-8")
        wanted = Wanted(dividers=True, spine="wide", binder="50mm")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shelving, "BINDERS", {"50mm": 1.2})
            return tuple(bind_year(Workspace(folder), "brief", 2026, wanted, output=folder / "output"))

    return {each.path.name: each for each in shared.once(folder, "", bound)}


@pytest.fixture(scope="session")
def late(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A volume, and its supplements after issues came late, changed and went; `year` is the workspace."""
    folder = shared.folder(tmp_path_factory, "late")

    def bound() -> tuple[Built, ...]:
        space, output = Workspace(workspace(folder, issues((1, 2, 3, 5, 6)))), folder / "output"
        (volume,) = bind_year(space, "brief", 2026, output=output)
        for number, paragraphs in ((2, 100), (3, 2), (4, 60), (7, 2)):
            (folder / FOLDER / f"{number:02}.yaml").write_text(issue(number, paragraphs), "utf-8")
        (folder / FOLDER / "06.yaml").unlink()
        (first,) = bind_year(space, "brief", 2026, output=output, supplement_to=volume.path)
        (folder / FOLDER / "08.yaml").write_text(issue(8), "utf-8")
        (second,) = bind_year(space, "brief", 2026, output=output, supplement_to=first.path)
        return volume, first, second

    found = zip(("volume", "first", "second"), shared.once(folder, "", bound), strict=True)
    return {"year": folder, **{name: built.path for name, built in found}}
