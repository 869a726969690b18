"""Files, folders and images."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    "image-missing": Message(
        "There is no picture “{file}”.",
        "Put it beside the issue, in {folder}, or correct the name.",
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
        "The picture “{file}” is too large: {size}.",
        "Scale it down to at most 50 megapixels and 30 MB.",
    ),
    "image-svg-unsafe": Message(
        "The picture “{file}” contains {part}, which a PDF must not carry.",
        "Export it as plain SVG with all text turned into paths and all pictures embedded elsewhere.",
    ),
    "image-resolution": Message(
        "The picture “{file}” has only {ppi} pixels per inch at its printed size.",
        "Use a larger one; 150 look sharp on a screen.",
        hint=True,
    ),
    "workspace-missing": Message(
        "“{folder}” is not a workspace: it has no folder `issues`.",
        "Change to the folder of your workspace, or make a new one with `infobrief init`.",
    ),
    "issue-missing": Message(
        "There is no issue “{issue}”.",
        "Name a file below `issues/`, or a series and number such as migration/2018/02.",
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
        "Check that the file is complete.",
    ),
    "pdf-without-source": Message(
        "{file} does not carry the source of an issue.",
        "Only PDFs made by this program can be unpacked.",
    ),
    "edition-unknown": Message(
        "There is no edition “{edition}”.",
        "Choose one of: {known}.",
    ),
    "name-unusable": Message(
        "“{name}” cannot name a series.",
        "Use lower-case letters, digits and hyphens.",
    ),
    "internal": Message(
        "Something went wrong inside the program: {cause}.",
        "This is a fault of the program, not of your file. Please report it with the details in {file}.",
    ),
}
