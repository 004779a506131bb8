import asyncio

import pytest

from app.providers.discovery import LOCAL_SERVERS, LocalServer, find_local_servers
from tests.providers.loopback import LoopbackServer, answer, hang_up, streamed_then_silent

MODELS = {"object": "list", "data": [{"id": "a"}]}


@pytest.fixture
def candidate(server):
    return LocalServer("Found", server.base_url)


async def test_a_server_that_lists_models_is_found(server, candidate):
    server.script = [answer(200, MODELS)]
    assert await find_local_servers([candidate]) == [candidate]
    [exchange] = server.exchanges
    assert (exchange.method, exchange.path) == ("GET", "/v1/models")
    assert "authorization" not in exchange.headers


@pytest.mark.parametrize(
    "reply",
    [
        answer(200, b"<html>", kind="text/html"),
        answer(200, ["no", "object"]),
        answer(200, {"data": None}),
        answer(200, {"models": []}),
        answer(404, {"error": "not found"}),
        answer(200, b"x" * 2_000_000),
        hang_up,
    ],
    ids=["page", "list", "no-data", "other", "error", "flood", "cut"],
)
async def test_anything_else_is_no_server(server, candidate, reply):
    server.script = [reply]
    assert await find_local_servers([candidate]) == []


async def test_a_server_that_says_nothing_holds_up_no_other(server, candidate, monkeypatch):
    monkeypatch.setattr("app.providers.discovery.TIMEOUT_S", 0.2)
    async with LoopbackServer() as silent:
        silent.script = [streamed_then_silent([b" "])]
        server.script = [answer(200, MODELS)]
        slow = LocalServer("Silent", silent.base_url)
        async with asyncio.timeout(5):
            assert await find_local_servers([slow, candidate]) == [candidate]


async def test_a_port_where_nobody_listens(server, candidate):
    await server.__aexit__()
    assert await find_local_servers([candidate]) == []


def test_the_usual_places_are_all_on_this_computer():
    assert [(server.name, server.base_url) for server in LOCAL_SERVERS] == [
        ("Ollama", "http://127.0.0.1:11434/v1"),
        ("LM Studio", "http://127.0.0.1:1234/v1"),
        ("llama.cpp", "http://127.0.0.1:8080/v1"),
        ("vLLM", "http://127.0.0.1:8000/v1"),
    ]
