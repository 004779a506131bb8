import json
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.domain.keys import KeyPlace, KeyRecord, KeyRing
from app.storage.key_records import KeyRecords

WORK = KeyRecord(
    id="1",
    provider="openai",
    base_url="",
    label="work",
    last_four="a91x",
    place=KeyPlace.KEYRING,
    keyring="GNOME Keyring",
    entry="e1",
    checked_at=1700000000.5,
    models=14,
)
PASSING = KeyRecord("2", "openai", "", "private", "Zk0w", KeyPlace.SESSION)
VARIABLE = KeyRecord("CO_API_KEY", "cohere", "", "CO_API_KEY", "1234", KeyPlace.ENVIRONMENT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_without_a_file_there_are_no_keys_and_no_warning(path: Path):
    assert KeyRecords(path).load() == (KeyRing(), None)


def test_records_come_back_as_they_were_saved(path: Path):
    ring = KeyRing((WORK,), ("1",))
    KeyRecords(path).save(ring)

    assert KeyRecords(path).load() == (ring, None)
    assert list(path.parent.iterdir()) == [path]


def test_keys_of_the_session_and_the_environment_are_not_written_down(path: Path):
    KeyRecords(path).save(KeyRing((WORK, PASSING, VARIABLE), ("2", "CO_API_KEY")))

    assert KeyRecords(path).load() == (KeyRing((WORK,), ("CO_API_KEY",)), None)


def test_fields_of_a_newer_version_survive(path: Path):
    path.write_text('{"vault": 3}')
    records = KeyRecords(path)
    records.load()

    records.save(KeyRing((WORK,)))

    assert json.loads(path.read_text())["vault"] == 3


def test_what_is_no_json_is_set_aside_and_said(path: Path):
    path.write_text('{"keys": [')

    ring, warning = KeyRecords(path).load()

    assert ring == KeyRing()
    assert "still in the keyring" in warning
    assert "keys-unreadable-1.json" in warning
    assert path.with_name("keys-unreadable-1.json").exists()


def test_keys_that_cannot_be_understood_are_said_and_outlast_new_ones(path: Path):
    path.write_text('{"keys": [{"id": 1}]}')
    records = KeyRecords(path)

    ring, warning = records.load()

    assert ring == KeyRing()
    assert "still in the keyring" in warning
    records.save(ring)
    assert json.loads(path.read_text())["keys"] == [{"id": 1}]
    records.save(KeyRing((WORK,)))
    assert KeyRecords(path).load() == (KeyRing((WORK,)), None)
    old = path.with_name("keys-unreadable-1.json")
    assert json.loads(old.read_text())["keys"] == [{"id": 1}]


def test_a_save_that_fails_is_said(path: Path):
    path.with_name("keys.json.partial").mkdir()

    with pytest.raises(StorageError, match="records of keys could not be saved"):
        KeyRecords(path).save(KeyRing())
