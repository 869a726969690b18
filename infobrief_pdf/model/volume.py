"""A yearly volume: what it says beside its issues; `issues/<series>/<year>/volume.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from infobrief_pdf.model.base import Day, FileName, Language, Line, Markdown, Model, Number, Switch
from infobrief_pdf.model.issue import Signature


class Preface(Model):
    """A word before the issues."""

    title: Line | None = None
    """Its heading; “Vorwort” if left out."""
    text: Markdown = Field(examples=["Ein bewegtes Jahr …"])
    """The preface itself, with Markdown."""
    signed_by: tuple[Signature, ...] = ()
    """Who signs, in order."""


class See(Model):
    """A word of the subject index that leads to other words."""

    term: Line = Field(examples=["MSO"])
    """The word that readers may look for."""
    see: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(examples=[["Migrantenorganisationen"]])
    """The words that the index lists."""


class LegacyArticle(Model):
    """An article of an issue that exists only as PDF."""

    title: Line = Field(examples=["Neues Aufenthaltsrecht"])
    """Headline."""
    page: Number = Field(examples=[2])
    """Page of the PDF that it begins on, counted from 1."""
    section: Line | None = None
    """The section it stands in."""
    keywords: tuple[Line, ...] = ()
    """Words for the subject index."""


class LegacyIssue(Model):
    """An issue that exists only as PDF; its pages are taken over as they are."""

    file: FileName = Field(examples=["alt/infobrief-01.pdf"])
    """The PDF, named from the folder of the year."""
    number: Number = Field(examples=[1])
    """Number of the issue within its year."""
    date: Day = Field(examples=["2018-03-01"])
    """Day of publication."""
    title: Line | None = None
    """Its title; the name of the series if left out."""
    language: Language | None = None
    """Language of the issue; the series' if left out."""
    articles: tuple[LegacyArticle, ...] = ()
    """What the contents and the registers list of it."""


class Volume(Model):
    """A year's issues bound together."""

    title: Line | None = None
    """Title on the cover; the name of the series if left out."""
    preface: Preface | None = None
    """A word before the issues."""
    see: tuple[See, ...] = ()
    """References of the subject index."""
    legacy: tuple[LegacyIssue, ...] = ()
    """Issues that exist only as PDF."""
    qr_codes: Switch = False
    """`true` prints a QR code beside each address of the register."""
