"""The way to a provider: chosen, kept, and never given what was entered for another."""

import asyncio
from pathlib import Path

import pytest

from app.domain.connection import Connection, ConnectionSecrets
from app.domain.errors import (
    Action,
    AuthenticationError,
    InvalidRequestError,
    KeyringError,
    StorageError,
)
from app.domain.lane import ModelRef
from app.providers.factory import ProviderFactory
from app.services.access import Access
from app.services.connections import Connections, Way
from app.services.credentials import Credentials
from app.storage.connection_records import ConnectionRecords
from app.storage.key_records import KeyRecords
from app.storage.key_store import KeyStore
from tests.providers.loopback import LoopbackServer, answer
from tests.storage.fake_keyrings import MemoryKeyring, MissingKeyring, found

SERVER = "http://127.0.0.1:9/v1"
GATEWAY = "https://gateway.example/v1"
PASSWORD = ConnectionSecrets(proxy_password="canary-p@ss/word")  # noqa: S106 - a made-up one
HEADER = ConnectionSecrets(headers=(("X-Team", "canary-blue"),))


class Start:
    """Starts with what the last start has left behind."""

    def __init__(self, folder: Path, factory: ProviderFactory) -> None:
        self.keyring: MemoryKeyring = MemoryKeyring()
        self.path = folder / "connections.json"
        self._folder = folder
        self._factory = factory
        self._stores: list[KeyStore] = []

    def __call__(self) -> Connections:
        store = KeyStore(lambda: found(self.keyring), answer_s=10)
        self._stores.append(store)
        return Connections(store, ConnectionRecords(self.path), self._factory)

    def access(self, connections: Connections, **environment: str) -> Access:
        records = KeyRecords(self._folder / "keys.json")
        credentials = Credentials(
            self._stores[-1], records, self._factory, connections, environment
        )
        return Access(self._factory, connections, credentials)

    def close(self) -> None:
        for store in self._stores:
            store.close()


@pytest.fixture
def start(tmp_path: Path, factory: ProviderFactory):
    start = Start(tmp_path, factory)
    yield start
    start.close()


async def test_what_was_never_chosen_is_usual(start):
    connections = start()
    assert await connections.way_to("openai", "") == Way("", Connection())
    assert connections.problem("openai", "") == ""


async def test_a_choice_holds_at_once_and_after_a_start(start):
    await start().change(
        "openai", "", address=GATEWAY, organization="org-1", proxy="direct", read_timeout_s=120.0
    )
    for connections in (start(), start()):
        way = await connections.way_to("openai", "")
        assert way == Way(
            GATEWAY, Connection(proxy="direct", organization="org-1", read_timeout_s=120.0)
        )
    assert not start.keyring.values, "nothing of it is secret"


async def test_what_goes_back_to_the_usual_is_forgotten(start):
    connections = start()
    await connections.change("openai", "", organization="org-1")
    await connections.forget("openai", "")
    assert "openai" not in start.path.read_text()


async def test_secrets_are_in_the_keyring_and_in_no_file(start):
    connections = start()
    await connections.change("openai", "", proxy="http://me@proxy.example:3128")
    await connections.change("openai", "", PASSWORD)
    await connections.change("openai", "", HEADER)
    (kept,) = start.keyring.values.values()
    assert "canary" in kept
    assert "canary" not in start.path.read_text()
    way = await start().way_to("openai", "")
    assert way.connection.proxy == "http://me:canary-p%40ss%2Fword@proxy.example:3128"
    assert way.connection.headers == (("X-Team", "canary-blue"),)
    assert "canary" not in repr((way, PASSWORD, HEADER))


async def test_a_secret_can_be_replaced_and_removed(start):
    connections = start()
    await connections.change("openai", "", HEADER)
    other = ConnectionSecrets(headers=(("X-Team", "green"), ("X-Cost", "low")))
    await connections.change("openai", "", other)
    assert (await start().way_to("openai", "")).connection.headers == other.headers
    await connections.change("openai", "", header_names=("X-Cost",))
    assert (await start().way_to("openai", "")).connection.headers == (("X-Cost", "low"),)
    await connections.change("openai", "", header_names=())
    assert not start.keyring.values


async def test_without_a_keyring_secrets_last_for_the_session_and_it_is_said(start):
    start.keyring = MissingKeyring()
    connections = start()
    await connections.change("openai", "", HEADER)
    assert (await connections.way_to("openai", "")).connection.headers == HEADER.headers
    assert "for this session only" in connections.problem("openai", "")
    with pytest.raises(InvalidRequestError, match="lasted until Parley was closed") as raised:
        await start().way_to("openai", "")
    assert raised.value.action is Action.CHECK_PROXY


async def test_a_keyring_that_cannot_be_read_loses_nothing(start):
    await start().change("openai", "", HEADER)
    working, start.keyring = start.keyring, MissingKeyring()
    connections = start()
    with pytest.raises(InvalidRequestError):
        await connections.way_to("openai", "")
    await connections.change("openai", "", read_timeout_s=5.0)
    with pytest.raises(KeyringError):
        await connections.change("openai", "", ConnectionSecrets(headers=(("X-Cost", "low"),)))
    assert connections.choice("openai", "").header_names == ("X-Team",)
    start.keyring = working
    way = await start().way_to("openai", "")
    assert (way.connection.headers, way.connection.read_timeout_s) == (HEADER.headers, 5.0)


async def test_an_old_secret_stays_until_the_new_one_is_kept(start):
    connections = start()
    await connections.change("openai", "", HEADER)
    working, start.keyring = start.keyring, MissingKeyring()
    green = ConnectionSecrets(headers=(("X-Team", "green"),))
    await connections.change("openai", "", green)
    assert (await connections.way_to("openai", "")).connection.headers == green.headers
    start.keyring = working
    assert (await start().way_to("openai", "")).connection.headers == HEADER.headers


async def test_an_old_secret_that_cannot_be_removed_is_left(start, caplog):
    connections = start()
    await connections.change("openai", "", HEADER)
    start.keyring = MissingKeyring()
    await connections.change("openai", "", header_names=())
    assert (await connections.way_to("openai", "")).connection.headers == ()
    assert "still in the keyring" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("entered", [HEADER, ConnectionSecrets()], ids=["secret", "plain"])
async def test_what_cannot_be_written_changes_nothing(start, tmp_path, entered):
    connections = start()
    (tmp_path / "connections.json.partial").mkdir()
    with pytest.raises(StorageError):
        await connections.change("openai", "", entered, organization="org-1")
    assert await connections.way_to("openai", "") == Way("", Connection())
    assert not start.keyring.values


@pytest.mark.parametrize(
    ("written", "kept"),
    [("{", "connections-unreadable-1.json"), ('{"connections": 7}', "keeps what it says")],
)
async def test_records_that_cannot_be_read_are_kept_and_said(start, written, kept):
    start.path.write_text(written)
    warning = start().warning
    assert warning is not None
    assert kept in warning
    assert any(path.read_text() == written for path in start.path.parent.glob("connections*"))


async def test_headers_stay_with_the_address_that_they_were_entered_for(start):
    connections = start()
    await connections.change("openai", "", HEADER)
    await connections.change("openai", "", address=GATEWAY)
    assert await connections.way_to("openai", "") == Way(GATEWAY, Connection())
    assert "sent nowhere else" in connections.problem("openai", "")
    assert not start.keyring.values
    await connections.change("openai", "", read_timeout_s=5.0)
    assert connections.problem("openai", "") == ""


async def test_a_password_stays_with_the_proxy_that_it_was_entered_for(start):
    connections = start()
    await connections.change("openai", "", proxy="http://me@one.example")
    await connections.change("openai", "", PASSWORD)
    await connections.change("openai", "", proxy="http://me@two.example")
    way = await connections.way_to("openai", "")
    assert way.connection.proxy == "http://me@two.example"


async def test_a_key_goes_to_no_other_address_than_it_was_entered_for(start):
    connections = start()
    access = start.access(connections, OPENAI_API_KEY="sk-of-openai-itself")
    model = ModelRef("openai", "gpt-4")
    assert await access.provider(model)
    await connections.change("openai", "", address=GATEWAY)
    with pytest.raises(AuthenticationError, match="sends a key nowhere else") as raised:
        await access.provider(model)
    assert GATEWAY in str(raised.value)
    assert raised.value.action is Action.OPEN_SETTINGS


async def test_a_vendor_without_any_key_is_not_told_of_addresses(start):
    connections = start()
    access = start.access(connections)
    await connections.change("openai", "", address=GATEWAY)
    with pytest.raises(AuthenticationError, match="needs a key"):
        await access.provider(ModelRef("openai", "gpt-4"))


async def test_the_person_is_asked_for_a_key_of_the_vendors_own_address_too(start):
    connections = start()
    async with LoopbackServer() as gateway:
        gateway.script = [answer(200, {"object": "list", "data": []})]
        await connections.change("openai", "", address=gateway.base_url)
        records = KeyRecords(start.path.with_name("keys.json"))
        store = KeyStore(lambda: found(start.keyring))
        factory = ProviderFactory(start._factory._registry)
        credentials = Credentials(store, records, factory, connections, {})
        saved = await credentials.check_and_save("openai", "", "", "sk-for-the-gateway")
        assert saved.record.base_url == gateway.base_url
        assert await credentials.check(saved.record.id)
        assert len(gateway.exchanges) == 2
        await connections.change("openai", "", address="")
        access = Access(factory, connections, credentials)
        assert "its own address" in access.keys_elsewhere("openai", "")
        assert access.keys_elsewhere("openai_compatible", SERVER) == ""
        store.close()
        await factory.aclose()


async def test_a_provider_is_closed_once_its_stream_has_ended(start, factory):
    connections = start()
    access = start.access(connections)
    release = asyncio.Event()
    event = b'data: {"id":"c","object":"chat.completion.chunk","created":0,"model":"m","choices":'

    async def slowly(exchange):
        await exchange.begin_stream()
        await exchange.piece(event + b'[{"index":0,"delta":{"content":"a"}}]}\n\n')
        await release.wait()
        await exchange.piece(
            event + b'[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}]}\n\n'
        )
        await exchange.piece(b"data: [DONE]\n\n")
        await exchange.end_stream()

    async with LoopbackServer() as server:
        server.script = [slowly]
        model = ModelRef("openai_compatible", "m", server.base_url)
        old = await access.provider(model)
        stream = await old.generate_completion("m", [], stream=True)
        await connections.change(model.provider, model.base_url, HEADER)
        assert await access.provider(model) is not old
        release.set()
        assert "".join([chunk["content"] async for chunk in stream]) == "ab"
        tasks = [t for t in asyncio.all_tasks() if t.get_name() == "retire a provider"]
        await asyncio.wait(tasks)


async def test_the_end_waits_for_no_stream_of_an_old_way(start, factory):
    connections = start()
    access = start.access(connections)
    old = await access.provider(ModelRef("openai_compatible", "m", SERVER))
    with old.in_use():
        await connections.change("openai_compatible", SERVER, organization="org-1")
        await asyncio.sleep(0)
        await factory.aclose()
