"""What an issue is made of: titles, headings, pictures, keywords, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from infobrief_pdf.checks.editorial.passages import Finding, articles, passages, titles, without_code
from infobrief_pdf.compose.registers import is_torn
from infobrief_pdf.model import Article, Issue
from infobrief_pdf.model.texts import Key

LONGEST: Final = {"title": 110, "subtitle": 160, "summary": 600}
"""Characters that a field of an article should have at most."""


def words_without_address(issue: Issue) -> Iterator[Finding]:
    """`online_text` without `online_url`."""
    if issue.online_text and not issue.online_url:
        yield Finding("online-text-without-url", ("online_text",), 0, {"text": issue.online_text})


# Titles


def long_lines(issue: Issue) -> Iterator[Finding]:
    """Titles, subtitles and summaries that are too long for what they are."""
    for key, article in articles(issue):
        for field, limit in LONGEST.items():
            text = getattr(article, field)
            if text and len(text) > limit:
                values = {"field": field, "length": len(text), "limit": limit}
                yield Finding("text-long", (*key, field), 0, values)


_CAPITAL_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_SHOUT: Final = 9


def capital_titles(issue: Issue) -> Iterator[Finding]:
    """Titles in capitals only; `MSO` and `SGB IX` are none."""
    for key, title in titles(issue):
        words = _CAPITAL_WORD.findall(title)
        letters = sum(map(len, words))
        if title.replace("ß", "").isupper() and letters >= _SHORTEST_SHOUT:
            yield Finding("title-capitals", key, 0, {"title": title})


_ABBREVIATED: Final = re.compile(
    r"(?:\.\.|(?<![^\W\d_])\w|\d|\b(?:Abs|Art|Co|Dr|Inc|Jr|Ltd|Mio|Mrd|Nr|Prof|St|Str|bzw|ca|etc|ff|inkl|str|usw|vgl))\.\Z"
)
_SENTENCE_END: Final = re.compile(r"[^\W\d_]{2,}[.!?…] \S")


def titles_with_full_stop(issue: Issue) -> Iterator[Finding]:
    """A full stop after a title; not after an abbreviation or after the last of several sentences."""
    for key, title in titles(issue):
        if title.endswith(".") and not _ABBREVIATED.search(title) and not _SENTENCE_END.search(title):
            yield Finding("title-full-stop", key, len(title) - 1, {"title": title})


# Text

_HEADING: Final = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<words>.*\S)")
_FOOTNOTE: Final = re.compile(r" {0,3}\[\^[^\]]+\]:")
_ATTRIBUTES: Final = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*\Z")


def empty_headings(issue: Issue) -> Iterator[Finding]:
    """Headings without text below: another of the same or a higher level follows, or the end."""
    for passage in passages(issue):
        if passage.key[-1] in ("text", "summary"):
            for offset, heading in _headings_without_text(passage.text):
                yield Finding("heading-without-text", passage.key, offset, {"heading": heading})


def _headings_without_text(text: str) -> Iterator[tuple[int, str]]:
    waiting: list[tuple[int, int, str]] = []
    offset = 0
    in_footnote = False
    for line in without_code(text).splitlines(keepends=True):
        heading = _HEADING.match(line)
        if heading:
            level = len(heading["marks"])
            yield from (each[1:] for each in waiting if each[0] >= level)
            waiting = [each for each in waiting if each[0] < level]
            waiting.append((level, offset + heading.start("marks"), heading["words"].rstrip("# ")))
        in_footnote = bool(_FOOTNOTE.match(line)) or (in_footnote and line[:1] in " \t\n")
        if not (heading or in_footnote or _ATTRIBUTES.match(line) or not line.strip()):
            waiting.clear()
        offset += len(line)
    yield from (each[1:] for each in waiting)


# Pictures

_REDUNDANT: Final = re.compile(
    r"(?:(?:ein|das|dieses)\s+)?(?:bild|foto|photo|fotografie|abbildung|image|picture|photograph)"
    r"(?:\s+(?:von|vom|des|der|eines|einer|of)\b|\s+(?:zeigt|shows)\b|\s*:)"
    r"|(?:auf|in)\s+(?:dem|diesem)\s+(?:bild|foto)\b",
    re.IGNORECASE,
)
_NOTHING_SAID: Final = re.compile(
    r"(?:(?:ein|das|unser|a|the)\s+)?(?:bild|foto|fotos|photo|photos|fotografie|abbildung|grafik|logo|image|picture|graphic"
    r"|symbolbild|symbolfoto|titelbild|gruppenbild|gruppenfoto|illustration|zeichnung)(?:\s*\d+)?[.!]?",
    re.IGNORECASE,
)
_FILE_NAME: Final = re.compile(
    r"\S+\.(?:jpe?g|png|webp|svg|gif|tiff?)|(?:img|dsc|dscn|p)[_-]?\d{3,}", re.IGNORECASE
)


def weak_alternatives(issue: Issue) -> Iterator[Finding]:
    """Alternative texts that are the name of a file, a mere “picture” or the caption, or begin like that."""
    for key, image in issue.images():
        if image.alt is None:
            continue
        path = PurePosixPath(image.file)
        alt = image.alt.strip()
        if _FILE_NAME.fullmatch(alt) or alt.casefold() in (path.name.casefold(), path.stem.casefold()):
            yield Finding("alt-file-name", (*key, "alt"), 0, {"alt": alt})
        elif _NOTHING_SAID.fullmatch(alt):
            yield Finding("alt-says-nothing", (*key, "alt"), 0, {"alt": alt})
        elif image.caption and _letters(alt) == _letters(image.caption):
            yield Finding("alt-repeats-caption", (*key, "alt"), 0)
        elif found := _REDUNDANT.match(alt):
            yield Finding("alt-redundant", (*key, "alt"), 0, {"words": found[0].rstrip(" :")})


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# Markdown where there is none

_MARKUP: Final = re.compile(
    r"\*\*(?=\S)[^*\n]+\*\*|(?<![\w*])\*(?=[^\W\d_])[^*\n]+(?<=\w)\*(?![\w*])|\]\(|\]?\{lang\b|\[\^\w+\]|~~(?=\S)"
)
_LONGEST_MARKS: Final = 30


def markup_in_lines(issue: Issue) -> Iterator[Finding]:
    """Markdown in titles, names and other fields of one line, which print it as it stands."""
    for passage in passages(issue):
        if passage.key[-1] in ("text", "summary") and "links" not in passage.key:
            continue
        if found := _MARKUP.search(passage.text):
            marks = found[0] if len(found[0]) <= _LONGEST_MARKS else found[0][: _LONGEST_MARKS - 1] + "…"
            yield Finding("markup-in-line", passage.key, found.start(), {"marks": marks})


# Keywords and contacts


def repeated_keywords(issue: Issue) -> Iterator[Finding]:
    """A keyword that stands twice in one list."""
    yield from _repeated(("keywords",), issue.keywords)
    for key, article in articles(issue):
        yield from _repeated((*key, "keywords"), article.keywords)


def torn_keywords(issue: Issue) -> Iterator[Finding]:
    """A keyword whose `>` leads to no sub-entry."""
    for key, article in articles(issue):
        for index, keyword in enumerate(article.keywords):
            if is_torn(keyword):
                yield Finding("keyword-step", (*key, "keywords", index), 0, {"keyword": keyword})


def _repeated(key: Key, keywords: tuple[str, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, keyword in enumerate(keywords):
        if keyword.casefold() in seen:
            yield Finding("keyword-repeated", (*key, index), 0, {"keyword": keyword})
        seen.add(keyword.casefold())


_WAY_TO_REACH: Final = re.compile(r"\]\(|https?://|www\.|\w@\w|\d{2,}[ /-]\d{3,}")
_INVITATION: Final = re.compile(
    r"\b(?:[Gg]esucht w[ei]rd|suchen wir|wir suchen|anmelden|Anmeldung|(?:melden|bewerben|wenden) Sie)"
    r"|\b(?:Rückfragen|Auskunft|Auskünfte|Interessierte|schreiben Sie uns)\b"
    r"|\b(?:(?:[Cc]ontact|[Ww]rite to|[Cc]all) us|[Rr]egister|[Ss]ign up|[Ff]urther information)\b"
)
"""Words that ask readers to get in touch."""

_FEWEST_TO_COMPARE: Final = 3


def missing_contacts(issue: Issue) -> Iterator[Finding]:
    """Articles that name nobody to ask and nowhere to read on, although others of the issue have contacts.

    Reported are articles that invite readers to get in touch, and the only one without a contact.
    """
    found = list(articles(issue))
    if not any(article.contacts for _, article in found):
        return
    dead_ends = [(key, article) for key, article in found if not _can_be_followed(article)]
    is_exception = len(dead_ends) == 1 and len(found) > _FEWEST_TO_COMPARE
    for key, article in dead_ends:
        if is_exception or _INVITATION.search(article.text):
            yield Finding("contact-missing", (*key, "title"), 0, {"title": article.title})


def _can_be_followed(article: Article) -> bool:
    return bool(article.contacts or article.links or _WAY_TO_REACH.search(article.text))
