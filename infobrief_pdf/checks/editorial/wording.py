"""Slips of typing, and links that do not say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from infobrief_pdf.checks.editorial.passages import (
    Finding,
    articles,
    own_prose,
    passages,
    without_code,
)
from infobrief_pdf.model import Issue

# Spaces

_LIST_MARK: Final = r"[ \t>]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\n]+\]:|#{1,6})"
_SPACES: Final = re.compile(rf"^{_LIST_MARK}[ ]+|(?<=[^\s>])(?P<doubled> {{2,}})(?=\S)", re.MULTILINE)
_TABLE_ROW: Final = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)


def doubled_spaces(issue: Issue) -> Iterator[Finding]:
    """Two spaces between words; not the ones that lay out a list or table, or end a line."""
    for passage in passages(issue):
        text = _TABLE_ROW.sub(lambda row: "|" * len(row[0]), without_code(passage.text))
        for found in _SPACES.finditer(text):
            if found["doubled"]:
                yield Finding("space-doubled", passage.key, found.start())


# Words

_DOUBLED: Final = re.compile(r"(?<![\w’'-])([^\W\d_]{2,})(?:[ \t]+|[ \t]*\n[ \t]*)\1(?![\w’'-])")
_HEADING_END: Final = re.compile(r"^([ \t>]*#{1,6}[ \t].*)\n", re.MULTILINE)
_LANGUAGES: Final = frozenset({None, "de", "en"})
"""Languages that double words by mistake only; in Turkish, say, it is how they are emphasised."""

_OFTEN_DOUBLED: Final = frozenset(
    {
        # before relative clauses and articles: “die, die die Tür öffnen”
        "das", "dem", "den", "denen", "der", "deren", "dessen", "die", "was", "wem", "wen", "wer",
        # pronouns: “Wenn Sie sie sehen”, “dass ihr ihr helft”
        "Ihr", "Sie", "es", "ihm", "ihn", "ihnen", "ihr", "sie", "uns", "wir",
        # before attributes with a preposition: “zu zu hohen Kosten”, “von von uns geförderten Stellen”
        "von", "zu",
        # verbs where clauses meet, emphasis
        "haben", "hatten", "ist", "sein", "sind", "war", "waren", "werden", "wird",
        "Bitte", "bitte", "ganz", "immer", "nie", "sehr", "so", "viel", "viele", "wieder",
        # English
        "had", "really", "that", "very",
    }
)  # fmt: skip
"""Words that may well stand twice in a row."""


def doubled_words(issue: Issue) -> Iterator[Finding]:
    """A word that stands twice in a row, as `und und`; the second one is named."""
    for passage in passages(issue):
        if passage.language and passage.language.split("-")[0] not in _LANGUAGES:
            continue
        text = _HEADING_END.sub(r"\1|", own_prose(passage.text))
        for found in _DOUBLED.finditer(text):
            if found[1] not in _OFTEN_DOUBLED:
                values = {"word": found[1]}
                yield Finding("word-doubled", passage.key, found.end() - len(found[1]), values)


# Links

_LINK: Final = re.compile(r"(?<![!\\])\[(?P<text>[^\[\]]*)\]\((?!\s*\))")
_VAGUE: Final = frozenset(
    {
        "dieser link", "diesem link", "hier", "hier klicken", "hier lesen", "hierüber", "klick", "klick hier",
        "klicken sie hier", "link", "mehr", "mehr dazu", "mehr erfahren", "mehr infos", "mehr informationen",
        "mehr lesen", "siehe hier", "weiter", "weitere infos", "weitere informationen", "weiterlesen",
        "zum link",
        "click", "click here", "continue", "details", "here", "learn more", "more", "more info",
        "more information", "read more", "see here", "this link",
    }
)  # fmt: skip
"""Words that say nothing when a screen reader lists the links of a page (WCAG 2.2, 2.4.4 and 2.4.9)."""


def vague_links(issue: Issue) -> Iterator[Finding]:
    """Links that read `hier` or `mehr`."""
    for key, article in articles(issue):
        for index, link in enumerate(article.links):
            if _is_vague(link.text):
                yield Finding("link-text-vague", (*key, "links", index, "text"), 0, {"text": link.text})
    for passage in passages(issue):
        for found in _LINK.finditer(without_code(passage.text)):
            if _is_vague(found["text"]):
                text = " ".join(found["text"].split())
                yield Finding("link-text-vague", passage.key, found.start("text"), {"text": text})


def _is_vague(text: str) -> bool:
    return " ".join(re.findall(r"\w+", text.casefold())) in _VAGUE
