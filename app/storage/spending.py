"""What answers have cost, as it was stored with them; those of deleted chats, too."""

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.lane import ModelRef
from app.domain.usage import Tally, Used
from app.storage.database import Database

# The built-in model costs nothing; of a server of one's own no price is known.
_USED = """
    SELECT hides_names, provider, model, base_url, key_id,
        date(created_at, 'unixepoch', 'localtime') AS day,
        count(*) AS calls,
        sum(json_extract(usage, '$.input_tokens')) AS input_tokens,
        sum(json_extract(usage, '$.output_tokens')) AS output_tokens,
        sum(json_extract(usage, '$.reasoning_tokens')) AS reasoning_tokens,
        sum(json_extract(usage, '$.cached_tokens')) AS cached_tokens,
        decimal_sum(cost) AS cost,
        sum(cost IS NULL AND provider <> 'builtin') AS unpriced
    FROM spent WHERE created_at >= ? AND created_at < ?
    GROUP BY hides_names, iif(hides_names, '', provider), iif(hides_names, '', model),
        iif(hides_names, '', base_url), iif(hides_names, '', key_id), day
    ORDER BY day
"""


class _DecimalSum:
    """Adds up as SQLite does not: it would add floating-point numbers."""

    def __init__(self) -> None:
        self._sum = Decimal()

    def step(self, value: Any) -> None:
        if value is not None:
            self._sum += Decimal(value)

    def finalize(self) -> Any:
        return str(self._sum)


class SpendingStore:
    """Adds up what was asked; raises StorageError if the disk or the file fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, *starts: float) -> list[Decimal]:
        """US dollars that the answers asked for since each of some moments have cost.

        Args:
            starts: Unix seconds.
        """

        def work(connection: sqlite3.Connection) -> list[Decimal]:
            _prepare(connection)
            query = "SELECT decimal_sum(cost) FROM spent WHERE created_at >= ?"
            sums = [connection.execute(query, (start,)).fetchone()[0] for start in starts]
            return [Decimal(one or 0) for one in sums]  # Of no rows it is NULL.

        return await self._database.run(work)

    async def used(self, start: float, end: float = float("inf")) -> list[Used]:
        """What was asked from one moment up to another, by model, key and day, oldest first.

        Args:
            start: Unix seconds.
            end: Unix seconds; what was asked at this moment is left out.
        """

        def work(connection: sqlite3.Connection) -> list[Used]:
            _prepare(connection)
            return [_used(row) for row in connection.execute(_USED, (start, end))]

        return await self._database.run(work)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.create_aggregate("decimal_sum", 1, _DecimalSum)


def _used(row: sqlite3.Row) -> Used:
    is_hidden = row["hides_names"]
    return Used(
        None if is_hidden else ModelRef(row["provider"], row["model"], row["base_url"]),
        "" if is_hidden else row["key_id"],
        date.fromisoformat(row["day"]),
        Tally(
            calls=row["calls"],
            input_tokens=row["input_tokens"],
            output_tokens=row["output_tokens"],
            reasoning_tokens=row["reasoning_tokens"],
            cached_tokens=row["cached_tokens"],
            cost=Decimal(row["cost"]),
            unpriced=row["unpriced"],
        ),
    )
