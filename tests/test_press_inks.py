"""Colours in inks: those of the brand, of pictures, and of whatever a layout paints; what is refused."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms

from infobrief_pdf.images.inks import TOTAL_INK, Separation, total_ink
from infobrief_pdf.profiles import FOGRA39
from tests.support.inks import names_of_other_spaces
from tests.support.pressing import printed, refused
from tests.support.workspace import ISSUE, with_image, with_text

ROOT = Path(__file__).parent.parent


def png(mode: str, colour: tuple[int, ...]) -> bytes:
    """A small picture of one colour."""
    buffer = io.BytesIO()
    Image.new(mode, (60, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


class TestInks:
    SEPARATION = Separation(FOGRA39.content(), {"#123f6d": (100, 70, 20, 25), "#101010": (0, 0, 0, 100)})

    def test_colours_of_the_brand_have_their_own_inks(self) -> None:
        assert self.SEPARATION.inks(0x12 / 255, 0x3F / 255, 0x6D / 255) == (1, 0.7, 0.2, 0.25)
        assert self.SEPARATION.inks(0x10 / 255, 0x10 / 255, 0x10 / 255) == (0, 0, 0, 1)

    @pytest.mark.parametrize(("grey", "black"), [(0.0, 1.0), (1.0, 0.0), (0.2, 0.8)])
    def test_neutral_colours_are_black_ink_alone(self, grey: float, black: float) -> None:
        assert self.SEPARATION.inks(grey, grey, grey) == (0, 0, 0, black)

    def test_other_colours_are_those_of_the_profile(self) -> None:
        cyan, magenta, yellow, black = self.SEPARATION.inks(0.9, 0.1, 0.1)
        assert cyan < 0.1 < black + 0.2
        assert min(magenta, yellow) > 0.85

    def test_no_colour_takes_too_much_ink(self) -> None:
        steps = [step / 5 for step in range(6)]
        most = max(sum(self.SEPARATION.inks(r, g, b)) for r in steps for g in steps for b in steps)
        assert most <= TOTAL_INK

    def test_no_picture_takes_too_much_ink(self) -> None:
        """The worst that there is: coloured noise in the dark, which compression makes darker still."""
        noise = [Image.effect_noise((300, 300), 80).point(lambda value: max(0, value - 110)) for _ in "rgb"]
        with Image.open(io.BytesIO(self.SEPARATION.jpeg(Image.merge("RGB", noise)))) as picture:
            assert picture.mode == "CMYK"
            assert 2.5 < total_ink(picture) <= TOTAL_INK

    def test_a_grey_picture_is_black_ink_alone(self) -> None:
        with Image.open(io.BytesIO(self.SEPARATION.jpeg(Image.linear_gradient("L")))) as picture:
            *colors, black = picture.split()
        assert all(plate.getextrema()[1] <= 1 for plate in colors)
        assert black.getextrema() == (0, 255)

    def test_the_table_follows_the_profile(self) -> None:
        """What lies between the colours of the table differs little from what the profile says."""
        colors = Image.linear_gradient("L").resize((60, 60))
        picture = Image.merge("RGB", (colors, colors.rotate(90), colors.rotate(180)))
        exact = ImageCms.applyTransform(picture, self.SEPARATION._transform("RGB"))
        assert exact is not None
        near = picture.filter(self.SEPARATION._table(4.0))
        for one, other in zip(exact.split(), near.split(), strict=True):
            assert ImageChops.difference(one, other).getextrema()[1] <= 10

    def test_translucent_pictures_have_no_inks(self) -> None:
        assert self.SEPARATION.separated(png("RGBA", (200, 30, 30, 128))) is None
        assert self.SEPARATION.separated(png("RGBA", (200, 30, 30, 255))) is not None

    def test_the_profile_comes_with_its_licence(self) -> None:
        folder = ROOT / "infobrief_pdf" / "profiles"
        digest = hashlib.sha256(FOGRA39.content()).hexdigest()
        assert digest in (folder / "README.md").read_text(encoding="utf-8")
        assert "zlib" in (folder / "LICENCE-FOGRA39L_coated.txt").read_text(encoding="utf-8")


SHAPES = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><defs>
<linearGradient id="a"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#123f6d" stop-opacity="0.2"/></linearGradient>
<radialGradient id="b"><stop offset="0" stop-color="white"/>
<stop offset="1" stop-color="#333"/></radialGradient>
<pattern id="c" width="4" height="4" patternUnits="userSpaceOnUse">
<rect width="2" height="2" fill="hsl(120 50% 50%)"/></pattern></defs>
<rect width="30" height="40" fill="url(#a)"/><circle cx="50" cy="20" r="15" fill="url(#b)" stroke="#0a0"/>
<rect x="70" width="30" height="40" fill="url(#c)" opacity="0.5"/><path d="M0 0L9 9"/></svg>"""


class TestWhateverALayoutPaints:
    def test_a_drawing_with_gradients_patterns_and_masks(self, tmp_path: Path) -> None:
        files = {ISSUE: with_image("bild.svg"), "issues/brief/2026/bild.svg": SHAPES}
        with printed(tmp_path, files) as made:
            assert made.found.foreign == []
            assert names_of_other_spaces(made.pdf) == []
            assert made.found.patterns == 3

    def test_gradients_shadows_and_borders_of_a_style_sheet(self, tmp_path: Path) -> None:
        css = """.article { background: linear-gradient(90deg, var(--color-tint), rgba(200, 20, 20, 0.5));
          box-shadow: 0 0 8pt 2pt teal; border: 2pt ridge var(--color-brand);
          outline: 1pt solid oklch(0.6 0.2 30) }
          .contents { background: radial-gradient(var(--color-signal), white) }
          .article-title { border-bottom: 1pt solid device-cmyk(0% 100% 0% 0%) }
          .editorial { opacity: 0.999 }"""
        with printed(tmp_path, {ISSUE: with_text("Ein Absatz."), "layouts/mine/brand.css": css}) as made:
            assert made.found.foreign == []
            assert names_of_other_spaces(made.pdf) == []
            assert (0, 1, 0, 0) in made.found.areas

    def test_a_picture_of_the_layout(self, tmp_path: Path) -> None:
        css = ".article { background: url(zeichen.png) no-repeat }"
        files = {"layouts/mine/brand.css": css, "layouts/mine/zeichen.png": png("RGB", (180, 20, 20))}
        with printed(tmp_path, files) as made:
            assert made.found.foreign == []
            assert made.found.images == 1

    def test_a_translucent_picture_of_the_layout_is_refused(self, tmp_path: Path) -> None:
        css = ".article { background: url(zeichen.png) }\n"
        files = {"layouts/mine/brand.css": css, "layouts/mine/zeichen.png": png("RGBA", (180, 20, 20, 90))}
        problems = refused(tmp_path, files)
        assert {problem.code for problem in problems} == {"image-translucent"}

    @pytest.mark.parametrize(
        ("css", "element", "edge", "lack"),
        [
            (".band { width: 210mm; margin-left: 3mm; margin-right: 3mm }", ".band", "left", 3.0),
            (
                ".imprint::before { content: ''; position: absolute; left: -18mm; right: -22mm; height: 3mm;"
                " background: teal }",
                ".imprint",
                "right",
                3.0,
            ),
        ],
    )
    def test_what_stops_at_the_edge_is_refused(
        self, css: str, element: str, edge: str, lack: str, tmp_path: Path
    ) -> None:
        problems = refused(tmp_path, {"layouts/mine/brand.css": css})
        assert {problem.code for problem in problems} == {"bleed-missing"}
        values = [(each.values["element"], each.values["edge"], each.values["lack"]) for each in problems]
        assert (element, edge, lack) in values

    def test_too_much_ink_and_two_mixtures_of_one_colour_are_refused(self, tmp_path: Path) -> None:
        tokens = """extends: infobrief
tokens:
  colors:
    brand: {rgb: "#0d4a52", cmyk: [90, 80, 70, 90]}
    accent: {rgb: "#0d4a52", cmyk: [10, 80, 70, 0]}
"""
        problems = refused(tmp_path, {"layouts/mine/layout.yaml": tokens})
        assert [problem.code for problem in problems] == ["ink-too-much", "ink-ambiguous"]
        assert problems[0].values == {"color": "brand", "total": 330.0, "limit": 300}
        assert str(problems[0].place).startswith("layouts/mine/layout.yaml:4:")
        assert str(problems[1].place).startswith("layouts/mine/layout.yaml:5:")
