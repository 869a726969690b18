"""Whether a finished PDF, of this program or any other, is fit to be printed.

`examined` gathers what a file is to a printer, `judged` compares that with what a print shop, an office
printer or a screen needs. The file is weighed before anybody draws it; see `bind.guard` and `bind.weights`.
"""

from infobrief_pdf.preflight.checks import CHECKS, Findings, judged, measures_ink
from infobrief_pdf.preflight.examining import examined
from infobrief_pdf.preflight.facts import Facts, Sheet
from infobrief_pdf.preflight.rules import BINDINGS, PURPOSES, Binding, Purpose, Wanted

__all__ = [
    "BINDINGS",
    "CHECKS",
    "PURPOSES",
    "Binding",
    "Facts",
    "Findings",
    "Purpose",
    "Sheet",
    "Wanted",
    "examined",
    "judged",
    "measures_ink",
]
