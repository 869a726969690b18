"""veraPDF for the tests: many files are judged at one start of Java, and no file is judged twice."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from infobrief_pdf import verapdf
from infobrief_pdf.verapdf import PROMISED, Flavour, Report


def available() -> str | None:
    """Why there is no veraPDF on this machine; None when there is one."""
    try:
        verapdf.find()
    except verapdf.VeraPdfError as error:
        return str(error)
    return None


def validate(
    paths: Sequence[Path], flavours: Sequence[Flavour] = PROMISED
) -> dict[Path, dict[Flavour, Report]]:
    """Judge all files at one start of Java for each flavour."""
    return verapdf.find().validate(paths, flavours)


class Judge:
    """Remembers judgements by a file's content.

    A fixture that makes several PDFs enrols them all; the first question about one of them then judges
    all that are waiting.
    """

    def __init__(self) -> None:
        self._waiting: dict[Flavour, dict[str, Path]] = {}
        self._reports: dict[tuple[str, Flavour], Report] = {}

    def enrol(self, *paths: Path, flavours: Sequence[Flavour] = PROMISED) -> None:
        """Let files be judged together with the next one that is asked about."""
        for path in paths:
            content = _digest(path)
            for flavour in flavours:
                if (content, flavour) not in self._reports:
                    self._waiting.setdefault(flavour, {})[content] = path

    def report(self, path: Path, flavour: Flavour) -> Report:
        """What veraPDF says about a file."""
        self.enrol(path, flavours=[flavour])
        self._judge_waiting()
        return self._reports[_digest(path), flavour]

    def complaints(self, path: Path, flavours: Sequence[Flavour] = PROMISED) -> list[str]:
        """Everything that keeps a file from complying; for `assert judge.complaints(pdf) == []`."""
        self.enrol(path, flavours=flavours)
        reports = [self.report(path, flavour) for flavour in flavours]
        return [str(report) for report in reports if not report.compliant]

    def _judge_waiting(self) -> None:
        waiting = {path: content for files in self._waiting.values() for content, path in files.items()}
        if not waiting:
            return
        flavours = list(self._waiting)
        for path, reports in validate(list(waiting), flavours).items():
            self._reports.update({(waiting[path], flavour): report for flavour, report in reports.items()})
        self._waiting.clear()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
