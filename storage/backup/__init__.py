"""Copies of everything, one format for both databases: see `storage.backup.format`."""

from storage.backup.format import Summary
from storage.backup.restoring import restore
from storage.backup.writing import backup

__all__ = ["Summary", "backup", "restore"]
