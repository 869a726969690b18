"""One typeface instead of one subset of it from every part of a bound PDF.

WeasyPrint keeps the glyph ids of the full font in its subsets (`weasyprint/pdf/fonts.py`), so subsets can be
united without touching the text: `<0041>` stays `<0041>`. Font files, inside them CIDFonts with their
widths, and inside these Type 0 fonts with their maps to Unicode are united as far as they agree. What is not
exactly as WeasyPrint writes it is left alone, whatever its name.

Only components of composite glyphs lose their ids: each subset moves those behind the last glyph shown to
places of its own. So glyphs are compared by what they draw, and such components are placed anew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple, TypeVar

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from infobrief_pdf.bind.outlines import HINTING, Glyph, UnfitError, glyphs_of, united

_FONT: Final = "/BaseFont /DescendantFonts /Encoding /Subtype /ToUnicode /Type"
_CID_FONT: Final = "/BaseFont /CIDSystemInfo /CIDToGIDMap /FontDescriptor /Subtype /Type /W"
_DESCRIPTOR: Final = (
    "/Ascent /CapHeight /Descent /Flags /FontBBox /FontFamily /FontFile2 /FontName /ItalicAngle /StemH /StemV"
    " /Type"
)
_SYSTEM: Final = b"<< /Ordering (Identity) /Registry (Adobe) /Supplement 0 >>"
_FIXED_PITCH: Final = 1  # set by WeasyPrint if all glyphs of a subset are equally wide
_WIDTHS: Final = re.compile(rb"\[ (?:\d+ \[ (?:-?[\d.]+ )+\] )+\]")
_MAP: Final = re.compile(
    rb"((?:(?!beginbf|begincid)[ -~\n])+endcodespacerange\n)"
    rb"((?:\d+ beginbfchar\n(?:<[0-9a-f]{4}> <[0-9a-f]*>\n)+endbfchar\n)*)(endcmap\n[ /A-Za-z\n]*)"
)
_MOST_IN_BLOCK: Final = 100  # entries of a bfchar operator (Adobe Technical Note 5014, 4.5)
_DRAWN_OTHERWISE: Final = frozenset({b"CBDT", b"CFF ", b"CFF2", b"COLR", b"EBDT", b"SVG ", b"gvar", b"sbix"})
_DEEPEST: Final = 32

_T = TypeVar("_T")
_Replaced = dict[tuple[int, int], Object]


class _Part(NamedTuple):
    """A Type 0 font of one of the PDFs. `content` sorts without regard to object numbers."""

    font: Any
    cid_font: Any
    widths: Mapping[int, bytes]
    text: Mapping[bytes, Any]
    content: tuple[bytes, bytes, bytes]


class _File(NamedTuple):
    """A font file and who uses it. Glyphs are at their true ids; `traits` must not differ."""

    stream: Any
    parts: list[_Part]
    tables: Mapping[bytes, bytes]
    traits: tuple[bytes, ...]
    glyphs: Mapping[int, Glyph]


def unify(fonts: Iterable[Dictionary], pdf: Pdf) -> dict[tuple[int, int], Object]:
    """The font that takes the place of each font, by the font's `objgen`; often the font itself.

    `fonts` are indirect objects of `pdf`, each maybe several times. New fonts are added to `pdf`, the caller
    replaces the references. Neither the order nor the numbers of the objects change what is in the new font
    files, and unifying again changes nothing.
    """
    found = {font.objgen: font for font in fonts}
    by_file: dict[tuple[int, int], list[_Part]] = {}
    files: list[_File] = []
    replaced: _Replaced = {}
    for _, font in sorted(found.items()):
        if part := _unless_unfit(_part, font):
            by_file.setdefault(part.cid_font.FontDescriptor.FontFile2.objgen, []).append(part)
    for parts in by_file.values():
        if file := _unless_unfit(_file, parts):
            files.append(file)
    files.sort(key=lambda file: (str(file.parts[0].font.BaseFont), file.parts[0].content))
    for glyphs, subsets in _agreeing(files, lambda file: {-1: file.traits, **file.glyphs}):
        replaced |= _unless_unfit(lambda subsets: _typeface(pdf, glyphs, subsets), subsets) or {}  # noqa: B023
    return _identical([font for key, font in sorted(found.items()) if key not in replaced]) | replaced


def _unless_unfit(step: Callable[[_T], Any], value: _T) -> Any:
    try:
        return step(value)
    except (UnfitError, AttributeError, LookupError, TypeError, ValueError, struct.error, PdfError):
        return None


def _agreeing(
    items: Iterable[_T], facts: Callable[[_T], Mapping[Any, Any]]
) -> list[tuple[dict[Any, Any], list[_T]]]:
    """Pools of items that do not contradict; each item joins the first pool that it agrees with."""
    pools: list[tuple[dict[Any, Any], list[_T]]] = []
    for item in items:
        more = facts(item)
        for known, members in pools:
            if all(known.get(key, value) == value for key, value in more.items()):
                known.update(more)
                members.append(item)
                break
        else:
            pools.append((dict(more), [item]))
    return pools


def _identical(fonts: Iterable[Object]) -> _Replaced:
    """Of fonts that are made by others the first of each that are the same, byte by byte."""
    known: dict[tuple[int, int], bytes] = {}
    first: dict[bytes, Object] = {}
    return {font.objgen: first.setdefault(_digest(font, known), font) for font in fonts}


def _digest(value: Any, known: dict[tuple[int, int], bytes], depth: int = 0) -> bytes:
    """All that an object consists of. In circles, and too deep, its number, which equals no other."""
    if not isinstance(value, Array | Dictionary | Stream):
        return value.unparse() if isinstance(value, Object) else repr(value).encode()
    if value.objgen in known:
        return known[value.objgen]
    number = b"%d %d R" % value.objgen
    if value.is_indirect:
        known[value.objgen] = number
    if depth > _DEEPEST:
        return number
    keys = range(len(value)) if isinstance(value, Array) else sorted(value.keys())
    pieces: list[Any] = [(key, _digest(value[key], known, depth + 1)) for key in keys]
    pieces += [value.read_raw_bytes()] if isinstance(value, Stream) else []
    digest = sha256(repr(pieces).encode()).digest()
    if value.is_indirect:
        known[value.objgen] = digest
    return digest


def _expect(value: Any, keys: str, **names: str) -> None:
    if " ".join(sorted(value.keys())) != keys or any(value[f"/{key}"] != Name(names[key]) for key in names):
        raise UnfitError


def _part(font: Any) -> _Part:
    _expect(font, _FONT, Subtype="/Type0", Encoding="/Identity-H")
    (cid_font,) = font.DescendantFonts
    same = {"BaseFont": str(font.BaseFont)}
    _expect(cid_font, _CID_FONT, Subtype="/CIDFontType2", CIDToGIDMap="/Identity", **same)
    _expect(cid_font.FontDescriptor, _DESCRIPTOR, FontName=same["BaseFont"])
    content = (
        cid_font.FontDescriptor.FontFile2.read_bytes(),
        cid_font.W.unparse(),
        font.ToUnicode.read_bytes(),
    )
    mapped = _MAP.fullmatch(content[2])
    if cid_font.CIDSystemInfo.unparse() != _SYSTEM or not _WIDTHS.fullmatch(content[1]) or not mapped:
        raise UnfitError
    # ISO 32000-1, 9.7.4.3 and 9.10.3.
    widths: dict[int, bytes] = {}
    for start, run in re.findall(rb"(\d+) \[ ([^]]+)\]", content[1]):
        widths.update(enumerate(run.split(), int(start)))
    text = {b"": (mapped[1], mapped[3]), **dict(re.findall(rb"<(\w+)> <(\w*)>", mapped[2]))}
    return _Part(font, cid_font, widths, text, content)


def _file(parts: list[_Part]) -> _File:
    """A TrueType file in its tables (OpenType 1.9)."""
    data = parts[0].content[0]
    entries = [struct.unpack_from(">4s4xLL", data, 12 + 16 * number) for number in range(data[5])]
    tables = {tag: data[start : start + length] for tag, start, length in entries}
    head, hhea, maxp = (tables[tag] for tag in (b"head", b"hhea", b"maxp"))
    if data[:5] != b"\0\1\0\0\0" or _DRAWN_OTHERWISE & tables.keys() or len(maxp) != 32:
        raise UnfitError
    # Without what is united or computed: date, bounding box, extremes, counts.
    traits = [head[:8], head[12:28], head[44:50], head[52:], hhea[:10], hhea[18:34], maxp[:4]]
    traits += [parts[0].cid_font.BaseFont.unparse(), *(tables.get(tag, b"") for tag in HINTING)]
    glyphs = glyphs_of(tables, set[int]().union(*(part.widths for part in parts)))
    return _File(parts[0].cid_font.FontDescriptor.FontFile2, parts, tables, tuple(traits), glyphs)


def _typeface(pdf: Pdf, facts: Mapping[Any, Any], files: list[_File]) -> _Replaced:
    """The fonts that take the place of those of agreeing files: one file, as few of the rest as agree."""
    parts = sorted((part for file in files for part in file.parts), key=lambda part: part.content)
    file = files[0].stream
    if len(files) > 1:
        glyphs = {number: glyph for number, glyph in facts.items() if number >= 0}
        content = united(glyphs, [each.tables for each in files])
        file = Stream(pdf, content, Length1=len(content))
    replaced: _Replaced = {}
    for widths, alike in _agreeing(parts, lambda part: {-1: _style(part), **part.widths}):
        cid_font = _cid_font(pdf, file, {number: widths[number] for number in widths if number >= 0}, alike)
        for text, same in _agreeing(alike, lambda part: part.text):
            font = same[0].font
            # What is unified already stays as it is.
            if len(same) > 1 or font.DescendantFonts[0].objgen != cid_font.objgen:
                font = pdf.make_indirect(Dictionary(font))
                font.DescendantFonts = Array([cid_font])
                font.ToUnicode = pdf.make_stream(_unicode_map(text))
            replaced |= dict.fromkeys([part.font.objgen for part in same], font)
    return replaced


def _style(part: _Part) -> tuple[Any, ...]:
    """What font descriptors must have in common."""
    descriptor = part.cid_font.FontDescriptor
    kept = (bytes(descriptor.FontFamily), descriptor.ItalicAngle, descriptor.StemH, descriptor.StemV)
    return int(descriptor.Flags) & ~_FIXED_PITCH, *kept


def _cid_font(pdf: Pdf, file: Any, widths: Mapping[int, bytes], parts: list[_Part]) -> Any:
    """The CIDFont of parts whose widths agree."""
    cid_font = parts[0].cid_font
    known = {(part.cid_font.objgen, part.cid_font.FontDescriptor.FontFile2.objgen) for part in parts}
    if known == {(cid_font.objgen, file.objgen)}:
        return cid_font
    given: list[Any] = [part.cid_font.FontDescriptor for part in parts]
    descriptor: Any = Dictionary(given[0])
    left, bottom, right, top = zip(*(each.FontBBox for each in given), strict=True)
    descriptor.FontBBox = Array([min(left), min(bottom), max(right), max(top)])
    descriptor.Ascent = max(each.Ascent for each in given)
    descriptor.Descent = min(each.Descent for each in given)
    descriptor.CapHeight = max(each.CapHeight for each in given)
    fixed = len(widths) > 1 and len(set(widths.values())) == 1
    descriptor.Flags = int(descriptor.Flags) & ~_FIXED_PITCH | (_FIXED_PITCH if fixed else 0)
    descriptor.FontFile2 = file
    cid_font = Dictionary(cid_font)
    cid_font.FontDescriptor, cid_font.W = pdf.make_indirect(descriptor), _width_array(widths)
    return pdf.make_indirect(cid_font)


def _width_array(widths: Mapping[int, bytes]) -> Object:
    """Runs of widths (ISO 32000-1, 9.7.4.3)."""
    written, last = b"", -2
    for number in sorted(widths):
        written += (b" " if number == last + 1 else b" ] %d [ " % number) + widths[number]
        last = number
    parsed: Object = Object.parse(b"[" + written.removeprefix(b" ]") + b" ] ]")
    return parsed


def _unicode_map(text: Mapping[bytes, Any]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3)."""
    head, tail = text[b""]
    codes = sorted(code for code in text if code)
    blocks = [codes[start : start + _MOST_IN_BLOCK] for start in range(0, len(codes), _MOST_IN_BLOCK)]
    lines = [
        b"%d beginbfchar\n" % len(block)
        + b"".join(b"<%s> <%s>\n" % (code, text[code]) for code in block)
        + b"endbfchar\n"
        for block in blocks
    ]
    return bytes(head + b"".join(lines) + tail)
