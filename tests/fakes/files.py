"""Files in memory."""


class FakeFiles:
    """The `Files` port, for conversations and calls that send or keep files."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def keep(self, key: str, content: bytes) -> None:
        self.kept[key] = content

    async def read(self, key: str) -> bytes | None:
        return self.kept.get(key)

    async def remove(self, key: str) -> None:
        self.kept.pop(key, None)
