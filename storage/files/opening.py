"""Where files are kept: the folder below DATA_DIR, or the address of FILES_URL."""

from pathlib import Path

from domain.errors import OwnerlineError
from domain.ports.files import Files
from domain.text import Text
from storage.files.elsewhere import ElsewhereFiles
from storage.files.folder import FolderFiles


def open_files(data_dir: Path, url: str) -> Files:
    """Return the files at an fsspec address, or below the data directory where there is none.

    Nothing connects yet. Raises `OwnerlineError` for an address nothing is installed for.
    """
    if not url:
        return FolderFiles(data_dir / "files")
    if url.startswith("file://"):
        return FolderFiles(Path(url.removeprefix("file://")))
    if "://" not in url:
        return FolderFiles(Path(url))
    from fsspec.core import url_to_fs  # noqa: PLC0415 - few keep files elsewhere

    try:
        system, base = url_to_fs(url)
    except (ImportError, ValueError) as error:
        scheme = url.partition("://")[0]
        raise OwnerlineError(Text("error.files_url", scheme=scheme, reason=str(error))) from error
    return ElsewhereFiles(system, base)
