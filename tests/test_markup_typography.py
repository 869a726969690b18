"""Typography of text, language by language. In the tables `~` is U+00A0 and `^` is U+202F."""

import pytest

from infobrief_pdf import markup
from infobrief_pdf.markup.characters import EDGE, LINE, OBJECT
from infobrief_pdf.markup.typography import CONVENTIONS, typeset

GERMAN = """
"Gut so", sagt er.                      | „Gut so“, sagt er.
("Gut so") und: "Gut so!"               | („Gut so“) und: „Gut so!“
"Er sagt 'ja' dazu"                     | „Er sagt ‚ja‘ dazu“
"Er sagt "ja" dazu"                     | „Er sagt ‚ja‘ dazu“
"'Ja' ist gut"                          | „‚Ja‘ ist gut“
'Wort' allein                           | ‚Wort‘ allein
"Ja"-"Nein"-Spiel                       | „Ja“-„Nein“-Spiel
„Gut so" und „besser“                   | „Gut so“ und „besser“
„Er sagt 'ja'“                          | „Er sagt ‚ja‘“
Wie geht's Hans' Tochter?               | Wie geht’s Hans’ Tochter?
die '68er und 'neue' Wege               | die ’68er und ‚neue‘ Wege
So'n "Quatsch"!                         | So’n „Quatsch“!
5" breit                                | 5" breit
Das ist - so - gut                      | Das ist – so – gut
Das ist -- so--gut                      | Das ist – so – gut
Ein- und Ausgang, Vor-Ort-Termin        | Ein- und Ausgang, Vor-Ort-Termin
Das – bleibt … so „wie“ es ist          | Das – bleibt … so „wie“ es ist
und so weiter... oder                   | und so weiter… oder
Ach.... nein                            | Ach.... nein
10-12 Uhr, 10:00-12:30 Uhr              | 10–12~Uhr, 10:00–12:30~Uhr
10.00 - 12.00 Uhr                       | 10.00–12.00~Uhr
2018-2020 und 1.000-2.000 Euro          | 2018–2020 und 1.000–2.000~Euro
vom 4.-6. Oktober, 4.10.-6.10.2018      | vom 4.–6.~Oktober, 4.10.–6.10.2018
2018-09-06 bleibt, 02-18 auch           | 2018-09-06 bleibt, 02-18 auch
2018/2019, Drs. 16-12, A14-15, 10-12-fach | 2018/2019, Drs. 16-12, A14-15, 10-12-fach
z.B. und z. B. und Z.B.                 | z.^B. und z.^B. und Z.^B.
d.h., u.a., u. a. m., i. d. R., o.g.    | d.^h., u.^a., u.^a.^m., i.^d.^R., o.^g.
u. U., z.T., v. a., s. o., s.u.         | u.^U., z.^T., v.^a., s.^o., s.^u.
Der Paritätische e.V. und e. V.         | Der Paritätische e.^V. und e.^V.
xz.B. und usw. a. b                     | xz.B. und usw. a. b
§ 5 Abs. 2, §§ 5, §5, Art. 3            | §~5 Abs.~2, §§~5, §~5, Art.~3
Nr. 5, S. 12, S. Müller, Bd. 3          | Nr.~5, S.~12, S. Müller, Bd.~3
Prof. Dr. Yılmaz, Frau Askın, Frau ist  | Prof.~Dr.~Yılmaz, Frau~Askın, Frau ist
5 km, 20 m², 3 kg, 5 % und 5%, 5%ig     | 5~km, 20~m², 3~kg, 5~% und 5~%, 5%ig
3 Mio. Euro, 2 Mrd. €, € 50, 50€        | 3~Mio.~Euro, 2~Mrd.~€, €~50, 50~€
10 000 und 5 gute                       | 10 000 und 5 gute
am 6. September und im Mai. 2. Teil     | am 6.~September und im Mai. 2. Teil
viele    Blanks                         | viele Blanks
Leser*innen, Schüler:innen              | Leser*innen, Schüler:innen
0,4 Prozent in 30 Jahren, 2 Millionen   | 0,4~Prozent in 30~Jahren, 2~Millionen
im 1. Jahr, VR 4711, 3 Tagebücher       | im 1.~Jahr, VR~4711, 3 Tagebücher
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = (line.rsplit(" | ", 1) for line in table.strip().splitlines())
    return [(given.rstrip(), wanted.replace("~", "\u00a0").replace("^", "\u202f")) for given, wanted in pairs]


@pytest.mark.parametrize(("given", "wanted"), rows(GERMAN))
def test_german(given: str, wanted: str) -> None:
    assert typeset(given, "de") == wanted


@pytest.mark.parametrize(("given", "wanted"), rows(GERMAN))
def test_typesetting_twice_changes_nothing(given: str, wanted: str) -> None:
    assert typeset(wanted, "de") == wanted


@pytest.mark.parametrize(
    ("language", "given", "wanted"),
    [
        ("en", "\"It's 'fine',\" she said", "“It’s ‘fine’,” she said"),
        ("en", "one---two -- three, 10-12", "one—two – three, 10–12"),
        ("en", "No. 5, p. 3, 10 a.m.", "No.\u00a05, p.\u00a03, 10\u00a0a.m."),
        ("en-GB", '"so"', "“so”"),
        ("tr", '"Türkiye\'de"', "“Türkiye’de”"),
        ("uk", '"Слово "сайт" тут"', "«Слово „сайт“ тут»"),
        ("fr", '"Oui" !', "«\u202fOui\u202f»\u202f!"),
        ("fr", "l'été : « oui »", "l’été\u00a0: «\u202foui\u202f»"),
        ("de-CH", '"so"', "«so»"),
        ("de-AT", '"so"', "„so“"),
        ("ar", '"مرحبا" - 10-12', '"مرحبا" - 10-12'),
        ("ti", '"ሰላም"...', '"ሰላም"...'),
    ],
)
def test_other_languages(language: str, given: str, wanted: str) -> None:
    assert typeset(given, language) == wanted


@pytest.mark.parametrize("language", sorted(CONVENTIONS))
def test_each_language_pairs_its_own_marks(language: str) -> None:
    first, last, inner_first, inner_last = CONVENTIONS[language].quotes
    assert typeset("\"a 'b' c\"", language) == f"{first}a {inner_first}b{inner_last} c{last}"


def test_marks_find_their_partners_across_elements() -> None:
    assert (
        typeset(f'"{EDGE}Wort{EDGE}" und ({EDGE}"Wort"{EDGE})', "de")
        == f"„{EDGE}Wort{EDGE}“ und ({EDGE}„Wort“{EDGE})"
    )
    assert typeset(f'"{OBJECT}" und{LINE}"x"', "de") == f"„{OBJECT}“ und{LINE}„x“"
    assert typeset(f"§ {EDGE}5{EDGE}", "de") == f"§\u00a0{EDGE}5{EDGE}"


def test_a_letter_before_a_hyphen_stays_with_its_word_and_its_hyphen_can_be_searched_for() -> None:
    html = markup.render("Eine E-Mail-Adresse.", language="de", heading_level=3, anchor="a").blocks[0].html
    assert html == '<p>Eine <span class="nowrap">E-Mail</span>-Adresse.</p>'
