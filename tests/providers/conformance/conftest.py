from functools import partial

import pytest

from app.domain.connection import Connection
from app.providers.llama_server import Endpoint
from tests.providers.conformance.payloads import PROVIDERS, WIRE_PROVIDERS, Payloads, case_id
from tests.providers.loopback import KEY

MODEL = "some-model"
MESSAGES = [{"role": "user", "content": "Hello"}]


class LoopbackLlama:
    """Stands in for the built-in model's process: listens where the loopback server does."""

    is_running = True

    def __init__(self, address):
        self._endpoint = Endpoint(address, KEY)

    async def endpoint(self):
        return self._endpoint

    async def aclose(self):
        pass


@pytest.fixture
async def connect(server, monkeypatch):
    """Makes providers that speak to the loopback server."""
    address = server.base_url
    monkeypatch.setattr("app.providers.llama_server.LlamaServer", lambda: LoopbackLlama(address))
    made = []

    def connect(provider_class, connection=None):
        made.append(provider_class(KEY, server.base_url, connection))
        return made[-1]

    yield connect
    for provider in made:
        await provider.aclose()


@pytest.fixture
def connection():
    """The way to the server; a test that wants another one is parametrised with it."""
    return Connection()


@pytest.fixture(params=PROVIDERS, ids=case_id)
def provider(request, connect, connection):
    return connect(request.param, connection)


@pytest.fixture(params=WIRE_PROVIDERS, ids=case_id)
def wire_provider(request, connect, connection):
    """One that asks whoever the person says, in the way that the person says."""
    return connect(request.param, connection)


@pytest.fixture
def payloads(provider):
    return Payloads(provider.name)


@pytest.fixture
def ask(provider):
    """Asks for an answer whole; `stream=True` for one as it comes."""
    return partial(provider.generate_completion, MODEL, MESSAGES)
