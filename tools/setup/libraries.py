"""Prints the libraries of Pango that WeasyPrint would not find on this machine; fails when there are any.

Looks for them as `weasyprint.text.ffi` does, but needs nothing except Python.
"""

import ctypes
import ctypes.util
import os
import sys

# Names of the files on Linux, macOS and Windows, and the short name that Python's own search takes.
LIBRARIES = {
    "GObject": ("gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz-Subset": (
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig": ("fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}


def main() -> int:
    """Print the missing ones, separated by commas."""
    if hasattr(os, "add_dll_directory"):
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "C:\\msys64\\mingw64\\bin").split(";"):
            if os.path.isdir(folder):  # noqa: PTH112 (plain text from the environment)
                os.add_dll_directory(folder)
    missing = [library for library, names in LIBRARIES.items() if not is_there(*names)]
    print(", ".join(missing))
    return bool(missing)


def is_there(short_name: str, *file_names: str) -> bool:
    """Whether the dynamic linker finds the library under one of its names."""
    return any(map(loads, file_names)) or loads(ctypes.util.find_library(short_name))


def loads(name: str | None) -> bool:
    """Whether the dynamic linker takes that file."""
    try:
        return name is not None and bool(ctypes.CDLL(name))
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
