"""What small PDFs for preflight name: fonts, pictures, colour spaces, shadings, forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.support import printing
from tests.support.printing import image

CMYK_GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def with_font(font: Callable[[pikepdf.Pdf], Dictionary]) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda made: Dictionary(Font=Dictionary(F=font(made)))


def lettered(content: bytes, **options: Any) -> bytes:
    return printing.pdf(content, resources=with_font(printing.embedded), **options)


def with_picture(pixels: int, space: Any = Name.DeviceCMYK, pixel: bytes = b"\x00\x80\x00\x00") -> Any:
    return lambda made: Dictionary(XObject=Dictionary(P=image(made, pixels, pixels, pixel, space)))


def see_through(_made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(ExtGState=Dictionary(A=Dictionary(ca=0.5)))


def shaded(space: Name, components: int) -> Callable[[pikepdf.Pdf], Dictionary]:
    ends = {"C0": Array([0] * components), "C1": Array([1] * components)}
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, **ends)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=space,
        Coords=Array([0, 0, 100, 0]),
        Function=function,
        Extend=Array([True, True]),
    )
    return lambda _made: Dictionary(Shading=Dictionary(S=shading))


def many_spaces(made: pikepdf.Pdf) -> Dictionary:
    tint = Stream(made, b"{dup dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
    inks = Array([Name.Cyan, Name.Magenta])
    two = Stream(made, b"{0 0}", FunctionType=4, Domain=[0, 1] * 2, Range=[0, 1] * 4)
    return Dictionary(
        ColorSpace=Dictionary(
            Icc=Array([Name.ICCBased, Stream(made, b"", N=3)]),
            Table=Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(b"abcd")]),
            Lab=Array([Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
            Cal=Array([Name.CalGray, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))]),
            Spot=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]),
            Four=Array([Name.DeviceN, inks, Name.DeviceCMYK, two]),
            All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]),
        )
    )


def containers(made: pikepdf.Pdf) -> Dictionary:
    red = b"1 0 0 rg 0 0 9 9 re f"
    box = Array([0, 0, 9, 9])
    form = Stream(made, red, Subtype=Name.Form, BBox=box)
    outer = Stream(made, b"/Fo Do", Subtype=Name.Form, BBox=box)
    outer.stream_dict.update({"/Resources": Dictionary(XObject=Dictionary(Fo=form))})
    cell = Stream(
        made,
        red,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=box,
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=box, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        FirstChar=97, LastChar=97, Widths=Array([9]), Encoding=Dictionary(Differences=Array([97, Name.a])),
        CharProcs=Dictionary(a=Stream(made, b"9 0 d0 " + red)), Resources=Dictionary(),
    )  # fmt: skip
    return Dictionary(
        XObject=Dictionary(Fo=form, Ne=outer), Pattern=Dictionary(Pa=cell), Font=Dictionary(Gl=font)
    )
