"""Pages as pictures: rendered small, compared with a tolerance, differences kept for the eye."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

REFERENCES: Final = Path(__file__).parent.parent / "references"
FAILED: Final = Path(__file__).parent.parent / "failed"
ISSUES: Final = ("migration/2018/02", *(f"musterbrief/2025/{number:02}" for number in range(1, 5)))

SCALE: Final = 0.75
"""Pixels a point: an A4 page is 446 × 631 pixels."""

_BLOCK: Final = 6
_BLOCK_TOLERANCE: Final = 26
"""Difference of a block's mean grey (0 to 255) from which the block counts as changed."""

_CHANGED_TOLERANCE: Final = 0.0012
"""Share of changed blocks from which a page counts as changed; smoothing of edges stays below."""


def pictures(pdf: Path) -> list[Image.Image]:
    """Every page of a PDF as an RGB picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def changed_share(actual: Image.Image, expected: Image.Image) -> float:
    """Share of blocks that differ, from 0 to 1; 1 if the sizes differ."""
    if actual.size != expected.size:
        return 1.0
    difference = ImageChops.difference(actual.convert("RGB"), expected.convert("RGB")).convert("L")
    small = difference.filter(ImageFilter.BoxBlur(1)).resize(
        (difference.width // _BLOCK, difference.height // _BLOCK), Image.Resampling.BOX
    )
    return sum(small.histogram()[_BLOCK_TOLERANCE:]) / (small.width * small.height)


def looks_alike(actual: Image.Image, expected: Image.Image) -> bool:
    """Whether a reader would call the two the same page."""
    return changed_share(actual, expected) <= _CHANGED_TOLERANCE


def keep(actual: Image.Image, expected: Image.Image | None, folder: Path, name: str) -> None:
    """Write actual, expected and difference beside each other for the eye."""
    folder.mkdir(parents=True, exist_ok=True)
    actual.save(folder / f"{name}-actual.png")
    if expected is None:
        return
    expected.save(folder / f"{name}-expected.png")
    if actual.size == expected.size:
        difference = ImageChops.invert(ImageChops.difference(actual, expected.convert("RGB")))
        difference.save(folder / f"{name}-difference.png")


def save_reference(page: Image.Image, path: Path) -> None:
    """A reference picture: few enough colours to be small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.quantize(160, dither=Image.Dither.NONE).save(path, optimize=True)
