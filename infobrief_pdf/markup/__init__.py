"""Markdown of one text field to safe HTML with typography. No file is read or written.

>>> fragment = render('Er sagt: **"Gut so"** - ja!', language="de", heading_level=4, anchor="mso")
>>> print(fragment.blocks[0].html)
<p>Er sagt: <strong>„Gut so“</strong> – ja!</p>

The dialect: CommonMark 0.31 without HTML and images; tables (GFM 4.10); footnotes `[^1]`, numbered links to
notes that are given back beside the blocks; `[сайт]{lang=uk}` for words and a line `{lang=ar}` for a block in
another language. Bare web and e-mail addresses and telephone numbers become links. See
`docs/architecture.md` for the neighbours.

HTML written here holds no attribute but `id`, `class`, `lang`, `dir`, `href`, `scope`, `start`, `data-role`,
`aria-label`, and these classes: `address`, `phone`, `note-call` (links), `nowrap`, `script` (a
paragraph in another language), `attribution`, `even`
(tables with an even number of rows), `left`, `center`, `right` (cells).
"""

from __future__ import annotations

from infobrief_pdf.markup import blocks, links
from infobrief_pdf.markup.characters import OBJECT, clean
from infobrief_pdf.markup.fragment import Block, Fragment, Note, Problem
from infobrief_pdf.markup.inlines import Markup, Part, set_text
from infobrief_pdf.markup.links import breakable, breakable_email, short_address, telephone_url, unbroken
from infobrief_pdf.markup.slugs import slug

__all__ = [
    "Block",
    "Fragment",
    "Note",
    "Problem",
    "breakable",
    "breakable_email",
    "inline",
    "render",
    "short_address",
    "slug",
    "telephone_url",
    "unbroken",
]


def render(text: str, *, language: str, heading_level: int, anchor: str, first_note: int = 1) -> Fragment:
    """The blocks of a Markdown text, and all problems in it, in the order of the text.

    `language` (BCP 47) chooses the typography and the country of national telephone numbers.
    `heading_level` (2 to 6) is the HTML level of the text's shallowest heading, whatever number of `#`
    the author chose. `anchor` begins the `id` of every heading: `anchor-slug`. `first_note` is the number of
    the first footnote.

    Never raises for any text; takes time in proportion to its length. HTML of a text with problems of
    severity *error* may lack what could not be set.
    """
    return blocks.write(
        text, language=language, heading_level=heading_level, anchor=anchor, first_note=first_note
    )


def inline(text: str, *, language: str) -> str:
    """A title or name as HTML: escaped, with typography, without Markdown and links.

    >>> print(inline('"Fit für Europa" & **mehr**', language="de"))
    „Fit für Europa“ &amp; **mehr**
    """
    return set_text(_title_parts(clean(text), language), language)


def _title_parts(text: str, language: str) -> list[Part]:
    stretches = links.bare(text, language)
    return [part if isinstance(part, str) else Markup(links.visible(part), OBJECT) for part in stretches]
