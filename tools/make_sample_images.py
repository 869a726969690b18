"""Draw the pictures of the sample series into issues/musterbrief/2025/images/.

    python tools/make_sample_images.py

Five flat, calm illustrations; the sixth picture there, weg.svg, is written by hand.  Each is drawn at
three times its size and scaled down, so that edges come out clean without any drawing library beyond
Pillow.  Everything is fixed numbers: the same Pillow version writes the same files.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw

FOLDER: Final = Path(__file__).resolve().parent.parent / "issues" / "musterbrief" / "2025" / "images"
WIDTH, HEIGHT, SCALE = 1800, 1100, 3

Colour = tuple[int, int, int]
Point = tuple[float, float]

INK: Final[Colour] = (27, 51, 66)
PETROL: Final[Colour] = (18, 84, 99)
TEAL: Final[Colour] = (58, 125, 130)
SAGE: Final[Colour] = (134, 178, 157)
MIST: Final[Colour] = (214, 228, 224)
SAND: Final[Colour] = (246, 238, 225)
CREAM: Final[Colour] = (253, 249, 242)
OCHRE: Final[Colour] = (238, 190, 108)
CORAL: Final[Colour] = (224, 122, 95)
BRICK: Final[Colour] = (180, 80, 66)
PLUM: Final[Colour] = (110, 77, 110)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` of the way from `first` to `second`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """A picture in units of finished pixels; every shape may be see-through."""

    def __init__(self, ground: Colour) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)

    def _paint(self, draw: Callable[[ImageDraw.ImageDraw], None], colour: Colour, opacity: float) -> None:
        mask = Image.new("L", self.image.size, 0)
        draw(ImageDraw.Draw(mask))
        if opacity < 1:
            mask = mask.point([round(level * opacity) for level in range(256)])
        self.image.paste(colour, (0, 0), mask)

    def polygon(self, points: Sequence[Point], colour: Colour, opacity: float = 1) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._paint(lambda pen: pen.polygon(scaled, fill=255), colour, opacity)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        radius: float = 0,
        opacity: float = 1,
    ) -> None:
        bounds = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        self._paint(lambda pen: pen.rounded_rectangle(bounds, radius * SCALE, fill=255), colour, opacity)

    def disc(self, x: float, y: float, radius: float, colour: Colour, opacity: float = 1) -> None:
        bounds = tuple(value * SCALE for value in (x - radius, y - radius, x + radius, y + radius))
        self._paint(lambda pen: pen.ellipse(bounds, fill=255), colour, opacity)

    def ring(
        self, x: float, y: float, radius: float, width: float, colour: Colour, opacity: float = 1
    ) -> None:
        bounds = tuple(value * SCALE for value in (x - radius, y - radius, x + radius, y + radius))
        self._paint(lambda pen: pen.ellipse(bounds, outline=255, width=round(width * SCALE)), colour, opacity)

    def stroke(self, points: Sequence[Point], width: float, colour: Colour, opacity: float = 1) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        radius = width * SCALE / 2

        def draw(pen: ImageDraw.ImageDraw) -> None:
            pen.line(scaled, fill=255, width=round(width * SCALE))
            for x, y in scaled:
                pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)

        self._paint(draw, colour, opacity)

    def finished(self, x: float = 0, y: float = 0, closeness: float = 1) -> Image.Image:
        """Scale the picture down; with `closeness` above 1 only the part whose corner is at (`x`, `y`)."""
        part = (x * SCALE, y * SCALE, (x + WIDTH / closeness) * SCALE, (y + HEIGHT / closeness) * SCALE)
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box=part)


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 160) -> list[Point]:
    """Return points on an ellipse from `start` to `end` degrees (0 is right, 90 is down)."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def turned(points: Sequence[Point], centre: Point, degrees: float) -> list[Point]:
    """Return the points, turned around `centre`."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    cx, cy = centre
    return [
        (cx + (x - cx) * cosine - (y - cy) * sine, cy + (x - cx) * sine + (y - cy) * cosine)
        for x, y in points
    ]


def table() -> Image.Image:
    """A long table seen from above, eight chairs around it, cups, sheets and a plate of biscuits."""
    canvas = Canvas(MIST)
    canvas.disc(240, 1010, 620, mix(MIST, SAGE, 0.42))
    canvas.disc(1690, 60, 470, mix(MIST, OCHRE, 0.42))
    left, top, width, height = 360, 330, 1080, 440
    seats = [left + 135 + 270 * place for place in range(4)]
    people = (CORAL, TEAL, OCHRE, PLUM, PETROL, BRICK, SAGE, CORAL)
    hair = (INK, BRICK, INK, SAND, OCHRE, INK, PLUM, mix(INK, TEAL, 0.4))
    for number, colour in enumerate(people):
        x, above = seats[number % 4], number < 4
        y: float = top - 62 if above else top + height + 62
        back = y - 74 if above else y + 74
        canvas.box(x - 92, back - 16, 184, 32, INK, 16)
        canvas.box(x - 100, y - 62, 200, 124, colour, 60)
        for side in (-1, 1):
            hand = top + 46 if above else top + height - 46
            canvas.stroke([(x + side * 76, y), (x + side * 58, hand)], 42, colour)
    canvas.box(left + 10, top + 16, width, height, INK, 56, 0.14)
    canvas.box(left, top, width, height, CREAM, 56)
    canvas.box(left + 22, top + 22, width - 44, height - 44, mix(CREAM, SAND, 0.75), 40)
    for number, (colour, head) in enumerate(zip(people, hair, strict=True)):
        x, above = seats[number % 4], number < 4
        y = top - 62 if above else top + height + 62
        edge = top + 58 if above else top + height - 58
        skin = mix(SAND, BRICK, 0.12 + 0.09 * ((number * 5) % 8))
        for side in (-1, 1):
            canvas.stroke(
                [(x + side * 72, top - 8 if above else top + height + 8), (x + side * 54, edge)], 40, colour
            )
            canvas.disc(x + side * 52, edge + (10 if above else -10), 21, skin)
        canvas.disc(x, y, 58, head)
        canvas.disc(x, y + (-8 if above else 8), 40, mix(head, CREAM, 0.13))
    sheets = ((520, 500, -9), (905, 470, 7), (1012, 606, -5), (640, 616, 11))
    for number, (x, y, lean) in enumerate(sheets):
        corners = turned(
            [(x - 62, y - 44), (x + 62, y - 44), (x + 62, y + 44), (x - 62, y + 44)], (x, y), lean
        )
        canvas.polygon([(px + 5, py + 7) for px, py in corners], INK, 0.12)
        canvas.polygon(corners, (255, 255, 255))
        for row, length in enumerate((88, 70, 82, 46)):
            line = turned([(x - 45, y - 24 + row * 16), (x - 45 + length, y - 24 + row * 16)], (x, y), lean)
            colour = (CORAL, TEAL, PETROL, OCHRE)[number] if row == 0 else mix(INK, CREAM, 0.62)
            canvas.stroke(line, 5, colour)
    for x, y, colour in (
        (430, 560, TEAL),
        (752, 480, CORAL),
        (1150, 500, PETROL),
        (1372, 560, OCHRE),
        (800, 622, PLUM),
    ):
        canvas.disc(x + 5, y + 7, 40, INK, 0.12)
        canvas.disc(x, y, 40, (255, 255, 255))
        canvas.stroke([(x + 26, y - 22), (x + 42, y - 36)], 11, colour)
        canvas.disc(x, y, 29, colour)
        canvas.disc(x, y, 22, mix(BRICK, INK, 0.55))
    canvas.disc(1255 + 5, 598 + 8, 64, INK, 0.12)
    canvas.disc(1255, 598, 64, (255, 255, 255))
    canvas.ring(1255, 598, 48, 3, MIST)
    for angle in range(0, 360, 72):
        biscuit_x, biscuit_y = arc(1255, 598, 28, 28, angle, angle, 1)[0]
        canvas.disc(biscuit_x, biscuit_y, 14, OCHRE)
        canvas.disc(biscuit_x - 3, biscuit_y - 3, 4, mix(OCHRE, BRICK, 0.6))
    return canvas.finished(165, 101, 1.225)


def city() -> Image.Image:
    """A city on a river: towers, gables and a dome behind two bridges, mirrored in calm water."""
    canvas = Canvas(SAND)
    for radius, share in ((470, 0.16), (360, 0.26), (250, 0.42)):
        canvas.disc(1290, 420, radius, mix(SAND, OCHRE, share))
    canvas.disc(1290, 420, 150, OCHRE)
    shore = 720
    canvas.polygon(
        [
            (0, 520),
            *arc(420, 760, 620, 330, 200, 320),
            (1100, 560),
            *arc(1500, 800, 620, 330, 215, 330),
            (1800, shore),
            (0, shore),
        ],
        mix(SAND, SAGE, 0.55),
    )
    back, front = mix(SAGE, PETROL, 0.45), PETROL
    for x, width, height in (
        (60, 120, 190),
        (200, 90, 260),
        (330, 150, 170),
        (540, 110, 300),
        (700, 150, 220),
        (930, 120, 270),
        (1090, 160, 190),
        (1330, 110, 250),
        (1480, 150, 180),
        (1660, 110, 290),
    ):
        canvas.box(x, shore - height, width, height + 40, back)
    # a tower with a spire, a dome, gables: from left to right
    canvas.box(150, 430, 96, 330, front)
    canvas.polygon([(138, 434), (198, 226), (258, 434)], BRICK)
    for x, width, height, roof in (
        (256, 132, 150, CORAL),
        (392, 120, 196, OCHRE),
        (516, 140, 138, BRICK),
        (1010, 130, 170, CORAL),
        (1144, 116, 132, OCHRE),
        (1264, 136, 196, BRICK),
        (1404, 120, 150, CORAL),
    ):
        canvas.box(x, shore - height, width, height + 40, CREAM if roof is OCHRE else mix(CREAM, roof, 0.22))
        canvas.polygon(
            [
                (x - 10, shore - height),
                (x + width / 2, shore - height - 84),
                (x + width + 10, shore - height),
            ],
            roof,
        )
        for row in range(int((height - 30) // 52)):
            for column in range(3):
                canvas.box(
                    x + 20 + column * (width - 58) / 2, shore - height + 24 + row * 52, 18, 28, front, 4
                )
    canvas.box(700, 530, 260, 230, front)
    canvas.polygon(arc(830, 532, 130, 132, 180, 360), TEAL)
    canvas.box(818, 362, 24, 46, TEAL)
    canvas.disc(830, 356, 15, OCHRE)
    for column in range(6):
        canvas.box(722 + column * 39, 566, 20, 160, mix(front, MIST, 0.35), 10)
    canvas.box(1560, 400, 120, 360, front)
    canvas.box(1546, 384, 148, 26, OCHRE, 6)
    for row in range(6):
        for column in range(3):
            light = OCHRE if (row * 3 + column * 5) % 4 == 0 else mix(front, MIST, 0.35)
            canvas.box(1578 + column * 34, 432 + row * 48, 18, 28, light, 4)
    canvas.box(0, shore, WIDTH, HEIGHT - shore, mix(TEAL, MIST, 0.24))
    canvas.box(0, shore, WIDTH, 26, mix(PETROL, INK, 0.35))
    canvas.box(0, 884, WIDTH, HEIGHT - 884, mix(TEAL, PETROL, 0.35))
    for x, y, width in (
        (90, 800, 170),
        (420, 782, 90),
        (760, 830, 220),
        (1130, 790, 120),
        (1440, 826, 200),
        (300, 1040, 220),
        (860, 1056, 130),
        (1270, 1030, 240),
        (60, 960, 90),
        (1650, 975, 110),
    ):
        canvas.box(x, y, width, 9, CREAM, 4.5, 0.4)
    bridge(canvas, deck=742, spans=6, rise=88, colour=mix(PETROL, INK, 0.1), thickness=24)
    bridge(canvas, deck=872, spans=3, rise=150, colour=INK, thickness=34)
    for number in range(9):
        x = 100 + number * 200
        canvas.stroke([(x, 872), (x, 790)], 7, INK)
        canvas.disc(x, 782, 15, OCHRE)
    for x, colour, size in (
        (560, CORAL, 1.0),
        (640, OCHRE, 0.9),
        (1130, SAGE, 1.0),
        (1240, CORAL, 0.84),
        (1420, CREAM, 0.96),
    ):
        canvas.box(x - 15 * size, 872 - 62 * size, 30 * size, 64 * size, colour, 14 * size)
        canvas.disc(x, 872 - 78 * size, 14 * size, colour)
    return canvas.finished()


def bridge(canvas: Canvas, *, deck: float, spans: int, rise: float, colour: Colour, thickness: float) -> None:
    """Draw a stone bridge across the whole picture: a deck and round arches on piers."""
    span = WIDTH / spans
    for number in range(spans):
        left = number * span
        inner = span / 2 - 34
        opening = arc(left + span / 2, deck + thickness + rise, inner, rise - 8, 180, 360)
        outline = [
            (left, deck),
            (left + span, deck),
            (left + span, deck + thickness + rise),
            *reversed(opening),
            (left, deck + thickness + rise),
        ]
        canvas.polygon(outline, colour)
    for number in range(spans + 1):
        canvas.box(number * span - 46, deck + thickness + rise - 20, 92, 46, mix(colour, INK, 0.3), 12)
    canvas.box(0, deck, WIDTH, thickness * 0.4, mix(colour, CREAM, 0.22))


def speech() -> Image.Image:
    """Three see-through speech bubbles that overlap; where they do, new colours appear."""
    canvas = Canvas(CREAM)
    canvas.disc(1560, 900, 460, mix(CREAM, MIST, 0.6))
    canvas.disc(170, 190, 330, mix(CREAM, OCHRE, 0.16))
    bubbles = (
        ((210, 150, 780, 440), [(300, 520), (440, 586), (200, 720)], TEAL, 0.72),
        ((850, 110, 760, 450), [(1390, 552), (1530, 480), (1620, 690)], CORAL, 0.8),
        ((500, 440, 800, 420), [(820, 854), (980, 854), (780, 1000)], OCHRE, 0.85),
    )
    for (x, y, width, height), tail, colour, opacity in bubbles:
        combined(canvas, rounded(x, y, width, height, 130), tail, colour, opacity)
    for row, length in enumerate((330, 230)):
        canvas.box(340, 268 + row * 64, length, 26, CREAM, 13, 0.95)
    for number in range(3):
        canvas.disc(1170 + number * 100, 278, 34, CREAM, 0.95)
    for row, length in enumerate((300, 380, 210)):
        canvas.box(690, 644 + row * 62, length, 26, INK, 13, 0.78)
    return canvas.finished()


def rounded(x: float, y: float, width: float, height: float, radius: float) -> list[Point]:
    """Return the outline of a box with round corners."""
    right, bottom = x + width - radius, y + height - radius
    return [
        *arc(x + radius, y + radius, radius, radius, 180, 270, 40),
        *arc(right, y + radius, radius, radius, 270, 360, 40),
        *arc(right, bottom, radius, radius, 0, 90, 40),
        *arc(x + radius, bottom, radius, radius, 90, 180, 40),
    ]


def combined(
    canvas: Canvas, first: Sequence[Point], second: Sequence[Point], colour: Colour, opacity: float
) -> None:
    """Multiply two joined shapes into the picture, the way printing inks mix."""
    mask = Image.new("L", canvas.image.size, 0)
    pen = ImageDraw.Draw(mask)
    for points in (first, second):
        pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=255)
    tint = mix((255, 255, 255), colour, opacity)
    tables = [[round(level * channel / 255) for level in range(256)] for channel in tint]
    inked = canvas.image.point([value for table_of_channel in tables for value in table_of_channel])
    canvas.image.paste(inked, (0, 0), mask)


def houses() -> Image.Image:
    """Two open hands that carry three coloured houses and two trees in front of a rising sun."""
    canvas = Canvas(SAND)
    for radius, share in ((620, 0.18), (490, 0.34), (360, 0.6)):
        canvas.polygon(arc(900, 690, radius, radius, 180, 360), mix(SAND, OCHRE, share))
    ground = 690
    for x, size in ((478, 1.0), (1318, 1.12)):
        canvas.stroke([(x, ground), (x, ground - 90 * size)], 14, BRICK)
        canvas.disc(x, ground - 140 * size, 62 * size, TEAL)
        canvas.disc(x + 24 * size, ground - 112 * size, 42 * size, SAGE, 0.85)
    for x, width, height, wall, roof in (
        (558, 212, 230, CORAL, BRICK),
        (1030, 212, 230, SAGE, TEAL),
        (770, 260, 330, CREAM, PETROL),
    ):
        middle, eaves = x + width / 2, ground - height
        canvas.box(x, eaves, width, height, wall)
        canvas.polygon([(x - 22, eaves), (middle, eaves - 130), (x + width + 22, eaves)], roof)
        canvas.box(middle - 30, ground - 104, 60, 104, roof, 30)
        canvas.box(middle - 30, ground - 50, 60, 50, roof)
        canvas.disc(middle + 16, ground - 48, 5, OCHRE)
        for row in range(2 if height > 300 else 1):
            for column in (0.23, 0.77):
                left, top = x + width * column - 24, eaves + 40 + row * 96
                canvas.box(left, top, 48, 60, mix(OCHRE, CREAM, 0.25) if wall is not CREAM else OCHRE, 6)
                canvas.stroke([(left + 24, top + 2), (left + 24, top + 58)], 5, wall)
                canvas.stroke([(left + 2, top + 30), (left + 46, top + 30)], 5, wall)
    canvas.disc(900, ground - 378, 23, OCHRE)
    for side, skin, sleeve in ((-1, mix(SAND, BRICK, 0.42), CORAL), (1, mix(BRICK, INK, 0.48), PETROL)):
        hand(canvas, side, skin, sleeve)
    canvas.box(400, ground - 4, 1000, 28, INK, 14)
    for side, skin in ((-1, mix(SAND, BRICK, 0.42)), (1, mix(BRICK, INK, 0.48))):
        thumb = ((520, 800), (530, 730), (500, 690), (462, 668))
        canvas.stroke(curve(*((900 + side * x, y) for x, y in thumb)), 66, skin)
    return canvas.finished(117, 143, 1.15)


def curve(*corners: Point, steps: int = 60) -> list[Point]:
    """Return points on a cubic Bézier curve with four `corners`."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        points.append(
            (
                sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
                sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
            )
        )
    return points


def hand(canvas: Canvas, side: int, skin: Colour, sleeve: Colour) -> None:
    """Draw a hand, palm upwards, under the houses; `side` is −1 for the left one."""

    def at(x: float, y: float) -> Point:
        return 900 + side * x, y

    outline = [
        *curve(at(600, 1010), at(590, 930), at(556, 900), at(552, 800)),
        *curve(at(552, 800), at(500, 726), at(420, 708), at(340, 712)),
        *curve(at(340, 712), at(220, 716), at(150, 714), at(70, 714)),
        *curve(at(70, 714), at(18, 716), at(18, 778), at(74, 784)),
        *curve(at(74, 784), at(200, 800), at(300, 880), at(400, 1030)),
    ]
    canvas.polygon(outline, skin)
    canvas.polygon([at(385, 1000), at(625, 965), at(760, 1110), at(450, 1110)], sleeve)
    shade = mix(skin, INK, 0.24)
    canvas.stroke(curve(at(96, 748), at(180, 752), at(260, 764), at(330, 800)), 7, shade)
    canvas.stroke(curve(at(380, 760), at(440, 772), at(480, 800), at(500, 850)), 7, shade)
    canvas.stroke([at(392, 1010), at(612, 976)], 56, mix(sleeve, INK, 0.22))


def bars() -> Image.Image:
    """Rising bars with a line of dots above them."""
    canvas = Canvas(PETROL)
    canvas.disc(1500, 250, 520, mix(PETROL, TEAL, 0.35))
    canvas.disc(1500, 250, 340, mix(PETROL, TEAL, 0.7))
    base = 900
    heights = (210, 300, 260, 390, 450, 410, 560)
    colours = (SAGE, OCHRE, CORAL, SAGE, OCHRE, CORAL, CREAM)
    tops: list[Point] = []
    for number, (height, colour) in enumerate(zip(heights, colours, strict=True)):
        x = 232 + number * 196
        canvas.box(x, base - height, 136, height + 4, colour, 20)
        canvas.box(x, base - 60, 136, 64, colour)
        tops.append((x + 68, base - height - 96))
    canvas.box(170, base, 1460, 14, CREAM, 7)
    canvas.stroke(tops, 9, CREAM)
    for top in tops:
        canvas.disc(*top, 27, CREAM)
        canvas.disc(*top, 16, BRICK)
    return canvas.finished()


PICTURES: Final[tuple[tuple[str, Callable[[], Image.Image], dict[str, Any]], ...]] = (
    ("tisch.jpg", table, {"quality": 85, "optimize": True, "subsampling": 0}),
    ("bruecken.png", city, {"optimize": True}),
    ("sprechblasen.webp", speech, {"quality": 88, "method": 6}),
    ("haeuser.jpg", houses, {"quality": 85, "optimize": True, "subsampling": 0}),
    ("balken.png", bars, {"optimize": True}),
)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, draw and save the pictures."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the sample series.")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER)
    folder: Path = parser.parse_args(arguments).output
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw, options in PICTURES:
        image = draw()
        if name.endswith(".png"):
            image = image.quantize(192, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        image.save(folder / name, **options)
        print(f"{name}: {(folder / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
