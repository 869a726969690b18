"""Makes the PDFs of other programs in tests/data/legacy, which the archive volume is tested with.

The files are stored; nobody needs to run this unless a sample is to be added:

    python -m venv /tmp/samples
    /tmp/samples/bin/pip install typst reportlab fpdf2 PyMuPDF img2pdf matplotlib xhtml2pdf cairosvg pikepdf \
        pypdf weasyprint
    apt-get install ghostscript qpdf enscript groff libreoffice-writer-nogui texlive-latex-base chromium \
        wkhtmltopdf
    npm --prefix /tmp/samples/npm install pdfkit pdf-lib pdfmake
    NODE_PATH=/tmp/samples/npm/node_modules /tmp/samples/bin/python tools/make_legacy_samples.py [NAME ...]

A sample is a function in one of the modules of `legacy_samples` that returns the bytes of a file; its
docstring is its line in the README, the program first.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from legacy_samples import SAMPLES

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "legacy"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or SAMPLES:
        try:
            (FOLDER / name).write_bytes(SAMPLES[name]())
        except subprocess.CalledProcessError as error:
            print(name, error, error.stderr.decode(errors="replace")[-2000:])
        except Exception as error:
            print(name, repr(error))
    lines = [
        "# PDFs of other programs",
        "",
        "Made by `tools/make_legacy_samples.py`; all names and texts are made up. `tests/test_legacy.py`",
        "says what becomes of each.",
        "",
        "| file | made by | why it is here |",
        "|---|---|---|",
    ]
    for name, function in sorted(SAMPLES.items()):
        made, _, why = " ".join((function.__doc__ or "").split()).partition(". ")
        lines.append(f"| {name} | {made} | {why} |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
