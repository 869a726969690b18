"""Setting pages: what WeasyPrint reports and what it never reports."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

MESSAGES: Final = {
    "word-endless": Message(
        "A word of {length} characters stands here; no line can hold it.",
        "Divide it with blanks into words of at most {most} characters, or make it the address of a link.",
    ),
    "css-unsupported": Message(
        "This rule is not understood: {rule} ({reason}).",
        "Write it in a form that WeasyPrint supports, or remove it.",
    ),
    "rendering-warning": Message(
        "The page cannot be set without loss: {message}.",
        "Remove the cause; if you cannot find it, please report it with the file.",
    ),
    "anchor-missing": Message(
        "A link leads to “#{target}”, which does not exist in this issue.",
        "Give the article that is meant this `id`, or correct the link.",
    ),
    "anchor-repeated": Message(
        "Two places of the page have the same target “#{target}”.",
        "Give one of the articles or headings another `id` or title.",
    ),
    "image-not-shown": Message(
        "The picture {url} could not be shown.",
        "Check the file; a layout's pictures lie in the layout's folder.",
    ),
    "fetch-refused": Message(
        "The page asks for {url}, which is neither a picture of the issue nor a file of the layout.",
        "Put the file into the layout's folder; nothing is ever fetched from elsewhere.",
    ),
    "image-translucent": Message(
        "The layout's picture {url} is translucent; it cannot be put into printing inks.",
        "Save it without transparency, on the colour that is behind it, or as SVG.",
    ),
    "bleed-missing": Message(
        "On page {page}, {element} reaches the {edge} edge of the sheet and lacks {lack} mm of bleed there.",
        "Let it run over the edge in the style sheet of the layout: add var(--bleed) to its margin or width.",
    ),
    "content-off-page": Message(
        "On page {page}, “{text}” runs {excess} mm off the page.",
        "Shorten it, or divide it into several parts.",
    ),
    "content-too-wide": Message(
        "On page {page}, “{text}” is {excess} mm wider than its column.",
        "Shorten it; use fewer columns if it stands in a table.",
    ),
    "content-clipped": Message(
        "On page {page}, “{text}” is cut off by {excess} mm.",
        "Shorten it, or give the box in the layout more room.",
    ),
    "content-overlaps": Message(
        "On page {page}, “{text}” is printed over other text.",
        "Shorten it, or give the box in the layout more room.",
    ),
    "content-translucent": Message(
        "On page {page}, “{text}” is set translucent, where screen readers cannot reach it.",
        "Use a lighter colour instead of `opacity`.",
    ),
    "template-attribute": Message(
        "An element “{element}” of the template has the attribute {attribute}=“{value}”, which means nothing.",
        "See the handbook for the values that this attribute may have.",
    ),
    "title-missing": Message(
        "The template gives the document no title.",
        "Put `<title>{{{{ issue.full_title }}}}</title>` into the template's head.",
    ),
    "language-missing": Message(
        "The template names no language.",
        'Put `lang="{{{{ issue.language }}}}"` into the template\'s `html` element.',
    ),
    "body-empty": Message(
        "The template prints nothing.",
        "Include the issue's parts in the template's body.",
    ),
    "alt-missing": Message(
        "The template shows the picture {picture} without an alternative text.",
        "Give it an `alt` attribute; an empty one if it is decoration.",
    ),
    "heading-skipped": Message(
        "The heading “{text}” is of level {level} but follows one of level {previous}.",
        "Let headings descend one level at a time.",
    ),
    "page-empty": Message(
        "Page {page} is empty.",
        "Remove the forced page break that causes it from the layout.",
    ),
    "pages-unstable": Message(
        "The page numbers in the table of contents do not settle.",
        "Change the length of an article near a page break by a line.",
    ),
    "onepager-without-article": Message(
        "No article was named for the sheet, and none is chosen by its demands.",
        "Name one of these with --article: {known}.",
    ),
    "onepager-shortened": Message(
        "The sheet leaves out the end of this article: {left} paragraphs, lists or tables.",
        "Nothing has to be done; it says where the whole article is. A shorter text fits as a whole.",
        hint=True,
    ),
    "onepager-too-long": Message(
        "This article does not fit on one leaf: with its first paragraph alone, set in {size} pt, it is {lines} lines "
        "too long. Its longest part, “{text}”, has {characters} characters.",
        "Shorten that part first: a paragraph, the summary, or the demands; fewer demands help, too.",
    ),
}
