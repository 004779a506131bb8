from datetime import datetime
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.services.data_folder import DataFolder
from app.storage.database import Database

NOW = datetime(2026, 2, 3, 4, 5, 6)


@pytest.fixture
async def folder(tmp_path: Path):
    database = await Database.open(tmp_path / "parley.db")
    yield DataFolder(tmp_path, database, lambda: NOW)
    await database.aclose()


async def test_a_backup_is_a_whole_database_named_by_the_time(folder: DataFolder):
    copy = await folder.back_up()

    assert copy == folder.backups / "parley-2026-02-03-040506.db"
    backup = await Database.open(copy)
    await backup.aclose()


async def test_the_sizes_are_those_on_the_disk(folder: DataFolder):
    before = await folder.sizes()
    await folder.back_up()
    (folder.path / "parley.db.partial").write_bytes(b"12345")

    after = await folder.sizes()

    assert (before.backups, after.backups) == (0, 1)
    assert after.chats == before.chats + 5 > 0


async def test_a_folder_for_backups_that_cannot_be_made_is_said(folder: DataFolder):
    folder.backups.write_text("in the way")

    with pytest.raises(StorageError, match="Nothing was changed"):
        await folder.back_up()


async def test_the_log_has_a_folder_of_its_own(folder: DataFolder):
    assert folder.logs == folder.path / "logs"
