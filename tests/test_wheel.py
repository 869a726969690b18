"""The wheel: all that is needed to make a PDF in an empty folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = {"layouts": "infobrief_pdf/_shipped/layouts", "fonts": "infobrief_pdf/_shipped/fonts"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(command, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a virtual environment with the wheel in it.

    Nothing is downloaded: what the wheel needs is taken from the environment that runs the tests. A line
    in a .pth file adds its folder at the end of the search path, but not the .pth files in there, so
    that the project under test, which is installed by such a file, stays out.
    """
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)], cwd=folder.parent)
    names = {"base": str(folder), "platbase": str(folder)}
    programs = Path(sysconfig.get_path("scripts", "venv", names))
    python = shutil.which("python", path=programs)
    assert python is not None
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    run([*install, str(wheel)], cwd=folder.parent)
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    where = run([python, "-c", "import infobrief_pdf; print(infobrief_pdf.__file__)"], cwd=folder.parent)
    assert Path(where.strip()).is_relative_to(packages)
    return programs


@pytest.mark.parametrize(("source", "inside"), SHIPPED.items())
def test_layouts_and_fonts_travel_in_the_wheel(source: str, inside: str, wheel: Path) -> None:
    expected = {f"{inside}/{path}" for path in files(ROOT / source)}
    assert expected
    assert expected <= contents(wheel)


def test_every_file_of_the_package_travels_in_the_wheel(wheel: Path) -> None:
    expected = {f"infobrief_pdf/{path}" for path in files(ROOT / "infobrief_pdf")}
    assert expected <= contents(wheel)
    assert "infobrief_pdf/py.typed" in expected
    assert any(name.endswith(".mo") for name in expected), "the translations are not compiled"


def test_nothing_else_travels_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in contents(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"infobrief_pdf"}


def test_a_first_issue_is_made_in_an_empty_folder(scripts: Path, tmp_path: Path) -> None:
    infobrief = shutil.which("infobrief", path=scripts)
    assert infobrief is not None
    for arguments in (["init"], ["new", "rundbrief"], ["build"]):
        run([infobrief, *arguments], cwd=tmp_path)
    made = list((tmp_path / "output").rglob("*.pdf"))
    assert made
    for pdf in made:
        content = pdf.read_bytes()
        assert content.startswith(b"%PDF-")
        assert len(content) > 5000


def files(folder: Path) -> set[str]:
    """Every file below a folder, relative to it, without what Python leaves."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def run(command: list[str], cwd: Path) -> str:
    """Run a program as somebody would who has just opened a terminal; show what it said when it fails."""
    private = ("PYTHON", "PIP_", "XDG_", "INFOBRIEF")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(private)}
    environment |= {"HOME": str(cwd.parent), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    finished = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert finished.returncode == 0, f"{' '.join(command)}\n{finished.stdout}"
    return finished.stdout
