"""Layout packs: tokens, templates, style sheets, fonts."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
}
