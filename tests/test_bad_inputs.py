"""Bad inputs through the real door: what is said about them, and what is left alone.

Whatever comes in, the program names code, file, line and column, ends with exit code 1, prints no traceback,
writes nothing, opens nothing that lies elsewhere and asks nobody in the network. Most cases are texts in
`tests/data/bad/`; this file makes those that are no text, cannot be typed or need more than a file.
"""

# ruff: noqa: E501 - rows of tables

from __future__ import annotations

import io
import json
import os
import re
import struct
import sys
import sysconfig
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from infobrief_pdf.cli import main
from infobrief_pdf.storage import cache_folder
from tests.support.workspace import HEAD, ISSUE, NAME, PDF, SERIES, with_image, with_text, workspace

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "data" / "bad"
TEXT = "text"
"""In a case: the Markdown of the issue's article."""

OLD_PDF = b"%PDF-1.7 the previous one"
SECRET = "nobody is to read this"
FONT = (ROOT / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf").read_bytes()

Files = Mapping[str, str | bytes]
Change = Callable[[Path], object]


@dataclass(frozen=True)
class Bad:
    """What is wrong, and what the program says: `code place`, each with its sentence where it matters."""

    title: str
    files: Files
    said: tuple[str, ...]
    change: Change | None = None
    arguments: tuple[str, ...] = (NAME,)


def read(path: Path) -> Iterator[Bad]:
    """The cases of a file; see the README beside it."""
    for case in path.read_text("utf-8").rstrip("\n").split("\n====\n"):
        head, _, said = case.partition("\n----\n")
        title, *parts = re.split(r"^\.{4} (.+)\n", head, flags=re.MULTILINE)
        files = dict(zip(parts[::2], parts[1::2], strict=True))
        yield Bad(
            title.strip(),
            {path: text.removesuffix("\n") + "\n" for path, text in files.items()},
            tuple(said.split("\n")),
        )


# Pictures


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that claims to be this large, in a hundred bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


PHOTO = Image.effect_noise((60, 40), 50).convert("RGB")
PICTURES = {kind: saved(PHOTO, kind) for kind in ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")}


def picture(title: str, content: bytes, code: str, sentence: str = "", name: str = "foto.png") -> Bad:
    said = (f"{code} {ISSUE}:11:23", *([f"  {sentence}"] if sentence else []))
    return Bad(title, {ISSUE: with_image(name), f"issues/brief/2026/{name}": content}, said)


def svg(title: str, inside: str, code: str, sentence: str = "", root: str = 'width="40" height="20"') -> Bad:
    return picture(
        title,
        f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'.encode(),
        code,
        sentence,
        "foto.svg",
    )


def linked(title: str, name: str, change: Change | None, code: str, sentence: str = "") -> Bad:
    said = (f"{code} {ISSUE}:11:23", *([f"  {sentence}"] if sentence else []))
    return Bad(title, {ISSUE: with_image(name)}, said, change)


def replaced(path: str, make: Callable[[Path], object]) -> Change:
    def change(folder: Path) -> None:
        (folder / path).unlink(missing_ok=True)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        make(folder / path)

    return change


def link(path: str, target: str) -> Change:
    return replaced(path, lambda link: link.symlink_to(target))


FOTO = "issues/brief/2026/foto.png"
USES = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))

PICTURE_CASES = [
    picture("an empty picture", b"", "image-kind", "The picture “foto.png” is not a PNG, JPEG, WebP or SVG file."),
    picture("a text that is called a picture", b"Hallo", "image-kind"),
    picture("a PDF that is called a picture", b"%PDF-1.7\n", "image-kind"),
    picture("a GIF", PICTURES["GIF"], "image-kind"),
    picture("a TIFF", PICTURES["TIFF"], "image-kind"),
    picture("a BMP", PICTURES["BMP"], "image-kind"),
    picture("half a PNG", PICTURES["PNG"][: len(PICTURES["PNG"]) // 2], "image-broken", "The picture “foto.png” cannot be decoded: it ends in the middle."),
    picture("half a JPEG", PICTURES["JPEG"][: len(PICTURES["JPEG"]) // 2], "image-broken"),
    picture("half a WebP", PICTURES["WEBP"][: len(PICTURES["WEBP"]) // 2], "image-broken"),
    picture("60 megapixels", png(10000, 6000), "image-pixels", "The picture “foto.png” has more than 50 million pixels."),
    picture("400 megapixels in a hundred bytes", png(20000, 20000), "image-pixels", "The picture “foto.png” has more than 50 million pixels."),
    picture("31 MB", PICTURES["PNG"] + bytes(31_000_000), "image-too-large", "The picture “foto.png” is too large: 31 MB."),
    svg("an SVG with a script", "<script>alert(1)</script>", "image-svg-unsafe", "The picture “foto.svg” contains <script>, which a PDF must not carry."),
    svg("an SVG with an event", '<rect onclick="alert(1)" width="9" height="9"/>', "image-svg-unsafe"),
    svg("an SVG that holds HTML", "<foreignObject><p>Hallo</p></foreignObject>", "image-svg-unsafe"),
    svg("an SVG that holds text", "<text>Hallo</text>", "image-svg-unsafe"),
    svg("an SVG with a picture of the machine", '<image href="file:///etc/passwd" width="9" height="9"/>', "image-svg-unsafe"),
    svg("an SVG that uses another file", '<use href="other.svg#a"/>', "image-svg-unsafe"),
    svg("an SVG that is filled from elsewhere", '<rect fill="url(https://example.org/a.svg#b)" width="9" height="9"/>', "image-svg-unsafe"),
    svg("an SVG with a style sheet", "<style>@import url(file:///etc/passwd);</style>", "image-svg-unsafe"),
    svg("an SVG that uses itself", '<g id="a"><use href="#a"/></g>', "image-svg-unsafe", "The picture “foto.svg” contains a reference that leads back to itself, which a PDF must not carry."),
    svg("an SVG that uses uses of uses", f'<defs><rect id="a0" width="1" height="1"/>{USES}</defs><use href="#a8"/>', "image-shapes"),
    svg("an SVG nested very deep", "<g>" * 5000 + "</g>" * 5000, "image-svg-unsafe"),
    svg("an SVG whose path never ends", '<path d="M0 0 L1 1 z 5"/>', "image-svg-unsafe"),
    svg("an SVG whose gradient never ends", '<linearGradient id="a" spreadMethod="repeat"/>', "image-svg-unsafe"),
    svg("an SVG of no size", "", "image-broken", "The picture “foto.svg” cannot be decoded: it has no size.", root=""),
    svg("an SVG that is not closed", "<g>", "image-broken"),
    picture("an SVG with a document type", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg width="1" height="1">&a;</svg>', "image-svg-unsafe", "The picture “foto.svg” contains a DOCTYPE, which a PDF must not carry.", "foto.svg"),
    picture("an SVG in an unknown encoding", b'<?xml version="1.0" encoding="idna"?><svg width="1" height="1"/>', "image-broken", name="foto.svg"),
    picture("XML that is no SVG", b'<?xml version="1.0"?><html/>', "image-kind", name="foto.svg"),
    linked("a picture that does not exist", "foto.png", None, "image-missing", "There is no picture “foto.png”."),
    linked("a picture outside, by two points", "../../../../secret.png", None, "image-outside", "The picture “../../../../secret.png” lies outside the issue's folder."),
    linked("a picture outside, by its whole path", "/etc/passwd", None, "image-outside"),
    linked("a picture outside, by a link", "foto.png", link(FOTO, "../../../../secret.png"), "image-outside"),
    linked("an endless device, by a link", "foto.png", link(FOTO, "/dev/zero"), "image-outside"),
    linked("a link that leads to itself", "foto.png", link(FOTO, "foto.png"), "image-missing"),
    linked("a folder that is called a picture", "foto.png", replaced(FOTO, Path.mkdir), "image-missing"),
    linked("a pipe that nobody writes to", "foto.png", replaced(FOTO, os.mkfifo), "image-missing"),
    linked("a picture with a backslash", "images\\foto.png", None, "image-missing"),
]  # fmt: skip


# Bytes that are no YAML, files that are no files


def yaml(title: str, content: str | bytes, *said: str) -> Bad:
    return Bad(
        title,
        {ISSUE: content},
        tuple(
            line if line.startswith(" ") else f"{line.split()[0]} {ISSUE}{''.join(line.split()[1:])}"
            for line in said
        ),
    )


GREETING = f"{HEAD}editorial: {{text: Hallo}}\n"

BYTE_CASES = [
    yaml("nothing at all", b"", "file-empty :1:1", "  The file has no content."),
    yaml("Windows-1252", GREETING.replace("Hallo", "Grüße").encode("cp1252"), "file-not-utf8 :6:21", "  From this character on the file is not UTF-8 (byte 0xFC)."),
    yaml("UTF-16", GREETING.encode("utf-16"), "file-is-utf16 :1:1"),
    yaml("a character that nobody sees", GREETING.replace("Hallo", "Hal\x07lo"), "character-forbidden :6:22", "  The character U+0007 cannot be printed and is not allowed in text."),
    yaml("more than 2 MB", GREETING + "#" * 2_000_000, "file-too-large "),
    yaml("a hundred brackets", HEAD + "keywords: " + "[" * 100, "nesting-too-deep :6:40", "  Lists and fields are nested more than 30 levels deep."),
    yaml("sixty thousand values", HEAD + "keywords: [" + "a," * 60_000 + "]", "too-many-values :6:99998"),
    yaml("letters that swap directions", with_text("Konto \u202e1234\u202c bitte"), "bidi-control :11:17", "bidi-control :11:22"),
    Bad("a pipe instead of an issue", {}, ("issue-missing",), replaced(ISSUE, os.mkfifo)),
    Bad("a pipe instead of a series", {}, (f"series-missing {ISSUE}:1:9",), replaced(SERIES, os.mkfifo)),
    Bad("no series", {}, (f"series-missing {ISSUE}:1:9", "  The series “brief” has no series.yaml."), lambda folder: (folder / SERIES).unlink()),
    Bad("a manifest that leads elsewhere", {"layouts/mine/a.css": ""}, ("layout-file-outside layouts/mine/layout.yaml",), link("layouts/mine/layout.yaml", "../../../secret.png")),
    Bad("a template that leads elsewhere", {"layouts/mine/a.css": ""}, ("layout-file-outside layouts/mine/templates/imprint.html",), link("layouts/mine/templates/imprint.html", "../../../../secret.png")),
    Bad("a style sheet that leads elsewhere", {"layouts/mine/b.css": ""}, ("layout-file-outside layouts/mine/a.css",), link("layouts/mine/a.css", "/etc/passwd")),
    Bad("a style sheet that leads to itself", {"layouts/mine/b.css": ""}, ("layout-file-unusable layouts/mine/a.css",), link("layouts/mine/a.css", "a.css")),
    Bad("a pipe instead of a style sheet", {"layouts/mine/b.css": ""}, ("layout-file-unusable layouts/mine/a.css",), replaced("layouts/mine/a.css", os.mkfifo)),
    Bad("a style sheet in UTF-16", {"layouts/mine/a.css": "p { color: red }".encode("utf-16")}, ("layout-file-unusable layouts/mine/a.css",)),
    Bad("a style sheet of more than 1 MB", {"layouts/mine/a.css": "/*" + "x" * 1_000_000 + "*/"}, ("layout-file-unusable layouts/mine/a.css",)),
    Bad("a picture of the layout that leads elsewhere", {"layouts/mine/a.css": "p {\n background: url(logo.png) }"}, ("fetch-refused layouts/mine/a.css:2:18",), link("layouts/mine/logo.png", "../../../secret.png")),
    Bad("a pipe instead of a picture of the layout", {"layouts/mine/a.css": "p {\n background: url(logo.png) }"}, ("fetch-refused layouts/mine/a.css:2:18",), replaced("layouts/mine/logo.png", os.mkfifo)),
    Bad("an empty font", {"fonts/haus.ttf": b""}, ("font-broken fonts/haus.ttf", "  This font file cannot be read: it is not a font.")),
    Bad("half a font", {"fonts/haus.ttf": FONT[:9000]}, ("font-broken fonts/haus.ttf",)),
    Bad("a font that leads elsewhere", {}, ("font-broken fonts/haus.ttf", "  This font file cannot be read: it is a link to a place outside the folder."), link("fonts/haus.ttf", "../../secret.png")),
]  # fmt: skip


# Arguments

ARGUMENT_CASES = [
    Bad("an issue that does not exist", {}, ("issue-missing", "  There is no issue “brief/2026/02”."), arguments=("brief/2026/02",)),
    Bad("an issue of a very long name", {}, ("issue-missing",), arguments=("a" * 5000,)),
    Bad("a folder without issues", {"layouts/mine/a.css": ""}, ("folder-without-issues",), arguments=("layouts",)),
    Bad("a layout that does not exist", {}, ("layout-unknown", "  There is no layout “schön”."), arguments=(NAME, "--layout", "schön")),
    Bad("no workspace", {}, ("workspace-missing",), arguments=(NAME, "--workspace", "output")),
    Bad("a folder for the file is a file", {}, (f"output-unwritable {PDF}",), arguments=(NAME, "--output", ISSUE)),
    Bad("the file is a folder", {"ziel.pdf/a": ""}, ("output-unwritable ziel.pdf",), arguments=(NAME, "--output", "ziel.pdf")),
    Bad("a place where nobody may write", {}, (f"output-unwritable {PDF}",), arguments=(NAME, "--output", "/proc/infobrief")),
]  # fmt: skip

ALL = [
    *(case for file in sorted(CASES.glob("*.txt")) for case in read(file)),
    *PICTURE_CASES,
    *BYTE_CASES,
    *ARGUMENT_CASES,
]


# What is opened and who is asked


@dataclass
class Recorder:
    """Notes what this process opens and whom it asks, while it listens."""

    is_listening: bool = False
    opened: list[tuple[str, bool]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note(self, event: str, details: tuple[object, ...]) -> None:
        if not self.is_listening:
            return
        if event == "open" and isinstance(details[0], str | bytes | os.PathLike):
            writes = isinstance(details[2], int) and bool(details[2] & (os.O_WRONLY | os.O_RDWR))
            self.opened.append((os.fsdecode(details[0]), writes))
        elif event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
            self.asked.append(event)


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    """Hooks cannot be taken away again (PEP 578): one for the session, switched off when nobody looks."""
    recorder = Recorder()
    sys.addaudithook(recorder.note)
    return recorder


PROGRAM = tuple(
    os.path.realpath(folder)
    for folder in (
        ROOT / "infobrief_pdf",
        ROOT / "layouts",
        ROOT / "fonts",
        sys.prefix,
        sysconfig.get_path("stdlib"),
        cache_folder(),
    )
)
SYSTEM = (
    "/proc/",
    "/sys/",
    "/etc/localtime",
    "/etc/mime.types",
    "/usr/share/zoneinfo",
    "/usr/lib/locale",
    "/usr/share/locale",
)


def strange(recorder: Recorder, folder: Path) -> list[str]:
    """What was opened outside the workspace and the program, links followed; what was opened to be written."""
    found = []
    for name, writes in recorder.opened:
        path = os.path.realpath(name)
        if writes and not path.startswith(str(cache_folder())):
            found.append(f"{name} (to write)")
        elif not Path(path).is_relative_to(folder) and not path.startswith((*PROGRAM, *SYSTEM)):
            found.append(name)
    return found


def contents(folder: Path) -> dict[str, bytes | str]:
    """Everything below a folder: the bytes of files, the kind of all else."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else "no file"
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace beside a file that is none of its business, with a PDF from an earlier build."""
    (tmp_path / "secret.png").write_bytes(SECRET.encode())
    folder = workspace(tmp_path / "workspace", {f"output/{PDF}": OLD_PDF})
    monkeypatch.chdir(folder)
    return folder


def set_up(case: Bad, folder: Path) -> None:
    files = {
        ISSUE if path == TEXT else path: with_text(str(text)) if path == TEXT else text
        for path, text in case.files.items()
    }
    workspace(folder, files)
    if case.change:
        case.change(folder)


def lines(answer: Mapping[str, object], expected: tuple[str, ...]) -> list[str]:
    """Errors as a case words them, each once, in their order, with their sentences if the case has any."""
    said: dict[str, None] = {}
    with_sentences = any(line.startswith(" ") for line in expected)
    diagnostics = answer["diagnostics"]
    assert isinstance(diagnostics, list)
    for problem in diagnostics:
        if problem["severity"] != "error":
            continue
        place = ":".join(
            str(part) for part in (problem["file"], problem["line"], problem["column"]) if part is not None
        )
        said[f"{problem['code']} {place}".strip() + (f"\n  {problem['cause']}" if with_sentences else "")] = (
            None
        )
    return "\n".join(said).split("\n")


@pytest.mark.parametrize("case", ALL, ids=[case.title for case in ALL])
def test_bad_input(case: Bad, folder: Path, recorder: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(case, folder)
    before = contents(folder)
    recorder.opened.clear()
    recorder.asked.clear()
    recorder.is_listening = True
    try:
        code = main(["build", *case.arguments, "--json", "--lang", "en"])
    finally:
        recorder.is_listening = False
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err + printed.out
    assert printed.err == ""
    assert lines(json.loads(printed.out), case.said) == list(case.said)
    assert code == 1
    assert contents(folder) == before, "nothing is written, nothing is left behind"
    assert recorder.asked == []
    assert [name for name in strange(recorder, folder) if ".infobrief-part-" not in name] == []
    assert SECRET not in printed.out


def test_there_are_enough_cases_and_each_has_a_title_of_its_own() -> None:
    titles = [case.title for case in ALL]
    assert len(titles) == len(set(titles)) >= 75


# Inputs that look bad and are not

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DEEP = Image.new("I;16", (4, 3))
DEEP.putdata([65535] * 12)

GOOD_PICTURES = {
    "CMYK": ("foto.jpg", saved(PHOTO.convert("CMYK"), "JPEG")),
    "16 bits": ("foto.png", saved(DEEP, "PNG")),
    "a palette with transparency": ("foto.png", saved(PHOTO.convert("P"), "PNG", transparency=3)),
    "a profile": ("foto.png", saved(PHOTO, "PNG", icc_profile=PROFILE)),
    "a wrong ending": ("foto.jpg", PICTURES["PNG"]),
    "a blank and an umlaut": ("schönes Foto.webp", PICTURES["WEBP"]),
    "one pixel high": ("foto.png", saved(Image.new("RGB", (5000, 1)), "PNG")),
    "one pixel wide": ("foto.png", saved(Image.new("RGB", (1, 5000)), "PNG")),
    "an SVG with gradients": ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><linearGradient id="a"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient><rect width="40" height="20" fill="url(#a)"/></svg>'),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD_PICTURES)
def test_unusual_pictures_are_taken(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, content = GOOD_PICTURES[name]
    workspace(folder, {ISSUE: with_image(file), f"issues/brief/2026/{file}": content})
    assert main(["build", NAME, "--quiet"]) == 0, capsys.readouterr().err
    assert (folder / "output" / PDF).read_bytes().startswith(b"%PDF-1.7\n")


GOOD_FILES: dict[str, Files] = {
    "a byte order mark": {
        ISSUE: "\ufeff" + with_text("Hallo."),
        "layouts/mine/a.css": "\ufeffp { color: red }",
    },
    "Windows line ends": {ISSUE: with_text("Hallo.\n\nZwei.").replace("\n", "\r\n")},
    "an index that is not about these fonts": {"fonts/index.json": "[", "fonts/haus.ttf": FONT},
    "a picture of the layout": {
        "layouts/mine/a.css": ".article { background: url(logo.svg) no-repeat }",
        "layouts/mine/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    },
}


@pytest.mark.parametrize("name", GOOD_FILES)
def test_unusual_files_are_taken(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace(folder, GOOD_FILES[name])
    assert main(["build", NAME, "--quiet"]) == 0, capsys.readouterr().err
