"""The database's schema, as the steps that made it.

Append only: a migration that was released is never edited. `user_version` counts those applied.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import StorageError
from app.storage.integrity import verified_copy


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; its name is part of the file name of the copy made before it."""

    name: str
    statements: tuple[str, ...]


# `number` keeps the order of insertion, which a rowid without a name loses in VACUUM.
MIGRATIONS = (
    Migration(
        "conversations",
        (
            """
            CREATE TABLE conversation (
                id TEXT PRIMARY KEY,
                title TEXT NOT NULL,
                draft TEXT NOT NULL,
                head_id TEXT REFERENCES turn (id) DEFERRABLE INITIALLY DEFERRED,
                created_at REAL NOT NULL,
                updated_at REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX conversation_updated ON conversation (updated_at)",
            """
            CREATE TABLE lane (
                id TEXT PRIMARY KEY,
                conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                provider TEXT NOT NULL,
                model TEXT NOT NULL,
                base_url TEXT NOT NULL,
                parameters TEXT NOT NULL,
                system_prompt TEXT NOT NULL,
                removed INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX lane_conversation ON lane (conversation_id)",
            """
            CREATE TABLE turn (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
                parent_id TEXT REFERENCES turn (id) ON DELETE CASCADE,
                prompt TEXT NOT NULL,
                created_at REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX turn_conversation ON turn (conversation_id)",
            "CREATE INDEX turn_parent ON turn (parent_id)",
            """
            CREATE TABLE answer (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
                lane_id TEXT NOT NULL REFERENCES lane (id) ON DELETE CASCADE,
                attempt INTEGER NOT NULL,
                selected INTEGER NOT NULL,
                provider TEXT NOT NULL,
                model TEXT NOT NULL,
                base_url TEXT NOT NULL,
                status TEXT NOT NULL,
                created_at REAL NOT NULL,
                text TEXT NOT NULL,
                reasoning TEXT NOT NULL,
                error TEXT NOT NULL,
                finish_reason TEXT,
                first_token_s REAL,
                total_s REAL,
                usage TEXT,
                UNIQUE (turn_id, lane_id, attempt)
            ) STRICT
            """,
            "CREATE UNIQUE INDEX answer_selected ON answer (turn_id, lane_id) WHERE selected = 1",
            "CREATE INDEX answer_lane ON answer (lane_id)",
            """
            CREATE INDEX answer_live ON answer (status)
            WHERE status IN ('queued', 'waiting', 'streaming')
            """,
            """
            CREATE TABLE answer_chunk (
                number INTEGER PRIMARY KEY,
                answer_id TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
                text TEXT NOT NULL,
                reasoning TEXT NOT NULL
            ) STRICT
            """,
            "CREATE INDEX answer_chunk_answer ON answer_chunk (answer_id)",
        ),
    ),
    Migration("lane-keys", ("ALTER TABLE lane ADD COLUMN key_id TEXT NOT NULL DEFAULT ''",)),
    Migration("answer-cost", ("ALTER TABLE answer ADD COLUMN cost TEXT",)),
    Migration(
        "votes",
        (
            """
            CREATE TABLE vote (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
                outcome TEXT NOT NULL,
                is_blind INTEGER NOT NULL,
                tags TEXT NOT NULL,
                created_at REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX vote_turn ON vote (turn_id)",
            """
            CREATE TABLE vote_answer (
                vote_id TEXT NOT NULL REFERENCES vote (id) ON DELETE CASCADE,
                answer_id TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                won INTEGER NOT NULL,
                PRIMARY KEY (vote_id, answer_id)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX vote_answer_answer ON vote_answer (answer_id)",
        ),
    ),
    Migration(
        "panes",
        (
            "ALTER TABLE lane ADD COLUMN folded INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE lane ADD COLUMN width INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE conversation ADD COLUMN line_up_id TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE answer ADD COLUMN retries INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE answer ADD COLUMN waited_s REAL NOT NULL DEFAULT 0",
        ),
    ),
    Migration("answer-error-details", ("ALTER TABLE answer ADD COLUMN error_details TEXT",)),
    Migration(
        "fallbacks",
        (
            "ALTER TABLE lane ADD COLUMN fallbacks TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE lane ADD COLUMN switches INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE answer ADD COLUMN because TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE answer ADD COLUMN key_id TEXT NOT NULL DEFAULT ''",
        ),
    ),
    Migration(
        "turn-context",
        (
            "ALTER TABLE turn ADD COLUMN policy TEXT NOT NULL DEFAULT 'own'",
            "ALTER TABLE turn ADD COLUMN chosen_id TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE answer ADD COLUMN context_limit INTEGER",
        ),
    ),
    Migration("spending", ("CREATE INDEX answer_created ON answer (created_at)",)),
    Migration("merging", ("ALTER TABLE answer ADD COLUMN merge TEXT",)),
    Migration(
        "attachments",
        (
            "CREATE TABLE attachment (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT",
            "ALTER TABLE turn ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE conversation ADD COLUMN draft_attachments TEXT NOT NULL DEFAULT '[]'",
        ),
    ),
    Migration(
        "blind",
        (
            "ALTER TABLE conversation ADD COLUMN is_blind INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE turn ADD COLUMN lane_order TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE turn ADD COLUMN hides_names INTEGER NOT NULL DEFAULT 0",
        ),
    ),
    Migration(
        "pinned-and-deleted",
        (
            "ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE conversation ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX conversation_deleted ON conversation (deleted) WHERE deleted = 1",
            # What was spent stays spent, without a word of what was said for it.
            """
            CREATE TABLE deleted_answer (
                number INTEGER PRIMARY KEY,
                provider TEXT NOT NULL,
                model TEXT NOT NULL,
                base_url TEXT NOT NULL,
                created_at REAL NOT NULL,
                usage TEXT,
                cost TEXT
            ) STRICT
            """,
            "CREATE INDEX deleted_answer_created ON deleted_answer (created_at)",
            """
            CREATE VIEW spent AS
            SELECT provider, model, base_url, created_at, usage, cost FROM answer
            UNION ALL
            SELECT provider, model, base_url, created_at, usage, cost FROM deleted_answer
            """,
        ),
    ),
    Migration(
        "left-branches",
        ("ALTER TABLE conversation ADD COLUMN left_ids TEXT NOT NULL DEFAULT '[]'",),
    ),
    Migration(
        "usage",
        (
            "ALTER TABLE deleted_answer ADD COLUMN key_id TEXT NOT NULL DEFAULT ''",
            # What came with a file that was opened was paid for by whoever wrote it.
            "ALTER TABLE answer ADD COLUMN asked_here INTEGER NOT NULL DEFAULT 1",
            "DROP VIEW spent",
            """
            CREATE VIEW spent AS
            SELECT provider, model, base_url, key_id, created_at, usage, cost FROM answer
            WHERE asked_here = 1
                AND (cost IS NOT NULL OR usage IS NOT NULL OR first_token_s IS NOT NULL)
            UNION ALL
            SELECT provider, model, base_url, key_id, created_at, usage, cost FROM deleted_answer
            """,
        ),
    ),
    Migration(
        "hidden-usage",
        (
            "DROP VIEW spent",
            """
            CREATE VIEW spent AS
            SELECT provider, model, base_url, key_id, answer.created_at, usage, cost, hides_names
            FROM answer JOIN turn ON turn.id = answer.turn_id
            WHERE asked_here = 1
                AND (cost IS NOT NULL OR usage IS NOT NULL OR first_token_s IS NOT NULL)
            UNION ALL
            SELECT provider, model, base_url, key_id, created_at, usage, cost, 0
            FROM deleted_answer
            """,
        ),
    ),
)


def refuse_newer(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Leave alone what a later Parley has written.

    Raises:
        StorageError: If the database has had more migrations than there are.
    """
    if _version(connection) > len(migrations):
        raise StorageError(
            f"{path} was written by a newer Parley. Nothing was changed. Install the newer "
            "version to open it."
        )


def migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Apply what is missing in one transaction: all of it, or nothing.

    A database that has data is copied first, beside itself.
    """
    version = _version(connection)
    pending = migrations[version:]
    if not pending:
        return
    if version > 0:
        verified_copy(connection, path.with_name(f"{path.stem}-before-{pending[0].name}.db"))
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for migration in pending:
            for statement in migration.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version
