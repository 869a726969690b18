"""Who can be reached, and how: contacts of an article, the imprint."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from infobrief_pdf import markup
from infobrief_pdf.compose.printed import Printer
from infobrief_pdf.compose.words import Dictionary, Words
from infobrief_pdf.model import Contact, Imprint, Series


def contact_card(words: Words, contact: Contact) -> Dictionary:
    """A contact as templates need it."""
    return {"name": words.line(contact.name), "role": words.line(contact.role), **_reachable(words, contact)}


def imprint(words: Words, series: Series, printer: Printer, department: str | None = None) -> Dictionary:
    """Who is answerable, as the last page of an issue and the second of a volume say it."""
    given = series.imprint
    return {
        "publisher": words.line(given.publisher or series.publisher),
        "department": words.line(department or series.department),
        "address": [words.line(line) for line in given.address],
        **_reachable(words, given),
        "website": given.website,
        "website_text": markup.short_address(given.website) if given.website else None,
        "responsible": words.line(given.responsible),
        "editors": [words.line(editor) for editor in given.editors],
        "blocks": [
            printer.block(block, has_margin=False)
            for block in words.blocks(given.text, ("imprint", "text"), level=3, anchor="imprint-text")
        ],
        "notes": words.notes(),
        "archive_url": series.archive_url,
        "archive": printer.link(series.archive_url, words.line(words.labels["archive"]))
        if series.archive_url
        else None,
    }


def _reachable(words: Words, who: Contact | Imprint) -> Dictionary:
    """Telephone and e-mail with the addresses they link to (RFC 3966, RFC 6068)."""
    return {
        "phone": words.line(who.phone),
        "phone_url": markup.telephone_url(who.phone, words.language) if who.phone else None,
        "email": Markup(markup.breakable_email(who.email))  # noqa: S704 - escaped there
        if who.email
        else None,
        "email_url": f"mailto:{quote(who.email, safe='@.+-_')}" if who.email else None,
    }
