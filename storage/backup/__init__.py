"""Copies of everything, one format for both databases: see `storage.backup.format`."""

from storage.backup.restoring import restore
from storage.backup.writing import Saved, backup

__all__ = ["Saved", "backup", "restore"]
