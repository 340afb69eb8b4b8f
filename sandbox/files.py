"""Files: what was uploaded, and the ids bots know it by."""

import base64
import hashlib
import struct
from dataclasses import dataclass

from sandbox.json_types import Json

MIB = 1024 * 1024
DOWNLOAD_LIMIT = 20 * MIB
UPLOAD_LIMIT = 50 * MIB
PHOTO_LIMIT = 10 * MIB
KEPT_BYTES = 512 * MIB

_FOLDERS = {
    "photo": ("photos", "jpg"),
    "video": ("videos", "mp4"),
    "audio": ("music", "mp3"),
    "voice": ("voice", "oga"),
    "video_note": ("video_notes", "mp4"),
    "animation": ("animations", "mp4"),
    "sticker": ("stickers", "webp"),
    "document": ("documents", "bin"),
}
_MIME = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "animation": "video/mp4",
    "sticker": "image/webp",
    "document": "application/octet-stream",
}
PLACEHOLDER = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class File:
    """A file on Telegram's side. `content` is None where only a size was given."""

    number: int
    kind: str
    size: int
    content: bytes | None
    name: str | None
    mime_type: str
    width: int
    height: int
    duration: int
    emoji: str | None
    content_hash: str

    @property
    def unique_id(self) -> str:
        """The same for every bot."""
        return f"AQAD{self.number:08x}"

    @property
    def file_id(self) -> str:
        """What bots send the file again by."""
        folder = self.kind[:2].upper()
        return f"{folder}ACAgIAAxkBAAM{self.number:010x}{self.unique_id}AQ"

    @property
    def path(self) -> str:
        """Where getFile says it is."""
        folder, suffix = _FOLDERS[self.kind]
        if self.kind == "document" and self.name and "." in self.name:
            suffix = self.name.rpartition(".")[2]
        return f"{folder}/file_{self.number}.{suffix}"

    def read(self) -> bytes:
        """The bytes; zeros where only a size was given."""
        return bytes(self.size) if self.content is None else self.content

    def ids(self) -> Json:
        """The fields every kind of file has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}

    def payload(self) -> Json | list[Json]:  # noqa: PLR0911  (a table)
        """The value of the message's field of this kind."""
        ids = self.ids()
        area = {"width": self.width, "height": self.height}
        named = {"mime_type": self.mime_type} | ({"file_name": self.name} if self.name else {})
        match self.kind:
            case "photo":
                return self._photo_sizes()
            case "video" | "animation":
                return {**ids, **named, **area, "duration": self.duration}
            case "audio":
                return {**ids, **named, "duration": self.duration}
            case "voice":
                return {**ids, "mime_type": self.mime_type, "duration": self.duration}
            case "video_note":
                return {**ids, "length": min(self.width, self.height), "duration": self.duration}
            case "sticker":
                emoji = {"emoji": self.emoji} if self.emoji else {}
                plain = {"type": "regular", "is_animated": False, "is_video": False}
                return {**ids, **plain, **emoji, "width": 512, "height": 512}
            case _:
                return {**ids, **named}

    def _photo_sizes(self) -> list[Json]:
        """Smaller ones first; all lead to the same content here."""
        largest = max(self.width, self.height)
        sizes: list[Json] = []
        for letter, edge in (("s", 90), ("m", 320), ("x", 800), ("y", 1280)):
            scale = min(edge / largest, 1.0)
            sizes.append(
                {
                    "file_id": f"{self.file_id}{letter}",
                    "file_unique_id": f"{self.unique_id}{letter}",
                    "file_size": max(int(self.size * scale * scale), 1),
                    "width": max(round(self.width * scale), 1),
                    "height": max(round(self.height * scale), 1),
                }
            )
            if scale == 1.0:
                break
        sizes[-1]["file_size"] = self.size
        return sizes


class Files:
    """All files, by number and by file_id."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._last = 0
        self._bytes = 0

    def add(
        self,
        kind: str,
        content: bytes | None,
        *,
        size: int | None = None,
        name: str | None = None,
        mime_type: str | None = None,
        width: int = 0,
        height: int = 0,
        duration: int = 0,
        emoji: str | None = None,
    ) -> File:
        """A new file; the kind is the name of the message's field."""
        self._last += 1
        seen = image_size(content) if content else None
        width, height = (width, height) if width and height else seen or (1280, 960)
        file = File(
            number=self._last,
            kind=kind,
            size=len(content) if content is not None else size or 0,
            content=content,
            name=name,
            mime_type=mime_type or _MIME[kind],
            width=width,
            height=height,
            duration=duration,
            emoji=emoji,
            content_hash=hashlib.sha256(content).hexdigest() if content else "",
        )
        self._by_id[file.unique_id] = file
        self._by_path[file.path] = file
        self._bytes += file.size if content is not None else 0
        self._forget()
        return file

    def _forget(self) -> None:
        while self._bytes > KEPT_BYTES and len(self._by_id) > 1:
            oldest = next(iter(self._by_id.values()))
            del self._by_id[oldest.unique_id], self._by_path[oldest.path]
            self._bytes -= oldest.size if oldest.content is not None else 0

    def find(self, file_id: str) -> File | None:
        """By a file_id, a file_unique_id, or the id of one photo size."""
        at = file_id.find("AQAD")
        return None if at < 0 else self._by_id.get(file_id[at : at + 12])

    def at(self, path: str) -> File | None:
        """By the path getFile gave."""
        return self._by_path.get(path)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from a picture's head; None where it is no picture we know."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    if content.startswith(b"BM"):
        return 640, 480
    return None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:
        marker, length = content[position + 1], int.from_bytes(content[position + 2 : position + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return 1280, 960
