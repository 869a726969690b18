"""Setting pages: what WeasyPrint reports and what it never reports."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
}
