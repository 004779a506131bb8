"""One SQLite connection on one thread of its own."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from app.domain.errors import StorageError
from app.storage.errors import translated
from app.storage.integrity import check, verified_copy
from app.storage.migrations import migrate, refuse_newer

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Database:
    """Runs every statement in order, in a transaction, off the event loop's thread.

    Make one with `open`. A write that was asked for is made, even if nobody waits for it any more.
    """

    def __init__(
        self, path: Path, thread: ThreadPoolExecutor, connection: sqlite3.Connection
    ) -> None:
        self._path = path
        self._thread = thread
        self._connection = connection

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open the database at `path`, or make it, checked and with the newest schema.

        Raises:
            StorageError: If it is damaged, newer than this Parley, or can't be opened. The file
                is then as it was.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        try:
            connection = await asyncio.wrap_future(thread.submit(_connect, path))
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(path, thread, connection)

    async def run(self, work: Callable[[sqlite3.Connection], _T], *, durable: bool = False) -> _T:
        """Run `work` in a transaction of its own and hand back what it returns.

        Args:
            work: Reads or writes; called on the database's thread.
            durable: Flush the commit to the disk, so that it outlives a power cut. Without it, it
                outlives the program alone.

        Raises:
            StorageError: If the disk or the file fails; the transaction then left no trace.
        """
        return await _written(self._thread.submit(self._transact, work, durable))

    async def copy(self, target: Path) -> None:
        """Make a copy at `target`, which is there only if it is sound.

        Raises:
            StorageError: If the disk fails or the copy is damaged.
        """
        await _written(self._thread.submit(self._copy, target))

    async def aclose(self) -> None:
        """Finish the writes that are queued and close; nothing can be run afterwards."""
        # SQLite writes the WAL back when its last connection closes.
        await _written(self._thread.submit(self._connection.close))
        self._thread.shutdown()

    def _transact(self, work: Callable[[sqlite3.Connection], _T], durable: bool) -> _T:
        connection = self._connection
        try:
            with translated(self._path):
                # Has no effect inside a transaction.
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    return work(connection)
        except StorageError:
            _log.exception("A transaction failed")  # here, as its caller may have been cancelled
            raise

    def _copy(self, target: Path) -> None:
        with translated(target):
            verified_copy(self._connection, target)


async def _written(future: Future[_T]) -> _T:
    return await asyncio.shield(asyncio.wrap_future(future))


def _connect(path: Path) -> sqlite3.Connection:
    with translated(path):
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        try:
            refuse_newer(connection, path)
            check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            # Drafts and the pieces of answers leave their words behind, too, when they go.
            connection.execute("PRAGMA secure_delete = ON")
            connection.row_factory = sqlite3.Row
        except BaseException:
            connection.close()
            raise
    return connection
