"""An association's newsletter, written once in YAML, as an accessible, archivable, printable PDF."""

__version__ = "0.1.0"
