"""A year from nothing, with one process and with several: time, processor time, memory.

`python -m benchmarks.working` builds generated issues, then binds their volume, each from nothing.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.content import workspace
from benchmarks.process import python, run

_CLI: Final = "import sys; from infobrief_pdf.cli import main; sys.exit(main())"


def main() -> None:
    """Print a row for each number of processes: the least of all rounds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.working", description=__doc__)
    parser.add_argument("--issues", type=int, default=12)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{'command':<9}{'jobs':>5}{'seconds':>9}{'processor':>11}{'memory MB':>11}")
    with tempfile.TemporaryDirectory() as name:
        space = workspace(Path(name), options.issues)
        for command in (("build", "--quiet"), ("volume", 2025)):
            for jobs in options.jobs:
                given = (*command, "--workspace", space, "--jobs", jobs, "--force", "--json")
                runs = [run(python(_CLI, *given), watches_memory=True) for _ in range(options.rounds)]
                seconds, processor = (
                    min(getattr(each, of) for each in runs) for of in ("seconds", "processor")
                )
                memory = max(each.memory for each in runs)
                print(f"{command[0]:<9}{jobs:>5}{seconds:>9.1f}{processor:>11.1f}{memory:>11.0f}", flush=True)


if __name__ == "__main__":
    main()
