"""Telephone numbers and addresses in running text, and targets of links."""

import pytest

from infobrief_pdf.markup import links


def found(text: str, language: str = "de") -> list[tuple[str, str]]:
    return [(part.text, part.target) for part in links.bare(text, language) if not isinstance(part, str)]


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("0711/2155-123", "+497112155123"),
        ("0711/2155-0", "+4971121550"),
        ("0711 / 21 55 - 123", "+497112155123"),
        ("0711 - 2155 123", "+497112155123"),
        ("0711 2155123", "+497112155123"),
        ("0711 21 55-123", "+497112155123"),
        ("0711-2155-123", "+497112155123"),
        ("(0711) 21 55-123", "+497112155123"),
        ("(0711)2155123", "+497112155123"),
        ("030/1234567", "+49301234567"),
        ("07971 95 12-0", "+49797195120"),
        ("0170 1234567", "+491701234567"),
        ("0800 111 0 111", "+498001110111"),
        ("+49 711 2155-123", "+497112155123"),
        ("+49 (0)711 2155-123", "+497112155123"),
        ("+49 (711) 2155-123", "+497112155123"),
        ("+497112155123", "+497112155123"),
        ("+41 44 668 18 00", "+41446681800"),
        ("+380 44 123 45 67", "+380441234567"),
        ("+90 286 217 10 00", "+902862171000"),
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}", "Tel. {}.", "(Tel.: {})", "Telefon:{}, Fax", "Telefonnummer {}", "x\n{}\ny"]
)
def test_telephone_numbers_can_be_called(number: str, dialled: str, sentence: str) -> None:
    assert found(sentence.format(number)) == [(number, f"tel:{dialled}")]


@pytest.mark.parametrize(
    "text",
    [
        "am 06.09.2018", "am 06/09/2018", "06-09-2018", "2018-09-06", "2018/2019", "02/2018",
        "Infobrief 012/2018",
        "von 2018-2020", "10-12 Uhr", "08:00-09:30 Uhr", "0900-1000 Uhr", "§ 0815/12", "§ 3 Abs. 2 Satz 1",
        "01067 Dresden", "04109 - 04357 Leipzig", "70173 Stuttgart", "PLZ 04109 1234",
        "DE89 3704 0044 0532 0130 00", "IBAN 0711 2155123", "BLZ 0711 2155123",
        "0,50 €", "0.711 Euro", "1 000 000 Euro", "+1 000 000 Euro", "+100 000 Euro", "+49 500 300 Personen",
        "Az. 0345/18", "Az. 0345/2018", "0345/2018", "Drs. 0711/2155", "Aktenzeichen: 0711 2155123",
        "Kundennummer 0711 2155123", "Nr. 0711 2155123", "ISBN 0-306-40615-2", "978-3-16-148410-0",
        "0711", "0711 Stuttgart", "+49", "+5 Punkte", "0711/12", "0711 0711", "1-0711-2155123",
        "0711 12345 Personen",
        "A0711 2155123", "0711 2155123a", "1/0711/2155123", "00 49 711 2155", "0711 2155 123 456 789 012",
    ],
)  # fmt: skip
def test_other_numbers_are_not_telephone_numbers(text: str) -> None:
    assert found(text) == []


def test_national_numbers_belong_to_the_country_of_the_document() -> None:
    assert found("0711/2155-123", "de-AT")[0][1] == "tel:+437112155123"
    assert found("0711/2155-123", "en")[0][1] == "tel:07112155123"


@pytest.mark.parametrize(
    ("text", "address", "target"),
    [
        ("siehe www.paritaet-bw.de.", "www.paritaet-bw.de", "https://www.paritaet-bw.de"),
        ("(https://x.de/a_(b))", "https://x.de/a_(b)", "https://x.de/a_(b)"),
        ("(siehe https://x.de/a)", "https://x.de/a", "https://x.de/a"),
        ("„https://x.de/?a=1&b=2“,", "https://x.de/?a=1&b=2", "https://x.de/?a=1&b=2"),
        ("http://köln.de/straße!", "http://köln.de/straße", "http://köln.de/straße"),
        ("an askin@paritaet-bw.de.", "askin@paritaet-bw.de", "mailto:askin@paritaet-bw.de"),
        ("info.mso+x@a.b-c.org;", "info.mso+x@a.b-c.org", "mailto:info.mso+x@a.b-c.org"),
        ("https://x.de/2018-09-06/0711/2155-123", *["https://x.de/2018-09-06/0711/2155-123"] * 2),
    ],
)
def test_addresses_become_links_without_the_punctuation_after_them(
    text: str, address: str, target: str
) -> None:
    assert found(text) == [(address, target)]


@pytest.mark.parametrize(
    "text", ["www.", "www...", "https://", "x@y", "@paritaet", "paritaet-bw.de", "a@b@c.de", "z.B."]
)
def test_what_only_resembles_an_address_stays_text(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "target",
    [
        "https://x.de",
        "http://localhost:80/a?b#c",
        "mailto:a@b.de",
        "mailto:a@b.de?subject=x",
        "tel:+497112155123",
        "#mso",
    ],
)
def test_allowed_targets(target: str) -> None:
    assert links.fault(target) is None


@pytest.mark.parametrize(
    ("target", "code", "suggestion"),
    [
        ("", "link-target-missing", None),
        ("#", "link-malformed", None),
        ("javascript:alert(1)", "link-scheme", None),
        ("JavaScript:alert(1)", "link-scheme", None),
        ("ftp://x.de", "link-scheme", None),
        ("data:text/html,x", "link-scheme", None),
        ("file:///etc/passwd", "link-scheme", None),
        ("www.x.de", "link-without-scheme", "https://www.x.de"),
        ("x.de/pfad", "link-without-scheme", "https://x.de/pfad"),
        ("a@x.de", "link-without-scheme", "mailto:a@x.de"),
        ("beitrag", "link-without-scheme", None),
        ("//x.de", "link-without-scheme", None),
        ("https://", "link-malformed", None),
        ("https:x.de", "link-malformed", None),
        ("https://x.de:port", "link-malformed", None),
        ("https://[x", "link-malformed", None),
        ("mailto:", "link-malformed", None),
        ("tel:abc", "link-malformed", None),
    ],
)
def test_other_targets_are_explained(target: str, code: str, suggestion: str | None) -> None:
    fault = links.fault(target)
    assert fault is not None
    assert (fault.code, fault.values.get("suggestion")) == (code, suggestion)


def test_long_addresses_may_break_after_punctuation_and_short_ones_may_not() -> None:
    assert links.breakable("www.paritaet.de") == "www.paritaet.de"
    assert links.breakable("www.paritaet-bw.de") == 'www.<span class="nowrap">paritaet-bw</span>.de'
    assert links.breakable("https://www.x.de/fachberatung/mso_2018") == (
        "https://www.<wbr/>x.<wbr/>de/<wbr/>fachberatung/<wbr/>mso_<wbr/>2018"
    )


def test_parts_longer_than_a_line_break_behind_their_hyphens() -> None:
    assert links.breakable("www.x.de/tabellen-nach-landkreisen?ort") == (
        "www.<wbr/>x.<wbr/>de/<wbr/>tabellen-<wbr/>nach-<wbr/>landkreisen?<wbr/>ort"
    )
    assert links.breakable("fluechtlingsberatungsstelle-neumuster@example.org") == (
        "fluechtlingsberatungsstelle-<wbr/>neumuster<wbr/>@<wbr/>example.org"
    )


def test_targets_are_encoded() -> None:
    assert links.normalized("https://köln.de/straße?q=a b") == "https://xn--kln-sna.de/stra%C3%9Fe?q=a%20b"


@pytest.mark.parametrize(
    ("number", "language", "url"),
    [
        ("0711/2155-123", "de", "tel:+497112155123"),
        ("(0711) 2155–123", "de-DE", "tel:+497112155123"),
        ("+49 (0)711 2155-123", "en", "tel:+497112155123"),
        ("0049 711 2155123", "de", "tel:+497112155123"),
        ("116 117", "de", "tel:116117"),
        ("0711 2155123", "en", "tel:07112155123"),
    ],
)
def test_printed_numbers_can_be_dialled(number: str, language: str, url: str) -> None:
    assert links.telephone_url(number, language) == url


def test_short_addresses_are_what_readers_type() -> None:
    assert links.short_address("HTTPS://x.de/a/") == "x.de/a"
    assert links.short_address("http://www.x.de/?a=b") == "www.x.de/?a=b"
    assert links.short_address("mailto:a@x.de") == "a@x.de"
