"""The pages of a volume that are its own, with names, lists and registers as long as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from infobrief_pdf import Workspace, render
from infobrief_pdf.compose import Composed, volume
from infobrief_pdf.compose.dividers import dividers
from infobrief_pdf.compose.listings import ListedArticle, Listing
from infobrief_pdf.compose.registers import Locator
from infobrief_pdf.compose.shelf import spine
from infobrief_pdf.compose.years import Year
from infobrief_pdf.diagnostics import Refused
from infobrief_pdf.model.folio import Folio
from infobrief_pdf.model.volume import See, Volume
from infobrief_pdf.volumes import Wanted
from infobrief_pdf.volumes.bindery import Bindery, opened
from infobrief_pdf.volumes.matter import matter_of, set_own, year_of
from tests.support.workspace import workspace

LONG = (
    "Vierteljährlicher Rundbrief für Migrantenselbstorganisationen, Nachbarschaftszentren und "
    "Wohlfahrtsverbände im Landkreis Musterland-Süd"
)
PUBLISHER = (
    "Arbeitsgemeinschaft der Migrantenselbstorganisationen und Nachbarschaftszentren Musterland-Süd e. V."
)


@pytest.fixture(scope="module")
def bindery(tmp_path_factory: pytest.TempPathFactory) -> Bindery:
    folder = workspace(tmp_path_factory.mktemp("matter"))
    return opened(Workspace(folder), "brief", 2026, Wanted(), None)


def called(bindery: Bindery, **fields: str) -> Bindery:
    series = bindery.first.series.model_copy(update=fields)
    return replace(bindery, first=replace(bindery.first, series=series))


def at(page: int) -> Locator:
    return Locator(Folio(page), f"infobrief:01#a{page}")


def listing(number: int, titles: Sequence[str] = (), **fields: object) -> Listing:
    articles = tuple(
        ListedArticle(title, "de", f"Rubrik {index // 8 + 1}", (), at(number * 40 + index // 2))
        for index, title in enumerate(titles)
    )
    made = Listing(f"{number:02}", number, date(2026, number, 2), Folio(number * 40), articles)
    return replace(made, **fields)  # type: ignore[arg-type]


def year(bindery: Bindery, *issues: Listing, **fields: object) -> Year:
    made = replace(year_of(bindery, ()), issues=issues, **fields)  # type: ignore[arg-type]
    return replace(made, binders={each.name: 1 for each in issues})


def texts(bindery: Bindery, composed: Composed, folio: Folio = Folio(1)) -> list[str]:  # noqa: B008
    """What stands on each page, a line a line."""
    with render.EXCLUSIVE:
        bindery.workspace.use_fonts()
        pdf = set_own(bindery, matter_of(bindery, "Rundbrief 2026", composed, folio)).pdf
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


class TestDividers:
    def test_no_article_is_left_out_without_a_word(self, bindery: Bindery) -> None:
        issues = (
            listing(1, [f"Kurz {index}." for index in range(60)]),
            listing(2, [f"Beitrag {index}. Ein langer Titel über das Leben hier" for index in range(150)]),
            listing(3, [f"Beitrag {index}." for index in range(5)]),
        )
        made = dividers(year(bindery, *issues), frozenset({"01", "02", "03"}))
        whole, shortened, few = texts(bindery, made)
        assert [f"Kurz {index}." in whole for index in range(60)] == [True] * 60
        assert "siehe Inhalt" not in whole
        shown = sum(f"Beitrag {index}." in shortened for index in range(150))
        assert shown > 30
        assert f"… und {150 - shown} weitere, siehe Inhalt" in shortened
        assert "Beitrag 4." in few
        assert made.html.count("divider-large") == 1, "long lists leave the others as they are"
        assert all("Verein Beispiel" in page for page in (whole, shortened, few))

    @pytest.mark.parametrize("count", [1, 2, 9])
    def test_the_longest_titles_stay_on_their_page(self, bindery: Bindery, count: int) -> None:
        """Nor is one entry counted as “1 more”: its own line would take no more room."""
        titles = [f"{'Ein Titel ohne Ende ' * 49} Nummer {index}." for index in range(count)]
        (page,) = texts(bindery, dividers(year(bindery, listing(1, titles)), frozenset({"01"})))
        shown = sum(f"Nummer {index}." in page.replace("\n", " ") for index in range(count))
        assert shown > 0
        assert count - shown != 1
        assert ("weitere" in page) == (shown < count)

    def test_an_issue_without_articles_says_what_it_is(self, bindery: Bindery) -> None:
        made = dividers(year(bindery, listing(1), listing(2, is_taken=True)), frozenset({"01", "02"}))
        (ours, taken) = made.html.split('class="divider-number"')[1:]
        assert 'Editorial</span> <span class="divider-page">40<' in ours
        assert 'Ganze Ausgabe</span> <span class="divider-page">80<' in taken


class TestCover:
    @pytest.mark.parametrize("name", [LONG, "Migrantenselbstorganisationsversammlungen", "Ein Name " * 40])
    def test_everything_stays_on_the_first_page(self, bindery: Bindery, name: str) -> None:
        of = called(bindery, name=name.strip(), publisher=PUBLISHER, department=PUBLISHER)
        composed, _ = volume.front(year(of, listing(1, ["Ein Beitrag"])), {})
        cover, imprint, _ = texts(of, composed)
        bare = cover.replace("\ufffe", "").replace("-\n", "").replace("\n", " ")
        assert name.split()[-1] in bare.replace(" ", "").replace("-", "") or name.strip() in bare
        assert "1 Ausgabe" in cover
        assert "Impressum" in imprint
        found = "".join(texts(of, dividers(year(of, listing(1, ["Ein Beitrag"])), frozenset({"01"}))))
        assert "Ein Beitrag" in found

    def test_what_cannot_fit_is_named_with_its_line(self, bindery: Bindery) -> None:
        of = called(bindery, name="Ein langer Name " * 60, publisher="Ein Verein " * 90)
        composed, _ = volume.front(year(of, listing(1, ["Ein Beitrag"])), {})
        with pytest.raises(Refused) as caught:
            texts(of, composed)
        places = {(each.place.file, each.place.line) for each in caught.value.diagnostics if each.place}
        assert places
        assert places <= {("issues/brief/series.yaml", 1), ("issues/brief/series.yaml", 2)}

    def test_long_words_on_the_spine_are_hyphenated(self, bindery: Bindery) -> None:
        of = called(bindery, name="Migrantenselbstorganisationsversammlungsprotokolle")
        (label,) = texts(of, spine(year(of, listing(1)), "narrow"))
        assert_hyphenated(label, "Migrantenselbstorganisationsversammlungsprotokolle")


def assert_hyphenated(text: str, word: str) -> None:
    """The word stands in the text only with a hyphen at the end of a line."""
    assert word not in text
    parts = [word[:end] for end in range(5, len(word) - 4)]
    assert any(f"{part}{hyphen}" in text for part in parts for hyphen in ("-\n", "\ufffe", "\xad"))


class TestContents:
    def test_issues_that_were_taken_over_say_what_they_are(self, bindery: Bindery) -> None:
        named = listing(2, ["Alter Beitrag"], title="Sonderheft", is_taken=True)
        composed, _ = volume.front(year(bindery, listing(1), named, listing(3, is_taken=True)), {})
        assert composed.html.count('<p class="volume-name">Sonderheft</p>') == 1
        assert composed.html.count(">Ganze Ausgabe <") == 1
        assert composed.html.count(">Editorial <") == 1


class TestRegisters:
    def test_a_long_register_begins_below_its_heading(self, bindery: Bindery) -> None:
        words = [f"Stichwort {index:03}" for index in range(160)]
        article = ListedArticle("Beitrag", "de", None, tuple(words), at(40))
        people = tuple((f"Name{index:03}, Anna", at(40)) for index in range(70))
        issue = replace(listing(1), articles=(article,), people=people)
        back = volume.back(year(bindery, issue), Folio(61))
        assert back is not None
        first, *others = texts(bindery, back.composed, Folio(61))
        assert "Stichwort 000" in first
        assert first.count("Sachregister") == 2, "in the running head, too"
        heading = next(page for page in others if "Personen und Organisationen\nName" in page)
        assert heading.count("Name") >= 8

    def test_a_page_number_stands_beside_the_last_word(self, bindery: Bindery) -> None:
        """However long the entry is."""
        words = tuple("Wort " * 6 + "x" * length for length in range(1, 24))
        article = ListedArticle(
            "Beitrag", "de", None, (*words, "Migrantenselbstorganisationenversammlungstagesordnungen"), at(40)
        )
        back = volume.back(year(bindery, replace(listing(1), articles=(article,))), Folio(61))
        assert back is not None
        (page,) = texts(bindery, back.composed, Folio(61))
        assert not [line for line in page.split("\n") if line.strip() == "40"]
        assert_hyphenated(page, "Migrantenselbstorganisationenversammlungstagesordnungen")

    def test_see_also_where_a_word_has_pages(self, bindery: Bindery) -> None:
        see = (See(term="MSO", see=("Verein",)), See(term="Verein", see=("Ehrenamt", "Verein")))
        article = ListedArticle("Beitrag", "de", None, ("Verein", "Ehrenamt"), at(40))
        of = year(bindery, replace(listing(1), articles=(article,)), volume=Volume(see=see))
        back = volume.back(of, Folio(61))
        assert back is not None
        (page,) = texts(bindery, back.composed, Folio(61))
        assert "MSO siehe Verein" in page
        assert "Verein 40; siehe auch Ehrenamt\n" in page


def test_contents_of_a_part_say_where_the_rest_is(bindery: Bindery) -> None:
    issues = (listing(1, ["Hier"]), listing(2, ["Dort"]))
    of = replace(year(bindery, *issues), binders={"01": 1, "02": 2})
    composed, _ = volume.front(of.seen_from(1), {"subjects": Folio(90)})
    assert '<h3 class="volume-label">Register <span class="volume-part">Teil 2</span></h3>' in composed.html
    by_section = composed.html.split('id="by-section"')[1]
    assert '<span class="volume-source">01</span>' in by_section
    assert '<span class="volume-source">Teil 2 · 02</span>' in by_section
    last, _ = volume.front(of.seen_from(2), {"subjects": Folio(90)})
    assert '<h3 class="volume-label">Register</h3>' in last.html
