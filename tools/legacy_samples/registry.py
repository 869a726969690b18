"""The samples by name, what they say, and how a program is run for one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

SAMPLES: dict[str, Callable[[], bytes]] = {}

HEAD = "Infobrief Verein Musterland"
LINES = (
    "Liebe Mitglieder, liebe Freundinnen und Freunde,",
    "der Garten hinter dem Vereinshaus blüht, und am Samstag",
    "feiern wir dort unser Sommerfest. Für Kaffee, Kuchen und",
    "ein wenig Musik ist gesorgt. Wir freuen uns auf Sie!",
)
HTML = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{HEAD}</title></head><body>
<h1 id="oben">{HEAD}</h1><p>{" ".join(LINES)}</p><h2>Termine</h2>
<ul><li>Sommerfest am 12. Juli</li><li>Wanderung am 3. August</li></ul>
<table><tr><th>Ort</th><th>Zeit</th></tr><tr><td>Vereinshaus</td><td>15 Uhr</td></tr></table>
<p>Mehr steht auf <a href="https://example.org/musterland">unserer Seite</a>,
und hier geht es <a href="#oben">nach oben</a>.</p></body></html>"""


def sample(function: Callable[[], bytes]) -> Callable[[], bytes]:
    SAMPLES[function.__name__.replace("_", "-") + ".pdf"] = function
    return function


def run(*command: str, files: dict[str, str | bytes], result: str = "out.pdf") -> bytes:
    """What a program writes, started in a folder of its own; {} in the command is that folder."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (Path(folder) / name).write_bytes(data)
        environment = {**os.environ, "HOME": folder, "SOURCE_DATE_EPOCH": "1500000000", "USER": "x"}
        filled = [part.replace("{}", folder) for part in command]
        subprocess.run(filled, cwd=folder, check=True, capture_output=True, env=environment)
        return (Path(folder) / result).read_bytes()
