"""The outlines of TrueType subsets: read from their tables, united by glyph id, written (OpenType 1.9)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

Tables = Mapping[bytes, bytes]

HINTING: Final = (b"cvt ", b"fpgm", b"prep")
_DEEPEST: Final = 32
_CHECKSUM: Final = 0xB1B0AFBA
"""What all words of a font file add up to (OpenType 1.9, head)."""


class UnfitError(Exception):
    """A font that is not surely a subset made by WeasyPrint."""


class Glyph(NamedTuple):
    """What a glyph draws. In the outline of a composite the ids of the components are zero."""

    advance: int
    bearing: int
    outline: bytes
    components: tuple[Any, ...]  # of Glyph; mypy has no recursive tuples


def glyphs_of(tables: Mapping[bytes, bytes], shown: set[int]) -> dict[int, Glyph]:
    """The glyphs that are shown, and up to the last of them all that draw something."""
    glyf, hmtx, long = tables[b"glyf"], tables[b"hmtx"], tables[b"head"][51]
    count, measured = (
        struct.unpack_from(">4xH", tables[b"maxp"])[0],
        struct.unpack(">34xH", tables[b"hhea"])[0],
    )
    loca = struct.unpack_from(f">{count + 1}{'L' if long else 'H'}", tables[b"loca"])
    loca = loca if long else tuple(2 * start for start in loca)
    drawing = {number for number in range(count) if loca[number] != loca[number + 1]}
    # A shown glyph that is missing would become another one when the font grows.
    if max(shown) >= count or loca[-1] > len(glyf) or list(loca) != sorted(loca):
        raise UnfitError

    @cache
    def glyph(number: int, depth: int = 0) -> Glyph:
        outline = glyf[loca[number] : loca[number + 1]]
        outline += bytes(len(outline) % 2)  # as a short `loca` asks for; files with a long one compare equal
        places = _component_places(outline)
        if depth > _DEEPEST:
            raise UnfitError
        components = (struct.unpack_from(">H", outline, place)[0] for place in places)
        (advance,) = struct.unpack_from(">H", hmtx, 4 * min(number, measured - 1))
        (bearing,) = struct.unpack_from(">h", hmtx, 2 * number + 2 * min(number + 1, measured))
        parts = tuple(glyph(component, depth + 1) for component in components)
        return Glyph(advance, bearing, _with_components(outline, [0] * len(places)), parts)

    found = {number: glyph(number) for number in shown | drawing}
    last, components = max(shown), {part for each in found.values() for part in each.components}
    if any(number > last and each not in components for number, each in found.items()):
        raise UnfitError  # behind the last glyph shown, subsets of WeasyPrint have only components
    return {number: each for number, each in found.items() if number <= last}


def _component_places(outline: bytes) -> list[int]:
    """Where the ids of components are (OpenType 1.9, glyf, Composite Glyph Description)."""
    places: list[int] = []
    place, more = 10, outline[:1] >= b"\x80"
    while more:
        (flags,) = struct.unpack_from(">H", outline, place)
        places.append(place + 2)
        place += (8 if flags & 0x01 else 6) + (
            (flags & 0x08 and 2) or (flags & 0x40 and 4) or (flags & 0x80 and 8)
        )
        more = bool(flags & 0x20)
    return places


def _with_components(outline: bytes, numbers: Iterable[int]) -> bytes:
    changed = bytearray(outline)
    for place, number in zip(_component_places(outline), numbers, strict=True):
        struct.pack_into(">H", changed, place, number)
    return bytes(changed)


def _places(glyphs: Mapping[int, Glyph]) -> dict[Glyph, int]:
    """Where what is drawn finds its place; components that have lost theirs follow the last glyph."""
    places: dict[Glyph, int] = {}
    for number in sorted(glyphs):
        places.setdefault(glyphs[number], number)
    moved, waiting = set[Glyph](), list(places)
    while waiting:
        new = set(waiting.pop().components) - places.keys() - moved
        moved |= new
        waiting += new
    return places | {glyph: number for number, glyph in enumerate(sorted(moved), max(glyphs) + 1)}


def united(glyphs: Mapping[int, Glyph], files: Sequence[Tables]) -> bytes:
    """A TrueType file with what a CIDFontType2 needs (ISO 32000-1, 9.9), and hinting."""
    places = _places(glyphs)
    drawn = {number: glyph for glyph, number in places.items()} | dict(glyphs)
    absent = Glyph(0, 0, b"", ())
    rows = [drawn.get(number, absent) for number in range(max(drawn) + 1)]
    outlines = [_with_components(row.outline, [places[part] for part in row.components]) for row in rows]
    starts = [0]
    for outline in outlines:
        starts.append(starts[-1] + len(outline))
    long, measured = starts[-1] >= 0x20000, len(rows)
    while measured > 1 and rows[measured - 2].advance == rows[-1].advance:
        measured -= 1
    metrics = [struct.pack(">Hh", row.advance, row.bearing) for row in rows]
    tables = {tag: files[0][tag] for tag in HINTING if tag in files[0]}
    head, hhea, maxp = (files[0][tag] for tag in (b"head", b"hhea", b"maxp"))
    dates = _extremes(files, b"head", 28, ">Q4h", max, min, min, max, max)
    tables[b"head"] = head[:8] + bytes(4) + head[12:28] + dates + head[44:50] + bytes((0, long)) + head[52:]
    extremes = _extremes(files, b"hhea", 10, ">H3h", max, min, min, max)
    tables[b"hhea"] = hhea[:10] + extremes + hhea[18:34] + struct.pack(">H", measured)
    tables[b"maxp"] = (
        maxp[:4] + struct.pack(">H", len(rows)) + _extremes(files, b"maxp", 6, ">13H", *13 * [max])
    )
    tables[b"hmtx"] = b"".join(metrics[:measured] + [metric[2:] for metric in metrics[measured:]])
    tables[b"loca"] = struct.pack(f">{len(starts)}{'LH'[not long]}", *(s if long else s // 2 for s in starts))
    tables[b"glyf"] = b"".join(outlines)
    return _assembled(tables)


def _extremes(
    files: Sequence[Tables], tag: bytes, start: int, form: str, *choices: Callable[[Iterable[int]], int]
) -> bytes:
    """The fields from `start` on, of each the greatest or smallest that any file has."""
    columns = zip(*(struct.unpack_from(form, tables[tag], start) for tables in files), strict=True)
    return struct.pack(form, *(choose(column) for choose, column in zip(choices, columns, strict=True)))


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, in the order of their tags, with its checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    body, start = b"", 12 + 16 * count
    for tag in sorted(tables):
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        directory += struct.pack(">4sLLL", tag, _sum(padded), start + len(body), len(tables[tag]))
        body += padded
    adjustment = (_CHECKSUM - _sum(directory + body)) & 0xFFFFFFFF
    before = sum(len(tables[tag]) + -len(tables[tag]) % 4 for tag in tables if tag < b"head")
    place = len(directory) + before + 8
    whole = bytearray(directory + body)
    struct.pack_into(">L", whole, place, adjustment)
    return bytes(whole)


def _sum(padded: bytes) -> int:
    return int(sum(struct.unpack(f">{len(padded) // 4}L", padded))) & 0xFFFFFFFF
