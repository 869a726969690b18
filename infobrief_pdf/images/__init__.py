"""Pictures of an issue: checked, turned upright, freed of metadata, scaled to what a page needs.

The only part that imports Pillow. A picture that cannot be decoded to its last row is refused: Pillow on
its own would fill the rest with grey.
"""

from __future__ import annotations

import io
import os
import stat
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from infobrief_pdf.diagnostics import Place, Refused, refuse
from infobrief_pdf.diagnostics.reasons import because
from infobrief_pdf.images import svg
from infobrief_pdf.images.inks import Separation
from infobrief_pdf.images.nearest import is_address, nearest_file

_LARGEST_FILE: Final = 30_000_000
_MOST_PIXELS: Final = 50_000_000
_JPEG_QUALITY: Final = 86
_LOCK: Final = threading.Lock()

_FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {"PNG": "PNG", "JPEG": "JPEG", "MPO": "JPEG", "WEBP": "JPEG"}
)
"""Format of the file → format in the PDF."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it goes into the PDF; width and height in pixels, of an SVG in its own units."""

    media_type: str
    content: bytes
    width: float
    height: float
    original_width: float
    digest: str = field(default="", compare=False)
    """SHA-256 of the file that it was made from."""

    @property
    def is_vector(self) -> bool:
        """Whether the picture is as sharp as one likes."""
        return self.media_type == "image/svg+xml"


def prepare(
    folder: Path, file: str, *, pixels: int, place: Place, separation: Separation | None = None
) -> Prepared:
    """A picture below an issue's folder, at most `pixels` wide, in the inks of a `separation` if given.

    An SVG stays as it is: its colours are separated when it is painted. Raises `Refused` at `place`.
    """
    content = _content(folder, file, place)
    if svg.looks_like_one(content):
        width, height = svg.checked(content, file, place)
        prepared = Prepared("image/svg+xml", svg.scrubbed(content), width, height, float("inf"))
    else:
        prepared = _raster(content, file, pixels, place, separation)
    return replace(prepared, digest=sha256(content).hexdigest())


def _content(folder: Path, file: str, place: Place) -> bytes:
    """The bytes of a regular file inside the folder, symbolic links resolved."""
    if is_address(file):
        raise refuse("image-address", place, file=file, folder=place.file.rpartition("/")[0] or ".")
    try:
        root = folder.resolve()
        path = (root / file).resolve()
        if "\\" in file:  # a path as Windows writes it: the same file has another name elsewhere
            raise _missing(folder, file, place)
        if Path(file).is_absolute() or not path.is_relative_to(root):
            raise refuse("image-outside", place, file=file, folder=place.file.rpartition("/")[0] or ".")
        with open(path, "rb", opener=_without_waiting) as opened:
            state = os.fstat(opened.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise _missing(folder, file, place)
            if state.st_size > _LARGEST_FILE:
                raise refuse("image-too-large", place, file=file, size=round(state.st_size / 1e6))
            return opened.read(_LARGEST_FILE)
    except (OSError, ValueError, RuntimeError):
        raise _missing(folder, file, place) from None


def _missing(folder: Path, file: str, place: Place) -> Refused:
    suggestion = nearest_file(folder, file)
    shown = place.file.rpartition("/")[0] or "."
    return refuse("image-missing", place, file=file, folder=shown, suggestion=suggestion)


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to would block an ordinary `open`."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _raster(
    content: bytes, file: str, pixels: int, place: Place, separation: Separation | None = None
) -> Prepared:
    with _strict_pillow():
        try:
            with Image.open(io.BytesIO(content)) as image:
                if image.format not in _FORMATS:
                    raise refuse("image-kind", place, file=file)
                if image.width * image.height > _MOST_PIXELS:
                    raise _too_many_pixels(file, place)
                target = _FORMATS[image.format or ""]
                image.load()
                if separation is None and image.width <= pixels and _is_bare_jpeg(image):
                    return Prepared("image/jpeg", content, image.width, image.height, image.width)
                upright = _opaque(_in_srgb(ImageOps.exif_transpose(image)))
        except UnidentifiedImageError:
            raise refuse("image-kind", place, file=file) from None
        except Refused:
            raise
        except Image.DecompressionBombError:
            raise _too_many_pixels(file, place) from None
        except Exception as error:  # Pillow's decoders raise anything at all for a broken file
            raise refuse("image-broken", place, file=file, **because(error)) from None
    scaled = upright
    if upright.width > pixels:
        dimensions = (pixels, max(1, round(upright.height * pixels / upright.width)))
        scaled = upright.resize(dimensions, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if separation is not None:
        inked = separation.jpeg(scaled)
        return Prepared("image/jpeg", inked, scaled.width, scaled.height, upright.width)
    return Prepared(
        f"image/{target.lower()}", _saved(scaled, target), scaled.width, scaled.height, upright.width
    )


def _too_many_pixels(file: str, place: Place) -> Refused:
    return refuse("image-pixels", place, file=file, most=_MOST_PIXELS // 1_000_000)


def _is_bare_jpeg(image: Image.Image) -> bool:
    """Whether a JPEG can go into the PDF as it is: nothing beside its pixels, no loss by coding it again.

    What `prepare` itself has written is of this kind, so that preparing it once more changes nothing.
    """
    segments = {marker for marker, _ in getattr(image, "applist", [])}
    return image.format == "JPEG" and image.mode in ("L", "RGB") and segments <= {"APP0"}


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours converted by the embedded profile, if there is one."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("P", "PA"):
        has_alpha = image.mode == "PA" or "transparency" in image.info
        image = image.convert("RGBA" if has_alpha else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            return converted if converted is not None else image
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGBA" if image.mode == "RGBA" else "RGB")
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
