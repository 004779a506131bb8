"""What is particular to Cohere: its requests, its events, its list of models."""

import json
import logging
from base64 import b64encode

import pytest

from app.domain.connection import Connection
from app.domain.errors import Action
from app.providers import (
    CompletionRequest,
    InvalidRequestError,
    MalformedResponseError,
    ModelInfo,
    TokenCount,
)
from app.providers.cohere import CohereProvider
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, LoopbackServer, answer, streamed

PAYLOADS = Payloads("cohere")
ANSWER = PAYLOADS.json("expected")["answers"]["stream"]
MESSAGES = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
PICTURE = {"type": "image", "media_type": "image/png", "data": b"\x89PNG"}
PAPER = {"type": "document", "media_type": "application/pdf", "name": "a.pdf", "data": b"%PDF"}
WORDS = {"type": "text", "text": "What is this?"}


def event(fields) -> bytes:
    return f"event: {fields['type']}\ndata: {json.dumps(fields)}\n\n".encode()


def says(**content) -> bytes:
    return event({"type": "content-delta", "delta": {"message": {"content": content}}})


def ends(**delta) -> bytes:
    return event({"type": "message-end", "delta": {"finish_reason": "COMPLETE", **delta}})


@pytest.fixture
async def provider(server):
    server.script = [streamed(PAYLOADS.events())]
    provider = CohereProvider(KEY, server.base_url)
    yield provider
    await provider.aclose()


@pytest.fixture
def ask(provider):
    def ask(messages=MESSAGES, **options):
        return provider.generate_completion("command-a-03-2025", messages, **options)

    return ask


@pytest.fixture
def count(provider, server):
    async def count(*messages):
        return await provider.count_tokens(CompletionRequest("command-a-03-2025", messages))

    return count


async def test_the_request_on_the_wire(ask, server):
    await ask(max_tokens=5, temperature=0.0, top_p=0.5, stop="END", seed=3, thinking_budget=99)
    [exchange] = server.exchanges
    assert (exchange.method, exchange.path) == ("POST", "/v2/chat")
    assert exchange.headers["authorization"] == f"Bearer {KEY}"
    assert exchange.json == {
        "model": "command-a-03-2025",
        "messages": MESSAGES,
        "stream": True,
        "max_tokens": 5,
        "temperature": 0.0,
        "p": 0.5,
        "stop_sequences": ["END"],
        "seed": 3,
        "thinking": {"type": "enabled", "token_budget": 99},
    }


async def test_what_was_not_asked_is_not_sent(ask, server):
    await ask()
    assert set(server.exchanges[0].json) == {"model", "messages", "stream"}


@pytest.mark.parametrize("options", [{"thinking_budget": 0}, {"reasoning_effort": "none"}])
async def test_thinking_can_be_switched_off(ask, server, options):
    await ask(**options)
    assert server.exchanges[0].json["thinking"] == {"type": "disabled"}


async def test_how_hard_to_think_is_not_for_cohere(ask, server):
    completion = await ask(reasoning_effort="high")
    assert "thinking" not in server.exchanges[0].json
    assert completion["notices"] == [
        "command-a-03-2025 does not take a reasoning effort; it was asked without."
    ]


async def test_thinking_that_turns_out_to_be_refused_is_left_out(ask, server):
    words = {"message": "thinking is not supported with the specified model"}
    server.script.insert(0, answer(400, words))
    completion = await ask(thinking_budget=99)
    assert "thinking" not in server.exchanges[1].json
    assert len(completion["notices"]) == 1


async def test_pictures_go_with_the_words(ask, server):
    await ask([{"role": "user", "content": [PICTURE, WORDS]}])
    url = f"data:image/png;base64,{b64encode(PICTURE['data']).decode()}"
    assert server.exchanges[0].json["messages"][0]["content"] == [
        {"type": "image_url", "image_url": {"url": url}},
        WORDS,
    ]


async def test_a_pdf_is_refused_with_a_sentence_and_not_sent(ask, server):
    with pytest.raises(InvalidRequestError, match="take no PDFs") as raised:
        await ask([{"role": "user", "content": [PAPER, WORDS]}])
    assert raised.value.action == Action.PICK_ANOTHER_MODEL
    assert raised.value.provider == "cohere"
    assert server.exchanges == []


@pytest.mark.parametrize(
    ("usage", "read", "cached"),
    [
        ({"billed_units": {"input_tokens": 9.0}, "cached_tokens": 7.0}, 9, 7),
        ({"tokens": {"input_tokens": 500.0}, "cached_tokens": 448.0}, 500, 448),
        (
            {
                "billed_units": {"input_tokens": 20.0},
                "tokens": {"input_tokens": 500.0},
                "cached_tokens": 490.0,
            },
            20,
            10,
        ),
        ({"billed_units": {"output_tokens": 4.0}}, None, None),
    ],
    ids=["paid", "all", "both", "output-alone"],
)
async def test_tokens_are_those_that_are_paid_for(ask, server, usage, read, cached):
    server.script = [streamed([says(text="Hi"), ends(usage=usage)])]
    counted = (await ask())["usage"]
    assert (counted["input_tokens"], counted["cached_tokens"]) == (read, cached)


@pytest.mark.parametrize("usage", [{}, {"usage": {}}], ids=["no-usage", "empty-usage"])
async def test_an_answer_that_counts_nothing_has_no_usage(ask, server, usage):
    server.script = [streamed([says(text="Hi"), ends(**usage)])]
    assert (await ask())["usage"] is None


async def test_events_that_say_nothing_are_passed_over(ask, server):
    odd = [
        {"type": "weather"},
        {"type": "content-delta", "delta": None},
        {"type": "content-delta", "delta": {"message": {"content": {}}}},
        {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": "I'll look."}}},
        {"type": "message-end", "delta": None},
        {"type": "message-end", "delta": {}},
    ]
    events = PAYLOADS.events()
    server.script = [streamed([*events[:3], *map(event, odd), *events[3:]])]
    completion = await ask()
    assert {key: completion[key] for key in ANSWER} == ANSWER


async def test_an_event_that_is_no_json_ends_the_answer_and_is_not_printed(ask, server, caplog):
    caplog.set_level(logging.DEBUG)
    handlers = list(logging.getLogger().handlers)
    events = PAYLOADS.events()
    broken = b"event: content-delta\ndata: {secret words\n\n"
    odd = b'event: weather\ndata: {"type": "weather", "words": "secret words"}\n\n'
    server.script = [streamed([*events[:4], odd, broken, *events[4:]])]
    stream = await ask(stream=True)
    *chunks, last = [chunk async for chunk in stream]
    assert chunks
    assert last["error"]
    assert type(stream.error) is MalformedResponseError
    assert "secret words" not in caplog.text
    assert logging.getLogger().handlers == handlers


async def test_a_long_event_is_read_whole(ask, server):
    server.script = [streamed([says(text="x" * 3_000_000), ends()])]
    assert len((await ask())["content"]) == 3_000_000


async def test_models_come_with_their_windows(provider, server):
    server.script = [answer(200, PAYLOADS.json("models"))]
    models = await provider.list_models()
    assert models[0] == ModelInfo("command-a-03-2025", "command-a-03-2025", 288_000)
    assert models[-1] == ModelInfo(
        "command-r-03-2024", "command-r-03-2024", note="Cohere is going to retire it."
    )
    assert "endpoint=chat" in server.exchanges[0].path


async def test_all_pages_of_the_models_are_read(provider, server):
    pages = [
        {"models": [{"name": "command-a"}, {}], "next_page_token": "two"},
        {"models": [{"name": "command-b"}]},
    ]
    server.script = [answer(200, page) for page in pages]
    assert [model.id for model in await provider.list_models()] == ["command-a", "command-b"]
    assert "page_token=two" in server.exchanges[1].path


async def test_tokens_are_counted_by_cohere(count, server):
    server.script = [answer(200, {"tokens": [1, 2, 3], "token_strings": []})]
    assert await count(*MESSAGES) == TokenCount(3, exact=True)
    [exchange] = server.exchanges
    assert exchange.path == "/v1/tokenize"
    assert exchange.json == {"text": "Be brief.\nHello", "model": "command-a-03-2025"}


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000], ids=["words", "one-run"])
async def test_a_long_conversation_is_counted_in_pieces(count, server, text):
    server.script = [answer(200, {"tokens": [1, 2, 3], "token_strings": []})]
    assert await count({"role": "user", "content": text}) == TokenCount(6, exact=True)
    pieces = [exchange.json["text"] for exchange in server.exchanges]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 65_536


async def test_a_count_that_leaves_a_picture_out_is_not_exact(count, server):
    server.script = [answer(200, {"tokens": [1, 2, 3], "token_strings": []})]
    counted = await count({"role": "user", "content": [PICTURE, WORDS]})
    assert counted == TokenCount(3, False, uncounted=1)


async def test_nothing_to_count_asks_nothing(count, server):
    assert await count({"role": "user", "content": ""}) == TokenCount(0, exact=True)
    assert server.exchanges == []


async def test_nothing_comes_from_the_environment(server, monkeypatch):
    async with LoopbackServer() as elsewhere:
        monkeypatch.setenv("CO_API_KEY", "key-of-the-environment")
        monkeypatch.setenv("COHERE_API_KEY", "key-of-the-environment")
        monkeypatch.setenv("CO_API_URL", elsewhere.base_url)
        monkeypatch.setenv("HTTP_PROXY", elsewhere.base_url)
        server.script = elsewhere.script = [streamed(PAYLOADS.events())]
        connection = Connection(headers=(("X-Client-Name", "mine"),))
        provider = CohereProvider(KEY, server.base_url, connection)
        await provider.generate_completion("command-a-03-2025", MESSAGES)
        await provider.aclose()
        assert elsewhere.exchanges == []
    headers = server.exchanges[0].headers
    assert "of-the-environment" not in str(headers)
    assert headers["x-client-name"] == "mine"
