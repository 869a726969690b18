"""Make infobrief_pdf/hyphenation/hyph_de.dic from a TeX pattern file.

    python tools/make_hyphenation.py dehyphn-x-2022-03-16.pat

The source is a ``dehyphn-x-*.pat`` file of the package dehyph-exptl (German,
reformed spelling of 2006).  Pyphen reads the same patterns, but in another
wrapping: the encoding on the first line, then one pattern a line, with ``%``
in front of remarks.  The tool takes the patterns out of ``\\patterns{...}``,
adds one pattern for every word of ``exceptions_de.txt`` (if that file is there)
and leaves everything else as it is.

A word such as ``ab-cde`` in the exceptions list becomes ``.a8b9c8d8e.``: an odd
digit allows a break, an even one forbids it, and no digit of the patterns
outranks 8 and 9.  ``*ab-cde*`` becomes ``a8b9c8d8e``, which also holds inside
longer words.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "infobrief_pdf" / "hyphenation"

#: At least as high as any value in the patterns: odd allows a break, even forbids it.
ALLOW, FORBID = "9", "8"


def read_patterns(source: str) -> list[str]:
    """Return the patterns inside ``\\patterns{...}`` of a TeX pattern file."""
    without_remarks = re.sub(r"%.*", "", source)
    body = re.search(r"\\patterns\s*\{(.*?)\}", without_remarks, re.DOTALL)
    if body is None:
        raise ValueError("no \\patterns{...} in the source file")
    return body.group(1).split()


def read_version(source: str) -> str:
    """Return the version named in the head of the pattern file."""
    version = re.search(r"^%\s*version:\s*(\S+)", source, re.MULTILINE)
    return version.group(1) if version else "unknown"


def read_words(path: Path) -> list[str]:
    """Return the words of a list: one a line, ``#`` starts a remark."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def word_pattern(word: str) -> str:
    """Turn ``ab-cde`` into a pattern that settles every break of that word.

    A ``*`` in front or behind leaves that end of the word open.
    """
    start = "" if word.startswith("*") else "."
    end = "" if word.endswith("*") else "."
    parts = word.removeprefix("*").removesuffix("*").lower().split("-")
    if not all(part.isalpha() for part in parts):
        raise ValueError(f"not a word with hyphens: {word!r}")
    return start + ALLOW.join(FORBID.join(part) for part in parts) + end


def make_dictionary(source: str, exceptions: list[str]) -> str:
    """Return the text of the dictionary file for Pyphen."""
    patterns = read_patterns(source)
    highest = max(int(digit) for pattern in patterns for digit in re.findall(r"\d", pattern))
    if highest > int(FORBID):
        raise ValueError(f"the patterns use the value {highest}: exceptions could not outrank them")
    lines = [
        "UTF-8",
        f"% German hyphenation patterns, reformed spelling; dehyphn-x {read_version(source)}",
        "% Licence: MIT, see LICENCE-hyph_de.txt; how this file was made: see README.md",
        "LEFTHYPHENMIN 2",
        "RIGHTHYPHENMIN 2",
        *patterns,
    ]
    if exceptions:
        lines += ["% Words settled by exceptions_de.txt", *map(word_pattern, exceptions)]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, write the dictionary."""
    parser = argparse.ArgumentParser(description="Make hyph_de.dic from a TeX pattern file.")
    parser.add_argument("patterns", type=Path, help="a dehyphn-x-*.pat file")
    parser.add_argument("-o", "--output", type=Path, default=PACKAGE / "hyph_de.dic")
    parser.add_argument("-e", "--exceptions", type=Path, default=PACKAGE / "exceptions_de.txt")
    options = parser.parse_args(arguments)
    exceptions = read_words(options.exceptions) if options.exceptions.exists() else []
    source = options.patterns.read_text("utf-8")
    options.output.write_text(make_dictionary(source, exceptions), "utf-8", newline="\n")
    print(f"{options.output.name}: {len(read_patterns(source))} patterns, {len(exceptions)} exceptions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
