"""Files, folders and images."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

_REMAKE: Final = "The program that made the file has to mend this; if it was this program, please report it."
_SMALLER: Final = "Scale it down to at most 50 megapixels and 30 MB."
_TAKEN: Final = (
    "The page was taken over from {suggestion}: have that PDF made anew, or leave the page as it is."
)

MESSAGES: Final = {
    "image-missing": Message(
        "There is no picture “{file}”.",
        "Put it beside the issue, in {folder}, or correct the name.",
    ),
    "image-address": Message(
        "“{file}” is an address in the internet; pictures must lie beside the issue.",
        "Save the picture in {folder}, and write the name of that file.",
    ),
    "image-outside": Message(
        "The picture “{file}” lies outside the issue's folder.",
        "Copy it into {folder} and name it from there.",
    ),
    "image-kind": Message(
        "The picture “{file}” is not a PNG, JPEG, WebP or SVG file.",
        "Save it as one of these.",
    ),
    "image-broken": Message(
        "The picture “{file}” cannot be decoded: {cause}.",
        "Export it again from the program that made it.",
    ),
    "image-too-large": Message(
        "The picture “{file}” is too large: {size} MB.",
        _SMALLER,
    ),
    "image-pixels": Message(
        "The picture “{file}” has more than {most} million pixels.",
        _SMALLER,
    ),
    "image-shapes": Message(
        "The drawing “{file}” has more than {most} shapes.",
        "Simplify it, or save it as PNG.",
    ),
    "image-svg-unsafe": Message(
        "The picture “{file}” contains {part}, which a PDF must not carry.",
        "Export it as plain SVG with all text turned into paths and all pictures embedded elsewhere.",
    ),
    "image-resolution": Message(
        "The picture “{file}” is only {width} pixels wide and is printed small or blurred.",
        "Use one that is {needed} pixels wide or more.",
        hint=True,
    ),
    "workspace-missing": Message(
        "“{folder}” is not a workspace: it has no folder `issues`.",
        "Change to the folder of your workspace, or make a new one with `infobrief init`.",
    ),
    "issue-missing": Message(
        "There is no issue “{issue}”.",
        "Name a file below `issues/`, or series, year and number. The nearest that there are: {known}.",
        did_you_mean="Did you mean “{suggestion}”? The nearest that there are: {known}.",
    ),
    "issue-is-pdf": Message(
        "“{file}” is a finished PDF; what is wanted is the YAML file that an issue is written in.",
        "Name the issue, such as migration/2018/02. `infobrief extract {file}` gets the YAML back out of a PDF of this "
        "program.",
    ),
    "issue-name-ignored": Message(
        "This file is not read: issues are called by their number, as in 02.yaml.",
        "Call it {expected}, or move it out of the folder `issues` if it is no issue.",
        hint=True,
    ),
    "issue-folder-ignored": Message(
        "This file is not read: issues lie in a folder for their year inside the folder of their series.",
        "Move it to {expected}, or out of the folder `issues` if it is no issue.",
        hint=True,
    ),
    "folder-without-issues": Message(
        "There is no issue in the folder “{folder}”.",
        "Name a folder below `issues/` with issues in it, or an issue such as migration/2018/02.",
    ),
    "issue-elsewhere": Message(
        "{field} is “{value}”, but the file lies in {path}.",
        "Move the file to {expected}, or correct the field.",
    ),
    "series-missing": Message(
        "The series “{series}” has no series.yaml.",
        "Write {file}, or make the series with `infobrief new {series}`.",
    ),
    "file-exists": Message(
        "{file} exists already.",
        "Remove it first, or choose another name.",
    ),
    "output-unwritable": Message(
        "{file} cannot be written: {cause}.",
        "Close it in other programs, and check the folder's permissions and the space on the disk.",
    ),
    "pdf-unreadable": Message(
        "{file} is not a PDF that can be read: {cause}.",
        "Check that the file is complete; if it is damaged, have it made or saved anew.",
    ),
    "pdf-without-source": Message(
        "{file} does not carry the source of an issue.",
        "Only PDFs made by this program can be unpacked.",
    ),
    "edition-unknown": Message(
        "There is no edition “{edition}”.",
        "Choose one of: {known}.",
    ),
    "fold-unknown": Message(
        "There is no way “{fold}” to bring pages on sheets.",
        "Choose one of: {known}.",
    ),
    "booklet-thick": Message(
        "{sheets} sheets of {grammage} g/m² lie in each other: the booklet will stand open at the fold.",
        "Print on thinner paper, shorten the issue, or have it bound in another way.",
        hint=True,
    ),
    "press-pages": Message(
        "“{binding}” needs a number of pages that is a multiple of four; the issue has {pages}, so {missing} are missing.",
        "Have it bound in another way, lengthen or shorten the issue, or make the edition `press-a5`, which fills its "
        "sheets by itself.",
        hint=True,
    ),
    "article-unknown": Message(
        "There is no article “{article}” in this issue.",
        "Name one of these with --article: {known}.",
        did_you_mean="Did you mean “{suggestion}”? There are: {known}.",
    ),
    "occasion-unusable": Message(
        "The meeting line is empty, longer than {most} characters or holds characters that cannot be printed.",
        'Write one short line, for example --occasion "Talk with the committee, 12 October 2018".',
    ),
    "occasion-unwanted": Message(
        "The edition “{edition}” has no meeting line.",
        "Leave out --occasion, or make one of these editions: {known}.",
    ),
    "name-too-long": Message(
        "“{name}” has {length} characters; the name of a series has {most} at most.",
        "Begin with a short name; the long one can stand as `name` in series.yaml later.",
    ),
    "name-unusable": Message(
        "“{name}” cannot name a series: its folder would have no name.",
        "Give it at least one letter from a to z or one digit, as in “Infobrief Migration”.",
    ),
    "internal": Message(
        "Something went wrong inside the program: {cause}.",
        "This is a fault of the program, not of your file. Please report it with the details in {file}.",
    ),
    "workspace-exists": Message(
        "“{folder}” belongs to a workspace already, so no new one is made there.",
        "Begin an issue or a series in it with `infobrief new`, or choose a folder outside of it.",
    ),
    "series-similar": Message(
        "There is no series “{series}”, but one that is called “{other}”.",
        "Write: infobrief new {other}. If a new series is meant, add --new-series.",
    ),
    "workspace-empty": Message(
        "The workspace “{folder}” has no issue yet.",
        "Begin one, for example: infobrief new migration",
    ),
    "output-twice": Message(
        "{file} would be the file of {first} and of {second}.",
        "Put {{series}} and {{year}} into `file_name` in series.yaml, so that each issue has a file of its own.",
    ),
    "number-taken": Message(
        "The number {number} of {year} exists already: {file}.",
        "Choose another number, or leave it out: the next one is then taken.",
    ),
    "pdf-encrypted": Message(
        "{file} is protected by a password.",
        "Save a copy without a password; files for archives and screen readers must not have one.",
    ),
    "pdf-too-large": Message(
        "{file} is too large to be examined: more than {limit} MB.",
        "Check that it is the right file.",
    ),
    "pdf-too-long": Message(
        "{file} has more than {limit} pages.",
        "Check that it is the right file; divide it if it is.",
    ),
    "pdf-page-too-large": Message(
        "Page {page} of {file} is too large to be drawn.",
        "Check its size; no sheet of paper is that large.",
    ),
    "pdf-page-too-slow": Message(
        "Page {page} of {file} takes too long to be drawn.",
        "Have the program that made the file turn the page into a picture.",
    ),
    "pdf-path-unsafe": Message(
        "The PDF wants its source “{name}” to be written to “{path}”, which is no place below the folder.",
        "The file was changed by someone else; do not trust it.",
    ),
    # finished PDFs
    "pdf-untagged": Message("The file has no tags, so screen readers cannot follow it.", _REMAKE),
    "pdf-content-loose": Message(
        "On page {page}, something is painted outside all tags, {count} times.", _REMAKE, _TAKEN
    ),
    "pdf-mark-unclaimed": Message(
        "On page {page}, the piece of content {mcid} belongs to no tag.", _REMAKE, _TAKEN
    ),
    "pdf-mark-shared": Message(
        "On page {page}, the piece of content {mcid} belongs to several tags.", _REMAKE, _TAKEN
    ),
    "pdf-mark-repeated": Message(
        "On page {page}, two pieces of content have the same number {mcid}.", _REMAKE, _TAKEN
    ),
    "pdf-mark-missing": Message(
        "The tag {role} holds the piece of content {mcid} of page {page}, which does not exist.",
        _REMAKE,
        _TAKEN,
    ),
    "pdf-parent-tree-wrong": Message(
        "On page {page}, the parent tree does not lead from the piece of content {mcid} to its tag.",
        _REMAKE,
        _TAKEN,
    ),
    "pdf-tag-parent-wrong": Message("The tag {role} does not name the tag that holds it.", _REMAKE),
    "pdf-tag-repeated": Message("A tag hangs in the tree more than once.", _REMAKE),
    "pdf-identifier-repeated": Message("Several tags have the identifier “{identifier}”.", _REMAKE),
    "pdf-identifier-lost": Message(
        "The list of identifiers does not lead from “{identifier}” to its tag.", _REMAKE
    ),
    "pdf-figure-silent": Message("A figure has no alternative text.", _REMAKE),
    "pdf-annotation-untagged": Message(
        "On page {page}, a {kind} annotation is not tied to a tag.", _REMAKE, _TAKEN
    ),
    "pdf-annotation-silent": Message(
        "On page {page}, a {kind} annotation has no words for people who cannot see it.", _REMAKE, _TAKEN
    ),
    "pdf-tab-order": Message(
        "On page {page}, the tab key does not follow the order of the tags.", _REMAKE, _TAKEN
    ),
    "pdf-link-dead": Message(
        "On page {page}, a link leads to a place that does not exist: “{target}”.", _REMAKE, _TAKEN
    ),
    "pdf-outline-missing": Message("The file has no bookmarks.", _REMAKE),
    "pdf-outline-dead": Message("The bookmark “{title}” leads nowhere.", _REMAKE),
    "pdf-page-labels-missing": Message("The pages have no labels.", _REMAKE),
    "pdf-language-missing": Message("The file does not say which language it is in.", _REMAKE),
    "pdf-title-missing": Message("The file has no title.", _REMAKE),
    "pdf-title-hidden": Message("The window shows the name of the file instead of the title.", _REMAKE),
    "pdf-output-intent": Message(
        "The file has {count} output intents with a colour profile instead of exactly one.", _REMAKE
    ),
    "pdf-claim-missing": Message("The file does not declare {standard}.", _REMAKE),
    "pdf-font-loose": Message("The font “{font}” is not embedded.", _REMAKE),
    "pdf-action-forbidden": Message("The file contains an action of the kind {kind}.", _REMAKE),
    "pdf-attachment-loose": Message(
        "The file “{name}” inside the PDF is not associated with it: {missing} is missing.", _REMAKE
    ),
    "pdf-protected": Message(
        "The file is encrypted, though it opens without a password.",
        "Save a copy without any protection; files for archives and screen readers must not have one.",
    ),
    "pdf-standard-broken": Message("{standard}, {clause}, is broken {count} times: {rule}.", _REMAKE),
    "pdf-standard-unjudged": Message(
        "Whether the file keeps {standard} could not be judged: {cause}.", _REMAKE
    ),
}
