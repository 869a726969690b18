"""Typography of running text: quotation marks, dashes, spaces that must not break.

Sources: Duden, *Hinweise für das Maschinenschreiben* and *Textverarbeitung*; DIN 5008:2020 (dashes,
units, abbreviations, paragraph signs); for other languages the quotation marks of Unicode CLDR.

The text may contain the stand-ins of `infobrief_pdf.markup.characters`: they stay where they are.
What an author has already typed well stays as well: only `"`, `'`, `-`, `...` and plain blanks change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from infobrief_pdf.markup.characters import EDGE, LINE
from infobrief_pdf.markup.characters import NARROW_NO_BREAK_SPACE as NARROW
from infobrief_pdf.markup.characters import NO_BREAK_SPACE as FIXED


class Quotes(NamedTuple):
    """Quotation marks of a language: the usual pair and the pair inside it."""

    open: str
    close: str
    inner_open: str
    inner_close: str


Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a language is typeset; `rules` are applied in turn, the quotation marks last."""

    quotes: Quotes
    rules: tuple[Rule, ...]


def typeset(text: str, language: str) -> str:
    """`text` as a typesetter of `language` would write it; one blank for each run of blanks and line ends.

    >>> typeset('"Geht\\'s?" - z.B. am 6. September, 10-12 Uhr', "de")
    '„Geht’s?“ – z.\\u202fB. am 6.\\xa0September, 10–12\\xa0Uhr'

    A language without a row in `CONVENTIONS` keeps its characters.
    """
    text = _BLANKS.sub(" ", text)
    conventions = CONVENTIONS.get(language) or CONVENTIONS.get(language.split("-", maxsplit=1)[0])
    if conventions is None:
        return text
    for pattern, replacement in conventions.rules:
        text = pattern.sub(replacement, text)
    return _with_quotes(text, conventions.quotes)


_BLANKS: Final = re.compile(r"[ \t\r\n]+")


# Quotation marks

_WORD: Final = re.compile(r"\w")
_SHORT_YEAR: Final = re.compile(r"\d\d(?!\d)")
_OPENS_BEFORE: Final = "([{/–—-‑"


class _Mark(NamedTuple):
    """A quotation mark that has been read and may be the first of a pair."""

    place: int
    single: bool


class _Pair(NamedTuple):
    first: int
    last: int
    single: bool


def _with_quotes(text: str, quotes: Quotes) -> str:
    """Straight marks become pairs; a single one without a partner is an apostrophe, a double one stays."""
    if '"' not in text and "'" not in text:
        return text
    pairs, apostrophes = _pairs(text, quotes)
    characters = list(text)
    for index in apostrophes:
        characters[index] = "’"
    enclosing: list[tuple[int, bool]] = []
    for first, last, single in sorted(pairs):
        while enclosing and enclosing[-1][0] < first:
            enclosing.pop()
        inner = single or (bool(enclosing) and not enclosing[-1][1])
        enclosing.append((last, inner))
        opening, closing = quotes[2:] if inner else quotes[:2]
        if text[first] in "\"'":
            characters[first] = opening
        if text[last] in "\"'":
            characters[last] = closing
    return "".join(characters)


def _pairs(text: str, quotes: Quotes) -> tuple[list[_Pair], list[int]]:
    """Pairs of marks, straight or already typographic, and the places of apostrophes."""
    known = {quotes.open.strip(NARROW): False, quotes.inner_open.strip(NARROW): True}
    ends = {quotes.close.strip(NARROW): False, quotes.inner_close.strip(NARROW): True}
    opened: list[_Mark] = []
    waiting = {True: 0, False: 0}
    pairs: list[_Pair] = []
    apostrophes: list[int] = []

    def give_up(mark: _Mark) -> None:
        waiting[mark.single] -= 1
        if mark.single and text[mark.place] == "'":
            apostrophes.append(mark.place)

    def close(index: int, single: bool) -> None:
        while opened[-1].single is not single:
            give_up(opened.pop())
        waiting[single] -= 1
        pairs.append(_Pair(opened.pop().place, index, single))

    def start(index: int, single: bool) -> None:
        waiting[single] += 1
        opened.append(_Mark(index, single))

    for index, mark in enumerate(text):
        if mark in "\"'":
            single = mark == "'"
            before, after = _neighbour(text, index, -1), _neighbour(text, index, 1)
            if single and _is_apostrophe(text, before, after):
                apostrophes.append(index)
            elif not _blank(text, after) and (_opens_after(text, before) or _just_opened(opened, before)):
                start(index, single)
            elif waiting[single] and not _blank(text, before):
                close(index, single)
            elif single:
                apostrophes.append(index)
        elif mark in ends and opened and opened[-1].single is ends[mark]:
            close(index, ends[mark])
        elif mark in known and mark not in ends:
            start(index, known[mark])
    for left in opened:
        give_up(left)
    return pairs, apostrophes


def _neighbour(text: str, index: int, step: int) -> int:
    """The nearest character that is not the edge of an element; -1 or len(text) at the ends."""
    index += step
    while 0 <= index < len(text) and text[index] == EDGE:
        index += step
    return index


def _blank(text: str, index: int) -> bool:
    return not 0 <= index < len(text) or text[index].isspace() or text[index] == LINE


def _opens_after(text: str, before: int) -> bool:
    return _blank(text, before) or text[before] in _OPENS_BEFORE


def _just_opened(opened: list[_Mark], before: int) -> bool:
    return bool(opened) and opened[-1].place == before


def _is_apostrophe(text: str, before: int, after: int) -> bool:
    """Inside a word (`geht's`) or before a shortened year (`'68`)."""
    inside = not _blank(text, before) and not _blank(text, after)
    if inside and _WORD.match(text[before]) and _WORD.match(text[after]):
        return True
    return _blank(text, before) and bool(_SHORT_YEAR.match(text, after))


# Rules of the languages

MONTHS: Final = {
    "de": "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
}
"""Names of months after a day with a full stop, as alternatives of a regular expression."""

_UNITS: Final = (
    "km²|km/h|km|m²|m³|cm²|cm|mm|m|ha|kg|mg|g|t|ml|l|kWh|MWh|kW|MW|h|min|°C|GB|MB|%|‰|€|Euro|EUR|Cent"
)
_GERMAN_ABBREVIATIONS: Final = (
    "a. a. O.|a. D.|b. w.|d. h.|d. J.|e. V.|h. c.|i. A.|i. d. R.|i. H. v.|i. S. d.|i. V.|m. E.|n. Chr."
    "|o. Ä.|o. g.|o. J.|s. a.|s. o.|s. u.|u. a. m.|u. a.|u. Ä.|u. U.|u. v. a.|u. v. m.|v. a.|v. Chr."
    "|z. B.|z. Hd.|z. T.|z. Z."
)
_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+|\d{1,4}(?:[.:,]\d{1,2})?"


def _rule(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern), replacement


def _abbreviations(table: str) -> Rule:
    """A narrow space holds the parts of an abbreviation together, typed or not (DIN 5008: `z. B.`)."""

    def pattern(abbreviation: str) -> str:
        first, *rest = abbreviation.split()
        either_case = f"[{first[0].lower()}{first[0].upper()}]{re.escape(first[1:])}"
        return f"[ {FIXED}]?".join((either_case, *map(re.escape, rest)))

    longest_first = sorted(table.split("|"), key=len, reverse=True)
    return _rule(
        rf"(?<![\w.])(?:{'|'.join(map(pattern, longest_first))})(?!\w)",
        lambda found: re.sub(rf"\.[ {FIXED}]?(?=\w)", f".{NARROW}", found[0]),
    )


def _as_range(found: re.Match[str]) -> str:
    """`10-12` to `10–12` (DIN 5008: "bis", without blanks); the numbers must rise, `02-18` is a code."""
    low, high = found.groups()
    rising = _value(low) < _value(high)
    coded = any(number.isdigit() and number.startswith("0") for number in (low, high))
    return f"{low}–{high}" if rising and not coded else found[0]


def _value(number: str) -> float:
    return float(number.replace(".", "") if re.search(r"\.\d{3}", number) else re.sub("[:,]", ".", number))


_ELLIPSIS: Final = _rule(r"(?<!\.)\.\.\.(?!\.)", "…")
_RANGES: Final = (
    _rule(rf"(?<![\w.,:/§–-])({_NUMBER})-({_NUMBER})(?![\w/–-]|[.,:]\d)", _as_range),
    _rule(r"(?<![\w.-])(\d{1,2}\.(?:\d{1,2}\.)?)-(?=\d{1,2}\.)", r"\1–"),
)
_SPACED_DASH: Final = _rule(r"(?<=[^\s-])(?: -{1,3} |-{2,3} ?)(?=[^\s-])", " – ")
_BEFORE_UNITS: Final = _rule(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))", FIXED)

_COUNTED: Final = "Prozent|Millionen|Milliarden|(?:Jahr|Monat|Woche|Tag|Stunde|Minute)(?:e[ns]?|n|s)?"
"""What numbers count in running German; the number does not stay behind at the end of a line."""

_GERMAN: Final = (
    _ELLIPSIS,
    _rule(r"(?<=\d) - (?=\d{1,2}(?:[.:]\d\d)? Uhr\b)", "–"),
    *_RANGES,
    _rule(r"(?<=\d)--(?=\d)", "–"),
    _SPACED_DASH,
    _abbreviations(_GERMAN_ABBREVIATIONS),
    _rule(r"§ (?=\S)|§(?=\d)", f"§{FIXED}"),
    _rule(rf"(?<![\w.])(Abb|Abs|Anm|Art|Bd|H|Kap|Nr|Nrn|Rn|S|Tab|Ziff)\. (?={EDGE}*\d)", rf"\1.{FIXED}"),
    _rule(rf"(?<!\w)(Dr|Prof|Hr|Fr|St)\. (?={EDGE}*\w)", rf"\1.{FIXED}"),
    _rule(rf"(?<!\w)(Herrn?|Frau) (?={EDGE}*[A-ZÄÖÜ])", rf"\1{FIXED}"),
    _rule(rf"(?<![\d.])(\d{{1,2}}\.) (?=(?:{MONTHS['de']})\b)", rf"\1{FIXED}"),
    _rule(r"(?<=\d)(?=[%‰€](?![\w-]))", FIXED),
    _rule(r"€ (?=\d)", f"€{FIXED}"),
    _rule(r"(?<=\d) (?=(?:Uhr\b|(?:Mio|Mrd|Tsd)\.))", FIXED),
    _rule(rf"(?<=\d) (?=(?:{_COUNTED})\b)", FIXED),
    _rule(r"(?<=\d\.) (?=(?:Halbjahr|Jahr|Klasse|Quartal)\w{0,2}\b)", FIXED),
    _rule(r"(?<!\w)(HRA|HRB|VR) (?=\d)", rf"\1{FIXED}"),
    _rule(rf"(?<=\d{FIXED})(Mio|Mrd|Tsd)\. (?=(?:{_UNITS})(?!\w))", rf"\1.{FIXED}"),
    _BEFORE_UNITS,
)
_ENGLISH: Final = (
    _ELLIPSIS,
    *_RANGES,
    _rule(r"(?<=\d)--(?=\d)", "–"),
    _rule(r"(?<=[^\s-])---(?=[^\s-])", "—"),
    _SPACED_DASH,
    _rule(r"(?<![\w.])(No|Nos|p|pp|Art|Fig|Vol)\. (?=\d)", rf"\1.{FIXED}"),
    _rule(r"(?<!\w)(Dr|Prof|Mr|Mrs|Ms)\. (?=\w)", rf"\1.{FIXED}"),
    _rule(r"(?<=\d) (?=[ap]\.?m\b)", FIXED),
    _BEFORE_UNITS,
)
_PLAIN: Final = (_ELLIPSIS, *_RANGES, _SPACED_DASH, _BEFORE_UNITS)
_FRENCH: Final = (
    *_PLAIN,
    _rule(r" (?=[;!?»])", NARROW),
    _rule(r" (?=:)", FIXED),
    _rule(r"« ", f"«{NARROW}"),
)

CONVENTIONS: Final = {
    "bg": Conventions(Quotes("„", "“", "‚", "‘"), _PLAIN),
    "cs": Conventions(Quotes("„", "“", "‚", "‘"), _PLAIN),
    "de": Conventions(Quotes("„", "“", "‚", "‘"), _GERMAN),
    "de-CH": Conventions(Quotes("«", "»", "‹", "›"), _GERMAN),
    "el": Conventions(Quotes("«", "»", "“", "”"), _PLAIN),
    "en": Conventions(Quotes("“", "”", "‘", "’"), _ENGLISH),
    "es": Conventions(Quotes("«", "»", "“", "”"), _PLAIN),
    "fr": Conventions(Quotes(f"«{NARROW}", f"{NARROW}»", "“", "”"), _FRENCH),
    "hr": Conventions(Quotes("„", "”", "‚", "’"), _PLAIN),
    "it": Conventions(Quotes("«", "»", "“", "”"), _PLAIN),
    "nl": Conventions(Quotes("“", "”", "‘", "’"), _PLAIN),
    "pl": Conventions(Quotes("„", "”", "«", "»"), _PLAIN),
    "pt": Conventions(Quotes("“", "”", "‘", "’"), _PLAIN),
    "ro": Conventions(Quotes("„", "”", "«", "»"), _PLAIN),
    "ru": Conventions(Quotes("«", "»", "„", "“"), _PLAIN),
    "tr": Conventions(Quotes("“", "”", "‘", "’"), _PLAIN),
    "uk": Conventions(Quotes("«", "»", "„", "“"), _PLAIN),
}
"""Language (BCP 47; the whole tag first, then its language) to conventions."""
