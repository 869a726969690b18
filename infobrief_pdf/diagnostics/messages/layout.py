"""Layout packs: tokens, templates, style sheets, fonts."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    "layout-unknown": Message(
        "There is no layout “{layout}”.",
        "Choose one of: {known}.",
    ),
    "layout-circle": Message(
        "The layout “{layout}” extends itself, or the chain of layouts is too long.",
        "Let `extends` lead to `base` in a few steps.",
    ),
    "layout-file-outside": Message(
        "This file of the layout is a link to a place outside the layout's folder.",
        "Copy the file into the layout's folder.",
    ),
    "layout-file-unusable": Message(
        "This file of the layout cannot be used: it is not a UTF-8 text file of at most 1 MB.",
        "Save it as UTF-8 text, or remove it from the layout.",
    ),
    "token-unknown": Message(
        "No layout of this chain has a design token “{token}”.",
        "Add it under `tokens` in layout.yaml, or use the name of one that exists.",
    ),
    "color-token-unknown": Message(
        "The pair of colours names “{color}”, which is no colour of this layout.",
        "Add it under `tokens: colors`, or use one of: {known}.",
    ),
    "contrast-too-low": Message(
        "The colour “{text}” on “{ground}” has a contrast of {contrast}:1; readers need {required}:1.",
        "Make one of the two lighter or darker.",
    ),
    "ink-too-much": Message(
        "The inks of the colour “{color}” add up to {total} %; the paper takes {limit} %.",
        "Lower the numbers of `cmyk`; a dark colour needs more black and less of the others.",
    ),
    "ink-ambiguous": Message(
        "The colours “{color}” and “{other}” are both {rgb} on screens, but have different inks.",
        "Give both the same `cmyk`, or change one `rgb` by a single step, which nobody sees.",
    ),
    "token-unused": Message(
        "The design token “{token}” is used nowhere.",
        "Use one of: {known}; or use the new one in a style sheet of the layout.",
    ),
    "label-unknown": Message(
        "There is no label “{label}”.",
        "Use one of: {known}.",
    ),
    "language-without-words": Message(
        "The program has no words of its own in “{language}”: headings such as “Contents” and dates will be English.",
        "Give the words under `labels` in the layout.yaml of your layout: labels: {{{language}: {{contents: …}}}}",
        hint=True,
    ),
    "template-broken": Message(
        "The template cannot be filled: {cause}.",
        "Mend this line of the template.",
    ),
    "template-name-unknown": Message(
        "The template prints “{name}”, which it is not given.",
        "Correct the name; the manual lists what templates are given.",
    ),
    "template-missing": Message(
        "The template includes “{name}”, but there is no such template.",
        "Correct the name, or add the file to the folder `templates` of the layout.",
    ),
    "font-broken": Message(
        "This font file cannot be read: {cause}.",
        "Replace it by an intact TrueType or OpenType file.",
    ),
    "font-family-missing": Message(
        "The layout asks for the typeface “{family}”, which is not installed.",
        "Put its files into the folder `fonts/`, or choose one of: {known}.",
    ),
    "glyph-missing": Message(
        "No typeface of this layout has the character “{character}” ({codepoint}).",
        "Use another character, or put a typeface that has it into the folder `fonts/` and into the layout's families.",
    ),
}
