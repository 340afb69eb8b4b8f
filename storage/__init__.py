"""Everything that is kept: tables, repositories, the durable inbox and outbox, migrations.

`upgrade(address)` brings a database up to date, `open_storage(address, renderer, clock)` opens it.
An address is `sqlite:///path` or `postgresql://user:password@host/name`.
"""

from storage.backup import backup, restore
from storage.database.errors import StorageFault
from storage.locks.run_lock import only_run
from storage.migrating import Upgrade, current_revision, newest_revision, upgrade
from storage.opening import Storage, open_storage

__all__ = [
    "Storage",
    "StorageFault",
    "Upgrade",
    "backup",
    "current_revision",
    "newest_revision",
    "only_run",
    "open_storage",
    "restore",
    "upgrade",
]
