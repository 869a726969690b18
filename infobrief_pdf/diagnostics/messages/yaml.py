"""Reading YAML: what the strict reader refuses."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    # the file
    "file-missing": Message(
        "There is no file “{file}”.",
        "Check the name and the folder.",
    ),
    "file-is-folder": Message(
        "“{file}” is a folder, not a file.",
        "Name a file inside the folder.",
    ),
    "file-not-regular": Message(
        "“{file}” is not an ordinary file.",
        "Name a file that is saved on a disk.",
    ),
    "file-unreadable": Message(
        "The file “{file}” cannot be read: {reason}.",
        "Check that you may open it and that no other program has locked it.",
    ),
    "file-too-large": Message(
        "The file “{file}” is larger than 2 MB.",
        "Keep pictures in files of their own, and divide a longer text into several issues.",
    ),
    "file-empty": Message(
        "The file has no content.",
        "Begin with a field, for example: {example}",
    ),
    "file-not-utf8": Message(
        "From this character on the file is not UTF-8 (byte {byte}).",
        "Save it as UTF-8: in Visual Studio Code click the encoding in the bar at the bottom, in Notepad "
        "choose “Save as” and the encoding UTF-8.",
    ),
    "file-is-utf16": Message(
        "The file is saved as UTF-16 (“Unicode”) or is not a text file.",
        "Save it as UTF-8: in Notepad choose “Save as” and the encoding UTF-8.",
    ),
    "character-forbidden": Message(
        "The character {codepoint} cannot be printed and is not allowed in text.",
        "Delete it and type the place anew; such characters are invisible and often come along when text is pasted.",
    ),
    # the whole
    "root-not-mapping": Message(
        "The file does not consist of fields.",
        "Begin each field on a line of its own with its name, a colon and a space, for example: {example}",
    ),
    "several-documents": Message(
        "A second document begins here, but a file holds just one.",
        "Remove the line “---” or “...”, or move what follows to a file of its own.",
    ),
    "directive-used": Message(
        "A line that begins with “%” is an instruction to YAML, which is not supported.",
        "Remove the line, or indent it if it belongs to the text above.",
    ),
    "nesting-too-deep": Message(
        "Lists and fields are nested more than {limit} levels deep.",
        "Check the brackets, hyphens and indentation.",
    ),
    "too-many-values": Message(
        "The file has more than {limit} values.",
        "Divide it into several files.",
    ),
    # fields
    "key-duplicate": Message(
        "The field “{field}” was already given in line {line}.",
        "Keep one of the two; for several entries use one field with a list.",
    ),
    "key-empty": Message(
        "Before the colon the name of the field is missing.",
        "Write the name in front of the colon; if the colon is part of a text, put the text in quotes.",
    ),
    "key-not-text": Message(
        "The name of a field cannot be a list or a group of fields.",
        "Put the text in quotes if it begins with a bracket or a question mark.",
    ),
    # what YAML offers beyond
    "merge-key": Message(
        "The merge key “<<” is not supported.",
        "Write the fields out.",
    ),
    "anchor-used": Message(
        "“&{name}” is an anchor, which is not supported.",
        "If it is part of the text, put the text in quotes; otherwise remove it.",
    ),
    "alias-used": Message(
        "“*{name}” refers to another place of the file, which is not supported.",
        "If it is part of the text, put the text in quotes; otherwise write the value out.",
    ),
    "tag-used": Message(
        "“{tag}” is a YAML tag, which is not supported.",
        "If it is part of the text, put the text in quotes; otherwise remove it.",
    ),
    # syntax
    "tab-for-space": Message(
        "A tab stands where only spaces are allowed.",
        "Replace tabs by spaces; most editors can do so for the whole file.",
    ),
    "character-reserved": Message(
        "A text cannot begin with “{character}” unless it is in quotes.",
        "Write: {example}",
    ),
    "colon-in-text": Message(
        "The text contains a colon and must therefore be in quotes.",
        "Write: {example}",
    ),
    "text-cut-off": Message(
        "Behind a space, “#” begins a comment: what follows on this line is not read.",
        "Put the text in quotes: {example}; for a comment, leave a space behind the “#”.",
    ),
    "text-in-brackets": Message(
        "Inside brackets, a text that contains a comma or a colon must be in quotes.",
        "Write: {example}; if a new field begins here, put a comma in front of its name and a colon behind it.",
    ),
    "lines-run-together": Message(
        "This line would not stand on its own: without “|” all lines of a text become one.",
        "For a list, begin each entry on a line of its own with a hyphen and a space; else put “|” behind the colon "
        "or hyphen, and begin the text on the next line: {example}",
    ),
    "list-on-field-line": Message(
        "A list cannot begin on the line of its field.",
        "Begin it on the next line; if it is a text with a dash, write: {example}",
    ),
    "line-stray": Message(
        "This line is neither a field nor part of the text above it.",
        "A field needs its name, a colon and a space; a line that continues a text must be indented as far as that text.",
    ),
    "indentation-mismatch": Message(
        "The indentation of this line does not fit the lines above it.",
        "Begin it in the same column as the fields or entries it belongs to.",
    ),
    "indentation-too-deep": Message(
        "This line is indented further, but the line above it already has its value.",
        "Begin a new field in the same column as the field above; put a text of several lines that contains a "
        "colon after “|”.",
    ),
    "quote-unclosed": Message(
        "The quote {quote} that opens here is never closed.",
        "Close it at the end of the text, or use typographic quotes, which have no special meaning.",
    ),
    "text-after-quote": Message(
        "The quote {quote} closes here, but the text goes on.",
        "Use typographic quotes inside the text, and check that the quotes in the lines above are closed.",
    ),
    "bracket-unclosed": Message(
        "The bracket {bracket} that opens here is not closed properly.",
        "Close it with {closing} and put a comma between entries; if the bracket is part of a text, put the text in "
        "quotes.",
    ),
    "text-after-bracket": Message(
        "The bracket {bracket} closes here, but the text goes on.",
        "If the brackets are part of a text, put the whole text in quotes.",
    ),
    "block-text-on-line": Message(
        "After {sign} the text must begin on the next line.",
        "Begin it on the next line, indented; if {sign} is part of the text, put the text in quotes.",
    ),
    "escape-unknown": Message(
        "In double quotes the backslash has a special meaning, and this combination has none.",
        "Write two backslashes, or put the text in single quotes.",
    ),
    "yaml-malformed": Message(
        "The file cannot be understood from here on.",
        "Compare the indentation, colons, quotes and brackets with the lines above.",
    ),
}
