"""Pictures: what comes out of them, pixel by pixel, and that nothing else comes out."""

# ruff: noqa: E501 - rows of tables

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageStat

from infobrief_pdf import images
from infobrief_pdf.diagnostics import Place, Refused
from infobrief_pdf.images import Prepared, svg
from infobrief_pdf.images.nearest import nearest_file

PLACE = Place("01.yaml", 11, 17)
Prepare = Callable[..., Prepared]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(prepared: Prepared) -> Image.Image:
    image = Image.open(io.BytesIO(prepared.content))
    image.load()
    return image


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    def prepare(content: bytes, pixels: int = 1000) -> Prepared:
        (tmp_path / "foto").write_bytes(content)
        return images.prepare(tmp_path, "foto", pixels=pixels, place=PLACE)

    return prepare


PHOTO = Image.merge(
    "RGB", [Image.linear_gradient("L").rotate(angle).resize((64, 48)) for angle in (0, 90, 180)]
)
CORNER = Image.new("RGB", (64, 48), "white")
CORNER.paste("red", (0, 0, 32, 24))
"""Red at the upper left; each orientation of EXIF brings it to another corner."""

WHERE_RED_GOES = {
    1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)
}  # fmt: skip
"""EXIF 2.32, tag 0x0112: the place of the first row and column as people see the picture."""


@pytest.mark.parametrize("orientation", WHERE_RED_GOES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_as_its_camera_says(orientation: int, kind: str, prepare: Prepare) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = opened(prepare(saved(CORNER, kind, exif=exif)))
    assert upright.size == ((64, 48) if orientation < 5 else (48, 64))
    width, height = upright.size
    right, lower = WHERE_RED_GOES[orientation]
    corner = upright.convert("RGB").getpixel(
        (width // 4 + right * width // 2, height // 4 + lower * height // 2)
    )
    assert isinstance(corner, tuple)
    assert corner[0] > 240
    assert max(corner[1:]) < 20
    assert 0x0112 not in upright.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_is_handed_on(kind: str, prepare: Prepare) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(PHOTO, kind, exif=exif, icc_profile=profile, xmp=b"<x:xmpmeta>taken at home</x:xmpmeta>")
    prepared = prepare(content)
    assert b"taken at home" in content
    assert b"taken at home" not in prepared.content
    assert not opened(prepared).getexif()
    assert not {"icc_profile", "exif", "xmp", "XML:com.adobe.xmp", "comment", "dpi"} & set(
        opened(prepared).info
    )


def swapped(image: Image.Image) -> bytes:
    """The picture in a colour space whose red and green are each other, with the profile that says so."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = {bytes(profile[start : start + 4]): start for start in range(132, 132 + 12 * profile[131], 12)}
    red, green = (bytes(profile[entries[name] + 4 : entries[name] + 12]) for name in (b"rXYZ", b"gXYZ"))
    profile[entries[b"rXYZ"] + 4 : entries[b"rXYZ"] + 12] = green
    profile[entries[b"gXYZ"] + 4 : entries[b"gXYZ"] + 12] = red
    return saved(image, "PNG", icc_profile=bytes(profile))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_are_converted_by_the_profile(mode: str, prepare: Prepare) -> None:
    red = Image.new("RGB", (8, 8), "red").convert(mode)
    pixel = opened(prepare(swapped(red))).convert("RGB").getpixel((4, 4))
    assert isinstance(pixel, tuple)
    assert pixel[0] < 10
    assert pixel[1] > 245
    assert pixel[2] < 10


def test_a_broken_profile_is_passed_over(prepare: Prepare) -> None:
    content = saved(PHOTO, "PNG", icc_profile=b"no profile")
    assert opened(prepare(content)).tobytes() == PHOTO.tobytes()


@pytest.mark.parametrize(
    ("width", "expected"), [(2000, (500, 250)), (501, (500, 250)), (500, (500, 250)), (40, (40, 20))]
)
def test_a_picture_is_scaled_down_to_the_page_and_never_up(
    width: int, expected: tuple[int, int], prepare: Prepare
) -> None:
    prepared = prepare(saved(Image.new("RGB", (width, width // 2)), "PNG"), pixels=500)
    assert opened(prepared).size == (prepared.width, prepared.height) == expected
    assert prepared.original_width == width


def test_what_is_transparent_lies_on_white_paper(prepare: Prepare) -> None:
    layered = Image.new("RGBA", (3, 1), (0, 0, 0, 0))
    layered.putpixel((1, 0), (255, 0, 0, 255))
    layered.putpixel((2, 0), (0, 0, 0, 128))
    paper = opened(prepare(saved(layered, "PNG")))
    assert [paper.getpixel((x, 0)) for x in range(3)] == [(255, 255, 255), (255, 0, 0), (127, 127, 127)]


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (257, 1), (32768, 128), (65535, 255)])
def test_16_bits_become_8(value: int, expected: int, prepare: Prepare) -> None:
    deep = Image.new("I;16", (4, 3))
    deep.putdata([value] * 12)
    assert opened(prepare(saved(deep, "PNG"))).getpixel((1, 1)) == expected


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        ("1", "PNG", ("image/png", "L")),
        ("L", "PNG", ("image/png", "L")),
        ("LA", "PNG", ("image/png", "RGB")),
        ("P", "PNG", ("image/png", "RGB")),
        ("RGBA", "PNG", ("image/png", "RGB")),
        ("L", "JPEG", ("image/jpeg", "L")),
        ("CMYK", "JPEG", ("image/jpeg", "RGB")),
        ("RGB", "WEBP", ("image/jpeg", "RGB")),
    ],
)
def test_pictures_are_grey_or_rgb(mode: str, kind: str, expected: tuple[str, str], prepare: Prepare) -> None:
    prepared = prepare(saved(PHOTO.convert(mode), kind))
    assert (prepared.media_type, opened(prepared).mode) == expected


def test_cmyk_keeps_its_colours(prepare: Prepare) -> None:
    difference = ImageChops.difference(
        PHOTO, opened(prepare(saved(PHOTO.convert("CMYK"), "JPEG", quality=95)))
    )
    assert max(ImageStat.Stat(difference).mean) < 4


def test_the_same_picture_gives_the_same_bytes(prepare: Prepare) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        content = saved(PHOTO, kind)
        assert prepare(content) == prepare(content)


def test_a_prepared_picture_hardly_changes_when_it_is_prepared_again(prepare: Prepare) -> None:
    once = prepare(saved(PHOTO, "JPEG"))
    again = prepare(once.content)
    assert (again.width, again.height, again.media_type) == (once.width, once.height, once.media_type)
    assert max(ImageStat.Stat(ImageChops.difference(opened(once), opened(again))).mean) < 1
    png = prepare(saved(PHOTO, "PNG"))
    assert prepare(png.content) == png


def test_pillow_is_as_tolerant_afterwards_as_before(
    prepare: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint has it accept truncated files, for the whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content = saved(PHOTO, "JPEG")
    with pytest.raises(Refused):
        prepare(content[: len(content) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


SOURCES = [saved(PHOTO, kind) for kind in ("JPEG", "PNG", "WEBP")] + [
    saved(PHOTO.convert("P"), "PNG", transparency=1)
]


@given(
    source=st.sampled_from(SOURCES),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=8),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_damaged_picture_is_taken_or_refused(source: bytes, changes: list[tuple[int, int]]) -> None:
    content = bytearray(source)
    for position, value in changes:
        content[position % len(content)] = value
    try:
        images._raster(bytes(content), "foto", 200, PLACE)
    except Refused as refusal:
        assert refusal.diagnostics[0].place == PLACE  # noqa: PT017 - any of several reasons


def shapes(inside: str, root: str = 'viewBox="0 0 40 20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {root}>{inside}</svg>'.encode()


class TestSvg:
    def test_only_what_is_drawn_is_handed_on(self, prepare: Prepare) -> None:
        drawn = '<rect width="9" height="9"/>'
        noise = '<!-- Anna --><title>Weg</title><metadata/><x:note xmlns:x="urn:x" x:by="Anna"/>'
        prepared = prepare(shapes(noise + drawn))
        assert prepared.media_type == "image/svg+xml"
        assert prepared.content == (
            b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            b'viewBox="0 0 40 20"><rect width="9" height="9" /></svg>'
        )
        assert prepare(prepared.content).content == prepared.content
        assert (prepared.width, prepared.height) == (40, 20)

    @pytest.mark.parametrize(
        ("root", "size"),
        [
            ('viewBox="0 0 40 20" width="100%"', (40, 20)),
            ('viewBox="-5,-5,30,10"', (30, 10)),
            ('width="40mm" height="20mm"', (40, 20)),
            ('width=" 12.5px " height="3"', (12.5, 3)),
        ],
    )
    def test_its_size_comes_from_the_view_box_or_from_width_and_height(
        self, root: str, size: tuple[float, float]
    ) -> None:
        assert svg.checked(shapes("", root), "a.svg", PLACE) == size

    @pytest.mark.parametrize(
        "root",
        [
            "",
            'width="40"',
            'width="100%" height="50%"',
            'viewBox="0 0 0 5"',
            'viewBox="0 0 5"',
            'viewBox="0 0 nan 5"',
        ],
    )
    def test_one_without_a_size_is_refused(self, root: str) -> None:
        with pytest.raises(Refused):
            svg.checked(shapes("", root), "a.svg", PLACE)

    @pytest.mark.parametrize(
        "inside",
        [
            '<path d="M10-20.5.5L1e3,-2E-2zm0 0"/>',
            '<path d="M0 0a5 5 0 01 10 0 5 5 0 1010-0"/>',
            '<path d=" M 0,0 , L 1 1 Z "/>',
            '<path d=""/>',
            '<defs><g id="a"><rect width="1" height="1"/></g></defs><use xlink:href="#a"/><use href="#a" x="2"/>',
            '<marker id="m"><path d="M0 0L1 1"/></marker><path d="M0 0L9 9" marker-end="url(#m)"/>',
            '<linearGradient id="a"><stop/></linearGradient><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
            '<rect style="fill: url(#nothing)"/>',
            "<title>Weg</title><desc>Ein Weg</desc><metadata/>",
        ],
    )
    def test_what_drawing_programs_write_is_taken(self, inside: str) -> None:
        assert svg.checked(shapes(inside), "a.svg", PLACE) == (40, 20)

    @pytest.mark.parametrize(
        "inside",
        [
            '<path d="M0 0 L1 1 z 5"/>',
            '<path d="5"/>',
            '<path d="M0 0 L x"/>',
            '<path d="M0 0 L' + " 1" * 60_000 + '"/>',
            '<use xlink:href="https://example.org/a.svg#b"/>',
            '<use href=" javascript:alert(1)"/>',
            "<rect fill=\"url( 'file:///etc/passwd' )\"/>",
            '<rect style="fill: \\75rl(file:///etc/passwd)"/>',
            '<rect onLoad="alert(1)"/>',
            "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
            '<a href="#b"/>',
            '<g id="a"><g id="b"><use href="#a"/></g></g>',
            '<pattern id="a"><rect fill="url(#a)"/></pattern>',
            '<g id="a" mask="url(#b)"/><mask id="b"><use href="#a"/></mask>',
            '<marker id="m">'
            + "<g/>" * 200
            + '</marker><path d="M0 0L'
            + "1 1 " * 2000
            + '" marker-mid="url(#m)"/>',
            "".join(f'<g id="a{number}"><use href="#a{number + 1}"/></g>' for number in range(3000)),
        ],
        ids=range(16),
    )
    def test_what_leads_elsewhere_or_nowhere_is_refused(self, inside: str) -> None:
        with pytest.raises(Refused) as caught:
            svg.checked(shapes(inside), "a.svg", PLACE)
        assert caught.value.diagnostics[0].code in {"image-svg-unsafe", "image-shapes"}
        assert caught.value.diagnostics[0].place == PLACE


@pytest.mark.parametrize(
    ("wanted", "there", "nearest"),
    [
        ("images/foto.jpg", "images/Foto.JPG", "images/Foto.JPG"),
        ("images/foto.jpg", "images/foto.png", "images/foto.png"),
        ("foto.jpg", "images/foto.jpg", "images/foto.jpg"),
        ("images/foto", "images/foto.jpeg", "images/foto.jpeg"),
        ("images\\foto.jpg", "images/foto.jpg", "images/foto.jpg"),
        ("images/gruppenfoto.jpg", "images/gruppen-foto.jpg", "images/gruppen-foto.jpg"),
        ("images/foto.jpg", "images/weg.svg", None),
        ("images/foto.jpg", "images/foto.txt", None),
    ],
)
def test_the_nearest_picture(wanted: str, there: str, nearest: str | None, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_bytes(b"")
    assert nearest_file(tmp_path, wanted) == nearest


@pytest.mark.parametrize(
    "file", ["https://www.example.org/foto.jpg", "//x.de/a.png", "www.x.de/a.png", "data:image/png,"]
)
def test_addresses_are_no_files(file: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        images.prepare(tmp_path, file, pixels=100, place=Place("issues/a/2018/02.yaml", 1, 1))
    (problem,) = caught.value.diagnostics
    assert problem.code == "image-address"
    assert "Save the picture in issues/a/2018" in problem.remedy()
