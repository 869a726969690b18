"""Pictures of an issue: checked, turned upright, freed of metadata, scaled to what a page needs.

The only part that imports Pillow. A picture that cannot be decoded to its last row is refused: Pillow on
its own would fill the rest with grey.
"""

from __future__ import annotations

import io
import os
import re
import stat
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from infobrief_pdf.diagnostics import Place, Refused, refuse

_LARGEST_FILE: Final = 30_000_000
_MOST_PIXELS: Final = 50_000_000
_MOST_SVG_BYTES: Final = 2_000_000
_MOST_SVG_ELEMENTS: Final = 20_000
_JPEG_QUALITY: Final = 86
_LOCK: Final = threading.Lock()

_FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {"PNG": "PNG", "JPEG": "JPEG", "MPO": "JPEG", "WEBP": "JPEG"}
)
"""Format of the file → format in the PDF."""

_SVG_FORBIDDEN: Final = frozenset(
    {
        "script",
        "foreignObject",
        "image",
        "text",
        "style",
        "animate",
        "animateTransform",
        "animateMotion",
        "set",
        "a",
        "iframe",
        "audio",
        "video",
    }
)
_SVG_LENGTH: Final = re.compile(r"\s*([0-9.]+)\s*(?:px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it goes into the PDF; width and height in pixels, of an SVG in its own units."""

    media_type: str
    content: bytes
    width: float
    height: float
    original_width: float


def prepare(folder: Path, file: str, *, pixels: int, place: Place) -> Prepared:
    """A picture below an issue's folder, at most `pixels` wide. Raises `Refused` at `place`."""
    content = _content(folder, file, place)
    if _looks_like_svg(content):
        return _svg(content, file, place)
    return _raster(content, file, pixels, place)


def _content(folder: Path, file: str, place: Place) -> bytes:
    """The bytes of a regular file inside the folder, symbolic links resolved."""
    try:
        root = folder.resolve()
        path = (root / file).resolve()
        if Path(file).is_absolute() or "\\" in file or not path.is_relative_to(root):
            raise refuse("image-outside", place, file=file, folder=folder.name)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - a descriptor, not a path
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise refuse("image-missing", place, file=file, folder=folder.name)
            if state.st_size > _LARGEST_FILE:
                raise refuse("image-too-large", place, file=file, size=f"{state.st_size / 1e6:.0f} MB")
            return opened.read(_LARGEST_FILE)
    except (OSError, ValueError, RuntimeError):
        raise refuse("image-missing", place, file=file, folder=folder.name) from None


def _raster(content: bytes, file: str, pixels: int, place: Place) -> Prepared:
    with _strict_pillow():
        try:
            with Image.open(io.BytesIO(content)) as image:
                if image.format not in _FORMATS:
                    raise refuse("image-kind", place, file=file)
                if image.width * image.height > _MOST_PIXELS:
                    size = f"{image.width * image.height / 1e6:.0f} megapixels"
                    raise refuse("image-too-large", place, file=file, size=size)
                target = _FORMATS[image.format or ""]
                image.load()
                upright = _opaque(_in_srgb(ImageOps.exif_transpose(image)))
        except UnidentifiedImageError:
            raise refuse("image-kind", place, file=file) from None
        except Refused:
            raise
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            Image.DecompressionBombError,
            MemoryError,
            TypeError,
            KeyError,
            IndexError,
            OverflowError,
            ZeroDivisionError,
        ) as error:
            raise refuse("image-broken", place, file=file, cause=str(error)) from None
    scaled = upright
    if upright.width > pixels:
        dimensions = (pixels, max(1, round(upright.height * pixels / upright.width)))
        scaled = upright.resize(dimensions, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Prepared(
        f"image/{target.lower()}", _saved(scaled, target), scaled.width, scaled.height, upright.width
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours converted by the embedded profile, if there is one."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return converted if converted is not None else image
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
    return image


def _opaque(image: Image.Image) -> Image.Image:
    """On white paper, in grey or RGB."""
    if image.mode in ("L", "1"):
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        paper.alpha_composite(layered)
        return paper.convert("RGB")
    return image.convert("RGB")


def _saved(image: Image.Image, target: str) -> bytes:
    """A file without any metadata: only pixels are handed on."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    buffer = io.BytesIO()
    if target == "JPEG":
        bare.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, subsampling="4:2:0")
    else:
        bare.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@contextmanager
def _strict_pillow() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to accept truncated files; here they are refused."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = tolerant


def _looks_like_svg(content: bytes) -> bool:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE"))


def _svg(content: bytes, file: str, place: Place) -> Prepared:
    """An SVG that holds shapes only: no scripts, texts, styles, pictures or links to elsewhere."""
    if len(content) > _MOST_SVG_BYTES:
        raise refuse("image-too-large", place, file=file, size=f"{len(content) / 1e6:.1f} MB")
    sizes: list[tuple[float, float]] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        local = name.rpartition(":")[2]
        if not sizes:
            if local != "svg":
                raise refuse("image-kind", place, file=file)
            sizes.append(_svg_size(attributes, file, place))
        if count > _MOST_SVG_ELEMENTS:
            raise refuse("image-too-large", place, file=file, size=f"over {_MOST_SVG_ELEMENTS} shapes")
        if local in _SVG_FORBIDDEN:
            raise refuse("image-svg-unsafe", place, file=file, part=f"<{local}>")
        for key, value in attributes.items():
            _check_attribute(key, value, file, place)

    def declaration(*_: object) -> None:
        raise refuse("image-svg-unsafe", place, file=file, part="a DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declaration
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refuse("image-broken", place, file=file, cause=expat.ErrorString(error.code)) from None
    width, height = sizes[0]
    return Prepared("image/svg+xml", content, width, height, float("inf"))


def _check_attribute(key: str, value: str, file: str, place: Place) -> None:
    local = key.rpartition(":")[2].lower()
    leads_away = local == "href" and not value.strip().startswith("#")
    fetches = re.search(r"url\(\s*['\"]?(?!#)", value, re.IGNORECASE) is not None
    if local.startswith("on") or leads_away or fetches or "@import" in value:
        raise refuse("image-svg-unsafe", place, file=file, part=f"{key}=“{value[:40]}”")


def _svg_size(attributes: Mapping[str, str], file: str, place: Place) -> tuple[float, float]:
    """Width and height, from the view box if there is one."""
    try:
        if "viewBox" in attributes:
            _, _, width, height = (float(part) for part in attributes["viewBox"].replace(",", " ").split())
        else:
            found = [_SVG_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
            width, height = (float(match[1]) if match else 0.0 for match in found)
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise refuse("image-broken", place, file=file, cause="it has no size")
    return width, height
