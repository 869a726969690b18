"""Hyphenation patterns for German (reformed spelling), in Pyphen's format.

Pyphen brings German patterns of its own, but they break words such as
``Übergang`` in wrong places.  Where the file here comes from: ``README.md``.
"""

from __future__ import annotations

from pathlib import Path

#: The German dictionary, to be read with ``pyphen.Pyphen(filename=GERMAN)``.
GERMAN: Path = Path(__file__).parent / "hyph_de.dic"

__all__ = ["GERMAN"]
