"""`python -m infobrief_pdf` is `infobrief`."""

import sys

from infobrief_pdf.cli import main

if __name__ == "__main__":
    sys.exit(main())
