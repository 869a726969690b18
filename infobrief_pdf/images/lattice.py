"""What a profile makes of RGB, as a table that programs without colour management can look up."""

from __future__ import annotations

import io
from itertools import product
from typing import Final

from PIL import Image, ImageCms

STEPS: Final = 17
"""Steps of each of red, green and blue."""

_BLACK_POINT: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION


def inks(profile: bytes) -> bytes | None:
    """Cyan, magenta, yellow and black, a byte each, of every step of sRGB; red changes fastest.

    None if the profile is none for CMYK, or damaged.
    """
    levels = [round(step * 255 / (STEPS - 1)) for step in range(STEPS)]
    colours = bytes(level for blue, green, red in product(levels, repeat=3) for level in (red, green, blue))
    image = Image.frombytes("RGB", (STEPS * STEPS, STEPS), colours)
    try:
        target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), target, "RGB", "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=_BLACK_POINT,
        )  # fmt: skip
        converted = ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return converted.tobytes() if converted is not None else None
