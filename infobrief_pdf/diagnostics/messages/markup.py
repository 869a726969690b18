"""Markdown inside an issue."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    # attributes: [words]{lang=uk}
    "attribute-unknown": Message(
        "The attribute “{attribute}” has no meaning in a text.",
        "Use only “lang” and “dir”, as in “[сайт]{{lang=uk}}”; how things look is up to the layout.",
    ),
    "attribute-language": Message(
        "“{language}” is not the code of a language.",
        "Write the code in lower case, as in “{{lang=uk}}” for Ukrainian or “{{lang=ar}}” for Arabic.",
    ),
    "attribute-unfinished": Message(
        "“{marks}” would be printed as it stands.",
        "Mark words as in “[сайт]{{lang=uk}}”, with the code of their language: “tr” for Turkish, “ar” for Arabic, "
        "“uk” for Ukrainian.",
    ),
    "attribute-direction": Message(
        "“{direction}” is not a direction of writing.",
        "Write “ltr” (left to right) or “rtl” (right to left), or leave it out: the language decides.",
    ),
    "attribute-without-block": Message(
        "This line of attributes has no text below it.",
        "Put it directly above the paragraph, list or quotation it belongs to.",
    ),
    # footnotes
    "footnote-undefined": Message(
        "The footnote “[^{label}]” is called here, but its text is missing.",
        "Add a line “[^{label}]: …” with the footnote’s text, or remove the call.",
    ),
    "footnote-unused": Message(
        "The footnote “[^{label}]” is never called.",
        "Put “[^{label}]” where the footnote belongs, or remove its text.",
    ),
    "footnote-duplicate": Message(
        "The footnote “[^{label}]” has two texts.",
        "Give one of the two another name.",
    ),
    "footnote-repeated": Message(
        "The footnote “[^{label}]” is called more than once.",
        "Call each footnote once; for a second place, write another footnote.",
    ),
    "footnote-empty": Message(
        "The footnote “[^{label}]” has no text.",
        "Write its text behind the colon, or remove the footnote.",
    ),
    "footnote-too-long": Message(
        "The footnote “[^{label}]” is more than one paragraph.",
        "Shorten it to one paragraph, or move the rest into the article.",
    ),
    "footnote-in-footnote": Message(
        "The footnote “[^{label}]” is called inside another footnote.",
        "Write its text directly into the other footnote.",
    ),
    "footnote-in-heading": Message(
        "The footnote “[^{label}]” is called in a heading.",
        "Call it in the text below: headings are repeated in the table of contents.",
    ),
    "footnote-unfinished": Message(
        "“{marks}” would be printed as it stands.",
        "Call a footnote as in “[^1]”, with a short name and no spaces between the brackets.",
    ),
    # headings
    "heading-without-space": Message(
        "“{line}” would be printed with its “{marks}”.",
        "Put a space behind the “{marks}” of a heading.",
    ),
    "heading-level-skipped": Message(
        "The heading “{marks}” leaves out a level.",
        "Use one “#” more than in the heading above it, not two: screen readers announce the levels.",
    ),
    "heading-too-deep": Message(
        "The heading “{marks}” is nested too deeply.",
        "Use fewer levels of headings in this article.",
    ),
    "heading-empty": Message(
        "This heading has no words.",
        "Write its words behind the “#”, or remove it.",
    ),
    # images and HTML
    "image-in-markdown": Message(
        "A picture cannot stand inside a text.",
        "Use the field “image” of the article, which has room for a description and the credit.",
    ),
    "html-in-markdown": Message(
        "“{tag}” looks like HTML, which would be printed as it stands.",
        "Use Markdown, such as **bold**, or write “\\<” if readers should see the sign.",
    ),
    "bidi-control": Message(
        "The text holds an invisible character that changes the direction of writing.",
        "Delete it, and mark words in Arabic or Hebrew with their language: “[مرحبا]{{lang=ar}}”.",
    ),
    # links
    "link-scheme": Message(
        "A link cannot lead to “{scheme}:” addresses.",
        "Use an address that begins with one of: {allowed}.",
    ),
    "link-without-scheme": Message(
        "The link’s address “{url}” is not complete.",
        "Begin it with “https://”, or with “#” for another article of this issue.",
    ),
    "link-malformed": Message(
        "“{url}” is not a valid address.",
        "Copy the address once more from the browser or the address book.",
    ),
    "link-target-missing": Message(
        "This link has no address.",
        "Write the address into the parentheses: “[text](https://…)”.",
    ),
    "link-text-missing": Message(
        "The link to “{url}” has no text.",
        "Say in the square brackets where the link leads.",
    ),
    "link-title": Message(
        "The link’s title “{title}” is not printed.",
        "Move what matters into the text, and remove the title.",
        hint=True,
    ),
    "link-unfinished": Message(
        "“{marks}” would be printed as it stands: the address of the link cannot be read.",
        "Write the address without spaces, and close the parenthesis behind it: “[words](https://…)”.",
    ),
    "link-apart": Message(
        "A space stands between the words of this link and its address.",
        "Remove the space: “[words](https://…)”.",
    ),
    # lists
    "item-malformed": Message(
        "“{marks}” does not make an item of a list: it would be printed within the paragraph.",
        "Begin each item with a hyphen and a space, and leave an empty line above the list: {example}",
    ),
    "list-of-one": Message(
        "The number at the beginning of this line makes it a list of a single item.",
        "If no list is meant, write a backslash behind the number: {number}\\{mark}",
        hint=True,
    ),
    # tables
    "table-without-rule": Message(
        "These lines would be printed with their vertical lines: a table needs a second row of hyphens.",
        "Write below the first row, which names the columns: {rule}",
    ),
    "table-row-too-short": Message(
        "This row has fewer cells than the table has columns: {cells} of {columns}.",
        "Add the missing cells, empty ones too, or leave a blank line between the table and a text below it.",
        hint=True,
    ),
    "table-too-wide": Message(
        "The table has {columns} columns; at most {most} fit on a page.",
        "Split the table, or turn rows and columns round.",
    ),
    "table-row-too-long": Message(
        "This row has {cells} cells, but the table has {columns} columns.",
        "Remove the surplus cells, or write “\\|” for a vertical line that is part of the text.",
    ),
    "table-without-header": Message(
        "The table’s header row is empty.",
        "Name the columns in the first row: screen readers announce them with every cell.",
    ),
    # everything else
    "markup-unbalanced": Message(
        "“{marks}” would be printed as it stands.",
        "Put the same signs behind the last word that is meant, or write a backslash before each sign that readers "
        "should see.",
    ),
    "strikethrough": Message(
        "“{marks}” would be printed as it stands: there are no crossed-out words.",
        "Remove the signs, or leave the words out.",
    ),
    "markup-too-complex": Message(
        "The markup here is nested too deeply or too dense to be read.",
        "Split the paragraph or list, or remove stray brackets, asterisks and “>” signs.",
    ),
}
