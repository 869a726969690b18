"""Python's search for cycles of garbage, paused where there are many objects and hardly any garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While this holds, cycles are not looked for.

    That costs a tenth of the time of a layout, and more in a process that has made much before.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
