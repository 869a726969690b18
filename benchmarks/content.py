"""Years of issues for measuring: about eight pages each, of made-up text, the same on every machine."""

from __future__ import annotations

import random
import re
from pathlib import Path

_SERIES = """\
name: Infobrief Beispiel
publisher: Verband Beispiel e. V.
department: Fachbereich Beispiele
"""

_SUBJECTS = (
    "Die Beratungsstelle",
    "Der Landesverband",
    "Das Ministerium",
    "Ein Bündnis aus Vereinen",
    "Die Arbeitsgruppe",
    "Der Ausschuss",
    "Die Geschäftsstelle",
    "Eine Mitgliedsorganisation",
)
_VERBS = (
    "begrüßt",
    "fordert",
    "erwartet",
    "veröffentlicht",
    "bespricht",
    "unterstützt",
    "prüft",
    "verlängert",
)
_OBJECTS = (
    "den neuen Entwurf zur Förderung der Beratung",
    "eine verlässliche Finanzierung der Sprachkurse",
    "die Ergebnisse der Befragung unter allen Trägern",
    "das Programm für das ehrenamtliche Engagement",
    "einen besseren Zugang zu Ausbildung und Arbeit",
    "die Anerkennung ausländischer Abschlüsse",
    "den Ausbau der psychosozialen Versorgung",
    "eine gemeinsame Stellungnahme zum Haushalt",
)
_ENDS = (
    "in den kommenden Monaten",
    "nach langen Gesprächen mit den Fraktionen",
    "für alle Landkreise und Städte",
    "auf der Grundlage der Erfahrungen des letzten Jahres",
    "gemeinsam mit den Kommunen",
    "trotz knapper Mittel",
)
_WORDS = ("Beratung", "Arbeit > Ausbildung", "Sprache", "Haushalt", "Ehrenamt", "Gesundheit", "Wohnen")
_NAMES = ("Ayşe Demir", "Jonas Feldkamp", "Layla Karimi", "Tobias Lindqvist", "Miriam Tesfay")
_SECTIONS = ("Aus der Landespolitik", "Aus den Verbänden", "Aus der Praxis")


def workspace(folder: Path, issues: int, *, articles: int = 7) -> Path:
    """A workspace with a year of issues."""
    home = folder / "issues" / "beispiel"
    (home / "2025").mkdir(parents=True, exist_ok=True)
    (home / "series.yaml").write_text(_SERIES, "utf-8")
    for number in range(1, issues + 1):
        (home / "2025" / f"{number:02}.yaml").write_text(issue(number, articles), "utf-8")
    return folder


def issue(number: int, articles: int = 7) -> str:
    """The text of an issue; another number is another text."""
    chance = random.Random(number)
    month, day = (number - 1) % 12 + 1, 1 + number % 27
    lines = [
        "series: beispiel",
        f"number: {number}",
        "year: 2025",
        f"date: 2025-{month:02}-{day:02}",
        "editorial:",
        "  salutation: Sehr geehrte Damen und Herren,",
        f"  text: {_sentences(chance, 5)}",
        "sections:",
    ]
    for index in range(articles):
        if index * len(_SECTIONS) // articles != (index - 1) * len(_SECTIONS) // articles:
            lines += [f"  - title: {_SECTIONS[index * len(_SECTIONS) // articles]}", "    articles:"]
        lines += _article(chance, number, index)
    return "\n".join(lines) + "\n"


def edit(path: Path, number: int) -> None:
    """Give the first article of an issue another title: a number of three digits goes behind it."""
    text = path.read_text("utf-8")
    title = re.compile(r"^(      - title: .*?)(?: \(\d+\))?$", re.MULTILINE)
    path.write_text(title.sub(rf"\g<1> ({number % 1000:03})", text, count=1), "utf-8")


def _article(chance: random.Random, number: int, index: int) -> list[str]:
    text = [f"          {_sentences(chance, chance.randint(4, 6))}\n" for _ in range(chance.randint(3, 5))]
    name = chance.choice(_NAMES)
    return [
        f"      - title: {_sentences(chance, 1).rstrip('.')}",
        "        text: |",
        "\n".join(text),
        f"        keywords: [{', '.join(chance.sample(_WORDS, 2))}]",
        f"        links: [{{text: weiterlesen, url: https://www.example.org/{number}/{index}}}]",
        f"        contacts: [{{name: {name}, role: Referat, phone: 030 1234-{chance.randint(100, 999)}}}]",
    ]


def _sentences(chance: random.Random, count: int) -> str:
    parts = (_SUBJECTS, _VERBS, _OBJECTS, _ENDS)
    return " ".join(" ".join(chance.choice(words) for words in parts) + "." for _ in range(count))
