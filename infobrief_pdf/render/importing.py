"""Importing WeasyPrint without what makes it slow; half of the time of a first build is spent on imports.

On Linux WeasyPrint looks for each of its libraries under the names of other systems first, and
`ctypes.util.find_library` starts a compiler for every such name; the names it ends with need no search.
fontTools' subsetter and its tools for variable fonts are only needed where HarfBuzz cannot do the work, or a
font is variable: they are imported when they are called.
"""

from __future__ import annotations

import ctypes.util
import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

_LATER: Final = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")


@contextmanager
def quick_imports() -> Iterator[None]:
    """While this holds, importing WeasyPrint does without searches and tools that it may never need."""
    find_library, collects = ctypes.util.find_library, gc.isenabled()
    stand_ins = {name: _StandIn(name) for name in _LATER if name not in sys.modules}
    gc.disable()
    sys.modules.update(stand_ins)
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find_library
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
        if collects:
            gc.enable()


class _StandIn(ModuleType):
    """A module whose functions and classes import the real one when they are called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*arguments, **options)

        return call
