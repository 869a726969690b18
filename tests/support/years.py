"""Years of short issues, which all have the same identifiers and targets."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.workspace import ISSUE_TEXT

FOLDER = "issues/brief/2026"


def issue(number: int, paragraphs: int = 0) -> str:
    """An issue with a footnote, keywords, a contact and a link; longer with more paragraphs."""
    more = "".join(f"          Absatz {each} in Brief {number}.\n\n" for each in range(paragraphs))
    return ISSUE_TEXT.replace("number: 1", f"number: {number}").replace(
        "          Der erste Absatz des Beitrags.\n",
        f"          Brief {number} hat eine Fußnote.[^1] Siehe [oben](#ein-beitrag).\n\n{more}"
        f"          [^1]: Anmerkung {number}.\n"
        f"        keywords: [Beratung, Arbeit > Ausbildung {number % 3}, Thema {number}]\n"
        f"        links: [{{text: weiterlesen, url: https://www.example.org/thema/{number}}}]\n"
        f"        contacts: [{{name: Dr. Ayşe Demir, role: Referentin, phone: 030 1234-{number:03}}}]\n",
    )


def issues(numbers: Iterable[int]) -> dict[str, str]:
    """Files of a year."""
    return {f"{FOLDER}/{number:02}.yaml": issue(number) for number in numbers}
