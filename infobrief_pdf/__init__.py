"""An association's newsletter, written once in YAML, as an accessible, archivable, printable PDF.

>>> from infobrief_pdf import Workspace
>>> Workspace
<class 'infobrief_pdf.build.Workspace'>
"""

from typing import TYPE_CHECKING

from infobrief_pdf.version import __version__

if TYPE_CHECKING:
    from infobrief_pdf.build import Workspace
    from infobrief_pdf.products import Built

__all__ = ["Built", "Workspace", "__version__"]


def __getattr__(name: str) -> object:
    """The public classes, imported when they are first asked for: the version alone costs nothing."""
    if name == "Workspace":
        from infobrief_pdf.build import Workspace

        return Workspace
    if name == "Built":
        from infobrief_pdf.products import Built

        return Built
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
