"""The yearly archive volume: issues of ours and of others, bound into one PDF; the only pikepdf import."""

from infobrief_pdf.bind.legacy import Legacy, cleaned
from infobrief_pdf.bind.parts import Part
from infobrief_pdf.bind.volume import Carried, bound

__all__ = ["Carried", "Legacy", "Part", "bound", "cleaned"]
