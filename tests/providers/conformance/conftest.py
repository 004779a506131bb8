import pytest

from app.domain.connection import Connection
from tests.providers.conformance.payloads import WIRE_PROVIDERS, Payloads, case_id
from tests.providers.loopback import KEY

MODEL = "some-model"
MESSAGES = [{"role": "user", "content": "Hello"}]


@pytest.fixture
async def connect(server):
    """Makes providers that speak to the loopback server."""
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


@pytest.fixture(params=WIRE_PROVIDERS, ids=case_id)
def provider(request, connect, connection):
    return connect(request.param, connection)


@pytest.fixture
def payloads(provider):
    return Payloads(provider.name)


@pytest.fixture
def ask(provider):
    """Asks for an answer whole; `stream=True` for one as it comes."""

    def ask(**options):
        return provider.generate_completion(MODEL, MESSAGES, **options)

    return ask
