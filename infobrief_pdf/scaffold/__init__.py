"""Texts to begin with: a workspace, a series, an issue, a layout, the schemas that editors complete from.

Pure: values in, files as text out. The texts lie beside this module, a folder for each language, and teach
the fields in comments. `<<name>>` marks what is filled in. Text behind `#` and an odd
number of spaces is a note; any other line with `#` is a field, to be used by removing the `#`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from typing import Final, get_args

from infobrief_pdf import source, validate
from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.markup.slugs import slug
from infobrief_pdf.validate.schema import Kind

__all__ = [
    "LANGUAGES",
    "SCHEMA_PATHS",
    "Kind",
    "identifier",
    "issue",
    "issue_path",
    "layout",
    "schema",
    "schema_text",
    "schemas",
    "series",
    "workspace",
]

SCHEMA_PATHS: Final[Mapping[Kind, str]] = {
    "issue": "issues/issue.schema.json",
    "series": "issues/series.schema.json",
    "volume": "issues/volume.schema.json",
    "layout": "layouts/layout.schema.json",
}
"""Where each schema lies in a workspace."""

LANGUAGES: Final = ("de", "en")
"""The languages that the texts are written in."""

_SHIPPED_LAYOUTS: Final = frozenset({"base", "infobrief", "paritaet-bw"})
"""Names that a layout of one's own must not have, for it extends one of these."""

_OWN: Final = {"de": "mein", "en": "my"}
_READ_ME: Final = {"de": "LIESMICH.md", "en": "README.md"}
_PLACEHOLDER: Final = re.compile(r"<<([a-z_]+)>>")
_NAME_OF_A_SERIES: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_PATH: Final = re.compile(r"[\\/<>]")
_LONGEST_NAME: Final = 120
_SHOWN: Final = 40
_UNTIL_THE_EVENT: Final = timedelta(weeks=4)
_KINDS: Final = ("brief", "letter", "blatt", "post", "news", "zeitung", "info")
"""What the name of a newsletter ends with, if it says so itself."""
_LAST_DAY: Final = date(2199, 12, 31) - timedelta(weeks=4)

assert set(SCHEMA_PATHS) == set(get_args(Kind))


def identifier(name: str) -> str:
    """The folder of a series, from what the user calls it. Raises `Refused` if that is no name.

    >>> identifier("Infobrief Straße & Kiez"), identifier("migration")
    ('infobrief-strasse-kiez', 'migration')
    """
    bare = name.strip()
    if _NAME_OF_A_SERIES.fullmatch(bare):
        return bare
    if len(bare) > _LONGEST_NAME:
        raise refuse("name-too-long", None, name=f"{bare[:_SHOWN]} …", length=len(bare), most=_LONGEST_NAME)
    folder = slug(bare)
    # A name without Latin letters gets the slug of no name at all.
    has_letters = folder != slug("") or folder in bare.lower()
    if not has_letters or not bare.isprintable() or _PATH.search(bare):
        raise refuse("name-unusable", None, name=bare)
    return folder


def series(name: str, language: str, *, layout: str = "infobrief") -> dict[str, str]:
    """The `series.yaml` of a new series, by path. Raises `Refused` if the name cannot be used."""
    folder = identifier(name)
    # A name of several words is how the series is called; a bare identifier is put into words.
    title = name.strip() if name.strip() != folder else _title(folder)
    text = _filled(language, "series.yaml", title=_quoted(title), language=_language(language), layout=layout)
    path = f"issues/{folder}/series.yaml"
    validate.series(source.parse(text, path))
    return {path: text}


def _title(folder: str) -> str:
    """`migration` → Infobrief Migration, `rundbrief` → Rundbrief."""
    words = folder.replace("-", " ").title()
    return words if words.lower().endswith(_KINDS) else f"Infobrief {words}"


def issue(of: str, number: int, year: int, day: date, language: str) -> dict[str, str]:
    """An issue to begin with, by path; it can be built as it stands."""
    text = _filled(
        language,
        "issue.yaml",
        series=of,
        number=str(number),
        file_number=f"{number:02}",
        year=str(year),
        date=day.isoformat(),
        event=(day + _UNTIL_THE_EVENT).isoformat() if day < _LAST_DAY else day.isoformat(),
    )
    path = issue_path(of, number, year)
    validate.issue(source.parse(text, path))
    return {path: text}


def issue_path(of: str, number: int, year: int) -> str:
    """Where an issue lies in a workspace."""
    return f"issues/{of}/{year}/{number:02}.yaml"


def layout(name: str, language: str) -> dict[str, str]:
    """A layout to begin with, by path: the neutral brand, with colours to change."""
    path = f"layouts/{name}/layout.yaml"
    text = _filled(language, "layout.yaml", name=name)
    validate.layout_file(source.parse(text, path))
    return {path: text}


def workspace(series_name: str, day: date, language: str, *, with_layout: bool = False) -> dict[str, str]:
    """The files of a new workspace, by path: schemas, a series with an issue, a note for the reader."""
    folder = identifier(series_name)
    brand = folder if folder not in _SHIPPED_LAYOUTS else f"{_OWN[_language(language)]}-{folder}"
    own = layout(brand, language) if with_layout else {}
    files = series(series_name, language, layout=brand if with_layout else "infobrief")
    files |= issue(folder, 1, day.year, day, language) | own
    files |= schemas(with_layout=with_layout)
    first = issue_path(folder, 1, day.year)
    files[_READ_ME[_language(language)]] = _filled(
        language, "readme.md", series=folder, issue=first, year=str(day.year)
    )
    return files


def schemas(*, with_layout: bool = False) -> dict[str, str]:
    """The schema files of a workspace, by path."""
    return {path: schema_text(kind) for kind, path in SCHEMA_PATHS.items() if with_layout or kind != "layout"}


def schema(kind: Kind) -> dict[str, object]:
    """JSON Schema of a kind of file."""
    return validate.schema(kind)


def schema_text(kind: Kind) -> str:
    """A schema as it is written to a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def _language(tag: str) -> str:
    """The language of the texts for readers of `tag`: English where there is none."""
    primary = tag.split("-")[0]
    return primary if primary in LANGUAGES else "en"


def _filled(tongue: str, template: str, /, **values: str) -> str:
    text = files(__package__).joinpath(_language(tongue), template).read_text("utf-8")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _quoted(text: str) -> str:
    """A text as YAML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
