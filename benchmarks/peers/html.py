"""The HTML of issues as this program composes it, for peers that render it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from infobrief_pdf import Workspace
from infobrief_pdf.compose import paginated
from infobrief_pdf.model.edition import EDITIONS, Edition
from infobrief_pdf.setting import composed

_BODY: Final = re.compile(r"(?<=<body>).*(?=</body>)", re.DOTALL)


def pages(workspace: Path, folder: Path, form: Edition = EDITIONS["archive"]) -> list[Path]:
    """Write every issue of a workspace as one HTML file with its style sheets inside.

    Pictures of issues are left out, files of the layout are linked. Every entry of the contents names page 1:
    peers lay out once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    space = Workspace(workspace)
    return [
        _written(folder / f"{number:03}.html", page(space, issue, form))
        for number, issue in enumerate(space.issues(), start=1)
    ]


def page(space: Workspace, issue: Path | str, form: Edition) -> str:
    """One issue as HTML."""
    sources = space.read(issue)
    layout = sources.layout.set_on(form.paper, form.name, *form.styles)
    if form.binding is not None:
        layout = layout.bound_at(form.binding)
    content = composed(sources, {}, form)
    numbers = dict.fromkeys(content.anchors, 1)
    document = paginated(content, layout, numbers, styles=form.names)
    css = "\n".join(text for _, text in document.sheets())
    html = document.html.replace("</head>", f"<style>{css}</style></head>")
    for pack in sources.packs:
        html = html.replace(f"layout:///{pack.name}/", f"{pack.folder.resolve().as_uri()}/")
    return html


def joined(pages: list[Path], target: Path) -> Path:
    """All pages as one document, each beginning on a right-hand page."""
    texts = [path.read_text("utf-8") for path in pages]
    bodies = [_body(text) for text in texts]
    parts = "".join(f'<div style="break-before: right">{body}</div>' for body in bodies)
    return _written(target, _BODY.sub(lambda _: parts, texts[0]))


def _body(text: str) -> str:
    found = _BODY.search(text)
    assert found
    return found.group()


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path
