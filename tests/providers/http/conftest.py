"""Clients of both generations, and providers, with a way to the server of the test's choice."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.connection import Connection
from app.providers import OpenAICompatibleProvider
from app.providers.http import make_http_client, make_legacy_http_client
from tests.providers.loopback import KEY


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(params=[make_http_client, make_legacy_http_client], ids=["httpx2", "httpx"])
async def client_for(request):
    """Makes clients; `seen` on the function has the headers of their responses."""
    made = []

    def client_for(base_url, **connection):
        given = {"base_url": base_url, "on_headers": client_for.seen.append}
        made.append(worker.submit(request.param, Connection(**connection), **given).result())
        return made[-1]

    client_for.seen = []
    with ThreadPoolExecutor(1) as worker:
        yield client_for
    for client in made:
        await client.aclose()


@pytest.fixture
async def provider_for():
    made = []

    def provider_for(base_url, **connection):
        made.append(OpenAICompatibleProvider(KEY, base_url, Connection(**connection)))
        return made[-1]

    yield provider_for
    for provider in made:
        await provider.aclose()


@pytest.fixture
def nobody():
    """Host and port where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host, port = unused.getsockname()
    return f"{host}:{port}"
