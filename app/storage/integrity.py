"""Checking a database, and copying it so that the copy can be relied on."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from app.domain.errors import StorageError
from app.storage.errors import damaged
from app.words import _


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Read every page of the database at `path`.

    Raises:
        StorageError: If it is damaged.
        sqlite3.DatabaseError: Likewise; SQLite reports some damage only so.
    """
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise damaged(path)


def verified_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a whole database, unfinished writes excluded; `target` is there only if it is sound.

    Raises:
        StorageError: If the copy is damaged or can't be put in its place.
        sqlite3.Error: If it can't be written.
    """
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(partial),))
        with closing(sqlite3.connect(partial)) as copy:
            check(copy, target)
        # Windows flushes only files that are open for writing.
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise StorageError(
            _(
                "The database could not be copied to {path}, so nothing was changed. Check "
                "that the folder is writable and the disk has space, and try again."
            ).format(path=target)
        ) from error
    finally:
        partial.unlink(missing_ok=True)
