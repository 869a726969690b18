"""Asking veraPDF whether finished PDFs keep PDF/UA and PDF/A; the only place that starts an outside program.

veraPDF is a Java program that is not needed for making PDFs. It is looked for in this order:

1. the environment variable `VERAPDF`: a launcher, or a folder of jars;
2. `.cache/verapdf/lib` of a checkout, where `make test` puts the jars;
3. a launcher `verapdf` on the path.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Flavour = Literal["ua1", "ua2", "1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f"]
"""A standard, by veraPDF's short name: `ua1` is PDF/UA-1 (ISO 14289-1), `3a` PDF/A-3a (ISO 19005-3)."""

PROMISED: Final[tuple[Flavour, ...]] = ("ua1", "3a")
"""What the program's accessible editions declare."""

CHECKOUT_JARS: Final = Path(__file__).parent.parent / ".cache" / "verapdf" / "lib"

_MAIN_CLASS: Final = "org.verapdf.apps.GreenfieldCliWrapper"
# For a short-lived process.
_JAVA_OPTIONS: Final = (
    "-Xshare:auto",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
)  # a short-lived process
_CONTEXTS_PER_RULE: Final = 5
_SECONDS_TO_START: Final = 120
_SECONDS_PER_FILE: Final = 30


def N_(sentence: str) -> str:  # noqa: N802 - the name that extractors of sentences know
    """Mark a sentence for the catalogue."""
    return sentence


class VeraPdfError(Exception):
    """veraPDF is not there, broke off or did not answer in time. Says nothing about the PDFs.

    `sentence` is the reason, to be translated, with placeholders for `values`.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence.format(**values))


@dataclass(frozen=True, slots=True)
class FailedRule:
    """One rule of a standard that a PDF breaks, with the first of the places where it does."""

    specification: str
    clause: str
    test: int
    description: str
    failed_checks: int
    contexts: tuple[str, ...]
    """Paths of objects in the PDF, each with veraPDF's sentence about it."""

    def __str__(self) -> str:
        places = "".join(f"\n    {context}" for context in self.contexts)
        return f"{self.specification}, {self.clause} ({self.test}): {self.description}{places}"


@dataclass(frozen=True, slots=True)
class Report:
    """What veraPDF found in one PDF under one standard."""

    flavour: Flavour
    compliant: bool
    passed_checks: int = 0
    failed_checks: int = 0
    failed_rules: tuple[FailedRule, ...] = ()
    unreadable: str | None = None
    """Why the file could not be examined at all, in veraPDF's words."""

    def __str__(self) -> str:
        if self.unreadable is not None:
            return f"{self.flavour}: unreadable: {self.unreadable}"
        if self.compliant:
            return f"{self.flavour}: compliant, {self.passed_checks} checks"
        rules = "\n  ".join(str(rule) for rule in self.failed_rules)
        return f"{self.flavour}: {self.failed_checks} failed checks\n  {rules}"


@dataclass(frozen=True, slots=True)
class VeraPdf:
    """A veraPDF that can be called. Made by `find`."""

    command: tuple[str, ...]

    def validate(
        self, paths: Iterable[Path], flavours: Sequence[Flavour] = PROMISED
    ) -> dict[Path, dict[Flavour, Report]]:
        """Examine all files under each standard: one process for each standard, side by side.

        Raises `VeraPdfError`, or `OSError` when a file cannot be read.
        """
        files = list(dict.fromkeys(paths))
        if not files:
            return {}
        with tempfile.TemporaryDirectory(prefix="verapdf-") as name, ThreadPoolExecutor() as pool:
            folder = Path(name).resolve()
            # Copies, for veraPDF reads names in the encoding of the locale and goes by their extension.
            copies = [folder / f"{number}.pdf" for number in range(len(files))]
            for file, copy in zip(files, copies, strict=True):
                shutil.copyfile(file, copy)
            columns = list(pool.map(lambda flavour: self._reports(copies, flavour, folder), flavours))
        return {
            file: {flavour: column[row] for flavour, column in zip(flavours, columns, strict=True)}
            for row, file in enumerate(files)
        }

    def _reports(self, files: Sequence[Path], flavour: Flavour, folder: Path) -> list[Report]:
        options = ["--format", "json", "--flavour", flavour]
        options += ["--maxfailuresdisplayed", str(_CONTEXTS_PER_RULE)]
        # Otherwise veraPDF writes its settings to the user's home, and two processes would do so at once.
        settings = folder / f"settings-{flavour}"
        settings.mkdir()
        java_options = f"{os.environ.get('JAVA_TOOL_OPTIONS', '')} -Dapp.home={settings.name}"
        seconds = _SECONDS_TO_START + _SECONDS_PER_FILE * len(files)
        try:
            finished = subprocess.run(
                [*self.command, *options, *(file.name for file in files)],
                cwd=folder,
                env={**os.environ, "JAVA_TOOL_OPTIONS": java_options},
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=seconds,
                check=False,  # the exit code tells whether the files comply; so does the answer
            )
        except subprocess.TimeoutExpired as error:
            raise VeraPdfError(
                N_("veraPDF did not answer within {seconds} seconds"), seconds=seconds
            ) from error
        except OSError as error:
            raise VeraPdfError(N_("{program} cannot be started"), program=self.command[0]) from error
        try:
            jobs = json.loads(finished.stdout)["report"]["jobs"]
            by_name = {Path(job["itemDetails"]["name"]).name: _report(job, flavour) for job in jobs}
            return [by_name[file.name] for file in files]
        except (ValueError, KeyError, TypeError) as error:
            last_words = finished.stderr.decode(errors="replace").strip().splitlines()[-3:]
            raise VeraPdfError(
                N_("veraPDF broke off (exit code {code}), its last words: {words}"),
                code=finished.returncode,
                words=" / ".join(last_words) or "–",
            ) from error


def find(environment: Mapping[str, str] = os.environ, jars: Path = CHECKOUT_JARS) -> VeraPdf:
    """The veraPDF of this machine. Raises `VeraPdfError` with the reason when there is none."""
    if named := environment.get("VERAPDF"):
        place = Path(named).expanduser()
        if place.is_dir():
            return _from_jars(place, environment)
        if launcher := shutil.which(str(place), path=environment.get("PATH")):
            return VeraPdf((launcher,))
        raise VeraPdfError(
            N_("VERAPDF names {named}, which is neither a program nor a folder of jars"), named=named
        )
    if any(jars.glob("*.jar")):
        return _from_jars(jars, environment)
    if launcher := shutil.which("verapdf", path=environment.get("PATH")):
        return VeraPdf((launcher,))
    raise VeraPdfError(N_("veraPDF is not installed: neither VERAPDF nor a program verapdf is there"))


def _from_jars(folder: Path, environment: Mapping[str, str]) -> VeraPdf:
    if not any(folder.glob("*.jar")):
        raise VeraPdfError(N_("{folder} holds no jars of veraPDF"), folder=folder)
    home = environment.get("JAVA_HOME")
    java = (shutil.which("java", path=str(Path(home, "bin"))) if home else None) or shutil.which(
        "java", path=environment.get("PATH")
    )
    if java is None:
        raise VeraPdfError(N_("veraPDF needs Java, which is not installed"))
    return VeraPdf((java, *_JAVA_OPTIONS, "-cp", str(folder.absolute() / "*"), _MAIN_CLASS))


def _report(job: Mapping[str, Any], flavour: Flavour) -> Report:
    if "validationResult" not in job:
        exception = job.get("taskException", {}).get("exception", "no result")
        return Report(flavour, compliant=False, unreadable=str(exception))
    (result,) = job["validationResult"]
    details = result["details"]
    return Report(
        flavour,
        compliant=result["compliant"],
        passed_checks=details["passedChecks"],
        failed_checks=details["failedChecks"],
        failed_rules=tuple(_failed_rule(summary) for summary in details["ruleSummaries"]),
    )


def _failed_rule(summary: Mapping[str, Any]) -> FailedRule:
    return FailedRule(
        specification=summary["specification"],
        clause=summary["clause"],
        test=summary["testNumber"],
        description=summary["description"],
        failed_checks=summary["failedChecks"],
        contexts=tuple(f"{check['context']}: {check['errorMessage']}" for check in summary["checks"]),
    )
