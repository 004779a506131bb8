"""What SQLite reports about the disk and the file, as sentences.

Only what the person can do something about is translated. Anything else SQLite raises (a broken
constraint, wrong SQL) is a mistake in Parley and stays what it is.
"""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import StorageError
from app.words import N_, _

_DAMAGED = N_(
    "The database {path} is damaged. Nothing was deleted: keep a copy of the "
    "file, then move it away to start anew, or put a backup in its place."
)
_SENTENCES = {
    sqlite3.SQLITE_FULL: N_(
        "The disk is full, so Parley could not save. What was saved before is safe. "
        "Free some space and try again."
    ),
    sqlite3.SQLITE_READONLY: N_(
        "Parley may not write to {path}. Nothing was deleted. Make the file and its "
        "folder writable and try again."
    ),
    sqlite3.SQLITE_CANTOPEN: N_(
        "Parley can't open {path}. Nothing was deleted. Check that its folder exists "
        "and is writable."
    ),
    sqlite3.SQLITE_IOERR: N_(
        "The disk reported an error, so Parley could not read or save {path}. "
        "Nothing was deleted. Check the disk and try again."
    ),
    sqlite3.SQLITE_BUSY: N_(
        "Another program is using {path}. Nothing was changed. Close that program and try again."
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn SQLite's errors about the file at `path` into StorageError."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the error; the rest says where in SQLite it came from.
        sentence = _SENTENCES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if sentence is None:
            raise
        raise StorageError(_(sentence).format(path=path)) from error


def damaged(path: Path) -> StorageError:
    """The error for a database that fails its check."""
    return StorageError(_(_DAMAGED).format(path=path))
