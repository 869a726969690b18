"""sRGB → inks of a printing condition, their total limited.

Colours of the brand get exactly the inks that its tokens name, neutral greys black ink alone, everything
else what the ICC profile says: relative colorimetric with black point compensation, as is usual for offset.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from PIL import Image, ImageCms, ImageFilter, ImageMath

__all__ = ["TOTAL_INK", "Inks", "Separation", "total_ink"]

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each from 0 to 1."""

TOTAL_INK: Final = 3.0
"""The most ink that coated paper takes in sheet-fed offset: 300 % (bvdm, ProzessStandard Offsetdruck)."""

_GRID: Final = 33
_RESERVES: Final = (0.1, 0.2, 0.3)
"""Ink kept below the limit for what the compression of a picture adds; the next if one was not enough."""

_JPEG_QUALITY: Final = 95


class Separation:
    """A printing condition at work.

    `profile` is its ICC profile, `brand` has the inks, in per cent, of colours written as `#1a2b3c`.
    """

    def __init__(self, profile: bytes, brand: Mapping[str, Inks]) -> None:
        self._profile = profile
        self._brand = {_channels(color): _shares(inks) for color, inks in brand.items()}
        self._known: dict[tuple[int, int, int], Inks] = {}
        self._tables: dict[float, ImageFilter.Color3DLUT] = {}
        self._transforms: dict[str, ImageCms.ImageCmsTransform] = {}

    def inks(self, red: float, green: float, blue: float) -> Inks:
        """The inks of one sRGB colour, its channels from 0 to 1."""
        red, green, blue = (round(255 * min(max(channel, 0.0), 1.0)) for channel in (red, green, blue))
        color = (red, green, blue)
        if color in self._brand:
            return self._brand[color]
        if red == green == blue:
            return (0.0, 0.0, 0.0, round(1 - red / 255, 4))
        if color not in self._known:
            self._known[color] = _limited(*self._converted(Image.new("RGB", (1, 1), color))[0], TOTAL_INK)
        return self._known[color]

    def lab_inks(self, lightness: float, a: float, b: float) -> Inks:
        """The inks of a colour in CIE L*a*b*, relative to the white of the paper."""
        values = (lightness * 2.55, a + 128, b + 128)
        pixel = tuple(round(min(max(value, 0), 255)) for value in values)
        return _limited(*self._converted(Image.new("LAB", (1, 1), pixel))[0], TOTAL_INK)

    def jpeg(self, image: Image.Image) -> bytes:
        """A picture in RGB or grey as a CMYK JPEG whose decoded pixels keep to the limit."""
        if image.mode == "L":  # black ink alone, as for other neutral colours
            empty = Image.new("L", image.size, 0)
            black = image.point(lambda value: 255 - value)
            return _saved(Image.merge("CMYK", (empty, empty, empty, black)))
        for reserve in _RESERVES:
            content = _saved(image.convert("RGB").filter(self._table(TOTAL_INK - reserve)))
            with Image.open(io.BytesIO(content)) as decoded:
                if total_ink(decoded) <= TOTAL_INK:
                    break
        return content

    def separated(self, content: bytes) -> bytes | None:
        """A picture file without transparency as a CMYK JPEG; `None` if it is translucent somewhere."""
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            if "A" in image.getbands() or "transparency" in image.info:
                alpha = image.convert("RGBA").getchannel("A")
                if alpha.getextrema() != (255, 255):
                    return None
            return self.jpeg(image if image.mode == "L" else image.convert("RGB"))

    def _table(self, limit: float) -> ImageFilter.Color3DLUT:
        """The profile as a grid of colours; what lies between is a mean of neighbours and has no more ink."""
        if limit not in self._tables:
            steps = [round(255 * step / (_GRID - 1)) for step in range(_GRID)]
            grid = Image.new("RGB", (_GRID * _GRID, _GRID))
            grid.putdata([(red, green, blue) for blue in steps for green in steps for red in steps])
            values = [ink for inks in self._converted(grid) for ink in _limited(*inks, limit)]
            self._tables[limit] = ImageFilter.Color3DLUT(_GRID, values, channels=4, target_mode="CMYK")
        return self._tables[limit]

    def _converted(self, image: Image.Image) -> list[Inks]:
        converted = ImageCms.applyTransform(image, self._transform(image.mode))
        assert converted is not None, "the image is not changed in place"
        plates = [plate.tobytes() for plate in converted.split()]
        return [(c / 255, m / 255, y / 255, k / 255) for c, m, y, k in zip(*plates, strict=True)]

    def _transform(self, mode: str) -> ImageCms.ImageCmsTransform:
        """The way from images of a mode, `RGB` or `LAB`, to inks."""
        if mode not in self._transforms:
            self._transforms[mode] = ImageCms.buildTransform(
                ImageCms.createProfile("LAB" if mode == "LAB" else "sRGB"),
                ImageCms.ImageCmsProfile(io.BytesIO(self._profile)),
                mode,
                "CMYK",
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        return self._transforms[mode]


def total_ink(image: Image.Image) -> float:
    """The most ink of any pixel of a CMYK image, from 0 to 4."""
    cyan, magenta, yellow, black = image.split()
    total = ImageMath.lambda_eval(
        lambda plates: plates["c"] + plates["m"] + plates["y"] + plates["k"],
        c=cyan.convert("I"),
        m=magenta.convert("I"),
        y=yellow.convert("I"),
        k=black.convert("I"),
    )
    return float(total.getextrema()[1]) / 255


def _limited(cyan: float, magenta: float, yellow: float, black: float, limit: float) -> Inks:
    """No more than `limit` in all: black keeps the picture's depth, the colours give way."""
    colors = cyan + magenta + yellow
    share = min(1.0, (limit - black) / colors) if colors else 1.0
    return (round(cyan * share, 4), round(magenta * share, 4), round(yellow * share, 4), round(black, 4))


def _channels(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red, green, blue


def _shares(inks: Inks) -> Inks:
    """Per cent as shares of 1."""
    cyan, magenta, yellow, black = (round(ink / 100, 4) for ink in inks)
    return cyan, magenta, yellow, black


def _saved(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, subsampling="4:4:4")
    return buffer.getvalue()
