"""Reading YAML: what the strict reader refuses."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
}
