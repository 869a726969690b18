"""An association's newsletter, written once in YAML, as an accessible, archivable, printable PDF.

>>> from infobrief_pdf import Workspace
>>> Workspace
<class 'infobrief_pdf.build.Workspace'>
"""

from typing import TYPE_CHECKING

from infobrief_pdf.version import __version__

if TYPE_CHECKING:
    from infobrief_pdf.build import Built, Workspace

__all__ = ["Built", "Workspace", "__version__"]


def __getattr__(name: str) -> object:
    """The public classes, imported when they are first asked for: the version alone costs nothing."""
    if name in ("Built", "Workspace"):
        from infobrief_pdf import build

        return getattr(build, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
