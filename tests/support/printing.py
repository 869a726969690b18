"""Small PDFs for preflight: one page, sized in millimetres, with just what a test needs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import zxingcpp
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageCms

PT: Final = 72 / 25.4
FONTS: Final = Path(__file__).parent.parent.parent / "fonts"
A6: Final = (105.0, 148.0)


def pdf(*contents: bytes, pages: int = 1, intent: bool = True, **options: Any) -> bytes:
    """A PDF of as many pages as there are contents, or of that many with the same one.

    `resources` is a function that makes them for a PDF; the other options are those of `_page`.
    """
    resources = options.pop("resources", lambda made: Dictionary())
    with pikepdf.new() as made:
        named = made.make_indirect(resources(made))
        for content in contents * pages if len(contents) == 1 else contents:
            made.pages.append(pikepdf.Page(made.make_indirect(_page(made, content, named, **options))))
        if intent:
            profile = Stream(made, b"", N=4)
            made.Root.OutputIntents = Array(
                [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile)]
            )
        target = BytesIO()
        made.save(target, deterministic_id=True)
        return target.getvalue()


def _page(
    made: pikepdf.Pdf,
    content: bytes,
    resources: Dictionary,
    *,
    size: tuple[float, float] = A6,
    bleed: float | None = 3.0,
    boxes: dict[str, list[float]] | None = None,
    group: Dictionary | None = None,
    rotate: int = 0,
) -> Dictionary:
    """A page with 5 mm around what is trimmed; the content's origin is the lower left corner of the trim.

    Without `bleed`, the page is nothing but its MediaBox.
    """
    around = 0.0 if bleed is None else 5.0
    width, height = (side + 2 * around for side in size)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=_box(-around, -around, width - around, height - around),
        Resources=resources,
        Contents=made.make_stream(content),
    )
    if bleed is not None:
        page.TrimBox = _box(0, 0, *size)
        page.BleedBox = _box(-bleed, -bleed, size[0] + bleed, size[1] + bleed)
    for name, edges in (boxes or {}).items():
        page[f"/{name}"] = _box(*edges)
    if group is not None:
        page.Group = group
    if rotate:
        page.Rotate = rotate
    return page


def _box(*edges: float) -> Array:
    return Array([edge * PT for edge in edges])


def area(colour: str, left: float = 0, bottom: float = 0, width: float = 20, height: float = 20) -> bytes:
    """A rectangle in millimetres, with the operators that choose its colour."""
    edges = " ".join(f"{edge * PT:.4f}" for edge in (left, bottom, width, height))
    return f"{colour} {edges} re f\n".encode()


def text(words: str, left: float, bottom: float, colour: str = "0 0 0 1 k", size: int = 10) -> bytes:
    return f"BT {colour} /F {size} Tf {left * PT:.4f} {bottom * PT:.4f} Td ({words}) Tj ET\n".encode()


def picture(name: str, left: float, bottom: float, width: float, height: float) -> bytes:
    edges = (width * PT, height * PT, left * PT, bottom * PT)
    return "q {:.4f} 0 0 {:.4f} {:.4f} {:.4f} cm /{} Do Q\n".format(*edges, name).encode()


def image(made: pikepdf.Pdf, width: int, height: int, pixel: bytes, space: Any, **keys: Any) -> Stream:
    """An image XObject of one colour."""
    return Stream(
        made, pixel * width * height, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
        BitsPerComponent=8, ColorSpace=space, **keys,
    )  # fmt: skip


def embedded(made: pikepdf.Pdf) -> Dictionary:
    """A font whose file is in the PDF (as a simple TrueType font)."""
    file = (FONTS / "source-sans-3" / "SourceSans3-Regular.ttf").read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/SourceSans3-Regular"), Flags=32,
        FontBBox=Array([-400, -400, 1200, 1000]), ItalicAngle=0, Ascent=1000, Descent=-400, CapHeight=660,
        StemV=80, FontFile2=Stream(made, file, Length1=len(file)),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/SourceSans3-Regular"), FirstChar=32,
        LastChar=126, Widths=Array([500] * 95), Encoding=Name.WinAnsiEncoding, FontDescriptor=descriptor,
    )  # fmt: skip


def loose(_made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def code(words: str, module: float, left: float = 30, top: float = 100) -> bytes:
    """A QR code of squares, its upper left corner in millimetres from the lower left of the trim."""
    view = memoryview(
        zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(
            scale=1, add_quiet_zones=False
        )
    )
    rows, columns = view.shape
    squares = [
        area("0 0 0 1 k", left + column * module, top - (row + 1) * module, module, module)
        for row in range(rows)
        for column in range(columns)
        if view[row, column] == 0
    ]
    return b"".join(squares)


def separated(profile: bytes, colour: tuple[int, int, int]) -> list[float]:
    """What LittleCMS makes of one sRGB colour."""
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    converted = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), transform)
    assert converted is not None
    return [share / 255 for share in converted.tobytes()]


ADDRESS: Final = "https://www.example.org/fachberatung/mso"
BLACK: Final = "0 0 0 1 k"
PLAIN: Final = area("0.2 0 0 0 k")
