"""The data contract: what the models of an issue, a series and a layout refuse."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    "field-unknown": Message(
        "Unknown field “{field}”.",
        "Remove it, or use one of: {known}.",
    ),
}
