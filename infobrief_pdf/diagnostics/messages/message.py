"""The form of a row in the tables of messages."""

from dataclasses import dataclass

DID_YOU_MEAN = "Did you mean “{suggestion}”?"


@dataclass(frozen=True, slots=True)
class Message:
    """Cause and remedy, each one English sentence with `str.format` placeholders.

    `did_you_mean` stands in for the remedy when the diagnostic carries a `suggestion`.
    """

    cause: str
    remedy: str
    did_you_mean: str = DID_YOU_MEAN
    hint: bool = False
