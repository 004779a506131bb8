"""Against a real GNOME Keyring, healthy and otherwise, on a bus of the test's own."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from jeepney import message_bus
from jeepney.io.blocking import Proxy

from app.domain.errors import KeyringError, KeyringProblem
from app.domain.keys import KeyPlace, KeyRecord, Secret
from app.storage.key_store import KeyringStatus, KeyStore
from app.storage.system_keyring import SystemKeyring, find_keyring, windows_keyring
from tests.storage.fake_keyrings import ForgetfulKeyring, MemoryKeyring, TalkativeKeyring
from tests.storage.session_bus import PROMPTER, SessionBus

CANARY = "sk-canary-8Hq2vX5mN1zR7tYw"
RECORD = KeyRecord("1", "openai", "", "work", "tYw7", KeyPlace.KEYRING, "GNOME Keyring", "e1")
OTHER = replace(RECORD, id="2", label="private", entry="e2")
DISMISSED = (
    "GNOME Keyring is locked, and its question for the password was closed or could not be shown. "
    "Unlock it, then try again."
)
# Shows what a keyring that hangs does to the program and to its end.
ASKS_AND_ENDS = """
import asyncio
from app.storage.key_store import KeyStore

async def main():
    print((await KeyStore(answer_s=0.2).status()).error.problem)

asyncio.run(main())
"""


@pytest.fixture
async def store() -> AsyncIterator[KeyStore]:
    store = KeyStore()
    yield store
    store.close()


@pytest.fixture
async def impatient() -> AsyncIterator[KeyStore]:
    """Waits just long enough for a keyring that answers."""
    store = KeyStore(answer_s=2, prompt_s=0.5)
    yield store
    store.close()


class Found:
    """Finds the keyring, and then lets something happen to it before it is used."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self.happens = happens
        self.event = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def __call__(self) -> SystemKeyring:
        keyring = find_keyring()
        self.happens()
        self._loop.call_soon_threadsafe(self.event.set)
        return keyring


async def problem_of(action) -> KeyringProblem:
    with pytest.raises(KeyringError) as caught:
        await action
    return caught.value.problem


class TestUnlocked:
    @pytest.fixture(autouse=True)
    def keyring(self, session_bus: SessionBus) -> None:
        session_bus.start_gnome_keyring()

    async def test_it_is_named_and_said_to_be_unlocked(self, store: KeyStore):
        assert await store.status() == KeyringStatus("GNOME Keyring", is_locked=False)

    async def test_keys_come_back_each_from_an_entry_of_its_own(
        self, store: KeyStore, session_bus: SessionBus
    ):
        assert await store.save(RECORD, Secret(CANARY)) == "GNOME Keyring"
        assert await store.save(OTHER, Secret("x" * 5000)) == "GNOME Keyring"

        assert await store.read(RECORD) == Secret(CANARY)
        assert await store.read(OTHER) == Secret("x" * 5000)
        assert session_bus.entries() == {"Parley e1": CANARY.encode(), "Parley e2": b"x" * 5000}

    async def test_a_removed_key_is_gone_and_the_other_stays(
        self, store: KeyStore, session_bus: SessionBus
    ):
        await store.save(RECORD, Secret(CANARY))
        await store.save(OTHER, Secret("other"))

        await store.delete(RECORD)
        await store.delete(RECORD)

        assert session_bus.entries() == {"Parley e2": b"other"}

    async def test_an_entry_that_vanished_is_said(self, store: KeyStore):
        with pytest.raises(
            KeyringError, match=r"no longer in GNOME Keyring.*Enter it again"
        ) as error:
            await store.read(RECORD)
        assert error.value.problem is KeyringProblem.ENTRY_VANISHED

    async def test_a_key_of_another_keyring_is_missed_there(self, store: KeyStore):
        with pytest.raises(KeyringError, match="no longer in KWallet"):
            await store.read(replace(RECORD, keyring="KWallet"))


class TestLocked:
    @pytest.fixture(autouse=True)
    async def keyring(self, session_bus: SessionBus, store: KeyStore) -> None:
        session_bus.start_gnome_keyring()
        await store.save(RECORD, Secret(CANARY))
        session_bus.lock()

    async def test_it_is_said_to_be_locked_without_a_question(self, store: KeyStore):
        assert await store.status() == KeyringStatus("GNOME Keyring", is_locked=True)

    async def test_a_question_that_is_not_answered_deletes_nothing(
        self, store: KeyStore, session_bus: SessionBus
    ):
        for action in (store.read(RECORD), store.save(OTHER, Secret("x")), store.delete(RECORD)):
            with pytest.raises(KeyringError) as caught:
                await action
            assert caught.value.problem is KeyringProblem.PROMPT_DISMISSED
            assert str(caught.value) == DISMISSED

        session_bus.kill_gnome_keyring()
        session_bus.start_gnome_keyring()
        assert await store.read(RECORD) == Secret(CANARY)
        assert list(session_bus.entries()) == ["Parley e1"]

    async def test_unlocked_meanwhile_it_gives_the_key(self, session_bus: SessionBus):
        store = KeyStore(Found(session_bus.unlock))
        assert await store.read(RECORD) == Secret(CANARY)
        store.close()

    async def test_a_question_on_the_screen_holds_up_nothing(
        self, impatient: KeyStore, session_bus: SessionBus
    ):
        with session_bus.connect() as prompter:
            # Its name is all it has: it is asked, and says nothing.
            Proxy(message_bus, prompter).RequestName(PROMPTER)
            reading = asyncio.create_task(impatient.read(RECORD))
            for _ in range(100):
                await asyncio.sleep(0)
            assert not reading.done()
            assert await problem_of(reading) is KeyringProblem.TIMED_OUT

        # The question has gone with who asked it.
        assert (await impatient.status()).is_locked
        assert await problem_of(impatient.read(RECORD)) is KeyringProblem.PROMPT_DISMISSED


class TestTroubled:
    async def test_without_a_session_there_is_none(
        self, store: KeyStore, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        status = await store.status()
        assert (status.name, status.is_locked) == ("", None)
        assert status.error.problem is KeyringProblem.NO_BACKEND
        assert "Install and start GNOME Keyring" in str(status.error)
        assert await problem_of(store.read(RECORD)) is KeyringProblem.NO_BACKEND

    async def test_in_a_session_without_one_there_is_none(
        self, store: KeyStore, session_bus: SessionBus
    ):
        assert await problem_of(store.save(RECORD, Secret("x"))) is KeyringProblem.NO_BACKEND

    async def test_an_address_where_nothing_is_is_said(
        self, store: KeyStore, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        assert (await store.status()).error.problem is KeyringProblem.BUS_GONE

    async def test_a_bus_that_has_gone_is_said(self, store: KeyStore, session_bus: SessionBus):
        session_bus.start_gnome_keyring()
        await store.save(RECORD, Secret(CANARY))
        session_bus.kill()

        with pytest.raises(KeyringError, match="GNOME Keyring can't be reached") as caught:
            await store.read(RECORD)
        assert caught.value.problem is KeyringProblem.BUS_GONE

    async def test_a_bus_that_goes_in_the_middle_is_said(self, session_bus: SessionBus):
        session_bus.start_gnome_keyring()
        store = KeyStore(Found(session_bus.kill))
        assert await problem_of(store.save(RECORD, Secret("x"))) is KeyringProblem.BUS_GONE
        store.close()

    async def test_a_keyring_without_a_collection_has_no_key_and_asks_only_to_save(
        self, store: KeyStore, session_bus: SessionBus
    ):
        session_bus.start_gnome_keyring(is_unlocked=False)

        assert await problem_of(store.read(RECORD)) is KeyringProblem.ENTRY_VANISHED
        await store.delete(RECORD)
        saving = store.save(RECORD, Secret("x"))
        assert await problem_of(saving) is KeyringProblem.PROMPT_DISMISSED

    async def test_a_keyring_that_locks_itself_in_the_middle_is_locked(
        self, session_bus: SessionBus
    ):
        session_bus.start_gnome_keyring()
        store = KeyStore(Found(session_bus.lock))
        assert await problem_of(store.save(RECORD, Secret("x"))) is KeyringProblem.LOCKED
        store.close()

    async def test_killed_in_the_middle_of_a_save_it_keeps_what_it_had(
        self, store: KeyStore, session_bus: SessionBus
    ):
        session_bus.start_gnome_keyring()
        await store.save(RECORD, Secret(CANARY))
        found = Found(session_bus.stop_gnome_keyring)
        interrupted = KeyStore(found)
        saving = asyncio.create_task(interrupted.save(OTHER, Secret("other")))
        await found.event.wait()
        session_bus.kill_gnome_keyring()

        assert await problem_of(saving) is KeyringProblem.BUS_GONE

        session_bus.start_gnome_keyring()
        assert session_bus.entries() == {"Parley e1": CANARY.encode()}
        interrupted.close()

    async def test_a_save_that_was_given_up_leaves_no_entry_when_it_comes_through_after_all(
        self, session_bus: SessionBus
    ):
        session_bus.start_gnome_keyring()
        found = Found(session_bus.stop_gnome_keyring)
        store = KeyStore(found, prompt_s=0.2)

        assert await problem_of(store.save(RECORD, Secret(CANARY))) is KeyringProblem.TIMED_OUT

        session_bus.go_on_gnome_keyring()
        found.happens = lambda: None
        assert await store.status() == KeyringStatus("GNOME Keyring", is_locked=False)
        assert session_bus.entries() == {}
        store.close()

    async def test_one_that_hangs_is_said_by_name_and_works_again_once_it_does(
        self, session_bus: SessionBus
    ):
        session_bus.start_gnome_keyring()
        store = KeyStore(answer_s=2)
        await store.save(RECORD, Secret(CANARY))
        session_bus.stop_gnome_keyring()

        with pytest.raises(KeyringError, match="GNOME Keyring did not answer in time") as caught:
            await store.read(RECORD)
        assert caught.value.problem is KeyringProblem.TIMED_OUT

        session_bus.go_on_gnome_keyring()
        assert await store.read(RECORD) == Secret(CANARY)
        store.close()

    def test_one_that_hangs_does_not_keep_the_program_from_ending(self, session_bus: SessionBus):
        session_bus.start_gnome_keyring()
        session_bus.stop_gnome_keyring()

        ended = subprocess.run(
            [sys.executable, "-c", ASKS_AND_ENDS],
            env=dict(os.environ),
            capture_output=True,
            text=True,
            timeout=15,
            check=True,
        )

        assert ended.stdout == "timed_out\n"


class TestOtherKeyrings:
    async def test_a_key_too_long_for_windows_is_refused_with_the_limit(self):
        keyring = windows_keyring(MemoryKeyring)
        store = KeyStore(lambda: keyring)
        await store.save(RECORD, Secret("x" * 1280))

        for key in ("x" * 1281, "😀" * 641):
            with pytest.raises(KeyringError, match="at most 1,280 characters") as caught:
                await store.save(OTHER, Secret(key))
            assert caught.value.problem is KeyringProblem.TOO_LONG
        store.close()

    async def test_one_that_keeps_nothing_is_found_out(self):
        keyring = SystemKeyring("Sieve", ForgetfulKeyring())
        store = KeyStore(lambda: keyring)
        assert await problem_of(store.save(RECORD, Secret("x"))) is KeyringProblem.NOT_KEPT
        store.close()

    async def test_an_error_that_quotes_the_key_is_not_passed_on(
        self, caplog: pytest.LogCaptureFixture
    ):
        caplog.set_level(logging.DEBUG)
        keyring = SystemKeyring("Gossip", TalkativeKeyring())
        store = KeyStore(lambda: keyring)

        with pytest.raises(KeyringError) as caught:
            await store.save(RECORD, Secret(CANARY))

        error = caught.value
        assert error.problem is KeyringProblem.OTHER
        assert str(error).startswith("Gossip could not do it (RuntimeError).")
        assert (error.__cause__, error.__context__) == (None, None)
        assert "RuntimeError" in caplog.text
        assert CANARY not in f"{error!r} {caplog.text} {vars(store)}"
        store.close()
