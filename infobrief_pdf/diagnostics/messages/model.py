"""The data contract: what the models of an issue, a series and a layout refuse."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    # which fields there are
    "field-unknown": Message(
        "Unknown field “{field}”.",
        "Remove it, or use one of: {known}.",
    ),
    "field-missing": Message(
        "The field “{field}” is missing.",
        "Add it, for example: {example}",
    ),
    "field-empty": Message(
        "The field “{field}” has no value.",
        "Write one after the colon, for example: {example}",
    ),
    "entry-empty": Message(
        "An entry of the list “{field}” has no value.",
        "Write one after the hyphen, or remove the hyphen.",
    ),
    # text, list or fields
    "list-for-text": Message(
        "“{field}” needs a text here, not a list.",
        "Write a single text; if it begins with a bracket or a hyphen, put it in quotes.",
    ),
    "mapping-for-text": Message(
        "“{field}” needs a text here, not a group of fields.",
        "Put the text in quotes if it contains a colon.",
    ),
    "text-for-list": Message(
        "“{field}” needs a list here, not a text.",
        "Start each entry on a line of its own with a hyphen and a space: - {text}",
    ),
    "mapping-for-list": Message(
        "“{field}” needs a list here, not a group of fields.",
        "Put a hyphen and a space in front of the first field of each entry, and indent its other fields by two more "
        "spaces.",
    ),
    "text-for-mapping": Message(
        "“{field}” needs a group of fields here, not a text.",
        "Write its fields on the next lines, each indented by two spaces: {known}.",
    ),
    "list-for-mapping": Message(
        "“{field}” needs a group of fields here, not a list.",
        "Remove the hyphens or brackets and write just one group with: {known}.",
    ),
    "list-too-short": Message(
        "The list “{field}” has too few entries; the least is {limit}.",
        "Add an entry, or remove what would stay without content.",
    ),
    "list-too-long": Message(
        "The list “{field}” has too many entries; the most is {limit}.",
        "Remove the entries that are too many.",
    ),
    # text
    "text-empty": Message(
        "“{field}” holds nothing but spaces.",
        "Write a text, or remove the field.",
    ),
    "text-one-line": Message(
        "“{field}” must be on one line.",
        "Join the lines; if it begins with “|” or “>”, put the text behind the colon instead.",
    ),
    "text-too-long": Message(
        "“{field}” is longer than {limit} characters.",
        "Shorten it.",
    ),
    "identifier-malformed": Message(
        "“{text}” cannot be used as a name in “{field}”: only lower-case letters without accents, digits and hyphens are allowed.",
        "Write for example: fachberatung-2018",
    ),
    "language-malformed": Message(
        "“{text}” is not the code of a language.",
        "Write for example “de” for German, “en” for English or “tr” for Turkish.",
    ),
    "address-malformed": Message(
        "“{text}” is not a complete web address.",
        "Write it with “https://” in front and without spaces, for example: https://www.example.org",
    ),
    "email-malformed": Message(
        "“{text}” is not an e-mail address.",
        "Write just the address, for example: info@example.org",
    ),
    "phone-malformed": Message(
        "“{text}” is not a telephone number.",
        "Write just the number, for example: 0711/2155-123",
    ),
    # numbers, dates, switches
    "number-malformed": Message(
        "“{text}” is not a whole number.",
        "Write “{field}” in digits only, for example: 2",
    ),
    "number-too-small": Message(
        "“{field}” is too small; the least is {limit}.",
        "Correct the number.",
    ),
    "number-not-above": Message(
        "“{field}” must be more than {limit}.",
        "Correct the number.",
    ),
    "number-too-large": Message(
        "“{field}” is too large; the most is {limit}.",
        "Correct the number.",
    ),
    "number-not-below": Message(
        "“{field}” must be less than {limit}.",
        "Correct the number.",
    ),
    "decimal-malformed": Message(
        "“{text}” is not a number.",
        "Write it in digits with a point and without a unit, for example: 10.5",
    ),
    "date-malformed": Message(
        "“{text}” is not a date.",
        "Write year, month and day with hyphens, for example: 2018-09-06",
    ),
    "day-impossible": Message(
        "There is no such day as “{text}”: the month {month} has only {days} days.",
        "Correct the day or the month.",
    ),
    "moment-malformed": Message(
        "“{text}” is neither a day nor a day with a time.",
        "Write for example “2018-10-04” or “2018-10-04 10:00”.",
    ),
    "switch-malformed": Message(
        "“{text}” is neither yes nor no.",
        "Write “true” or “false”.",
    ),
    # issue
    "issue-empty": Message(
        "The issue has no content.",
        "Add at least one of: editorial, sections, events.",
    ),
    "article-id-repeated": Message(
        "The id “{id}” already belongs to the article in line {line}.",
        "Give each article an id of its own, or remove the field: it is then made from the title.",
    ),
    "image-without-alt": Message(
        "The picture “{file}” has no alternative text for readers who cannot see it.",
        "Say in the field “alt” what it shows, or add “decorative: true” if it adds nothing to the text.",
    ),
    "image-decorative-with-alt": Message(
        "The picture “{file}” is marked as decorative and has an alternative text all the same.",
        "Remove either “decorative” or “alt”.",
    ),
    "event-ends-before-start": Message(
        "The event “{title}” ends before it begins.",
        "Check “start” and “end”.",
    ),
    # series
    "file-name-placeholder": Message(
        "“{placeholder}” cannot be used in a file name.",
        "Use {{series}}, {{year}}, {{number}} and {{edition}}; {{number:02}} writes two digits.",
    ),
    "file-name-not-unique": Message(
        "The file name does not contain the number of the issue, so one issue would replace the other.",
        'Add {{number}}, for example: file_name: "{{series}}-{{year}}-{{number:02}}"',
    ),
    "file-name-unsafe": Message(
        "“{part}” cannot be used in a file name on every computer.",
        "Use letters, digits, hyphens and underscores.",
    ),
    # layout
    "color-malformed": Message(
        "“{text}” is not a colour.",
        'Write six hexadecimal digits after “#”, in quotes, for example: "#1a2b3c"',
    ),
    "cmyk-malformed": Message(
        "“{field}” needs four values, but has {count}.",
        "Write cyan, magenta, yellow and black in per cent, for example: [100, 60, 0, 20]",
    ),
    "token-malformed": Message(
        "“{text}” cannot be the name of a token: only lower-case letters, digits and hyphens are allowed, and the "
        "first is a letter.",
        "Write for example: margin-left",
    ),
    # anything else
    "value-malformed": Message(
        "The value of “{field}” cannot be used.",
        "Compare it with the examples in the handbook.",
    ),
}
