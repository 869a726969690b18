"""What templates are given: an issue as plain dictionaries of text and finished HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Final

from infobrief_pdf import catalogue, markup
from infobrief_pdf.codes import Code
from infobrief_pdf.compose.closing import closing_blocks, closing_form
from infobrief_pdf.compose.contacts import contact_card, imprint
from infobrief_pdf.compose.heads import running_heads
from infobrief_pdf.compose.pictures import Picture, picture_block
from infobrief_pdf.compose.printed import Printer
from infobrief_pdf.compose.stacked import stacked
from infobrief_pdf.compose.words import Dictionary, Key, Locate, Words, announces, day_of
from infobrief_pdf.diagnostics import Diagnostic
from infobrief_pdf.model import Article, Contact, Event, Issue, Layout, Series
from infobrief_pdf.model.edition import Edition
from infobrief_pdf.model.folio import Folio

_ADDRESS: Final = re.compile(r' href="(https?://[^"]+)"')


@dataclass(frozen=True, slots=True)
class Content:
    """An issue ready for its templates.

    `anchors` are the targets of the contents; `keys` says which part of the issue each `data-source` of the
    templates is; `targets` where each article, contact, signature and event can be found.
    """

    title: str
    language: str
    anchors: tuple[str, ...]
    keys: Mapping[str, Key]
    targets: Mapping[Key, str]
    links: tuple[tuple[str, Key], ...]
    """Web addresses in the order of the pages, each with the article or event that names it."""
    problems: tuple[Diagnostic, ...]
    context: Dictionary
    codes: Mapping[str, Code]
    """QR codes by the picture that each is served as."""

    def paginated(self, folios: Mapping[str, Folio], density: int) -> Dictionary:
        """The context for templates, with the folio of each entry of the contents."""
        issue = self.context["issue"]
        entries = [{**entry, "page": str(folios.get(entry["anchor"], 0))} for entry in issue["contents"]]
        return {**self.context, "issue": {**issue, "contents": entries, "density": density}}


class Writer:
    """Writes every part of an issue in the order of its pages; Markdown problems are collected, not raised.

    Holds what all parts need: language, labels, places, anchors used so far, problems found so far.
    """

    def __init__(
        self,
        issue: Issue,
        series: Series,
        layout: Layout,
        locate: Locate,
        pictures: Mapping[str, Picture],
        form: Edition,
    ) -> None:
        self.issue, self.series, self.layout = issue, series, layout
        self.pictures, self.form = pictures, form
        self.printer = Printer(form.links)
        self.language = issue.language or series.language
        self.words = Words(self.language, layout.words(self.language), locate)
        self.contents: list[Dictionary] = []
        self.keys: dict[str, Key] = {"editorial": ("editorial", "text")}
        self.targets: dict[Key, str] = {}
        self.links: list[tuple[str, Key]] = []

    def content(self, occasion: str | None) -> Content:
        """The whole issue."""
        issue, series = self.issue, self.series
        online_text = self.words.line(
            issue.online_text or (self.words.labels["online"] if issue.online_url else None)
        )
        online = self.printer.link(issue.online_url, online_text) if issue.online_url else None
        editorial = self._editorial()
        sections = [self._section(index) for index in range(len(issue.sections))]
        events_anchor = self._events_anchor()
        events = self._events()
        number = f"{issue.number:02}\u00a0/\u00a0{issue.year}"
        day = catalogue.written_date(issue.date, self.language)
        head, note = f"{series.name} {number}", ""
        if self.form.dates_running_head:
            head, note = running_heads(series.name, number, day)
        context: Dictionary = {
            "labels": {name: self.words.line(label) for name, label in self.words.labels.items()},
            "wordmark": [self.words.line(line) for line in self._wordmark()],
            "imprint": imprint(self.words, series, self.printer, issue.department),
            "issue": {
                "language": self.language,
                "direction": catalogue.direction(self.language),
                "series": self.words.line(series.name),
                "full_title": self.words.line(f"{series.name} {number}"),
                "running_head": head,
                "running_note": note,
                "number": number,
                "date": day,
                "department": self.words.line(issue.department or series.department),
                "online_url": issue.online_url,
                "online": online,
                "is_printed": self.printer.is_wanted,
                "occasion": self.words.line(occasion),
                "online_text": online_text,
                "contents": self.contents,
                "editorial": editorial,
                "sections": sections,
                "events": events,
                "events_anchor": events_anchor,
            },
        }
        return Content(
            title=f"{series.name} {issue.number:02}/{issue.year}",
            language=self.language,
            anchors=tuple(entry["anchor"] for entry in self.contents),
            keys=self.keys,
            targets=self.targets,
            links=tuple(self.links),
            problems=(*self.words.problems, *self.words.lost_links()),
            context=context,
            codes=self.printer.codes,
        )

    def _wordmark(self) -> Sequence[str]:
        wordmark = self.layout.tokens.wordmark
        return wordmark.lines if wordmark else (self.series.publisher,)

    def _entry(self, title: str, anchor: str, kind: str) -> None:
        """A line of the contents: a `section`, an `article` of one, or a `single` entry."""
        self.contents.append({"title": self.words.line(title), "anchor": anchor, "kind": kind})

    def _editorial(self) -> Dictionary | None:
        editorial = self.issue.editorial
        if editorial is None:
            return None
        blocks = self._blocks(editorial.text, ("editorial", "text"), 2, "editorial")
        return {
            "salutation": self.words.line(editorial.salutation),
            "blocks": self.printer.beside(blocks),
            "notes": (notes := self._notes()),
            "printed_links": self.printer.below((), (), notes, self.words.labels["footnote"]),
            "closing": self.words.line(editorial.closing),
            "signatures": [
                {
                    "name": self.words.line(signature.name),
                    "role": self.words.line(signature.role),
                    "anchor": self._target(("editorial", "signed_by", index), f"signature-{index + 1}"),
                }
                for index, signature in enumerate(editorial.signed_by)
            ],
        }

    def _section(self, index: int) -> Dictionary:
        section = self.issue.sections[index]
        anchor = None
        if section.title:
            anchor = self.words.anchor(None, section.title)
            self._entry(section.title, anchor, "section")
        level = 3 if section.title else 2
        return {
            "articles": [
                {
                    **self._article(article, ("sections", index, "articles", position), level),
                    "section_title": self.words.line(section.title) if position == 0 else None,
                    "section_anchor": anchor,
                }
                for position, article in enumerate(section.articles)
            ],
        }

    def _article(self, article: Article, key: Key, level: int) -> Dictionary:
        language = article.language or self.language
        anchor = self.words.anchor(article.id, article.title)
        self.keys[f"article:{anchor}"] = (*key, "text")
        self.targets[key] = anchor
        self._entry(article.title, anchor, "article" if level == 3 else "single")
        summary = self._blocks(article.summary, (*key, "summary"), level + 1, f"{anchor}-summary", language)
        blocks = self._blocks(article.text, (*key, "text"), level + 1, anchor, language)
        self._note_links(key, (*summary, *blocks), [link.url for link in article.links])
        image = picture_block(article.image, self.pictures, self.layout, self.words, self.form)
        links = [{"text": self.words.line(link.text, language), "url": link.url} for link in article.links]
        if self.printer.is_wanted:  # they stand below the article, each beside its code
            article = article.model_copy(update={"links": ()})
        has_aside = bool(article.contacts or article.links)
        closing = closing_blocks(article, blocks) if has_aside else []
        del blocks[len(blocks) - len(closing) :]
        is_image_in_text = image is not None and not summary and bool(blocks) and not announces(**blocks[0])
        summary, blocks = self.printer.beside(summary), self.printer.beside(blocks)
        notes = self._notes()
        below = self.printer.below(closing, links, notes, self.words.labels["footnote"])
        return {
            "level": level,
            "anchor": anchor,
            "language": article.language,
            "direction": catalogue.direction(language),
            "title": self.words.line(article.title, language),
            "subtitle": self.words.line(article.subtitle, language),
            "summary": summary,
            "notes": notes,
            "demands": [self.words.line(demand, language) for demand in article.demands],
            "image": image,
            "image_in_text": is_image_in_text,
            "blocks": blocks,
            "closing_blocks": closing,
            "has_aside": has_aside,
            "closing_form": closing_form(article, closing),
            "contacts": [
                self._contact(contact, (*key, "contacts", index), f"{anchor}-contact-{index + 1}")
                for index, contact in enumerate(article.contacts)
            ],
            "links": [] if self.printer.is_wanted else links,
            "printed_links": below,
        }

    def _blocks(
        self, text: str | None, key: Key, level: int, anchor: str, language: str | None = None
    ) -> list[Dictionary]:
        """Markdown as blocks, as they are read on paper or on a screen."""
        blocks = self.words.blocks(text, key, level=level, anchor=anchor, language=language)
        shown = map(stacked, blocks) if self.form.stacks_tables else blocks
        return [self.printer.block(block) for block in shown]

    def _notes(self) -> list[Dictionary]:
        """The footnotes since the last call, likewise."""
        return [self.printer.block(note) for note in self.words.notes()]

    def _contact(self, contact: Contact, key: Key, anchor: str) -> Dictionary:
        target = self._target(key, anchor)
        self.keys[f"email:{target}"] = (*key, "email")
        return {**contact_card(self.words, contact), "anchor": target}

    def _target(self, key: Key, wanted: str) -> str:
        """A target for what a register leads to."""
        self.targets[key] = self.words.anchor(wanted, wanted)
        return self.targets[key]

    def _note_links(self, key: Key, blocks: Iterable[Dictionary], urls: Sequence[str | None]) -> None:
        """The web addresses of an article or event."""
        inside = (unescape(url) for block in blocks for url in _ADDRESS.findall(block["html"]))
        self.links += ((url, key) for url in (*inside, *urls) if url and url.startswith("http"))

    def _events_anchor(self) -> str | None:
        if not self.issue.events:
            return None
        title = self.words.labels["events"]
        anchor = self.words.anchor(None, title)
        self._entry(title, anchor, "single")
        return anchor

    def _events(self) -> list[Dictionary]:
        order = sorted(range(len(self.issue.events)), key=lambda index: _sort_key(self.issue.events[index]))
        return [self._event(index) for index in order]

    def _event(self, index: int) -> Dictionary:
        event = self.issue.events[index]
        names = catalogue.language(self.language)
        start = event.start
        last_day = event.end if event.end and day_of(event.end) != day_of(start) else None
        until = catalogue.written_until(last_day, self.language) if last_day else None
        key: Key = ("events", index)
        self.keys[f"event:{index + 1}"] = key
        blocks = self._blocks(event.text, (*key, "text"), 3, f"termin-{index + 1}")
        own = [event.url] if event.url else []
        self._note_links(key, blocks, own)
        return {
            "number": index + 1,
            "anchor": self._target(key, f"event-{index + 1}"),
            "day": names.day_form.format(day=start.day),
            "month": names.months[start.month - 1],
            "year": str(start.year),
            "weekday": names.weekdays[start.weekday()],
            "until": self.words.line(until),
            "time": self.words.line(catalogue.written_time(start, event.end, self.language)) or None,
            "title": self.words.line(event.title),
            "place": self.words.line(event.place),
            "organiser": self.words.line(event.organiser),
            "url": event.url,
            "address": markup.short_address(event.url) if event.url else None,
            "blocks": blocks,
            "notes": self._notes(),
            "lines": 4 + bool(last_day) + isinstance(start, datetime),
            "printed_links": self.printer.below(blocks, [{"url": url, "text": None} for url in own]),
        }


def _sort_key(event: Event) -> tuple[date, str]:
    start = event.start
    return day_of(start), f"{start:%H:%M}" if isinstance(start, datetime) else ""
