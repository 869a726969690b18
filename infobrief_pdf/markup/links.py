"""Addresses: those an author writes as a Markdown link, and those that stand bare in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink

from infobrief_pdf.markup.characters import NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, escape, unshield

SCHEMES: Final = ("http", "https", "mailto", "tel")

COUNTRY_CODES: Final = {"de": "49", "de-AT": "43", "de-CH": "41"}
"""Where a national number (`0711 …`) of a text in this language is to be dialled."""

_LONG_ADDRESS: Final = 24
_BREAK_AFTER: Final = re.compile(r"(?<=[/._?&=@])(?<!://)(?![/._?&=@-])(?=.)")
_AROUND_SIGN: Final = re.compile(r"(?<=@)|(?=@)")
_BEHIND_HYPHEN: Final = re.compile(r"(?<=-)(?=\w)")
_HYPHENATED: Final = re.compile(r"(?<![\w-])(?=[\w-]{3,24}(?![\w-]))\w+(?:-+\w+)+")
"""Words with hyphens that fit into a line of the marginal column."""

_HOST: Final = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Found:
    """An address or telephone number that stands bare in the text."""

    kind: str
    """`address` (web or e-mail) or `phone`; also the class of its link."""
    text: str
    target: str


def bare(text: str, language: str) -> Iterator[str | Found]:
    """`text` cut into addresses and telephone numbers, and what stands between them.

    `language` is the language of the whole document: it says which country national numbers belong to.
    """
    end = 0
    for match in _BARE.finditer(text):
        found = _FINDERS[str(match.lastgroup)](match, language)
        if found is None or match.start() < end:
            continue
        if match.start() > end:
            yield text[end : match.start()]
        yield found
        end = match.start() + len(found.text)
    if end < len(text):
        yield text[end:]


def telephone_url(number: str, language: str) -> str:
    """The `tel:` address of a printed number (RFC 3966), with the country's code if it is known.

    >>> telephone_url("0711/2155-123", "de")
    'tel:+497112155123'
    """
    digits = _digits(number)
    country = COUNTRY_CODES.get(language) or COUNTRY_CODES.get(language.split("-", maxsplit=1)[0])
    if number.lstrip().startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    return f"tel:+{country}{digits[1:]}" if country and digits.startswith("0") else f"tel:{digits}"


def short_address(url: str) -> str:
    """A web or e-mail address as readers type it: without scheme and closing slash. Plain text, not HTML.

    >>> short_address("https://www.x.de/termine/")
    'www.x.de/termine'
    """
    return re.sub(r"^(?:https?://|mailto:|tel:)", "", url, flags=re.IGNORECASE).removesuffix("/")


def normalized(target: str) -> str:
    """A link's target: percent-encoded, international host names in Punycode (RFC 3492)."""
    return normalizeLink(unshield(target))


def visible(found: Found) -> str:
    """The address or number as HTML text: long addresses may break after punctuation, numbers never."""
    if found.kind == "phone":
        return escape(found.text.replace(" ", NO_BREAK_SPACE))
    return breakable(found.text)


def breakable(address: str) -> str:
    """An address as HTML text with `<wbr/>` where a line may end (Duden: after a slash, point …).

    A part of it that is longer than a line of the marginal column may break behind its hyphens, too; what has
    none may break anywhere: style sheets see to that.
    """
    if len(address) <= _LONG_ADDRESS:
        return unbroken(escape(address))
    if _EMAIL.fullmatch(address):
        return breakable_email(address)
    return "<wbr/>".join(part for each in _BREAK_AFTER.split(address) for part in _pieces(each))


def breakable_email(address: str) -> str:
    """An e-mail address as HTML text that may go on behind its sign on the next line, or with it.

    >>> breakable_email("demir@example.org")
    'demir<wbr/>@<wbr/>example.org'
    """
    return "<wbr/>".join(breakable(part) for part in _AROUND_SIGN.split(address))


def _pieces(part: str) -> list[str]:
    if len(part) <= _LONG_ADDRESS:
        return [unbroken(escape(part))]
    return [escape(piece) for piece in _BEHIND_HYPHEN.split(part)]


def unbroken(html: str) -> str:
    """An address without line breaks behind its hyphens: on paper nobody knew whether they belong to it.

    >>> unbroken("demir@lsa-nord.example.org")
    'demir@<span class="nowrap">lsa-nord</span>.example.org'
    """
    return _HYPHENATED.sub(lambda word: f'<span class="nowrap">{word[0]}</span>', html)


def is_bare(text: str) -> bool:
    """Whether all of `text` is one web or e-mail address."""
    parts = list(bare(text, "en"))
    return len(parts) == 1 and isinstance(parts[0], Found) and parts[0].kind == "address"


_FILE_ENDINGS: Final = (".html", ".htm", ".php", ".pdf", ".doc", ".docx", ".md", ".txt", ".yaml")
"""Endings of files that look like the ends of host names."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a link's target."""

    code: str
    values: dict[str, object]


def fault(target: str) -> Fault | None:
    """Why `target` cannot be linked to; None if it can.

    Allowed are `http`, `https`, `mailto` and `tel` (RFC 3986 syntax), and `#name` for another article.
    """
    if not target:
        return Fault("link-target-missing", {})
    if target.startswith("#"):
        return Fault("link-malformed", {"url": target}) if len(target) == 1 else None
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in SCHEMES:
        return None if _is_complete(target) else Fault("link-malformed", {"url": target})
    if _EMAIL.fullmatch(target):
        return Fault("link-without-scheme", {"url": target, "suggestion": f"mailto:{target}"})
    if _HOST.fullmatch(target) and not target.lower().endswith(_FILE_ENDINGS):
        return Fault("link-without-scheme", {"url": target, "suggestion": f"https://{target}"})
    if scheme:
        return Fault("link-scheme", {"scheme": scheme[1], "allowed": ", ".join(SCHEMES)})
    return Fault("link-without-scheme", {"url": target, "suggestion": None})


def _is_complete(target: str) -> bool:
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname) and not re.search(r"\s", target)
    return bool(_EMAIL.fullmatch(parts.path) if parts.scheme == "mailto" else re.search(r"\d", parts.path))


# Bare web and e-mail addresses. Every pattern begins where a word begins and is bounded, or consumes
# what it has read: the time for a text grows with its length only.

_WEB: Final = r"(?<![\w@./-])(?:https?://|www\.)(?=[\w\[])[^\s<>\"„“”‚‘«»‹›]+"
_MAIL: Final = r"(?<![\w.+@-])[A-Za-z0-9_][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w@])"
_EMAIL: Final = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_TRAILING: Final = ".,;:!?…'’*_"


def _web(match: re.Match[str], _: str) -> Found | None:
    address = _without_trailing_punctuation(match[0])
    host = address.removeprefix("https://").removeprefix("http://")
    if not re.match(r"[\w\[]", host) or host in ("www", "www."):
        return None
    return Found("address", address, address if "://" in address[:8] else f"https://{address}")


def _without_trailing_punctuation(address: str) -> str:
    """A full stop ends the sentence and a bracket that was not opened in the address ends the aside."""
    surplus = {close: address.count(close) - address.count(start) for close, start in _CLOSING.items()}
    end = len(address)
    while end:
        last = unshield(address[end - 1])
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]


def _mail(match: re.Match[str], _: str) -> Found:
    return Found("address", match[0], f"mailto:{match[0]}")


# Telephone numbers

_BLANK: Final = f"[ {NO_BREAK_SPACE}{NARROW_NO_BREAK_SPACE}]"
_SEPARATOR: Final = rf"(?:{_BLANK}?[/–-]{_BLANK}?|{_BLANK})"
_AREA: Final = r"(?:30|40|69|89|[2-9]\d{2,4}|1[5-7]\d{1,2}|180\d|137|138|190\d)"
"""Area and service codes of the German numbering plan (Bundesnetzagentur), without their 0: 2 to 5 digits."""
_COUNTRY: Final = (
    r"(?:1|7|2[07]|2[1-689]\d|3[0-469]|3[578]\d|4[013-9]|42\d|5[1-8]|5[09]\d|6[0-6]|6[7-9]\d|8[1246]|8[0578]\d"
    r"|9[0-58]|9[679]\d)"
)
"""Country codes (ITU-T E.164)."""
_GROUPS: Final = rf"[1-9]\d{{1,12}}+(?:{_SEPARATOR}\d{{1,5}}+(?!\d|[.,:]\d)){{0,4}}+"
_PHONE_START: Final = rf"(?<![\w+/§=&#-])(?<!\d[.,:])(?<!\d{_BLANK})(?<!\d{_BLANK}[(–-])"
_PHONE_END: Final = (
    r"(?![\w/]|[.,:–-]\d)"
    rf"(?!{_BLANK}?(?:Uhr|Euro|EUR|[€%‰$]|Prozent|Personen|Mio|Mrd|Tsd|km|kg|m²|Teile)(?!\w))"
)
_INTERNATIONAL: Final = (
    rf"\+{_COUNTRY}{_SEPARATOR}?(?:\(0\){_BLANK}?)?(?:\([1-9]\d{{1,4}}\){_BLANK}?|{_SEPARATOR}?){_GROUPS}"
)
_NATIONAL: Final = rf"(?:\(0{_AREA}\){_SEPARATOR}?|0{_AREA}{_SEPARATOR}){_GROUPS}"
_PHONE: Final = rf"{_PHONE_START}(?:{_INTERNATIONAL}|{_NATIONAL}){_PHONE_END}"

_YEAR_OF_CASE: Final = re.compile(r"0\d+/(?:19|20)\d\d")
_NUMBERED: Final = re.compile(
    r"(?:(?<!Tel\.)(?<!Tel\. )(?<!Tel\.-)\bNr\.|\b(?:Az|Drs)\.|\w+(?<!fon)(?<!fax)(?<!Fax)(?<!Ruf)nummer"
    r"|\b(?:Aktenzeichen|Drucksache|ISBN|ISSN|IBAN|BLZ|Konto|PLZ)|§):?\s*$"
)


def _phone(match: re.Match[str], language: str) -> Found | None:
    """A number of 7 to 15 digits (E.164) that is no case number, no account and no postal code."""
    number = match[0]
    digits = _digits(number)
    before = match.string[max(0, match.start() - 30) : match.start()]
    if not 7 <= len(digits) <= 15 or _YEAR_OF_CASE.fullmatch(number) or _NUMBERED.search(before):
        return None
    return Found("phone", number, telephone_url(number, language))


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number.replace("(0)", ""))


_FINDERS: Final = {"web": _web, "mail": _mail, "phone": _phone}
_BARE: Final = re.compile(rf"(?P<web>{_WEB})|(?P<mail>{_MAIL})|(?P<phone>{_PHONE})")
