"""Keys from being entered to being used, with a real keyring and a provider on loopback."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.errors import (
    AuthenticationError,
    KeyringError,
    KeyringProblem,
    ProviderError,
    StorageError,
)
from app.domain.keys import KeyPlace
from app.domain.lane import ModelRef
from app.services.credentials import Credentials
from app.storage.key_store import KeyringStatus, KeyStore
from app.storage.system_keyring import SystemKeyring
from tests.providers.loopback import LoopbackServer, answer
from tests.services.conftest import CHECKED_AT, Start
from tests.storage.fake_keyrings import MemoryKeyring
from tests.storage.session_bus import SessionBus

CANARY = "canary-8Hq2vX5mN1zR7tYw"
OTHER = "canary-other-3fP9sK2dL6gJ"
PROVIDER = "openai_compatible"


def models(*names: str):
    return answer(200, {"object": "list", "data": [{"id": n, "object": "model"} for n in names]})


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer() as server:
        server.script = [models("one", "two", "three")]
        yield server


@pytest.fixture
def model(server: LoopbackServer) -> ModelRef:
    return ModelRef(PROVIDER, "one", server.base_url)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def save(credentials: Credentials, model: ModelRef, key: str = CANARY, label: str = "work"):
    return await credentials.check_and_save(PROVIDER, model.base_url, label, key)


class TestWithAKeyring:
    @pytest.fixture(autouse=True)
    def keyring(self, session_bus: SessionBus) -> None:
        session_bus.start_gnome_keyring()

    async def test_a_key_is_tried_then_kept_and_known_at_the_next_start(
        self, start: Start, model: ModelRef, server: LoopbackServer, session_bus: SessionBus
    ):
        credentials = start()
        saved = await save(credentials, model, f" {CANARY}\n")

        (request,) = server.exchanges
        assert request.headers["authorization"] == f"Bearer {CANARY}"
        assert (saved.error, saved.record.models) == (None, 3)
        assert saved.record.place is KeyPlace.KEYRING
        assert saved.record.keyring == "GNOME Keyring"
        assert (saved.record.label, saved.record.last_four) == ("work", "7tYw")
        assert saved.record.checked_at == CHECKED_AT
        assert list(session_bus.entries().values()) == [CANARY.encode()]

        credentials = start()
        assert credentials.ring.keys == (saved.record,)
        assert await credentials.key(model) == CANARY
        assert await credentials.keyring() == KeyringStatus("GNOME Keyring", is_locked=False)

    async def test_a_key_goes_to_no_other_address_and_no_other_provider(
        self, start: Start, model: ModelRef
    ):
        credentials = start()
        key_id = (await save(credentials, model)).record.id
        for other in (
            ModelRef(PROVIDER, "one", "http://127.0.0.1:1/v1"),
            ModelRef("openai", "one", model.base_url),
            ModelRef("openai", "one"),
        ):
            assert await credentials.key(other) is None
            assert await credentials.key(other, key_id) is None

    async def test_of_two_keys_the_first_is_used_until_another_is_chosen(
        self, start: Start, model: ModelRef
    ):
        credentials = start()
        work = (await save(credentials, model)).record
        private = (await save(credentials, model, OTHER, "private")).record
        assert await credentials.key(model) == CANARY
        assert await credentials.key(model, private.id) == OTHER

        await credentials.choose(private.id)

        credentials = start()
        assert await credentials.key(model) == OTHER
        assert await credentials.key(model, work.id) == CANARY

    async def test_a_key_with_the_same_label_takes_the_place_of_the_old_one(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        credentials = start()
        old = (await save(credentials, model)).record
        new = (await save(credentials, model, OTHER)).record

        assert new.id == old.id
        assert await credentials.key(model, old.id) == OTHER
        assert list(session_bus.entries().values()) == [OTHER.encode()]
        assert start().ring.keys == (new,)

    async def test_a_refused_key_changes_nothing(
        self, start: Start, model: ModelRef, server: LoopbackServer, session_bus: SessionBus
    ):
        credentials = start()
        await save(credentials, model)
        server.script = [answer(401, {"error": {"message": f"Wrong key: {OTHER}"}})]

        with pytest.raises(AuthenticationError) as caught:
            await save(credentials, model, OTHER)

        assert OTHER not in f"{caught.value!r} {vars(caught.value)}"
        assert await credentials.key(model) == CANARY
        assert list(session_bus.entries().values()) == [CANARY.encode()]

    async def test_a_key_can_be_checked_again(
        self, start: Start, model: ModelRef, server: LoopbackServer
    ):
        key_id = (await save(start(), model)).record.id
        server.script = [models("one")]

        checked = await start().check(key_id)

        assert checked.models == 1
        assert server.exchanges[-1].headers["authorization"] == f"Bearer {CANARY}"
        assert start().ring.keys == (checked,)

    async def test_a_key_that_is_refused_later_stays(
        self, start: Start, model: ModelRef, server: LoopbackServer
    ):
        credentials = start()
        record = (await save(credentials, model)).record
        server.script = [answer(401, {"error": {"message": "revoked"}})]

        with pytest.raises(ProviderError):
            await credentials.check(record.id)

        assert credentials.ring.keys == (record,)

    async def test_a_key_can_be_renamed(self, start: Start, model: ModelRef):
        credentials = start()
        await credentials.rename((await save(credentials, model)).record.id, "office")
        assert [key.label for key in start().ring.keys] == ["office"]

    async def test_a_removed_key_is_gone_everywhere_and_a_lane_that_had_it_says_so(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        credentials = start()
        work = (await save(credentials, model)).record
        await save(credentials, model, OTHER, "private")

        await credentials.remove(work.id)

        assert list(session_bus.entries().values()) == [OTHER.encode()]
        assert [key.label for key in start().ring.keys] == ["private"]
        assert await credentials.key(model) == OTHER
        with pytest.raises(AuthenticationError, match="no longer there"):
            await credentials.key(model, work.id)

    async def test_an_entry_that_vanished_is_said_and_its_record_stays(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        record = (await save(start(), model)).record
        session_bus.forget("Parley " + record.entry)

        credentials = start()
        with pytest.raises(AuthenticationError, match="no longer in GNOME Keyring"):
            await credentials.key(model)
        assert credentials.ring.keys == (record,)

    async def test_locked_it_is_said_and_unlocked_it_works(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        record = (await save(start(), model)).record
        session_bus.lock()
        credentials = start()
        with pytest.raises(AuthenticationError, match="GNOME Keyring is locked"):
            await credentials.key(model)
        with pytest.raises(KeyringError):
            await credentials.remove(record.id)
        assert credentials.ring.keys == (record,)

        session_bus.unlock()
        assert await credentials.key(model) == CANARY

    async def test_replaced_while_it_is_read_the_new_key_counts(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        await save(start(), model)
        checked = asyncio.Event()

        def clock() -> float:
            checked.set()
            return CHECKED_AT

        credentials = start(clock=clock)
        session_bus.stop_gnome_keyring()
        reading = asyncio.create_task(credentials.key(model))
        saving = asyncio.create_task(save(credentials, model, OTHER))
        await checked.wait()
        session_bus.go_on_gnome_keyring()

        assert await reading == OTHER
        assert (await saving).error is None
        assert await credentials.key(model) == OTHER

    async def test_records_that_cannot_be_written_leave_no_entry_behind(
        self, start: Start, model: ModelRef, session_bus: SessionBus, tmp_path: Path
    ):
        (tmp_path / "keys.json.partial").mkdir()
        credentials = start()

        saved = await save(credentials, model)

        assert isinstance(saved.error, StorageError)
        assert saved.record.place is KeyPlace.SESSION
        assert await credentials.key(model) == CANARY
        assert session_bus.entries() == {}

    async def test_unreadable_records_are_said(self, start: Start, tmp_path: Path):
        (tmp_path / "keys.json").write_text("{ not json")
        credentials = start()
        assert "keys-unreadable-1.json" in credentials.warning
        assert credentials.ring.keys == ()

    async def test_the_key_itself_is_written_nowhere(
        self, start: Start, model: ModelRef, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ):
        caplog.set_level(logging.DEBUG)
        asyncio.get_running_loop().set_debug(True)
        credentials = start()
        saved = await save(credentials, model)
        await credentials.key(model)
        await start().check(saved.record.id)

        assert contents(tmp_path).keys() == {"keys.json"}
        assert CANARY.encode() not in b"".join(contents(tmp_path).values())
        assert CANARY not in caplog.text
        assert CANARY not in f"{saved!r} {credentials!r} {vars(credentials)!r}"


class TestWithoutAKeyring:
    async def test_a_key_lasts_for_the_session_and_that_is_said(
        self, start: Start, model: ModelRef, tmp_path: Path
    ):
        credentials = start()
        saved = await save(credentials, model)

        assert saved.record.place is KeyPlace.SESSION
        assert saved.error.problem is KeyringProblem.NO_BACKEND
        assert credentials.ring.keys == (saved.record,)
        assert await credentials.key(model) == CANARY
        assert start().ring.keys == ()
        assert contents(tmp_path) == {}

    async def test_it_goes_into_the_keyring_once_there_is_one(
        self, start: Start, model: ModelRef, session_bus: SessionBus
    ):
        credentials = start()
        key_id = (await save(credentials, model)).record.id

        session_bus.start_gnome_keyring()
        saved = await credentials.keep(key_id)

        assert (saved.error, saved.record.id) == (None, key_id)
        assert start().ring.keys == (saved.record,)
        assert await start().key(model) == CANARY

    async def test_it_can_be_renamed_checked_chosen_and_removed_all_the_same(
        self, start: Start, model: ModelRef
    ):
        credentials = start()
        key_id = (await save(credentials, model)).record.id
        await credentials.rename(key_id, "office")
        await credentials.choose(key_id)
        assert (await credentials.check(key_id)).label == "office"

        await credentials.remove(key_id)

        assert credentials.ring.keys == ()
        assert await credentials.key(model) is None


async def test_killed_in_the_middle_of_replacing_a_key_the_keyring_keeps_the_old_one(
    start: Start, model: ModelRef, session_bus: SessionBus
):
    session_bus.start_gnome_keyring()
    old = (await save(start(), model)).record
    session_bus.kill_gnome_keyring()
    credentials = start()

    saved = await save(credentials, model, OTHER)

    assert saved.record.place is KeyPlace.SESSION
    assert await credentials.key(model) == OTHER
    await credentials.choose(old.id)  # writes the records
    session_bus.start_gnome_keyring()
    assert start().ring.keys == (old,)
    assert await start().key(model) == CANARY


async def test_an_old_entry_that_cannot_be_removed_is_left_and_logged(
    start: Start, model: ModelRef, caplog: pytest.LogCaptureFixture
):
    class Hoarder(MemoryKeyring):
        def delete_password(self, service: str, username: str) -> None:
            raise RuntimeError

    keyring = SystemKeyring("Hoard", Hoarder())
    credentials = start(store=KeyStore(lambda: keyring))
    await save(credentials, model)

    saved = await save(credentials, model, OTHER)

    assert saved.error is None
    assert "An old key is still in the keyring: Hoard could not do it" in caplog.text


async def test_keys_of_the_environment_are_used_after_those_that_were_entered(
    start: Start, tmp_path: Path
):
    environment = {"GEMINI_API_KEY": CANARY, "GOOGLE_API_KEY": OTHER}
    credentials = start(environment)
    google = ModelRef("google", "gemini")
    assert [key.place for key in credentials.ring.keys] == [KeyPlace.ENVIRONMENT] * 2
    assert await credentials.key(google) == OTHER
    assert await credentials.key(google, "GEMINI_API_KEY") == CANARY

    await credentials.choose("GEMINI_API_KEY")

    assert await start(environment).key(google) == CANARY
    assert json.loads((tmp_path / "keys.json").read_text()) == {
        "keys": [],
        "defaults": ["GEMINI_API_KEY"],
    }


async def test_a_provider_without_a_key_has_none(start: Start):
    assert await start().key(ModelRef("builtin", "tiny")) is None
