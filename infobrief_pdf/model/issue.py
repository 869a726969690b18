"""An issue: one number of a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from infobrief_pdf.model.base import (
    Address,
    Day,
    Email,
    FileName,
    Identifier,
    Language,
    Line,
    Markdown,
    Model,
    Moment,
    Number,
    Phone,
    Switch,
    Year,
)


class Signature(Model):
    """Who signs the editorial."""

    name: Line = Field(examples=["Basri Askın"])
    """Name as it is printed."""
    role: Line | None = None
    """What the person does, for example “Referentin Migration”."""


class Editorial(Model):
    """The greeting on page 1."""

    salutation: Line | None = None
    """How readers are addressed, for example “Sehr geehrte Damen und Herren,”."""
    text: Markdown = Field(examples=["In dieser Ausgabe lesen Sie …"])
    """The greeting itself, with Markdown."""
    closing: Line | None = None
    """The line before the signatures, for example “Mit freundlichen Grüßen”."""
    signed_by: tuple[Signature, ...] = ()
    """Who signs, in order."""


class Image(Model):
    """A picture of an article."""

    file: FileName = Field(examples=["images/foto.jpg"])
    """The picture's file, named from the folder of the issue: `images/foto.jpg`. PNG, JPEG, WebP or SVG."""
    alt: Line | None = None
    """What the picture shows, for readers who cannot see it. Required unless `decorative: true`."""
    decorative: Switch = False
    """`true` if the picture adds nothing to the text and screen readers should pass over it."""
    caption: Line | None = None
    """Text set below the picture."""
    credit: Line | None = None
    """Who made the picture, as it is printed: “Foto: Jana Beispiel”."""

    @model_validator(mode="after")
    def _described(self) -> Image:
        if self.alt is None and not self.decorative:
            raise PydanticCustomError("image-without-alt", "", {"file": self.file})
        if self.alt is not None and self.decorative:
            raise PydanticCustomError("image-decorative-with-alt", "", {"file": self.file})
        return self


class Link(Model):
    """A link below an article."""

    text: Line = Field(examples=["weiter zum Beitrag"])
    """What is printed and read aloud: where the link leads, not “hier klicken”."""
    url: Address = Field(examples=["https://www.example.org/beitrag"])
    """The address, with `https://`."""


class Contact(Model):
    """Who answers questions about an article."""

    name: Line = Field(examples=["Basri Askın"])
    """Name of the person or office."""
    role: Line | None = None
    """What the person does."""
    phone: Phone | None = None
    """Telephone number as it is to be printed."""
    email: Email | None = None
    """E-mail address."""


class Article(Model):
    """One contribution."""

    id: Identifier | None = None
    """Stable target for links; made from the title if left out."""
    title: Line = Field(examples=["Neue Fachberatung"])
    """Headline."""
    subtitle: Line | None = None
    """Line below the headline."""
    summary: Markdown | None = None
    """The article in two or three sentences, set before the text."""
    demands: tuple[Line, ...] = ()
    """What the association asks for, one sentence each; set as a list."""
    text: Markdown = Field(examples=["Seit September gibt es …"])
    """The article, with Markdown: paragraphs, `###` headings, lists, tables, quotes, footnotes, links."""
    image: Image | None = None
    """One picture, set after the summary."""
    links: tuple[Link, ...] = ()
    """Where to read on."""
    contacts: tuple[Contact, ...] = ()
    """Who answers questions."""
    keywords: tuple[Line, ...] = ()
    """Words for the registers of the yearly volume and for the file's properties."""
    language: Language | None = None
    """Language of the article, if it is not the issue's."""


class Section(Model):
    """Articles on one subject."""

    title: Line | None = None
    """Heading of the section; without one the section just holds its articles."""
    articles: Annotated[tuple[Article, ...], Field(min_length=1)]
    """The articles in order."""


class Event(Model):
    """A date for the calendar."""

    title: Line = Field(examples=["Fachtag Migration"])
    """What takes place."""
    start: Moment = Field(examples=["2018-10-04 10:00"])
    """Day, or day and time: `2018-10-04 10:00`."""
    end: Moment | None = None
    """Day, or day and time, of the end."""
    place: Line | None = None
    """Where it takes place."""
    organiser: Line | None = None
    """Who invites."""
    url: Address | None = None
    """Where to read more or to register."""
    text: Markdown | None = None
    """A few sentences, with Markdown."""

    @model_validator(mode="after")
    def _in_order(self) -> Event:
        if self.end is not None and _instant(self.end, self.start) < _instant(self.start, self.end):
            raise PydanticCustomError("event-ends-before-start", "", {"title": self.title})
        return self


def _instant(moment: date | datetime, other: date | datetime) -> tuple[int, ...]:
    """Comparable form of a moment; the time of day counts only if both sides have one."""
    day = (moment.year, moment.month, moment.day)
    if isinstance(moment, datetime) and isinstance(other, datetime):
        return (*day, moment.hour, moment.minute)
    return day


class Issue(Model):
    """One number of a series, from which every printed and downloadable form is made."""

    series: Identifier = Field(examples=["migration"])
    """Name of the series: the folder below `issues/`."""
    number: Number = Field(examples=[2])
    """Number of the issue within its year."""
    year: Year = Field(examples=[2018])
    """Year of the issue."""
    date: Day = Field(examples=["2018-09-06"])
    """Day of publication: `2018-09-06`."""
    language: Language | None = None
    """Language of the issue; the series' if left out."""
    keywords: tuple[Line, ...] = ()
    """Words for the file's properties."""
    online_url: Address | None = None
    """Where the issue can be read in a browser."""
    online_text: Line | None = None
    """The words that lead to the issue in a browser; “Im Browser ansehen” if left out."""
    department: Line | None = None
    """The department that publishes this issue, if it is not the series'."""
    editorial: Editorial | None = None
    """The greeting on page 1."""
    sections: tuple[Section, ...] = ()
    """The articles, by subject."""
    events: tuple[Event, ...] = ()
    """Dates for the calendar, in any order."""

    @model_validator(mode="after")
    def _not_empty(self) -> Issue:
        if not (self.editorial or self.sections or self.events):
            raise PydanticCustomError("issue-empty", "")
        return self

    def images(self) -> Iterator[tuple[tuple[str | int, ...], Image]]:
        """Every picture with the key it stands under."""
        for number, section in enumerate(self.sections):
            for index, article in enumerate(section.articles):
                if article.image is not None:
                    yield ("sections", number, "articles", index, "image"), article.image

    def article_keywords(self) -> tuple[str, ...]:
        """The keywords of all articles, each once."""
        words = (
            word for section in self.sections for article in section.articles for word in article.keywords
        )
        return tuple(dict.fromkeys(words))
