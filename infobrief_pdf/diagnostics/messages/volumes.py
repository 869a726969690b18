"""The yearly volume: what is bound, taken over, filed later."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    "volume-empty": Message(
        "There is no issue of {year} in the series “{series}”.",
        "There are issues of: {known}.",
    ),
    "supplement-without-state": Message(
        "{file} does not tell how it was bound; it is no volume that this program made, or an old one.",
        "Name the volume that is filed in the binder, or bind the whole year without --supplement.",
    ),
    "see-unlisted": Message(
        "The subject index does not list “{word}”, which this reference leads to.",
        "Write it among the keywords of an article, or leave the reference out.",
        hint=True,
    ),
    "see-itself": Message(
        "This reference leads from “{word}” to itself; the subject index leaves it out.",
        "Write the word that readers are to look for instead, or leave the reference out.",
        hint=True,
    ),
    "see-chain": Message(
        "No article has the keyword “{word}”; there readers are only led on to: {others}.",
        "Lead them there at once.",
        hint=True,
    ),
    "register-spelling": Message(
        "The registers list “{word}” (issue {issue}) apart from “{other}” (issue {before}).",
        "Write both alike if they mean the same.",
        hint=True,
    ),
    "supplement-on-screen": Message(
        "{file} is a volume for reading on a screen; a supplement is filed in a binder.",
        "Bind the whole year again with --screen, or name the volume that was printed.",
    ),
    "supplement-exists": Message(
        "There is a supplement {file} already.",
        "If its sheets are filed, name it with --supplement; else remove it, or choose another file with --output.",
    ),
    "year-without-issues": Message(
        "There is no issue of {year}.",
        "There are issues of: {known}.",
    ),
    "supplement-over-volume": Message(
        "The supplement would replace {file}, which it belongs to.",
        "Name another file with --output.",
    ),
    "supplement-of-another": Message(
        "{file} is the volume of another year or series: {series} {year}.",
        "Name the volume that the supplement belongs to.",
    ),
    "supplement-empty": Message(
        "Nothing has changed since {file} was bound.",
        "Write the late issue first; without --supplement the whole year is bound.",
    ),
    "binder-overfull": Message(
        "Part {part} is {thickness} mm thick, but the binder holds {capacity} mm.",
        "Use a wider binder or thinner paper.",
        hint=True,
    ),
    "legacy-number-twice": Message(
        "There is another issue with the number {number} in this year.",
        "Give each issue a number of its own.",
    ),
    "legacy-outside": Message(
        "The PDF “{file}” lies outside the folder of the year.",
        "Copy it into {folder} and name it from there, such as alt/infobrief-01.pdf.",
    ),
    "legacy-path": Message(
        "The PDF “{file}” is not named from the folder of the year.",
        "Copy it into {folder} and name it from there, such as alt/infobrief-01.pdf.",
    ),
    "legacy-page-missing": Message(
        "{file} has no page {page}; it has {pages}.",
        "Correct the page; pages are counted from 1.",
    ),
    "legacy-lowers-claim": Message(
        "What was taken over as it is keeps the volume from declaring PDF/UA-1 and PDF/A-3a: {files}.",
        "Nothing has to be done; the imprint of the volume says so, too.",
        hint=True,
    ),
    "legacy-mended": Message(
        "{file} is damaged; it was mended, and nothing that its pages need is missing.",
        "Look at its pages in the volume; if you can, have the file made or saved anew.",
        hint=True,
    ),
    "legacy-other-year": Message(
        "The day of {file} is not in {year}, the year of the volume.",
        "Correct it, unless the issue really came out in another year.",
        hint=True,
    ),
    "legacy-removed": Message(
        "What acts or hides in {file} was left out: {removed}.",
        "Look at its pages in the volume; they show what a reader saw.",
        hint=True,
    ),
    "legacy-crowded": Message(
        "There is no free place for the page number on these pages of {file}: {pages}.",
        "Look at them in the volume: a number on white covers what is at their foot.",
        hint=True,
    ),
    "legacy-untagged": Message(
        "{file} has no tags that can be used; screen readers only learn its title.",
        "If its text still exists, write it as an issue in YAML.",
        hint=True,
    ),
    "typefaces-stay": Message(
        "These typefaces do not travel inside the volume, because nothing says that they may be passed on: {families}.",
        "If their licence allows it, put it beside the files in fonts/. Else file the typefaces with the volume: "
        "only with them the same pages can be made again.",
        hint=True,
    ),
    "volume-ambiguous": Message(
        "Several series have issues of {year}: {known}.",
        "Name one of them with --series.",
    ),
}
