"""What answers have cost, as it was stored with them; those of deleted chats, too."""

import sqlite3
from decimal import Decimal

from app.storage.database import Database


class SpendingStore:
    """Adds up costs; raises StorageError if the disk or the file fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, *starts: float) -> list[Decimal]:
        """US dollars that the answers asked for since each of some moments have cost.

        Args:
            starts: Unix seconds.
        """

        def work(connection: sqlite3.Connection) -> list[Decimal]:
            found = connection.execute(
                "SELECT created_at, cost FROM spent WHERE created_at >= ? AND cost IS NOT NULL",
                (min(starts),),
            ).fetchall()
            # Added up here: SQLite would add floating-point numbers.
            return [
                sum(
                    (Decimal(row["cost"]) for row in found if row["created_at"] >= start), Decimal()
                )
                for start in starts
            ]

        return await self._database.run(work)
