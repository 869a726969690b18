"""Binds 12 and 60 finished issues of 8 pages, beside pypdf's `append`: `python -m benchmarks.binding`.

The issues are those of `benchmarks.content`. 60 are the same twelve, five times, so that their share of the
parts' size says little.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.content import workspace

COUNTS = (12, 60)

_PARTS = """
import pickle, sys
from infobrief_pdf import Workspace
from infobrief_pdf.model.edition import EDITIONS
space, made = Workspace(sys.argv[1]), []
for issue in space.issues():
    found = space.typeset(issue, EDITIONS["archive"], is_part=True)
    made.append((found.pdf, found.pages, dict(found.spots)))
with open(sys.argv[2], "wb") as file:
    pickle.dump(made, file)
"""

_BIND = """
import pickle, sys, time, resource
from datetime import UTC, datetime
from infobrief_pdf.bind import Carried, Part, bound
from infobrief_pdf.finish import Metadata
from infobrief_pdf.model.folio import FIRST
with open(sys.argv[1], "rb") as file:
    made = pickle.load(file)
parts, folio = [], FIRST
for number in range(int(sys.argv[2])):
    pdf, pages, spots = made[number % len(made)]
    parts.append(Part(f"{number:02}", f"Part {number}", "de", pdf, pages, spots, folio, pads=pages % 2))
    folio += pages + pages % 2
metadata = Metadata("t", "a", "s", (), "de", datetime(2025, 1, 1, tzinfo=UTC), "c", "p")
started = time.perf_counter()
content = bound(parts, Carried(metadata))
seconds = time.perf_counter() - started
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
print(seconds, memory, len(content) / sum(len(part.pdf) for part in parts))
"""

_APPEND = """
import io, pickle, sys, time
from pypdf import PdfReader, PdfWriter
with open(sys.argv[1], "rb") as file:
    made = pickle.load(file)
started = time.perf_counter()
writer = PdfWriter()
for number in range(int(sys.argv[2])):
    writer.append(PdfReader(io.BytesIO(made[number % len(made)][0])))
writer.write(io.BytesIO())
print(time.perf_counter() - started)
"""


def run(script: str, *arguments: object) -> list[float]:
    """The numbers that a script prints, run in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(word) for word in finished.stdout.split()]


def main() -> int:
    """Print the table; exit code 1 if a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        parts = Path(folder, "parts.pickle")
        run(_PARTS, workspace(Path(folder, "workspace"), COUNTS[0]), parts)
        print(f"{'parts':>6}{'seconds':>9}{'target':>8}{'MB':>6}{'size':>6}{'pypdf append':>14}")
        missed = False
        for count, target in zip(COUNTS, (1.0, 4.0), strict=True):
            seconds, memory, size = min(run(_BIND, parts, count) for _ in range(3))
            (peer,) = run(_APPEND, parts, count)
            missed |= seconds > target or memory > 400
            print(f"{count:>6}{seconds:>9.2f}{target:>8.1f}{memory:>6.0f}{size:>6.2f}{peer:>14.2f}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
