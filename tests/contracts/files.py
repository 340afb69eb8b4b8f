"""The contract of `Files`, as functions over one that is empty."""

from collections.abc import Awaitable, Callable

from domain.ports.files import Files

Case = Callable[[Files], Awaitable[None]]


async def what_is_kept_can_be_read(files: Files) -> None:
    await files.keep("cases/17/照片 1.jpg", b"\x00\xff")
    await files.keep("report.xlsx", b"")
    assert await files.read("cases/17/照片 1.jpg") == b"\x00\xff"
    assert await files.read("report.xlsx") == b""


async def what_was_never_kept_is_none(files: Files) -> None:
    assert await files.read("cases/17/photo.jpg") is None
    await files.remove("cases/17/photo.jpg")


async def the_same_key_again_replaces(files: Files) -> None:
    await files.keep("a/b", b"old and longer")
    await files.keep("a/b", b"new")
    assert await files.read("a/b") == b"new"


async def what_was_removed_is_gone(files: Files) -> None:
    await files.keep("a/b", b"x")
    await files.keep("a/c", b"y")
    await files.remove("a/b")
    assert await files.read("a/b") is None
    assert await files.read("a/c") == b"y"


CASES: tuple[Case, ...] = (
    what_is_kept_can_be_read,
    what_was_never_kept_is_none,
    the_same_key_again_replaces,
    what_was_removed_is_gone,
)
