"""Renders page 1 of the real issue for README: `docs/images/page-1.png`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from infobrief_pdf import Workspace

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "page-1.png"
_WIDTH = 720
"""Pixels."""


def first_page() -> Image.Image:
    """Page 1 as a picture with a thin edge, in few colours."""
    with tempfile.TemporaryDirectory() as folder:
        product = Workspace(ROOT).build("migration/2018/02", output=folder)
        document = pypdfium2.PdfDocument(product.path)
        page = document[0]
        picture = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("RGB")
        document.close()
    framed = Image.new("RGB", (picture.width + 2, picture.height + 2), "#c8ced3")
    framed.paste(picture, (1, 1))
    return framed.quantize(64, dither=Image.Dither.NONE)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    first_page().save(PICTURE, optimize=True)
