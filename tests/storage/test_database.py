import asyncio
import logging
import sqlite3
import threading
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.storage.database import Database


async def titles(database: Database) -> list[str]:
    return await database.run(
        lambda connection: [
            row["title"]
            for row in connection.execute("SELECT title FROM conversation ORDER BY title")
        ]
    )


def add(connection: sqlite3.Connection, title: str) -> None:
    connection.execute(
        """
        INSERT INTO conversation (id, title, draft, created_at, updated_at)
        VALUES (?1, ?1, '', 1, 1)
        """,
        (title,),
    )


def pragma(name: str):
    return lambda connection: connection.execute(f"PRAGMA {name}").fetchone()[0]


def fill_and_damage(path: Path, at: int, junk: bytes) -> None:
    """Make a database at `path` with a few dozen pages and overwrite some of it."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE old (text)")
    connection.executemany("INSERT INTO old VALUES (?)", [("x" * 1000,)] * 100)
    connection.commit()
    connection.close()
    with path.open("rb+") as file:
        file.seek(at)
        file.write(junk)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_it_runs_as_the_facts_advise(database: Database):
    assert await database.run(pragma("journal_mode")) == "wal"
    assert await database.run(pragma("foreign_keys")) == 1
    assert await database.run(pragma("busy_timeout")) == 5000


async def test_only_a_durable_commit_waits_for_the_disk(database: Database):
    normal, full = 1, 2
    assert await database.run(pragma("synchronous"), durable=True) == full
    assert await database.run(pragma("synchronous")) == normal


async def test_every_statement_runs_on_one_thread_that_is_not_the_event_loops(database: Database):
    threads = {await database.run(lambda _: threading.get_ident()) for _ in range(3)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_what_raises_is_rolled_back(database: Database):
    def work(connection: sqlite3.Connection) -> None:
        add(connection, "half")
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(work)

    assert await titles(database) == []


async def test_a_mistake_in_sql_is_not_blamed_on_the_disk(database: Database):
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        await database.run(lambda connection: connection.execute("SELEC"))


async def test_cancelling_loses_neither_a_running_write_nor_a_queued_one(database: Database):
    started, go_on = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection) -> None:
        add(connection, "begun")
        started.set()
        go_on.wait()
        add(connection, "ended")

    running = asyncio.create_task(database.run(slow))
    await asyncio.to_thread(started.wait)
    queued = asyncio.create_task(database.run(lambda connection: add(connection, "queued")))
    await asyncio.sleep(0)
    running.cancel()
    queued.cancel()
    results = await asyncio.gather(running, queued, return_exceptions=True)
    go_on.set()

    assert [type(result) for result in results] == [asyncio.CancelledError] * 2
    assert await titles(database) == ["begun", "ended", "queued"]


async def test_closing_finishes_what_is_queued_and_folds_the_wal(path: Path):
    database = await Database.open(path)
    for title in "abc":
        task = asyncio.create_task(
            database.run(lambda connection, title=title: add(connection, title))
        )
        await asyncio.sleep(0)
        task.cancel()

    await database.aclose()

    assert contents(path.parent).keys() == {path.name}
    reopened = await Database.open(path)
    assert await titles(reopened) == ["a", "b", "c"]
    await reopened.aclose()


async def test_a_full_disk_is_said_and_costs_only_what_did_not_fit(
    database: Database, caplog: pytest.LogCaptureFixture
):
    await database.run(lambda connection: add(connection, "kept"))
    pages = await database.run(pragma("page_count"))
    await database.run(pragma(f"max_page_count = {pages}"))

    with (
        caplog.at_level(logging.ERROR, "app.storage"),
        pytest.raises(StorageError, match=r"disk is full.*What was saved before is safe"),
    ):
        await database.run(lambda connection: add(connection, "x" * 100_000), durable=True)

    assert "A transaction failed" in caplog.text
    assert await titles(database) == ["kept"]
    await database.run(pragma("max_page_count = 100000"))
    await database.run(lambda connection: add(connection, "once space is freed"))
    assert await titles(database) == ["kept", "once space is freed"]


async def test_a_write_that_may_not_be_made_is_said(database: Database, path: Path):
    await database.run(lambda connection: connection.execute("PRAGMA query_only = ON"))

    with pytest.raises(StorageError, match="may not write") as raised:
        await database.run(lambda connection: add(connection, "new"))

    assert str(path) in raised.value.message


async def test_a_database_that_another_program_holds_is_said(database: Database, path: Path):
    await database.run(lambda connection: connection.execute("PRAGMA busy_timeout = 0"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageError, match="Another program"):
        await database.run(lambda connection: add(connection, "new"))

    other.close()


async def test_a_folder_that_is_missing_is_said(tmp_path: Path):
    with pytest.raises(StorageError, match="can't open"):
        await Database.open(tmp_path / "missing" / "parley.db")


@pytest.mark.parametrize(
    ("at", "junk"),
    [
        pytest.param(0, b"no database at all, " * 50, id="another kind of file"),
        pytest.param(8192, b"\xa5" * 4096, id="an overwritten page"),
        pytest.param(36, b"\x00\x00\x00\x07", id="a wrong count of free pages"),
    ],
)
async def test_a_damaged_database_is_said_and_kept_as_it_is(path: Path, at: int, junk: bytes):
    fill_and_damage(path, at, junk)
    before = contents(path.parent)

    with pytest.raises(StorageError, match=r"damaged\. Nothing was deleted"):
        await Database.open(path)

    assert contents(path.parent) == before


async def test_a_database_of_a_newer_version_is_refused_and_kept_as_it_is(path: Path):
    newer = sqlite3.connect(path)
    newer.execute("CREATE TABLE invention (text)")
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    before = contents(path.parent)

    with pytest.raises(StorageError, match=r"newer Parley\. Nothing was changed"):
        await Database.open(path)

    assert contents(path.parent) == before


async def test_a_copy_holds_all_that_was_written_before_it(database: Database, tmp_path: Path):
    await database.run(lambda c: add(c, "kept"))
    await database.copy(tmp_path / "copy.db")
    await database.run(lambda c: add(c, "later"))

    copy = await Database.open(tmp_path / "copy.db")
    assert await titles(copy) == ["kept"]
    await copy.aclose()


async def test_a_copy_that_cannot_be_made_is_said_and_leaves_nothing(
    database: Database, tmp_path: Path
):
    with pytest.raises(StorageError, match="Check that its folder exists"):
        await database.copy(tmp_path / "missing" / "copy.db")

    assert not (tmp_path / "missing").exists()
