from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.storage.session_bus import session_bus as session_bus


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parley.db"


@pytest.fixture
async def database(path: Path):
    database = await Database.open(path)
    yield database
    await database.aclose()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)
