"""Files in a folder, elsewhere and in the fake: one contract, and what a crash leaves."""

import secrets
from pathlib import Path

import pytest

from domain.errors import Busy, OwnerlineError
from domain.ports.files import Files
from storage.files.elsewhere import ElsewhereFiles
from storage.files.folder import FolderFiles
from storage.files.opening import open_files
from tests.contracts.files import CASES, Case
from tests.fakes.files import FakeFiles


@pytest.fixture(params=["folder", "elsewhere", "fake"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    if request.param == "folder":
        return open_files(tmp_path, "")
    if request.param == "elsewhere":
        return open_files(tmp_path, f"memory://{secrets.token_hex(4)}/attachments")
    return FakeFiles()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
async def test_the_contract(case: Case, files: Files) -> None:
    await case(files)


def test_where_files_go(tmp_path: Path) -> None:
    assert isinstance(open_files(tmp_path, ""), FolderFiles)
    assert isinstance(open_files(tmp_path, f"file://{tmp_path}"), FolderFiles)
    assert isinstance(open_files(tmp_path, "memory://attachments"), ElsewhereFiles)
    with pytest.raises(OwnerlineError, match=r"error\.files_url"):
        open_files(tmp_path, "nowhere://attachments")


@pytest.mark.parametrize(
    "key", ["", "../x", "a/../../x", "/etc/passwd", "a//b", "a/", "a\x00", "a/.", ".. /x"]
)
async def test_a_key_leads_nowhere_else(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a file's key"):
        await open_files(tmp_path, "").read(key)
    with pytest.raises(ValueError, match="not a file's key"):
        await open_files(tmp_path, "memory://attachments").keep(key, b"x")


async def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = open_files(tmp_path, "")
    await files.keep("a/b", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Busy):
        await files.keep("a/b", b"new")
    assert await files.read("a/b") == b"old"
    assert [path.name for path in (tmp_path / "files" / "a").iterdir()] == ["b"]


async def test_a_place_that_cannot_be_written_to_is_busy(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(Busy):
        await open_files(tmp_path, "").keep("a/b", b"x")
