"""QR codes, read again from the page as it is printed; the only part that imports zxing-cpp."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any, Final

import zxingcpp

from infobrief_pdf.preflight.facts import Code, Spot
from infobrief_pdf.preflight.opening import Frame
from infobrief_pdf.raster import MOST_PIXELS, Pages, Raster, Rectangle, is_blank
from infobrief_pdf.units import MM_PER_INCH, PT_PER_INCH

_DPI: Final = 300.0
"""A module of 0.2 mm, half of what a telephone needs, is still two pixels wide."""

_SMALLEST: Final = 4.0
"""Millimetres; what looks like a smaller code is chance."""

_QUIET_MODULES: Final = 4
"""ISO/IEC 18004, 6.3: so wide the white margin has to be."""

_MOST_CODES: Final = 200


def read(pages: Pages, frame: Frame) -> tuple[Code, ...]:
    """The codes of a page that was cut to its size, those that cannot be read included."""
    raster = _drawn(pages, frame)
    view = zxingcpp.ImageView(raster.data, raster.width, raster.height, zxingcpp.ImageFormat.Lum)
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    found = zxingcpp.read_barcodes(view, formats=formats, return_errors=True)
    mm = MM_PER_INCH / raster.dpi * frame.unit
    codes = [_code(each, raster, frame.number, mm) for each in found[:_MOST_CODES]]
    readable = [code for code in codes if code.text is not None]
    return (*readable, *_unreadable(codes))


def _drawn(pages: Pages, frame: Frame) -> Raster:
    width, height = pages.size(frame.number - 1)
    most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5 * PT_PER_INCH
    return pages.render(frame.number - 1, min(_DPI * frame.unit, most * 0.99))


def _code(found: Any, raster: Raster, page: int, mm: float) -> Code:
    corners = [
        (corner.x * mm, corner.y * mm)
        for corner in (
            found.position.top_left, found.position.top_right, found.position.bottom_right,
            found.position.bottom_left,
        )
    ]  # fmt: skip
    sides = [
        hypot(end[0] - begin[0], end[1] - begin[1])
        for begin, end in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    size = sum(sides) / len(sides)
    module = size / _modules(found.extra)
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return Code(
        Spot(page, left, top), found.text if found.valid else None, size, module,
        is_quiet=_is_quiet(raster, corners, module, mm),
    )  # fmt: skip


def _modules(extra: Any) -> int:
    """Modules on a side (ISO/IEC 18004, 6.3)."""
    version = str(extra.get("Version", "")) if isinstance(extra, dict) else ""
    return 17 + 4 * int(version) if version.isdecimal() and 1 <= int(version) <= 40 else 21


def _is_quiet(raster: Raster, corners: list[tuple[float, float]], module: float, mm: float) -> bool:
    """Whether the margin around an upright code is white but for the outermost hair."""
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    near, far = module / 2, (_QUIET_MODULES - 0.5) * module
    wide, high = right - left + 2 * far, bottom - top + 2 * far
    width = far - near
    strips = (
        Rectangle(left - far, top - far, wide, width), Rectangle(left - far, bottom + near, wide, width),
        Rectangle(left - far, top - far, width, high), Rectangle(right + near, top - far, width, high),
    )  # fmt: skip
    scale = MM_PER_INCH / raster.dpi / mm  # a page with a UserUnit has larger pixels
    return all(
        is_blank(raster, Rectangle(*(edge * scale for edge in strip)), tolerance=80) for strip in strips
    )


def _unreadable(codes: list[Code]) -> Iterator[Code]:
    """What looks like a code and tells nothing, each place once; parts of readable codes are none."""
    told = [code for code in codes if code.text is not None]
    for code in codes:
        if code.text is None and code.size >= _SMALLEST and not any(_overlap(code, other) for other in told):
            told.append(code)
            yield code


def _overlap(one: Code, other: Code) -> bool:
    reach = max(one.size, other.size)
    return abs(one.spot.left - other.spot.left) < reach and abs(one.spot.top - other.spot.top) < reach
