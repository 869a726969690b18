"""Editorial hints: nothing here stops a build."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    # names and wording
    "name-spelling": Message(
        "“{name}” is spelled “{other}” in line {line}.",
        "Check which of the two is right, and spell the name the same everywhere.",
        hint=True,
    ),
    "space-doubled": Message(
        "More than one space stands here.",
        "Leave just one.",
        hint=True,
    ),
    "word-doubled": Message(
        "The word “{word}” stands here twice in a row.",
        "Remove one of the two unless both are meant.",
        hint=True,
    ),
    "link-text-vague": Message(
        "The link text “{text}” does not say where the link leads.",
        "Name the page or document: screen readers list links without the text around them.",
        hint=True,
    ),
    # dates
    "date-impossible": Message(
        "There is no such day as “{date}”.",
        "Look up the date and correct it.",
        hint=True,
    ),
    "weekday-wrong": Message(
        "“{text}” does not agree with the calendar: in {year} this day is a {weekday}.",
        "Check both the weekday and the date.",
        hint=True,
    ),
    "event-past": Message(
        "The event “{title}” is over before the issue appears.",
        "Check “start” and the issue's date, or remove the event.",
        hint=True,
    ),
    "event-long": Message(
        "The event “{title}” lasts {days} days.",
        "Check the month and year of “start” and “end”.",
        hint=True,
    ),
    # titles and text
    "online-text-without-url": Message(
        "“{text}” is printed but leads nowhere.",
        "Add the address of the issue in the field “online_url”, or remove “online_text”.",
        hint=True,
    ),
    "text-long": Message(
        "“{field}” has {length} characters; more than {limit} are hard to take in at a glance.",
        "Shorten it.",
        hint=True,
    ),
    "title-capitals": Message(
        "The title “{title}” is written in capitals only.",
        "Write it in the usual way: capitals are hard to read, and screen readers may spell them out.",
        hint=True,
    ),
    "title-full-stop": Message(
        "The title “{title}” ends with a full stop.",
        "Remove the full stop.",
        hint=True,
    ),
    "heading-without-text": Message(
        "No text stands below the heading “{heading}”.",
        "Write a sentence, or remove the heading.",
        hint=True,
    ),
    "markup-in-line": Message(
        "“{marks}” is printed as it stands: this field is a single line without Markdown.",
        "Remove the signs; only “text” and “summary” know Markdown.",
        hint=True,
    ),
    "sample-text": Message(
        "This is still the text of the sample.",
        "Write your own, or remove what you do not need.",
        hint=True,
    ),
    "sample-texts": Message(
        "This is still the text of the sample, and so are the lines {lines}.",
        "Write your own, or remove what you do not need.",
        hint=True,
    ),
    # pictures, keywords, contacts
    "alt-file-name": Message(
        "The alternative text “{alt}” is the name of a file.",
        "Say in a sentence what the picture shows.",
        hint=True,
    ),
    "alt-says-nothing": Message(
        "The alternative text “{alt}” does not say what the picture shows.",
        "Describe in a sentence what can be seen and why it matters here.",
        hint=True,
    ),
    "alt-repeats-caption": Message(
        "The alternative text says the same as the caption, so that it is read aloud twice.",
        "Describe what can be seen; the caption says the rest.",
        hint=True,
    ),
    "alt-redundant": Message(
        "The alternative text begins with “{words}”, although screen readers announce the picture anyway.",
        "Begin with what the picture shows.",
        hint=True,
    ),
    "keyword-repeated": Message(
        "The keyword “{keyword}” stands twice in this list.",
        "Remove one of the two.",
        hint=True,
    ),
    "keyword-step": Message(
        "The keyword “{keyword}” has a > that leads to no sub-entry.",
        "Write the subject, a > with spaces around it, and the sub-entry: Arbeit > Ausbildung.",
        hint=True,
    ),
    "contact-missing": Message(
        "The article “{title}” names neither a contact nor a link.",
        "Add “contacts” so that readers know whom to ask, or “links”.",
        hint=True,
    ),
}
