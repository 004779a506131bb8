"""What is particular to servers that speak OpenAI's chat completions."""

import json

import pytest

from app.providers import (
    CompletionRequest,
    ConnectionFailedError,
    InvalidRequestError,
    MalformedResponseError,
    ModelInfo,
    OpenAICompatibleProvider,
    TokenCount,
)
from tests.providers.loopback import KEY, LoopbackServer, answer, streamed

MESSAGES = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]


def event(*choices, **fields) -> bytes:
    return b"data: " + json.dumps({"choices": choices, **fields}).encode() + b"\n\n"


def says(text, **delta) -> bytes:
    return event({"index": 0, "delta": {"content": text, **delta}})


def ends(reason="stop") -> bytes:
    return event({"index": 0, "delta": {}, "finish_reason": reason})


@pytest.fixture
async def provider(server):
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    yield provider
    await provider.aclose()


@pytest.fixture
def ask(provider):
    return lambda **options: provider.generate_completion("some-model", MESSAGES, **options)


async def test_the_request_on_the_wire(server, ask):
    server.script = [streamed([says("Hi"), ends()])]
    await ask(max_tokens=5, temperature=0.0, top_p=0.5, stop="END", seed=3)
    [exchange] = server.exchanges
    assert (exchange.method, exchange.path) == ("POST", "/v1/chat/completions")
    assert exchange.headers["authorization"] == f"Bearer {KEY}"
    assert exchange.json == {
        "model": "some-model",
        "messages": MESSAGES,
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 5,
        "temperature": 0.0,
        "top_p": 0.5,
        "stop": ["END"],
        "seed": 3,
    }


async def test_what_was_not_asked_is_not_sent(server, ask):
    server.script = [streamed([says("Hi"), ends()])]
    await ask()
    assert set(server.exchanges[0].json) == {"model", "messages", "stream", "stream_options"}


async def test_nothing_comes_from_the_environment(server, monkeypatch):
    async with LoopbackServer() as elsewhere:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
        monkeypatch.setenv("OPENAI_BASE_URL", elsewhere.base_url)
        monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "project-of-the-environment")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Spy: of-the-environment")
        monkeypatch.setenv("HTTP_PROXY", elsewhere.base_url)
        server.script = elsewhere.script = [streamed([says("Hi"), ends()])]
        provider = OpenAICompatibleProvider(base_url=server.base_url)
        await provider.generate_completion("some-model", MESSAGES)
        await provider.aclose()
        assert elsewhere.exchanges == []
    assert "of-the-environment" not in str(server.exchanges[0].headers)


async def test_a_redirect_is_not_followed(server, ask):
    async with LoopbackServer() as elsewhere:
        elsewhere.script = [streamed([says("Hi"), ends()])]
        server.script = [answer(307, b"", {"Location": elsewhere.base_url + "/chat/completions"})]
        with pytest.raises(MalformedResponseError, match="sends on to another address"):
            await ask()
        assert elsewhere.exchanges == []


@pytest.mark.parametrize(
    ("pieces", "content", "reasoning", "reason"),
    [
        ([says("Hi", reasoning="Hm."), ends()], "Hi", "Hm.", "stop"),
        ([says("", reasoning_content="Hm."), says("Hi"), ends()], "Hi", "Hm.", "stop"),
        ([says(None, refusal="I can't."), ends()], "I can't.", "", "refusal"),
        ([says("Hi"), ends("content_filter")], "Hi", "", "content_filter"),
        ([says("Hi"), ends("tool_calls")], "Hi", "", "tool_call"),
        ([says("Hi"), ends("eos")], "Hi", "", "stop"),
        ([ends()], "", "", "stop"),
        ([says("\ud83d"), says("\ude0a"), ends()], "😊", "", "stop"),
        ([b": a comment\n\n", says("Hi"), b": another\n\n", ends()], "Hi", "", "stop"),
        (
            [b'data: {"choices": null}\n\n', event({"delta": None}), says("Hi"), ends()],
            "Hi",
            "",
            "stop",
        ),
        ([says("x" * 10_000_000), ends()], "x" * 10_000_000, "", "stop"),
    ],
    ids=[
        "reasoning",
        "reasoning-content",
        "refusal",
        "content-filter",
        "tool-call",
        "another-reason",
        "nothing-said",
        "halves-of-an-emoji",
        "comments",
        "holes",
        "ten-megabytes",
    ],
)
async def test_what_servers_say(server, ask, pieces, content, reasoning, reason):
    server.script = [streamed([*pieces, b"data: [DONE]\n\n"])]
    completion = await ask()
    assert completion["content"] == content
    assert completion["reasoning"] == reasoning
    assert completion["finish_reason"] == reason
    assert completion["usage"] is None


async def test_usage_in_all_its_parts(server, ask):
    usage = {
        "prompt_tokens": 10,
        "completion_tokens": 20,
        "total_tokens": 30,
        "prompt_tokens_details": {"cached_tokens": 4},
        "completion_tokens_details": {"reasoning_tokens": 8},
    }
    server.script = [streamed([says("Hi"), ends(), event(usage=usage, model="the-real-model")])]
    completion = await ask()
    assert completion["model"] == "the-real-model"
    assert completion["usage"] == {
        "input_tokens": 10,
        "output_tokens": 20,
        "reasoning_tokens": 8,
        "cached_tokens": 4,
    }


@pytest.mark.parametrize(
    ("fields", "window"),
    [
        ({"context_length": 1000}, 1000),
        ({"max_model_len": 2000}, 2000),
        ({"meta": {"n_ctx": 3000}}, 3000),
        ({"context_length": "much"}, None),
        ({}, None),
    ],
)
async def test_the_context_window_where_the_server_says_it(server, provider, fields, window):
    server.script = [answer(200, {"object": "list", "data": [{"id": "a", **fields}]})]
    assert await provider.list_models() == [ModelInfo("a", "a", context_window=window)]


async def test_a_page_that_is_no_list_of_models(server, provider):
    server.script = [answer(200, b"<html>", kind="text/html")]
    with pytest.raises(MalformedResponseError):
        await provider.list_models()


async def test_tokens_are_estimated_and_say_so(provider):
    counted = await provider.count_tokens(CompletionRequest("some-model", tuple(MESSAGES)))
    assert counted == TokenCount(13, exact=False)


@pytest.mark.parametrize(
    "address", [None, "", "localhost:1234", "ftp://host/v1", "http://", "http://host:port/v1"]
)
def test_an_address_that_is_none_is_refused_at_once(address):
    with pytest.raises(InvalidRequestError, match="beginning with http://"):
        OpenAICompatibleProvider(base_url=address)


def test_a_sentence_names_the_server_without_its_password():
    provider = OpenAICompatibleProvider(base_url="https://me:secret@host.example/v1?key=secret")
    assert provider.subject == "The server at host.example"


async def test_a_proxy_that_refuses(server, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", server.base_url)
    server.script = [answer(403, b"")]
    provider = OpenAICompatibleProvider(KEY, "https://models.example/v1")
    with pytest.raises(ConnectionFailedError, match="The proxy did not"):
        await provider.generate_completion("some-model", MESSAGES)
    await provider.aclose()
