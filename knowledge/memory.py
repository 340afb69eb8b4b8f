"""Taking little memory from the system, and giving it back."""

import ctypes
import sys

_ARENAS = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def share_memory() -> None:
    """Let all threads take memory from the same two arenas; before there are threads.

    Under glibc each thread would get one of its own, up to eight for each processor, and what one
    lets go of no other can use: 35 MB here, for threads that hardly ever ask at the same time.
    """
    if sys.platform == "linux":
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_ARENAS, 2)


def give_memory_back() -> None:
    """Return what loading took and does not need any more: about 60 MB under glibc."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
