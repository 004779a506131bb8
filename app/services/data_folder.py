"""The data folder: what lies there, and copies of the chats."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import StorageError
from app.storage.database import Database
from app.words import _


@dataclass(frozen=True, slots=True)
class DataSizes:
    """Bytes on the disk.

    Attributes:
        chats: Of the database, with what is not yet merged into it.
        backups: How many there are.
    """

    chats: int
    backups: int


class DataFolder:
    """Knows its files.

    Args:
        path: Where it is.
        database: The one that lies there, open.
        now: The local time, for the names of backups.
    """

    def __init__(
        self, path: Path, database: Database, now: Callable[[], datetime] = datetime.now
    ) -> None:
        self.path = path
        self._database = database
        self._now = now

    @property
    def logs(self) -> Path:
        """Where the log is, once there is one."""
        return self.path / "logs"

    @property
    def backups(self) -> Path:
        """Where backups are put."""
        return self.path / "backups"

    async def sizes(self) -> DataSizes:
        """As they are now."""
        return await asyncio.to_thread(self._sizes)

    async def back_up(self) -> Path:
        """Copy all chats and check the copy.

        Returns:
            The copy.

        Raises:
            StorageError: If the disk fails; no half copy is left.
        """
        target = self.backups / f"parley-{self._now():%Y-%m-%d-%H%M%S}.db"
        try:
            await asyncio.to_thread(self.backups.mkdir, exist_ok=True)
        except OSError as error:
            raise StorageError(
                _(
                    "The folder {folder} could not be made. Nothing was changed. Check that the "
                    "data folder is writable."
                ).format(folder=self.backups)
            ) from error
        await self._database.copy(target)
        return target

    def _sizes(self) -> DataSizes:
        files = (path for path in self.path.glob("parley.db*") if path.is_file())
        return DataSizes(
            chats=sum(path.stat().st_size for path in files),
            backups=sum(1 for _ in self.backups.glob("*.db")),
        )
