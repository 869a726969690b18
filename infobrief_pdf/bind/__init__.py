"""The yearly archive volume: issues of ours and of others, bound into one PDF; the only pikepdf import."""

from infobrief_pdf.bind.volume import Carried, Part, bound

__all__ = ["Carried", "Part", "bound"]
