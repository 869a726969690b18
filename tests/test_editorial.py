"""Editorial hints: what is noticed, where exactly, and what is left alone."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infobrief_pdf import validate
from infobrief_pdf.checks.editorial import CHECKS, hints
from infobrief_pdf.checks.editorial.names import bare
from infobrief_pdf.checks.editorial.passages import FILLER, own_prose, prose
from infobrief_pdf.checks.languages import words_missing
from infobrief_pdf.diagnostics import Diagnostic, Place, Severity
from infobrief_pdf.diagnostics.messages import editorial
from infobrief_pdf.model import Layout, Tokens
from infobrief_pdf.source import parse

ISSUES = Path(__file__).parent.parent / "issues"

HEAD = """\
series: migration
number: 2
year: 2018
date: 2018-09-06
"""


def noticed(text: str) -> list[Diagnostic]:
    """The hints for an issue. `HEAD` comes first unless the text has its own."""
    document = parse(text if text.startswith("series:") else HEAD + text, "02.yaml")
    issue = validate.issue(document)
    return list(hints(issue, lambda key, offset: document.place(key, offset=offset)))


def places(text: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of each hint; lines counted below `HEAD`."""
    found = []
    for hint in noticed(text):
        assert hint.place
        line = hint.place.line and hint.place.line - HEAD.count("\n")
        found.append((hint.code, line, hint.place.column))
    return found


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its `¶` marks, and where they stood: line and column."""
    spots, lines = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        while "¶" in line:
            spots.append((number, line.index("¶") + 1))
            line = line.replace("¶", "", 1)
        lines.append(line)
    return "\n".join(lines), spots


def article(text: str, title: str = "Neu", **fields: str) -> str:
    """An issue with one article."""
    body = "".join(f"          {line}\n" if line else "\n" for line in text.split("\n"))
    more = "".join(f"        {name}: {value}\n" for name, value in fields.items())
    return f"sections:\n  - articles:\n      - title: {title}\n{more}        text: |\n{body}"


def event(**fields: str) -> str:
    return "events:\n  - title: Fachtag\n" + "".join(
        f"    {name}: {value}\n" for name, value in fields.items()
    )


WITH_CONTACT = article("Text.", contacts="[{name: Basri Aşkın}]")

# `¶` stands before each character that a hint points at.
CASES = [
    # names
    (
        "name-spelling",
        "editorial:\n  text: Gruß\n  signed_by: [{name: Basri Askın}]\n"
        + WITH_CONTACT.replace("Basri", "¶Basri"),
    ),
    (
        "name-spelling",
        article("Es sprach ¶Basri Askin.", contacts="[{name: Basri Aşkın}]"),
    ),
    ("name-spelling", article("Wir danken Agnieszka Wiśniewska. Dann sprach\n¶Agnieszka Wisniewska.")),
    ("name-spelling", article("Wir danken Oksana Melnyk. Später sprach ¶Oksana\nMеlnyk.")),
    (
        "name-spelling",
        article("Es half am Ende ¶Sahin.", contacts="[{name: Çiğdem Şahin}]"),
    ),
    ("name-spelling", article("Text.", contacts="[{name: Jürgen Müller}, {name: ¶Jürgen Mueller}]")),
    ("name-spelling", article("Text.", contacts="[{name: Nguyễn Thị Hạnh}, {name: ¶Nguyen Thi Hanh}]")),
    # spaces and words
    ("space-doubled", article("Ein Satz.¶  Noch einer.")),
    ("space-doubled", article("Erste Zeile\nund die¶   zweite.")),
    ("space-doubled", article("- Punkt eins\n- Punkt¶  zwei")),
    ("space-doubled", article("Text.", title='"Ein¶  Titel"')),
    ("word-doubled", article("Wir haben und ¶und gesagt.")),
    ("word-doubled", article("Am Ende steht für\n¶für alle etwas.")),
    ("word-doubled", article("Text.", title="Fit für ¶für Europa")),
    ("word-doubled", article("We met at the ¶the station.", language="en")),
    # links
    ("link-text-vague", article("Mehr steht [¶hier](https://example.org).")),
    ("link-text-vague", article("[¶Klicken Sie hier!](https://example.org)")),
    ("link-text-vague", article("Text.", links="[{text: ¶weiter, url: 'https://example.org'}]")),
    ("link-text-vague", article("See [¶Read more …](https://example.org).", language="en")),
    # dates
    (
        "date-impossible",
        article("Anmeldung bis ¶31.02.2025.", links="[{text: Anmeldung, url: 'https://example.org'}]"),
    ),
    ("date-impossible", article("Am ¶30. Februar geht es los.")),
    ("date-impossible", article("Am ¶29. Februar 2018 geht es los.")),
    ("date-impossible", article("Seit dem ¶10.13.2018 gilt das.")),
    ("date-impossible", article("We meet on ¶31 June 2018.", language="en")),
    ("date-impossible", article("We meet on ¶June 31, 2018.", language="en")),
    ("date-impossible", event(start="2018-10-04", text="Bis ¶2018-09-31.")),
    ("weekday-wrong", article("Wir treffen uns am ¶Montag, 4. Oktober 2018.")),
    ("weekday-wrong", article("Wir treffen uns am ¶Montag, den 4. Oktober.")),
    ("weekday-wrong", article("Wir treffen uns am ¶Freitagabend, 04.10.2018.")),
    ("weekday-wrong", article("Termin: ¶Mo., 4.10.2018")),
    ("weekday-wrong", article("We meet on ¶Monday, 4 October 2018.", language="en")),
    ("weekday-wrong", article("We meet on ¶Monday, October 4th, 2018.", language="en")),
    ("event-past", event(start="¶2018-09-05")),
    ("event-past", event(start="¶2017-10-04 10:00", end="2017-10-04 16:00")),
    ("event-long", event(start="2018-10-04", end="¶2019-10-04")),
    # form
    ("online-text-without-url", "online_text: ¶Im Browser ansehen.\neditorial: {text: Gruß}\n"),
    ("text-long", article("Text.", title="¶" + "Ein Wort " * 12 + "Ende")),
    ("text-long", article("Text.", subtitle="¶" + "Ein Wort " * 18 + "Ende")),
    ("text-long", article("Text.", summary="¶" + "Ein Wort " * 67 + "Ende")),
    ("title-capitals", article("Text.", title="¶NEUE FACHBERATUNG")),
    ("title-capitals", article("Text.").replace("- articles", "- title: ¶LANDESPOLITIK\n    articles")),
    ("title-full-stop", article("Text.", title="Neue Fachberatung¶.")),
    ("heading-without-text", article("¶### Hintergrund\n\n### Ziel\n\nText.")),
    ("heading-without-text", article("Text.\n\n¶### Ausblick")),
    (
        "heading-without-text",
        article("Text.[^1]\n\n¶### Ausblick\n\n[^1]: Eine Fußnote,\n    die weitergeht."),
    ),
    ("heading-without-text", article("### Hintergrund\n\n¶#### Recht\n\n#### Geld\n\nText.")),
    ("alt-file-name", article("Text.", image="{file: images/foto.jpg, alt: ¶foto.jpg}")),
    ("alt-file-name", article("Text.", image="{file: images/foto.jpg, alt: ¶Foto}")),
    ("alt-file-name", article("Text.", image="{file: images/foto.jpg, alt: ¶IMG_2041}")),
    ("alt-redundant", article("Text.", image="{file: images/a.jpg, alt: ¶Foto von zwei Frauen}")),
    ("alt-redundant", article("Text.", image="{file: images/a.jpg, alt: ¶Das Bild zeigt zwei Frauen}")),
    ("alt-says-nothing", article("Text.", image="{file: images/a.jpg, alt: ¶Bild}")),
    ("alt-says-nothing", article("Text.", image="{file: images/a.jpg, alt: ¶Ein Foto.}")),
    ("alt-says-nothing", article("Text.", image="{file: images/a.jpg, alt: ¶picture 2}")),
    (
        "alt-repeats-caption",
        article("Text.", image="{file: a.jpg, alt: ¶Zwei Frauen lesen., caption: Zwei Frauen lesen}"),
    ),
    ("markup-in-line", article("Text.", title="Das ist ¶**neu**")),
    ("markup-in-line", article("Text.", subtitle="Wir sind ¶*neu* hier")),
    (
        "markup-in-line",
        article("Text.", image='{file: a.jpg, alt: Weg, caption: "Der [Weg¶](https://x.de)"}'),
    ),
    ("markup-in-line", article("Text.", demands='["[Merhaba¶]{lang=tr}"]')),
    ("markup-in-line", article("Text.", links='[{text: "¶~~Alt~~ Neu", url: "https://x.de"}]')),
    ("markup-in-line", event(start="2018-10-04", place='"Saal¶[^1]"')),
    ("sample-text", article("Text.", contacts="[{name: ¶Vorname Nachname}]")),
    ("sample-texts", article("Write the first article here.", title="¶Headline of the first article")),
    ("keyword-repeated", "keywords: [MSO, Recht, ¶mso]\neditorial: {text: Gruß}\n"),
    ("keyword-repeated", article("Text.", keywords="[Recht, ¶Recht]")),
    ("keyword-step", article("Text.", keywords="[Arbeit > Recht, ¶Arbeit>Recht]")),
    (
        "contact-missing",
        WITH_CONTACT + "      - title: ¶Schulung\n        text: Anmeldung ist erforderlich.\n",
    ),
    (
        "contact-missing",
        "sections:\n  - articles:\n"
        + "      - {title: Neu, text: Text, contacts: [{name: Basri Aşkın}]}\n" * 3
        + "      - {title: ¶Vergessen, text: Text}\n",
    ),
]


@pytest.mark.parametrize(
    ("code", "text"), CASES, ids=[f"{code}-{number}" for number, (code, _) in enumerate(CASES)]
)
def test_each_slip_is_noticed_at_its_place_and_nothing_else(code: str, text: str) -> None:
    plain, spots = marked(text)
    assert spots, "the case says where"
    assert places(plain) == [(code, *spot) for spot in spots]


LEFT_ALONE = {
    "one name": WITH_CONTACT
    + "      - {title: Zwei, text: Es sprach Basri Aşkın., contacts: [{name: Basri Aşkın}]}\n",
    "a name in capitals": article("Es sprach BASRI ASKIN, dann Basri Askın."),
    "different people": article("Es sprachen Anna Muster und Anne Muster."),
    "umlauts in ordinary words": article(
        "Junge Mutter berichten. Junge Mütter hören zu. Alte Laden, Alte Läden."
    ),
    "a surname that is also a word": article("Die Vögel singen.", contacts="[{name: Eva Vogel}]"),
    "one name, composed and decomposed": article(
        "Es sprach Basri As\u0327k\u0131n.", contacts="[{name: Basri Aşkın}]"
    ),
    "names in another script": article("Oksana Melnyk ([Оксана Мельник]{lang=uk})"),
    "spaces of layout": article(
        "1.  Punkt\n2.  Punkt\n\n    Absatz\n\nZeile  \nUmbruch\n\n> Zitat\n\n[^1]:  Fußnote.[^1]"
    ),
    "spaces in a table": article("| Beruf    | Gebühr |\n|:---------|-------:|\n| Hebamme  |  250 € |"),
    "spaces in code": article("Mit `a  b`:\n\n```\nx  y\n```"),
    "words that may stand twice": article(
        "Es kommen die, die die Tür öffnen, und wenn Sie sie sehen, führt das zu zu hohen Kosten."
    ),
    "words with a comma between": article("Nein, nein, das Essen essen wir."),
    "a heading and its text": article("### Beratung\nBeratung gibt es hier."),
    "cells of a table": article("| gut | gut |\n|-----|-----|\n| neu | neu |"),
    "doubled words elsewhere": article(
        "Sie sagt [yavaş yavaş]{lang=tr}.\n\n{lang=tr}\nyavaş yavaş", subtitle="Bericht"
    ),
    "an article in Turkish": article("Yavaş yavaş, yavaş yavaş.", language="tr"),
    "compounds": article("Ein- und und-Zeichen, Baden-Baden, Migrations-Migrations."),
    "links that say where": article(
        "Zum [Aushang in Größe A3](https://example.org), `[hier](x)`.",
        links="[{text: weiter zum Beitrag, url: 'https://example.org'}]",
    ),
    "real days": article("Am 29. Februar, am 29.02.2020, am 31.12.2018, 29./30. April, 2018-09-30."),
    "numbers that are no dates": article(
        "Um 16.40 Uhr, § 31.13., Version 2.45.1, Telefon 030.23.45, Nr. 32.1.\n"
        "We saw 45 March hares. May 45 people come?"
    ),
    "days inside addresses": article("Siehe https://example.org/2018-02-31/a und `2018-02-31`."),
    "right weekdays": article("Am Donnerstag, 4. Oktober 2018, am Donnerstag, den 4.10., Do, 4.10.2018."),
    "a weekday of the year to come": article("Am Freitag, 4. Oktober."),
    "several days": article(
        "Am Mittwoch und Freitag, 3. Oktober und 5. Oktober 2018, Montag bis Mittwoch, 1.10. bis 3.10.2018."
    ),
    "events of today and over the turn of the year": event(start="2018-09-06")
    + "  - {title: Lager, start: 2018-12-27, end: 2019-01-04}\n",
    "an event that has begun": event(start="2018-09-01", end="2018-09-30"),
    "words and address": "online_text: Ansehen\nonline_url: https://example.org\neditorial: {text: Gruß}\n",
    "abbreviations in capitals": article("Text.", title="MSO und SGB IX")
    + "      - {title: SGB II, text: Text}\n",
    "stops that belong": article("Text.", title="Verband e. V.")
    + "".join(
        f"      - {{title: {title}, text: Text}}\n"
        for title in (
            "Kurz gesagt. Gut gesagt.",
            "Und dann …",
            "Was nun?",
            "Tag der Arbeit am 1.",
            "Kosten usw.",
        )
    ),
    "a heading below a heading": article("## Teil\n\n### Abschnitt\n\nText."),
    "hashes in code": article("```\n### eins\n### zwei\n```"),
    "a good description": article("Text.", image="{file: images/weg.svg, alt: Zeichnung eines Weges}"),
    "a decorative picture": article("Text.", image="{file: images/weg.svg, decorative: true}"),
    "a keyword of issue and article": "keywords: [MSO]\n" + article("Text.", keywords="[MSO]"),
    "stars and brackets in lines": article(
        "Text.", title="Leser*innen, Preis*", subtitle="'*1985 [Auszug] (Seite 2), 2 * 3 * 4'"
    ),
    "a caption that adds something": article(
        "Text.", image="{file: a.jpg, alt: Zwei Frauen lesen einen Brief., caption: Zwei Frauen lesen}"
    ),
    "no contacts at all": article("Anmeldung ist nötig."),
    "a report that invites nobody": WITH_CONTACT + "      - {title: Bericht, text: Es war schön.}\n",
    "an invitation with an address": WITH_CONTACT
    + "      - {title: Kurs, text: 'Anmeldung an kurs@example.org'}\n",
}


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [(hint.code, str(hint.place), hint.cause()) for hint in noticed(text)] == []


class TestSentences:
    def test_the_other_spelling_is_named_with_its_line(self) -> None:
        text = "editorial:\n  text: Gruß\n  signed_by: [{name: Basri Askın}]\n" + WITH_CONTACT
        assert [hint.cause() for hint in noticed(text)] == [
            "“Basri Aşkın” is spelled “Basri Askın” in line 7."
        ]

    def test_the_right_weekday_is_named_in_the_language_of_the_text(self) -> None:
        assert [hint.cause("de") for hint in noticed(article("Am Montag, 4. Oktober 2018."))] == [
            "„Montag, 4. Oktober 2018“ passt nicht zum Kalender: 2018 ist dieser Tag ein Donnerstag."
        ]

    def test_all_are_hints(self) -> None:
        codes = {hint.code: hint.severity for _, text in CASES for hint in noticed(text.replace("¶", ""))}
        assert set(codes) == set(editorial.MESSAGES)
        assert set(codes.values()) == {Severity.HINT}

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_each_says_cause_and_remedy(self, language: str) -> None:
        for _, text in CASES:
            for hint in noticed(text.replace("¶", "")):
                assert re.fullmatch(r".+[.]", hint.cause(language))
                assert re.fullmatch(r".+[.]", hint.remedy(language))

    def test_they_come_in_the_order_of_the_file(self) -> None:
        text = article("und und\n\n### Ende", title="SCHON WIEDER.") + "online_text: Ansehen\n"
        assert [code for code, _, _ in places(text)] == [
            "title-capitals",
            "title-full-stop",
            "word-doubled",
            "heading-without-text",
            "online-text-without-url",
        ]


class TestSampleIssues:
    @staticmethod
    def summary(path: str) -> list[str]:
        document = parse((ISSUES / path).read_bytes(), path)
        found = hints(validate.issue(document), lambda key, offset: document.place(key, offset=offset))
        return [
            f"{hint.code} {hint.place and hint.place.excerpt and hint.place.excerpt.strip()}"
            for hint in found
        ]

    def test_the_real_issue(self) -> None:
        assert self.summary("migration/2018/02.yaml") == [
            "online-text-without-url online_text: Im Browser ansehen.",
            "name-spelling - name: Basri Aşkın",
        ]

    def test_the_sample_issues_are_asked_about_missing_contacts_only(self) -> None:
        paths = sorted((ISSUES / "musterbrief").glob("*/*.yaml"))
        assert len(paths) >= 4
        found = [hint for path in paths for hint in self.summary(str(path.relative_to(ISSUES)))]
        assert [hint for hint in found if not hint.startswith("contact-missing")] == []


class TestProse:
    def test_code_and_addresses_are_no_prose(self) -> None:
        text = "Siehe [hier](#mso), www.example.org oder `x y` an a@example.org."
        assert (
            prose(text).replace(FILLER, "·")
            == "Siehe [hier]······, ··············· oder ····· an ··············"
        )

    def test_offsets_stay(self) -> None:
        text = "[a](b)\n```\ncode\n```\n[x y]{lang=tr}\n\n{lang=tr}\nyavaş yavaş\n\nText"
        masked = own_prose(text)
        assert len(masked) == len(text)
        assert [line for line in masked.split("\n") if line.strip(FILLER)] == ["[a]" + FILLER * 3, "Text"]

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Aşkın", "askin"),
            ("Łukasz", "lukasz"),
            ("İzmir", "izmir"),
            ("Strauß", "strauss"),
            ("Nguyễn", "nguyen"),
        ],
    )
    def test_bare_names(self, name: str, expected: str) -> None:
        assert bare(name) == expected

    def test_long_texts_take_little_time(self) -> None:
        for piece in ("Wort ", "A", "  ", "`", "[", "und\n", "1.1.", "[hier](", "Basri Aşkın ", "{", "www."):
            noticed(article((piece * (20_000 // len(piece))).strip() or "Text"))


def test_every_check_is_in_the_table() -> None:
    assert len(set(CHECKS)) == len(CHECKS) == 18


class TestLanguages:
    @pytest.mark.parametrize(
        ("of_issue", "of_series", "labels", "place"),
        [
            (None, "de-AT", {}, None),
            ("en", "tr", {}, None),
            (None, "tr", {"tr": {"contents": "İçindekiler"}}, None),
            ("pt-BR", "de", {"pt": {"contents": "Conteúdo"}}, None),
            ("tr", "de", {"uk": {"contents": "Зміст"}}, "issue"),
            (None, "tr", {}, "series"),
        ],
    )
    def test_without_words_are_noticed(
        self, of_issue: str | None, of_series: str, labels: dict[str, dict[str, str]], place: str | None
    ) -> None:
        issue = SimpleNamespace(language=of_issue)
        series = SimpleNamespace(language=of_series)
        layout = Layout("haus", Tokens(), labels, {}, ())
        found: Any = words_missing(
            issue,  # type: ignore[arg-type]
            series,  # type: ignore[arg-type]
            layout,
            lambda key, _: Place("issue", excerpt=str(key)),
            lambda key, _: Place("series", excerpt=str(key)),
        )
        assert [hint.place.file for hint in found] == ([place] if place else [])
        assert all("labels: {tr: {contents: …}}" in hint.remedy() for hint in found)
        assert all(hint.severity is Severity.HINT for hint in found)
