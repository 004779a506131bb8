from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import pytest

from app.providers import PROVIDER_REGISTRY
from app.providers.factory import ProviderFactory
from app.services.access import Access
from app.services.connections import Connections
from app.services.credentials import Credentials
from app.storage.connection_records import ConnectionRecords
from app.storage.key_records import KeyRecords
from app.storage.key_store import KeyStore
from tests.storage.fake_keyrings import MissingKeyring, found
from tests.storage.session_bus import session_bus as session_bus

CHECKED_AT = 1700000000.0


class Start(Protocol):
    def __call__(
        self,
        environment: Mapping[str, str] = ...,
        store: KeyStore | None = None,
        clock: Callable[[], float] = ...,
    ) -> Credentials: ...


@pytest.fixture
async def factory() -> AsyncIterator[ProviderFactory]:
    factory = ProviderFactory(PROVIDER_REGISTRY)
    yield factory
    await factory.aclose()


@pytest.fixture
async def connections(tmp_path: Path, factory: ProviderFactory) -> AsyncIterator[Connections]:
    """How providers are reached, with no keyring for what is secret in it."""
    store = KeyStore(lambda: found(MissingKeyring()), answer_s=10)
    yield Connections(store, ConnectionRecords(tmp_path / "connections.json"), factory)
    store.close()


@pytest.fixture
def access(factory: ProviderFactory, connections: Connections, start: "Start") -> Access:
    """Brings providers, keys and ways together."""
    return Access(factory, connections, start())


@pytest.fixture
async def start(
    tmp_path: Path, factory: ProviderFactory, connections: Connections
) -> AsyncIterator[Start]:
    """Starts with the keys that the last start has left behind."""
    started: list[Credentials] = []

    def start(
        environment: Mapping[str, str] = MappingProxyType({}),
        store: KeyStore | None = None,
        clock: Callable[[], float] = lambda: CHECKED_AT,
    ) -> Credentials:
        records = KeyRecords(tmp_path / "keys.json")
        store = store or KeyStore(answer_s=10)
        credentials = Credentials(store, records, factory, connections, environment, clock)
        started.append(credentials)
        return credentials

    yield start
    for credentials in started:
        credentials.close()
