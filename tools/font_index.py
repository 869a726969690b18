"""Writes `fonts/index.json`: families and character maps of the shipped faces."""

from pathlib import Path

from infobrief_pdf.fonts import INDEX, index_text, scanned

FONTS = Path(__file__).parent.parent / "fonts"

if __name__ == "__main__":
    (FONTS / INDEX).write_text(index_text(scanned(FONTS)), "utf-8")
