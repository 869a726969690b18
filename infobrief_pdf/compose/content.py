"""What templates are given: an issue as plain dictionaries of text and finished HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from infobrief_pdf import catalogue, markup
from infobrief_pdf.diagnostics import Diagnostic, Place
from infobrief_pdf.model import Article, Contact, Event, Image, Imprint, Issue, Layout, Series
from infobrief_pdf.units import mm_to_pt

Key = tuple[str | int, ...]
Locate = Callable[[Key, int], Place]
"""Where a value of the issue stands: its key and the characters into its text → place in the file."""

Dictionary = dict[str, Any]

_SHORT_PARAGRAPH: Final = 700
"""Characters up to which an article's last paragraph is kept in one piece beside its contact."""

_GRID: Final = 14.0
"""Distance of the baseline grid in points; the height of a picture is a multiple of it."""

_PAGE_WIDTH: Final = 210.0
"""Millimetres."""

_TALLEST_IMAGE: Final = 28 * _GRID


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture: the address that the page fetches it by, and its size in pixels."""

    source: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Content:
    """An issue ready for its templates."""

    title: str
    language: str
    anchors: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    context: Dictionary

    def paginated(self, numbers: Mapping[str, int], density: int) -> Dictionary:
        """The context for templates, with the page of each entry of the contents."""
        issue = self.context["issue"]
        entries = [{**entry, "page": str(numbers.get(entry["anchor"], 0))} for entry in issue["contents"]]
        return {**self.context, "issue": {**issue, "contents": entries, "density": density}}


def content(
    issue: Issue, series: Series, layout: Layout, *, locate: Locate, pictures: Mapping[str, Picture]
) -> Content:
    """Every part of an issue in the order of its pages; Markdown problems are collected, not raised."""
    return _Writer(issue, series, layout, locate, pictures).content()


def reading_width(layout: Layout) -> float:
    """Width of the reading column in points."""
    spacing = layout.tokens.spacing
    taken = ("page-left", "margin-column", "gutter", "page-right")
    return mm_to_pt(_PAGE_WIDTH - sum(spacing.get(name, 0.0) for name in taken))


class _Writer:
    """Holds what all parts need: language, labels, places, anchors used so far, problems found so far."""

    def __init__(
        self,
        issue: Issue,
        series: Series,
        layout: Layout,
        locate: Locate,
        pictures: Mapping[str, Picture],
    ) -> None:
        self.issue, self.series, self.layout = issue, series, layout
        self.locate, self.pictures = locate, pictures
        self.language = issue.language or series.language
        self.labels = {
            **catalogue.language(self.language).labels,
            **layout.labels.get(self.language, {}),
        }
        self.problems: list[Diagnostic] = []
        self.anchors: set[str] = {"contents", "imprint"}
        self.contents: list[Dictionary] = []
        self.notes: list[Dictionary] = []

    def content(self) -> Content:
        """The whole issue."""
        issue, series = self.issue, self.series
        editorial = self._editorial()
        sections = [self._section(index) for index in range(len(issue.sections))]
        events = self._events()
        number = f"{issue.number:02} / {issue.year}"
        context: Dictionary = {
            "labels": {name: self._line(label) for name, label in self.labels.items()},
            "wordmark": [self._line(line) for line in self._wordmark()],
            "imprint": self._imprint(series.imprint),
            "issue": {
                "language": self.language,
                "direction": catalogue.direction(self.language),
                "series": self._line(series.name),
                "full_title": self._line(f"{series.name} {number}"),
                "number": number,
                "date": catalogue.written_date(issue.date, self.language),
                "department": self._line(issue.department or series.department),
                "online_url": issue.online_url,
                "online_text": self._line(
                    issue.online_text or (self.labels["online"] if issue.online_url else None)
                ),
                "contents": self.contents,
                "editorial": editorial,
                "sections": sections,
                "events": events,
                "events_anchor": "termine",
            },
        }
        return Content(
            title=f"{series.name} {issue.number:02}/{issue.year}",
            language=self.language,
            anchors=tuple(entry["anchor"] for entry in self.contents),
            problems=tuple(self.problems),
            context=context,
        )

    def _wordmark(self) -> Sequence[str]:
        wordmark = self.layout.tokens.wordmark
        return wordmark.lines if wordmark else (self.series.publisher,)

    def _line(self, text: str | None, language: str | None = None) -> Markup | None:
        """A title or name: escaped, typography applied."""
        return None if text is None else Markup(markup.inline(text, language=language or self.language))  # noqa: S704

    def _blocks(
        self, text: str | None, key: Key, *, level: int = 4, anchor: str = "text", language: str | None = None
    ) -> list[Dictionary]:
        """Markdown as a list of finished blocks; footnotes are added to `self.notes`."""
        if text is None:
            return []
        fragment = markup.render(text, language=language or self.language, heading_level=level, anchor=anchor)
        self.problems += (
            Diagnostic(problem.code, self.locate(key, problem.offset), problem.values)
            for problem in fragment.problems
        )
        self.notes += (
            {"number": note.number, "anchor": note.anchor, "call": note.call, "html": Markup(note.html)}  # noqa: S704
            for note in fragment.notes
        )
        return [{"kind": block.kind, "html": Markup(block.html)} for block in fragment.blocks]  # noqa: S704

    def _taken_notes(self) -> list[Dictionary]:
        """The footnotes since the last call."""
        notes, self.notes = self.notes, []
        return notes

    def _anchor(self, wanted: str | None, title: str) -> str:
        """A target of its own for each title."""
        base = wanted or markup.slug(title)
        anchor, count = base, 1
        while anchor in self.anchors:
            count += 1
            anchor = f"{base}-{count}"
        self.anchors.add(anchor)
        return anchor

    def _entry(self, title: str, anchor: str, kind: str) -> None:
        """A line of the contents: a `section`, an `article` of one, or a `single` entry."""
        self.contents.append({"title": self._line(title), "anchor": anchor, "kind": kind})

    def _editorial(self) -> Dictionary | None:
        editorial = self.issue.editorial
        if editorial is None:
            return None
        return {
            "salutation": self._line(editorial.salutation),
            "blocks": self._blocks(editorial.text, ("editorial", "text"), level=2, anchor="editorial"),
            "notes": self._taken_notes(),
            "closing": self._line(editorial.closing),
            "signatures": [
                {"name": self._line(signature.name), "role": self._line(signature.role)}
                for signature in editorial.signed_by
            ],
        }

    def _section(self, index: int) -> Dictionary:
        section = self.issue.sections[index]
        anchor = None
        if section.title:
            anchor = self._anchor(None, section.title)
            self._entry(section.title, anchor, "section")
        level = 3 if section.title else 2
        return {
            "articles": [
                {
                    **self._article(article, ("sections", index, "articles", position), level),
                    "section_title": self._line(section.title) if position == 0 else None,
                    "section_anchor": anchor,
                }
                for position, article in enumerate(section.articles)
            ],
        }

    def _article(self, article: Article, key: Key, level: int) -> Dictionary:
        language = article.language or self.language
        anchor = self._anchor(article.id, article.title)
        self._entry(article.title, anchor, "article" if level == 3 else "single")
        blocks = self._blocks(article.text, (*key, "text"), level=level + 1, anchor=anchor, language=language)
        has_aside = bool(article.contacts or article.links)
        summary = self._blocks(
            article.summary, (*key, "summary"), level=level + 1, anchor=f"{anchor}-summary", language=language
        )
        closing = _closing(blocks) if has_aside else []
        del blocks[len(blocks) - len(closing) :]
        return {
            "level": level,
            "anchor": anchor,
            "language": article.language,
            "direction": catalogue.direction(language),
            "title": self._line(article.title, language),
            "subtitle": self._line(article.subtitle, language),
            "summary": summary,
            "notes": self._taken_notes(),
            "demands": [self._line(demand, language) for demand in article.demands],
            "image": self._image(article.image),  # set after the summary, or after the first paragraph
            "blocks": blocks,
            "closing_blocks": closing,
            "keep_closing": sum(len(block["html"]) for block in closing) <= _SHORT_PARAGRAPH,
            "has_aside": has_aside,
            "leads_to_aside": bool(closing) and article.text.rstrip().endswith(":"),
            "contacts": [self._contact(contact) for contact in article.contacts],
            "links": [{"text": self._line(link.text, language), "url": link.url} for link in article.links],
        }

    def _image(self, image: Image | None) -> Dictionary | None:
        if image is None or image.file not in self.pictures:
            return None
        picture = self.pictures[image.file]
        width = reading_width(self.layout)
        lines = max(1, round(min(width * picture.height / picture.width, _TALLEST_IMAGE) / _GRID))
        return {
            "source": picture.source,
            "alt": image.alt or "",
            "width": round(min(width, lines * _GRID * picture.width / picture.height), 2),
            "height": lines * _GRID,
            "caption": self._line(image.caption),
            "credit": self._line(image.credit),
        }

    def _contact(self, contact: Contact) -> Dictionary:
        return {
            "name": self._line(contact.name),
            "role": self._line(contact.role),
            **self._reachable(contact),
        }

    def _reachable(self, who: Contact | Imprint) -> Dictionary:
        """Telephone and e-mail with the addresses they link to (RFC 3966, RFC 6068)."""
        return {
            "phone": self._line(who.phone),
            "phone_url": markup.telephone_url(who.phone, self.language) if who.phone else None,
            "email": who.email,
            "email_url": f"mailto:{quote(who.email, safe='@.+-_')}" if who.email else None,
        }

    def _events(self) -> list[Dictionary]:
        order = sorted(range(len(self.issue.events)), key=lambda index: _sort_key(self.issue.events[index]))
        if order:
            self.anchors.add("termine")
            self._entry(self.labels["events"], "termine", "single")
        return [self._event(index) for index in order]

    def _event(self, index: int) -> Dictionary:
        event = self.issue.events[index]
        names = catalogue.language(self.language)
        start = event.start
        last_day = event.end if event.end and _day(event.end) != _day(start) else None
        return {
            "day": str(start.day),
            "month": names.months[start.month - 1],
            "year": str(start.year),
            "weekday": names.weekdays[start.weekday()],
            "until": f"bis {catalogue.written_date(_day(last_day), self.language)}" if last_day else None,
            "time": self._line(catalogue.written_time(start, event.end, self.language)) or None,
            "title": self._line(event.title),
            "place": self._line(event.place),
            "organiser": self._line(event.organiser),
            "url": event.url,
            "address": markup.short_address(event.url) if event.url else None,
            "blocks": self._blocks(
                event.text, ("events", index, "text"), level=3, anchor=f"termin-{index + 1}"
            ),
            "notes": self._taken_notes(),
        }

    def _imprint(self, imprint: Imprint) -> Dictionary:
        return {
            "publisher": self._line(imprint.publisher or self.series.publisher),
            "department": self._line(self.issue.department or self.series.department),
            "address": [self._line(line) for line in imprint.address],
            **self._reachable_imprint(imprint),
            "responsible": self._line(imprint.responsible),
            "editors": [self._line(editor) for editor in imprint.editors],
            "blocks": self._blocks(imprint.text, ("imprint", "text"), level=3, anchor="imprint-text"),
            "notes": self._taken_notes(),
            "archive_url": self.series.archive_url,
        }

    def _reachable_imprint(self, imprint: Imprint) -> Dictionary:
        return {
            **self._reachable(imprint),
            "website": imprint.website,
            "website_text": markup.short_address(imprint.website) if imprint.website else None,
        }


def _closing(blocks: list[Dictionary]) -> list[Dictionary]:
    """The last blocks of an article, which its contact stands beside: paragraph or list, with its heading."""
    if not blocks or blocks[-1]["kind"] not in ("paragraph", "list"):
        return []
    count = 2 if len(blocks) > 1 and blocks[-2]["kind"] == "heading" else 1
    return blocks[-count:]


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _sort_key(event: Event) -> tuple[date, str]:
    start = event.start
    return _day(start), f"{start:%H:%M}" if isinstance(start, datetime) else ""
