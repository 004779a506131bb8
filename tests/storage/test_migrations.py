import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.storage.migrations import MIGRATIONS, Migration, migrate

FIRST = Migration("notes", ("CREATE TABLE note (text)",))
SECOND = Migration("colours", ("ALTER TABLE note ADD COLUMN colour DEFAULT 'red'",))
BROKEN = Migration("broken", ("CREATE TABLE half (text)", "CREATE TABLE note (text)"))


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def with_a_note(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    migrate(connection, path, [FIRST])
    connection.execute("INSERT INTO note VALUES ('remember')")
    return connection


def version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def test_an_empty_file_gets_every_table_and_no_copy(connection: sqlite3.Connection, path: Path):
    migrate(connection, path)

    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert {name for (name,) in tables} == {
        "conversation",
        "lane",
        "turn",
        "answer",
        "answer_chunk",
        "attachment",
        "deleted_answer",
        "vote",
        "vote_answer",
    }
    assert version(connection) == len(MIGRATIONS)
    assert list(path.parent.iterdir()) == [path]


def test_a_lane_from_before_there_were_keys_asks_with_the_default(
    connection: sqlite3.Connection, path: Path
):
    migrate(connection, path, MIGRATIONS[:1])
    connection.execute("INSERT INTO conversation VALUES ('chat', '', '', NULL, 1, 1)")
    connection.execute(
        "INSERT INTO lane VALUES ('lane', 'chat', 0, 'openai', 'm', '', '{}', '', 0)"
    )

    migrate(connection, path)

    assert connection.execute("SELECT id, key_id FROM lane").fetchall() == [("lane", "")]


def test_a_turn_from_before_there_were_policies_is_each_lanes_own(
    connection: sqlite3.Connection, path: Path
):
    migrate(connection, path, MIGRATIONS[:1])
    connection.execute("INSERT INTO conversation VALUES ('chat', '', '', NULL, 1, 1)")
    connection.execute("INSERT INTO turn VALUES (1, 'turn', 'chat', NULL, 'Hello', 1)")

    migrate(connection, path)

    assert connection.execute("SELECT policy, chosen_id FROM turn").fetchall() == [("own", "")]


def test_migrating_again_changes_nothing(with_a_note: sqlite3.Connection, path: Path):
    before = path.read_bytes()

    migrate(with_a_note, path, [FIRST])

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_only_what_is_missing_is_applied(with_a_note: sqlite3.Connection, path: Path):
    migrate(with_a_note, path, [FIRST, SECOND])

    assert with_a_note.execute("SELECT * FROM note").fetchall() == [("remember", "red")]
    assert version(with_a_note) == 2


def test_a_database_with_data_is_copied_before(with_a_note: sqlite3.Connection, path: Path):
    partial = path.with_name("parley-before-colours.db.partial")
    partial.write_text("left over from a copy that was killed")

    migrate(with_a_note, path, [FIRST, SECOND])

    with closing(sqlite3.connect(path.with_name("parley-before-colours.db"))) as copy:
        assert copy.execute("SELECT * FROM note").fetchall() == [("remember",)]
        assert version(copy) == 1
    assert not partial.exists()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    with_a_note: sqlite3.Connection, path: Path
):
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(with_a_note, path, [FIRST, SECOND, BROKEN])

    assert with_a_note.execute("SELECT * FROM note").fetchall() == [("remember",)]
    assert version(with_a_note) == 1


def test_without_a_sound_copy_nothing_is_migrated(with_a_note: sqlite3.Connection, path: Path):
    path.with_name("parley-before-colours.db").mkdir()

    with pytest.raises(StorageError, match=r"could not be copied.*nothing was changed"):
        migrate(with_a_note, path, [FIRST, SECOND])

    assert version(with_a_note) == 1
    assert not path.with_name("parley-before-colours.db.partial").exists()
